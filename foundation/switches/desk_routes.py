"""The switches at the desk: everybody there may see what is off, owners throw them."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response
from sqlmodel import col, select

import foundation.switches.words  # noqa: F401  # what the acts are called in the trail
from foundation.accounts.models import User
from foundation.database import SessionDep
from foundation.errors import BadInput
from foundation.switches.access import may_throw, require_to_throw
from foundation.switches.actions import switch_off, switch_on
from foundation.switches.forms import SwitchForm
from foundation.switches.models import Switch, SwitchedOff
from foundation.web.authorisation import UserDep
from foundation.web.forms import Submitted, submitted
from foundation.web.language import mark
from foundation.web.templating import here, page

router = APIRouter()

SwitchFormDep = Annotated[Submitted[SwitchForm], Depends(submitted(SwitchForm))]
NO_SUCH_SWITCH = mark("There is no such switch. Load the page again and press one of its buttons.")


@router.get("/desk/settings/switches")
def show_switches(request: Request, session: SessionDep, user: UserDep) -> Response:
    off = {
        row.switch: (row.since, name or "")
        for row, name in session.exec(
            select(SwitchedOff, col(User.name)).join(User, col(User.id) == col(SwitchedOff.user_id), isouter=True)
        )
    }
    return page(
        request,
        "pages/foundation/switches.html",
        switches=[(switch.value, off.get(switch)) for switch in Switch],
        may_throw=may_throw(session, user),
    )


@router.post("/desk/settings/switches")
def take_switch(request: Request, session: SessionDep, user: UserDep, form: SwitchFormDep) -> Response:
    require_to_throw(session, user)
    if not form.ok:
        raise BadInput(NO_SUCH_SWITCH)
    throw = switch_off if form.checked.to == "off" else switch_on
    throw(session, user=user, switch=form.checked.switch)
    return RedirectResponse(here(request, "/desk/settings/switches"), status_code=303)
