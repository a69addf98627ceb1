"""Nothing of the source documents is lost in the examples: persons, organisations, laws, the ILO case, events."""

import pytest
from sqlmodel import Session

from campaigns.models.case import CaseKind
from campaigns.models.meeting import ArgumentKind
from tests.campaigns.told import ASIA, KLOOP, LAW, told

# Persons, with the chain of their statuses.

PERSONS = {
    "Erlan Baltabai": ("KZ", ["Erlan Baltabay"], "Ерлан Балтабай", [
        ("convicted", "2019-07"), ("pardoned", "2019-08"), ("released_after_pardon", "2019-08"),
        ("rearrested", "2019-10"), ("jailed", "2019-10"), ("restricted", "unknown"),
    ]),
    "Larisa Kharkova": ("KZ", [], "Лариса Харькова", [("convicted", "unknown"), ("restricted", "unknown")]),
    "Amin Eleusinov": (
        "KZ", ["Amin Yeleusinov"], "Амин Елеусинов", [("convicted", "unknown"), ("restricted", "unknown")]
    ),
    "Nurbek Kushakbayev": (
        "KZ", ["Nurbek Kushakbaev", "Nurbek Kushakpaev"], "Нурбек Кушакбаев",
        [("convicted", "unknown"), ("restricted", "unknown")],
    ),
    "Rosa Tuletayeva": ("KZ", ["Roza Tuletaeva"], "Роза Тулетаева", [("convicted", "unknown")]),
    "Maksat Dosmagambetov": ("KZ", [], "Максат Досмагамбетов", [("convicted", "unknown"), ("deceased", "unknown")]),
    "Erzhan Elshimbayev": ("KZ", [], "Ержан Елшимбаев", [("arrested", "unknown"), ("under_prosecution", "unknown")]),
    "Gaspar Matalayev": (
        "TM", ["Gaspar Matalaev"], "Гаспар Маталаев", [("jailed", "unknown"), ("released_after_full_term", "unknown")]
    ),
    "Elena Urlayeva": (
        "UZ", [], "Елена Урлаева", [("declared_incapable", "unknown"), ("sanctioned_unspecified", "unknown")]
    ),
    "Dmitry Tikhonov": ("UZ", [], "Дмитрий Тихонов", [("sanctioned_unspecified", "unknown")]),
    "Malokhat Eshankulova": ("UZ", [], "Малохат Эшанкулова", [("sanctioned_unspecified", "unknown")]),
    "Nafosat Ollashukurova": ("UZ", [], "Нафосат Оллашукурова", [("sanctioned_unspecified", "unknown")]),
    "Makhmud Rajabov": ("UZ", [], "Махмуд Раджабов", [("sanctioned_unspecified", "unknown")]),
    "Davlatnazar Ruzmetov": (
        "UZ", [], "Давлатназар Рузметов", [("sanctioned_unspecified", "unknown"), ("deceased", "unknown")]
    ),
}  # fmt: skip


def test_all_fourteen_persons_with_their_chains(session: Session) -> None:
    english, russian = told(session, ASIA), told(session, ASIA, "ru")
    persons = [case for case in english.cases if case.kind is CaseKind.PERSON]
    in_russian = {case.key: case.name for case in russian.cases}
    assert {
        person.name: (
            person.country,
            list(person.name_variants),
            in_russian[person.key],
            [(entry.status.value, entry.date.text) for entry in person.statuses],
        )
        for person in persons
    } == PERSONS
    assert all(entry.claims[0].source.key == "S2" for person in persons for entry in person.statuses)
    assert all(person.role and person.claims for person in persons)
    assert all(case.name_forms["dat"] for case in russian.cases if case.kind is CaseKind.PERSON)


