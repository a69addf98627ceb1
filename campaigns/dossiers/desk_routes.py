"""Dossiers at the desk: all editions, a new one, the annex with names."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import RedirectResponse, Response

from campaigns.access import find_campaign, own_campaigns
from campaigns.dossiers.actions import order_public_editions
from campaigns.dossiers.models import Dossier
from campaigns.dossiers.queries import earlier_editions, editions, newest_of_each, standing_editions
from campaigns.facts.words import words_of
from campaigns.kept_from import require_told, sees_held
from foundation.accounts.actions import record
from foundation.accounts.roles import May
from foundation.database import SessionDep
from foundation.errors import NotFound
from foundation.files import read
from foundation.web.authorisation import UserDep
from foundation.web.downloads import pdf_response
from foundation.web.looking_again import looking_again
from foundation.web.templating import here, page
from outreach.words import language_name

router = APIRouter()


@router.get("/desk/dossiers")
def show_dossiers(request: Request, session: SessionDep, user: UserDep) -> Response:
    newest = newest_of_each(session, user)
    rows = [
        (one, words_of(one.title, request.state.language, one.original_language), newest.get(one.id))
        for one in own_campaigns(session, user)
    ]
    return page(request, "pages/campaigns/dossiers/all.html", rows=rows)


@router.get("/desk/campaigns/{slug}/dossiers")
def show_editions(
    request: Request,
    session: SessionDep,
    user: UserDep,
    slug: str,
    before: Annotated[int, Query(ge=0, lt=2**63)] = 0,
) -> Response:
    """Those that stand, and the earlier ones a page at a time."""
    campaign = find_campaign(session, user, slug)
    standing = standing_editions(session, campaign_id=campaign.id)
    earlier, next_before = earlier_editions(session, campaign_id=campaign.id, before=before)
    look = looking_again(request, any(not dossier.state.is_settled for dossier in standing))
    return page(
        request,
        "pages/campaigns/dossiers/editions.html",
        campaign=campaign,
        title=words_of(campaign.title, request.state.language, campaign.original_language),
        standing=[] if before else standing,
        earlier=earlier,
        before=before,
        next_before=next_before,
        look=look,
        headers=look.headers,
        may_write=user.may(May.WRITE, campaign.organisation_id, campaign.id),
        language_name=language_name,
    )


@router.post("/desk/campaigns/{slug}/dossiers")
def order_editions(request: Request, session: SessionDep, user: UserDep, slug: str) -> Response:
    campaign = find_campaign(session, user, slug, May.WRITE)
    if not any(not dossier.state.is_settled for dossier in editions(session, campaign_id=campaign.id)):
        order_public_editions(session, campaign=campaign)
        record(
            session,
            user=user,
            organisation_id=campaign.organisation_id,
            act="dossier.ordered",
            about=f"campaign:{campaign.slug}",
        )
    return RedirectResponse(here(request, f"/desk/campaigns/{slug}/dossiers"), status_code=303)


@router.get("/desk/campaigns/{slug}/dossiers/{dossier_id}/dossier.pdf")
def download_edition(request: Request, session: SessionDep, user: UserDep, slug: str, dossier_id: int) -> Response:
    campaign = find_campaign(session, user, slug)
    dossier = _of_campaign(session, campaign.id, dossier_id)
    # What was printed before the last hold still has the names in it.
    require_told(sees_held(user, campaign) or dossier.facts_version >= campaign.held_since_version)
    require_told(sees_held(user, campaign) or campaign.unpublished is None)
    name = f"{campaign.slug}-{dossier.language}-{dossier.edition}.pdf"
    return _file(request, dossier.file_sha256, name)


@router.get("/desk/campaigns/{slug}/dossiers/{dossier_id}/annex.pdf")
def download_annex(request: Request, session: SessionDep, user: UserDep, slug: str, dossier_id: int) -> Response:
    """It names signers, which is for those who work on the campaign."""
    campaign = find_campaign(session, user, slug, May.WRITE)
    dossier = _of_campaign(session, campaign.id, dossier_id)
    return _file(request, dossier.annex_sha256, f"{campaign.slug}-{dossier.language}-{dossier.edition}-annex.pdf")


def _of_campaign(session: SessionDep, campaign_id: int, dossier_id: int) -> Dossier:
    dossier = session.get(Dossier, dossier_id)
    if dossier is None or dossier.campaign_id != campaign_id:
        raise NotFound("There is no such edition.")
    return dossier


def _file(request: Request, sha256: str | None, name: str) -> Response:
    if sha256 is None:
        raise NotFound("There is no such edition.")
    return pdf_response(read(request.app.state.settings.effective_files_dir, sha256), name, inline=True)
