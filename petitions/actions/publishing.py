"""What the public is shown in numbers, kept while it changes: for the rest of a minute, and from telling to telling."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Session, col

from foundation.database import insert_into
from petitions.models.figures import minute_of
from petitions.models.petition import Petition
from petitions.models.tally import PublishedGroups, TallyKind
from petitions.models.telling import Published
from petitions.queries.figures import counters_now, groups_of, published, told_now


def keep_figures(session: Session, petition_id: int, *, now: datetime) -> int:
    """Called before a public figure changes: the first change of a minute keeps what was shown until then. From now on
    nobody else counts in this petition until the transaction ends; says how many tellings there were before."""
    minute = minute_of(now)
    kept = sa.select(col(Petition.figures_minute), col(Petition.tellings)).where(col(Petition.id) == petition_id)
    # Whoever comes second waits here, and then sees that the figures are kept. Who only signs is in nobody's way: a new
    # signature keeps hold of its petition, so that it stays there, and of nothing that is counted.
    its_minute, tellings = session.execute(kept.with_for_update(key_share=True)).one()
    if its_minute == minute:
        return int(tellings)
    told = told_now(session, petition_id, now=now)
    publish(session, petition_id, Published(groups_of(session, petition_id, told), told))
    session.execute(
        sa.update(Petition)
        .where(col(Petition.id) == petition_id)
        .values(figures=counters_now(session, petition_id).as_json(), figures_minute=minute, tellings=told.number)
        .execution_options(synchronize_session=False)
    )
    return told.number


def leave_groups(
    session: Session, petition_id: int, leaving: Sequence[tuple[int, Iterable[tuple[TallyKind, str]]]]
) -> None:
    """Takes (after how many tellings it was counted, its groups) of each who leaves. Whoever came after the last one is
    not in it, and leaves no trace there."""
    if not leaving:
        return
    kept = published(session, petition_id)
    told = kept.told.without(groups for after, groups in leaving if kept.told.knows(after))
    publish(session, petition_id, replace(kept, told=told))


def publish(session: Session, petition_id: int, groups: Published) -> None:
    if groups == published(session, petition_id):
        return
    insert = insert_into(PublishedGroups, session.get_bind().dialect.name).values(
        petition_id=petition_id, groups=groups.as_json()
    )
    session.execute(
        insert.on_conflict_do_update(index_elements=["petition_id"], set_={"groups": insert.excluded.groups})
    )
