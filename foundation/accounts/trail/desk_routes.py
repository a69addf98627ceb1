"""Settings: who did what, whether the trail still holds, and how it calls people."""

from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response
from sqlmodel import Session

import foundation.accounts.people.desk_routes  # noqa: F401  # its filter words the roles
from foundation.accounts.access import SignedIn, require
from foundation.accounts.actions import change_trail_names
from foundation.accounts.acts import kinds_of_things
from foundation.accounts.models import NamesShown, Organisation
from foundation.accounts.roles import May
from foundation.accounts.trail.checkpoints import verify_whole
from foundation.accounts.trail.forms import NamesForm, NarrowForm
from foundation.accounts.trail.queries import Narrowed, actors, trail_page
from foundation.database import SessionDep
from foundation.web.authorisation import UserDep
from foundation.web.forms import Submitted, blank, check, submitted
from foundation.web.templating import here, page

router = APIRouter()
HOME = "/desk/settings/trail"


@router.get("/desk/settings/trail")
def show_trail(request: Request, session: SessionDep, user: UserDep, before: int = 0) -> Response:
    """With `?check=1` the whole chain is read; the entries shown are looked at anyway."""
    return _trail_page(request, session, user, before=before)


@router.post("/desk/settings/trail/names")
def take_names(
    request: Request,
    session: SessionDep,
    user: UserDep,
    form: Annotated[Submitted[NamesForm], Depends(submitted(NamesForm))],
) -> Response:
    require(user, user.organisation_id, May.MANAGE)
    if not form.ok:
        return _trail_page(request, session, user, names=form, status=422)
    change_trail_names(session, user=user, shown=form.checked.shown)
    return RedirectResponse(here(request, HOME), status_code=303)


def _trail_page(
    request: Request,
    session: Session,
    user: SignedIn,
    *,
    before: int = 0,
    names: Submitted[NamesForm] | None = None,
    status: int = 200,
) -> Response:
    organisation_id = user.organisation_id
    form = check(NarrowForm, {name: request.query_params.get(name, "") for name in NarrowForm.model_fields})
    narrowed = Narrowed(**form.checked.model_dump()) if form.ok else Narrowed()
    # Beyond what the column holds there is no entry.
    listed = trail_page(session, organisation_id, narrowed, before=min(max(before, 0), 2**62))
    chosen = {name: value for name, value in form.values.items() if value} if form.ok else {}
    more = urlencode(chosen | {"before": listed.next_before}) if listed.next_before else ""
    checked = request.query_params.get("check") == "1"
    organisation = session.get_one(Organisation, organisation_id)
    files_dir = request.app.state.settings.effective_files_dir
    return page(
        request,
        "pages/accounts/trail.html",
        status=status if form.ok else 422,
        form=form,
        names=names or blank(shown=organisation.trail_names),
        names_shown=[shown.value for shown in NamesShown],
        lines=listed.lines,
        next_href=here(request, f"{HOME}?{more}") if more else "",
        is_narrowed=bool(chosen),
        people=actors(session, organisation_id),
        kinds=kinds_of_things(request.state.language),
        checked=checked,
        broken=verify_whole(session, organisation_id, files_dir) if checked else None,
        may_manage=user.may(May.MANAGE, organisation_id),
        # An act's details may name what is on hold, which is for those who work on the facts.
        tells_details=user.may(May.WRITE, organisation_id),
    )
