"""Which campaign, and which of its letters, an address names."""

from sqlmodel import Session, col, select

from campaigns.access import find_campaign, find_campaign_with_papers
from campaigns.kept_from import is_kept, kept_from, require_told
from campaigns.letters.kinds import LetterKind
from campaigns.letters.models import Letter, own_texts
from campaigns.models.campaign import Campaign
from foundation.accounts.access import NO_SUCH_PAGE, SignedIn
from foundation.accounts.roles import May
from foundation.errors import Conflict, NotFound


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
    session: Session,
    *,
    campaign_id: int,
    kind: LetterKind,
    office_id: str,
    language: str,
    to_change: bool = False,
) -> Letter | None:
    """The newest edition of it. `to_change`: as it is now, and nobody else's until the transaction ends."""
    wanted = (
        select(Letter)
        .where(
            Letter.campaign_id == campaign_id,
            Letter.kind == kind,
            Letter.office_id == office_id,
            Letter.language == language,
        )
        .order_by(col(Letter.edition).desc())
        .limit(1)
    )
    if to_change:
        wanted = wanted.with_for_update().execution_options(populate_existing=True)
    return session.exec(wanted).first()


def locked_letter(
    session: Session, user: SignedIn, campaign: Campaign, *, kind: str, office: str, language: str
) -> Letter:
    """The newest edition, nobody else's until the transaction ends. Raises Conflict for one that was never saved,
    Forbidden where its words tell what this organiser is not told."""
    letter = saved_letter(
        session,
        campaign_id=campaign.id,
        kind=kind_of(kind),
        office_id=office,
        language=language or "en",
        to_change=True,
    )
    if letter is None:
        raise Conflict("Save the letter first; then a second person can approve it.")
    require_told(not is_kept(kept_from(session, user, campaign), own_texts(letter)))
    return letter
