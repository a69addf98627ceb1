"""The change log at the desk: what readers are told, who changed it, and an editor's own words beside it."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response
from sqlmodel import Session

from campaigns.access import find_campaign
from campaigns.actions.holding import what_betrays
from campaigns.desk_routes.in_languages import typed_in_each, with_others
from campaigns.facts.words import words_of
from campaigns.meanwhile import as_opened, refuse_if_changed
from campaigns.models.campaign import Campaign
from campaigns.versions.access import version_of
from campaigns.versions.actions import change_note
from campaigns.versions.forms import NoteForm
from campaigns.versions.models import CampaignVersion
from campaigns.versions.queries import desk_log
from foundation.accounts.roles import May
from foundation.database import SessionDep
from foundation.web.authorisation import UserDep
from foundation.web.forms import Submitted, blank, submitted
from foundation.web.language import mark
from foundation.web.templating import here, page

router = APIRouter()

VERSIONS = "/desk/campaigns/{slug}/versions"
NAMES_HELD = mark("This names somebody who is on hold. Write it without the name.")


@router.get(VERSIONS)
def show_versions(request: Request, session: SessionDep, user: UserDep, slug: str) -> Response:
    campaign = find_campaign(session, user, slug)
    return page(
        request,
        "pages/campaigns/versions.html",
        campaign=campaign,
        title=words_of(campaign.title, request.state.language, campaign.original_language),
        entries=desk_log(session, campaign, request.state.language),
        may_write=user.may(May.WRITE, campaign.organisation_id, campaign.id),
    )


@router.get(VERSIONS + "/{version_id}")
def show_note(request: Request, session: SessionDep, user: UserDep, slug: str, version_id: int) -> Response:
    campaign = find_campaign(session, user, slug, May.WRITE)
    version = version_of(session, campaign, version_id)
    return _note_page(request, session, campaign, version, blank(**as_opened(_typed(version))))


@router.post(VERSIONS + "/{version_id}")
def take_note(
    request: Request,
    session: SessionDep,
    user: UserDep,
    slug: str,
    version_id: int,
    form: Annotated[Submitted[NoteForm], Depends(submitted(NoteForm))],
) -> Response:
    campaign = find_campaign(session, user, slug, May.WRITE)
    version = version_of(session, campaign, version_id)
    refuse_if_changed(form, _typed(version))
    if form.ok:
        _refuse_names(form, session, campaign)
    if not form.ok:
        return _note_page(request, session, campaign, version, form, 422)
    note = with_others(version.note, form, "note")
    change_note(session, user=user, campaign=campaign, version=version, note=note)
    return RedirectResponse(here(request, VERSIONS.format(slug=campaign.slug)), status_code=303)


def _refuse_names(form: Submitted[NoteForm], session: Session, campaign: Campaign) -> None:
    betrays = what_betrays(session, campaign)
    for code, text in typed_in_each(form.checked, "note").items():
        if betrays and betrays.search(text):
            form.refuse(f"note_{code}", NAMES_HELD)
            return


def _note_page(
    request: Request,
    session: Session,
    campaign: Campaign,
    version: CampaignVersion,
    form: Submitted[Any],
    status: int = 200,
) -> Response:
    entries = desk_log(session, campaign, request.state.language)
    return page(
        request,
        "pages/campaigns/version_note.html",
        status=status,
        campaign=campaign,
        version=version,
        entry=next((entry for entry in entries if entry.id == version.id), None),
        form=form,
    )


def _typed(version: CampaignVersion) -> dict[str, Any]:
    return {f"note_{code}": version.note.get(code, "") for code in ("en", "ru")}
