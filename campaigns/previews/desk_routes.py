"""A campaign as readers would see it now: page, petition, mail, letters, dossier. For those who may see the draft, kept
nowhere and listed nowhere; what is on hold is as absent as it will be in public."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from campaigns.access import find_campaign
from campaigns.campaign_page import campaign_page
from campaigns.dossiers.queries import editions
from campaigns.faces.shown import faces_at_desk
from campaigns.facts.words import words_of
from campaigns.letters.queries import writable_letters
from campaigns.previews.made import mail_preview, petition_preview
from campaigns.queries import figures_so_far
from foundation.accounts.roles import May
from foundation.clock import utc_now
from foundation.database import SessionDep
from foundation.security.form_stamps import make_stamp
from foundation.web.authorisation import UserDep
from foundation.web.forms import blank
from foundation.web.templating import page
from outreach.words import language_name
from petitions.models.signature import AddresseeVisibility, WebVisibility
from petitions.public_routes.petition import render_petition
from petitions.sign_up_signals import stamp_of

router = APIRouter()

PREVIEW = "/desk/campaigns/{slug}/preview"
NEVER_KEPT = {"Cache-Control": "private, no-store", "X-Robots-Tag": "noindex, noarchive"}


@router.get(PREVIEW)
def show_preview(request: Request, session: SessionDep, user: UserDep, slug: str) -> Response:
    campaign = find_campaign(session, user, slug)
    writable = writable_letters(session, campaign=campaign)
    return page(
        request,
        "pages/campaigns/preview.html",
        headers=NEVER_KEPT,
        campaign=campaign,
        title=words_of(campaign.title, request.state.language, campaign.original_language),
        addressed=[*writable.named, *writable.ilo],
        editions=[one for one in editions(session, campaign_id=campaign.id) if one.file_sha256],
        may_write=user.may(May.WRITE, campaign.organisation_id, campaign.id),
        language_name=language_name,
    )


@router.get(PREVIEW + "/page")
def show_page(request: Request, session: SessionDep, user: UserDep, slug: str, phone: bool = False) -> Response:
    campaign = find_campaign(session, user, slug)
    shown = campaign_page(session, campaign, request.state.language) | {
        "takes_signatures": not campaign.is_history,
        "faces_at": faces_at_desk(campaign.slug),
    }
    return page(
        request,
        "pages/campaigns/campaign.html",
        headers=NEVER_KEPT,
        figures=figures_so_far(session, campaign),
        noindex=True,
        phone=phone,
        preview=PREVIEW.format(slug=campaign.slug),
        **shown,
    )


@router.get(PREVIEW + "/petition")
def show_petition(request: Request, session: SessionDep, user: UserDep, slug: str, phone: bool = False) -> Response:
    campaign = find_campaign(session, user, slug)
    form = blank(
        web_visibility=WebVisibility.NONE.value,
        addressee_visibility=AddresseeVisibility.COUNTED.value,
        language=request.state.language,
        stamp=make_stamp(stamp_of(campaign.slug), utc_now()),
    )
    return render_petition(
        request,
        petition_preview(session, campaign, request.state.language),
        form,
        by_a_partner=False,
        headers=NEVER_KEPT,
        phone=phone,
        preview=PREVIEW.format(slug=campaign.slug),
    )


@router.get(PREVIEW + "/mail")
def show_mail(request: Request, session: SessionDep, user: UserDep, slug: str, language: str = "") -> Response:
    campaign = find_campaign(session, user, slug)
    base_url = request.app.state.settings.effective_base_url
    return page(
        request,
        "pages/campaigns/preview_mail.html",
        headers=NEVER_KEPT,
        campaign=campaign,
        mail=mail_preview(session, campaign, language or request.state.language, base_url=base_url),
    )
