"""What the pages of procedures show: changes that can be taken back, and days that are near."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TypeVar

from sqlmodel import Session, col, select

from campaigns.facts.words import Words, words_of
from campaigns.kept_from import is_row_kept, kept_from_each
from campaigns.models.campaign import Campaign, CampaignState
from campaigns.models.partial_date import PartialDate
from campaigns.models.procedure import Communication, DateKind, Procedure, ProcedureDate, ProcedureStatus
from campaigns.models.procedure_change import ChangeKind, ProcedureChange
from campaigns.procedures.calendar import terms_for
from foundation.accounts.access import SignedIn, seen_by
from foundation.accounts.models import User
from foundation.accounts.trail.queries import name_for_trail

OfProcedure = TypeVar("OfProcedure", ProcedureDate, Communication)
AHEAD = timedelta(days=30)
SHOWN = 10


@dataclass(frozen=True)
class Change:
    id: int
    procedure_id: int
    kind: ChangeKind
    part: str
    at: datetime
    who: str
    is_undone: bool


@dataclass(frozen=True)
class Near:
    """A day of a procedure within the next weeks, or a deadline that has gone by. `kind` is None for a term that the
    body sets itself."""

    campaign: Campaign
    procedure: Procedure
    kind: DateKind | None
    when: str
    first: date
    text: Words | str
    is_over: bool
    is_verified: bool


def changes_of(session: Session, campaign: Campaign, procedure_id: int | None = None) -> list[Change]:
    """The newest first, those that were undone among them."""
    query = select(ProcedureChange, User.name).where(ProcedureChange.campaign_id == campaign.id)
    if procedure_id is not None:
        query = query.where(ProcedureChange.procedure_id == procedure_id)
    rows = session.exec(
        query.join(User, col(User.id) == col(ProcedureChange.made_by_id), isouter=True)
        .order_by(col(ProcedureChange.number).desc())
        .limit(SHOWN)
    ).all()
    return [
        Change(
            row.id,
            row.procedure_id,
            row.kind,
            row.part,
            row.made_at,
            name_for_trail(session, campaign.organisation_id, name) if name else "",
            row.undone_at is not None,
        )
        for row, name in rows
    ]


def near_days(session: Session, user: SignedIn, *, today: date, language: str) -> list[Near]:
    """Of every campaign at work that the organiser may see, the nearest first. Examples from history have none."""
    procedures: Sequence[tuple[Procedure, Campaign]] = session.exec(
        select(Procedure, Campaign)
        .join(Campaign, col(Campaign.id) == col(Procedure.campaign_id))
        .where(
            seen_by(user, col(Campaign.organisation_id), col(Campaign.id)),
            col(Campaign.state).not_in([CampaignState.CLOSED, CampaignState.ARCHIVED]),
            ~col(Campaign.is_history),
        )
    ).all()
    kept = kept_from_each(session, user, [campaign for _, campaign in procedures])
    procedures = [found for found in procedures if not is_row_kept(user, found[1], kept, found[0])]
    ids = [procedure.id for procedure, _ in procedures]
    dates = _by_procedure(
        session.exec(
            select(ProcedureDate).where(col(ProcedureDate.procedure_id).in_(ids), ~col(ProcedureDate.is_done))
        ).all()
    )
    logs = _by_procedure(session.exec(select(Communication).where(col(Communication.procedure_id).in_(ids))).all())
    found = []
    for procedure, campaign in procedures:
        for line in dates.get(procedure.id, ()):
            first, last = line.date.first_day, line.date.last_day
            if first is None or last is None or first > today + AHEAD or is_row_kept(user, campaign, kept, line):
                continue
            if last >= today or line.kind is DateKind.DEADLINE:
                text = words_of(line.text, language, campaign.original_language)
                words = line.date.in_words(language)
                found.append(Near(campaign, procedure, line.kind, words, last, text, last < today, not line.unverified))
        if procedure.status is not ProcedureStatus.CLOSED:
            for due in terms_for(procedure, logs.get(procedure.id, ()), today):
                if due.day and today <= due.day <= today + AHEAD:
                    words = PartialDate(due.day.isoformat()).in_words(language)
                    found.append(
                        Near(campaign, procedure, None, words, due.day, due.text_in(language), False, due.is_verified)
                    )
    return sorted(found, key=lambda near: near.first)


def _by_procedure(rows: Sequence[OfProcedure]) -> dict[int, list[OfProcedure]]:
    by_id: dict[int, list[OfProcedure]] = {}
    for row in rows:
        by_id.setdefault(row.procedure_id, []).append(row)
    return by_id
