"""How far each language has come, and the links of translators who have no account."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response
from sqlmodel import Session

from campaigns.access import find_campaign
from campaigns.facts.words import words_of
from campaigns.models.campaign import Campaign
from campaigns.translating.access import link_of_campaign, links_of_campaign
from campaigns.translating.actions.links import make_link, revoke_link
from campaigns.translating.forms import NewLinkForm
from campaigns.translating.languages import languages_of_campaign
from campaigns.translating.standing import languages_begun, standings, sums_by_language
from foundation.accounts.access import SignedIn
from foundation.accounts.roles import May
from foundation.database import SessionDep
from foundation.web.authorisation import UserDep
from foundation.web.forms import Submitted, blank, submitted
from foundation.web.templating import here, page
from foundation.web.tongues import TONGUES, own_name
from outreach.words import language_name, language_options

router = APIRouter()

PAGES = "/desk/campaigns/{slug}/translate"


@router.get(PAGES)
def show_languages(request: Request, session: SessionDep, user: UserDep, slug: str) -> Response:
    campaign = find_campaign(session, user, slug)
    return _languages(request, session, user, campaign, blank())


@router.post("/desk/campaigns/{slug}/translators")
def invite_translator(
    request: Request,
    session: SessionDep,
    user: UserDep,
    slug: str,
    form: Annotated[Submitted[NewLinkForm], Depends(submitted(NewLinkForm))],
) -> Response:
    """The page that answers is the only one that ever shows the link."""
    campaign = find_campaign(session, user, slug, May.WRITE)
    if form.ok and (form.checked.language not in TONGUES or form.checked.language == campaign.original_language):
        form.refuse("language", "Please choose one of the answers.")
    if form.ok and form.checked.block and form.checked.block not in _keys(session, campaign, form.checked.language):
        form.refuse("block", "Please choose one of the answers.")
    if not form.ok:
        return _languages(request, session, user, campaign, form, status=422)
    given = form.checked
    token = make_link(
        session,
        user=user,
        campaign=campaign,
        language=given.language,
        name=given.name,
        days=int(given.days),
        block=given.block,
    )
    base = request.app.state.settings.effective_base_url
    prefix = request.state.prefix
    return _languages(request, session, user, campaign, blank(), link=f"{base}{prefix}/translate/{token}", made=given)


@router.post("/desk/campaigns/{slug}/translators/{link_id}/end")
def end_link(request: Request, session: SessionDep, user: UserDep, slug: str, link_id: int) -> Response:
    campaign = find_campaign(session, user, slug, May.WRITE)
    revoke_link(session, user=user, campaign=campaign, link=link_of_campaign(session, campaign, link_id))
    return RedirectResponse(here(request, PAGES.format(slug=campaign.slug) + "#links"), status_code=303)


def _keys(session: Session, campaign: Campaign, language: str) -> set[str]:
    return {one.block.key for one in standings(session, campaign, language)}


def _languages(
    request: Request,
    session: Session,
    user: SignedIn,
    campaign: Campaign,
    form: Submitted[Any],
    *,
    status: int = 200,
    link: str = "",
    made: NewLinkForm | None = None,
) -> Response:
    has = languages_of_campaign(campaign)
    others = [code for code in dict.fromkeys((*has, *sorted(languages_begun(session, campaign.id)))) if code != has[0]]
    return page(
        request,
        "pages/translating/languages.html",
        status=status,
        campaign=campaign,
        title=words_of(campaign.title, request.state.language, campaign.original_language),
        has=has,
        sums=sums_by_language(session, campaign, others),
        links=links_of_campaign(session, campaign),
        new_languages=language_options(code for code in TONGUES if code != campaign.original_language),
        language_name=language_name,
        own_name=own_name,
        form=form,
        link=link,
        made=made,
        may_write=user.may(May.WRITE, campaign.organisation_id, campaign.id),
        may_translate=user.may(May.TRANSLATE, campaign.organisation_id, campaign.id),
    )
