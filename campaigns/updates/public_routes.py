"""News of a campaign for everybody: all of them, one by one, as a feed, and their pictures."""

from datetime import timedelta
from email.utils import format_datetime
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response
from sqlmodel import Session

from campaigns.access import find_public_campaign
from campaigns.facts.words import words_of
from campaigns.models.campaign import Campaign
from campaigns.translating.languages import languages_of_campaign
from campaigns.updates.access import picture_of, public_update
from campaigns.updates.atom import MEDIA_TYPE, Feed, atom
from campaigns.updates.models import TranslationState
from campaigns.updates.pictures import picture_response
from campaigns.updates.queries import IN_FEED, moved_at, public_updates, shown_update, shows_pictures
from foundation.accounts.access import NOT_NOW
from foundation.accounts.models import Organisation
from foundation.clock import utc_now
from foundation.database import SessionDep
from foundation.errors import NotNow
from foundation.web.copies import A_MINUTE
from foundation.web.language import gettext, mark
from foundation.web.templating import page
from petitions.access import petition_for_reader
from petitions.queries.figures import public_figures

router = APIRouter()

# Why a reader finds another language than asked for, or a translation with a word of caution.
NOTES = {
    TranslationState.MISSING: mark("This is not translated into English yet; it stands here as it was written."),
    TranslationState.OUTDATED: mark(
        "The English translation is being brought up to date; until then it stands here as it was written."
    ),
    TranslationState.DRAFT: mark("This translation has not been checked yet."),
}
FEED_TITLE = mark("News: %(title)s")
# The header knows whole seconds only: while another change may come within the same one, it is not given.
SAID_FROM = timedelta(seconds=2)


def _headers(campaign: Campaign) -> dict[str, str]:
    headers = {"Cache-Control": A_MINUTE}
    return headers if campaign.is_indexed else headers | {"X-Robots-Tag": "noindex"}


@router.get("/campaigns/{slug}/updates")
def show_updates(request: Request, session: SessionDep, slug: str) -> Response:
    campaign = find_public_campaign(session, slug)
    return page(
        request,
        "pages/updates/public_list.html",
        headers=_headers(campaign),
        updates=public_updates(session, campaign, language=request.state.language),
        **_about(request, session, campaign),
    )


@router.get("/campaigns/{slug}/updates.atom")
def show_feed(request: Request, session: SessionDep, slug: str) -> Response:
    campaign = find_public_campaign(session, slug)
    language = request.state.language
    moved = moved_at(session, campaign)
    title = words_of(campaign.title, language, campaign.original_language)
    feed = Feed(
        campaign_id=campaign.id,
        created_on=campaign.created_at,
        slug=campaign.slug,
        title=gettext(FEED_TITLE) % {"title": title},
        subtitle=str(words_of(campaign.summary, language, campaign.original_language)),
        language=language,
        author=session.get_one(Organisation, campaign.organisation_id).name,
        moved_at=moved,
        base_url=request.app.state.settings.effective_base_url.rstrip("/"),
        prefix=f"/{language}",
        entries=public_updates(session, campaign, language=language, limit=IN_FEED),
    )
    headers = _headers(campaign) | {"Access-Control-Allow-Origin": "*"}
    changed = max(moved, campaign.updated_at)
    if utc_now() - changed > SAID_FROM:
        headers["Last-Modified"] = format_datetime(changed.replace(microsecond=0), usegmt=True)
    return Response(atom(feed), media_type=MEDIA_TYPE, headers=headers)


@router.get("/campaigns/{slug}/updates/{number}")
def show_update(request: Request, session: SessionDep, slug: str, number: int) -> Response:
    campaign, update = public_update(session, slug, number)
    return page(
        request,
        "pages/updates/public_update.html",
        headers=_headers(campaign),
        update=shown_update(session, update, language=request.state.language, with_pictures=shows_pictures(campaign)),
        notes=NOTES,
        **_about(request, session, campaign),
    )


@router.get("/campaigns/{slug}/updates/{number}/pictures/{picture_id}")
def show_picture(request: Request, session: SessionDep, slug: str, number: int, picture_id: int) -> Response:
    campaign, update = public_update(session, slug, number)
    if not shows_pictures(campaign):
        raise NotNow(NOT_NOW)
    picture = picture_of(session, update, picture_id)
    folder = request.app.state.settings.effective_files_dir
    return picture_response(folder, sha256=picture.sha256, media_type=picture.media_type, cache=A_MINUTE)


def _about(request: Request, session: Session, campaign: Campaign) -> dict[str, Any]:
    language = request.state.language
    return {
        "campaign": campaign,
        "readable_in": languages_of_campaign(campaign),
        "campaign_title": words_of(campaign.title, language, campaign.original_language),
        "campaign_summary": words_of(campaign.summary, language, campaign.original_language),
        "figures": public_figures(session, petition_for_reader(session, campaign.slug)),
        "organisation": session.get_one(Organisation, campaign.organisation_id),
    }
