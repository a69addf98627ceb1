"""The rows of facts that a launch makes: whom it is about, organisations, the law, the first event, the source."""

from sqlmodel import Session, select

from campaigns.models.actor import Actor, Law
from campaigns.models.campaign import Campaign, CampaignKind
from campaigns.models.case import Case, CaseKind, Consent, StatusEntry
from campaigns.models.event import Event
from campaigns.models.meeting import Meeting
from campaigns.models.mention import Mention
from campaigns.models.source import Claim, Source
from campaigns.models.texts import Texts, translated
from campaigns.stock.asked import People, Shape
from campaigns.stock.compose import CampaignTexts
from campaigns.stock.facts import LaunchFacts
from campaigns.stock.kinds import KINDS
from campaigns.stock.queries import stock_now
from campaigns.stock.sentences import LANGUAGES
from foundation.clock import utc_now

PERSON, SUBJECT, EVENT, LAW, MEETING = "person", "subject", "beginning", "law", "meeting"
HELD_BECAUSE = "The person or the family does not want to be named."
HELD_UNASKED = "Publicity could do harm, and nobody has asked the person or the family yet."


def key_of_person(place: int) -> str:
    return PERSON if place == 0 else f"{PERSON}-{place + 1}"


def texts_by_language(session: Session, facts: LaunchFacts) -> dict[str, CampaignTexts]:
    stock = stock_now(session)
    return {language: CampaignTexts(facts, stock, language) for language in LANGUAGES}


def add_facts(
    session: Session,
    campaign: Campaign,
    facts: LaunchFacts,
    *,
    consent: Consent,
    source_title: str,
    source_url: str,
) -> list[int]:
    """The ids of the cases that the demands speak of: the persons where it is about them, else the one subject."""
    kind = KINDS[facts.kind]
    _add_actors(session, campaign, facts)
    persons = _add_persons(session, campaign, facts, consent)
    subject = _add_subject(session, campaign, facts)
    concerned = persons if kind.people is People.SUBJECT else [subject] if subject else []
    event = Event(campaign_id=campaign.id, key=EVENT, date=facts.date, text={}, country=facts.country)
    read_in = Source(
        campaign_id=campaign.id,
        key="first-news",
        title={campaign.original_language: source_title} if source_title else {},
        url=source_url,
        retrieved_on=utc_now().date(),
    )
    session.add_all([event, read_in])
    session.flush()  # the mentions, the statuses and the claims refer to them
    session.add(Claim(campaign_id=campaign.id, source_id=read_in.id, event_id=event.id))
    for case in concerned:
        session.add(Mention(campaign_id=campaign.id, from_event_id=event.id, case_id=case.id))
    status = kind.status_of(facts.choice)
    for case in (*persons, *filter(None, [subject])):
        if status is None:
            break
        entry = StatusEntry(campaign_id=campaign.id, case_id=case.id, status=status, date=facts.date, hold=case.hold)
        session.add(entry)
        session.flush()  # the claim refers to it
        session.add(Claim(campaign_id=campaign.id, source_id=read_in.id, status_id=entry.id))
    if facts.kind is CampaignKind.MISSION_RECOMMENDATIONS:
        _add_meeting(session, campaign, facts)
    return [case.id for case in concerned]


def _add_actors(session: Session, campaign: Campaign, facts: LaunchFacts) -> None:
    for place, asked in enumerate(KINDS[facts.kind].asked):
        words = dict(facts.value(asked.key).words)
        if asked.actor and words:
            actor = Actor(
                campaign_id=campaign.id,
                key=asked.key,
                kind=asked.actor,
                name=words,
                country=facts.country,
                position=place,
            )
            session.add(actor)
    session.flush()  # the subject may refer to one


def _add_persons(session: Session, campaign: Campaign, facts: LaunchFacts, consent: Consent) -> list[Case]:
    reason = "" if facts.named else HELD_BECAUSE if consent is Consent.REFUSED else HELD_UNASKED
    cases = [
        Case(
            campaign_id=campaign.id,
            key=key_of_person(place),
            position=place,
            kind=CaseKind.PERSON,
            name=person.name,
            name_forms={"ru": {"acc": person.accusative}} if person.accusative else {},
            gender=person.gender,
            country=facts.country,
            consent=consent,
            hold=not facts.named,
            hold_reason=reason,
        )
        for place, person in enumerate(facts.persons)
    ]
    session.add_all(cases)
    session.flush()  # statuses and mentions refer to them
    return cases


def _add_subject(session: Session, campaign: Campaign, facts: LaunchFacts) -> Case | None:
    kind = KINDS[facts.kind]
    if kind.case is None:
        return None
    actor = session.exec(select(Actor).where(Actor.campaign_id == campaign.id, Actor.key == kind.case_name)).first()
    law = _add_law(session, campaign, facts) if kind.case is CaseKind.LAW else None
    case = Case(
        campaign_id=campaign.id,
        key=SUBJECT,
        kind=kind.case,
        position=-1,
        name=name_of_subject(session, facts),
        country=facts.country,
        actor_id=actor.id if actor else None,
        law_id=law.id if law else None,
        consent=Consent.NOT_NEEDED,
    )
    session.add(case)
    session.flush()  # statuses and mentions refer to it
    return case


def name_of_subject(session: Session, facts: LaunchFacts) -> Texts:
    """By language, where no fact is missing for it; in the original language in any case."""
    kind = KINDS[facts.kind]
    asked = kind.asks(kind.case_name)
    if asked and asked.shape is Shape.NAME:
        return dict(facts.value(asked.key).words)
    told = {code: texts.named(kind.case_name) for code, texts in texts_by_language(session, facts).items()}
    whole = translated({code: text for code, text in told.items() if text})
    return whole or {facts.language: told[facts.language]}


def _add_law(session: Session, campaign: Campaign, facts: LaunchFacts) -> Law:
    law = Law(campaign_id=campaign.id, key=LAW, name=name_of_subject(session, facts), country=facts.country)
    session.add(law)
    session.flush()  # the case refers to it
    return law


def _add_meeting(session: Session, campaign: Campaign, facts: LaunchFacts) -> None:
    meeting = Meeting(
        campaign_id=campaign.id,
        key=MEETING,
        name=dict(facts.value("mission").words),
        place=dict(facts.value("place").words),
        date=facts.date,
    )
    session.add(meeting)
