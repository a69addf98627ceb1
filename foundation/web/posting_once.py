"""Adding once: the one way of all forms of the desk that add something.

    if before := posted_before(request, session, campaign.organisation_id, form):
        return before                      # the same form came again: to where the first one led
    if not form.ok: …                      # also when just the same was typed into another form lately
    …
    return posted(request, session, campaign.organisation_id, form, back_to_facts(request, campaign))

The form's template says `{{ once(form) }}`, and its class is an OnceForm. A double press, a page that is loaded again
and the way back to a form that was sent all bring the same mark. With other words in it, such a form is a new one and
kept. A form is claimed by its row in the ledger before anything is made of it, so that of two posts at once the second
waits for what the first one leaves.
"""

import hashlib
import json
import secrets
from datetime import timedelta
from typing import Annotated, Any

import sqlalchemy as sa
from fastapi import Request
from fastapi.responses import RedirectResponse, Response
from pydantic import Field
from sqlmodel import Session, col, select

from foundation.clock import utc_now
from foundation.database import insert_into
from foundation.posted_forms import PostedForm
from foundation.security.sealing import keyed_digest
from foundation.web.forms import Form, Submitted, Upload
from foundation.web.language import mark
from foundation.web.templating import add_filter, here

REMEMBERED = timedelta(days=1)
ONCE_MORE = "once-more-"
_PURPOSE = "posted-form"
# An address has no such signs in it.
_KEY_PART = "{key}"
# Of the page and of its buttons, not of what is added.
_NOT_TYPED = {"once", "seen", "then"}

THERE_ALREADY = mark(
    "Just this was added already within the last day, so it was not added again. Change something, or press the button"
    " once more to add it a second time all the same."
)


class OnceForm(Form):
    """Of what adds something: `once` is the mark of the form as it was shown."""

    once: Annotated[str, Field(max_length=80)] = ""


def posted_before(
    request: Request,
    session: Session,
    organisation_id: int,
    form: Submitted[Any],
    *,
    asks: bool = True,
    key: str = "",
) -> Response | None:
    """Where the same form led when it came first. What was typed alike into another form is refused once, and taken
    when the form comes again; without `asks` it is taken at once. `key`: a part of the address that opens it, and is
    not kept."""
    shown_as = str(form.value("once"))
    if not form.ok or not shown_as:
        return None
    content = _content(request, form)
    first = _claimed(session, organisation_id, _mark(shown_as, content), content)
    if first.path:
        return RedirectResponse(here(request, first.path.replace(_KEY_PART, key)), status_code=303)
    if asks and not shown_as.startswith(ONCE_MORE) and _alike(session, organisation_id, content):
        form.refuse("", THERE_ALREADY)
        form.values["once"] = ONCE_MORE + secrets.token_urlsafe(16)
    return None


def posted(
    request: Request,
    session: Session,
    organisation_id: int,
    form: Submitted[Any],
    answer: Response,
    *,
    key: str = "",
) -> Response:
    """Remembers where it led, without its `key`, and forgets what was posted long ago."""
    shown_as = str(form.value("once"))
    if shown_as:
        content = _content(request, form)
        row = _claimed(session, organisation_id, _mark(shown_as, content), content)
        path = answer.headers["location"].removeprefix(here(request, ""))
        row.path = path.replace(f"/{key}", f"/{_KEY_PART}") if key else path
        row.posted_at = utc_now()
        session.add(row)
        session.flush()
        old = col(PostedForm.posted_at) < utc_now() - REMEMBERED
        session.execute(sa.delete(PostedForm).where(col(PostedForm.organisation_id) == organisation_id, old))
    return answer


def _claimed(session: Session, organisation_id: int, mark_and_words: bytes, content: bytes) -> PostedForm:
    """Its row, made now where there is none, and held until the end. Whoever else brings it waits."""
    values = {"organisation_id": organisation_id, "mark": mark_and_words, "content": content, "path": ""}
    insert = insert_into(PostedForm, session.get_bind().dialect.name)
    session.execute(insert.values(**values, posted_at=utc_now()).on_conflict_do_nothing())
    wanted = select(PostedForm).where(PostedForm.organisation_id == organisation_id, PostedForm.mark == mark_and_words)
    return session.exec(wanted.with_for_update().execution_options(populate_existing=True)).one()


def _alike(session: Session, organisation_id: int, content: bytes) -> bool:
    lately = col(PostedForm.posted_at) >= utc_now() - REMEMBERED
    wanted = select(PostedForm.mark).where(
        PostedForm.organisation_id == organisation_id, PostedForm.content == content, PostedForm.path != "", lately
    )
    return session.exec(wanted).first() is not None


def _mark(shown_as: str, content: bytes) -> bytes:
    return keyed_digest(f"{shown_as} {content.hex()}", _PURPOSE)


def _content(request: Request, form: Submitted[Any]) -> bytes:
    """What was typed, but for the marks of the page itself."""
    typed = form.form.model_dump(mode="python", exclude=_NOT_TYPED) if form.form else {}
    path = str(request.scope["path"])
    return keyed_digest(json.dumps([path, typed], sort_keys=True, default=_plain), _PURPOSE)


def _plain(value: object) -> str:
    return hashlib.sha256(value.content).hexdigest() if isinstance(value, Upload) else str(value)


def mark_of_form(form: Submitted[Any]) -> str:
    """Made when the form is shown first, and kept while it is corrected."""
    return str(form.value("once")) or secrets.token_urlsafe(16)


add_filter("mark_of_form", mark_of_form)
