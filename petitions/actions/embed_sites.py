"""Which sites may show the count in a frame."""

import re

from sqlmodel import Session

from foundation.accounts.access import SignedIn
from foundation.accounts.roles import May
from foundation.errors import BadInput
from petitions.access import petition_at_desk
from petitions.actions.recording import record_act
from petitions.models.petition import Petition

MOST_SITES = 50
# What stands in a header of ours: a scheme, a host, perhaps a port, and nothing behind it.
_ORIGIN = re.compile(r"https?://(?:\*\.)?[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){0,10}(?::\d{1,5})?")


def origins_in(text: str) -> list[str]:
    """One a line. Raises BadInput, worded."""
    lines = [line.strip().rstrip("/").lower() for line in text.splitlines()]
    sites = list(dict.fromkeys(line for line in lines if line))
    if len(sites) > MOST_SITES:
        raise BadInput("At most %(most)s sites, please.", most=MOST_SITES)
    for site in sites:
        if not _ORIGIN.fullmatch(site):
            raise BadInput("Please write each site like https://www.example.org, one in a line.")
    return sites


def set_embed_sites(session: Session, *, user: SignedIn, slug: str, sites: list[str]) -> Petition:
    """Empty: any site. Copies of the page that were handed out keep the old list for a minute."""
    petition = petition_at_desk(session, user, slug, May.WRITE, lock=True)
    petition.embed_sites = sites
    session.add(petition)
    record_act(session, user, petition, "petition.embed_sites_set", " ".join(sites)[:500])
    return petition
