"""Taking what a run has made: each letter, all of them as a ZIP, one file for the printer.

Everything is held once more against what is true now. What does not stand is left out of the ZIP, and the one PDF of
which it is a part stays here; the page says what and why.
"""

from collections.abc import Iterable

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from campaigns.models.campaign import Campaign
from campaigns.runs.access import RUNS, find_run, item_at, items_of, require_partners
from campaigns.runs.leaving import leaving
from campaigns.runs.models import LetterRun, RunLetter
from campaigns.runs.standing import fallen_items
from campaigns.runs.taking import NO_FILE, files_dir, letter_response, merged_response, zip_response
from foundation.accounts.access import SignedIn
from foundation.accounts.roles import May
from foundation.database import SessionDep
from foundation.errors import NotFound
from foundation.files import read_in_pieces
from foundation.web.authorisation import UserDep
from foundation.web.templating import here

router = APIRouter()

RUN = RUNS + "/{run_id}"


@router.get(RUN + "/letters.zip")
def take_zip(request: Request, session: SessionDep, user: UserDep, slug: str, run_id: int) -> Response:
    campaign, run = find_run(session, user, slug, run_id, May.WRITE)
    every = items_of(session, run)
    _require(user, campaign, every)
    items = leaving(session, campaign, run, every).items
    if not items:
        return _to_page(request, campaign, run)
    return zip_response(files_dir(request), run, items, f"{campaign.slug}-{run.dated_on.isoformat()}.zip")


@router.get(RUN + "/letters.pdf")
def take_merged(request: Request, session: SessionDep, user: UserDep, slug: str, run_id: int) -> Response:
    campaign, run = find_run(session, user, slug, run_id, May.WRITE)
    every = items_of(session, run)
    _require(user, campaign, every)
    found = leaving(session, campaign, run, every)
    if not found.is_whole:
        return _to_page(request, campaign, run)
    if run.merged_sha256 is None:
        return letter_response(files_dir(request), found.items[0])
    pieces = read_in_pieces(files_dir(request), run.merged_sha256)
    return merged_response(pieces, f"{campaign.slug}-{run.dated_on.isoformat()}.pdf")


@router.get(RUN + "/files/{place}/letter.pdf")
def take_letter(request: Request, session: SessionDep, user: UserDep, slug: str, run_id: int, place: int) -> Response:
    campaign, run = find_run(session, user, slug, run_id, May.WRITE)
    item = item_at(session, run, place)
    _require(user, campaign, [item])
    if not run.state.keeps_files or fallen_items(session, campaign, run, [item]):
        return _to_page(request, campaign, run)
    if item.pdf_sha256 is None:
        raise NotFound(NO_FILE)
    return letter_response(files_dir(request), item)


def _require(user: SignedIn, campaign: Campaign, items: Iterable[RunLetter]) -> None:
    """Raises NotFound for partners' paper in the hands of a guest."""
    if not all(item.own_paper for item in items):
        require_partners(user, campaign)


def _to_page(request: Request, campaign: Campaign, run: LetterRun) -> Response:
    return RedirectResponse(here(request, RUN.format(slug=campaign.slug, run_id=run.id)), status_code=303)
