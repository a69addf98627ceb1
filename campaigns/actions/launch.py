"""A campaign from about ten facts."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlmodel import Session, select

from campaigns import launch_texts
from campaigns.actions.holding import keep_holds
from campaigns.actions.push import push_to_petition
from campaigns.actions.slugs import free_slug
from campaigns.actions.stock import ARREST, PERSON, UNION, renew_stock, stock_of
from campaigns.launch_texts import LANGUAGES, ArrestFacts
from campaigns.models.actor import Actor, ActorKind
from campaigns.models.campaign import Campaign, CampaignKind, CampaignState, Numbering
from campaigns.models.case import Case, CaseKind, Consent, Status, StatusEntry
from campaigns.models.demand import AddresseeGroup, Demand
from campaigns.models.event import Event
from campaigns.models.mention import Mention
from campaigns.models.source import Claim, Source
from foundation.accounts.access import SignedIn
from foundation.accounts.actions import record
from foundation.clock import utc_now


@dataclass(frozen=True, kw_only=True)
class Addressed:
    """The office that answers for it: an id of the directory, or a name where the directory has none. A petition turns
    `in_a_sentence` to it: to the President, Президенту."""

    office: str
    name: dict[str, str]
    in_a_sentence: dict[str, str]


@dataclass(frozen=True, kw_only=True)
class ReadIn:
    """Where the news was read."""

    title: str
    url: str


def launch_arrest(
    session: Session,
    *,
    user: SignedIn,
    facts: ArrestFacts,
    addressed: Addressed,
    standard_demands: Sequence[str],
    own_demands: Sequence[dict[str, str]],
    source: ReadIn,
    consent: Consent,
    risks: Sequence[str],
) -> Campaign:
    """Facts, timeline, demands and petition text at once, as a draft. A person whose consent was refused is on hold."""
    facts = replace(facts, named=consent is not Consent.REFUSED)
    languages = [code for code in LANGUAGES if facts.known_in(code)]
    standard = {f"demand-{number}": key for number, key in enumerate(standard_demands, start=1)}
    campaign = Campaign(
        organisation_id=user.organisation_id,
        slug=free_slug(session, launch_texts.title(facts, languages[0])),
        kind=CampaignKind.ARREST,
        state=CampaignState.DRAFT,
        original_language=languages[0],
        countries=[facts.country],
        title={},
        petition_addressee={code: text for code, text in addressed.in_a_sentence.items() if code in languages},
        risks=list(risks),
        as_of=utc_now().date(),
        created_by_id=user.user_id,
        stock=stock_of(facts, standard),
    )
    session.add(campaign)
    session.flush()  # the facts refer to it
    _add_facts(session, campaign, facts, source, consent)
    _add_demands(session, campaign, facts, addressed, [{} for _ in standard] + [dict(demand) for demand in own_demands])
    renew_stock(session, campaign)
    keep_holds(session, campaign)
    record(
        session,
        user=user,
        organisation_id=campaign.organisation_id,
        act="campaign.created",
        about=f"campaign:{campaign.slug}",
    )
    push_to_petition(session, campaign)
    return campaign


def _add_facts(session: Session, campaign: Campaign, facts: ArrestFacts, source: ReadIn, consent: Consent) -> None:
    union = Actor(campaign_id=campaign.id, key=UNION, kind=ActorKind.UNION, name=facts.union, country=facts.country)
    person = Case(
        campaign_id=campaign.id,
        key=PERSON,
        kind=CaseKind.PERSON,
        name=facts.name,
        name_forms={"ru": {"acc": facts.name_accusative_ru}} if facts.name_accusative_ru else {},
        gender=facts.gender,
        country=facts.country,
        consent=consent,
        hold=consent is Consent.REFUSED,
        hold_reason="The person or the family does not want to be named." if consent is Consent.REFUSED else "",
    )
    event = Event(
        campaign_id=campaign.id,
        key=ARREST,
        date=facts.date,
        text={},
        country=facts.country,
    )
    read_in = Source(
        campaign_id=campaign.id,
        key="first-news",
        title={campaign.original_language: source.title} if source.title else {},
        url=source.url,
        retrieved_on=utc_now().date(),
    )
    session.add_all([union, person, event, read_in])
    session.flush()  # the status, the mentions and the claims refer to them
    arrested = StatusEntry(
        campaign_id=campaign.id,
        case_id=person.id,
        status=Status.ARRESTED,
        date=facts.date,
        note={code: place[0].upper() + place[1:] for code, place in facts.held_at.items()},
    )
    session.add(arrested)
    session.flush()  # the claim refers to it
    session.add_all(
        [
            Mention(campaign_id=campaign.id, from_event_id=event.id, case_id=person.id),
            Claim(campaign_id=campaign.id, source_id=read_in.id, event_id=event.id),
            Claim(campaign_id=campaign.id, source_id=read_in.id, status_id=arrested.id),
        ]
    )


def _add_demands(
    session: Session, campaign: Campaign, facts: ArrestFacts, addressed: Addressed, demands: Sequence[dict[str, str]]
) -> None:
    group = AddresseeGroup(
        campaign_id=campaign.id,
        key="addressee",
        name={code: text for code, text in addressed.name.items() if text},
        country=facts.country,
        offices=[addressed.office] if addressed.office else [],
        numbering=Numbering.DOT,
    )
    session.add(group)
    session.flush()  # the demands refer to it
    person = session.exec(select(Case).where(Case.campaign_id == campaign.id, Case.key == PERSON)).one()
    for number, summary in enumerate(demands, start=1):
        demand = Demand(
            campaign_id=campaign.id,
            addressee_id=group.id,
            key=f"demand-{number}",
            position=number,
            number=number,
            summary=summary,
        )
        session.add(demand)
        session.flush()  # the mention refers to it
        session.add(Mention(campaign_id=campaign.id, from_demand_id=demand.id, case_id=person.id))
