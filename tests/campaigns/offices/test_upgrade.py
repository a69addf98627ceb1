"""A new release ships other data: what people corrected stays, the rest comes in by itself."""

import pytest
from sqlmodel import Session

from campaigns import directory as shipped_directory
from campaigns.directory import Directory, load_directory
from campaigns.offices import merged
from campaigns.offices.actions import accept, propose
from campaigns.offices.merged import directory_now
from campaigns.offices.queries import corrected_fields
from foundation.accounts.roles import Role
from tests.factories.accounts import an_organisation, an_organiser


@pytest.fixture
def corrected(session: Session) -> Session:
    """Somebody here corrected the title of one office and a second person accepted it."""
    union = an_organisation(session)
    ada = an_organiser(session, union)
    reviewer = an_organiser(session, union, Role.REVIEWER, email="reviewer@example.org")
    title = load_directory().office("kz-labour").title | {"en": "Minister of Labour"}
    accept(session, user=reviewer, change=propose(session, user=ada, office_id="kz-labour", changed={"title": title}))
    return session


def ship(monkeypatch: pytest.MonkeyPatch, **fields: object) -> Directory:
    """A release in which `kz-labour` has other fields."""
    before = load_directory()
    office = before.office("kz-labour").model_copy(update=fields)
    newer = before.model_copy(
        update={"offices": tuple(office if one.id == office.id else one for one in before.offices)}
    )
    merged._merged.cache_clear()
    monkeypatch.setattr(shipped_directory, "load_directory", lambda: newer)
    monkeypatch.setattr(merged, "load_directory", lambda: newer)
    return newer


def test_a_correction_stays_and_other_fields_come_in(corrected: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    ship(monkeypatch, title={"en": "Minister of Labour and Migration"}, note="New entrance.")
    office = directory_now(corrected).office("kz-labour")
    assert office.title["en"] == "Minister of Labour"
    assert office.note == "New entrance."


def test_the_page_shows_what_the_new_release_has(corrected: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    [before] = corrected_fields(corrected, "kz-labour")
    assert (before.field, before.is_news) == ("title", False)
    ship(monkeypatch, title={"en": "Minister of Labour and Migration"})
    [after] = corrected_fields(corrected, "kz-labour")
    assert (after.shipped, after.is_news) == ({"en": "Minister of Labour and Migration"}, True)
    assert after.here["en"] == "Minister of Labour"


def test_a_correction_that_the_product_took_over_is_none_any_more(
    corrected: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    ship(monkeypatch, title=directory_now(corrected).office("kz-labour").title)
    assert corrected_fields(corrected, "kz-labour") == []


def test_an_office_that_is_no_longer_shipped_takes_its_corrections_along(
    corrected: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = load_directory()
    fewer = before.model_copy(update={"offices": tuple(one for one in before.offices if one.id != "kz-labour")})
    merged._merged.cache_clear()
    monkeypatch.setattr(merged, "load_directory", lambda: fewer)
    assert "kz-labour" not in directory_now(corrected).by_id
    merged._merged.cache_clear()


@pytest.fixture(autouse=True)
def _fresh() -> None:
    merged._merged.cache_clear()
