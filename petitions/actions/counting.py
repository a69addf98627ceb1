"""Moving a signature from one state to another, and the kept counters with it. Nothing else touches either."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, col

from petitions.models.figures import minute_of
from petitions.models.petition import Petition, Tally, TallyKind
from petitions.models.signature import Signature, SignatureState
from petitions.queries.figures import counters_now


@dataclass(frozen=True)
class Change:
    """What one move, or many of the same kind, do to the counters. Where the rest is equal, changes add up."""

    petition_id: int
    waiting: int = 0
    confirmed: int = 0
    country: str = ""
    via: str = ""


def moved(signature: Signature, state: SignatureState) -> Change:
    """Sets the state and says what that does to the counters; the caller hands it to `count_changes` in the same
    transaction. Call it while `country` and `via` still stand in the signature."""
    before, signature.state = signature.state, state
    return Change(
        signature.petition_id,
        waiting=state.waits - before.waits,
        confirmed=state.counts - before.counts,
        country=signature.country or "",
        via=signature.via,
    )


def move(session: Session, signature: Signature, state: SignatureState, *, now: datetime) -> None:
    """One signature alone; the caller changes what goes with the state."""
    # Half changed, the row would break its own constraints; it is written when the caller is done with it.
    with session.no_autoflush:
        count_changes(session, [moved(signature, state)], now=now)


def count_changes(session: Session, changes: Iterable[Change], *, now: datetime) -> None:
    """Differences, added in the database, so that nobody's count is lost between two readers of the same number.

    However many changes there are, each counter is touched once. Petitions come last and in the order of their ids, so
    that two transactions never wait for each other: lock signatures before.
    """
    waiting: Counter[int] = Counter()
    confirmed: Counter[int] = Counter()
    tallies: Counter[tuple[int, TallyKind, str]] = Counter()
    public = set()
    for change in changes:
        waiting[change.petition_id] += change.waiting
        confirmed[change.petition_id] += change.confirmed
        if change.confirmed:
            public.add(change.petition_id)
            tallies[change.petition_id, TallyKind.COUNTRY, change.country] += change.confirmed
            tallies[change.petition_id, TallyKind.PARTNER, change.via] += change.confirmed
    for petition_id in sorted(public):
        keep_figures(session, petition_id, now=now)
    _tally(session, {key: difference for key, difference in tallies.items() if key[2] and difference})
    for petition_id in sorted(waiting):
        if waiting[petition_id] or confirmed[petition_id]:
            session.execute(
                sa.update(Petition)
                .where(col(Petition.id) == petition_id)
                .values(
                    waiting=col(Petition.waiting) + waiting[petition_id],
                    confirmed=col(Petition.confirmed) + confirmed[petition_id],
                )
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


def _tally(session: Session, differences: dict[tuple[int, TallyKind, str], int]) -> None:
    more = [(*key, number) for key, number in sorted(differences.items()) if number > 0]
    less = [(*key, number) for key, number in sorted(differences.items()) if number < 0]
    if more:
        insert = (postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert)(Tally)
        session.connection().execute(
            insert.on_conflict_do_update(
                index_elements=["petition_id", "kind", "key"],
                set_={"confirmed": sa.literal_column("petition_tally.confirmed") + insert.excluded.confirmed},
            ),
            [dict(zip(("petition_id", "kind", "key", "confirmed"), row, strict=True)) for row in more],
        )
    if less:
        # A tally is never made by taking away: the row is there, and its check refuses to go below zero.
        session.connection().execute(
            sa.update(Tally)
            .where(
                col(Tally.petition_id) == sa.bindparam("of_petition"),
                col(Tally.kind) == sa.bindparam("of_kind"),
                col(Tally.key) == sa.bindparam("of_key"),
            )
            .values(confirmed=col(Tally.confirmed) + sa.bindparam("change")),
            [dict(zip(("of_petition", "of_kind", "of_key", "change"), row, strict=True)) for row in less],
        )
