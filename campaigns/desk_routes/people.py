"""Who may do what in one campaign, beyond the roles in its organisation."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response
from sqlmodel import Session

from campaigns.access import find_campaign
from campaigns.facts.words import words_of
from campaigns.models.campaign import Campaign
from foundation.accounts.access import SignedIn
from foundation.accounts.people.actions.grants import end_grant, grant_to_member, let_organisation_see
from foundation.accounts.people.actions.invitations import invite, withdraw_invitation
from foundation.accounts.people.desk_routes import role_options
from foundation.accounts.people.forms import CampaignRoleForm, InviteForm, SeeingForm
from foundation.accounts.people.queries import guests_of, members_of, open_invitations
from foundation.accounts.roles import May, Role
from foundation.clock import utc_now
from foundation.database import SessionDep
from foundation.errors import BadInput, Conflict
from foundation.web.authorisation import UserDep
from foundation.web.forms import Submitted, blank, submitted
from foundation.web.language import LANGUAGES
from foundation.web.templating import here, page

router = APIRouter()

PEOPLE = "/desk/campaigns/{slug}/people"


@router.get(PEOPLE)
def show_people(request: Request, session: SessionDep, user: UserDep, slug: str) -> Response:
    return _people_page(request, session, user, find_campaign(session, user, slug, May.MANAGE))


@router.post(PEOPLE)
def take_role(
    request: Request,
    session: SessionDep,
    user: UserDep,
    slug: str,
    form: Annotated[Submitted[CampaignRoleForm], Depends(submitted(CampaignRoleForm))],
) -> Response:
    campaign = find_campaign(session, user, slug, May.MANAGE)
    if form.ok:
        try:
            grant_to_member(
                session,
                user=user,
                organisation_id=campaign.organisation_id,
                campaign_id=campaign.id,
                organiser_id=form.checked.organiser,
                role=form.checked.campaign_role,
            )
        except BadInput as refusal:
            form.refuse("organiser", refusal.words, **refusal.values)
    if not form.ok:
        return _people_page(request, session, user, campaign, granting=form)
    return _back(request, slug)


@router.post(PEOPLE + "/organisations")
def take_organisation(
    request: Request,
    session: SessionDep,
    user: UserDep,
    slug: str,
    form: Annotated[Submitted[SeeingForm], Depends(submitted(SeeingForm))],
) -> Response:
    campaign = find_campaign(session, user, slug, May.MANAGE)
    if form.ok:
        try:
            let_organisation_see(
                session,
                user=user,
                organisation_id=campaign.organisation_id,
                name=form.checked.organisation,
                campaign_id=campaign.id,
            )
        except BadInput as refusal:
            form.refuse("organisation", refusal.words, **refusal.values)
    if not form.ok:
        return _people_page(request, session, user, campaign, seeing=form)
    return _back(request, slug)


@router.post(PEOPLE + "/invitations")
def take_invitation(
    request: Request,
    session: SessionDep,
    user: UserDep,
    slug: str,
    form: Annotated[Submitted[InviteForm], Depends(submitted(InviteForm))],
) -> Response:
    campaign = find_campaign(session, user, slug, May.MANAGE)
    if form.ok:
        try:
            invite(
                session,
                user=user,
                organisation_id=campaign.organisation_id,
                campaign_id=campaign.id,
                **form.checked.model_dump(),
            )
        except Conflict as refusal:
            form.refuse("email", refusal.words, **refusal.values)
    if not form.ok:
        return _people_page(request, session, user, campaign, inviting=form)
    return _back(request, slug)


@router.post(PEOPLE + "/invitations/{invitation_id}/withdraw")
def take_withdraw(request: Request, session: SessionDep, user: UserDep, slug: str, invitation_id: int) -> Response:
    campaign = find_campaign(session, user, slug, May.MANAGE)
    withdraw_invitation(session, user=user, invitation_id=invitation_id, listed_on=PEOPLE.format(slug=campaign.slug))
    return _back(request, slug)


@router.post(PEOPLE + "/grants/{grant_id}/end")
def take_end(request: Request, session: SessionDep, user: UserDep, slug: str, grant_id: int) -> Response:
    campaign = find_campaign(session, user, slug, May.MANAGE)
    end_grant(
        session,
        user=user,
        grant_id=grant_id,
        campaign_id=campaign.id,
        listed_on=PEOPLE.format(slug=campaign.slug),
    )
    return _back(request, slug)


def _people_page(
    request: Request,
    session: Session,
    user: SignedIn,
    campaign: Campaign,
    *,
    granting: Submitted[Any] | None = None,
    seeing: Submitted[Any] | None = None,
    inviting: Submitted[Any] | None = None,
) -> Response:
    refused = any(form is not None for form in (granting, seeing, inviting))
    members = members_of(session, campaign.organisation_id) if campaign.organisation_id in user.roles else []
    return page(
        request,
        "pages/campaigns/people.html",
        status=422 if refused else 200,
        campaign=campaign,
        title=words_of(campaign.title, request.state.language, campaign.original_language),
        granting=granting or blank(campaign_role=Role.EDITOR.value),
        seeing=seeing or blank(),
        inviting=inviting or blank(role=Role.EDITOR.value, language=request.state.language),
        guests=guests_of(session, campaign.organisation_id, campaign_id=campaign.id),
        invitations=open_invitations(session, campaign.organisation_id, campaign_id=campaign.id),
        members=[(member.user_id, member.name) for member in members if member.suspended_at is None],
        # What each may do is worded for the whole organisation.
        roles=[(value, words) for value, words, _hint in role_options(request.state.language)],
        languages=list(LANGUAGES.items()),
        now=utc_now(),
    )


def _back(request: Request, slug: str) -> Response:
    return RedirectResponse(here(request, PEOPLE.format(slug=slug)), status_code=303)
