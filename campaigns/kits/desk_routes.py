"""What partners reported, at the desk: looked at, opened, or taken out."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from campaigns.kits.access import find_report
from campaigns.kits.actions import look_at, remove_report
from campaigns.register.showing import LETTER, back, files_dir, scan_response
from foundation.accounts.roles import May
from foundation.database import SessionDep
from foundation.web.authorisation import UserDep

router = APIRouter()

REPORT = LETTER + "/partners/{report_id}"


@router.post(REPORT + "/looked")
def take_look(
    request: Request, session: SessionDep, user: UserDep, slug: str, letter_id: int, report_id: int
) -> Response:
    campaign, letter, report = find_report(session, user, slug, letter_id, report_id, May.WRITE, to_change=True)
    look_at(session, user=user, campaign=campaign, letter=letter, report=report)
    return back(request, campaign, letter, "report_looked_at")


@router.post(REPORT + "/remove")
def take_report_away(
    request: Request, session: SessionDep, user: UserDep, slug: str, letter_id: int, report_id: int
) -> Response:
    campaign, letter, report = find_report(session, user, slug, letter_id, report_id, May.WRITE, to_change=True)
    folder = files_dir(request)
    remove_report(session, user=user, campaign=campaign, letter=letter, report=report, files_dir=folder)
    return back(request, campaign, letter, "report_removed")


@router.get(REPORT + "/scan")
def show_scan(
    request: Request, session: SessionDep, user: UserDep, slug: str, letter_id: int, report_id: int
) -> Response:
    campaign, letter, report = find_report(session, user, slug, letter_id, report_id, May.READ)
    return scan_response(request, session, user, campaign, letter, report.scan_sha256)
