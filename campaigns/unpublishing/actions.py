"""One press takes all names, or a whole campaign, off the site; it comes back when two persons have looked.

Names count as held while they are off (facts/holds.py), so that every page, file and mail that is made of the facts
is without them; of a campaign that is off as a whole nothing is made at all.
"""

from sqlmodel import Session

from campaigns.actions.holding import INSTEAD, keep_holds
from campaigns.actions.push import push
from campaigns.actions.slugs import free_slug
from campaigns.models.campaign import Campaign
from campaigns.notices.actions import tell_reviewers
from campaigns.notices.models import NoticeKind
from campaigns.notices.queries import reviewers
from campaigns.unpublishing.models import Unpublishing
from campaigns.unpublishing.queries import open_unpublishing
from campaigns.versions.actions import keep_version
from foundation.accounts.access import SignedIn
from foundation.accounts.actions import record
from foundation.clock import utc_now
from foundation.errors import Conflict
from outreach.actions.stopping import let_mailings_go, stop_mailings
from petitions.models.petition import Unpublished


def unpublish(session: Session, *, user: SignedIn, campaign: Campaign, what: Unpublished, reason: str = "") -> None:
    """`campaign` is locked. Raises Conflict for a campaign that nobody can read, or that is off already."""
    if not campaign.is_public:
        raise Conflict("This campaign is not published, so nothing of it is on the site.")
    if campaign.unpublished in (what, Unpublished.WHOLE):
        raise Conflict("This is off the site already.")
    _record(session, user, campaign, "campaign.unpublished", what.value)
    row = open_unpublishing(session, campaign.id) or Unpublishing(
        campaign_id=campaign.id, what=what, slug=campaign.slug
    )
    row.what, row.pressed_by_id, row.pressed_at = what, user.user_id, utc_now()
    row.reason = reason or row.reason
    row.looked_by_id = row.looked_at = None
    session.add(row)
    campaign.unpublished = what
    if what is Unpublished.WHOLE and campaign.slug == row.slug:
        campaign.former_slugs = [*campaign.former_slugs, campaign.slug]
        campaign.slug = free_slug(session, INSTEAD["en"])
    campaign.updated_at = utc_now()
    session.add(campaign)
    session.flush()
    keep_holds(session, campaign)
    push(session, campaign)
    stop_mailings(session, campaign_id=campaign.id)
    tell_reviewers(session, campaign=campaign, kind=NoticeKind.TAKEN_OFF, besides=user)


def bring_back(session: Session, *, user: SignedIn, campaign: Campaign) -> bool:
    """True when it is back; False when this was the first of two looks. Where nobody else could look, one look does,
    and the trail says so. `campaign` is locked. Raises Conflict for the same person's second look.
    """
    row = open_unpublishing(session, campaign.id)
    if row is None:
        raise Conflict("Nothing of this campaign is off the site.")
    is_alone = not reviewers(session, campaign, besides=(user.user_id,))
    if row.looked_at is None and not is_alone:
        row.looked_by_id, row.looked_at = user.user_id, utc_now()
        session.add(row)
        _record(session, user, campaign, "campaign.looked_at")
        return False
    if row.looked_by_id == user.user_id and not is_alone:
        raise Conflict("You have looked already. Now a second person has to.")
    _restore(session, user, campaign, row)
    _record(
        session, user, campaign, "campaign.brought_back_alone" if row.looked_at is None else "campaign.brought_back"
    )
    tell_reviewers(session, campaign=campaign, kind=NoticeKind.BROUGHT_BACK, besides=user)
    return True


def _restore(session: Session, user: SignedIn, campaign: Campaign, row: Unpublishing) -> None:
    row.ended_by_id, row.ended_at = user.user_id, utc_now()
    session.add(row)
    campaign.unpublished = None
    if campaign.slug != row.slug:
        # What was done meanwhile is in the trail under the address in between.
        others = [slug for slug in campaign.former_slugs if slug != row.slug]
        campaign.former_slugs, campaign.slug = [*others, campaign.slug], row.slug
    campaign.updated_at = utc_now()
    session.add(campaign)
    session.flush()
    keep_holds(session, campaign)
    keep_version(session, campaign=campaign, user=user)
    push(session, campaign)
    let_mailings_go(session, campaign_id=campaign.id)


def _record(session: Session, user: SignedIn, campaign: Campaign, act: str, detail: str = "") -> None:
    about = f"campaign:{campaign.slug}"
    record(session, user=user, organisation_id=campaign.organisation_id, act=act, about=about, detail=detail)
