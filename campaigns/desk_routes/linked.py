"""Linked campaigns at the desk: which belong with this one, and how."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response
from sqlmodel import Session, select

from campaigns.access import find_campaign, own_campaigns
from campaigns.actions import linking
from campaigns.desk_routes.in_languages import into_fields, typed_in_each
from campaigns.facts.words import Words, words_of
from campaigns.forms import LinkForm, LinkWordsForm
from campaigns.models.campaign import Campaign
from campaigns.models.finding import LinkedCampaign
from campaigns.translating.languages import languages_to_type
from foundation.accounts.access import SignedIn
from foundation.accounts.roles import May
from foundation.database import SessionDep
from foundation.errors import BadInput
from foundation.web.authorisation import UserDep
from foundation.web.forms import Submitted, blank, submitted
from foundation.web.templating import here, page
from outreach.words import language_name

router = APIRouter()

LINKED = "/desk/campaigns/{slug}/linked"


@router.get(LINKED)
def show_linked(request: Request, session: SessionDep, user: UserDep, slug: str) -> Response:
    return _linked_page(request, session, user, find_campaign(session, user, slug, May.WRITE), blank())


@router.post(LINKED)
def take_link(
    request: Request,
    session: SessionDep,
    user: UserDep,
    slug: str,
    form: Annotated[Submitted[Any], Depends(submitted(LinkForm))],
) -> Response:
    campaign = find_campaign(session, user, slug, May.WRITE)
    if form.ok:
        try:
            linking.link_campaign(
                session,
                user=user,
                campaign=campaign,
                address=form.checked.address,
                words=typed_in_each(form.checked, "words"),
                base_url=request.app.state.settings.effective_base_url,
            )
        except BadInput as refusal:
            form.refuse("address", refusal.words, **refusal.values)
    if not form.ok:
        return _linked_page(request, session, user, campaign, form, 422)
    return _to_linked(request, slug)


@router.post(LINKED + "/{linked_id}")
def take_words(
    request: Request,
    session: SessionDep,
    user: UserDep,
    slug: str,
    linked_id: int,
    form: Annotated[Submitted[Any], Depends(submitted(LinkWordsForm))],
) -> Response:
    campaign = find_campaign(session, user, slug, May.WRITE)
    row = linking.link_of(session, campaign, linked_id)
    shown = languages_to_type(campaign)
    others = {code: text for code, text in row.words.items() if code not in shown}
    words = others | typed_in_each(form.checked, "words")
    linking.word_link(session, user=user, campaign=campaign, row=row, words=words)
    return _to_linked(request, slug)


@router.post(LINKED + "/{linked_id}/remove")
def take_removal(request: Request, session: SessionDep, user: UserDep, slug: str, linked_id: int) -> Response:
    """What it said stands in the form again, so that one press brings it back."""
    campaign = find_campaign(session, user, slug, May.WRITE)
    row = linking.link_of(session, campaign, linked_id)
    typed = {"address": row.url or row.slug, **into_fields(row, ("words",), languages_to_type(campaign))}
    linking.unlink_campaign(session, user=user, campaign=campaign, row=row)
    session.flush()
    return _linked_page(request, session, user, campaign, blank(**typed), was_taken_away=True)


def _linked_page(
    request: Request,
    session: Session,
    user: SignedIn,
    campaign: Campaign,
    form: Submitted[Any],
    status: int = 200,
    *,
    was_taken_away: bool = False,
) -> Response:
    language = request.state.language
    rows = session.exec(
        select(LinkedCampaign).where(LinkedCampaign.campaign_id == campaign.id).order_by(LinkedCampaign.position)  # type: ignore[arg-type]  # a column
    ).all()
    own = {one.slug: one for one in own_campaigns(session, user)}

    def title_of(row: LinkedCampaign) -> Words | str:
        other = None if row.url else own.get(row.slug)
        return words_of(other.title, language, other.original_language) if other else row.url or row.slug

    linked = {row.slug for row in rows}
    return page(
        request,
        "pages/campaigns/linked.html",
        status=status,
        campaign=campaign,
        title=words_of(campaign.title, language, campaign.original_language),
        rows=[(row, title_of(row), own.get(row.slug)) for row in rows],
        suggested=[one.slug for one in own.values() if one.id != campaign.id and one.slug not in linked],
        form=form,
        was_taken_away=was_taken_away,
        languages=languages_to_type(campaign),
        language_name=language_name,
    )


def _to_linked(request: Request, slug: str) -> Response:
    return RedirectResponse(here(request, LINKED.format(slug=slug)), status_code=303)
