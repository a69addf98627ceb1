"""What partners reported, at the desk: looked at, opened, or taken out."""

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from campaigns.kits.access import find_report
from campaigns.kits.actions import look_at, remove_report
from campaigns.letters.models import Letter
from campaigns.models.campaign import Campaign
from campaigns.register.showing import LETTER, back, files_dir, scan_response
from campaigns.runs.access import RUNS, require_partners
from foundation.accounts.roles import May
from foundation.database import SessionDep
from foundation.web.authorisation import UserDep
from foundation.web.templating import here

router = APIRouter()

REPORT = LETTER + "/partners/{told_id}"


@router.post(REPORT + "/looked")
def take_look(
    request: Request, session: SessionDep, user: UserDep, slug: str, letter_id: int, told_id: int
) -> Response:
    campaign, letter, report = find_report(session, user, slug, letter_id, told_id, May.WRITE, to_change=True)
    look_at(session, user=user, campaign=campaign, letter=letter, report=report)
    return _back(request, campaign, letter, "report_looked_at")


@router.post(REPORT + "/remove")
def take_report_away(
    request: Request, session: SessionDep, user: UserDep, slug: str, letter_id: int, told_id: int
) -> Response:
    campaign, letter, report = find_report(session, user, slug, letter_id, told_id, May.WRITE, to_change=True)
    folder = files_dir(request)
    remove_report(session, user=user, campaign=campaign, letter=letter, report=report, files_dir=folder)
    return _back(request, campaign, letter, "report_removed")


@router.get(REPORT + "/scan")
def show_scan(
    request: Request, session: SessionDep, user: UserDep, slug: str, letter_id: int, told_id: int
) -> Response:
    campaign, letter, report = find_report(session, user, slug, letter_id, told_id, May.READ)
    require_partners(user, campaign)
    return scan_response(request, session, user, campaign, letter, report.scan_sha256)


def _back(request: Request, campaign: Campaign, letter: Letter, done: str) -> Response:
    """To the register; what came in of a letter that is a draft again is found where all reports are."""
    if letter.state.is_approved:
        return back(request, campaign, letter, done)
    return RedirectResponse(here(request, f"{RUNS.format(slug=campaign.slug)}?done={done}"), status_code=303)
