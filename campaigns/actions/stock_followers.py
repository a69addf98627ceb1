"""Which campaigns follow a sentence that was corrected: whatever the program wrote and nobody has changed by hand.

A campaign that readers see follows at once only in the organisations of who corrected it. Elsewhere it keeps its words
until somebody there changes a fact, so that nobody's petition is rewritten from outside.
"""

from sqlmodel import Session, col, select

from campaigns.actions.holding import keep_holds
from campaigns.actions.push import touch
from campaigns.actions.stock import renew_stock
from campaigns.models.campaign import ENDED_STATES, Campaign, CampaignKind
from campaigns.stock.sentences import COMMON, WORDS, Sentence
from campaigns.translating.keeping import keep_translations
from foundation.accounts.access import SignedIn


def followers(session: Session, *, user: SignedIn, sentence: Sentence) -> tuple[int, int]:
    """How many campaigns of one's own that readers see would follow, and how many others of one's own."""
    own = [found for found in _followers(session, user, sentence) if found.organisation_id in user.roles]
    live = sum(campaign.is_public for campaign in own)
    return live, len(own) - live


def renew_followers(session: Session, *, user: SignedIn, sentence: Sentence) -> None:
    for campaign in _followers(session, user, sentence):
        before = campaign.stock["texts"]
        renew_stock(session, campaign)
        if campaign.stock["texts"] != before:
            keep_holds(session, campaign)
            keep_translations(session, campaign)
            touch(session, campaign, user=user)


def _followers(session: Session, user: SignedIn, sentence: Sentence) -> list[Campaign]:
    query = select(Campaign).where(col(Campaign.state).not_in(ENDED_STATES))
    if sentence.file not in (COMMON, WORDS):
        query = query.where(Campaign.kind == CampaignKind(sentence.file))
    return [
        campaign
        for campaign in session.exec(query.order_by(col(Campaign.id)))
        if campaign.stock and (not campaign.is_public or campaign.organisation_id in user.roles)
    ]
