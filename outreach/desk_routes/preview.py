"""A mailing as one of its recipients would get it."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from foundation.accounts.models import Organisation
from foundation.accounts.roles import May
from foundation.database import SessionDep
from foundation.web.authorisation import UserDep
from foundation.web.forms import blank
from foundation.web.templating import page
from outreach.access import mailing_of
from outreach.actions.mailings import texts_of
from outreach.delivery_words import DELIVERY_STATES
from outreach.merge_values import values_for, write
from outreach.queries.mailings import attachments_of, latest_trial
from outreach.queries.segments import sample_contacts, version_for
from outreach.sample import a_sample
from outreach.words import language_name

router = APIRouter()

SomeRowId = Annotated[int, Query(ge=0, lt=2**63)]


@router.get("/desk/outreach/mailings/{mailing_id}/preview")
def show_preview(
    *,
    request: Request,
    session: SessionDep,
    user: UserDep,
    mailing_id: int,
    language: str = "",
    contact: SomeRowId = 0,
) -> Response:
    """As one of the recipients would get it. What the directory lacks is marked in the text."""
    mailing = mailing_of(session, user, mailing_id, May.READ, own_only=True)
    versions = texts_of(session, mailing)
    people = sample_contacts(session, mailing)
    of_language = [pair for pair in people if version_for(pair[0].language, versions) == language]
    chosen = next((pair for pair in people if pair[0].id == contact), None)
    recipient, partner = chosen or next(iter(of_language or people), None) or a_sample()
    if language not in versions:
        language = version_for(recipient.language, versions)
    version = versions.get(language)
    organisation = session.get_one(Organisation, mailing.organisation_id)
    base_url = request.app.state.settings.effective_base_url
    values = values_for(mailing, language, recipient, partner, organisation, base_url=base_url)
    written = write(version, values) if version else None
    return page(
        request,
        "pages/outreach/mailing_preview.html",
        mailing=mailing,
        form=blank(language=language, contact=recipient.id if people else ""),
        languages=list(versions),
        people=people,
        recipient=recipient,
        organisation=organisation,
        version=language,
        written=written,
        attachments=[file for file in attachments_of(session, mailing) if file.language in (None, language)],
        trial=latest_trial(session, mailing, user.user_id),
        may_write=user.may(May.WRITE, mailing.organisation_id, mailing.campaign_id),
        delivery_states=DELIVERY_STATES,
        language_name=language_name,
    )
