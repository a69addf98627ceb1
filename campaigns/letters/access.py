"""Which campaign, and which of its letters, an address names."""

from sqlmodel import Session, select

from campaigns.access import find_campaign, find_campaign_with_papers
from campaigns.letters.kinds import LetterKind
from campaigns.letters.models import Letter
from campaigns.models.campaign import Campaign
from foundation.accounts.access import NO_SUCH_PAGE, SignedIn
from foundation.accounts.roles import May
from foundation.errors import NotFound


def campaign_for_organiser(session: Session, user: SignedIn, slug: str, act: May) -> Campaign:
    """Raises NotFound for an unknown or foreign campaign, Forbidden for a role too small."""
    return find_campaign(session, user, slug, act)


def public_campaign(session: Session, slug: str) -> Campaign:
    """Raises NotFound, or NotNow while the campaign or the names in it are off the site."""
    return find_campaign_with_papers(session, slug)


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
