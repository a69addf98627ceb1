"""All updates of a campaign, and writing one."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from campaigns.access import find_campaign
from campaigns.kept_from import sees_held
from campaigns.meanwhile import refuse_if_changed
from campaigns.models.campaign import Campaign
from campaigns.news_mail.queries import mailings_of
from campaigns.updates.access import update_at_desk
from campaigns.updates.actions.write import change_update, mark_checked, write_update
from campaigns.updates.desk_routes.showing import to_update, typed_update, update_page
from campaigns.updates.forms import CheckedForm, UpdateForm
from campaigns.updates.queries import titles_of, updates_at_desk
from campaigns.updates.words import KINDS, STATES
from foundation.accounts.roles import May
from foundation.database import SessionDep
from foundation.errors import BadInput
from foundation.web.authorisation import UserDep
from foundation.web.forms import Submitted, blank, submitted
from foundation.web.language import LANGUAGES
from foundation.web.posting_once import posted, posted_before
from foundation.web.templating import page
from outreach.words import MAILING_STATES

router = APIRouter()

UpdateFormDep = Annotated[Submitted[UpdateForm], Depends(submitted(UpdateForm))]


@router.get("/desk/campaigns/{slug}/updates")
def show_updates(request: Request, session: SessionDep, user: UserDep, slug: str) -> Response:
    campaign = find_campaign(session, user, slug)
    updates = [one for one in updates_at_desk(session, campaign) if sees_held(user, campaign) or not one.names_held]
    return page(
        request,
        "pages/updates/list.html",
        campaign=campaign,
        updates=updates,
        titles=titles_of(session, updates, request.state.language),
        mailings=mailings_of(session, updates),
        may_write=user.may(May.WRITE, campaign.organisation_id, campaign.id) and not campaign.is_history,
        states=STATES,
        kinds=KINDS,
        mailing_states=MAILING_STATES,
    )


@router.get("/desk/campaigns/{slug}/updates/new")
def show_new_update(request: Request, session: SessionDep, user: UserDep, slug: str) -> Response:
    campaign = find_campaign(session, user, slug, May.WRITE)
    original = campaign.original_language if campaign.original_language in LANGUAGES else "en"
    return _new(request, campaign, blank(original=original))


@router.post("/desk/campaigns/{slug}/updates/new")
def take_new_update(request: Request, session: SessionDep, user: UserDep, slug: str, form: UpdateFormDep) -> Response:
    campaign = find_campaign(session, user, slug, May.WRITE)
    _refuse_halves(form)
    if before := posted_before(request, session, campaign.organisation_id, form):
        return before
    if not form.ok:
        return _new(request, campaign, form)
    sent = form.checked
    update = write_update(session, user=user, campaign=campaign, original=sent.original, texts=_texts(sent))
    return posted(request, session, campaign.organisation_id, form, to_update(request, campaign, update))


@router.get("/desk/campaigns/{slug}/updates/{update_id}")
def show_update(request: Request, session: SessionDep, user: UserDep, slug: str, update_id: int) -> Response:
    campaign, update = update_at_desk(session, user, slug, update_id)
    return update_page(request, session, user, campaign, update)


@router.post("/desk/campaigns/{slug}/updates/{update_id}")
def take_update(
    request: Request, session: SessionDep, user: UserDep, slug: str, update_id: int, form: UpdateFormDep
) -> Response:
    campaign, update = update_at_desk(session, user, slug, update_id, May.WRITE, lock=True)
    refuse_if_changed(form, typed_update(session, update))
    _refuse_halves(form)
    if form.ok:
        sent = form.checked
        try:
            change_update(
                session, user=user, campaign=campaign, update=update, original=sent.original, texts=_texts(sent)
            )
        except BadInput as refusal:
            form.refuse("original", refusal.words)
    if not form.ok:
        return update_page(request, session, user, campaign, update, form=form)
    return to_update(request, campaign, update)


@router.post("/desk/campaigns/{slug}/updates/{update_id}/checked")
def take_checked(
    request: Request,
    session: SessionDep,
    user: UserDep,
    slug: str,
    update_id: int,
    form: Annotated[Submitted[CheckedForm], Depends(submitted(CheckedForm))],
) -> Response:
    campaign, update = update_at_desk(session, user, slug, update_id, May.WRITE, lock=True)
    mark_checked(session, user=user, campaign=campaign, update=update, language=form.checked.language)
    return to_update(request, campaign, update)


def _new(request: Request, campaign: Campaign, form: Submitted[Any]) -> Response:
    status = 422 if form.problems else 200
    return page(request, "pages/updates/new.html", status=status, campaign=campaign, form=form)


def _refuse_halves(form: Submitted[Any]) -> None:
    """The original needs both its parts, a translation both or none. What is missing is said beside it."""
    original = form.value("original")
    for language in LANGUAGES:
        names = (f"title_{language}", f"text_{language}")
        given = [bool(str(form.value(name)).strip()) for name in names]
        if language == original or any(given):
            for name, is_given in zip(names, given, strict=True):
                if not is_given:
                    form.refuse(name, "Please fill this in.")


def _texts(sent: UpdateForm) -> dict[str, tuple[str, str]]:
    return {language: (getattr(sent, f"title_{language}"), getattr(sent, f"text_{language}")) for language in LANGUAGES}
