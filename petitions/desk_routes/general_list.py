"""The general list of each of an organiser's organisations: how many, never who; and for owners the table."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response
from sqlmodel import Session

from foundation.accounts.access import SignedIn, require
from foundation.accounts.models import Organisation
from foundation.accounts.roles import May
from foundation.database import SessionDep, get_database
from foundation.errors import AppError
from foundation.web.authorisation import UserDep
from foundation.web.forms import Submitted, blank, submitted
from foundation.web.templating import page
from petitions.access import organisation_number
from petitions.actions.lookups import note_list_export
from petitions.exports import MEMBERS, exports_folder, table_response, while_permitted
from petitions.forms.desk_list import ListExportForm
from petitions.queries.export_rows import member_rows
from petitions.queries.general_list import members_of

router = APIRouter()

ListExportFormDep = Annotated[Submitted[ListExportForm], Depends(submitted(ListExportForm))]


@router.get("/desk/general-list")
def show_lists(request: Request, session: SessionDep, user: UserDep) -> Response:
    return _lists(request, session, user)


@router.post("/desk/general-list/{organisation_id}/export")
def take_export(request: Request, user: UserDep, organisation_id: str, form: ListExportFormDep) -> Response:
    number = organisation_number(organisation_id)
    require(user, number, May.MANAGE)
    database = get_database(request)
    if not form.ok:
        with database.reading() as session:
            return _lists(request, session, user, number, form, status=422)
    given = form.checked
    with database.writing() as session:
        note_list_export(session, user=user, organisation_id=number, what=given.format.value, reason=given.reason)
    folder = exports_folder(request.app.state.settings)
    parts = while_permitted(member_rows(database, number), database, user=user, organisation_id=number, act=May.MANAGE)
    try:
        return table_response(given.format, "general-list", MEMBERS, parts, folder=folder)
    except AppError as refusal:
        form.refuse("format", refusal.words, **refusal.values)
    with database.reading() as session:
        return _lists(request, session, user, number, form, status=422)


def _lists(
    request: Request,
    session: Session,
    user: SignedIn,
    wrong: int = 0,
    form: Submitted[ListExportForm] | None = None,
    *,
    status: int = 200,
) -> Response:
    """`wrong` is the organisation whose `form` was refused."""
    lists = [
        (
            session.get_one(Organisation, organisation_id),
            members_of(session, organisation_id),
            user.may(May.MANAGE, organisation_id),
            form if form is not None and organisation_id == wrong else blank(format="csv"),
        )
        for organisation_id in user.organisation_ids
    ]
    return page(request, "pages/petitions/desk_general_list.html", status=status, lists=lists)
