"""A campaign file with mistakes: each is named with line, column and what was expected, and nothing is imported."""

import time

import pytest
from sqlmodel import Session, SQLModel, select

from campaigns.actions.import_campaign import import_campaign
from campaigns.facts.rows import TABLES
from campaigns.files.read import read_file
from campaigns.files.yaml_tree import LARGEST_FILE
from campaigns.models.campaign import Campaign, CampaignState
from foundation.web.language import speaking
from tests.factories.accounts import an_organisation

GOOD = """\
format: solidarity-campaign/1
slug: free-peter
kind: arrest
original_language: en
title:
  en: Free Peter Example
cases:
  - id: peter
    kind: person
    name: {en: Peter Example}
    statuses:
      - status: arrested
        date: 2026-05
timeline:
  - id: e1
    date: 2026-05-03
    text: {en: He was arrested.}
    cases: [peter]
addressees:
  - id: president
    name: {en: The President}
    offices: [kz-president]
    demands:
      - id: D-1
        number: 1
        summary: {en: Free him}
        cases: [peter]
"""


def problems_of(text: str) -> list[str]:
    campaign, _, problems = read_file(text.encode())
    assert (campaign is None) == bool(problems)
    return [str(problem) for problem in problems]


def changed(old: str, new: str) -> str:
    assert old in GOOD
    return GOOD.replace(old, new, 1)


def test_the_good_file_is_good() -> None:
    assert problems_of(GOOD) == []


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (
            changed("title:\n", "titel:\n"),
            "line 5, column 1: “titel” is not known here. Is “title” meant?",
        ),
        (
            changed("slug: free-peter", "slug: free-peter\ncolour: red"),
            "line 3, column 1: “colour” is not known here. Known are: addressees, arguments,",
        ),
        (changed("kind: arrest\n", ""), "line 1, column 1: “kind” is missing here."),
        (
            changed("    name: {en: Peter Example}\n", ""),
            "line 8, column 5: “name” is missing here.",
        ),
        (changed("kind: arrest", "kind: arest"), "line 3, column 7: “arest” is not known here. Is “arrest” meant?"),
        (
            changed("kind: person", "kind: rocket"),
            "line 9, column 11: “rocket” is not known here. Known are: person, group, organisation,",
        ),
        (changed("slug: free-peter", "slug: Free Peter"), "line 2, column 7: “Free Peter” is no slug:"),
        (
            changed("title:\n  en: Free Peter Example", "title: Free Peter Example"),
            "line 5, column 8: Expected a text for each language here",
        ),
        (changed("cases: [peter]\naddressees", "cases: peter\naddressees"), "line 18, column 12: Expected a list here"),
        (changed("number: 1", "number: one"), "line 25, column 17: Expected a whole number here."),
        (changed("number: 1", "number: 0"), "line 25, column 17: Expected a whole number from 1 to 999 here."),
        (changed("date: 2026-05-03", "date: 2026-02-30"), "line 16, column 11: “2026-02-30” is not a date:"),
        (changed("date: 2026-05\n", "date: May 2026\n"), "line 13, column 15: “May 2026” is not a date:"),
        (
            changed("cases: [peter]\naddressees", "cases: [petre]\naddressees"),
            "line 18, column 13: There is no “petre” in the list “cases” of this file. Is “peter” meant?",
        ),
        (
            changed("offices: [kz-president]", "offices: [kz-presidnet]"),
            "line 22, column 15: The directory has no office “kz-presidnet”. Is “kz-president” meant?",
        ),
        (
            changed("  - id: e1\n", "  - id: e1\n    text: {en: Again}\n  - id: e1\n"),
            "line 17, column 5: “e1” stands here twice.",
        ),
        (changed("slug: free-peter", "slug: a\nslug: b"), "line 3, column 1: “slug” stands here twice; first"),
        (changed("en: Free Peter Example", "ru: Свободу!"), "line 6, column 3: This text is missing in “en”"),
        (changed("en: Free Peter Example", "en: "), "line 6, column 3: A text is missing here."),
        (changed("en: Free Peter Example", "english: Free"), "line 6, column 3: “english” is not the code"),
        (changed("en: Free Peter Example", 'en: "\\u202eevil"'), "line 6, column 3: This holds characters that cannot"),
        (changed("kind: arrest", "kind: arrest\noutcome: won"), "line 4, column 10: Only a campaign that is closed or"),
        (changed("kind: arrest", "kind: arrest\ncountries: [KZ, XQ]"), "line 4, column 17: “XQ” is not the code"),
        (changed("kind: arrest", "kind: arrest\nis_history: true"), "line 4, column 13: Only an example can be from"),
        (changed("kind: arrest", "kind: arrest\nis_example: maybe"), "line 4, column 13: Expected true or false."),
        (changed("kind: arrest", "kind: arrest\n\tstate: draft"), "line 4, column 1: This line is indented with a tab"),
        (changed("en: Free Peter Example", "en: Free Peter: now"), "line 6, column 17: A second colon stands"),
        (changed("slug: free-peter", "slug: [free"), "line 3, column 5: A bracket opens in line 2 and is not"),
        (changed("slug: free-peter", "slug: !!python/object:os.system x"), "line 2, column 7: Tags (tag:yaml"),
        (changed("slug: free-peter", "slug: &a free-peter"), "line 2, column 7: References (&a) are not read"),
        (changed("slug: free-peter", "slug: *a"), "line 2, column 7: References (*a) are not read"),
        (GOOD + "---\nslug: b\n", "line 28, column 1: A campaign file holds one document"),
        (changed("kind: arrest", "kind: \x07arrest"), "line 3, column 7: This character cannot stand in"),
        ("", "line 1, column 1: This is not a campaign file"),
        ("- a\n- b\n", "line 1, column 1: This is not a campaign file"),
        ("? [a]\n: b\n", "line 1, column 3: A list or a mapping cannot stand before a colon."),
        ("format: solidarity-campaign/9\n", "line 1, column 9: “solidarity-campaign/9” is not known here."),
    ],
)  # fmt: skip
def test_a_mistake_is_named_with_its_place(text: str, problem: str) -> None:
    found = problems_of(text)
    assert any(one.startswith(problem) for one in found), found


