"""Numbers: what the public is shown, what the counters say, and what counting again finds."""

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from foundation.clock import utc_now
from petitions.models.figures import LEAST_GROUP, Figures, kept_figures
from petitions.models.petition import Petition, Tally, TallyKind
from petitions.models.signature import Signature, SignatureState


@dataclass(frozen=True)
class Counted:
    """Everything that is kept about signatures, for comparing."""

    waiting: int
    confirmed: int
    countries: dict[str, int]
    partners: dict[str, int]


def public_figures(session: Session, petition: Petition) -> Figures:
    return kept_figures(petition, utc_now()) or counters_now(session, petition.id)


def counters_now(session: Session, petition_id: int) -> Figures:
    """As they stand in this transaction."""
    confirmed, paper, organisations = session.execute(
        sa.select(col(Petition.confirmed), col(Petition.paper), col(Petition.organisations)).where(
            col(Petition.id) == petition_id
        )
    ).one()
    return Figures(confirmed, paper, organisations, _tallies(session, petition_id, TallyKind.COUNTRY, LEAST_GROUP))


def partner_tallies(session: Session, petition_id: int) -> dict[str, int]:
    """How many confirmed signatures each partner's link brought, the most first."""
    return _tallies(session, petition_id, TallyKind.PARTNER, 1)


def country_tallies(session: Session, petition_id: int) -> dict[str, int]:
    """For the desk: small groups too, the largest first."""
    return _tallies(session, petition_id, TallyKind.COUNTRY, 1)


def kept_counts(session: Session, petition_id: int) -> Counted:
    waiting, confirmed = session.execute(
        sa.select(col(Petition.waiting), col(Petition.confirmed)).where(col(Petition.id) == petition_id)
    ).one()
    return Counted(waiting, confirmed, country_tallies(session, petition_id), partner_tallies(session, petition_id))


def count_again(session: Session, petition_id: int) -> Counted:
    """The truth, by going through every signature. Equal to `kept_counts`, always."""
    confirmed = sa.and_(col(Signature.petition_id) == petition_id, col(Signature.state) == SignatureState.CONFIRMED)

    def number(where: sa.ColumnElement[bool]) -> int:
        return session.scalar(sa.select(sa.func.count()).select_from(Signature).where(where)) or 0

    def by(column: sa.SQLColumnExpression[Any]) -> dict[str, int]:
        rows = session.execute(sa.select(column, sa.func.count()).where(confirmed, column != "").group_by(column)).all()
        return {row[0]: row[1] for row in rows}

    waiting = sa.and_(col(Signature.petition_id) == petition_id, col(Signature.state) == SignatureState.PENDING)
    return Counted(number(waiting), number(confirmed), by(col(Signature.country)), by(col(Signature.via)))


def _tallies(session: Session, petition_id: int, kind: TallyKind, least: int) -> dict[str, int]:
    rows = session.execute(
        sa.select(col(Tally.key), col(Tally.confirmed))
        .where(col(Tally.petition_id) == petition_id, col(Tally.kind) == kind, col(Tally.confirmed) >= least)
        .order_by(col(Tally.confirmed).desc(), col(Tally.key))
    ).all()
    return {row[0]: row[1] for row in rows}
