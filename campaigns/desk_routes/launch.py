"""A new campaign: first its kind, then risk and about ten facts."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response
from sqlmodel import Session

from campaigns.actions.launch import Addressed, ReadIn, launch
from campaigns.actions.states import submit_for_review
from campaigns.desk_routes.choices import consents, country_options, further_countries, office_options, standard_demands
from campaigns.desk_routes.launch_page import facts_for_page, refuse_incomplete
from campaigns.models.campaign import CampaignKind
from campaigns.offices.merged import directory_now
from campaigns.stock.forms import RiskForm, launch_form
from campaigns.stock.kinds import KINDS
from campaigns.stock.queries import stock_now
from campaigns.stock.sentences import LANGUAGES
from campaigns.stock.typed import facts_of, lines_of, texts_of
from foundation.accounts.access import require
from foundation.accounts.roles import May
from foundation.database import SessionDep
from foundation.web.authorisation import UserDep
from foundation.web.forms import Submitted, blank, submitted
from foundation.web.language import mark
from foundation.web.posting_once import posted, posted_before
from foundation.web.templating import here, page

router = APIRouter()

NOBODY_ADDRESSED = mark("Choose the office that answers for it, or write its name below.")
NO_DEMAND = mark("Choose at least one demand, or write your own.")


@router.get("/desk/campaigns/new")
def show_kinds(request: Request, _user: UserDep) -> Response:
    return page(request, "pages/campaigns/new_kind.html", kinds=list(KINDS.values()))


def _routes_of(kind: CampaignKind) -> None:
    """Each kind has a form of its own, and so a pair of routes."""
    address = f"/desk/campaigns/new/{kind}"
    form_class: Any = launch_form(kind)

    @router.get(address, name=f"show_new_{kind}")
    def show(request: Request, session: SessionDep, _user: UserDep) -> Response:
        known = {"language": request.state.language, "demands": list(KINDS[kind].usual_demands)}
        return _form_page(request, session, kind, blank(**known))

    @router.post(address, name=f"take_new_{kind}")
    def take(
        request: Request,
        session: SessionDep,
        user: UserDep,
        form: Annotated[Submitted[Any], Depends(submitted(form_class))],
    ) -> Response:
        require(user, user.organisation_id, May.WRITE)
        if form.ok:
            _check_together(session, form, kind)
        if before := posted_before(request, session, user.organisation_id, form):
            return before
        if not form.ok:
            return _form_page(request, session, kind, form, status=422)
        given = form.checked
        facts = facts_of(kind, given, stock_now(session), named=given.naming != "unnamed")
        campaign = launch(
            session,
            user=user,
            facts=facts,
            addressed=_addressed(session, given),
            standard_demands=given.demands,
            own_demands=lines_of(given, "own_demands"),
            source=ReadIn(title=given.source_title, url=given.source_url),
            consent=given.consent,
            risks=given.harm,
        )
        if given.then == "review":
            submit_for_review(session, user=user, campaign=campaign)
        answer = RedirectResponse(here(request, f"/desk/campaigns/{campaign.slug}"), status_code=303)
        return posted(request, session, user.organisation_id, form, answer)


for _kind in KINDS:
    _routes_of(_kind)


def _form_page(
    request: Request, session: Session, kind: CampaignKind, form: Submitted[Any], status: int = 200
) -> Response:
    language = request.state.language
    return page(
        request,
        "pages/campaigns/new.html",
        status=status,
        consents=consents(language),
        offices=office_options(session, language),
        standard_demands=standard_demands(kind, language),
        countries=country_options(language),
        further=further_countries(session, request.state.user, language, form.value("more_countries")),
        **facts_for_page(request, stock_now(session), kind, form),
    )


def _check_together(session: Session, form: Submitted[RiskForm], kind: CampaignKind) -> None:
    given = form.checked
    if (not given.office and not given.addressee) or (
        given.office and given.office not in directory_now(session).by_id
    ):
        form.refuse("office", NOBODY_ADDRESSED)
    if not getattr(given, "demands", ()) and not given.own_demands:
        form.refuse("own_demands", NO_DEMAND)
    refuse_incomplete(form, kind)


def _addressed(session: Session, given: RiskForm) -> Addressed:
    """Where the directory does not know a language, the petition names nobody in it."""
    typed = texts_of(given, "addressee")
    if not given.office:
        return Addressed(office="", name=typed, in_a_sentence=typed)
    office = directory_now(session).office(given.office)
    in_a_sentence = {code: office.addressed_in(code) for code in LANGUAGES if code in office.title}
    in_a_sentence["en"] = f"the {office.title['en'].removeprefix('The ')}"
    return Addressed(office=given.office, name={**office.title, **typed}, in_a_sentence={**in_a_sentence, **typed})
