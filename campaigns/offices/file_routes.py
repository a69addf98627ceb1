"""The directory as a file at the desk: what it would change, and the proposals made of it."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response

from campaigns.offices.desk_routes import words_for_page
from campaigns.offices.files import ImportPlan, plan_import, propose_import
from campaigns.offices.forms import FileForm
from foundation.accounts.access import require
from foundation.accounts.roles import May
from foundation.database import SessionDep
from foundation.web.authorisation import UserDep
from foundation.web.forms import Submitted, blank, submitted
from foundation.web.language import mark, speaking
from foundation.web.templating import here, page

router = APIRouter()

NO_FILE = mark("Please choose a file.")
PROPOSALS = "/desk/directory/proposals"
PROBLEMS_SHOWN = 100


@router.get("/desk/directory/import")
def ask_for_file(request: Request, user: UserDep) -> Response:
    require(user, user.organisation_id, May.WRITE)
    return _import_page(request, blank(), None)


@router.post("/desk/directory/import")
def take_file(
    request: Request,
    session: SessionDep,
    user: UserDep,
    form: Annotated[Submitted[FileForm], Depends(submitted(FileForm))],
) -> Response:
    """Looked at first; proposed by the button below what would change."""
    require(user, user.organisation_id, May.WRITE)
    if form.ok and not form.checked.file and not form.checked.content:
        form.refuse("file", NO_FILE)
    if not form.ok:
        return _import_page(request, form, None, status=422)
    given = form.checked
    content = given.file.content if given.file else given.content.encode()
    plan = plan_import(session, content, organisation_id=user.organisation_id)
    if not plan.is_fine:
        return _import_page(request, form, plan, status=422)
    if given.act == "look" or not plan.differences:
        return _import_page(request, form, plan, content=content.decode("utf-8-sig"))
    propose_import(session, user=user, plan=plan)
    return RedirectResponse(here(request, PROPOSALS), status_code=303)


def _import_page(
    request: Request, form: Submitted[Any], plan: ImportPlan | None, *, content: str = "", status: int = 200
) -> Response:
    with speaking(request.state.language):
        return page(
            request,
            "pages/directory/import.html",
            status=status,
            form=form,
            plan=plan,
            content=content,
            problems=[str(problem) for problem in plan.problems[:PROBLEMS_SHOWN]] if plan else [],
            more_problems=max(0, len(plan.problems) - PROBLEMS_SHOWN) if plan else 0,
            **words_for_page(),
        )
