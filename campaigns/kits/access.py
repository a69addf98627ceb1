"""What the holder of a partner's secret code may see: its own pages, and of a campaign what partners may take."""

from sqlmodel import Session, select

from campaigns.kits.models import PartnerReport
from campaigns.kits.queries import has_reported
from campaigns.letters.models import Letter
from campaigns.models.campaign import Campaign
from campaigns.register.access import find_letter_or_draft
from campaigns.runs.models import LetterRun, OfferedLetter, RunState
from foundation.accounts.access import NO_SUCH_PAGE, NOT_NOW, SignedIn
from foundation.accounts.roles import May
from foundation.errors import GoneAlready, NotFound, NotNow
from outreach.models.partners import Partner


def kit_campaign(session: Session, partner: Partner, slug: str) -> Campaign:
    """One of the organisation that knows the partner, as far as anybody may read it. Raises NotFound, or NotNow while
    it is off the site."""
    campaign = session.exec(select(Campaign).where(Campaign.slug == slug)).first()
    if campaign is None or campaign.organisation_id != partner.organisation_id or not campaign.is_public:
        raise NotFound(NO_SUCH_PAGE)
    if campaign.unpublished is not None:
        raise NotNow(NOT_NOW)
    return campaign


def kit_letter(session: Session, partner: Partner, campaign: Campaign, letter_id: int) -> Letter:
    """One that partners may take or could once, or that this one has reported of: answers come when the letter is long
    replaced, or written anew."""
    letter = session.get(Letter, letter_id)
    if letter is None or letter.campaign_id != campaign.id:
        raise NotFound(NO_SUCH_PAGE)
    if session.get(OfferedLetter, letter.id) is None and not has_reported(session, partner, letter):
        raise NotFound(NO_SUCH_PAGE)
    return letter


def newest_kit(session: Session, partner: Partner, campaign: Campaign) -> LetterRun | None:
    """The letters that this partner made last."""
    made = select(LetterRun).where(
        LetterRun.campaign_id == campaign.id,
        LetterRun.partner_id == partner.id,
        LetterRun.state != RunState.REMOVED,
    )
    found = session.exec(made).all()
    return max((run for run in found if run.is_kit), key=lambda run: run.ordered_at, default=None)


def find_report(
    session: Session, user: SignedIn, slug: str, letter_id: int, report_id: int, act: May, *, to_change: bool = False
) -> tuple[Campaign, Letter, PartnerReport]:
    """At the desk. Raises as `find_letter` does."""
    campaign, letter = find_letter_or_draft(session, user, slug, letter_id, act, to_change=to_change)
    report = session.get(PartnerReport, report_id)
    if report is None or report.letter_id != letter.id:
        raise GoneAlready(NO_SUCH_PAGE, page=f"/desk/campaigns/{campaign.slug}/register/{letter.id}")
    return campaign, letter, report