def test_roles_and_notes_of_the_persons(session: Session) -> None:
    by_key = {case.key: case for case in told(session, ASIA).cases}
    assert "Independent Fuel-and-Energy Workers' Union of Kazakhstan" in by_key["baltabai"].role
    notes = {entry.status.value: entry.note for entry in by_key["baltabai"].statuses}
    assert notes["convicted"].startswith("Seven years")
    assert notes["jailed"].endswith("five months.")
    assert "Zhanaozen strike of 2011" in by_key["tuletayeva"].role
    assert "posthumously" in by_key["dosmagambetov"].statuses[0].note
    assert "Movement of the Unemployed" in by_key["elshimbayev"].role
    assert "cotton harvest" in by_key["matalayev"].statuses[0].note
    assert "whole sentence" in by_key["matalayev"].statuses[1].note
    assert "posthumously" in by_key["ruzmetov"].statuses[0].note


def test_the_spokesperson_is_the_fifteenth_named_person(session: Session) -> None:
    hoie = next(actor for actor in told(session, LAW).actors if actor.key == "hoie")
    assert (hoie.name, hoie.parent and hoie.parent.key) == ("Atle Høie", "industriall")
    assert hoie.role == "general secretary of IndustriALL Global Union (2023)"
    words = [argument for argument in told(session, LAW).arguments if argument.kind is ArgumentKind.WORDS]
    assert len(words) == 1
    assert [voice.key for voice in words[0].mentions.voices] == ["hoie"]
    for part in ("freedom of association", "freedom of expression", "citizens' fundamental rights", "act together"):
        assert part in words[0].text


def test_people_without_names_are_cases_too(session: Session) -> None:
    groups = {case.key for case in told(session, ASIA).cases if case.kind is CaseKind.GROUP}
    assert groups == {"zhanaozen-others", "zhanaozen-investigated", "tm-activists", "uz-returning"}
    assert [case.key for case in told(session, LAW).cases if case.kind is CaseKind.GROUP] == ["leaders"]


# Organisations.

ORGANISATIONS = {
    ASIA: {
        "International Labour Rights Monitoring Mission for Central Asia": None,
        "Confederation of Independent Trade Unions of Kazakhstan": "KZ",
        "Fuel-and-Energy Workers' Union": "KZ",
        "Social and Domestic Workers' Union “Spravedlivost’”": "KZ",
        "Healthcare and Social Development Workers' Union": "KZ",
        "Movement of the Unemployed": "KZ",
        "State-controlled trade unions of Kazakhstan (not named)": "KZ",
        "Federation of Trade Unions of Kyrgyzstan": "KG",
        "Bir Duino": "KG",
        "Jogorku Kenesh (Parliament) of the Kyrgyz Republic": "KG",
        "International Labour Organization": None,
        "United Nations and the bodies of its system": None,
        "European Union and its member States": None,
        "International Trade Union Confederation": None,
        "Global Union Federations": None,
    },
    LAW: {
        "Mining and Metallurgical Trade Union of Kyrgyzstan": "KG",
        "Federation of Trade Unions of Kyrgyzstan": "KG",
        "IndustriALL Global Union": None,
        "ILO Committee on Freedom of Association": None,
        "International Labour Organization": None,
        "Jogorku Kenesh (Parliament) of the Kyrgyz Republic": "KG",
    },
    KLOOP: {"Kloop Media Public Foundation": "KG", "Kloop Media": "KG", "Human Rights Watch": None},
}


@pytest.mark.parametrize("slug", ORGANISATIONS)
def test_all_organisations(session: Session, slug: str) -> None:
    actors = {str(actor.name): actor.country for actor in told(session, slug).actors}
    assert ORGANISATIONS[slug].items() <= actors.items()


def test_aliases_parents_and_states_of_organisations(session: Session) -> None:
    asia = {actor.key: actor for actor in told(session, ASIA).actors}
    assert asia["fpk"].aliases == ("Trade Unions Federation of Kyrgyzstan",)
    assert asia["knprk-energy"].aliases == ("Independent Fuel-and-Energy Workers' Union of Kazakhstan",)
    assert "does not say" in asia["knprk-energy"].note
    assert asia["knprk"].abbreviation == "KNPRK"
    for key in ("knprk-energy", "knprk-domestic", "knprk-health"):
        parent = asia[key].parent
        assert parent is not None
        assert parent.key == "knprk"
        assert asia[key].state == "dissolved"
    assert asia["knprk"].state == "dissolved"
    assert [actor.key for actor in told(session, ASIA).lead] == ["mission"]
    assert [actor.key for actor in told(session, LAW).lead] == ["industriall"]
    assert {actor.key: actor.aliases for actor in told(session, LAW).actors}["fpk"] == asia["fpk"].aliases


