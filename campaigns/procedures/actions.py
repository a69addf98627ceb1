"""Adding to a procedure, changing it, taking a part back. Undoing any of these is undo.py."""

from collections.abc import Collection, Mapping, Sequence
from datetime import timedelta
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlmodel import Session, col, func, select

from campaigns.actions.facts import fact_changed, fact_of, free_key, hide_what_was_printed, next_position
from campaigns.facts.rows import CLAIM_COLUMNS, FROM_COLUMNS, read_rows
from campaigns.models.actor import Actor, ActorKind, Law
from campaigns.models.campaign import Campaign
from campaigns.models.fact import Fact
from campaigns.models.mention import Mention, MentionRole
from campaigns.models.procedure import Procedure
from campaigns.models.procedure_change import ChangeKind, ProcedureChange
from campaigns.models.source import Claim, Source
from campaigns.models.texts import Texts
from campaigns.procedures import past
from foundation.accounts.access import SignedIn
from foundation.clock import utc_now

MENTIONED: dict[str, type[Actor | Law]] = {"actor_id": Actor, "law_id": Law}
NEW_ORGANISATION = "organisation"
NAMED_ON_HOLD = "Named in a communication on hold."
KEPT = timedelta(days=90)
"""A change can be taken back for so long. What was taken out of a campaign does not stay with it for ever."""


class Linked(NamedTuple):
    """Whom or what a row speaks of, in one role, by the column that points there. It replaces what stood there."""

    column: str
    role: MentionRole
    ids: Sequence[int]


class Contradiction(NamedTuple):
    """What another source has instead."""

    source_id: int
    says: Texts


def save_procedure(
    session: Session,
    *,
    user: SignedIn,
    campaign: Campaign,
    procedure: Procedure | None,
    values: Mapping[str, Any],
    sources: Collection[int],
    links: Sequence[Linked],
) -> Procedure:
    if procedure is None:
        key = free_key(session, Procedure, campaign, "procedure")
        position = next_position(session, Procedure, Procedure.campaign_id == campaign.id)
        procedure = Procedure(campaign_id=campaign.id, key=key, position=position, **values)
        _add(session, user, campaign, procedure, procedure.id)
    else:
        _change(session, user, campaign, procedure, procedure.id, values)
    _link(session, campaign, procedure, sources, links)
    _finish(session, user, campaign, procedure, "procedure.saved")
    return procedure


def save_part(
    session: Session,
    *,
    user: SignedIn,
    campaign: Campaign,
    procedure: Procedure,
    table: type[Fact],
    row: Fact | None,
    belongs: Mapping[str, int],
    values: Mapping[str, Any],
    sources: Collection[int],
    links: Sequence[Linked] = (),
    contradiction: Contradiction | None = None,
) -> Fact:
    """A line of the log, a report, a recommendation or a date. `belongs` names the row it belongs to, by column."""
    if row is None:
        [(column, parent_id)] = belongs.items()
        position = next_position(session, table, getattr(table, column) == parent_id)
        row = table(**{"campaign_id": campaign.id, "position": position, **belongs, **values})
        _add(session, user, campaign, row, procedure.id)
    else:
        _change(session, user, campaign, row, procedure.id, values)
    _link(session, campaign, row, sources, links, contradiction)
    _finish(session, user, campaign, procedure, "procedure.changed")
    return row


def take_back(session: Session, *, user: SignedIn, campaign: Campaign, procedure: Procedure, row: Fact) -> None:
    """The row and all that belongs to it leaves every page; undoing brings it back."""
    rows = read_rows(session, campaign_id=campaign.id, include_held=True)
    _note(session, user, campaign, procedure.id, row, ChangeKind.REMOVED, past.with_all(rows, row))
    hide_what_was_printed(campaign)
    session.delete(row)
    _finish(session, user, campaign, procedure, "procedure.taken_back")


