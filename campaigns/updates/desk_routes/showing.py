"""The page of one update at the desk, as every route of it shows it."""

from typing import Any

from fastapi import Request
from fastapi.responses import RedirectResponse, Response
from sqlmodel import Session

from campaigns.meanwhile import as_opened
from campaigns.models.campaign import Campaign
from campaigns.news_mail.queries import newest_mailing
from campaigns.updates.actions.publish import may_publish_alone
from campaigns.updates.models import Update, state_of
from campaigns.updates.queries import pictures_of, shown_update, texts_of
from campaigns.updates.words import KINDS, STATES, TRANSLATIONS
from foundation.accounts.access import SignedIn
from foundation.accounts.roles import May
from foundation.web.forms import Submitted, blank
from foundation.web.language import LANGUAGES
from foundation.web.templating import here, page
from outreach.queries.mailings import names_of
from outreach.words import MAILING_STATES


def typed_update(session: Session, update: Update) -> dict[str, Any]:
    texts = texts_of(session, update)
    typed: dict[str, Any] = {"original": update.original_language}
    for language in LANGUAGES:
        text = texts.get(language)
        typed[f"title_{language}"] = text.title if text else ""
        typed[f"text_{language}"] = text.text if text else ""
    return typed


def update_page(
    request: Request,
    session: Session,
    user: SignedIn,
    campaign: Campaign,
    update: Update,
    *,
    form: Submitted[Any] | None = None,
    picture_form: Submitted[Any] | None = None,
    alone_form: Submitted[Any] | None = None,
) -> Response:
    """A form that was refused keeps what was typed, with what is wrong beside its field."""
    texts = texts_of(session, update)
    mailing = newest_mailing(session, update)
    refused = any(one is not None and one.problems for one in (form, picture_form, alone_form))
    organisation_id = campaign.organisation_id
    may_publish = user.may(May.PUBLISH, organisation_id, campaign.id)
    return page(
        request,
        "pages/updates/update.html",
        status=422 if refused else 200,
        campaign=campaign,
        update=update,
        shown=shown_update(session, update, language=request.state.language),
        previews=[shown_update(session, update, language=language) for language in texts],
        form=form or blank(**as_opened(typed_update(session, update))),
        picture_form=picture_form or blank(),
        alone_form=alone_form or blank(),
        pictures=pictures_of(session, [update.id]),
        translations=[(language, state_of(update, texts.get(language)), texts.get(language)) for language in LANGUAGES],
        mailing=mailing,
        names=names_of(session, (update.created_by_id, update.written_by_id, update.published_by_id)),
        may_write=user.may(May.WRITE, organisation_id, campaign.id),
        may_publish=may_publish,
        may_publish_alone=may_publish
        and may_publish_alone(
            session, user=user, campaign=campaign, update=update, zone=request.app.state.settings.time_zone
        ),
        may_send=user.may(May.SEND, organisation_id, campaign.id),
        is_second=user.user_id not in (*update.authors, update.published_by_id),
        states=STATES,
        kinds=KINDS,
        translation_words=TRANSLATIONS,
        mailing_states=MAILING_STATES,
    )


def to_update(request: Request, campaign: Campaign, update: Update) -> Response:
    address = f"/desk/campaigns/{campaign.slug}/updates/{update.id}"
    return RedirectResponse(here(request, address), status_code=303)
