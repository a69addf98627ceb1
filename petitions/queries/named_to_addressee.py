"""Whom an addressee may be told of: who has confirmed, still stands by it, and chose to be named to the addressee."""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from petitions.models.envelope import initials, person_unsealer
from petitions.models.petition import Petition
from petitions.models.signature import IS_CONFIRMED, NAMED_TO_ADDRESSEE, AddresseeVisibility, Signature

AT_ONCE = 1000


@dataclass(frozen=True)
class Named:
    """As the signer chose: the full name with the country, or initials and no country. Both with the organisation."""

    name: str = field(repr=False)
    organisation: str = field(default="", repr=False)
    country: str = ""


@dataclass(frozen=True)
class NamedList:
    """`digest` changes when anybody leaves it, or is to stand on it otherwise."""

    people: tuple[Named, ...]
    digest: str


def how_many_named(session: Session, petition: Petition, *, until: datetime) -> int:
    return int(session.execute(_wanted(petition, until, sa.func.count())).scalar_one())


def digest_of_named(session: Session, petition: Petition, *, until: datetime) -> str:
    """Of the list as it would be now; nothing is unsealed for it."""
    return _digest(_rows(session, petition, until))


def named_to_addressee(
    session: Session, petition: Petition, *, until: datetime, kept_back: Callable[[str], bool]
) -> NamedList:
    """Without those of whom `kept_back` is true: it is asked of the full name and the organisation, whatever of them
    would stand on the list. The digest is of all."""
    unsealed, digest, people = person_unsealer(), hashlib.sha256(), []
    for row in _rows(session, petition, until):
        _digest_row(digest, row)
        person = unsealed(row.envelope, row.reference)
        name, organisation = person.get("name", ""), person.get("organisation", "")
        if kept_back(f"{name}\n{organisation}"):
            continue
        if row.addressee_visibility is AddresseeVisibility.FULL:
            people.append(Named(name, organisation, row.country or ""))
        else:
            people.append(Named(initials(name), organisation))
    return NamedList(tuple(people), digest.hexdigest())


def _digest(rows: Iterable[Any]) -> str:
    digest = hashlib.sha256()
    for row in rows:
        _digest_row(digest, row)
    return digest.hexdigest()


def _digest_row(digest: Any, row: Any) -> None:
    """A name or organisation that its owner corrects is sealed anew."""
    digest.update(f"{row.reference}\t{row.addressee_visibility.value}\t{row.country}\t".encode())
    digest.update(hashlib.sha256(row.envelope).digest())


def _rows(session: Session, petition: Petition, until: datetime) -> Iterator[Any]:
    columns = (Signature.reference, Signature.envelope, Signature.country, Signature.addressee_visibility)
    wanted = _wanted(petition, until, *map(col, columns)).order_by(col(Signature.id))
    return iter(session.execute(wanted.execution_options(yield_per=AT_ONCE)))


def _wanted(petition: Petition, until: datetime, *columns: Any) -> sa.Select[Any]:
    return sa.select(*columns).where(
        col(Signature.petition_id) == petition.id,
        IS_CONFIRMED,
        NAMED_TO_ADDRESSEE,
        col(Signature.envelope).is_not(None),
        col(Signature.confirmed_at) < until,
    )
