"""Undoing what was done to a procedure: exactly, and one act after the other."""

from sqlmodel import Session, col, select

from campaigns.actions.facts import fact_changed, hide_what_was_printed
from campaigns.facts.rows import TABLES, FactRows, read_rows
from campaigns.meanwhile import UNDONE
from campaigns.models.actor import Actor, ActorKind
from campaigns.models.campaign import Campaign
from campaigns.models.fact import CampaignRow, Fact
from campaigns.models.mention import Mention
from campaigns.models.procedure_change import ChangeKind, ProcedureChange
from campaigns.procedures import past
from campaigns.procedures.actions import NEW_ORGANISATION
from foundation.accounts.access import SignedIn
from foundation.clock import utc_now
from foundation.errors import Conflict


def undo_newest(session: Session, *, user: SignedIn, campaign: Campaign, procedure_id: int, change_id: int) -> None:
    """As it stood before the newest change. Raises Conflict when that is another one than `change_id`."""
    change = newest_change(session, campaign, procedure_id)
    if change is None or change.id != change_id:
        raise Conflict(UNDONE)
    rows = read_rows(session, campaign_id=campaign.id, include_held=True)
    there = {row.id for table in TABLES for row in rows.of(table)}
    row = rows.one(past.BY_NAME[change.part], change.row_id)
    hide_what_was_printed(campaign)
    if change.kind is ChangeKind.ADDED:
        if row is not None:
            brought = _brought_along(rows, row)
            session.delete(row)
            for actor in brought:
                session.delete(actor)
    else:
        if change.kind is ChangeKind.CHANGED and isinstance(row, Fact):
            for link in past.sources_and_mentions(rows, row):
                there.discard(link.id)
                session.delete(link)
            session.flush()  # what is deleted comes back under the same id
            for name, value in past.values_of(change.before[0]).items():
                setattr(row, name, value)
        for again in past.made_again(change.before, there):
            session.add(again)
            session.flush()  # the next ones may point at it
    change.undone_at, change.undone_by_id = utc_now(), user.user_id
    session.flush()
    fact_changed(session, user=user, campaign=campaign, act="procedure.undone", detail=change.part)


def newest_change(session: Session, campaign: Campaign, procedure_id: int) -> ProcedureChange | None:
    return session.exec(
        select(ProcedureChange)
        .where(
            ProcedureChange.campaign_id == campaign.id,
            ProcedureChange.procedure_id == procedure_id,
            col(ProcedureChange.undone_at).is_(None),
        )
        .order_by(col(ProcedureChange.number).desc())
        .limit(1)
    ).first()


def _brought_along(rows: FactRows, row: CampaignRow) -> list[Actor]:
    """Organisations that came with this row and of which nothing else speaks."""
    named = [rows.one(Actor, mention.actor_id) for mention in rows.children(Mention, row)]
    return [
        actor
        for actor in named
        if actor
        and actor.kind is ActorKind.OTHER
        and actor.key.startswith(NEW_ORGANISATION)
        and len(rows.children(Mention, actor)) == 1
    ]
