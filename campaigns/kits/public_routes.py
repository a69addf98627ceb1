"""The pages of a partner, by its secret address: its paper, and the campaigns whose letters it may take."""

from collections.abc import Callable
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response
from sqlmodel import Session

from campaigns.facts.words import words_of
from campaigns.kits.forms import LetterheadForm, PartnerLogoForm
from campaigns.kits.queries import campaigns_for
from campaigns.kits.showing import KIT, kit_page, slow_down, to_kit
from foundation.database import SessionDep, get_database
from foundation.errors import BadInput
from foundation.letterhead.pictures import drawn_logo
from foundation.picture_uploads import as_data
from foundation.web.forms import Submitted, blank, submitted
from foundation.web.language import PAPER_LANGUAGES
from foundation.web.tongues import own_name
from outreach.access import partner_by_code
from outreach.actions.letterheads import GIVEN, give_letterhead, lend, remove_partner_logo, set_partner_logo
from outreach.models.partners import Partner
from outreach.queries.letterheads import letterhead_of_partner

router = APIRouter()

HeadForm = Annotated[Submitted[LetterheadForm], Depends(submitted(LetterheadForm))]
LogoForm = Annotated[Submitted[PartnerLogoForm], Depends(submitted(PartnerLogoForm))]


@router.get(KIT)
def show_kit(request: Request, session: SessionDep, code: str) -> Response:
    slow_down(request, code, reads=True)
    partner = partner_by_code(session, code)
    language = request.state.language
    found = campaigns_for(session, partner)
    return kit_page(
        request,
        session,
        "home",
        partner,
        head=letterhead_of_partner(session, partner.id),
        campaigns=[(one, words_of(one.campaign.title, language, one.campaign.original_language)) for one in found],
    )


@router.get(KIT + "/letterhead")
def show_letterhead(request: Request, session: SessionDep, code: str) -> Response:
    slow_down(request, code, reads=True)
    return _head_page(request, session, partner_by_code(session, code))


@router.post(KIT + "/letterhead")
def take_letterhead(request: Request, code: str, form: HeadForm) -> Response:
    slow_down(request, code)
    with get_database(request).writing(shows=False) as session:
        partner = partner_by_code(session, code)
        if not form.ok:
            return _head_page(request, session, partner, form=form)
        give_letterhead(session, partner=partner, values=form.checked.model_dump())
        return to_kit(request, partner, "/letterhead", "saved")


@router.post(KIT + "/letterhead/logo")
def take_logo(request: Request, code: str, form: LogoForm) -> Response:
    """It is printed once before it is kept, and no transaction is open meanwhile."""
    slow_down(request, code)
    database = get_database(request)
    with database.reading() as session:
        partner_by_code(session, code)
    drawn = None
    if form.ok:
        try:
            drawn = drawn_logo(form.checked.logo.filename, form.checked.logo.content)
        except BadInput as refusal:
            form.refuse("logo", refusal.words, **refusal.values)
    with database.writing(shows=False) as session:
        partner = partner_by_code(session, code)
        if drawn is None:
            return _head_page(request, session, partner, logo_form=form)
        set_partner_logo(session, partner=partner, logo=drawn[0], media_type=drawn[1])
        return to_kit(request, partner, "/letterhead", "saved")


@router.post(KIT + "/letterhead/logo/remove")
def take_logo_away(request: Request, code: str) -> Response:
    return _done(request, code, lambda session, partner: remove_partner_logo(session, partner=partner))


@router.post(KIT + "/letterhead/lend")
def take_loan(request: Request, code: str) -> Response:
    return _done(request, code, lambda session, partner: lend(session, partner=partner, lent=True), "lent")


@router.post(KIT + "/letterhead/take-back")
def take_back(request: Request, code: str) -> Response:
    return _done(request, code, lambda session, partner: lend(session, partner=partner, lent=False), "taken_back")


def _done(request: Request, code: str, act: Callable[[Session, Partner], None], done: str = "saved") -> Response:
    slow_down(request, code)
    with get_database(request).writing(shows=False) as session:
        partner = partner_by_code(session, code)
        act(session, partner)
        return to_kit(request, partner, "/letterhead", done)


def _head_page(
    request: Request,
    session: Session,
    partner: Partner,
    *,
    form: Submitted[Any] | None = None,
    logo_form: Submitted[Any] | None = None,
) -> Response:
    head = letterhead_of_partner(session, partner.id)
    known = head.model_dump(include=set(GIVEN)) if head else {"name": partner.name, "language": _likely(partner)}
    return kit_page(
        request,
        session,
        "letterhead",
        partner,
        status=422 if form or logo_form else 200,
        head=head,
        logo=as_data(head.logo, head.logo_type) if head and head.logo else "",
        form=form or blank(**known),
        logo_form=logo_form or blank(),
        languages=[(code, own_name(code)) for code in PAPER_LANGUAGES],
    )


def _likely(partner: Partner) -> str:
    """The language that the directory says the partner reads."""
    return next((code for code in partner.languages if code in PAPER_LANGUAGES), "en")
