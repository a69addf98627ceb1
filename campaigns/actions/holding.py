"""A hold takes effect at once: what names somebody who is on hold leaves every public text, and the address.

The rows of facts are left out when they are read (facts/holds.py). The campaign's own texts have no row that could be
left out, and many pages read them: so they are kept back in a column of their own until the hold ends.
"""

import re

from sqlmodel import Session

from campaigns.actions.slugs import free_slug, in_ascii
from campaigns.facts.holds import Rows, bearing_names, held_names, names_on_hold, without_held
from campaigns.facts.rows import PARENTS, read_rows, rows_with_names
from campaigns.models.campaign import Campaign
from campaigns.outcomes.actions.holding import hold_statements
from campaigns.updates.actions.holding import hold_updates
from campaigns.versions.actions import hide_lines
from petitions.models.petition import Unpublished

HELD_BACK = ("title", "summary", "background", "motto", "petition_title", "petition_text", "petition_addressee")
# A page cannot be without a heading.
INSTEAD = {
    "en": "A campaign for trade union rights",
    "es": "Una campaña por los derechos sindicales",
    "fr": "Une campagne pour les droits syndicaux",
    "ru": "Кампания за права профсоюзов",
}
ANYTHING = re.compile("")
NEEDS_WORDS = ("title", "petition_title")


def keep_holds(session: Session, campaign: Campaign) -> None:
    """After every change of a campaign's facts or texts. What no hold touches any more comes back."""
    session.flush()
    rows = read_rows(session, campaign_id=campaign.id, include_held=True).by_table
    also = bearing_names(rows) if campaign.unpublished else frozenset()
    betrays = _betraying(campaign, rows)
    apart = {column: parted(campaign, column, betrays) for column in HELD_BACK}
    for column, (shown, _kept) in apart.items():
        setattr(campaign, column, shown)
    campaign.withheld = {column: kept for column, (_shown, kept) in apart.items() if kept}
    hold_updates(session, campaign, betrays)
    hold_statements(session, campaign, betrays)
    _leave_address(session, campaign, held_names(rows, also))
    session.add(campaign)
    if campaign.is_public:
        public = {row.id for of_table in without_held(rows, PARENTS, also=also).values() for row in of_table}
        held = {row.id for of_table in rows.values() for row in of_table} - public
        hide_lines(session, campaign, held=held, betrays=betrays)


def what_betrays(session: Session, campaign: Campaign) -> re.Pattern[str] | None:
    """Finds in a text of any kind what readers must not be told now: names on hold, and those that were taken off the
    site at once."""
    return _betraying(campaign, rows_with_names(session, campaign_id=campaign.id))


def _betraying(campaign: Campaign, rows: Rows) -> re.Pattern[str] | None:
    if campaign.unpublished is Unpublished.WHOLE:
        return ANYTHING
    return names_on_hold(rows, bearing_names(rows) if campaign.unpublished else frozenset())


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
