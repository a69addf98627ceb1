"""Which letter, way or answer of the register an address names."""

from pathlib import Path

from sqlmodel import Session, select

from campaigns.access import find_campaign
from campaigns.kept_from import is_kept, kept_from, require_told
from campaigns.kits.models import PartnerReport
from campaigns.letters.models import Letter, own_texts
from campaigns.models.campaign import Campaign
from campaigns.register.models import Dispatch, LetterMail, Reply
from foundation.accounts.access import NO_SUCH_PAGE, SignedIn
from foundation.accounts.roles import May
from foundation.errors import Conflict, GoneAlready, NotFound
from foundation.files import read
from foundation.web.language import mark

DRAFT_AGAIN = mark(
    "This letter is a draft again: its approval has ended. Its editor says why, and there it is approved anew."
)


def find_letter(
    session: Session, user: SignedIn, slug: str, letter_id: int, act: May, *, to_change: bool = False
) -> tuple[Campaign, Letter]:
    """One that was approved. Raises NotFound; Forbidden for a role too small, or where its words tell what this
    organiser is not told; Conflict for one whose approval has ended."""
    campaign, letter = find_letter_or_draft(session, user, slug, letter_id, act, to_change=to_change)
    if not letter.state.is_approved:
        raise Conflict(DRAFT_AGAIN)
    return campaign, letter


def find_letter_or_draft(
    session: Session, user: SignedIn, slug: str, letter_id: int, act: May, *, to_change: bool = False
) -> tuple[Campaign, Letter]:
    campaign = find_campaign(session, user, slug, act)
    letter = session.get(Letter, letter_id, with_for_update=to_change)
    if letter is None or letter.campaign_id != campaign.id:
        raise GoneAlready(NO_SUCH_PAGE, page=f"/desk/campaigns/{campaign.slug}/register")
    if kept := kept_from(session, user, campaign):
        answers = session.exec(select(Reply.summary).where(Reply.letter_id == letter.id)).all()
        notes = session.exec(select(Dispatch.note).where(Dispatch.letter_id == letter.id)).all()
        reported = session.exec(select(PartnerReport.summary).where(PartnerReport.letter_id == letter.id)).all()
        require_told(not is_kept(kept, [letter.told, *own_texts(letter), *answers, *notes, *reported]))
    return campaign, letter


def _page_of(session: Session, letter: Letter) -> str:
    return f"/desk/campaigns/{session.get_one(Campaign, letter.campaign_id).slug}/register/{letter.id}"


def find_dispatch(session: Session, letter: Letter, dispatch_id: int) -> Dispatch:
    found = session.get(Dispatch, dispatch_id)
    if found is None or found.letter_id != letter.id:
        raise GoneAlready(NO_SUCH_PAGE, page=_page_of(session, letter))
    return found


def find_reply(session: Session, letter: Letter, reply_id: int) -> Reply:
    found = session.get(Reply, reply_id)
    if found is None or found.letter_id != letter.id:
        raise GoneAlready(NO_SUCH_PAGE, page=_page_of(session, letter))
    return found


def find_mail(session: Session, letter: Letter, mail_id: int) -> LetterMail:
    found = session.get(LetterMail, mail_id)
    if found is None or found.letter_id != letter.id:
        raise GoneAlready(NO_SUCH_PAGE, page=_page_of(session, letter))
    return found


def scan_of(files_dir: Path, sha256: str | None) -> bytes:
    """Raises NotFound where nothing was handed in."""
    if sha256 is None:
        raise NotFound(NO_SUCH_PAGE)
    return read(files_dir, sha256)