def test_organisations_outlets_laws_and_practices_are_cases(session: Session) -> None:
    kinds = {
        kind: {case.key for case in told(session, ASIA).cases if case.kind is kind}
        for kind in (CaseKind.ORGANISATION, CaseKind.LAW, CaseKind.PRACTICE, CaseKind.INCIDENT)
    }
    assert kinds == {
        CaseKind.ORGANISATION: {
            "case-knprk", "case-knprk-energy", "case-knprk-domestic", "case-knprk-health", "case-fpk", "case-bir-duino",
        },
        CaseKind.LAW: {"case-kg-law-tu", "case-kz-law-tu"},
        CaseKind.PRACTICE: {"tm-cotton", "uz-forced-labour"},
        CaseKind.INCIDENT: {"zhanaozen-2011"},
    }  # fmt: skip
    assert {case.key for case in told(session, LAW).cases} == {"case-kg-law-tu", "case-fpk", "case-gmpk", "leaders"}
    [outlet] = told(session, KLOOP).cases
    assert (outlet.kind, outlet.actor and outlet.actor.key) == (CaseKind.MEDIA_OUTLET, "kloop")
    assert [(entry.status.value, entry.date.text) for entry in outlet.statuses] == [
        ("under_prosecution", "2021-11"), ("sued_for_closure", "2023-08"),
    ]  # fmt: skip


# Laws.


def test_all_laws(session: Session) -> None:
    assert {law.key for law in told(session, ASIA).laws} == {
        "kg-law-tu", "kz-law-tu", "kz-criminal-admin", "tj-registration", "tj-assembly", "udhr", "ilo-core",
    }  # fmt: skip
    assert [law.key for law in told(session, LAW).laws] == ["kg-law-tu"]
    assert [(law.key, law.name) for law in told(session, KLOOP).laws] == [("kg-criminal-code", "Criminal Code")]
    states = {law.key: law.state for law in told(session, ASIA).laws}
    assert "cosmetic" in states["kz-law-tu"]
    assert "two readings" in states["kg-law-tu"]
    assert "by number" in states["ilo-core"]
    assert "November 2021" in told(session, KLOOP).laws[0].state


# The ILO case.

LOG = [
    ("complaint", "2020-06-29", ["gmpk", "ilo-cfa"]),
    ("association", "2020-08-18", ["industriall", "ilo-cfa"]),
    ("association", "2020-12-09", ["food-workers", "ilo-cfa"]),
    ("association", "2021-02-15", ["fpk", "ilo-cfa"]),
    ("postponement", "unknown", ["kg-government"]),
    ("urgent_appeal", "2021-05/2021-06", ["ilo-cfa", "kg-government"]),
    ("additional_information", "2021-06-10", ["fpk", "ilo-cfa"]),
    ("additional_information", "2023-08", ["industriall", "ilo-cfa"]),
]


def test_the_ilo_case_with_its_log_and_report(session: Session) -> None:
    [case] = told(session, LAW).procedures
    assert (case.number, case.country, case.filed.text, case.status.value) == ("3386", "KG", "2020", "follow_up")
    assert [actor.key for actor in case.mentions.actors] == ["gmpk"]
    assert case.legislative_aspects_referred
    assert "harassment of union leaders" in case.subject
    assert [
        (line.kind.value, line.date.text, [actor.key for actor in line.mentions.actors]) for line in case.communications
    ] == LOG
    assert [claim.source.key for claim in case.communications[-1].claims] == ["S1"]
    [report] = case.reports
    assert (report.number, report.kind.value, report.date.text, report.paragraphs) == (
        "396", "kept_informed", "2021-10", "453 ff.",
    )  # fmt: skip
    assert [(claim.source.key, claim.differs) for claim in case.claims] == [("S1", False), ("normlex-3386", True)]
    assert [claim.source.key for claim in report.claims] == ["normlex-3386"]
    asked = [(bool(one.reply), [claim.source.key for claim in one.claims]) for one in report.recommendations]
    assert asked == [(True, ["normlex-3386", "S1"]), (True, ["normlex-3386", "ceacr-4120362"])]
    assert [(day.kind.value, day.date.text, day.is_done) for day in case.dates] == [
        ("session", "2021-05/2021-06", True),
        ("session", "2021-10", True),
    ]
    assert [claim.source.key for claim in case.dates[1].claims if claim.differs] == ["ceacr-4120362"]


