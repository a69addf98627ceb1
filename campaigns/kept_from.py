"""What is on hold is for those who work on the facts. To whoever only reads or translates the desk shows what readers
are shown, and says that there is more: a name that nobody needs for their task is one that nobody can pass on.

This is the one place that says who is told, and finds the names in what is no fact: a file's words, a title, the trail.
"""

import re
from collections.abc import Iterable, Mapping

from sqlmodel import Session, col, select

from campaigns.facts.holds import Rows, bearing_names, names_on_hold, texts_of
from campaigns.facts.rows import read_rows
from campaigns.models.actor import Actor
from campaigns.models.campaign import Campaign
from campaigns.models.case import Case
from campaigns.models.fact import Fact
from campaigns.models.portrait import Portrait
from foundation.accounts.access import SignedIn
from foundation.accounts.roles import May
from foundation.errors import Forbidden
from foundation.web.language import mark
from petitions.models.petition import Unpublished

ON_HOLD = mark("This is on hold. It is shown to those who work on the facts of the campaign.")
_ANYTHING = re.compile("")


def sees_held(user: SignedIn, campaign: Campaign) -> bool:
    """Who may change the facts may know what of them is on hold."""
    return user.may(May.WRITE, campaign.organisation_id, campaign.id)


def kept_from(session: Session, user: SignedIn, campaign: Campaign) -> re.Pattern[str] | None:
    """Finds in a text what this organiser is not told; None where nothing is kept."""
    return kept_from_each(session, user, [campaign]).get(campaign.id)


def kept_from_each(
    session: Session, user: SignedIn, campaigns: Iterable[Campaign], *, by_name: bool = False
) -> dict[int, re.Pattern[str]]:
    """The same of several campaigns with two queries; none for those where nothing is kept. `by_name`: for what belongs
    to none of them, so that also of one that was taken off the site as a whole only the names are looked for."""
    known = {one.id: one for one in campaigns if not sees_held(user, one)}
    if not known:
        return {}
    cases = session.exec(select(Case).where(col(Case.campaign_id).in_(known))).all()
    actors = session.exec(select(Actor).where(col(Actor.campaign_id).in_(known))).all()
    found = {}
    for campaign_id, campaign in known.items():
        rows: Rows = {
            Case: [row for row in cases if row.campaign_id == campaign_id],
            Actor: [row for row in actors if row.campaign_id == campaign_id],
            Portrait: [],
        }
        also = bearing_names(rows) if campaign.unpublished else frozenset()
        whole = campaign.unpublished is Unpublished.WHOLE and not by_name
        if betrays := _ANYTHING if whole else names_on_hold(rows, also):
            found[campaign_id] = betrays
    return found


def is_kept(betrays: re.Pattern[str] | None, texts: Iterable[str]) -> bool:
    return betrays is not None and any(betrays.search(text) for text in texts)


def is_row_kept(user: SignedIn, campaign: Campaign, kept: Mapping[int, re.Pattern[str]], row: Fact) -> bool:
    """`kept`: by campaign, as `kept_from_each` gives it."""
    return not sees_held(user, campaign) and (row.is_kept_back or is_kept(kept.get(campaign.id), texts_of(row)))


def require_told(is_told: bool) -> None:
    """Raises Forbidden with a sentence, rather than that there is nothing: the same page may open again tomorrow."""
    if not is_told:
        raise Forbidden(ON_HOLD)


def keeps_something(session: Session, user: SignedIn, campaign: Campaign) -> bool:
    """Whether the facts hold more than this organiser is shown."""
    if sees_held(user, campaign):
        return False
    every, shown = (read_rows(session, campaign_id=campaign.id, include_held=held).by_table for held in (True, False))
    return any(len(rows) > len(shown[table]) for table, rows in every.items()) or bool(campaign.withheld)
