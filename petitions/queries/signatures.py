"""Pages of signatures, newest first, each page from where the last one ended."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from foundation.clock import utc_now
from petitions.models.envelope import person_of
from petitions.models.figures import minute_of
from petitions.models.petition import Petition
from petitions.models.signature import IS_CONFIRMED, SHOWS_ANYTHING, Signature, SignatureState

A_PUBLIC_PAGE = 100
A_DESK_PAGE = 50
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
    rows: list[DeskRow]
    after: str


def public_page(session: Session, petition: Petition, *, after: str = "", until: datetime | None = None) -> PublicPage:
    """Like the figures, the list grows at full minutes only; who withdraws leaves it at once.

    `until`: only those who had confirmed by then, for a list that is read once more later.
    """
    wanted = (
        select(Signature)
        .where(
            Signature.petition_id == petition.id,
            col(Signature.id) < _begins(session, petition, after),
            IS_CONFIRMED,
            SHOWS_ANYTHING,
            col(Signature.confirmed_at) < (until or minute_of(utc_now())),
        )
        .order_by(col(Signature.id).desc())
        .limit(A_PUBLIC_PAGE + 1)
    )
    found = session.exec(wanted).all()
    shown = [Shown(signature.shown_name or "", signature.country or "") for signature in found[:A_PUBLIC_PAGE]]
    return PublicPage(shown, _next(found, A_PUBLIC_PAGE))


def desk_page(
    session: Session,
    petition: Petition,
    *,
    state: SignatureState | None = None,
    after: str = "",
    sees_names: bool,
) -> DeskPage:
    wanted = (
        select(Signature)
        .where(Signature.petition_id == petition.id, col(Signature.id) < _begins(session, petition, after))
        .order_by(col(Signature.id).desc())
        .limit(A_DESK_PAGE + 1)
    )
    if state is not None:
        wanted = wanted.where(Signature.state == state)
    found = session.exec(wanted).all()
    return DeskPage([desk_row(row, sees_names=sees_names) for row in found[:A_DESK_PAGE]], _next(found, A_DESK_PAGE))


def desk_row(signature: Signature, *, sees_names: bool) -> DeskRow:
    person = person_of(signature) if sees_names else None
    return DeskRow(signature, person.name if person else "", person.organisation if person else "")


def petitions_of(session: Session, organisation_ids: Sequence[int]) -> Sequence[Petition]:
    """The newest first."""
    return session.exec(
        select(Petition)
        .where(col(Petition.organisation_id).in_(organisation_ids))
        .order_by(col(Petition.created_at).desc(), col(Petition.id))
    ).all()


def signature_by_reference(session: Session, reference: int) -> tuple[Signature, Petition] | None:
    """For mails: their subject is named by its reference."""
    signature = session.exec(select(Signature).where(Signature.reference == reference)).first()
    return None if signature is None else (signature, session.get_one(Petition, signature.petition_id))


def _begins(session: Session, petition: Petition, after: str) -> int:
    """The id before which a page begins. Addresses carry the reference, for an id would tell how many there are."""
    if not (after.isascii() and after.isdecimal() and len(after) < 19):
        return LARGEST_ID
    return (
        session.exec(
            select(Signature.id).where(Signature.reference == int(after), Signature.petition_id == petition.id)
        ).first()
        or LARGEST_ID
    )


def _next(found: Sequence[Signature], a_page: int) -> str:
    return str(found[a_page - 1].reference) if len(found) > a_page else ""
