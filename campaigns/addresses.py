"""Whether an office's address may stand on a letter of record, and what stands there if not.

    address = address_for_record(session, office_id="kz-president", organisation_id=organisation.id)
    address.may_be_printed     # only when somebody of this organisation has confirmed it
    address.lines              # the confirmed lines; else the directory's, to be shown and confirmed
    address.fallback_lines     # city and country: all a supporter's letter carries without a confirmation

Confirming is campaigns.actions.confirm_address.
"""

import enum
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session, col, select

from campaigns.directory import Directory
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
    return addresses_for_record(session, office_ids=[office_id], organisation_id=organisation_id)[office_id]


def addresses_for_record(
    session: Session, *, office_ids: Collection[str], organisation_id: int
) -> dict[str, RecordAddress]:
    """The same of many offices, by id."""
    directory = directory_now(session)
    offices = [directory.office(office_id) for office_id in office_ids]
    confirmed = _newest_confirmations(session, office_ids, organisation_id)
    moved = moved_at(session, [office for office in offices if office.id in confirmed])
    return {office.id: _address(directory, office, confirmed, moved) for office in offices}


def _address(
    directory: Directory,
    office: Office,
    by_office: Mapping[str, AddressConfirmation],
    moved_by_office: Mapping[str, datetime],
) -> RecordAddress:
    own = directory.address_of(office)
    fallback = own.city_and_country if own else ()
    confirmed, moved = by_office.get(office.id), moved_by_office.get(office.id)
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
    return _newest_confirmations(session, [office_id], organisation_id).get(office_id)


def _newest_confirmations(
    session: Session, office_ids: Collection[str], organisation_id: int
) -> dict[str, AddressConfirmation]:
    if not office_ids:
        return {}
    rows = session.exec(
        select(AddressConfirmation)
        .where(
            AddressConfirmation.organisation_id == organisation_id,
            col(AddressConfirmation.office_id).in_(list(office_ids)),
        )
        .order_by(col(AddressConfirmation.created_at))
    )
    return {row.office_id: row for row in rows}
