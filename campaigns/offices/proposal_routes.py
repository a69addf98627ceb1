"""Corrections of the directory at the desk: proposed by one person, decided by a second one, undone."""

from collections.abc import Callable
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response
from sqlmodel import Session

from campaigns.desk_routes.choices import country_options
from campaigns.forms import UndoForm
from campaigns.offices import actions, wording
from campaigns.offices.alone import correct_alone, look_afterwards, made_alone, may_correct_alone
from campaigns.offices.desk_routes import OFFICE, words_for_page
from campaigns.offices.forms import AloneForm, DecisionForm, DeclineForm, NewOfficeForm
from campaigns.offices.merged import directory_now
from campaigns.offices.models import OfficeChange
from campaigns.offices.proposals import PARTS, of_new, typed
from campaigns.offices.queries import open_changes, shown
from foundation.accounts.access import NO_SUCH_PAGE, SignedIn, require
from foundation.accounts.roles import May
from foundation.clock import utc_today
from foundation.database import SessionDep
from foundation.errors import BadInput, Conflict, NotFound
from foundation.web.authorisation import UserDep
from foundation.web.forms import Submitted, blank, submitted
from foundation.web.language import gettext, speaking
from foundation.web.templating import here, page

router = APIRouter()

PROPOSALS = "/desk/directory/proposals"
WRITABLE_LANGUAGES = ("en", "fr", "es", "ru", "kk", "ky", "tg", "uz", "tk", "be")


def _add_routes(part: str) -> None:
    form_class, made = PARTS[part]
    taken = Annotated[Submitted[Any], Depends(submitted(form_class))]

    @router.get(f"{OFFICE}/{part}", name=f"show_{part}")
    def show_form(request: Request, session: SessionDep, user: UserDep, office: str, language: str = "") -> Response:
        require(user, user.organisation_id, May.WRITE)
        found = directory_now(session).office(office)
        chosen = language if language in WRITABLE_LANGUAGES else "en"
        known = blank(**{"read_on": utc_today().isoformat()} | typed(part, found, chosen))
        return _form_page(request, session, part, office, known)

    @router.post(f"{OFFICE}/{part}", name=f"take_{part}")
    def take_form(request: Request, session: SessionDep, user: UserDep, office: str, form: taken) -> Response:
        require(user, user.organisation_id, May.WRITE)
        found = directory_now(session).office(office)

        def propose() -> OfficeChange:
            given = form.checked
            return actions.propose(
                session,
                user=user,
                office_id=found.id,
                changed=made(given, found),
                page=getattr(given, "page", ""),
                read_on=getattr(given, "read_on", None),
                reason=given.reason,
            )

        if not _proposed(form, propose):
            return _form_page(request, session, part, office, form, 422)
        return RedirectResponse(here(request, OFFICE.format(office=found.id) + "#history"), status_code=303)


for _part in PARTS:
    _add_routes(_part)


@router.get("/desk/directory/new")
def show_new(request: Request, session: SessionDep, user: UserDep) -> Response:
    require(user, user.organisation_id, May.WRITE)
    return _form_page(request, session, "new", "", blank())


@router.post("/desk/directory/new")
def take_new(
    request: Request,
    session: SessionDep,
    user: UserDep,
    form: Annotated[Submitted[NewOfficeForm], Depends(submitted(NewOfficeForm))],
) -> Response:
    require(user, user.organisation_id, May.WRITE)

    def propose() -> OfficeChange:
        given = form.checked
        taken = {*directory_now(session).by_id, *(change.office_id for change in open_changes(session))}
        office_id, changed = of_new(given, frozenset(taken))
        return actions.propose(
            session,
            user=user,
            office_id=office_id,
            changed=changed,
            page=given.page,
            read_on=given.read_on,
            reason=given.reason,
        )

    if not _proposed(form, propose):
        return _form_page(request, session, "new", "", form, 422)
    return RedirectResponse(here(request, PROPOSALS), status_code=303)


@router.get(PROPOSALS)
def show_proposals(request: Request, session: SessionDep, user: UserDep) -> Response:
    return _proposals_page(request, session, user, blank())


@router.post(PROPOSALS + "/{change_id}/accept")
def take_acceptance(
    request: Request,
    session: SessionDep,
    user: UserDep,
    change_id: int,
    form: Annotated[Submitted[DecisionForm], Depends(submitted(DecisionForm))],
) -> Response:
    change = _open_change(session, user, change_id, May.PUBLISH)
    actions.accept(session, user=user, change=change, reason=str(form.value("decision")) if form.ok else "")
    return RedirectResponse(here(request, PROPOSALS), status_code=303)


@router.post(PROPOSALS + "/{change_id}/decline")
def take_refusal(
    request: Request,
    session: SessionDep,
    user: UserDep,
    change_id: int,
    form: Annotated[Submitted[DeclineForm], Depends(submitted(DeclineForm))],
) -> Response:
    change = _open_change(session, user, change_id, May.PUBLISH)
    if not form.ok:
        return _proposals_page(request, session, user, form, refused=change.id, status=422)
    actions.decline(session, user=user, change=change, reason=form.checked.decision)
    return RedirectResponse(here(request, PROPOSALS), status_code=303)


