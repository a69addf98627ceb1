"""The list of offices at the desk: how sure each address is, and leafing through them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from campaigns.addresses import RecordAddress, addresses_for_record
from campaigns.models.partial_date import PartialDate
from campaigns.offices.queries import STALE_AFTER
from campaigns.offices.shapes import Office
from foundation.clock import utc_today
from foundation.web.language import current_language

ON_A_LEAF = 15


@dataclass(frozen=True)
class Row:
    office: Office
    address: RecordAddress
    is_stale: bool

    @property
    def standing(self) -> str:
        return "stale" if self.is_stale else self.address.standing.value

    @property
    def source_date(self) -> str:
        day = self.office.source.date if self.office.source else ""
        return PartialDate.parse(day).in_words(current_language()) if day else ""


@dataclass(frozen=True)
class Leaf:
    """`next_after` and `previous_after`: which office the neighbouring leaves come after, "" for the very first leaf,
    None where there is no such leaf."""

    rows: Sequence[Row]
    next_after: str | None
    previous_after: str | None


def rows_of(session: Session, offices: Sequence[Office], *, organisation_id: int) -> list[Row]:
    """Country by country."""
    ids = [office.id for office in offices]
    addresses = addresses_for_record(session, office_ids=ids, organisation_id=organisation_id)
    return [
        Row(office, addresses[office.id], is_stale(addresses[office.id].confirmed_on))
        for office in sorted(offices, key=_place_of_country(offices))
    ]


def _place_of_country(offices: Sequence[Office]) -> Callable[[Office], int]:
    """Offices that people here added stand last in the directory, and belong with their country."""
    places = {code: place for place, code in enumerate(dict.fromkeys(office.country for office in offices))}
    return lambda office: places[office.country]


def leaf_of(rows: Sequence[Row], after: str) -> Leaf:
    """Those after this office; the first ones where it is not among them, or not any more."""
    ids = [row.office.id for row in rows]
    begin = ids.index(after) + 1 if after in ids else 0
    end = begin + ON_A_LEAF
    return Leaf(
        rows[begin:end],
        ids[end - 1] if end < len(ids) else None,
        None if begin == 0 else ids[begin - ON_A_LEAF - 1] if begin > ON_A_LEAF else "",
    )


def is_stale(day: date | None) -> bool:
    return day is not None and day < utc_today() - STALE_AFTER
