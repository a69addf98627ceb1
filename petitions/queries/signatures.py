"""Pages of signatures, newest first, each page from where the last one ended."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, select

from foundation.accounts.access import SignedIn, seen_by
from foundation.clock import utc_now
from petitions.models.envelope import name_digest, person_of
from petitions.models.figures import minute_of
from petitions.models.petition import Petition
from petitions.models.signature import (
    HAS_VIA,
    IS_CONFIRMED,
    IS_NOT_CONFIRMED,
    SHOWS_ANYTHING,
    Signature,
    SignatureState,
)
from petitions.queries.newest import newest_first, of_petition

A_PUBLIC_PAGE = 100
A_DESK_PAGE = 50
A_DAY = timedelta(days=1)
# No index answers all filters at once. One of them leads, and the rows it leads to are looked through this far; the
# next page goes on from there. So nobody waits longer among a million signatures than among ten thousand.
LOOKED_THROUGH = 5_000
LARGEST_ID = 2**63 - 1


@dataclass(frozen=True)
class Shown:
    """One signatory as they wish to be seen: `name` is a full name, initials, or empty where only the country shows."""

    name: str
    country: str


@dataclass(frozen=True)
class PublicPage:
    signatories: list[Shown]
    # For the address of the next page; empty on the last.
    after: str


@dataclass(frozen=True)
class DeskRow:
    """What an organiser may see. Never the e-mail address; names only where `sees_names`."""

    signature: Signature
    name: str
    organisation: str


@dataclass(frozen=True)
class DeskPage:
    """`after` is where the next page begins, empty on the last one. `stopped_early` is how many signatures were looked
    through when the search for a full page was given up, with more of them to come; 0 when it was not given up."""

    rows: list[DeskRow]
    after: str
    stopped_early: int = 0


@dataclass(frozen=True)
class Filters:
    """What the desk wants to see. Empty ones do not narrow; days are UTC, both included."""

    state: SignatureState | None = None
    country: str = ""
    via: str = ""
    since: date | None = None
    until: date | None = None

    @property
    def by_day(self) -> bool:
        return self.since is not None or self.until is not None


ALL_OF_THEM = Filters()


def public_page(session: Session, petition: Petition, *, after: str = "", until: datetime | None = None) -> PublicPage:
    """Like the figures, the list grows at full minutes only; who withdraws leaves it at once.

    `until`: only those who had confirmed by then, for a list that is read once more later.
    """
    wanted = (
        select(Signature)
        .where(
            of_petition(session, col(Signature.petition_id), petition.id),
            col(Signature.id) < _begins(session, petition, after),
            IS_CONFIRMED,
            SHOWS_ANYTHING,
            col(Signature.confirmed_at) < (until or minute_of(utc_now())),
        )
        .order_by(*newest_first(session, col(Signature.petition_id), col(Signature.id)))
        .limit(A_PUBLIC_PAGE + 1)
    )
    found = session.exec(wanted).all()
    shown = [Shown(signature.shown_name or "", signature.country or "") for signature in found[:A_PUBLIC_PAGE]]
    return PublicPage(shown, _next(found, A_PUBLIC_PAGE))


def desk_page(
    session: Session,
    petition: Petition,
    *,
    filters: Filters = ALL_OF_THEM,
    after: str = "",
    sees_names: bool,
) -> DeskPage:
    """The newest first. Chosen by day they are ordered by when they were signed, so that an index gives the page."""
    leading, others = _narrowed(filters)
    leading.append(of_petition(session, col(Signature.petition_id), petition.id))
    begins = _row_of(session, petition, after)
    by: list[Any] = [col(Signature.petition_id), col(Signature.id)]
    if filters.by_day:
        by.insert(1, col(Signature.signed_at))
        if begins is not None:
            place = sa.tuple_(col(Signature.signed_at), col(Signature.id))
            leading.append(place < sa.tuple_(begins.signed_at, begins.row_id))
    elif begins is not None:
        leading.append(col(Signature.id) < begins.row_id)
    order = newest_first(session, *by)
    if not others:
        wanted = select(Signature).where(*leading).order_by(*order)
    else:
        near = sa.select(*by).where(*leading).order_by(*order).limit(LOOKED_THROUGH).subquery()
        # Its own columns, so that what comes in order need not be sorted once more.
        wanted = select(Signature).join(near, near.c.id == col(Signature.id)).where(*others)
        wanted = wanted.order_by(*newest_first(session, *near.c))
    found = session.exec(wanted.limit(A_DESK_PAGE + 1)).all()
    rows = [desk_row(row, sees_names=sees_names) for row in found[:A_DESK_PAGE]]
    if len(found) > A_DESK_PAGE or not others:
        return DeskPage(rows, _next(found, A_DESK_PAGE))
    last = sa.select(col(Signature.reference)).where(*leading).order_by(*order).offset(LOOKED_THROUGH - 1).limit(1)
    stopped_at = session.execute(last).scalar_one_or_none()
    return DeskPage(rows, "", 0) if stopped_at is None else DeskPage(rows, str(stopped_at), LOOKED_THROUGH)


Conditions = list[sa.ColumnElement[bool] | sa.TextClause]


def _narrowed(filters: Filters) -> tuple[Conditions, Conditions]:
    """What one index leads to, in the order of the page, and what is left to be looked at in each row."""
    country: Conditions = [col(Signature.country) == filters.country] if filters.country else []
    # Said twice, for the partial indexes to be seen as fitting.
    via: Conditions = [col(Signature.via) == filters.via, HAS_VIA] if filters.via else []
    state: Conditions = [] if filters.state is None else [col(Signature.state) == filters.state]
    if filters.by_day:
        return _within(filters), [*state, *country, *via]
    if filters.state is not None and not filters.state.counts:
        return [*state, IS_NOT_CONFIRMED, *country], via
    return (via, [*country, *state]) if via else (country, state)


def _within(filters: Filters) -> Conditions:
    conditions: Conditions = []
    if filters.since is not None:
        conditions.append(col(Signature.signed_at) >= datetime.combine(filters.since, time.min, UTC))
    if filters.until is not None:
        conditions.append(col(Signature.signed_at) < datetime.combine(filters.until, time.min, UTC) + A_DAY)
    return conditions


def named(session: Session, petition: Petition, name: str) -> list[DeskRow]:
    """Exactly this name, in any case and spacing; at most a page of them. None where finding names is off."""
    digest = None if petition.is_anonymised else name_digest(petition, name)
    if digest is None:
        return []
    wanted = (
        select(Signature)
        .where(Signature.petition_id == petition.id, Signature.name_digest == digest)
        .order_by(col(Signature.id).desc())
        .limit(A_DESK_PAGE)
    )
    return [desk_row(row, sees_names=True) for row in session.exec(wanted)]


def desk_row(signature: Signature, *, sees_names: bool) -> DeskRow:
    person = person_of(signature) if sees_names else None
    return DeskRow(signature, person.name if person else "", person.organisation if person else "")


def petitions_of(session: Session, user: SignedIn) -> Sequence[Petition]:
    """The newest first."""
    return session.exec(
        select(Petition)
        .where(seen_by(user, col(Petition.organisation_id), col(Petition.campaign_id)))
        .order_by(col(Petition.created_at).desc(), col(Petition.id))
    ).all()


def signature_by_reference(session: Session, reference: int) -> tuple[Signature, Petition] | None:
    """For mails: their subject is named by its reference."""
    signature = session.exec(select(Signature).where(Signature.reference == reference)).first()
    return None if signature is None else (signature, session.get_one(Petition, signature.petition_id))


def _begins(session: Session, petition: Petition, after: str) -> int:
    """The id before which a page begins."""
    found = _row_of(session, petition, after)
    return found.row_id if found is not None else LARGEST_ID


def _row_of(session: Session, petition: Petition, after: str) -> Signature | None:
    """Where the last page ended. Addresses carry the reference, for an id would tell how many there are."""
    number = after.removeprefix("-")
    if not (number.isascii() and number.isdecimal() and len(number) < 19):
        return None
    wanted = select(Signature).where(Signature.reference == int(after), Signature.petition_id == petition.id)
    return session.exec(wanted).first()


def _next(found: Sequence[Signature], a_page: int) -> str:
    return str(found[a_page - 1].reference) if len(found) > a_page else ""
