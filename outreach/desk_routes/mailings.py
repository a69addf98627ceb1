"""Mailings on the desk: the list, the texts, the preview, and the page that says how a mailing stands."""

from collections.abc import Collection
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import RedirectResponse, Response
from sqlmodel import Session

from foundation.accounts.access import SignedIn, require
from foundation.accounts.roles import May
from foundation.database import SessionDep
from foundation.merge_fields import problems
from foundation.pdf_text import text_of
from foundation.web.authorisation import UserDep
from foundation.web.forms import Submitted, blank, submitted
from foundation.web.language import DEFAULT_LANGUAGE, LANGUAGES
from foundation.web.looking_again import looking_again
from foundation.web.templating import here, page
from foundation.web.tongues import TONGUES
from outreach.access import mailing_of
from outreach.actions.mailings import change_mailing, may_be_mended, start_mailing, texts_of
from outreach.delivery_words import DELIVERY_STATES
from outreach.forms import MailingForm, versions_in
from outreach.hindrances import held_in, hindrances, hindrances_to_going_on, kept_from_reader
from outreach.merge_values import fields_of
from outreach.models.mailings import NEEDS_SECOND_PERSON_ABOVE, Mailing
from outreach.queries.mailings import (
    attachments_of,
    is_still_running,
    mailings_page,
    names_of,
    progress_of,
    progress_of_each,
    uploaded,
)
from outreach.queries.partners import countries_in_directory, kinds_in_directory
from outreach.queries.segments import recipients_by_version, shares
from outreach.words import KINDS, MAILING_STATES, country_options, kind_options, language_name

router = APIRouter()

MailingFields = Annotated[Submitted[Any], Depends(submitted(MailingForm))]
SomeRowId = Annotated[int, Query(ge=0, lt=2**63)]

# The findings are sentences of their own; this only carries them to the field.
_AS_FOUND = "%(problems)s"


@router.get("/desk/outreach/mailings")
def show_mailings(request: Request, session: SessionDep, user: UserDep, before: SomeRowId = 0) -> Response:
    found, next_before = mailings_page(session, user, before=before)
    kept = kept_from_reader(session, user, found)
    shown = [mailing for mailing in found if mailing.id not in kept]
    return page(
        request,
        "pages/outreach/mailings.html",
        lines=list(zip(shown, progress_of_each(session, shown), strict=True)),
        next_before=next_before,
        may_write=user.may(May.WRITE),
        states=MAILING_STATES,
    )


@router.get("/desk/outreach/mailings/new")
def ask_for_mailing(request: Request, session: SessionDep, user: UserDep) -> Response:
    return _form_page(request, session, user.organisation_ids, blank(), None)


@router.post("/desk/outreach/mailings")
def take_mailing(request: Request, session: SessionDep, user: UserDep, form: MailingFields) -> Response:
    require(user, user.organisation_id, May.WRITE)
    _check_versions(form, None)
    if not form.ok:
        return _form_page(request, session, user.organisation_ids, form, None)
    mailing = start_mailing(session, user=user, organisation_id=user.organisation_id, **_given(form))
    return _to_mailing(request, mailing)


@router.get("/desk/outreach/mailings/{mailing_id}")
def show_mailing(request: Request, session: SessionDep, user: UserDep, mailing_id: int) -> Response:
    mailing = mailing_of(session, user, mailing_id, May.READ)
    return mailing_page(request, session, user, mailing)


@router.get("/desk/outreach/mailings/{mailing_id}/text")
def ask_to_change_mailing(request: Request, session: SessionDep, user: UserDep, mailing_id: int) -> Response:
    mailing = mailing_of(session, user, mailing_id, May.WRITE)
    if not mailing.state.may_be_changed and not may_be_mended(session, mailing):
        return _to_mailing(request, mailing)
    values: dict[str, Any] = {"title": mailing.title, "kinds": mailing.kinds, "countries": mailing.countries}
    for language, version in texts_of(session, mailing).items():
        values |= {f"subject_{language}": version.subject, f"body_{language}": version.body}
    form = blank(**values)
    _refuse_held(form, session, mailing)
    return _form_page(request, session, user.organisation_ids, form, mailing, status=200)


@router.post("/desk/outreach/mailings/{mailing_id}")
def take_changed_mailing(
    request: Request, session: SessionDep, user: UserDep, mailing_id: int, form: MailingFields
) -> Response:
    mailing = mailing_of(session, user, mailing_id, May.WRITE, to_change=True)
    _check_versions(form, mailing)
    if form.ok:
        _refuse_held(form, session, mailing, versions_in(form.checked))
    if not form.ok:
        return _form_page(request, session, user.organisation_ids, form, mailing)
    change_mailing(session, user=user, mailing=mailing, **_given(form))
    return _to_mailing(request, mailing)


