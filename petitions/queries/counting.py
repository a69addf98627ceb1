"""Counting every signature again, and what the kept counters say, for comparing the two."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from petitions.models.envelope import person_in
from petitions.models.petition import Petition
from petitions.models.signature import Signature, SignatureState
from petitions.models.tally import Tally, TallyKind, organisation_key
from petitions.queries.paper import paper_counted

_AT_ONCE = 2000


@dataclass(frozen=True)
class Counted:
    """Everything that is kept about signatures. Tallies are by kind and key; `names` are what organisations are called
    and take no part in comparing. `is_whole`: False when signatures were anonymised, so that nobody can tell any more
    which organisations they named."""

    waiting: int
    confirmed: int
    tallies: dict[tuple[TallyKind, str], int]
    names: dict[str, str] = field(default_factory=dict, compare=False, repr=False)
    paper: int = 0
    is_whole: bool = field(default=True, compare=False)

    def of(self, kind: TallyKind) -> dict[str, int]:
        return {key: number for (its_kind, key), number in self.tallies.items() if its_kind is kind}


def one_moment(session: Session) -> None:
    """Call it first: what the session reads from now on is of the same moment. SQLite knows no other way."""
    if session.get_bind().dialect.name == "postgresql":
        session.connection(execution_options={"isolation_level": "REPEATABLE READ"})


def kept_counts(session: Session, petition_id: int) -> Counted:
    waiting, confirmed, paper = session.execute(
        sa.select(col(Petition.waiting), col(Petition.confirmed), col(Petition.paper)).where(
            col(Petition.id) == petition_id
        )
    ).one()
    rows = session.execute(
        sa.select(col(Tally.kind), col(Tally.key), col(Tally.confirmed)).where(
            col(Tally.petition_id) == petition_id, col(Tally.confirmed) > 0
        )
    ).all()
    return Counted(waiting, confirmed, {(kind, key): number for kind, key, number in rows}, paper=paper)


def count_again(session: Session, petition_id: int) -> Counted:
    """The truth, by going through every signature and every batch on paper. Equal to `kept_counts`, always.
    Call `one_moment` first."""
    in_petition = col(Signature.petition_id) == petition_id
    confirmed = sa.and_(in_petition, col(Signature.state) == SignatureState.CONFIRMED)
    waiting = sa.and_(in_petition, col(Signature.state) == SignatureState.PENDING)
    day = _utc_day(session)
    tallies: dict[tuple[TallyKind, str], int] = {}
    for kind, column in (
        (TallyKind.DAY, day),
        (TallyKind.COUNTRY, col(Signature.country)),
        (TallyKind.PARTNER, col(Signature.via)),
    ):
        rows = session.execute(sa.select(column, sa.func.count()).where(confirmed).group_by(column)).all()
        tallies |= {(kind, key): number for key, number in rows if key}
    organisations, names, is_whole = _organisations(session, petition_id, confirmed)
    tallies |= {(TallyKind.ORGANISATION, key): number for key, number in organisations.items()}
    return Counted(
        _number(session, waiting),
        _number(session, confirmed),
        tallies,
        names,
        paper=paper_counted(session, petition_id),
        is_whole=is_whole,
    )


def _number(session: Session, where: sa.ColumnElement[bool]) -> int:
    return session.scalar(sa.select(sa.func.count()).select_from(Signature).where(where)) or 0


def _utc_day(session: Session) -> sa.SQLColumnExpression[Any]:
    if session.get_bind().dialect.name == "postgresql":
        return sa.func.to_char(sa.func.timezone("UTC", col(Signature.confirmed_at)), sa.literal_column("'YYYY-MM-DD'"))
    return sa.func.substr(sa.type_coerce(col(Signature.confirmed_at), sa.String), 1, 10)


def _organisations(
    session: Session, petition_id: int, confirmed: sa.ColumnElement[bool]
) -> tuple[Counter[str], dict[str, str], bool]:
    """They are sealed with the persons, so each envelope is opened; nothing of it is kept but the organisation."""
    found: Counter[str] = Counter()
    names: dict[str, str] = {}
    is_whole = True
    envelopes = session.execute(
        sa.select(col(Signature.reference), col(Signature.envelope))
        .where(confirmed)
        .execution_options(yield_per=_AT_ONCE)
    )
    for reference, envelope in envelopes:
        if envelope is None:
            is_whole = False
            continue
        name = person_in(envelope, reference).organisation
        if name:
            key = organisation_key(petition_id, name)
            found[key] += 1
            names.setdefault(key, name)
    return found, names, is_whole