@router.post(PROPOSALS + "/{change_id}/withdraw")
def take_withdrawal(request: Request, session: SessionDep, user: UserDep, change_id: int) -> Response:
    actions.withdraw(session, user=user, change=_open_change(session, user, change_id, May.WRITE))
    return RedirectResponse(here(request, PROPOSALS), status_code=303)


@router.post(PROPOSALS + "/{change_id}/accept-file")
def take_file_acceptance(request: Request, session: SessionDep, user: UserDep, change_id: int) -> Response:
    """All proposals that came from the same file as this one."""
    change = _open_change(session, user, change_id, May.PUBLISH)
    together = open_changes(session, batch=change.batch) if change.batch is not None else [change]
    actions.accept_all(session, user=user, changes=together)
    return RedirectResponse(here(request, PROPOSALS), status_code=303)


@router.post(PROPOSALS + "/{change_id}/alone")
def take_alone(
    request: Request,
    session: SessionDep,
    user: UserDep,
    change_id: int,
    form: Annotated[Submitted[AloneForm], Depends(submitted(AloneForm))],
) -> Response:
    change = _open_change(session, user, change_id, May.PUBLISH)
    if not form.ok:
        return _proposals_page(request, session, user, form, refused=change.id, status=422)
    zone = request.app.state.settings.time_zone
    correct_alone(session, user=user, change=change, reason=form.checked.why_alone, zone=zone)
    return RedirectResponse(here(request, OFFICE.format(office=change.office_id) + "#history"), status_code=303)


@router.post(PROPOSALS + "/{change_id}/looked-at")
def take_look(request: Request, session: SessionDep, user: UserDep, change_id: int) -> Response:
    look_afterwards(session, user=user, change=_open_change(session, user, change_id, May.PUBLISH))
    return RedirectResponse(here(request, PROPOSALS), status_code=303)


@router.post(OFFICE + "/undo")
def take_undo(
    request: Request,
    session: SessionDep,
    user: UserDep,
    office: str,
    form: Annotated[Submitted[UndoForm], Depends(submitted(UndoForm))],
) -> Response:
    require(user, user.organisation_id, May.PUBLISH)
    # The row is locked, so that of two presses the second finds it undone.
    session.get(OfficeChange, form.checked.newest, with_for_update=True)
    actions.undo_newest(session, user=user, office_id=office, change_id=form.checked.newest)
    is_there = office in directory_now(session).by_id
    address = OFFICE.format(office=office) + "#history" if is_there else "/desk/directory"
    return RedirectResponse(here(request, address), status_code=303)


def _open_change(session: Session, user: SignedIn, change_id: int, act: May) -> OfficeChange:
    """The directory belongs to all organisations of the installation; whoever may publish in one may decide."""
    require(user, user.organisation_id, act)
    change = session.get(OfficeChange, change_id, with_for_update=True) if change_id < 2**63 else None
    if change is None:
        raise NotFound(NO_SUCH_PAGE)
    return change


def _proposed(form: Submitted[Any], propose: Callable[[], OfficeChange]) -> bool:
    if form.ok:
        try:
            propose()
        except (BadInput, Conflict) as refusal:
            form.refuse("", refusal.words, **refusal.values)
    return form.ok


def _form_page(
    request: Request, session: Session, part: str, office_id: str, form: Submitted[Any], status: int = 200
) -> Response:
    language = request.state.language
    directory = directory_now(session)
    office = directory.office(office_id) if office_id else None
    with speaking(language):
        return page(
            request,
            "pages/directory/propose.html",
            status=status,
            part=part,
            office=office,
            form=form,
            kinds=[(profile, wording.kind_said(profile)) for profile in directory.salutations],
            checks=[(value, gettext(words)) for value, words in wording.CHECKS.items()],
            genders=[(value, gettext(words)) for value, words in wording.GENDERS.items()],
            holders=[(str(place), holder.name_in(language)) for place, holder in enumerate(office.holders)]
            if office
            else [],
            countries=country_options(language),
            offices=[(one.id, one.title_in(language)) for one in directory.offices if not one.fictitious],
            languages=WRITABLE_LANGUAGES,
            language_said=wording.language_said,
        )


def _proposals_page(
    request: Request, session: Session, user: SignedIn, form: Submitted[Any], refused: int = 0, status: int = 200
) -> Response:
    return page(
        request,
        "pages/directory/proposals.html",
        status=status,
        proposals=shown(session, user, open_changes(session), request.state.language),
        alone=shown(session, user, made_alone(session), request.state.language),
        may_correct_alone=may_correct_alone(session, user=user, zone=request.app.state.settings.time_zone),
        form=form,
        nothing=blank(),
        refused=refused,
        may_decide=user.may(May.PUBLISH, user.organisation_id),
        may_write=user.may(May.WRITE, user.organisation_id),
        **words_for_page(),
    )
