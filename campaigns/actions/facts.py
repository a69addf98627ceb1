"""Changing facts. Every change is in the audit trail, makes a new version of what is public, and reaches the
petition.
"""

from collections.abc import Mapping
from typing import Any, TypeVar

from sqlmodel import Session, col, func, select

from campaigns.actions.holding import keep_holds
from campaigns.actions.push import touch
from campaigns.actions.stock import renew_stock
from campaigns.models.campaign import Campaign
from campaigns.models.case import Case, Consent, StatusEntry
from campaigns.models.demand import AddresseeGroup, Demand, DemandState, Progress
from campaigns.models.event import Event
from campaigns.models.fact import Fact
from campaigns.models.procedure import Communication, Procedure, ProcedureDate, Recommendation, Report
from campaigns.models.source import Claim, Source
from campaigns.translating.keeping import keep_translations
from foundation.accounts.access import NO_SUCH_PAGE, SignedIn
from foundation.accounts.actions import record
from foundation.errors import BadInput, GoneAlready

F = TypeVar("F", bound=Fact)

OF_PROCEDURES = (Procedure, Communication, Report, Recommendation, ProcedureDate)
TEXT_FIELDS = ("title", "summary", "background", "petition_title", "petition_text", "petition_addressee")


def fact_of(session: Session, kind: type[F], campaign: Campaign, fact_id: int) -> F:
    """A fact of this campaign, or GoneAlready."""
    fact = session.get(kind, fact_id)
    if fact is None or fact.campaign_id != campaign.id:
        listed = "procedures" if kind in OF_PROCEDURES else "facts"
        raise GoneAlready(NO_SUCH_PAGE, page=f"/desk/campaigns/{campaign.slug}/{listed}")
    return fact


def change_texts(session: Session, *, user: SignedIn, campaign: Campaign, texts: Mapping[str, dict[str, str]]) -> None:
    """`texts` by field and language. Raises BadInput when the original language would lose its title."""
    if not texts["title"].get(campaign.original_language):
        raise BadInput("The title in the campaign's original language cannot be empty.")
    for name in TEXT_FIELDS:
        setattr(campaign, name, dict(texts[name]))
    _changed(session, user, campaign, "texts.changed")


def change_case(session: Session, *, user: SignedIn, campaign: Campaign, case: Case, values: Mapping[str, Any]) -> None:
    """A name that changes loses the declined forms of the old one; who does not want to be named is on hold."""
    renamed = {code for code, name in values["name"].items() if name != case.name.get(code)}
    forms = {code: forms for code, forms in case.name_forms.items() if code not in renamed}
    hold = values["hold"] or values["consent"] is Consent.REFUSED
    _set(campaign, case, {**values, "name_forms": forms, "hold": hold})
    session.add(case)
    _changed(session, user, campaign, "case.changed", case.key)


def add_status(
    session: Session,
    *,
    user: SignedIn,
    campaign: Campaign,
    case: Case,
    source_id: int | None,
    values: Mapping[str, Any],
) -> None:
    """One more step of the chain, at its end."""
    entry = StatusEntry(
        campaign_id=campaign.id,
        case_id=case.id,
        position=next_position(session, StatusEntry, StatusEntry.case_id == case.id),
        hold=case.hold,
        **values,
    )
    session.add(entry)
    session.flush()  # the claim refers to it
    _claim(session, campaign, source_id, status_id=entry.id)
    _changed(session, user, campaign, "status.added", case.key)


def change_status(
    session: Session, *, user: SignedIn, campaign: Campaign, entry: StatusEntry, values: Mapping[str, Any]
) -> None:
    _set(campaign, entry, values)
    session.add(entry)
    _changed(session, user, campaign, "status.changed", entry.status.value)


def add_event(
    session: Session, *, user: SignedIn, campaign: Campaign, source_id: int | None, values: Mapping[str, Any]
) -> Event:
    position = next_position(session, Event, Event.campaign_id == campaign.id)
    event = Event(campaign_id=campaign.id, key=free_key(session, Event, campaign, "event"), position=position, **values)
    session.add(event)
    session.flush()  # the claim refers to it
    _claim(session, campaign, source_id, event_id=event.id)
    _changed(session, user, campaign, "event.added", event.key)
    return event