def mailing_page(
    request: Request,
    session: Session,
    user: SignedIn,
    mailing: Mailing,
    form: Submitted[Any] | None = None,
) -> Response:
    """A draft shows what is still to be done, a mailing under way how far it has come. `form` is a refused upload."""
    versions = texts_of(session, mailing)
    found = shares(session, mailing) if mailing.state.may_be_changed else []
    progress = progress_of(session, mailing)
    held = held_in(session, mailing) if mailing.state.may_be_changed or mailing.state.is_under_way else []
    lacking = hindrances(mailing, versions, found, held) if mailing.state.may_be_changed else []
    mends = may_be_mended(session, mailing)
    if mends:
        lacking = hindrances_to_going_on(mailing, held)
    attachments = attachments_of(session, mailing)
    folder = request.app.state.settings.effective_files_dir
    look = looking_again(request, is_still_running(mailing, progress))
    return page(
        request,
        "pages/outreach/mailing.html",
        status=422 if form and form.problems else 200,
        mailing=mailing,
        form=form or blank(),
        versions=versions,
        recipients=sum(share.contacts for share in found),
        by_version=recipients_by_version(found, versions),
        hindrances=lacking,
        held_files={one.attachment_id: one for one in held if one.attachment_id},
        mends=mends,
        waits_for_second_person=[one for one in lacking if one.by_approval] == lacking and bool(lacking),
        is_second_person=user.user_id not in (mailing.created_by_id, mailing.written_by_id),
        attachments=attachments,
        unread={
            one.id: words for one in uploaded(session, attachments) if (words := text_of(folder, one.sha256).warning)
        },
        progress=progress,
        look=look,
        headers=look.headers,
        names=names_of(session, (mailing.created_by_id, mailing.approved_by_id, mailing.queued_by_id)),
        may_write=user.may(May.WRITE, mailing.organisation_id, mailing.campaign_id),
        may_send=user.may(May.SEND, mailing.organisation_id, mailing.campaign_id),
        most_alone=NEEDS_SECOND_PERSON_ABOVE,
        states=MAILING_STATES,
        delivery_states=DELIVERY_STATES,
        kind_words=KINDS,
        language_name=language_name,
    )


def _check_versions(form: Submitted[Any], mailing: Mailing | None) -> None:
    """A version needs both its parts, and fields that exist. Beside each text stands what is wrong with it."""
    allowed = fields_of(mailing).keys()
    for language in TONGUES:
        names = (f"subject_{language}", f"body_{language}")
        typed = {name: str(form.value(name)) for name in names}
        for name, text in typed.items():
            if wrong := problems(text, allowed):
                form.refuse(name, _AS_FOUND, problems=wrong)
            elif not text.strip() and any(other.strip() for other in typed.values()):
                form.refuse(name, "Please fill this in.")


def _refuse_held(
    form: Submitted[Any], session: Session, mailing: Mailing, versions: dict[str, tuple[str, str]] | None = None
) -> None:
    """Beside each subject and text that tells what is on hold."""
    for one in held_in(session, mailing, versions):
        if one.place:
            form.refuse(one.place, one.words, **one.values)


def _given(form: Submitted[Any]) -> dict[str, Any]:
    checked = form.checked
    return {
        "title": checked.title,
        "kinds": checked.kinds,
        "countries": checked.countries,
        "versions": versions_in(checked),
    }


def _form_page(
    request: Request,
    session: Session,
    organisation_ids: Collection[int],
    form: Submitted[Any],
    mailing: Mailing | None,
    *,
    status: int = 0,
) -> Response:
    begun = [*(texts_of(session, mailing) if mailing else ()), *(mailing.campaign if mailing else ())]
    wanted = dict.fromkeys((*LANGUAGES, *(code for code in begun if code in TONGUES)))
    languages = sorted(wanted, key=lambda code: code != DEFAULT_LANGUAGE)
    return page(
        request,
        "pages/outreach/mailing_form.html",
        status=status or (422 if form.problems else 200),
        form=form,
        mailing=mailing,
        mends=mailing is not None and not mailing.state.may_be_changed,
        languages=languages,
        fields=fields_of(mailing),
        kinds=kinds_in_directory(session, organisation_ids),
        countries=countries_in_directory(session, organisation_ids),
        kind_options=kind_options,
        country_options=country_options,
        language_name=language_name,
    )


def _to_mailing(request: Request, mailing: Mailing) -> Response:
    return RedirectResponse(here(request, f"/desk/outreach/mailings/{mailing.id}"), status_code=303)
