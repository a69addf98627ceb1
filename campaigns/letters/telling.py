"""Chooses from the facts whom a letter is about, where, and what happened when, and words it for the sentences in
templates/print/letters.
"""

from collections.abc import Sequence

from campaigns.directory import load_directory
from campaigns.facts.shapes import AddresseeFacts, CampaignFacts, EventFacts, MeetingFacts
from campaigns.facts.subjects import CaseFacts
from campaigns.letters import dates
from campaigns.letters.behind_bars import is_behind_bars, stands_at
from campaigns.letters.lacks import OPEN, SHUT, Gaps, Weight
from campaigns.letters.matter import matter_of, names_the_case, regarding, title_in_quotes
from campaigns.letters.told import Told, ToldEvent, ToldMeeting
from campaigns.letters.typography import with_quotes
from campaigns.letters.wording import committee_case, joined, listed, number_of, sentence
from campaigns.models.campaign import CampaignKind
from campaigns.models.case import BEHIND_BARS, CaseKind, Status
from campaigns.models.procedure import ProcedureKind
from foundation.web.formats import countries
from foundation.web.language import gettext, mark, speaking

NO_NAME = mark("The name “%(text)s” is not written in this language yet.")
NO_ROLE = mark("The role “%(text)s” is not written in this language yet.")
NO_SUMMARY = mark("The campaign’s summary is not written in this language yet: “%(text)s”")
NO_SITUATION = mark("The situation is not written in this language yet: “%(text)s”")
NO_EVENT = mark("This event is not written in this language yet: “%(text)s”")
NO_PLACE = mark("The place “%(text)s” is not written in this language yet.")
NO_NOTE = mark("This note is not written in this language yet: “%(text)s”")
NO_MEETING = mark("The meeting’s name “%(text)s” is not written in this language yet.")
NO_COUNTRY = mark("The name of the country %(code)s is not known in this language.")

EVENT = "event:"
LATIN = frozenset({"en", "fr", "es"})
NAMED_ALIKE = frozenset({CaseKind.PERSON, CaseKind.ORGANISATION, CaseKind.MEDIA_OUTLET})
MOST_PEOPLE_WITH_ROLE = 5
WITH_ARTICLE = ("United ", "Philippines", "Netherlands", "Bahamas", "Gambia", "Maldives", "Comoros", "Dominican Rep")
SUBJECTS = {
    CampaignKind.ARREST: (CaseKind.PERSON,),
    CampaignKind.STRIKE_REPRESSED: (CaseKind.PERSON,),
    CampaignKind.DISMISSALS: (CaseKind.PERSON, CaseKind.ORGANISATION),
    CampaignKind.UNION_DISSOLVED: (CaseKind.ORGANISATION,),
    CampaignKind.OUTLET_CLOSED: (CaseKind.MEDIA_OUTLET,),
    CampaignKind.BAD_LAW: (CaseKind.LAW,),
}
"""Of which cases a letter of that kind of campaign speaks in its first sentence."""


def tell(
    facts: CampaignFacts, groups: Sequence[AddresseeFacts], gaps: Gaps, *, omitted: frozenset[str], to_ilo: bool
) -> Told:
    """Of the countries of the addressees in `groups`, without the events that are omitted as `event:key`. The ILO is
    told more of the persons: who they are, where they are held."""
    return _Telling(facts, groups, gaps, to_ilo).told(omitted)


def countries_of(facts: CampaignFacts, groups: Sequence[AddresseeFacts]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(group.country for group in groups if group.country)) or facts.countries


def events_near(facts: CampaignFacts, groups: Sequence[AddresseeFacts]) -> list[EventFacts]:
    """What happened in the addressees' countries; where there are several, to people. Not the meeting: the letter's
    first paragraph names it."""
    codes = countries_of(facts, groups)
    meetings = {meeting.date for meeting in facts.meetings}
    people = {case.key for case in facts.cases if case.kind.is_of_people}
    return [
        event
        for event in facts.timeline
        if _is_near(facts, codes, event.country)
        and event.date not in meetings
        and (len(codes) == 1 or any(case.key in people for case in event.mentions.cases))
    ]


