"""Where facts were read, whom demands concern, and cases that are added to a campaign."""

from collections.abc import Mapping
from typing import Any

from sqlmodel import Session, col, func, select

from campaigns.actions.facts import fact_changed, fact_of
from campaigns.models.actor import Actor, Law
from campaigns.models.campaign import Campaign
from campaigns.models.case import Case
from campaigns.models.demand import Demand
from campaigns.models.event import Event
from campaigns.models.mention import Mention, MentionRole
from campaigns.models.source import Claim, Source
from foundation.accounts.access import NO_SUCH_PAGE, SignedIn
from foundation.errors import GoneAlready

CONCERNED: dict[str, type[Case] | type[Actor] | type[Law]] = {"case_id": Case, "actor_id": Actor, "law_id": Law}


def add_case(
    session: Session, *, user: SignedIn, campaign: Campaign, source_id: int | None, values: Mapping[str, Any]
) -> Case:
    taken = set(session.exec(select(Case.key).where(Case.campaign_id == campaign.id)).all())
    key = next(key for key in (f"case-{number}" for number in range(1, 100_000)) if key not in taken)
    last = session.exec(select(func.max(Case.position)).where(Case.campaign_id == campaign.id)).one() or 0
    case = Case(campaign_id=campaign.id, key=key, position=last + 1, **values)
    session.add(case)
    session.flush()  # the claim refers to it
    if source_id:
        _claim(session, campaign, source_id, {"case_id": case.id})
    fact_changed(session, user=user, campaign=campaign, act="case.added", detail=key)
    return case


def add_claim(
    session: Session,
    *,
    user: SignedIn,
    campaign: Campaign,
    fact: Case | Event,
    source_id: int,
    values: Mapping[str, Any],
) -> None:
    """Two sources may contradict each other, and both stay."""
    column = "case_id" if isinstance(fact, Case) else "event_id"
    _claim(session, campaign, source_id, {column: fact.id, **values})
    fact_changed(session, user=user, campaign=campaign, act="claim.added", detail=fact.key)


def remove_claim(session: Session, *, user: SignedIn, campaign: Campaign, fact: Case | Event, source_id: int) -> None:
    """Every word of that source on this fact; the fact stays."""
    column = col(Claim.case_id) if isinstance(fact, Case) else col(Claim.event_id)
    found = session.exec(select(Claim).where(column == fact.id, Claim.source_id == source_id)).all()
    if not found:
        listed = f"{'cases' if isinstance(fact, Case) else 'events'}/{fact.id}/sources"
        raise GoneAlready(NO_SUCH_PAGE, page=f"/desk/campaigns/{campaign.slug}/{listed}")
    for claim in found:
        session.delete(claim)
    fact_changed(session, user=user, campaign=campaign, act="claim.removed", detail=fact.key)


def _claim(session: Session, campaign: Campaign, source_id: int, values: Mapping[str, Any]) -> None:
    source = fact_of(session, Source, campaign, source_id)
    position = session.exec(select(func.max(Claim.position)).where(Claim.campaign_id == campaign.id)).one() or 0
    session.add(Claim(campaign_id=campaign.id, source_id=source.id, position=position + 1, **values))


def concerns_of(session: Session, demand: Demand) -> dict[str, set[int]]:
    """Ids by column of those a demand concerns; who voices it and who has died stand in other roles."""
    rows = session.exec(
        select(Mention).where(Mention.from_demand_id == demand.id, Mention.role == MentionRole.CONCERNED)
    ).all()
    return {name: {value for row in rows if (value := getattr(row, name)) is not None} for name in CONCERNED}


def set_concerns(
    session: Session, *, user: SignedIn, campaign: Campaign, demand: Demand, wanted: Mapping[str, set[int]]
) -> None:
    """Several persons, organisations and laws. Raises GoneAlready for one of another campaign."""
    now = concerns_of(session, demand)
    rows = session.exec(
        select(Mention).where(Mention.from_demand_id == demand.id, Mention.role == MentionRole.CONCERNED)
    ).all()
    for column, table in CONCERNED.items():
        for row in rows:
            if getattr(row, column) is not None and getattr(row, column) not in wanted[column]:
                session.delete(row)
        for place, fact_id in enumerate(sorted(wanted[column] - now[column]), start=len(rows)):
            fact = fact_of(session, table, campaign, fact_id)
            mention = Mention(campaign_id=campaign.id, from_demand_id=demand.id, position=place)
            setattr(mention, column, fact.id)
            session.add(mention)
    fact_changed(session, user=user, campaign=campaign, act="demand.changed", detail=demand.key)
