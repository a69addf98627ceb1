"""Which campaign, and which of its letters, an address names."""

from sqlmodel import Session, select

from campaigns.letters.kinds import LetterKind
from campaigns.letters.models import Letter
from campaigns.models.campaign import Campaign
from foundation.accounts.access import NO_SUCH_PAGE, SignedIn, require
from foundation.accounts.roles import May
from foundation.errors import NotFound


def campaign_for_organiser(session: Session, user: SignedIn, slug: str, act: May) -> Campaign:
    """Raises NotFound for an unknown or foreign campaign, Forbidden for a role too small."""
    campaign = session.exec(select(Campaign).where(Campaign.slug == slug)).first()
    require(user, campaign.organisation_id if campaign else None, act, campaign.id if campaign else None)
    if campaign is None:
        raise NotFound(NO_SUCH_PAGE)
    return campaign


def public_campaign(session: Session, slug: str) -> Campaign:
    campaign = session.exec(select(Campaign).where(Campaign.slug == slug)).first()
    if campaign is None or not campaign.is_public:
        raise NotFound(NO_SUCH_PAGE)
    return campaign


def kind_of(name: str) -> LetterKind:
    try:
        return LetterKind(name.replace("-", "_"))
    except ValueError:
        raise NotFound(NO_SUCH_PAGE) from None


def saved_letter(
    session: Session, *, campaign_id: int, kind: LetterKind, office_id: str, language: str
) -> Letter | None:
    return session.exec(
        select(Letter).where(
            Letter.campaign_id == campaign_id,
            Letter.kind == kind,
            Letter.office_id == office_id,
            Letter.language == language,
        )
    ).first()