def _is_near(facts: CampaignFacts, codes: Sequence[str], country: str | None) -> bool:
    """A fact without a country is told where the campaign has but one."""
    return country in codes if country else len(facts.countries) <= 1


class _Telling:
    def __init__(self, facts: CampaignFacts, groups: Sequence[AddresseeFacts], gaps: Gaps, to_ilo: bool) -> None:
        self.facts = facts
        self.groups = groups
        self.gaps = gaps
        self.to_ilo = to_ilo
        self.language = gaps.language
        self.codes = countries_of(facts, groups)
        self.cases = tuple(case for case in facts.cases if self.is_near(case.country))

    def told(self, omitted: frozenset[str]) -> Told:
        subjects = [case for case in self.cases if case.kind in SUBJECTS.get(self.facts.kind, ())]
        behind_bars = [case for case in self.cases_for_ilo() if case.kind is CaseKind.PERSON and is_behind_bars(case)]
        dissolved = [case for case in self.cases_for_ilo() if stands_at(case, Status.DISSOLVED)]
        situation = self.situation()
        already = " ".join(situation)
        events = [
            event
            for event in events_near(self.facts, self.groups)
            if f"{EVENT}{event.key}" not in omitted and joined(with_quotes(event.text, self.language)) not in already
        ]
        each_country = tuple(self.country(code) for code in self.codes)
        country = listed(each_country, self.language)
        campaign = title_in_quotes(str(self.facts.title), self.language)
        by_name = names_the_case(self.facts.kind, len(subjects))
        matter = matter_of(self.names(subjects) if by_name else "", campaign, self.language)
        return Told(
            kind=self.facts.kind,
            campaign=campaign,
            matter=matter,
            regarding=regarding(matter, self.genitives(subjects) if by_name else "", self.language),
            country=country,
            country_at_start=country[:1].upper() + country[1:],
            country_genitive=listed([self.country_genitive(code) for code in self.codes], self.language),
            each_country=each_country,
            several_countries=len(self.codes) > 1,
            subjects=self.names(subjects),
            subjects_in_full=self.named_with_role(subjects) if len(subjects) == 1 else self.names(subjects),
            subjects_genitive=self.genitives(subjects),
            several=len(subjects) > 1,
            how_many=len(subjects),
            people=self.people() if self.to_ilo else "",
            situation=situation,
            since=dates.since(events[0].date, self.language) if events else "",
            events=tuple(self.event(event) for event in events),
            meeting=self.meeting(self.facts.meetings[0]) if self.facts.meetings else None,
            held=self.held(behind_bars),
            behind_bars=self.names(behind_bars),
            several_behind_bars=len(behind_bars) > 1,
            dissolved=self.names(dissolved),
            law_is_being_made=any(stands_at(case, Status.DRAFT_LAW, Status.PASSED_READINGS) for case in self.cases),
            cases=self.committee_cases(),
        )

    def is_near(self, country: str | None) -> bool:
        return _is_near(self.facts, self.codes, country)

    def cases_for_ilo(self) -> tuple[CaseFacts, ...]:
        return self.cases if self.to_ilo else ()

    def country(self, code: str) -> str:
        """As a sentence needs it: with its article in English."""
        known = load_directory().countries.get(code)
        if known and known.name.get(self.language):
            return known.name[self.language]
        own = self.facts.country_names.get(code)
        name = str(own) if own and own.translated else countries(self.language).get(code, "")
        if not name:
            self.gaps.note(Weight.STOPS, NO_COUNTRY, code=code)
            return f"{OPEN}{code}{SHUT}"
        needs_article = self.language == "en" and name.startswith(WITH_ARTICLE)
        return f"the {name}" if needs_article else name

    def country_genitive(self, code: str) -> str:
        """«Республики Казахстан»; of a country that the directory does not decline «страны (Эстония)»."""
        known = load_directory().countries.get(code)
        if self.language != "ru" or (known and known.genitive.get("ru")):
            return known.genitive.get(self.language, "") if known else ""
        return f"страны ({self.country(code)})"

    def name(self, case: CaseFacts) -> str:
        return name_in(case, self.gaps)

    def names(self, cases: Sequence[CaseFacts]) -> str:
        return listed([self.name(case) for case in cases], self.language)

    def named_with_role(self, cases: Sequence[CaseFacts]) -> str:
        case = cases[0]
        role = self.gaps.text(case.role, NO_ROLE) if case.role and case.kind is CaseKind.PERSON else ""
        return f"{self.name(case)}, {role}" if role else self.name(case)

    def genitives(self, cases: Sequence[CaseFacts]) -> str:
        """Empty unless every name is known in it: a sentence in the nominative stands in then."""
        forms = [case.name_forms.get("gen", "") for case in cases]
        return listed(forms, self.language) if forms and all(forms) else ""

    def people(self) -> str:
        """Who it is about: persons with their roles where they are few, then organisations and outlets."""
        people = [case for case in self.cases if case.kind.is_of_people]
        others = [case for case in self.cases if case.kind in (CaseKind.ORGANISATION, CaseKind.MEDIA_OUTLET)]
        if len(people) + len(others) <= MOST_PEOPLE_WITH_ROLE:
            return "; ".join(self.named_with_role([case]) for case in (*people, *others))
        named = [case for case in people if case.kind is CaseKind.PERSON]
        return ", ".join(self.name(case) for case in named or people or others)

    def situation(self) -> tuple[str, ...]:
        """The campaign's summary and how things stand; of one country among several how things stand there."""
        told = [entry for entry in self.facts.situation if len(self.codes) == 1 and self.is_near(entry.country)]
        stand = " ".join(sentence(self.gaps.text(entry.text, NO_SITUATION)) for entry in told)
        if stand and len(self.facts.countries) > 1:
            return (stand,)
        summary = self.gaps.text(self.facts.summary, NO_SUMMARY).split("\n\n")
        return tuple(paragraph for paragraph in (*map(joined, summary), stand) if paragraph)

    def event(self, event: EventFacts) -> ToldEvent:
        with speaking(self.language):
            unknown = gettext("date not known")
        return ToldEvent(
            event.key,
            dates.label(event.date, self.language) or unknown,
            sentence(self.gaps.text(event.text, NO_EVENT)),
        )

    def meeting(self, meeting: MeetingFacts) -> ToldMeeting:
        return ToldMeeting(
            self.gaps.text(meeting.name, NO_MEETING),
            self.gaps.text(meeting.place, NO_PLACE) if meeting.place else "",
            dates.label(meeting.date, self.language),
            number_of(len(meeting.countries), self.language) if len(meeting.countries) > 1 else "",
        )

    def held(self, cases: Sequence[CaseFacts]) -> str:
        """Of one person: what is noted of the detention, else where the newest event took place that speaks of them.
        Of several, notes are not alike, and an organiser has to say it."""
        if len(cases) != 1:
            return ""
        case = cases[0]
        notes = [entry.note for entry in case.statuses if entry.status in BEHIND_BARS and entry.note]
        if notes:
            return sentence(self.gaps.text(notes[-1], NO_NOTE))
        places = [
            event.place
            for event in self.facts.timeline
            if event.place and any(one.key == case.key for one in event.mentions.cases)
        ]
        return sentence(self.gaps.text(places[-1], NO_PLACE)) if places else ""

    def committee_cases(self) -> str:
        names = countries(self.language)
        return listed(
            [
                committee_case(procedure.number, names.get(procedure.country or "", ""), self.language)
                for procedure in self.facts.procedures
                if procedure.kind is ProcedureKind.ILO_CFA and procedure.number and self.is_near(procedure.country)
            ],
            self.language,
        )


def name_in(case: CaseFacts, gaps: Gaps) -> str:
    """English, French and Spanish write the name of a person or an organisation alike."""
    alike = {gaps.language, case.name.language} <= LATIN and case.kind in NAMED_ALIKE
    return str(case.name) if alike else gaps.text(case.name, NO_NAME)
