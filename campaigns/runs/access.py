"""Which run, and which of its letters, an address names."""

from collections.abc import Sequence

from sqlmodel import Session, col, select

from campaigns.access import find_campaign
from campaigns.models.campaign import Campaign
from campaigns.runs.models import LetterRun, RunLetter, RunState
from foundation.accounts.access import NO_SUCH_PAGE, SignedIn, require
from foundation.accounts.roles import May
from foundation.errors import GoneAlready, NotFound

RUNS = "/desk/campaigns/{slug}/letters/runs"


def find_run(
    session: Session, user: SignedIn, slug: str, run_id: int, act: May, *, to_change: bool = False
) -> tuple[Campaign, LetterRun]:
    """Of organisers; what a partner made for itself is the partner's. Raises NotFound, Forbidden for a role too
    small."""
    campaign = find_campaign(session, user, slug, act)
    run = session.get(LetterRun, run_id, with_for_update=to_change)
    if run is None or run.campaign_id != campaign.id or run.is_kit or run.state is RunState.REMOVED:
        raise GoneAlready(NO_SUCH_PAGE, page=RUNS.format(slug=campaign.slug))
    return campaign, run


def sees_partners(user: SignedIn, campaign: Campaign) -> bool:
    """Who lends its paper, and what is printed on it, is the organisation's: no guest of a single campaign knows it."""
    return user.may(May.READ, campaign.organisation_id)


def require_partners(user: SignedIn, campaign: Campaign) -> None:
    """Raises NotFound for whom `sees_partners` leaves out."""
    require(user, campaign.organisation_id, May.READ)


def items_of(session: Session, run: LetterRun) -> Sequence[RunLetter]:
    """In their order."""
    return session.exec(select(RunLetter).where(RunLetter.run_id == run.id).order_by(col(RunLetter.place))).all()


def item_at(session: Session, run: LetterRun, place: int) -> RunLetter:
    """Raises NotFound."""
    item = session.get(RunLetter, (run.id, place)) if 0 < place < 2**31 else None
    if item is None:
        raise NotFound(NO_SUCH_PAGE)
    return item
