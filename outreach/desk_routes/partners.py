"""The partner directory: the list, a partner with its contacts, and their forms."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import RedirectResponse, Response
from sqlmodel import Session

from foundation.accounts.access import SignedIn, require
from foundation.accounts.roles import May
from foundation.database import SessionDep
from foundation.errors import BadInput, Conflict
from foundation.web.authorisation import UserDep
from foundation.web.formats import countries
from foundation.web.forms import Submitted, blank, submitted
from foundation.web.templating import here, page
from outreach.access import contact_of, partner_of
from outreach.actions.partners import (
    change_contact,
    change_partner,
    enter_contact,
    enter_partner,
    remove_contact,
    remove_partner,
)
from outreach.forms import ContactForm, PartnerForm
from outreach.models.partners import Contact, Partner
from outreach.queries.letterheads import letterhead_of_partner
from outreach.queries.partners import (
    PartnerFilter,
    affiliates_of,
    contacts_of,
    count_partners,
    countries_in_directory,
    kinds_in_directory,
    languages_in_directory,
    parent_of,
    partners_page,
)
from outreach.words import (
    CONTACT_STATES,
    KINDS,
    country_options,
    kind_options,
    language_name,
    language_options,
)

router = APIRouter()

PartnerFields = Annotated[Submitted[PartnerForm], Depends(submitted(PartnerForm))]
ContactFields = Annotated[Submitted[ContactForm], Depends(submitted(ContactForm))]
AfterId = Annotated[int, Query(ge=0, lt=2**63)]


@router.get("/desk/outreach")
def show_partners(
    *,
    request: Request,
    session: SessionDep,
    user: UserDep,
    country: str = "",
    kind: str = "",
    language: str = "",
    after: AfterId = 0,
) -> Response:
    """A filter that the directory does not hold asks for nothing."""
    mine = user.organisation_ids
    there: dict[str, Collection[str]] = {
        "country": countries_in_directory(session, mine),
        "kind": kinds_in_directory(session, mine),
        "language": languages_in_directory(session, mine),
    }
    asked = {"country": country, "kind": kind, "language": language}
    chosen = {name: value if value in there[name] else "" for name, value in asked.items()}
    wanted = PartnerFilter(**chosen)
    lines, next_after = partners_page(session, mine, wanted, after=after)
    return page(
        request,
        "pages/outreach/partners.html",
        lines=lines,
        total=count_partners(session, mine, wanted),
        form=blank(**chosen),
        is_filtered=wanted.is_set,
        there=there,
        may_write=user.may(May.WRITE),
        next_query=urlencode(chosen | {"after": next_after}) if next_after else "",
        kind_words=KINDS,
        country_options=country_options,
        kind_options=kind_options,
        language_options=language_options,
    )


@router.get("/desk/outreach/partners/new")
def ask_for_partner(request: Request, _user: UserDep) -> Response:
    return _partner_form(request, blank(), None)


@router.post("/desk/outreach/partners")
def take_partner(request: Request, session: SessionDep, user: UserDep, form: PartnerFields) -> Response:
    require(user, user.organisation_id, May.WRITE)
    if form.ok:
        with _refusals_in(form, conflict="name", bad_input="parent"):
            partner = enter_partner(
                session, user=user, organisation_id=user.organisation_id, **_partner_values(form.checked)
            )
            return _to_partner(request, partner.id)
    return _partner_form(request, form, None)


@router.get("/desk/outreach/partners/{partner_id}")
def show_partner(request: Request, session: SessionDep, user: UserDep, partner_id: int) -> Response:
    partner = partner_of(session, user, partner_id, May.READ)
    return page(
        request,
        "pages/outreach/partner.html",
        partner=partner,
        parent=parent_of(session, partner),
        affiliates=affiliates_of(session, partner),
        contacts=contacts_of(session, partner),
        may_write=user.may(May.WRITE, partner.organisation_id),
        head=letterhead_of_partner(session, partner.id),
        done=request.query_params.get("done", ""),
        kind_words=KINDS,
        contact_states=CONTACT_STATES,
        language_name=language_name,
    )


@router.get("/desk/outreach/partners/{partner_id}/edit")
def ask_to_change_partner(request: Request, session: SessionDep, user: UserDep, partner_id: int) -> Response:
    partner = partner_of(session, user, partner_id, May.WRITE)
    parent = parent_of(session, partner)
    form = blank(
        **partner.model_dump(include={"name", "kind", "country", "sector"}),
        languages=", ".join(partner.languages),
        members="" if partner.members is None else partner.members,
        members_on=partner.members_on or "",
        parent=parent.name if parent else "",
    )
    return _partner_form(request, form, partner)


@router.post("/desk/outreach/partners/{partner_id}")
def take_changed_partner(
    request: Request, session: SessionDep, user: UserDep, partner_id: int, form: PartnerFields
) -> Response:
    partner = partner_of(session, user, partner_id, May.WRITE)
    if form.ok:
        with _refusals_in(form, conflict="name", bad_input="parent"):
            change_partner(session, user=user, partner=partner, **_partner_values(form.checked))
            return _to_partner(request, partner.id)
    return _partner_form(request, form, partner)


@router.post("/desk/outreach/partners/{partner_id}/remove")
def take_removed_partner(request: Request, session: SessionDep, user: UserDep, partner_id: int) -> Response:
    remove_partner(session, user=user, partner=partner_of(session, user, partner_id, May.WRITE))
    return RedirectResponse(here(request, "/desk/outreach"), status_code=303)


@router.get("/desk/outreach/partners/{partner_id}/contacts/new")
def ask_for_contact(request: Request, session: SessionDep, user: UserDep, partner_id: int) -> Response:
    partner = partner_of(session, user, partner_id, May.WRITE)
    return _contact_form(request, blank(language=partner.languages[0] if partner.languages else ""), partner, None)


@router.post("/desk/outreach/partners/{partner_id}/contacts")
def take_contact(
    request: Request, session: SessionDep, user: UserDep, partner_id: int, form: ContactFields
) -> Response:
    partner = partner_of(session, user, partner_id, May.WRITE)
    if form.ok:
        with _refusals_in(form, conflict="email", bad_input="email"):
            enter_contact(session, user=user, partner=partner, **form.checked.model_dump())
            return _to_partner(request, partner.id)
    return _contact_form(request, form, partner, None)


@router.get("/desk/outreach/contacts/{contact_id}")
def ask_to_change_contact(request: Request, session: SessionDep, user: UserDep, contact_id: int) -> Response:
    contact, partner = _contact(session, user, contact_id)
    form = blank(**contact.model_dump(include={"name", "role", "email", "language", "zone"}))
    return _contact_form(request, form, partner, contact)


@router.post("/desk/outreach/contacts/{contact_id}")
def take_changed_contact(
    request: Request, session: SessionDep, user: UserDep, contact_id: int, form: ContactFields
) -> Response:
    contact, partner = _contact(session, user, contact_id)
    if form.ok:
        with _refusals_in(form, conflict="email", bad_input="email"):
            change_contact(session, user=user, contact=contact, **form.checked.model_dump())
            return _to_partner(request, partner.id)
    return _contact_form(request, form, partner, contact)


@router.post("/desk/outreach/contacts/{contact_id}/remove")
def take_removed_contact(request: Request, session: SessionDep, user: UserDep, contact_id: int) -> Response:
    contact, partner = _contact(session, user, contact_id)
    remove_contact(session, user=user, contact=contact)
    return _to_partner(request, partner.id)


def _contact(session: Session, user: SignedIn, contact_id: int) -> tuple[Contact, Partner]:
    contact = contact_of(session, user, contact_id, May.WRITE)
    return contact, partner_of(session, user, contact.partner_id, May.WRITE)


@contextmanager
def _refusals_in(form: Submitted[Any], *, conflict: str, bad_input: str) -> Iterator[None]:
    """What an action refuses, it refuses before it writes; the words then stand beside the field."""
    try:
        yield
    except Conflict as refusal:
        form.refuse(conflict, refusal.words, **refusal.values)
    except BadInput as refusal:
        form.refuse(bad_input, refusal.words, **refusal.values)


def _partner_values(form: PartnerForm) -> dict[str, Any]:
    languages = [code.strip() for code in form.languages.split(",") if code.strip()]
    return form.model_dump() | {"languages": languages}


def _to_partner(request: Request, partner_id: int) -> Response:
    return RedirectResponse(here(request, f"/desk/outreach/partners/{partner_id}"), status_code=303)


def _partner_form(request: Request, form: Submitted[Any], partner: Partner | None) -> Response:
    status = 422 if form.problems else 200
    return page(
        request,
        "pages/outreach/partner_form.html",
        status=status,
        form=form,
        partner=partner,
        kind_options=kind_options,
        countries=countries(request.state.language),
    )


def _contact_form(request: Request, form: Submitted[Any], partner: Partner, contact: Contact | None) -> Response:
    status = 422 if form.problems else 200
    return page(request, "pages/outreach/contact_form.html", status=status, form=form, partner=partner, contact=contact)