def organisation_named(session: Session, *, campaign: Campaign, name: str, hold: bool) -> int:
    """The id of the organisation of that name; one that the facts did not have yet is added to them, on hold with the
    communication that names it."""
    for actor in session.exec(select(Actor).where(Actor.campaign_id == campaign.id)):
        if name.casefold() in {known.casefold() for known in (*actor.name.values(), *actor.aliases)}:
            if actor.hold and not hold and actor.hold_reason == NAMED_ON_HOLD:
                actor.hold, actor.hold_reason = False, ""
            return actor.id
    actor = Actor(
        campaign_id=campaign.id,
        key=free_key(session, Actor, campaign, NEW_ORGANISATION),
        position=next_position(session, Actor, Actor.campaign_id == campaign.id),
        kind=ActorKind.OTHER,
        name={campaign.original_language: name},
        hold=hold,
        hold_reason=NAMED_ON_HOLD if hold else "",
    )
    session.add(actor)
    session.flush()  # mentions point at it
    return actor.id


def _add(session: Session, user: SignedIn, campaign: Campaign, row: Fact, procedure_id: int) -> None:
    session.add(row)
    session.flush()  # sources and mentions point at it
    _note(session, user, campaign, procedure_id, row, ChangeKind.ADDED, [])


def _change(
    session: Session, user: SignedIn, campaign: Campaign, row: Fact, procedure_id: int, values: Mapping[str, Any]
) -> None:
    rows = read_rows(session, campaign_id=campaign.id, include_held=True)
    _note(session, user, campaign, procedure_id, row, ChangeKind.CHANGED, past.alone(rows, row))
    if values.get("hold") and not row.hold:
        hide_what_was_printed(campaign)
    for name, value in values.items():
        setattr(row, name, value)
    session.add(row)


def _note(
    session: Session,
    user: SignedIn,
    campaign: Campaign,
    procedure_id: int,
    row: Fact,
    kind: ChangeKind,
    before: list[past.Plain],
) -> None:
    mine = col(ProcedureChange.campaign_id) == campaign.id
    session.execute(sa.delete(ProcedureChange).where(mine, col(ProcedureChange.made_at) < utc_now() - KEPT))
    highest = session.exec(select(func.max(col(ProcedureChange.number))).where(mine)).one() or 0
    session.add(
        ProcedureChange(
            number=highest + 1,
            campaign_id=campaign.id,
            procedure_id=procedure_id,
            kind=kind,
            part=str(row.__tablename__),
            row_id=row.id,
            before=before,
            made_by_id=user.user_id,
        )
    )


def _link(
    session: Session,
    campaign: Campaign,
    row: Fact,
    sources: Collection[int],
    links: Sequence[Linked],
    contradiction: Contradiction | None = None,
) -> None:
    """Sources that were ticked before keep what they say; links in other roles stay as they are."""
    about = CLAIM_COLUMNS[type(row)]
    claims = session.exec(select(Claim).where(getattr(Claim, about) == row.id)).all()
    differing = contradiction.source_id if contradiction else 0
    wanted = [*sources, *([differing] if differing else [])]
    for claim in claims:
        if claim.source_id not in wanted:
            session.delete(claim)
    by_source = {claim.source_id: claim for claim in claims}
    for place, source_id in enumerate(dict.fromkeys(wanted)):
        source = fact_of(session, Source, campaign, source_id)
        own: dict[str, Any] = {"campaign_id": campaign.id, "source_id": source.id, about: row.id}
        claim = by_source.get(source.id) or Claim(**own)
        claim.position = claim.position if source.id in by_source else len(claims) + place
        if contradiction and source.id == differing:
            claim.says, claim.differs = contradiction.says, True
        session.add(claim)
    for linked in links:
        _mention(session, campaign, row, linked)


def _mention(session: Session, campaign: Campaign, row: Fact, linked: Linked) -> None:
    speaking = FROM_COLUMNS[type(row)]
    column = getattr(Mention, linked.column)
    before = session.exec(
        select(Mention).where(
            getattr(Mention, speaking) == row.id, column.is_not(None), col(Mention.role) == linked.role
        )
    ).all()
    for mention in before:
        if getattr(mention, linked.column) not in linked.ids:
            session.delete(mention)
    there = {getattr(mention, linked.column) for mention in before}
    for place, fact_id in enumerate(linked.ids):
        fact_of(session, MENTIONED[linked.column], campaign, fact_id)
        if fact_id not in there:
            values = {speaking: row.id, linked.column: fact_id}
            session.add(Mention(campaign_id=campaign.id, position=len(before) + place, role=linked.role, **values))


def _finish(session: Session, user: SignedIn, campaign: Campaign, procedure: Procedure, act: str) -> None:
    session.flush()
    fact_changed(session, user=user, campaign=campaign, act=act, detail=procedure.number or procedure.key)
