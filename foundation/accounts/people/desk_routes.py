"""Settings: who works for the organisation, who was invited, which federations see its campaigns."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response
from sqlmodel import Session

from foundation.accounts.access import SignedIn, require
from foundation.accounts.people.access import no_member
from foundation.accounts.people.actions.grants import end_grant, let_organisation_see
from foundation.accounts.people.actions.invitations import invite, withdraw_invitation
from foundation.accounts.people.actions.members import (
    change_role,
    hand_over,
    leave,
    remove,
    restore,
    suspend,
    take_factors_away,
)
from foundation.accounts.people.forms import HandOverForm, InviteForm, RoleForm, SeeingForm
from foundation.accounts.people.queries import guests_of, members_of, open_invitations
from foundation.accounts.roles import ROLE_HINTS, ROLE_WORDS, May, Role
from foundation.clock import utc_now
from foundation.database import SessionDep
from foundation.errors import BadInput, Conflict
from foundation.web.authorisation import UserDep
from foundation.web.forms import Submitted, blank, submitted
from foundation.web.language import LANGUAGES, gettext, speaking
from foundation.web.templating import add_filter, here, page

router = APIRouter()
HOME = "/desk/settings/people"


def role_said(role: str) -> str:
    """In the language being spoken."""
    return gettext(ROLE_WORDS[Role(role)])


def role_options(language: str) -> list[tuple[str, str, str]]:
    with speaking(language):
        return [(role.value, role_said(role), gettext(ROLE_HINTS[role])) for role in Role]


add_filter("role_said", role_said)


@router.get("/desk/settings/people")
def show_people(request: Request, session: SessionDep, user: UserDep) -> Response:
    return _people_page(request, session, user)


@router.post("/desk/settings/people/invitations")
def take_invitation(
    request: Request,
    session: SessionDep,
    user: UserDep,
    form: Annotated[Submitted[InviteForm], Depends(submitted(InviteForm))],
) -> Response:
    require(user, user.organisation_id, May.MANAGE)
    if form.ok:
        given = form.checked
        try:
            invite(
                session,
                user=user,
                organisation_id=user.organisation_id,
                email=given.email,
                role=given.role,
                language=given.language,
            )
        except Conflict as refusal:
            form.refuse("email", refusal.words, **refusal.values)
    if not form.ok:
        return _people_page(request, session, user, form=form, status=422)
    return _back(request)


@router.post("/desk/settings/people/invitations/{invitation_id}/withdraw")
def take_withdraw(request: Request, session: SessionDep, user: UserDep, invitation_id: int) -> Response:
    withdraw_invitation(session, user=user, invitation_id=invitation_id)
    return _back(request)


@router.post("/desk/settings/people/grants")
def take_seeing(
    request: Request,
    session: SessionDep,
    user: UserDep,
    form: Annotated[Submitted[SeeingForm], Depends(submitted(SeeingForm))],
) -> Response:
    require(user, user.organisation_id, May.MANAGE)
    if form.ok:
        try:
            let_organisation_see(
                session, user=user, organisation_id=user.organisation_id, name=form.checked.organisation
            )
        except BadInput as refusal:
            form.refuse("organisation", refusal.words, **refusal.values)
    if not form.ok:
        return _people_page(request, session, user, seeing=form, status=422)
    return _back(request)


@router.post("/desk/settings/people/grants/{grant_id}/end")
def take_end_grant(request: Request, session: SessionDep, user: UserDep, grant_id: int) -> Response:
    end_grant(session, user=user, grant_id=grant_id, campaign_id=None)
    return _back(request)


@router.post("/desk/settings/people/leave")
def take_leave(request: Request, session: SessionDep, user: UserDep) -> Response:
    leave(session, user=user)
    return RedirectResponse(here(request, "/desk/sign-in"), status_code=303)


@router.get("/desk/settings/people/{organiser_id}")
def show_person(request: Request, session: SessionDep, user: UserDep, organiser_id: int) -> Response:
    return _person_page(request, session, user, organiser_id, blank())


@router.post("/desk/settings/people/{organiser_id}/role")
def take_role(
    request: Request,
    session: SessionDep,
    user: UserDep,
    organiser_id: int,
    form: Annotated[Submitted[RoleForm], Depends(submitted(RoleForm))],
) -> Response:
    if form.ok:
        try:
            change_role(session, user=user, organiser_id=organiser_id, role=form.checked.role)
        except Conflict as refusal:
            form.refuse("role", refusal.words, **refusal.values)
    if not form.ok:
        return _person_page(request, session, user, organiser_id, form, status=422)
    return _back(request)


@router.post("/desk/settings/people/{organiser_id}/hand-over")
def take_hand_over(
    request: Request,
    session: SessionDep,
    user: UserDep,
    organiser_id: int,
    form: Annotated[Submitted[HandOverForm], Depends(submitted(HandOverForm))],
) -> Response:
    if not form.ok:
        return _person_page(request, session, user, organiser_id, form, status=422)
    hand_over(session, user=user, organiser_id=organiser_id, stay_as=form.checked.stay_as)
    return _back(request)


@router.post("/desk/settings/people/{organiser_id}/suspend")
def take_suspend(request: Request, session: SessionDep, user: UserDep, organiser_id: int) -> Response:
    suspend(session, user=user, organiser_id=organiser_id)
    return _back(request)


@router.post("/desk/settings/people/{organiser_id}/restore")
def take_restore(request: Request, session: SessionDep, user: UserDep, organiser_id: int) -> Response:
    restore(session, user=user, organiser_id=organiser_id)
    return _back(request)


@router.post("/desk/settings/people/{organiser_id}/remove")
def take_remove(request: Request, session: SessionDep, user: UserDep, organiser_id: int) -> Response:
    remove(session, user=user, organiser_id=organiser_id)
    return _back(request)


@router.post("/desk/settings/people/{organiser_id}/take-factors-away")
def take_factors(request: Request, session: SessionDep, user: UserDep, organiser_id: int) -> Response:
    take_factors_away(session, user=user, organiser_id=organiser_id)
    return _back(request)


def _people_page(
    request: Request,
    session: Session,
    user: SignedIn,
    *,
    form: Submitted[InviteForm] | None = None,
    seeing: Submitted[SeeingForm] | None = None,
    status: int = 200,
) -> Response:
    may_manage = user.may(May.MANAGE, user.organisation_id)
    return page(
        request,
        "pages/accounts/people.html",
        status=status,
        form=form or blank(role=Role.EDITOR.value, language=request.state.language),
        seeing=seeing or blank(),
        members=members_of(session, user.organisation_id),
        invitations=open_invitations(session, user.organisation_id) if may_manage else (),
        guests=guests_of(session, user.organisation_id),
        now=utc_now(),
        roles=role_options(request.state.language),
        languages=list(LANGUAGES.items()),
        may_manage=may_manage,
    )


def _person_page(
    request: Request, session: Session, user: SignedIn, organiser_id: int, form: Submitted[Any], status: int = 200
) -> Response:
    require(user, user.organisation_id, May.MANAGE)
    members = members_of(session, user.organisation_id)
    member = next((each for each in members if each.user_id == organiser_id), None)
    if member is None:
        raise no_member(session, user.organisation_id, organiser_id)
    form.values = {"role": member.role.value, "stay_as": Role.EDITOR.value} | {
        name: value for name, value in form.values.items() if value
    }
    return page(
        request,
        "pages/accounts/person.html",
        status=status,
        form=form,
        member=member,
        is_self=organiser_id == user.user_id,
        roles=role_options(request.state.language),
    )


def _back(request: Request) -> Response:
    return RedirectResponse(here(request, HOME), status_code=303)
