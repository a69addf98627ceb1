"""Finishing a letter on the desk: a second person approves it, and its PDF is frozen."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response

from campaigns.letters.access import locked_letter
from campaigns.letters.approval_forms import ApproveAloneForm, ApproveForm
from campaigns.letters.approving import (
    Alone,
    Printed,
    approve_letter,
    prepare_approval,
)
from campaigns.letters.desk_routes import LETTER, Named, NamedDep, register_path, show_again
from campaigns.letters.gather import gather_letter
from campaigns.letters.models import Letter
from campaigns.letters.render import mark_of, print_letter
from campaigns.letters.sealing import seal_of
from campaigns.meanwhile import did_it_just_now
from campaigns.models.campaign import Campaign
from foundation.accounts.access import SignedIn
from foundation.accounts.roles import May
from foundation.clock import utc_now
from foundation.database import get_database
from foundation.errors import Conflict
from foundation.files import store
from foundation.signing.queries import signer_of
from foundation.web.authorisation import UserDep
from foundation.web.forms import Submitted, submitted
from foundation.web.language import mark
from foundation.web.templating import here

router = APIRouter()

NOT_AS_SEEN = mark("The letter has changed since you opened it. Look at it again, then approve it.")


@router.post(LETTER + "/approve")
def take_approval(
    request: Request,
    user: UserDep,
    named: NamedDep,
    form: Annotated[Submitted[ApproveForm], Depends(submitted(ApproveForm))],
) -> Response:
    return _approve(request, user, named, form, alone=None)


@router.post(LETTER + "/approve-alone")
def take_approval_alone(
    request: Request,
    user: UserDep,
    named: NamedDep,
    form: Annotated[Submitted[ApproveAloneForm], Depends(submitted(ApproveAloneForm))],
) -> Response:
    if not form.ok:
        return show_again(request, user, named, form)
    zone = request.app.state.settings.time_zone
    return _approve(request, user, named, form, alone=Alone(form.checked.why_alone, zone))


def _approve(request: Request, user: SignedIn, named: Named, form: Submitted[Any], *, alone: Alone | None) -> Response:
    """Short transactions before and after; none is open while it is laid out."""
    database, settings = get_database(request), request.app.state.settings
    language = form.value("language")
    with database.writing() as session:
        campaign = named.campaign(session, user, May.PUBLISH)
        letter = locked_letter(session, user, campaign, kind=named.kind, office=named.office, language=language)
        if _is_approved_just_now(letter, user):
            return _back(request, campaign, letter)
        if mark_of(gather_letter(session, campaign=campaign, letter=letter)) != form.value("approved"):
            raise Conflict(NOT_AS_SEEN)
        contents = prepare_approval(session, campaign=campaign, letter=letter, user=user, alone=alone)
        signer = signer_of(session, campaign.organisation_id)
        seal = seal_of(letter, base_url=settings.effective_base_url)
    pdf = print_letter(contents, seal=seal)
    content = signer.sign(pdf.content, now=utc_now()) if signer else pdf.content
    with database.writing() as session:
        campaign = named.campaign(session, user, May.PUBLISH)
        letter = locked_letter(session, user, campaign, kind=named.kind, office=named.office, language=language)
        if _is_approved_just_now(letter, user):
            return _back(request, campaign, letter)
        stored = store(session, settings.effective_files_dir, content, media_type="application/pdf", pages=pdf.pages)
        printed = Printed(stored.sha256, pdf.pages, signer.key_id if signer else None)
        approve_letter(
            session, campaign=campaign, letter=letter, contents=contents, printed=printed, user=user, alone=alone
        )
    return _back(request, campaign, letter)


def _is_approved_just_now(letter: Letter, user: SignedIn) -> bool:
    """The button was pressed twice, also while the first press was still being laid out; that is no failure."""
    return letter.state.is_approved and did_it_just_now(user, letter.approved_by_id, letter.approved_at)


def _back(request: Request, campaign: Campaign, letter: Letter) -> Response:
    return RedirectResponse(here(request, f"{register_path(campaign, letter)}?done=approved"), status_code=303)
