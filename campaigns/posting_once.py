"""Adding a fact once: the one way of all forms of the facts that add something.

    if before := posted_before(request, session, campaign, form):
        return before                      # the same form came again: to where the first one led
    if not form.ok: …                      # also when just the same was typed into another form lately
    …
    return posted(request, session, campaign, form, back_to_facts(request, campaign))

The form's template says `{{ once(form) }}`, and its class is an OnceForm. A double press, a page that is loaded again
and the way back to a form that was sent all bring the same mark. The campaign's row is locked by whoever changes it, so
that of two posts at once the second finds what the first has left.
"""

import hashlib
import json
import secrets
from datetime import timedelta
from typing import Any

import sqlalchemy as sa
from fastapi import Request
from fastapi.responses import RedirectResponse, Response
from sqlmodel import Session, col, select

from campaigns.models.campaign import Campaign
from campaigns.models.posted_form import PostedForm
from foundation.clock import utc_now
from foundation.security.sealing import keyed_digest
from foundation.web.forms import Submitted, Upload
from foundation.web.language import mark
from foundation.web.templating import add_filter, here

REMEMBERED = timedelta(days=1)
ONCE_MORE = "once-more-"
_PURPOSE = "posted-form"

THERE_ALREADY = mark(
    "Just this was added already within the last day, so it was not added again. Change something, or press the button"
    " once more to add it a second time all the same."
)


def posted_before(request: Request, session: Session, campaign: Campaign, form: Submitted[Any]) -> Response | None:
    """Where the same form led when it came first. What was typed alike into another form is refused once, and taken
    when the form comes again."""
    form_id = str(form.value("once"))
    if not form.ok or not form_id:
        return None
    first = session.get(PostedForm, (campaign.id, form_id))
    if first is not None:
        return RedirectResponse(here(request, first.path), status_code=303)
    if not form_id.startswith(ONCE_MORE) and _alike(session, campaign, _content(request, form)):
        form.refuse("", THERE_ALREADY)
        form.values["once"] = ONCE_MORE + secrets.token_urlsafe(16)
    return None


def posted(request: Request, session: Session, campaign: Campaign, form: Submitted[Any], answer: Response) -> Response:
    """Remembers where it led, and forgets what was posted long ago."""
    form_id = str(form.value("once"))
    if form_id:
        old = col(PostedForm.posted_at) < utc_now() - REMEMBERED
        session.execute(sa.delete(PostedForm).where(col(PostedForm.campaign_id) == campaign.id, old))
        path = answer.headers["location"].removeprefix(here(request, ""))
        session.add(PostedForm(campaign_id=campaign.id, form_id=form_id, content=_content(request, form), path=path))
    return answer


def _alike(session: Session, campaign: Campaign, content: bytes) -> bool:
    lately = col(PostedForm.posted_at) >= utc_now() - REMEMBERED
    wanted = select(PostedForm.form_id).where(
        PostedForm.campaign_id == campaign.id, PostedForm.content == content, lately
    )
    return session.exec(wanted).first() is not None


def _content(request: Request, form: Submitted[Any]) -> bytes:
    """What was typed, but for the marks of the page itself."""
    typed = form.checked.model_dump(mode="python", exclude={"once", "seen"}) if form.form else {}
    path = str(request.scope["path"])
    return keyed_digest(json.dumps([path, typed], sort_keys=True, default=_plain), _PURPOSE)


def _plain(value: object) -> str:
    return hashlib.sha256(value.content).hexdigest() if isinstance(value, Upload) else str(value)


def mark_of_form(form: Submitted[Any]) -> str:
    """Made when the form is shown first, and kept while it is corrected."""
    return str(form.value("once")) or secrets.token_urlsafe(16)


add_filter("mark_of_form", mark_of_form)
