"""The read model: everything in one language, and nothing of what is on hold when the public reads."""

import json

import pytest
from sqlmodel import Session, select

from campaigns.actions.import_campaign import import_campaign
from campaigns.facts.gather import gather_facts
from campaigns.facts.shapes import CampaignFacts
from campaigns.files.export_campaign import export_campaign
from campaigns.models.campaign import Campaign
from tests.factories.accounts import an_organisation

FILE = """\
format: solidarity-campaign/1
slug: free-peter
kind: arrest
original_language: en
title: {en: Free them, ru: Свободу им}
summary: {en: Two people were arrested.}
sources:
  - id: paper
    title: {en: A newspaper}
  - id: witness
    title: {en: A witness}
organisations:
  - id: union
    kind: union
    name: {en: Port Union}
    parent: federation
  - id: federation
    kind: union_federation
    name: {en: Big Federation}
cases:
  - id: peter
    kind: person
    name: {en: Peter Example, ru: Пётр Примеров}
    organisation: union
    statuses:
      - {status: arrested, date: 2026-05, sources: [paper, {id: witness, says: {en: in June}, differs: true}]}
      - {status: charged}
  - id: jean
    kind: person
    name: {en: Jean Modèle, ru: Жан Моделов}
    name_forms: {ru: {gen: Жана Моделова}}
    name_variants: [John Modele]
    sensitive: Has small children
timeline:
  - {id: e1, text: {en: "Nobody knows when"}}
  - {id: e2, date: 2026-05, text: {en: Both are arrested}, cases: [peter, jean]}
  - {id: e3, date: 2026-06-01, text: {en: A hearing}, cases: [jean]}
  - {id: e4, date: 2026, text: {en: "In court Modèle is silent", ru: "В суде показаний Моделова нет"}, cases: [peter]}
addressees:
  - id: president
    name: {en: The President}
    numbering: "1)"
    demands:
      - {id: D-1, number: 1, summary: {en: Free Peter}, cases: [peter], states: [{progress: raised}, {progress: met}]}
      - {id: D-2, summary: {en: Free the other}, cases: [jean]}
"""


def told(session: Session, text: str, *, language: str = "en", public: bool = True) -> CampaignFacts:
    organisation = an_organisation(session)
    report = import_campaign(session, organisation_id=organisation.id, content=text.encode(), by=None)
    assert report.problems == ()
    session.expire_all()
    return gather_facts(session, session.get_one(Campaign, report.campaign_id), language=language, public=public)


def held(what: str) -> str:
    assert what in FILE
    return FILE.replace(what, f"{what}\n    hold: true\n    hold_reason: The family asked", 1)


def test_facts_come_in_the_language_asked_for_or_say_that_they_do_not(session: Session) -> None:
    facts = told(session, FILE, language="ru")
    assert (facts.title, facts.title.translated) == ("Свободу им", True)
    assert (facts.summary, facts.summary.language, facts.summary.translated) == (
        "Two people were arrested.", "en", False,
    )  # fmt: skip
    assert facts.cases[0].statuses[0].date.in_words("ru") == "май 2026\u202fг."
    assert facts.cases[1].name_forms == {"gen": "Жана Моделова"}


def test_the_timeline_is_in_order_and_unknown_dates_come_last(session: Session) -> None:
    assert [event.key for event in told(session, FILE).timeline] == ["e4", "e2", "e3", "e1"]


def test_a_fact_shows_its_sources_and_where_they_differ(session: Session) -> None:
    entry = told(session, FILE).cases[0].statuses[0]
    assert [(claim.source.number, claim.says, claim.differs) for claim in entry.claims] == [
        (1, "", False), (2, "in June", True),
    ]  # fmt: skip


def test_a_demand_stands_where_its_last_step_says(session: Session) -> None:
    first, second = told(session, FILE).demands
    assert (first.label, first.progress.value) == ("1)", "met")
    assert (second.label, second.progress.value) == ("", "raised")


@pytest.mark.parametrize("language", ["en", "ru"])
def test_a_held_case_leaves_no_trace_for_the_public(session: Session, language: str) -> None:
    facts = told(session, held("  - id: jean"), language=language)
    assert [case.key for case in facts.cases] == ["peter"]
    assert [event.key for event in facts.timeline] == ["e2", "e1"]
    assert [case.key for event in facts.timeline for case in event.mentions.cases] == ["peter"]
    assert [demand.key for demand in facts.demands] == ["D-1"]
    for trace in ("Mod", "Модел", "jean", "children", "family"):
        assert trace not in repr(facts)


