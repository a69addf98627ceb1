"""Somebody confirms the address of an office, in the letter's editor: one click, a day, and the page it was read on."""

from datetime import date

from sqlmodel import Session

from campaigns.letters.falling import let_letters_to_office_fall
from campaigns.models.address_confirmation import AddressConfirmation
from campaigns.offices.merged import directory_now
from foundation.accounts.access import SignedIn
from foundation.accounts.actions import record
from foundation.clock import utc_today
from foundation.errors import BadInput
from foundation.text import clean_line

LONGEST_LINE = 80
MOST_LINES = 8
LONGEST_PAGE = 2000


def confirm_address(
    session: Session,
    *,
    office_id: str,
    organisation_id: int,
    lines: list[str],
    confirmed_on: date,
    page: str,
    by: SignedIn | None,
    read_by_id: int | None = None,
) -> AddressConfirmation:
    """Freezes the lines as they were read. An earlier confirmation stays as it was; the newest counts. `read_by_id` is
    whose reading a second person accepted for the directory.

    Raises NotFound for an unknown office, BadInput when lines, day or page cannot be right.
    """
    office = directory_now(session).office(office_id)
    kept = [clean_line(line, LONGEST_LINE) for line in lines if line.strip()]
    if not 2 <= len(kept) <= MOST_LINES:
        raise BadInput("An address has two to %(most)s lines.", most=MOST_LINES)
    if confirmed_on > utc_today():
        raise BadInput("The day on which you read the address cannot be in the future.")
    page = clean_line(page, LONGEST_PAGE)
    if not page.startswith(("https://", "http://")):
        raise BadInput("Please give the page where you read the address; it begins with https:// or http://.")
    confirmation = AddressConfirmation(
        organisation_id=organisation_id,
        office_id=office.id,
        lines=kept,
        confirmed_on=confirmed_on,
        page=page,
        confirmed_by_id=by.user_id if by else read_by_id,
    )
    session.add(confirmation)
    record(
        session, user=by, organisation_id=organisation_id, act="address.confirmed", about=office.id, detail=page[:500]
    )
    let_letters_to_office_fall(session, office_id=office.id, user=by)
    return confirmation