def test_all_mistakes_are_listed_in_the_order_of_the_file() -> None:
    text = changed("kind: arrest", "kind: arest").replace("number: 1", "number: one").replace("2026-05-03", "2026-13")
    assert [problem.split(":")[0] for problem in problems_of(text)] == [
        "line 3, column 7", "line 16, column 11", "line 25, column 17",
    ]  # fmt: skip


def test_bytes_that_are_no_utf8_are_named_with_their_place() -> None:
    _, _, problems = read_file(GOOD.encode() + "motto: {en: café}\n".encode("latin-1"))
    assert [str(problem) for problem in problems] == ["line 28, column 16: The file is not UTF-8 text from here on."]


@pytest.mark.parametrize(
    "bomb",
    [
        b"a: " + b"[" * 100_000,
        b"a: " + b"{a: " * 100_000,
        b"\n".join(b" " * depth + b"a:" for depth in range(500)),
        b"a: &x [1,1]\nb: &y [*x,*x,*x,*x]\nc: &z [*y,*y,*y,*y]\n",
        b"a: [" + b"1," * 400_000 + b"]",
        b"x" * (LARGEST_FILE + 1),
        b"a: !!binary aGVsbG8=\nb: !<tag:evil> x\n",
        b"\xff\xfe\x00",
        b"%YAML 9.9\n---\na: b\n",
        b"'",
        b'"\\ud800"',
        b"a: b: c: d",
        b"<<: {a: b}",
    ],
)
def test_bombs_are_refused_quickly_and_never_raise(bomb: bytes) -> None:
    began = time.monotonic()
    campaign, _, problems = read_file(bomb)
    assert campaign is None
    assert problems
    assert time.monotonic() - began < 10


def test_norway_and_other_words_that_yaml_mistakes_stay_words() -> None:
    text = changed("kind: arrest", "kind: arrest\ncountries: [NO]\nsummary: {en: no}\nmotto: {en: 1:30}")
    campaign, _, problems = read_file(text.encode())
    assert campaign is not None, problems
    assert (campaign.countries, campaign.summary["en"], campaign.motto["en"]) == (["NO"], "no", "1:30")


def nothing_is_there(session: Session) -> bool:
    tables: list[type[SQLModel]] = [Campaign, *TABLES]
    return not any(session.exec(select(table)).first() for table in tables)


def test_nothing_is_half_imported(session: Session) -> None:
    organisation = an_organisation(session)
    broken = changed("number: 1", "number: one").encode()
    report = import_campaign(session, organisation_id=organisation.id, content=broken, by=None)
    assert not report.is_fine
    assert nothing_is_there(session)


def test_a_dry_run_counts_and_changes_nothing(session: Session) -> None:
    organisation = an_organisation(session)
    report = import_campaign(session, organisation_id=organisation.id, content=GOOD.encode(), by=None, dry_run=True)
    assert (report.is_fine, report.campaign_id, report.slug) == (True, None, "free-peter")
    assert report.counts["campaign_case"] == 1
    assert nothing_is_there(session)


def test_a_slug_is_taken_once(session: Session) -> None:
    organisation = an_organisation(session)
    first = import_campaign(session, organisation_id=organisation.id, content=GOOD.encode(), by=None)
    second = import_campaign(session, organisation_id=organisation.id, content=GOOD.encode(), by=None)
    assert first.is_fine
    assert [str(problem) for problem in second.problems] == [
        "line 2, column 7: There is already a campaign with the slug “free-peter”."
    ]


def test_a_file_cannot_publish_itself(session: Session) -> None:
    organisation = an_organisation(session)
    text = changed("kind: arrest", "kind: arrest\nstate: live").encode()
    report = import_campaign(session, organisation_id=organisation.id, content=text, by=None)
    campaign = session.get_one(Campaign, report.campaign_id)
    assert campaign.state is CampaignState.DRAFT


def test_mistakes_are_told_in_the_reader_s_language() -> None:
    _, _, problems = read_file(changed("number: 1", "number: one").encode())
    with speaking("ru"):
        assert [str(problem) for problem in problems] == ["строка 25, столбец 17: Здесь ожидается целое число."]
