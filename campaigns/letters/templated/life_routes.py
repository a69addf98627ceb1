"""A template's life on the desk: an earlier text comes back, it is deleted and taken back."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response

from campaigns.letters.templated.access import TEMPLATES, find_template
from campaigns.letters.templated.actions import delete_template, restore_version, take_back
from campaigns.letters.templated.desk_routes import ONE
from campaigns.letters.templated.forms import RestoreForm
from campaigns.letters.templated.models import LetterTemplate
from foundation.accounts.roles import May
from foundation.database import SessionDep
from foundation.web.authorisation import UserDep
from foundation.web.forms import Submitted, submitted
from foundation.web.templating import here

router = APIRouter()


@router.post(ONE + "/restore")
def take_restoring(
    request: Request,
    session: SessionDep,
    user: UserDep,
    template_id: int,
    form: Annotated[Submitted[RestoreForm], Depends(submitted(RestoreForm))],
) -> Response:
    template = find_template(session, user, template_id, May.WRITE, to_change=True)
    restore_version(session, user=user, template=template, number=form.checked.number)
    return _back(request, template, "restored")


@router.post(ONE + "/delete")
def take_deleting(request: Request, session: SessionDep, user: UserDep, template_id: int) -> Response:
    template = find_template(session, user, template_id, May.WRITE, to_change=True)
    delete_template(session, user=user, template=template)
    return RedirectResponse(here(request, f"{TEMPLATES}?done=deleted&template={template.id}"), status_code=303)


@router.post(ONE + "/take-back")
def take_back_again(request: Request, session: SessionDep, user: UserDep, template_id: int) -> Response:
    template = find_template(session, user, template_id, May.WRITE, to_change=True)
    take_back(session, user=user, template=template)
    return _back(request, template, "taken_back")


def _back(request: Request, template: LetterTemplate, done: str) -> Response:
    return RedirectResponse(here(request, f"{ONE.format(template_id=template.id)}?done={done}"), status_code=303)
