"""No address goes on a letter of record until somebody has confirmed it."""

from datetime import date, timedelta

import pytest
from sqlmodel import Session

from campaigns.actions.confirm_address import confirm_address
from campaigns.addresses import Standing, address_for_record
from foundation.clock import utc_today
from foundation.errors import BadInput, NotFound
from tests.factories.accounts import an_organisation, an_organiser

PAGE = "https://www.example.org/contacts"
LINES = ["Akorda", "6 Mangilik El Avenue", "010000 Astana", "KAZAKHSTAN"]


@pytest.mark.parametrize(
    ("office", "standing"),
    [
        ("kz-president", Standing.CONFLICT),
        ("ilo-dg", Standing.SOURCED),
        ("kz-labour", Standing.UNVERIFIED),
        ("kz-ombudsman", Standing.MISSING),
        ("eu-del-kz", Standing.MISSING),
    ],
)
def test_an_unconfirmed_address_is_shown_and_not_printed(session: Session, office: str, standing: Standing) -> None:
    organisation = an_organisation(session)
    address = address_for_record(session, office_id=office, organisation_id=organisation.id)
    assert address.standing is standing
    assert not address.may_be_printed


def test_supporters_letters_carry_city_and_country_only(session: Session) -> None:
    organisation = an_organisation(session)
    address = address_for_record(session, office_id="kz-president", organisation_id=organisation.id)
    assert address.fallback_lines == ("Astana", "KAZAKHSTAN")


def test_confirming_makes_it_printable_for_that_organisation_alone(session: Session) -> None:
    ours, theirs = an_organisation(session), an_organisation(session, "Another Federation")
    ada = an_organiser(session, ours)
    confirm_address(
        session,
        office_id="kz-president",
        organisation_id=ours.id,
        lines=[*LINES, " "],
        confirmed_on=date(2026, 5, 1),
        page=PAGE,
        by=ada,
    )
    session.flush()
    session.expire_all()

    address = address_for_record(session, office_id="kz-president", organisation_id=ours.id)
    assert (address.may_be_printed, address.lines, address.page) == (True, tuple(LINES), PAGE)
    assert address.confirmed_on == date(2026, 5, 1)
    assert not address_for_record(session, office_id="kz-president", organisation_id=theirs.id).may_be_printed


def test_the_newest_confirmation_counts(session: Session) -> None:
    organisation = an_organisation(session)
    for street in ("Old Street 1", "New Street 2"):
        confirm_address(
            session,
            office_id="tj-president",
            organisation_id=organisation.id,
            lines=[street, "734000 Dushanbe", "TAJIKISTAN"],
            confirmed_on=utc_today(),
            page=PAGE,
            by=None,
        )
        session.flush()
    address = address_for_record(session, office_id="tj-president", organisation_id=organisation.id)
    assert address.lines[0] == "New Street 2"


@pytest.mark.parametrize(
    "wrong",
    [
        {"page": "somewhere"},
        {"page": "javascript:alert(1)"},
        {"confirmed_on": utc_today() + timedelta(days=2)},
        {"lines": ["Astana"]},
        {"lines": ["Akorda\u202e", "Astana"]},
    ],
)
def test_what_cannot_be_right_is_refused(session: Session, wrong: dict[str, object]) -> None:
    organisation = an_organisation(session)
    given: dict[str, object] = {"lines": LINES, "confirmed_on": utc_today(), "page": PAGE} | wrong
    with pytest.raises(BadInput):
        confirm_address(
            session,
            office_id="kz-president",
            organisation_id=organisation.id,
            by=None,
            **given,  # type: ignore[arg-type]  # one of them is wrong on purpose
        )


def test_an_office_the_directory_does_not_have_is_not_found(session: Session) -> None:
    with pytest.raises(NotFound):
        address_for_record(session, office_id="mars-president", organisation_id=1)
