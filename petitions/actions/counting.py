"""Moving a signature from one state to another, and the kept counters with it. Nothing else touches either."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, col

from petitions.models.figures import minute_of
from petitions.models.petition import Petition, Tally, TallyKind
from petitions.models.signature import Signature, SignatureState
from petitions.queries.figures import counters_now


def move(session: Session, signature: Signature, state: SignatureState, *, now: datetime) -> None:
    """Call it while `country` and `via` still stand in the signature; the caller changes what goes with the state."""
    before, signature.state = signature.state, state
    # Half changed, the row would break its own constraints; it is written when the caller is done with it.
    with session.no_autoflush:
        count(
            session,
            signature.petition_id,
            waiting=state.waits - before.waits,
            confirmed=state.counts - before.counts,
            country=signature.country or "",
            via=signature.via,
            now=now,
        )


def count(
    session: Session,
    petition_id: int,
    *,
    waiting: int = 0,
    confirmed: int = 0,
    country: str = "",
    via: str = "",
    now: datetime,
) -> None:
    """Differences, added in the database, so that nobody's count is lost between two readers of the same number."""
    if confirmed:
        keep_figures(session, petition_id, now=now)
        for kind, key in ((TallyKind.COUNTRY, country), (TallyKind.PARTNER, via)):
            if key:
                _tally(session, petition_id, kind, key, confirmed)
    if waiting or confirmed:
        session.execute(
            sa.update(Petition)
            .where(col(Petition.id) == petition_id)
            .values(waiting=col(Petition.waiting) + waiting, confirmed=col(Petition.confirmed) + confirmed)
            .execution_options(synchronize_session=False)
        )


def keep_figures(session: Session, petition_id: int, *, now: datetime) -> None:
    """Called before a public figure changes: the first change of a minute keeps what was shown until then."""
    minute = minute_of(now)
    kept = sa.select(col(Petition.figures_minute)).where(col(Petition.id) == petition_id)
    # Whoever comes second waits here, and then sees that the figures are kept.
    if session.execute(kept.with_for_update()).scalar_one() == minute:
        return
    session.execute(
        sa.update(Petition)
        .where(col(Petition.id) == petition_id)
        .values(figures=counters_now(session, petition_id).as_json(), figures_minute=minute)
        .execution_options(synchronize_session=False)
    )


def _tally(session: Session, petition_id: int, kind: TallyKind, key: str, change: int) -> None:
    if change < 0:
        session.execute(
            sa.update(Tally)
            .where(col(Tally.petition_id) == petition_id, col(Tally.kind) == kind, col(Tally.key) == key)
            .values(confirmed=col(Tally.confirmed) + change)
            .execution_options(synchronize_session=False)
        )
        return
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    session.execute(
        insert(Tally)
        .values(petition_id=petition_id, kind=kind, key=key, confirmed=change)
        .on_conflict_do_update(
            index_elements=["petition_id", "kind", "key"],
            set_={"confirmed": sa.literal_column("petition_tally.confirmed") + change},
        )
    )