def test_a_held_case_leaves_no_trace_in_the_export_for_strangers(session: Session) -> None:
    told(session, held("  - id: jean"))
    row = session.exec(select(Campaign)).one()
    for trace in ("Mod", "Модел", "jean", "children", "family"):
        assert trace not in export_campaign(session, campaign=row)
    assert "Жана Моделова" in export_campaign(session, campaign=row, include_held=True)


def test_the_desk_sees_what_is_held_and_why(session: Session) -> None:
    facts = told(session, held("  - id: jean"), public=False)
    jean = facts.cases[1]
    assert (jean.hold, jean.hold_reason, jean.sensitive) == (True, "The family asked", "Has small children")
    assert len(facts.timeline) == 4


def test_what_hangs_on_a_held_fact_goes_with_it(session: Session) -> None:
    assert told(session, held("  - id: president")).demands == ()


def test_a_held_source_is_not_named(session: Session) -> None:
    facts = told(session, held("  - id: witness"))
    assert [claim.source.key for claim in facts.cases[0].statuses[0].claims] == ["paper"]
    assert "witness" not in repr(facts).lower()


def test_a_held_organisation_stays_hidden_behind_the_one_that_leads(session: Session) -> None:
    facts = told(session, held("  - id: union"))
    assert [actor.key for actor in facts.actors] == ["federation"]
    assert facts.cases[0].actor is None


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Port Union (PU)", "The Port Union (PU) was closed."),
        ("Example Mining S.A.", "All of Example Mining S.A. are out."),
        ("“Example” Union", "Members of the “Example”\nUnion met."),
        ("Профсоюз «Пример»", "Членов Профсоюза «Пример» уволили."),
        ("Независимый профсоюз докеров", "Независимому профсоюзу докеров отказали."),
        ("Профсоюз учёных", "Председатель профсоюза ученых."),
        ("Үлгі одағы", "Үлгі одағын жапты."),
    ],
)
def test_a_held_organisation_is_found_whatever_its_name_ends_with_and_however_it_is_declined(
    session: Session, name: str, text: str
) -> None:
    file = held("  - id: union").replace("Port Union", json.dumps(name, ensure_ascii=False))
    facts = told(session, file.replace('"Nobody knows when"', json.dumps(text, ensure_ascii=False)))
    assert [event.key for event in facts.timeline] == ["e4", "e2", "e3"]


@pytest.mark.parametrize("text", ["Видели Петра Ёлкина.", "Видели Елкина.", "Елкину ответили."])
def test_a_held_person_is_found_with_and_without_the_dots(session: Session, text: str) -> None:
    file = held("  - id: peter").replace("Пётр Примеров", "Пётр Ёлкин").replace("Nobody knows when", text)
    assert text not in {event.text for event in told(session, file).timeline}


def test_a_held_person_is_found_where_the_name_begins_with_the_surname_and_a_comma(session: Session) -> None:
    file = (
        held("  - id: jean").replace("Jean Modèle", "Modèle, Jean").replace("In court Modèle is", "In court Modèle was")
    )
    assert "e4" not in {event.key for event in told(session, file).timeline}


def test_a_held_spokesperson_is_a_person_and_found_by_the_surname(session: Session) -> None:
    speaker = "  - id: speaker\n    kind: spokesperson\n    name: {en: Ada Speaker}\n    hold: true\ncases:"
    file = FILE.replace("cases:", speaker, 1).replace("Nobody knows when", "Speaker said so")
    assert "e1" not in {event.key for event in told(session, file).timeline}


@pytest.mark.parametrize(
    ("known", "betrays"),
    [
        ("- id: paper", "- id: paper\n    url: https://news.example.org/jean-modele-in-court"),
        ("id: paper", "id: paper-on-modele"),
        ("- id: paper", "- id: paper\n    notes: [{en: It shows John Modele}]"),
    ],
)
def test_a_source_whose_address_or_name_in_the_file_says_who_is_held_is_not_named(
    session: Session, known: str, betrays: str
) -> None:
    file = (
        held("  - id: jean")
        .replace(known, betrays, 1)
        .replace("[paper,", f"[{'paper-on-modele' if 'id: paper-' in betrays else 'paper'},")
    )
    assert [source.key for source in told(session, file).sources] == ["witness"]


def test_another_organisation_that_is_called_after_somebody_held_is_left_out(session: Session) -> None:
    file = held("  - id: jean").replace(
        "name: {en: Big Federation}", "name: {en: Big Federation}\n    aliases: [Modele Committee]"
    )
    assert [actor.key for actor in told(session, file).actors] == ["union"]