def change_event(
    session: Session, *, user: SignedIn, campaign: Campaign, event: Event, values: Mapping[str, Any]
) -> None:
    _set(campaign, event, values)
    session.add(event)
    _changed(session, user, campaign, "event.changed", event.key)


def change_demand(
    session: Session, *, user: SignedIn, campaign: Campaign, demand: Demand, values: Mapping[str, Any]
) -> None:
    _set(campaign, demand, values)
    session.add(demand)
    _changed(session, user, campaign, "demand.changed", demand.key)


def add_demand(
    session: Session, *, user: SignedIn, campaign: Campaign, group: AddresseeGroup, values: Mapping[str, Any]
) -> Demand:
    """With the next number of its addressee."""
    highest = session.exec(select(func.max(Demand.number)).where(Demand.addressee_id == group.id)).one() or 0
    demand = Demand(
        campaign_id=campaign.id,
        addressee_id=group.id,
        key=free_key(session, Demand, campaign, "demand"),
        number=highest + 1,
        position=next_position(session, Demand, Demand.addressee_id == group.id),
        **values,
    )
    session.add(demand)
    session.flush()
    _changed(session, user, campaign, "demand.added", demand.key)
    return demand


def add_demand_state(
    session: Session,
    *,
    user: SignedIn,
    campaign: Campaign,
    demand: Demand,
    progress: Progress,
    source_id: int | None,
    values: Mapping[str, Any],
) -> DemandState:
    state = DemandState(
        campaign_id=campaign.id,
        demand_id=demand.id,
        progress=progress,
        position=next_position(session, DemandState, DemandState.demand_id == demand.id),
        **values,
    )
    session.add(state)
    session.flush()  # the claim refers to it
    _claim(session, campaign, source_id, demand_state_id=state.id)
    _changed(session, user, campaign, "demand.progressed", f"{demand.key}: {progress}")
    return state


def add_source(session: Session, *, user: SignedIn, campaign: Campaign, values: Mapping[str, Any]) -> Source:
    source = Source(
        campaign_id=campaign.id,
        key=free_key(session, Source, campaign, "source"),
        position=next_position(session, Source, Source.campaign_id == campaign.id),
        **values,
    )
    session.add(source)
    _changed(session, user, campaign, "source.added", source.key)
    return source


def remove_fact(
    session: Session, *, user: SignedIn, campaign: Campaign, fact: Fact, act: str = "fact.removed", detail: str = ""
) -> None:
    hide_what_was_printed(campaign)
    session.delete(fact)
    _changed(session, user, campaign, act, detail or str(getattr(fact, "key", type(fact).__name__.lower())))


def _set(campaign: Campaign, fact: Fact, values: Mapping[str, Any]) -> None:
    if values.get("hold") and not fact.hold:
        hide_what_was_printed(campaign)
    for name, value in values.items():
        setattr(fact, name, value)


def hide_what_was_printed(campaign: Campaign) -> None:
    """From the version on that this change makes."""
    campaign.held_since_version = campaign.version + campaign.is_public


def _claim(session: Session, campaign: Campaign, source_id: int | None, **of: int) -> None:
    if source_id:
        source = fact_of(session, Source, campaign, source_id)
        session.add(Claim.model_validate({"campaign_id": campaign.id, "source_id": source.id, **of}))


def next_position(session: Session, kind: type[Fact], where: Any) -> int:
    return (session.exec(select(func.max(kind.position)).where(where)).one() or 0) + 1


def free_key(session: Session, kind: type[Any], campaign: Campaign, stem: str) -> str:
    taken = set(session.exec(select(col(kind.key)).where(kind.campaign_id == campaign.id)).all())
    return next(key for key in (f"{stem}-{number}" for number in range(1, 100_000)) if key not in taken)


def fact_changed(session: Session, *, user: SignedIn | None, campaign: Campaign, act: str, detail: str = "") -> None:
    """What every change ends with: the trail, the texts that follow, the holds, a new version where readers saw one."""
    _changed(session, user, campaign, act, detail)


def _changed(session: Session, user: SignedIn | None, campaign: Campaign, act: str, detail: str = "") -> None:
    record(
        session,
        user=user,
        organisation_id=campaign.organisation_id,
        act=act,
        about=f"campaign:{campaign.slug}",
        detail=detail,
    )
    renew_stock(session, campaign)
    keep_holds(session, campaign)
    keep_translations(session, campaign, by=user)
    touch(session, campaign, user=user)
