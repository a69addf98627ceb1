"""Mailing an update: to whom, how many that are, what they read, and what became of it."""

from collections.abc import Callable
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response
from sqlmodel import Session

from campaigns.models.campaign import Campaign
from campaigns.news_mail.access import mailing_to_change
from campaigns.news_mail.actions import sending
from campaigns.news_mail.emails import preview
from campaigns.news_mail.forms import AudienceForm, UnknownForm
from campaigns.news_mail.hindrances import hindrances
from campaigns.news_mail.models import Audience, NewsMailing
from campaigns.news_mail.queries import (
    count_recipients,
    expected_of,
    newest_mailing,
    progress_of_news,
    why,
)
from campaigns.news_mail.words import AUDIENCES
from campaigns.updates.access import update_at_desk
from campaigns.updates.models import Update, state_of
from campaigns.updates.queries import shown_update, texts_of
from foundation.accounts.access import SignedIn
from foundation.accounts.roles import May
from foundation.database import SessionDep
from foundation.web.authorisation import UserDep
from foundation.web.forms import Submitted, blank, submitted
from foundation.web.language import LANGUAGES
from foundation.web.looking_again import looking_again
from foundation.web.templating import here, page
from outreach.delivery_words import DELIVERY_STATES
from outreach.models.mailings import NEEDS_SECOND_PERSON_ABOVE
from outreach.queries.mailings import is_still_running, names_of
from outreach.words import MAILING_STATES

router = APIRouter()

MAIL = "/desk/campaigns/{slug}/updates/{update_id}/mail"


@router.get(MAIL)
def show_mail(*, request: Request, session: SessionDep, user: UserDep, slug: str, update_id: int) -> Response:
    campaign, update = update_at_desk(session, user, slug, update_id)
    mailing = newest_mailing(session, update)
    shown: dict[str, Any] = {"mailing": mailing, "progress": None, "reasons": []}
    look = looking_again(request, False)
    if mailing is not None and not mailing.state.may_be_changed:
        progress = progress_of_news(session, mailing)
        look = looking_again(request, is_still_running(mailing, progress))
        shown = {"mailing": mailing, "progress": progress, "reasons": why(session, mailing)}
    found = count_recipients(session, campaign)
    draft = mailing if mailing is not None else NewsMailing(update_id=update.id)
    expected = expected_of(draft, found) if draft.state.may_be_changed else draft.expected
    lacking = hindrances(campaign, update, draft, expected)
    texts = texts_of(session, update)
    return page(
        request,
        "pages/updates/mail.html",
        headers=look.headers,
        look=look,
        campaign=campaign,
        update=update,
        now=shown_update(session, update, language=request.state.language),
        found=found,
        expected=expected,
        hindrances=lacking,
        waits_for_second_person=[one for one in lacking if one.by_approval] == lacking and bool(lacking),
        is_second_person=user.user_id not in (*update.authors, draft.created_by_id),
        form=blank(audiences=draft.audiences),
        audience_words=AUDIENCES,
        translations=[(language, state_of(update, texts.get(language))) for language in LANGUAGES],
        names=names_of(session, (draft.approved_by_id, draft.queued_by_id)),
        may_send=user.may(May.SEND, campaign.organisation_id, campaign.id),
        most_alone=NEEDS_SECOND_PERSON_ABOVE,
        states=MAILING_STATES,
        delivery_states=DELIVERY_STATES,
        **shown,
    )


@router.post(MAIL)
def take_audiences(
    request: Request,
    session: SessionDep,
    user: UserDep,
    slug: str,
    update_id: int,
    form: Annotated[Submitted[AudienceForm], Depends(submitted(AudienceForm))],
) -> Response:
    campaign, update = update_at_desk(session, user, slug, update_id, May.SEND, lock=True)
    sending.choose_audiences(session, user=user, update=update, audiences=form.checked.audiences)
    return _back(request, campaign, update)


@router.get(MAIL + "/preview")
def show_preview(
    *,
    request: Request,
    session: SessionDep,
    user: UserDep,
    slug: str,
    update_id: int,
    language: str = "",
    to: str = "",
) -> Response:
    campaign, update = update_at_desk(session, user, slug, update_id)
    chosen = language if language in LANGUAGES else request.state.language
    return page(
        request,
        "pages/updates/mail_preview.html",
        campaign=campaign,
        update=update,
        chosen=chosen,
        for_partners=to == Audience.PARTNERS,
        languages=list(LANGUAGES),
        message=preview(session, campaign, update, language=chosen, for_partners=to == Audience.PARTNERS),
        shown=shown_update(session, update, language=chosen),
    )


def _do(
    request: Request,
    session: Session,
    user: SignedIn,
    slug: str,
    update_id: int,
    change: Callable[..., object],
    **how: object,
) -> Response:
    campaign, update, mailing = mailing_to_change(session, user, slug, update_id)
    change(session, user=user, campaign=campaign, update=update, mailing=mailing, **how)
    return _back(request, campaign, update)


@router.post(MAIL + "/approve")
def take_approval(request: Request, session: SessionDep, user: UserDep, slug: str, update_id: int) -> Response:
    return _do(request, session, user, slug, update_id, sending.approve_news)


@router.post(MAIL + "/send")
def take_send(request: Request, session: SessionDep, user: UserDep, slug: str, update_id: int) -> Response:
    """Pressed twice, it is sent once; the second press leads to the same page."""
    return _do(request, session, user, slug, update_id, sending.send_news)


@router.post(MAIL + "/pause")
def take_pause(request: Request, session: SessionDep, user: UserDep, slug: str, update_id: int) -> Response:
    return _do(request, session, user, slug, update_id, sending.pause_news)


@router.post(MAIL + "/resume")
def take_resume(request: Request, session: SessionDep, user: UserDep, slug: str, update_id: int) -> Response:
    return _do(request, session, user, slug, update_id, sending.resume_news)


@router.post(MAIL + "/cancel")
def take_cancel(request: Request, session: SessionDep, user: UserDep, slug: str, update_id: int) -> Response:
    return _do(request, session, user, slug, update_id, sending.cancel_news)


@router.post(MAIL + "/unknown")
def take_decision(
    request: Request,
    session: SessionDep,
    user: UserDep,
    slug: str,
    update_id: int,
    form: Annotated[Submitted[UnknownForm], Depends(submitted(UnknownForm))],
) -> Response:
    """About those of whom nobody knows whether the mail arrived."""
    resend = form.ok and form.checked.decision == "resend"
    return _do(request, session, user, slug, update_id, sending.decide_unknown_news, resend=resend)


def _back(request: Request, campaign: Campaign, update: Update) -> Response:
    address = f"/desk/campaigns/{campaign.slug}/updates/{update.id}/mail"
    return RedirectResponse(here(request, address), status_code=303)
