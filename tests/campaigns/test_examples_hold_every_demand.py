"""Nothing of the source documents is lost in the examples: demands, calls, the situation, what happened since."""

import pytest
from sqlmodel import Session

from campaigns.models.demand import Progress
from campaigns.models.meeting import ArgumentKind
from tests.campaigns.told import ASIA, KLOOP, LAW, told

# Demands.

DEMANDS = {
    "KZ": [
        ("1.", ["Free Erlan Baltabai", "criminal charge", "Annul every sentence", "ban on their union work"]),
        ("2.", ["(KNPRK)", "Spravedlivost’"]),
        ("3.", ["Dosmagambetov (posthumously)", "Rehabilitate"]),
        ("4.", ["complaint of torture", "all who tortured", "firearms"]),
        ("5.", ["Elshimbayev"]),
        ("6.", ["as the ILO recommends", "labour relations", "freely and openly"]),
        ("7.", ["peaceful assembly"]),
    ],
    "KG": [("1.", ["Federation of Trade Unions", "Bir Duino"]), ("2.", ["Withdraw the draft", "veto"])],
    "TJ": [
        ("1.", ["simpler", "duplicate", "single region"]),
        ("2.", ["freedom of assembly", "Simplify"]),
        ("3.", ["transposes"]),
    ],
    "TM": [("", ["political system", "access to the country", "Rehabilitate"])],
    "UZ": [
        ("1.", ["use of their land"]),
        ("2.", ["simplified registration", "unions of their choice"]),
        ("3.", ["Ruzmetov (posthumously)", "had to leave the country"]),
        ("4.", ["thorough investigations", "socially useful", "in proportion"]),
    ],
}
CONCERNED = {
    "KZ-1": ["baltabai", "kharkova", "eleusinov", "kushakbayev"],
    "KZ-3": ["tuletayeva", "dosmagambetov", "zhanaozen-others"],
    "KZ-5": ["elshimbayev"],
    "UZ-3": [
        "urlayeva", "tikhonov", "eshankulova", "ollashukurova", "rajabov", "ruzmetov", "uz-returning",
    ],
}  # fmt: skip


def test_all_seventeen_demands_to_five_addressees_as_numbered(session: Session) -> None:
    facts = told(session, ASIA)
    assert [group.key for group in facts.addressees] == list(DEMANDS)
    assert sum(demand.number is not None for demand in facts.demands) == 16
    for group in facts.addressees:
        assert [demand.label for demand in group.demands] == [label for label, _ in DEMANDS[group.key]]
        for demand, (_, parts) in zip(group.demands, DEMANDS[group.key], strict=True):
            assert len(demand.actions) == len(parts), demand.key
            for action, part in zip(demand.actions, parts, strict=True):
                assert part in action


def test_the_addressees_are_offices_of_the_directory(session: Session) -> None:
    facts = told(session, ASIA)
    assert {group.key: (group.name, group.offices) for group in facts.addressees} == {
        "KZ": ("President and Government of the Republic of Kazakhstan", ("kz-president", "kz-prime-minister")),
        "KG": ("President and Government of the Kyrgyz Republic", ("kg-president", "kg-cabinet")),
        "TJ": ("President and Government of the Republic of Tajikistan", ("tj-president", "tj-prime-minister")),
        "TM": ("President of Turkmenistan", ("tm-president",)),
        "UZ": ("President and Government of the Republic of Uzbekistan", ("uz-president", "uz-cabinet")),
    }
    russian = told(session, ASIA, "ru").addressees[0]
    assert russian.name_forms["dat"] == "Президенту и Правительству Республики Казахстан"


def test_whom_and_what_the_demands_concern(session: Session) -> None:
    demands = {demand.key: demand for demand in told(session, ASIA).demands}
    for key, cases in CONCERNED.items():
        assert [case.key for case in demands[key].mentions.cases] == cases
    dead = [
        case.key for demand in demands.values() for case in demand.mentions.cases if case.role.value == "posthumously"
    ]
    assert dead == ["dosmagambetov", "ruzmetov"]
    assert [actor.key for actor in demands["KZ-2"].mentions.actors] == [
        "knprk", "knprk-energy", "knprk-domestic", "knprk-health",
    ]  # fmt: skip
    assert [actor.key for actor in demands["KG-1"].mentions.actors] == ["fpk", "bir-duino"]
    laws = {key: [law.key for law in demand.mentions.laws] for key, demand in demands.items() if demand.mentions.laws}
    assert laws == {
        "KZ-6": ["kz-law-tu"], "KZ-7": ["kz-criminal-admin"], "KG-2": ["kg-law-tu"], "TJ-1": ["tj-registration"],
        "TJ-2": ["tj-assembly"], "TJ-3": ["ilo-core"],
    }  # fmt: skip
    assert {demand.progress for demand in demands.values()} == {Progress.RAISED}


def test_the_two_demands_of_the_kyrgyz_campaigns(session: Session) -> None:
    [keep], [withdraw] = told(session, LAW).demands, told(session, KLOOP).demands
    assert (keep.label, [voice.key for voice in keep.mentions.voices]) == ("", ["hoie"])
    for part in ("freedom of association", "freedom of expression", "fundamental rights of its citizens"):
        assert part in keep.actions[0]
    assert "not as a numbered demand" in keep.note
    assert (withdraw.label, [voice.key for voice in withdraw.mentions.voices]) == ("", ["hrw"])
    assert "at once" in withdraw.actions[0]
    assert told(session, LAW).addressees[0].offices == told(session, KLOOP).addressees[0].offices == ()


