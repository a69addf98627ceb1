"""Which campaign, language and link an address names."""

import hmac
from collections.abc import Sequence

from sqlmodel import Session, col, select

from campaigns.models.campaign import Campaign
from campaigns.translating.models import TranslatorLink
from campaigns.translating.words import LINK_ENDED
from foundation.accounts.access import NO_SUCH_PAGE, digest_of_token
from foundation.errors import Gone, GoneAlready, NotFound
from foundation.security.links import row_of_token
from foundation.web.tongues import TONGUES


def language_named(campaign: Campaign, language: str) -> str:
    """Raises NotFound for what is no language that a campaign could be read in."""
    if language not in TONGUES and language not in campaign.title:
        raise NotFound(NO_SUCH_PAGE)
    return language


def link_of_token(session: Session, token: str) -> tuple[TranslatorLink, Campaign]:
    """Raises NotFound for what is no link, Gone for one that has expired or was ended."""
    link = session.get(TranslatorLink, row_of_token(token))
    if link is None or not hmac.compare_digest(link.token_digest, digest_of_token(token)):
        raise NotFound(NO_SUCH_PAGE)
    if not link.is_open:
        raise Gone(LINK_ENDED)
    return link, session.get_one(Campaign, link.campaign_id)


def link_of_campaign(session: Session, campaign: Campaign, link_id: int) -> TranslatorLink:
    link = session.get(TranslatorLink, link_id)
    if link is None or link.campaign_id != campaign.id:
        raise GoneAlready(NO_SUCH_PAGE, page=f"/desk/campaigns/{campaign.slug}/translate")
    return link


def links_of_campaign(session: Session, campaign: Campaign) -> Sequence[TranslatorLink]:
    """Newest first."""
    return session.exec(
        select(TranslatorLink)
        .where(TranslatorLink.campaign_id == campaign.id)
        .order_by(col(TranslatorLink.created_at).desc(), col(TranslatorLink.id))
    ).all()
