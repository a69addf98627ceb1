"""The address of a campaign: short, in Latin letters, its own."""

import re
import unicodedata

from sqlmodel import Session, select

from campaigns.models.campaign import Campaign
from campaigns.unpublishing.queries import reserved_slugs

LONGEST = 60


def in_ascii(words: str) -> str:
    """`Free Ádám Példa` → `free-adam-pelda`; empty when nothing of it is Latin."""
    ascii_only = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", ascii_only).strip("-")


def free_slug(session: Session, title: str) -> str:
    """Made of the title, with a number behind it when it is taken."""
    wished = in_ascii(title)[:LONGEST].strip("-") or "campaign"
    # The desk launches campaigns under “new”.
    taken = {"new", *session.exec(select(Campaign.slug)).all(), *reserved_slugs(session)}
    return next(slug for slug in (wished, *(f"{wished}-{n}" for n in range(2, 10_000))) if slug not in taken)


def is_taken(session: Session, slug: str) -> bool:
    """Also by a campaign that is off the site and comes back to it."""
    found = session.exec(select(Campaign.id).where(Campaign.slug == slug)).first()
    return found is not None or slug in reserved_slugs(session)
