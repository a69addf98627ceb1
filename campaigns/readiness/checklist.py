"""What is still missing or risky before others may read a campaign, in sentences for the organiser."""

from sqlmodel import Session

from campaigns.facts.shapes import CampaignFacts
from campaigns.models.campaign import Campaign
from campaigns.readiness.demands import about_demands
from campaigns.readiness.holds import about_holds
from campaigns.readiness.people import about_people, about_signers
from campaigns.readiness.point import Point
from campaigns.readiness.texts import about_texts


def open_points(session: Session, facts: CampaignFacts, shown: CampaignFacts, campaign: Campaign) -> list[Point]:
    """What blocks stands first; the rest a person weighs. `shown` is what the public reads of `facts`."""
    found = [
        *about_texts(session, campaign),
        *about_holds(facts, shown, campaign),
        *about_people(facts, campaign),
        *about_signers(campaign),
        *about_demands(session, facts, campaign),
    ]
    return sorted(found, key=lambda point: not point.blocks)
