"""A hold takes effect at once: what names somebody who is on hold leaves every public text, and the address.

The rows of facts are left out when they are read (facts/holds.py). The campaign's own texts have no row that could be
left out, and many pages read them: so they are kept back in a column of their own until the hold ends.
"""

import re

from sqlmodel import Session

from campaigns.actions.slugs import free_slug, in_ascii
from campaigns.facts.holds import held_names, names_on_hold
from campaigns.facts.rows import read_rows
from campaigns.models.campaign import Campaign

HELD_BACK = ("title", "summary", "background", "motto", "petition_title", "petition_text", "petition_addressee")
# A page cannot be without a heading.
INSTEAD = {
    "en": "A campaign for trade union rights",
    "es": "Una campaña por los derechos sindicales",
    "fr": "Une campagne pour les droits syndicaux",
    "ru": "Кампания за права профсоюзов",
}
NEEDS_WORDS = ("title", "petition_title")


def keep_holds(session: Session, campaign: Campaign) -> None:
    """After every change of a campaign's facts or texts. What no hold touches any more comes back."""
    session.flush()
    rows = read_rows(session, campaign_id=campaign.id, include_held=True).by_table
    betrays = names_on_hold(rows)
    apart = {column: parted(campaign, column, betrays) for column in HELD_BACK}
    for column, (shown, _kept) in apart.items():
        setattr(campaign, column, shown)
    campaign.withheld = {column: kept for column, (_shown, kept) in apart.items() if kept}
    _leave_address(session, campaign, held_names(rows))
    session.add(campaign)


def whole(campaign: Campaign, column: str) -> dict[str, str]:
    """With what is kept back. A text that somebody wrote in the meantime takes the place of the one kept."""
    written = {code: text for code, text in getattr(campaign, column).items() if text not in INSTEAD.values()}
    kept = campaign.withheld.get(column, {})
    return kept | written if kept else getattr(campaign, column)


def parted(campaign: Campaign, column: str, betrays: re.Pattern[str] | None) -> tuple[dict[str, str], dict[str, str]]:
    """What may be read and what may not."""
    both = whole(campaign, column)
    kept = {code: text for code, text in both.items() if betrays and betrays.search(text)}
    shown = {code: text for code, text in both.items() if code not in kept}
    if column in NEEDS_WORDS:
        shown = {code: INSTEAD.get(code, INSTEAD["en"]) for code in kept} | shown
    return shown, kept


def _leave_address(session: Session, campaign: Campaign, names: set[str]) -> None:
    """The old address answers as if there had never been anything: a redirect would still say the name."""
    telling = {in_ascii(name) for name in names} - {""}
    if any(re.search(rf"(^|-){re.escape(name)}(-|$)", campaign.slug) for name in telling):
        campaign.former_slugs = [*campaign.former_slugs, campaign.slug]
        campaign.slug = free_slug(session, campaign.title.get("en", INSTEAD["en"]))
