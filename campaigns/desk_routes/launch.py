"""A new campaign: first its kind, then about ten facts."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response

from campaigns.actions.launch import Addressed, ReadIn, launch_arrest
from campaigns.desk_routes.choices import consents, country_options, genders, office_options, standard_demands
from campaigns.directory import load_directory
from campaigns.forms import ArrestForm
from campaigns.launch_texts import ArrestFacts
from campaigns.models.partial_date import PartialDate
from foundation.accounts.access import require
from foundation.accounts.roles import May
from foundation.database import SessionDep
from foundation.web.authorisation import UserDep
from foundation.web.formats import countries
from foundation.web.forms import Submitted, blank, submitted
from foundation.web.language import mark
from foundation.web.templating import here, page

router = APIRouter()

NOBODY_ADDRESSED = mark("Choose the office that answers for it, or write its name below.")
NO_DEMAND = mark("Choose at least one demand, or write your own.")


@router.get("/desk/campaigns/new/arrest")
def show_new_arrest(request: Request, _user: UserDep) -> Response:
    return _form_page(request, blank(demands=["release", "charges", "lawyer"]))


@router.post("/desk/campaigns/new/arrest")
def take_new_arrest(
    request: Request,
    session: SessionDep,
    user: UserDep,
    form: Annotated[Submitted[ArrestForm], Depends(submitted(ArrestForm))],
) -> Response:
    require(user, user.organisation_id, May.WRITE)
    if form.ok:
        _check_together(form)
    if not form.ok:
        return _form_page(request, form, status=422)
    given = form.checked
    campaign = launch_arrest(
        session,
        user=user,
        facts=_facts(given),
        addressed=_addressed(given),
        standard_demands=given.demands,
        own_demands=_own_demands(given),
        source=ReadIn(title=given.source_title, url=given.source_url),
        consent=given.consent,
        risks=given.harm,
    )
    return RedirectResponse(here(request, f"/desk/campaigns/{campaign.slug}"), status_code=303)


def _form_page(request: Request, form: Submitted[ArrestForm], status: int = 200) -> Response:
    language = request.state.language
    return page(
        request,
        "pages/campaigns/new_arrest.html",
        status=status,
        form=form,
        genders=genders(language),
        consents=consents(language),
        countries=country_options(language),
        offices=office_options(language),
        standard_demands=standard_demands(language),
    )


def _check_together(form: Submitted[ArrestForm]) -> None:
    given = form.checked
    if (not given.office and not given.addressee) or (given.office and given.office not in load_directory().by_id):
        form.refuse("office", NOBODY_ADDRESSED)
    if not given.demands and not given.own_demands:
        form.refuse("own_demands", NO_DEMAND)


def _facts(given: ArrestForm) -> ArrestFacts:
    return ArrestFacts(
        name=_both(given.name, given.name_ru),
        name_accusative_ru=given.name_accusative_ru,
        gender=given.gender,
        role=_both(given.role, given.role_ru),
        union=_both(given.union, given.union_ru),
        country=given.country,
        country_name={code: countries(code)[given.country] for code in ("en", "ru")},
        date=PartialDate.parse(given.date),
        authority=_both(given.authority, given.authority_ru),
        charge=_both(given.charge, given.charge_ru),
        held_at=_both(given.held_at, given.held_at_ru),
    )


def _addressed(given: ArrestForm) -> Addressed:
    typed = _both(given.addressee, given.addressee_ru)
    if not given.office:
        return Addressed(office="", name=typed, in_a_sentence=typed)
    office = load_directory().office(given.office)
    in_a_sentence = {"en": f"the {office.title['en'].removeprefix('The ')}", "ru": office.addressed_in("ru")}
    return Addressed(office=given.office, name={**office.title, **typed}, in_a_sentence={**in_a_sentence, **typed})


def _own_demands(given: ArrestForm) -> list[dict[str, str]]:
    """Line by line; a Russian line belongs to the English one at the same place."""
    english = [line.strip() for line in given.own_demands.splitlines() if line.strip()]
    russian = [line.strip() for line in given.own_demands_ru.splitlines() if line.strip()]
    return [_both(text, russian[place] if place < len(russian) else "") for place, text in enumerate(english)]


def _both(english: str, russian: str) -> dict[str, str]:
    return {code: text for code, text in (("en", english), ("ru", russian)) if text}
