"""Links for translators without an account: made, shown once, revoked."""

import secrets
from datetime import timedelta

from sqlmodel import Session, col, func, select

from campaigns.models.campaign import Campaign
from campaigns.translating.models import TranslatorLink
from foundation.accounts.access import SignedIn, digest_of_token
from foundation.accounts.actions import record
from foundation.clock import utc_now
from foundation.database import random_id
from foundation.errors import Conflict
from foundation.security.links import make_token

PURPOSE = "translator"
MOST_OPEN = 50
SHORTEST_DAYS, LONGEST_DAYS = 1, 90


def make_link(
    session: Session, *, user: SignedIn, campaign: Campaign, language: str, name: str, days: int, block: str = ""
) -> str:
    """The token of its address, which nobody can be shown again: what it was made of is not kept.

    Raises Conflict when too many are open at once."""
    open_links = session.exec(
        select(func.count()).where(
            TranslatorLink.campaign_id == campaign.id,
            col(TranslatorLink.revoked_at).is_(None),
            TranslatorLink.ends_at > utc_now(),
        )
    ).one()
    if open_links >= MOST_OPEN:
        raise Conflict("Too many links are open. End some that nobody uses any more.")
    link_id = random_id()
    token = make_token(PURPOSE, link_id, secrets.token_bytes(32))
    session.add(
        TranslatorLink(
            id=link_id,
            campaign_id=campaign.id,
            language=language,
            block=block,
            name=name,
            token_digest=digest_of_token(token),
            created_by_id=user.user_id,
            ends_at=utc_now() + timedelta(days=days),
        )
    )
    _record(session, user, campaign, "translator.invited", language)
    return token


def revoke_link(session: Session, *, user: SignedIn, campaign: Campaign, link: TranslatorLink) -> None:
    """It opens nothing from now on; what was written by it stays."""
    if link.revoked_at is None:
        link.revoked_at = utc_now()
        session.add(link)
        _record(session, user, campaign, "translator.revoked", link.language)


def _record(session: Session, user: SignedIn, campaign: Campaign, act: str, language: str) -> None:
    record(
        session,
        user=user,
        organisation_id=campaign.organisation_id,
        act=act,
        about=f"campaign:{campaign.slug}",
        detail=language,
    )
