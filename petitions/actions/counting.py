"""Moving a signature from one state to another, and the kept counters with it. Nothing else touches either."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from foundation.database import insert_into
from foundation.many_rows import run
from petitions.actions.publishing import keep_figures, leave_groups
from petitions.models.envelope import person_of
from petitions.models.figures import milestones_between
from petitions.models.petition import Petition
from petitions.models.signature import Signature, SignatureState
from petitions.models.tally import Milestone, Tally, TallyKind, organisation_key, seal_name
from petitions.queries.counting import Counted


@dataclass(frozen=True)
class Change:
    """What one move, or many of the same kind, do to the counters. Where the rest is equal, changes add up.

    A change of `confirmed` names the UTC day of confirming and the country; `organisation` is as it was typed. One who
    comes brings the `signature`, which is marked with the telling it came after; of one who leaves `after` says what
    that was: the public may have been told of it.
    """

    petition_id: int
    waiting: int = 0
    confirmed: int = 0
    day: str = ""
    country: str = ""
    organisation: str = field(default="", repr=False)
    via: str = ""
    after: int = 0
    signature: Signature | None = field(default=None, repr=False, compare=False)

    def tallies(self) -> Iterable[tuple[TallyKind, str]]:
        return (
            (TallyKind.DAY, self.day),
            (TallyKind.COUNTRY, self.country),
            (TallyKind.ORGANISATION, organisation_key(self.petition_id, self.organisation)),
            (TallyKind.PARTNER, self.via),
        )


def moved(signature: Signature, state: SignatureState) -> Change:
    """Sets the state and says what that does to the counters; the caller hands it to `count_changes` in the same
    transaction. Call it while envelope, time of confirming, `country` and `via` still stand in the signature."""
    before, signature.state = signature.state, state
    confirmed = state.counts - before.counts
    if not confirmed:
        return Change(signature.petition_id, waiting=state.waits - before.waits)
    return counted_as(signature, confirmed, waiting=state.waits - before.waits)


def counted_as(signature: Signature, confirmed: int, *, waiting: int = 0) -> Change:
    """The groups that the signature stands in as it is: one more in each, or one fewer."""
    person = person_of(signature)
    return Change(
        signature.petition_id,
        waiting=waiting,
        confirmed=confirmed,
        day=signature.confirmed_at.date().isoformat() if signature.confirmed_at else "",
        country=signature.country or "",
        organisation=person.organisation if person else "",
        via=signature.via,
        after=signature.counted_after if confirmed < 0 else 0,
        signature=signature if confirmed > 0 else None,
    )


def move(session: Session, signature: Signature, state: SignatureState, *, now: datetime) -> None:
    """One signature alone; the caller changes what goes with the state."""
    # Half changed, the row would break its own constraints; it is written when the caller is done with it.
    with session.no_autoflush:
        count_changes(session, [moved(signature, state)], now=now)


def count_changes(session: Session, changes: Iterable[Change], *, now: datetime) -> None:
    """Differences, added in the database, so that nobody's count is lost between two readers of the same number.

    However many changes there are, each counter is touched once. Petitions are taken in the order of their ids, so that
    two transactions never wait for each other: lock signatures before.
    """
    waiting: Counter[int] = Counter()
    confirmed: Counter[int] = Counter()
    tallies: Counter[tuple[int, TallyKind, str]] = Counter()
    names: dict[tuple[int, str], str] = {}
    public: dict[int, list[Change]] = {}
    for change in changes:
        waiting[change.petition_id] += change.waiting
        confirmed[change.petition_id] += change.confirmed
        if change.confirmed:
            public.setdefault(change.petition_id, []).append(change)
            for kind, key in change.tallies():
                tallies[change.petition_id, kind, key] += change.confirmed
                if kind is TallyKind.ORGANISATION:
                    names.setdefault((change.petition_id, key), change.organisation)
    for petition_id in sorted(waiting):
        if petition_id in public:
            tellings = keep_figures(session, petition_id, now=now)
            leaving = [change for change in public[petition_id] if change.confirmed < 0]
            leave_groups(session, petition_id, [(change.after, change.tallies()) for change in leaving])
            for change in public[petition_id]:
                if change.signature is not None:
                    change.signature.counted_after = tellings
        _count(session, petition_id, waiting[petition_id], confirmed[petition_id], now)
    add_to_tallies(session, tallies, names)


def count_paper(session: Session, petition_id: int, change: int, *, now: datetime) -> None:
    """Signatures on paper are counted apart, and in no tally."""
    if not change:
        return
    keep_figures(session, petition_id, now=now)
    session.execute(
        sa.update(Petition)
        .where(col(Petition.id) == petition_id)
        .values(paper=col(Petition.paper) + change)
        .execution_options(synchronize_session=False)
    )


def put_right(session: Session, petition_id: int, *, kept: Counted, truth: Counted, now: datetime) -> None:
    """Adds what was missing in `kept`, and takes away what was too much, when `truth` was counted at the same moment.
    What has changed since stays counted."""
    keep_figures(session, petition_id, now=now)
    _count(session, petition_id, truth.waiting - kept.waiting, truth.confirmed - kept.confirmed, now)
    count_paper(session, petition_id, truth.paper - kept.paper, now=now)
    add_to_tallies(
        session,
        {
            (petition_id, kind, key): truth.tallies.get((kind, key), 0) - kept.tallies.get((kind, key), 0)
            for kind, key in truth.tallies.keys() | kept.tallies.keys()
            if truth.is_whole or kind is not TallyKind.ORGANISATION
        },
        {(petition_id, key): name for key, name in truth.names.items()},
    )


def add_to_tallies(
    session: Session, differences: dict[tuple[int, TallyKind, str], int], names: dict[tuple[int, str], str]
) -> None:
    """`names` of organisations by petition and key; the first spelling stays."""
    changed = [(*key, number) for key, number in sorted(differences.items()) if key[2] and number]
    more = [
        {
            "petition_id": petition_id,
            "kind": kind,
            "key": key,
            "confirmed": number,
            "sealed_name": seal_name(names[petition_id, key], key) if kind is TallyKind.ORGANISATION else None,
            "is_hidden": False,
            "looked_at": None,
        }
        for petition_id, kind, key, number in changed
        if number > 0
    ]
    less = [
        {"of_petition": petition_id, "of_kind": kind, "of_key": key, "fewer": -number}
        for petition_id, kind, key, number in changed
        if number < 0
    ]
    connection = session.connection()
    if more:
        insert = insert_into(Tally, session.get_bind().dialect.name)
        add: sa.ColumnElement[int] = sa.literal_column("petition_tally.confirmed") + insert.excluded.confirmed
        named: sa.ColumnElement[bytes] = sa.func.coalesce(
            sa.literal_column("petition_tally.sealed_name"), insert.excluded.sealed_name
        )
        connection.execute(
            insert.on_conflict_do_update(
                index_elements=["petition_id", "kind", "key"], set_={"confirmed": add, "sealed_name": named}
            ),
            more,
        )
    if less:
        group = (
            col(Tally.petition_id) == sa.bindparam("of_petition"),
            col(Tally.kind) == sa.bindparam("of_kind"),
            col(Tally.key) == sa.bindparam("of_key"),
        )
        connection.execute(sa.update(Tally).where(*group).values(confirmed=_less(col(Tally.confirmed))), less)
        if any(row["of_kind"] is TallyKind.ORGANISATION for row in less):
            # The name goes with the last who typed it. That it was hidden is kept, or it would come back in public.
            gone = [
                {name: value for name, value in row.items() if name != "fewer"}
                for row in less
                if row["of_kind"] is TallyKind.ORGANISATION
            ]
            is_empty = (*group, col(Tally.confirmed) == 0)
            connection.execute(sa.delete(Tally).where(*is_empty, ~col(Tally.is_hidden)), gone)
            connection.execute(sa.update(Tally).where(*is_empty).values(sealed_name=None), gone)


def _count(session: Session, petition_id: int, waiting: int, confirmed: int, now: datetime) -> None:
    if not waiting and not confirmed:
        return
    if waiting > 0 and not confirmed:
        # Runs with every batch of signatures. Two whole numbers: written out, as their places differ by the database.
        more = f"UPDATE petition SET waiting = waiting + {waiting:d} WHERE id = {petition_id:d}"  # noqa: S608  # whole numbers
        run(session.connection(), more)
        return
    after, goal = session.execute(
        sa.update(Petition)
        .where(col(Petition.id) == petition_id)
        .values(waiting=_sum(Petition.waiting, waiting), confirmed=_sum(Petition.confirmed, confirmed))
        .returning(col(Petition.confirmed), col(Petition.goal))
        .execution_options(synchronize_session=False)
    ).one()
    if reached := milestones_between(after - confirmed, after, goal) if confirmed > 0 else []:
        session.execute(
            insert_into(Milestone, session.get_bind().dialect.name).on_conflict_do_nothing(
                index_elements=["petition_id", "number"]
            ),
            [{"petition_id": petition_id, "number": number, "reached_at": now} for number in reached],
        )
    if confirmed < 0:
        session.execute(
            sa.delete(Milestone)
            .where(col(Milestone.petition_id) == petition_id, col(Milestone.number) > after)
            .execution_options(synchronize_session=False)
        )


def _sum(counter: Any, difference: int) -> Any:
    """Never below zero: a counter that has drifted must stop nobody from withdrawing. Counting again puts it right."""
    if difference >= 0:
        return col(counter) + difference
    return sa.case((col(counter) >= -difference, col(counter) + difference), else_=0)


def _less(counter: Any) -> Any:
    fewer = sa.bindparam("fewer", type_=sa.Integer)
    return sa.case((counter >= fewer, counter - fewer), else_=0)
