"""Petitions at the desk: counts, signatures as they come in, taking one out and putting it back, a goal."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response
from sqlmodel import Session

from foundation.accounts.access import SignedIn
from foundation.accounts.acts import name_acts, name_things
from foundation.accounts.roles import May
from foundation.database import SessionDep
from foundation.web.authorisation import UserDep
from foundation.web.forms import Submitted, blank, submitted
from foundation.web.language import mark
from foundation.web.templating import here, page
from petitions.access import petition_at_desk, signature_at_desk
from petitions.actions.goal import set_goal
from petitions.actions.invalidate import invalidate, restore
from petitions.forms.desk import GoalForm, InvalidateForm
from petitions.models.signature import SignatureState
from petitions.models.texts import text_in
from petitions.queries.figures import names_to_look_at, recent_drift
from petitions.queries.quarantine import reasons_of, signal_of
from petitions.queries.signatures import Filters, desk_page, desk_row, petitions_of

router = APIRouter()

name_acts(
    {
        "petition.goal_set": mark("set the goal of the petition"),
        "signature.invalidated": mark("took a signature out of the count"),
        "signature.restored": mark("put a signature back into the count"),
    }
)
name_things({"petition": (mark("petition"), "/desk/petitions/{}")})

GoalFormDep = Annotated[Submitted[GoalForm], Depends(submitted(GoalForm))]
InvalidateFormDep = Annotated[Submitted[InvalidateForm], Depends(submitted(InvalidateForm))]


@router.get("/desk/petitions")
def show_petitions(request: Request, session: SessionDep, user: UserDep) -> Response:
    rows = [(petition, text_in(petition, request.state.language)) for petition in petitions_of(session, user)]
    return page(request, "pages/petitions/desk_list.html", rows=rows)


@router.get("/desk/petitions/{slug}")
def show_petition(
    request: Request, session: SessionDep, user: UserDep, slug: str, *, state: str = "", after: str = ""
) -> Response:
    petition = petition_at_desk(session, user, slug, May.READ)
    return _petition(request, session, user, slug, blank(goal=petition.goal or ""), state=state, after=after)


@router.post("/desk/petitions/{slug}/goal")
def take_goal(request: Request, session: SessionDep, user: UserDep, slug: str, form: GoalFormDep) -> Response:
    petition_at_desk(session, user, slug, May.WRITE)
    if not form.ok:
        return _petition(request, session, user, slug, form, status=422)
    set_goal(session, user=user, slug=slug, goal=form.checked.goal)
    return RedirectResponse(here(request, f"/desk/petitions/{slug}"), status_code=303)


@router.get("/desk/petitions/{slug}/signatures/{reference}")
def show_signature(request: Request, session: SessionDep, user: UserDep, slug: str, reference: str) -> Response:
    return _signature(request, session, user, slug=slug, reference=reference, form=blank())


@router.post("/desk/petitions/{slug}/signatures/{reference}/invalidate")
def take_invalidate(
    request: Request, session: SessionDep, user: UserDep, *, slug: str, reference: str, form: InvalidateFormDep
) -> Response:
    if not form.ok:
        return _signature(request, session, user, slug=slug, reference=reference, form=form, status=422)
    invalidate(session, user=user, slug=slug, reference=reference, reason=form.checked.reason)
    return RedirectResponse(here(request, f"/desk/petitions/{slug}/signatures/{reference}"), status_code=303)


@router.post("/desk/petitions/{slug}/signatures/{reference}/restore")
def take_restore(request: Request, session: SessionDep, user: UserDep, slug: str, reference: str) -> Response:
    restore(session, user=user, slug=slug, reference=reference)
    return RedirectResponse(here(request, f"/desk/petitions/{slug}/signatures/{reference}"), status_code=303)


def _petition(
    request: Request,
    session: Session,
    user: SignedIn,
    slug: str,
    form: Submitted[GoalForm],
    *,
    state: str = "",
    after: str = "",
    status: int = 200,
) -> Response:
    petition = petition_at_desk(session, user, slug, May.READ)
    filtered = SignatureState(state) if state in set(SignatureState) else None
    may_write = user.may(May.WRITE, petition.organisation_id, petition.campaign_id)
    return page(
        request,
        "pages/petitions/desk_petition.html",
        status=status,
        petition=petition,
        text=text_in(petition, request.state.language),
        form=form,
        listed=desk_page(session, petition, filters=Filters(state=filtered), after=after, sees_names=may_write),
        state=filtered.value if filtered else "",
        states=[each.value for each in SignatureState],
        is_first=not after,
        drift=recent_drift(session, petition.id),
        names_waiting=len(names_to_look_at(session, petition)) if may_write else 0,
        may_write=may_write,
    )


def _signature(
    request: Request,
    session: Session,
    user: SignedIn,
    *,
    slug: str,
    reference: str,
    form: Submitted[InvalidateForm],
    status: int = 200,
) -> Response:
    petition, signature = signature_at_desk(session, user, slug, reference, May.WRITE)
    signal = signal_of(session, signature)
    return page(
        request,
        "pages/petitions/desk_signature.html",
        status=status,
        petition=petition,
        row=desk_row(signature, sees_names=True),
        signal=signal,
        reasons=reasons_of(signal),
        form=form,
    )
