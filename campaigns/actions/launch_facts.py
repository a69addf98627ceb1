"""Correcting what was typed at a launch. Every text that nobody changed by hand follows."""

from sqlmodel import Session, col, select

from campaigns.actions.facts import fact_changed
from campaigns.actions.launch_rows import EVENT, PERSON
from campaigns.models.actor import Actor
from campaigns.models.campaign import Campaign
from campaigns.models.case import Case
from campaigns.models.event import Event
from campaigns.models.meeting import Meeting
from campaigns.stock.asked import Shape
from campaigns.stock.facts import LaunchFacts
from campaigns.stock.kinds import KINDS
from foundation.accounts.access import SignedIn


def correct_facts(session: Session, *, user: SignedIn, campaign: Campaign, facts: LaunchFacts) -> None:
    """The first person's name and forms, organisations, date, countries, and what has no row of its own. Further
    persons have pages of their own.
    """
    _correct_person(session, campaign, facts)
    _correct_actors(session, campaign, facts)
    event = session.exec(select(Event).where(Event.campaign_id == campaign.id, Event.key == EVENT)).one()
    event.date, event.country = facts.date, facts.country
    session.add(event)
    for meeting in session.exec(select(Meeting).where(Meeting.campaign_id == campaign.id)):
        meeting.date = facts.date
        meeting.name = dict(facts.value("mission").words) or meeting.name
        meeting.place = dict(facts.value("place").words)
        session.add(meeting)
    campaign.countries = list(facts.countries)
    kept = {key: value.kept() for key, value in facts.values.items() if value}
    campaign.stock = {**campaign.stock, "values": kept}
    fact_changed(session, user=user, campaign=campaign, act="facts.corrected")


def _correct_person(session: Session, campaign: Campaign, facts: LaunchFacts) -> None:
    """The first of those who may be named, as the form was filled."""
    persons = select(Case).where(Case.campaign_id == campaign.id, col(Case.key).startswith(PERSON))
    case = session.exec(persons.order_by(col(Case.hold), col(Case.position), col(Case.id))).first()
    if case is None or not facts.persons:
        return
    person = facts.persons[0]
    others = {language: forms for language, forms in case.name_forms.items() if language != "ru"}
    russian = {**case.name_forms.get("ru", {}), "acc": person.accusative}
    case.name = person.name
    case.name_forms = {**others, "ru": russian} if person.accusative else others
    case.gender = person.gender
    session.add(case)


def _correct_actors(session: Session, campaign: Campaign, facts: LaunchFacts) -> None:
    for place, asked in enumerate(KINDS[facts.kind].asked):
        if asked.shape is not Shape.NAME or asked.actor is None:
            continue
        words = dict(facts.value(asked.key).words)
        actor = session.exec(select(Actor).where(Actor.campaign_id == campaign.id, col(Actor.key) == asked.key)).first()
        if actor is None and words:
            actor = Actor(campaign_id=campaign.id, key=asked.key, kind=asked.actor, name=words, position=place)
            actor.country = facts.country
        if actor is None:
            continue
        if words:
            actor.name = words
            session.add(actor)
        else:
            session.delete(actor)
