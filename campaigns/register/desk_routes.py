"""The register on the desk: one approved letter, its PDF, its review, its correction and its reminder."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from campaigns.letters.approving import follow_up, review_afterwards, take_approval_back
from campaigns.letters.models import Follows
from campaigns.register.access import find_letter, find_letter_or_draft, scan_of
from campaigns.register.queries import entry_of
from campaigns.register.reminding import may_be_reminded, reminder_words
from campaigns.register.showing import LETTER, back, files_dir, letter_page, to_editor
from foundation.accounts.roles import May
from foundation.database import SessionDep
from foundation.errors import Conflict
from foundation.web.authorisation import UserDep
from foundation.web.downloads import pdf_response

router = APIRouter()


@router.get(LETTER)
def show_letter(
    request: Request, session: SessionDep, user: UserDep, slug: str, letter_id: int, done: str = ""
) -> Response:
    """A letter whose approval has ended is shown in its editor, which says why."""
    campaign, letter = find_letter_or_draft(session, user, slug, letter_id, May.READ)
    if not letter.state.is_approved:
        return to_editor(request, campaign, letter, done="draft_again")
    return letter_page(request, session, user, campaign, letter, done=done)


@router.get(LETTER + "/letter.pdf")
def show_pdf(request: Request, session: SessionDep, user: UserDep, slug: str, letter_id: int) -> Response:
    """To the last byte as it was approved."""
    _, letter = find_letter(session, user, slug, letter_id, May.READ)
    content = scan_of(files_dir(request), letter.file_sha256)
    name = f"{letter.our_reference or letter.kind}-{letter.office_id}-{letter.language}.pdf"
    return pdf_response(content, name, inline=True)


@router.post(LETTER + "/reviewed")
def take_review(request: Request, session: SessionDep, user: UserDep, slug: str, letter_id: int) -> Response:
    campaign, letter = find_letter(session, user, slug, letter_id, May.PUBLISH, to_change=True)
    review_afterwards(session, campaign=campaign, letter=letter, user=user)
    return back(request, campaign, letter, "reviewed")


@router.post(LETTER + "/take-back")
def take_back(request: Request, session: SessionDep, user: UserDep, slug: str, letter_id: int) -> Response:
    campaign, letter = find_letter(session, user, slug, letter_id, May.WRITE, to_change=True)
    take_approval_back(session, campaign=campaign, letter=letter, user=user)
    return to_editor(request, campaign, letter, done="taken_back")


@router.post(LETTER + "/correct")
def take_correction(request: Request, session: SessionDep, user: UserDep, slug: str, letter_id: int) -> Response:
    campaign, letter = find_letter(session, user, slug, letter_id, May.WRITE, to_change=True)
    follow_up(session, campaign=campaign, letter=letter, user=user, follows=Follows.CORRECTION)
    return to_editor(request, campaign, letter)


@router.post(LETTER + "/remind")
def take_reminder(request: Request, session: SessionDep, user: UserDep, slug: str, letter_id: int) -> Response:
    campaign, letter = find_letter(session, user, slug, letter_id, May.WRITE, to_change=True)
    entry = entry_of(session, campaign, letter)
    if not may_be_reminded(entry):
        raise Conflict("There is nothing to remind of: the letter was answered, or it has not left.")
    words = reminder_words(entry)
    follow_up(session, campaign=campaign, letter=letter, user=user, follows=Follows.REMINDER, own_words=words)
    return to_editor(request, campaign, letter)
