"""The facts of the launch, to be corrected or filled in; and what the stock made of them besides the pages."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response
from sqlmodel import Session

from campaigns.access import find_campaign
from campaigns.actions.launch_facts import correct_facts
from campaigns.actions.stock import facts_now
from campaigns.desk_routes.choices import country_options, further_countries
from campaigns.desk_routes.launch_page import LANGUAGE_NAMES, facts_for_page, refuse_incomplete
from campaigns.facts.words import words_of
from campaigns.meanwhile import as_opened, refuse_if_changed
from campaigns.models.campaign import Campaign, CampaignKind
from campaigns.stock.facts import LaunchFacts
from campaigns.stock.forms import facts_form
from campaigns.stock.made import appeal_of, mail_of
from campaigns.stock.queries import stock_now
from campaigns.stock.sentences import LANGUAGES
from campaigns.stock.typed import facts_of, missing, typed_again
from foundation.accounts.access import NO_SUCH_PAGE
from foundation.accounts.roles import May
from foundation.database import SessionDep
from foundation.errors import NotFound
from foundation.web.authorisation import UserDep
from foundation.web.forms import Submitted, blank, submitted
from foundation.web.language import gettext, mark
from foundation.web.templating import here, page

router = APIRouter()

NO_GAPS = mark("Readers would see a gap. Fill this in, or write “%(unknown)s”.")


@router.get("/desk/campaigns/{slug}/launch")
def show_facts(request: Request, session: SessionDep, user: UserDep, slug: str) -> Response:
    campaign = find_campaign(session, user, slug, May.WRITE)
    known = typed_again(_facts(session, campaign), stock_now(session))
    return _facts_page(request, session, campaign, blank(**as_opened(known)))


def _facts(session: Session, campaign: Campaign) -> LaunchFacts:
    """Raises NotFound for a campaign that was not made from the stock."""
    facts = facts_now(session, campaign)
    if facts is None:
        raise NotFound(NO_SUCH_PAGE)
    return facts


def _facts_page(
    request: Request, session: Session, campaign: Campaign, form: Submitted[Any], status: int = 200
) -> Response:
    return page(
        request,
        "pages/campaigns/launch_facts.html",
        status=status,
        campaign=campaign,
        title=words_of(campaign.title, request.state.language, campaign.original_language),
        countries=country_options(request.state.language),
        further=further_countries(session, request.state.user, request.state.language, form.value("more_countries")),
        **facts_for_page(request, stock_now(session), campaign.kind, form),
    )


def _routes_of(kind: CampaignKind) -> None:
    """Each kind has a form of its own."""
    form_class: Any = facts_form(kind)

    @router.post(f"/desk/campaigns/{{slug}}/launch/{kind}", name=f"correct_{kind}")
    def take_facts(
        request: Request,
        session: SessionDep,
        user: UserDep,
        slug: str,
        form: Annotated[Submitted[Any], Depends(submitted(form_class))],
    ) -> Response:
        campaign = find_campaign(session, user, slug, May.WRITE)
        if campaign.kind is not kind:
            raise NotFound(NO_SUCH_PAGE)
        stock = stock_now(session)
        before = _facts(session, campaign)
        refuse_if_changed(form, typed_again(before, stock))
        if form.ok:
            form.checked.language = campaign.original_language
            refuse_incomplete(form, kind)
        if form.ok and campaign.is_public:
            for asked in missing(facts_of(kind, form.checked, stock)):
                form.refuse(asked.key, NO_GAPS, unknown=stock.word(campaign.original_language, "not_known"))
        if not form.ok:
            return _facts_page(request, session, campaign, form, 422)
        correct_facts(session, user=user, campaign=campaign, facts=facts_of(kind, form.checked, stock))
        return RedirectResponse(here(request, f"/desk/campaigns/{slug}"), status_code=303)


for _kind in CampaignKind:
    _routes_of(_kind)


@router.get("/desk/campaigns/{slug}/appeal")
def show_appeal(request: Request, session: SessionDep, user: UserDep, slug: str, language: str = "") -> Response:
    """The sheet of one page and the mail to partner unions, in each language of the stock, gaps and all."""
    campaign = find_campaign(session, user, slug)
    _facts(session, campaign)
    shown = language if language in LANGUAGES else request.state.language
    languages = [(code, gettext(name)) for code, name in LANGUAGE_NAMES.items()]
    return page(
        request,
        "pages/campaigns/appeal.html",
        campaign=campaign,
        title=words_of(campaign.title, request.state.language, campaign.original_language),
        shown=shown,
        languages=languages,
        appeal=appeal_of(session, campaign, shown, base_url=request.app.state.settings.base_url),
        mail=mail_of(session, campaign, shown),
    )
