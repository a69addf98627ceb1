"""Keeps what is on hold out of the statements with which a campaign was closed."""

import re

from sqlmodel import Session, col, select

from campaigns.models.campaign import Campaign
from campaigns.outcomes.models import Closing


def hold_statements(session: Session, campaign: Campaign, betrays: re.Pattern[str] | None) -> None:
    """After every change of facts: what names somebody who is on hold is kept back until the hold ends."""
    for closing in session.exec(select(Closing).where(col(Closing.campaign_id) == campaign.id)).all():
        both = {**closing.withheld, **closing.statement}
        kept = {code: text for code, text in both.items() if betrays is not None and betrays.search(text)}
        closing.statement = {code: text for code, text in both.items() if code not in kept}
        closing.withheld = kept
        session.add(closing)