# Timelines.

TIMELINES = {
    ASIA: [
        ("ca-e1", "2011", "KZ"), ("ca-e5", "2019", "KG"), ("ca-e2", "2019-07", "KZ"), ("ca-e3", "2019-08", "KZ"),
        ("ca-e4", "2019-10", "KZ"), ("ca-e7", "2019-11-14/2019-11-16", "KG"), ("ca-e8", "2019-11-18", None),
        ("ca-e6", "unknown", "TM"),
    ],
    LAW: [
        ("kg-e1", "2020", "KG"), ("kg-e2", "2022-06", "KG"), ("kg-e3", "2023-06", "KG"), ("kg-e4", "2023-08", None),
        ("kg-e5", "2023-09-06", None),
    ],
    KLOOP: [("kl-e1", "2021-11", "KG"), ("kl-e2", "2023-08", "KG"), ("kl-e3", "2023-08/2023-09", None)],
}  # fmt: skip


@pytest.mark.parametrize("slug", TIMELINES)
def test_all_events_in_order_with_their_precision(session: Session, slug: str) -> None:
    timeline = told(session, slug).timeline
    dated = [(event.key, event.date.text, event.country) for event in timeline]
    known = [entry for entry in dated if entry[1] != "unknown"]
    assert sorted(dated) == sorted(TIMELINES[slug])
    assert known == sorted(known, key=lambda entry: timeline[dated.index(entry)].date.sort_key)
    assert all(event.claims for event in timeline)
    if slug == ASIA:
        assert dated[-1][0] == "ca-e6"


def test_whom_the_events_concern(session: Session) -> None:
    asia = {event.key: event.mentions for event in told(session, ASIA).timeline}
    assert {"tuletayeva", "dosmagambetov"} <= {case.key for case in asia["ca-e1"].cases}
    for key in ("ca-e2", "ca-e3", "ca-e4"):
        assert [case.key for case in asia[key].cases] == ["baltabai"]
    assert [case.key for case in asia["ca-e6"].cases] == ["matalayev"]
    assert [actor.key for actor in asia["ca-e5"].actors] == ["jogorku-kenesh"]
    law = {event.key: event.mentions for event in told(session, LAW).timeline}
    assert [actor.key for actor in law["kg-e1"].actors] == ["gmpk", "ilo-cfa"]
    assert [actor.key for actor in law["kg-e4"].actors] == ["industriall", "ilo-cfa"]
    assert [reference.key for reference in law["kg-e3"].laws] == ["kg-law-tu"]
    kloop = {event.key: event.mentions for event in told(session, KLOOP).timeline}
    assert [actor.key for actor in kloop["kl-e3"].actors] == ["hrw"]


def test_the_instructions_of_the_second_resolution(session: Session) -> None:
    event = next(event for event in told(session, LAW).timeline if event.key == "kg-e3")
    for instruction, part in zip(
        event.instructions, ("Amend the law", "Digitalise", "structures", "statutes", "leases"), strict=True
    ):
        assert part in instruction


def test_the_alleged_grounds_of_the_suit(session: Session) -> None:
    event = next(event for event in told(session, KLOOP).timeline if event.key == "kl-e2")
    for ground, part in zip(event.alleged_grounds, ("mass media", "charter", "November 2021"), strict=True):
        assert part in ground
