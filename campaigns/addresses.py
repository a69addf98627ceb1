"""Whether an office's address may stand on a letter of record, and what stands there if not.

    address = address_for_record(session, office_id="kz-president", organisation_id=organisation.id)
    address.may_be_printed     # only when somebody of this organisation has confirmed it
    address.lines              # the confirmed lines; else the directory's, to be shown and confirmed
    address.fallback_lines     # city and country: all a supporter's letter carries without a confirmation

Confirming is campaigns.actions.confirm_address.
"""

import enum
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from campaigns.models.address_confirmation import AddressConfirmation
from campaigns.offices.merged import directory_now
from campaigns.offices.queries import moved_at
from campaigns.offices.shapes import Check, Office


class Standing(enum.StrEnum):
    """The directory's own mark, unless somebody has confirmed the address."""

    CONFIRMED = "confirmed"
    SOURCED = "sourced"
    CONFLICT = "conflict"
    UNVERIFIED = "unverified"
    MISSING = "missing"


@dataclass(frozen=True)
class RecordAddress:
    """`confirmed_on` and `page` say when and where it was read, once it is confirmed."""

    office: Office
    standing: Standing
    lines: tuple[str, ...]
    fallback_lines: tuple[str, ...]
    confirmed_on: date | None = None
    page: str = ""

    @property
    def may_be_printed(self) -> bool:
        """On a letter of record, that is one in the organiser's own name."""
        return self.standing is Standing.CONFIRMED


def address_for_record(session: Session, *, office_id: str, organisation_id: int) -> RecordAddress:
    """Raises NotFound for an office the directory does not have. Another organisation's confirmation does not count,
    nor one of an address that people here have corrected since."""
    directory = directory_now(session)
    office = directory.office(office_id)
    own = directory.address_of(office)
    fallback = own.city_and_country if own else ()
    confirmed = newest_confirmation(session, office_id=office_id, organisation_id=organisation_id)
    moved = moved_at(session, office) if confirmed else None
    if confirmed and (moved is None or moved <= confirmed.created_at):
        lines = tuple(confirmed.lines)
        return RecordAddress(
            office, Standing.CONFIRMED, lines, fallback or lines[-2:], confirmed.confirmed_on, confirmed.page
        )
    if own is None or not own.is_complete:
        return RecordAddress(office, Standing.MISSING, fallback, fallback)
    return RecordAddress(office, STANDINGS[office.check], own.printed, fallback)


STANDINGS = {
    Check.SOURCED: Standing.SOURCED,
    Check.CONFLICT: Standing.CONFLICT,
    Check.UNVERIFIED: Standing.UNVERIFIED,
}


def newest_confirmation(session: Session, *, office_id: str, organisation_id: int) -> AddressConfirmation | None:
    return session.exec(
        select(AddressConfirmation)
        .where(AddressConfirmation.office_id == office_id, AddressConfirmation.organisation_id == organisation_id)
        .order_by(col(AddressConfirmation.created_at).desc())
    ).first()
