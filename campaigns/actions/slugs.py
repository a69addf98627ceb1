"""The address of a campaign: short, in Latin letters, its own."""

import re
import unicodedata

from sqlmodel import Session, col, select

from campaigns.models.campaign import Campaign
from campaigns.unpublishing.queries import reserved_slugs
from foundation.accounts.models import AuditEntry

LONGEST = 60
DELETED = "campaign.deleted"


def in_ascii(words: str) -> str:
    """`Free Ádám Példa` → `free-adam-pelda`; empty when nothing of it is Latin."""
    ascii_only = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", ascii_only).strip("-")


def free_slug(session: Session, title: str) -> str:
    """Made of the title, with a number behind it when it is taken."""
    wished = _shortened(in_ascii(title)) or "campaign"
    # The desk launches campaigns under “new”.
    taken = {"new", *session.exec(select(Campaign.slug)).all(), *reserved_slugs(session), *_deleted(session)}
    return next(slug for slug in (wished, *(f"{wished}-{n}" for n in range(2, 10_000))) if slug not in taken)


def _shortened(slug: str) -> str:
    """Of whole words, but for one that is too long by itself."""
    cut = slug[:LONGEST]
    in_a_word = "-" in cut and slug[LONGEST : LONGEST + 1] not in ("", "-")
    return (cut.rpartition("-")[0] if in_a_word else cut).strip("-")


def is_taken(session: Session, slug: str, *, organisation_id: int) -> bool:
    """Also by a campaign that is off the site and comes back to it, and by one that was deleted, unless the
    organisation that had it there brings it back."""
    found = session.exec(select(Campaign.id).where(Campaign.slug == slug)).first()
    return (
        found is not None
        or slug in reserved_slugs(session)
        or slug in _deleted(session, AuditEntry.organisation_id != organisation_id)
    )


def was_deleted(session: Session, slug: str, *, organisation_id: int) -> bool:
    return slug in _deleted(session, AuditEntry.organisation_id == organisation_id)


def _deleted(session: Session, *among: bool) -> set[str]:
    """Acts on a deleted campaign stay in the trail under its address, and links out there may lead to it: whatever
    stood there next would be taken for it."""
    wanted = select(AuditEntry.about).where(col(AuditEntry.act) == DELETED, *among)
    return {about.removeprefix("campaign:") for about in session.exec(wanted)}
