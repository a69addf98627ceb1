"""What somebody without an account may see of a campaign's texts: nothing that is on hold, nor anything that would
betray it, be it an earlier wording; and no name of who wrote or checked what.
"""

import re
from dataclasses import replace

from sqlmodel import Session

from campaigns.actions.holding import what_betrays
from campaigns.models.campaign import Campaign
from campaigns.translating.models import TranslatorLink
from campaigns.translating.standing import Standing, standings


def standings_for_links(session: Session, campaign: Campaign, link: TranslatorLink) -> list[Standing]:
    betrays = what_betrays(session, campaign)
    found = standings(session, campaign, link.language, public=True)
    return [_for_strangers(one, betrays) for one in found if link.block in ("", one.block.key)]


def _for_strangers(standing: Standing, betrays: re.Pattern[str] | None) -> Standing:
    standing = replace(standing, is_nameless=True)
    if betrays is None:
        return standing
    if standing.draft is not None and betrays.search(standing.draft.text):
        standing = replace(standing, draft=None, declined=standing.draft)
    source = standing.draft or standing.row
    return replace(standing, hides_changes=source is not None and bool(betrays.search(source.made_from)))
