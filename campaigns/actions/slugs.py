"""The address of a campaign: short, in Latin letters, its own."""

import re
import unicodedata

from sqlmodel import Session, select

from campaigns.deleted import addresses_of_deleted
from campaigns.models.campaign import Campaign
from campaigns.unpublishing.queries import reserved_slugs
from foundation.accounts.models import AuditEntry

LONGEST = 60


def in_ascii(words: str) -> str:
    """`Free Ádám Példa` → `free-adam-pelda`; empty when nothing of it is Latin."""
    ascii_only = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", ascii_only).strip("-")


def free_slug(session: Session, title: str) -> str:
    """Made of the title, with a number behind it when it is taken."""
    wished = _shortened(in_ascii(title)) or "campaign"
    # The desk launches campaigns under “new”.
    taken = {
        "new",
        *session.exec(select(Campaign.slug)).all(),
        *reserved_slugs(session),
        *addresses_of_deleted(session),
    }
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
        or slug in addresses_of_deleted(session, AuditEntry.organisation_id != organisation_id)
    )
