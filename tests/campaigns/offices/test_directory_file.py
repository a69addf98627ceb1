"""The directory as a file: out and in without loss, and every mistake with its line and column."""

from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import Session

from campaigns.actions.confirm_address import confirm_address
from campaigns.directory import load_directory
from campaigns.files.write import write_plain
from campaigns.offices.actions import accept_all
from campaigns.offices.file_schema import FORMAT
from campaigns.offices.files import export_directory, plan_import, propose_import, read_directory_file
from campaigns.offices.merged import directory_now
from campaigns.offices.queries import open_changes
from campaigns.offices.shapes import Check, Holder, Office
from foundation.accounts.roles import Role
from tests.factories.accounts import an_organisation, an_organiser

WORDS = st.sampled_from(["Akorda", "12 Śródmieście: 4", "Дом правительства", "true", "10 # 3", "no", "0755", "«a» – b"])
DATES = st.sampled_from(["2019-11-14", "2019-11", "2019", "2019/2021-02"])
LANGUAGES = st.sampled_from(["en", "fr", "ru", "kk", "uz"])
TEXTS = st.dictionaries(LANGUAGES, WORDS, max_size=3)
TITLES = TEXTS.map(lambda texts: {**texts, "en": "Minister"})


def _some(required: dict[str, Any], optional: dict[str, Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(required, optional=optional)


ADDRESSES = _some(
    {"city": WORDS},
    {"lines": st.lists(WORDS, min_size=1, max_size=3), "postcode": WORDS, "country_line": WORDS, "date": DATES},
)
READINGS = _some({"source": WORDS}, {"address": ADDRESSES, "says": WORDS, "date": DATES})
SALUTATIONS = st.one_of(
    WORDS,
    _some({"man": WORDS, "closing": WORDS}, {"woman": WORDS, "unknown": WORDS}),
)
HOLDERS = _some(
    {"name": TEXTS.filter(bool)},
    {"gender": st.sampled_from(["man", "woman"]), "since": DATES, "until": DATES, "source": WORDS},
)
CONTACTS = _some({"email": WORDS}, {"tel": WORDS, "web": WORDS, "emails_unverified": st.lists(WORDS, min_size=1)})
OFFICES = _some(
    {
        "profile": st.sampled_from(sorted(load_directory().salutations)),
        "title": TITLES,
        "check": st.sampled_from([check.value for check in Check]),
    },
    {
        "country": st.sampled_from(["KZ", "NO"]),
        "organisation": WORDS,
        "dative": TEXTS.filter(bool),
        "members": st.just(["kz-president", "ilo-dg"]),
        "salutation": st.dictionaries(LANGUAGES, SALUTATIONS, min_size=1, max_size=2),
        "address": ADDRESSES,
        "other_readings": st.lists(READINGS, min_size=1, max_size=2),
        "source": _some({"text": WORDS}, {"date": DATES}),
        "checked": _some({"on": st.just("2026-11-20"), "page": WORDS}, {"lines": st.lists(WORDS, min_size=1)}),
        "contact": CONTACTS,
        "holders": st.lists(HOLDERS, min_size=1, max_size=2),
        "petition_rules": WORDS,
        "note": WORDS,
    },
)
DIRECTORIES = st.dictionaries(st.sampled_from(["kz-labour", "ee-court", "x.1"]), OFFICES, min_size=1).map(
    lambda by_id: [Office.model_validate({"id": office_id, **entry}) for office_id, entry in by_id.items()]
)
PATIENT = settings(
    deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)


def written(offices: list[Office]) -> bytes:
    return write_plain({"format": FORMAT, "offices": [office.written() for office in offices]}).encode()


@PATIENT
@given(offices=DIRECTORIES)
def test_a_file_is_read_as_it_was_written(offices: list[Office]) -> None:
    again, problems = read_directory_file(written(offices), load_directory())
    assert problems == ()
    assert again == offices


@PATIENT
@given(offices=DIRECTORIES)
def test_a_directory_comes_into_an_installation_and_leaves_it_without_loss(
    session: Session, offices: list[Office]
) -> None:
    with session.begin_nested() as savepoint:
        union = an_organisation(session)
        ada = an_organiser(session, union)
        reviewer = an_organiser(session, union, Role.REVIEWER, email="reviewer@example.org")
        plan = plan_import(session, written(offices), organisation_id=union.id)
        assert plan.problems == ()
        propose_import(session, user=ada, plan=plan)
        accept_all(session, user=reviewer, changes=open_changes(session))

        assert [directory_now(session).office(office.id) for office in offices] == offices
        out = export_directory(session, organisation_id=union.id)
        assert plan_import(session, out.encode(), organisation_id=union.id).differences == ()
        savepoint.rollback()
        session.expunge_all()


def test_the_shipped_directory_goes_out_whole_and_changes_nothing_when_it_comes_in(session: Session) -> None:
    union = an_organisation(session)
    out = export_directory(session, organisation_id=union.id)
    offices, problems = read_directory_file(out.encode(), load_directory())
    assert problems == ()
    assert offices == [office for office in load_directory().offices if not office.fictitious]
    plan = plan_import(session, out.encode(), organisation_id=union.id)
    assert (plan.differences, plan.unchanged) == ((), 56)


def test_a_dry_run_names_each_field_and_changes_nothing(session: Session) -> None:
    union = an_organisation(session)
    office = load_directory().office("kz-labour")
    changed = office.model_copy(update={"note": "Moved.", "country": "NO"})
    plan = plan_import(session, written([changed]), organisation_id=union.id)
    [difference] = plan.differences
    assert (difference.office_id, difference.is_new) == ("kz-labour", False)
    assert difference.changed == {"country": "NO", "note": "Moved."}
    assert difference.before["country"] == "KZ"
    assert open_changes(session) == []
    assert directory_now(session) is load_directory()


def test_what_an_organisation_confirmed_goes_out_and_is_news_to_others_only(session: Session) -> None:
    ours, theirs = an_organisation(session), an_organisation(session, "Another Federation")
    confirm_address(
        session,
        office_id="kz-president",
        organisation_id=ours.id,
        lines=["Akorda", "010000 Astana"],
        confirmed_on=date(2026, 11, 1),
        page="https://www.example.org/",
        by=None,
    )
    session.flush()
    out = export_directory(session, organisation_id=ours.id).encode()
    assert plan_import(session, out, organisation_id=ours.id).differences == ()
    [difference] = plan_import(session, out, organisation_id=theirs.id).differences
    checked = {"on": "2026-11-01", "page": "https://www.example.org/", "lines": ["Akorda", "010000 Astana"]}
    assert difference.changed == {"checked": checked}


HEAD = f"format: {FORMAT}\noffices:\n"


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ("", (1, 1), "This is not a file of the directory: it begins with"),
        ("format: solidarity-campaign/1\n", (1, 9), "“solidarity-campaign/1” is not known here."),
        (HEAD + "  - id: a\n    profile: minister\n    check: sourced\n", (3, 5), "“title” is missing here."),
        (
            HEAD + "  - {id: a, profile: ministre, check: sourced, title: {en: A}}\n",
            (3, 22),
            "“ministre” is not known here. Is “minister” meant?",
        ),
        (
            HEAD + "  - {id: a, profile: minister, check: maybe, title: {en: A}}\n",
            (3, 39),
            "“maybe” is not known here.",
        ),
        (
            HEAD + "  - {id: a, profile: minister, check: sourced, title: {en: A}, adress_of: ilo-dg}\n",
            (3, 64),
            "“adress_of” is not known here. Is “address_of” meant?",
        ),
        (
            HEAD + "  - {id: a, profile: minister, check: sourced, title: {en: A}, address_of: ilo-gd}\n",
            (3, 76),
            "Is “ilo-dg” meant?",
        ),
        (
            HEAD + "  - {id: a, profile: minister, check: sourced, title: {ru: A}}\n",
            (3, 55),
            "The title is missing in English",
        ),
        (
            HEAD + "  - {id: a, profile: minister, check: sourced, title: {en: A}, country: Kazakhstan}\n",
            (3, 73),
            "is not the code of a country",
        ),
        (HEAD + "  - &x {id: a}\n", (3, 5), "References (&x) are not read"),
        (
            HEAD + "  - {id: a, profile: minister, check: sourced, title: {en: A}, source: {text: b, date: soon}}\n",
            (3, 88),
            "“soon” is not a date",
        ),
    ],
)
def test_mistakes_are_told_with_line_column_and_what_was_expected(
    text: str, place: tuple[int, int], words: str
) -> None:
    offices, problems = read_directory_file(text.encode(), load_directory())
    assert offices == []
    assert [(problem.line, problem.column) for problem in problems][:1] == [place], [str(one) for one in problems]
    assert words in problems[0].sentence


def test_the_second_of_two_offices_with_one_id_is_named() -> None:
    entry = "  - {id: a, profile: minister, check: sourced, title: {en: A}}\n"
    _, [problem] = read_directory_file((HEAD + entry + entry).encode(), load_directory())
    assert (problem.line, problem.sentence) == (4, "“a” stands here twice.")


def test_a_gender_is_one_of_three() -> None:
    assert {holder.value for holder in Holder} == {"man", "woman", "unknown"}
