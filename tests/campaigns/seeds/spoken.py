"""How a page says dates, statuses, kinds and countries, back into the codes of a file. English by hand, so that a wrong
word of the program is seen; Russian by its catalogue."""

from campaigns.models.actor import ActorKind
from campaigns.models.case import CaseKind, Status
from campaigns.models.partial_date import PartialDate
from campaigns.wording import said_in
from foundation.web.formats import country_name
from foundation.web.language import speaking

Codes = dict[str, str]

DATES = {
    "date not known": "unknown", "": "unknown", "2011": "2011", "2019": "2019", "2020": "2020", "2023": "2023",
    "May 2018": "2018-05", "17 July 2019": "2019-07-17", "July 2019": "2019-07", "19 July 2019": "2019-07-19",
    "9 August 2019": "2019-08-09", "12 August 2019": "2019-08-12", "August 2019": "2019-08",
    "16 October 2019": "2019-10-16", "October 2019": "2019-10", "14–16 November 2019": "2019-11-14/2019-11-16",
    "18 November 2019": "2019-11-18", "19 December 2019": "2019-12-19", "20 March 2020": "2020-03-20",
    "23 March 2020": "2020-03-23", "29 June 2020": "2020-06-29", "18 August 2020": "2020-08-18",
    "9 December 2020": "2020-12-09", "15 February 2021": "2021-02-15", "May–June 2021": "2021-05/2021-06",
    "10 June 2021": "2021-06-10", "October 2021": "2021-10", "November 2021": "2021-11", "June 2022": "2022-06",
    "June 2023": "2023-06", "August 2023": "2023-08", "28 August 2023": "2023-08-28",
    "August–September 2023": "2023-08/2023-09", "6 September 2023": "2023-09-06",
    "9–10 February 2024": "2024-02-09/2024-02-10", "10 February 2024": "2024-02-10", "16 July 2024": "2024-07-16",
    "30 August 2024": "2024-08-30",
}  # fmt: skip
STATUSES = {
    "Arrest": "arrested", "Criminal prosecution": "under_prosecution", "Conviction": "convicted", "Prison": "jailed",
    "Second arrest": "rearrested", "Pardon": "pardoned", "Release after pardon": "released_after_pardon",
    "Release after the full term": "released_after_full_term",
    "Ban on union work or public activity": "restricted",
    "Sanctions, not described in the source": "sanctioned_unspecified", "Exile": "forced_into_exile",
    "Death": "deceased", "Pressure": "under_pressure", "Dissolution": "dissolved",
    "Lawsuit for closure": "sued_for_closure", "Passed in readings": "passed_readings", "In force": "in_force",
    "Goes on": "ongoing",
}  # fmt: skip
CASE_KINDS = {
    "Person": "person", "Group without names": "group", "Organisation": "organisation", "Media outlet": "media_outlet",
    "Law": "law", "Practice": "practice", "Incident": "incident",
}  # fmt: skip
ACTOR_KINDS = {
    "Union": "union", "Union federation": "union_federation", "Union confederation": "union_confederation",
    "Global union": "global_union", "Unions, not named": "union_group", "Movement": "movement",
    "Human rights organisation": "human_rights_ngo", "Coalition": "coalition", "News outlet": "media_outlet",
    "Public foundation": "public_foundation", "Intergovernmental body": "intergovernmental_body",
    "Parliament": "parliament", "Government": "government", "Authority": "authority", "Spokesperson": "spokesperson",
}  # fmt: skip
COUNTRIES = {
    "Belarus": "BY", "France": "FR", "Germany": "DE", "Kazakhstan": "KZ", "Kyrgyzstan": "KG", "Moldova": "MD",
    "Russia": "RU", "Tajikistan": "TJ", "Turkmenistan": "TM", "Ukraine": "UA", "United States": "US",
    "Uzbekistan": "UZ",
}  # fmt: skip
LABELS = {
    "en": {
        "variants": " (also written ", "also": ", also: ", "concerns": "Concerns: ", "voices": "Said by: ",
        "named": "Named: ", "auspices": "Under the auspices of: ", "complainants": "Complainants: ",
        "number": "Case No. ", "filed": "Filed: ", "belongs": "Organisation: ", "unknown": "date not known",
        "instructions": "What it orders:", "grounds": "The grounds alleged:",
    },
    "ru": {
        "variants": " (пишут также: ", "also": ", также: ", "concerns": "Касается: ", "voices": "Кто это говорит: ",
        "named": "Названы: ", "auspices": "Под эгидой: ", "complainants": "Заявители: ", "number": "дело № ",
        "filed": "Подано: ", "belongs": "Организация: ", "unknown": "дата неизвестна",
        "instructions": "Что предписано:", "grounds": "На что ссылаются:",
    },
}  # fmt: skip


class Spoken:
    """Each mapping leads from the words of a page to the code in a file."""

    def __init__(self, language: str) -> None:
        self.labels = LABELS[language]
        self.dates, self.statuses, self.countries = dict(DATES), dict(STATUSES), dict(COUNTRIES)
        self.case_kinds, self.actor_kinds = dict(CASE_KINDS), dict(ACTOR_KINDS)
        if language != "en":
            words = {code: PartialDate.parse(code).in_words(language) for code in DATES.values()}
            self.dates = {" ".join(said.split()).rstrip("."): code for code, said in words.items()}
            self.dates[self.labels["unknown"]] = "unknown"
            with speaking(language):
                self.countries = {str(country_name(code)): code for code in COUNTRIES.values()}
            self.statuses = {said_in(language, Status(code)): code for code in STATUSES.values()}
            self.case_kinds = {said_in(language, CaseKind(code)): code for code in CASE_KINDS.values()}
            self.actor_kinds = {said_in(language, ActorKind(code)): code for code in ACTOR_KINDS.values()}
