"""The directory of this installation: what was shipped, with what people here corrected laid over it, field by field.

    directory = directory_now(session)
    directory.office("kz-president").address

A newer release of the product brings newer offices and fields by itself; where somebody here corrected a field, the
correction stays, and the page of the office shows that the shipped value differs.
"""

import json
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from pydantic import ValidationError
from sqlmodel import Session, col, select

from campaigns.directory import Directory, load_directory
from campaigns.offices.models import ChangeState, OfficeChange
from campaigns.offices.shapes import Office
from foundation.read_once import read_once

Written = dict[str, Any]


def directory_now(session: Session) -> Directory:
    """Nearly everything asks for it, each for itself: it is read once."""

    def merged() -> Directory:
        rows = session.exec(
            select(OfficeChange.office_id, OfficeChange.changed)
            .where(OfficeChange.state == ChangeState.ACCEPTED)
            .order_by(col(OfficeChange.decided_at), col(OfficeChange.number))
        ).all()
        if not rows:
            return load_directory()
        return _merged(tuple((office_id, json.dumps(changed, sort_keys=True)) for office_id, changed in rows))

    return read_once(session, "directory", (OfficeChange,), merged)


def shipped_office(office_id: str) -> Office | None:
    return load_directory().by_id.get(office_id)


def written_now(directory: Directory, office_id: str) -> Written:
    """The fields of an office as its file has them; nothing for one that is not there yet."""
    office = directory.by_id.get(office_id)
    return office.written() if office else {}


def laid_over(written: Mapping[str, Any], changed: Mapping[str, Any]) -> Written:
    """`None` empties a field."""
    both = {**written, **changed}
    return {name: value for name, value in both.items() if value is not None}


def fields_of(written: Mapping[str, Any], names: Iterable[str]) -> Written:
    return {name: written[name] for name in names if name in written}


@lru_cache(maxsize=8)
def _merged(changes: tuple[tuple[str, str], ...]) -> Directory:
    shipped = load_directory()
    written = {
        office_id: shipped.by_id[office_id].written() if office_id in shipped.by_id else {} for office_id, _ in changes
    }
    for office_id, changed in changes:
        written[office_id] = laid_over(written[office_id], json.loads(changed))
    made = {office_id: office for office_id in written if (office := _office(written[office_id]))}
    offices = [made.get(office.id, office) for office in shipped.offices]
    own = [office for office_id, office in made.items() if office_id not in shipped.by_id]
    return shipped.model_copy(update={"offices": (*offices, *own)})


def _office(written: Written) -> Office | None:
    """None for a correction of an office that a newer release no longer ships: it has lost what it corrected."""
    try:
        return Office.model_validate(written)
    except ValidationError:
        return None