# Calls, intentions, situation, meeting, arguments.


def test_the_five_calls(session: Session) -> None:
    calls = told(session, ASIA).calls
    assert [call.label for call in calls] == ["1)", "2)", "3)", "4)", "5)"]
    for call, to, part in zip(
        calls,
        ("Governments", "United Nations", "European Union", "ITUC", "Human rights defenders"),
        ("civil society", "ratified", "investment", "Forum on Freedom of Association", "persecuted union activists"),
        strict=True,
    ):
        assert to in call.to
        assert part in call.text
    assert [actor.key for actor in calls[3].mentions.actors if actor.role.value == "auspices"] == ["ilo"]
    assert {"ituc", "gufs"} <= {actor.key for actor in calls[3].mentions.actors}


def test_the_three_intentions(session: Session) -> None:
    intentions = told(session, ASIA).intentions
    assert [intention.label for intention in intentions] == ["1)", "2)", "3)"]
    for intention, parts in zip(
        intentions,
        (("gathering", "coordinate", "exchange"), ("independence",), ("labour migrants", "informal economy")),
        strict=True,
    ):
        assert all(part in intention.text for part in parts)


SITUATION = {
    None: ["Universal Declaration", "child labour", "women and migrant workers", "Independent unions"],
    "KZ": ["dissolution of unions", "cosmetic", "State-controlled unions"],
    "KG": ["two readings", "monopoly"],
    "TJ": ["independent of the State", "far too complicated", "public actions"],
    "TM": ["independent unions, rights organisations or media", "forced labour is common and systemic"],
    "UZ": ["progress", "Child labour", "cotton and silk", "civil servants", "refused registration"],
}


def test_the_situation_in_each_country(session: Session) -> None:
    points = [(point.country, point.text) for point in told(session, ASIA).situation]
    assert [country for country, _ in points] == [country for country, parts in SITUATION.items() for _ in parts]
    for country, parts in SITUATION.items():
        for text, part in zip([text for of, text in points if of == country], parts, strict=True):
            assert part in text


def test_the_meeting_and_its_twelve_countries(session: Session) -> None:
    [meeting] = told(session, ASIA).meetings
    assert (meeting.place, meeting.date.text) == ("Bishkek", "2019-11-14/2019-11-16")
    assert meeting.countries == ("BY", "FR", "DE", "KZ", "KG", "MD", "RU", "TJ", "TM", "UA", "US", "UZ")
    assert meeting.participants == "independent unions and rights organisations"
    assert all(word in meeting.motto for word in ("democracy", "social justice", "peace"))


def test_the_arguments_and_who_voices_them(session: Session) -> None:
    first, second = (argument for argument in told(session, LAW).arguments if argument.kind is ArgumentKind.ARGUMENT)
    assert "interfering in the internal business of unions" in first.text
    assert all(part in second.text for part in ("statutes", "organise themselves", "programme"))
    [argument] = told(session, KLOOP).arguments
    assert [voice.key for voice in argument.mentions.voices] == ["hrw"]
    assert "series of attacks" in argument.text


# Sources and what happened since.


def test_the_sources_and_what_is_odd_about_them(session: Session) -> None:
    asia = {source.key: source for source in told(session, ASIA).sources}
    assert (asia["S2"].published.text, asia["S2"].translated_from) == ("2019-11-18", "ru")
    assert len(asia["S2"].notes) == 6
    law = {source.key: source for source in told(session, LAW).sources}
    assert law["S1"].published.text == "2023-09-06"
    assert law["S1"].url.endswith("/kyrgyzstans-ongoing-struggle-for-fundamental-workers-rights")
    assert len(law["S1"].notes) == 3


FINDINGS = {
    ASIA: {
        "baltabai-since": ["2019-07-17", "2019-08-09", "2019-10-16", "2019-12-19", "2020-03-20"],
        "knprk-leaders-since": ["2018-05", "unknown"],
    },
    LAW: {"cfa-3386-since": ["2020-06-29", "2020-08-18", "2020-12-09", "2021-02-15", "2021-10", "unknown"]},
    KLOOP: {"kloop-since": ["2023-08-28", "2024-02-09/2024-02-10", "2024-07-16"]},
}


@pytest.mark.parametrize("slug", FINDINGS)
def test_what_happened_since_stands_beside_and_apart(session: Session, slug: str) -> None:
    findings = told(session, slug).findings
    assert {finding.key: [fact.date.text for fact in finding.facts] for finding in findings} == FINDINGS[slug]
    assert all(fact.claims for finding in findings for fact in finding.facts)
    own = {"S1", "S2"}
    assert not any(claim.source.key in own for finding in findings for fact in finding.facts for claim in fact.claims)


def test_contradictions_stand_side_by_side(session: Session) -> None:
    baltabai = told(session, ASIA).findings[0]
    assert "9 August" in baltabai.conflict
    assert "10 August" in baltabai.conflict
    assert all(part in baltabai.differs for part in ("Baltabai", "Baltabay", "Oil and Energy"))
    assert [(claim.source.key, claim.differs) for claim in baltabai.facts[1].claims] == [
        ("hrw-release", False), ("industriall-2019-08", True),
    ]  # fmt: skip
    assert "four complainants" in told(session, LAW).findings[0].differs
    assert "April 2024" in told(session, KLOOP).findings[0].conflict
