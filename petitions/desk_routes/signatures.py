"""All signatures of a petition at the desk: narrowed by filters, and looked for by owners."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from foundation.accounts.roles import May
from foundation.database import SessionDep
from foundation.web.authorisation import UserDep
from foundation.web.formats import countries
from foundation.web.forms import Submitted, blank, check, submitted
from foundation.web.templating import page
from petitions.access import petition_at_desk, signature_of
from petitions.actions.lookups import note_search
from petitions.forms.desk_list import By, FilterForm, FindForm
from petitions.models.petition import Petition
from petitions.models.signature import SignatureState
from petitions.models.texts import text_in
from petitions.queries.signatures import DeskRow, Filters, desk_page, desk_row, named

router = APIRouter()

FindFormDep = Annotated[Submitted[FindForm], Depends(submitted(FindForm))]


@router.get("/desk/petitions/{slug}/signatures")
def show_signatures(request: Request, session: SessionDep, user: UserDep, slug: str, after: str = "") -> Response:
    """A filter that cannot be read is told beside its field, and all signatures are shown."""
    petition = petition_at_desk(session, user, slug, May.READ)
    form = check(FilterForm, {name: request.query_params.get(name, "") for name in FilterForm.model_fields})
    filters = Filters(**_narrowing(form.checked)) if form.ok else Filters()
    may_write = user.may(May.WRITE, petition.organisation_id, petition.campaign_id)
    chosen = {name: value for name, value in form.values.items() if value} if form.ok else {}
    return page(
        request,
        "pages/petitions/desk_signatures.html",
        status=200 if form.ok else 422,
        petition=petition,
        text=text_in(petition, request.state.language),
        form=form,
        listed=desk_page(session, petition, filters=filters, after=after, sees_names=may_write),
        chosen=chosen,
        is_first=not after,
        states=[state.value for state in SignatureState],
        countries=countries(request.state.language),
        may_write=may_write,
    )


@router.get("/desk/petitions/{slug}/find")
def show_find(request: Request, session: SessionDep, user: UserDep, slug: str) -> Response:
    petition = petition_at_desk(session, user, slug, May.MANAGE)
    return _find(request, petition, blank(by=By.EMAIL.value))


@router.post("/desk/petitions/{slug}/find")
def take_find(request: Request, session: SessionDep, user: UserDep, slug: str, form: FindFormDep) -> Response:
    """Sent, not asked for by an address: what is looked for stands in no log and no history."""
    petition = petition_at_desk(session, user, slug, May.MANAGE)
    if not form.ok:
        return _find(request, petition, form, status=422)
    given = form.checked
    note_search(session, user=user, slug=slug, by=given.by.value, reason=given.reason)
    if given.by is By.EMAIL:
        signature = signature_of(session, petition, given.text)
        found = [desk_row(signature, sees_names=True)] if signature else []
    else:
        found = named(session, petition, given.text)
    return _find(request, petition, form, found)


def _find(
    request: Request,
    petition: Petition,
    form: Submitted[FindForm],
    found: list[DeskRow] | None = None,
    *,
    status: int = 200,
) -> Response:
    return page(
        request,
        "pages/petitions/desk_find.html",
        status=status,
        headers={"Cache-Control": "private, no-store"},
        petition=petition,
        text=text_in(petition, request.state.language),
        find=form,
        found=found,
    )


def _narrowing(form: FilterForm) -> dict[str, Any]:
    return form.model_dump() | {"country": form.country or ""}
