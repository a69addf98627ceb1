"""Handing a partner the addresses of those who agreed to hear from it, and of nobody else."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response
from sqlmodel import Session

from foundation.accounts.access import SignedIn
from foundation.accounts.roles import May
from foundation.database import SessionDep, get_database
from foundation.web.authorisation import UserDep
from foundation.web.forms import Submitted, blank, submitted
from foundation.web.language import mark
from foundation.web.templating import page
from petitions.access import petition_at_desk
from petitions.actions.lookups import note_partner_export
from petitions.exports import PARTNER_NEWS, exports_folder, table_response
from petitions.forms.desk_list import FileFormat, PartnerNewsForm
from petitions.models.texts import text_in
from petitions.queries.partner_news import partner_news_rows, partners_with_news

router = APIRouter()

PartnerNewsFormDep = Annotated[Submitted[PartnerNewsForm], Depends(submitted(PartnerNewsForm))]


@router.get("/desk/petitions/{slug}/partner-news")
def show_partner_news(request: Request, session: SessionDep, user: UserDep, slug: str) -> Response:
    return _partner_news(request, session, user, slug, blank())


@router.post("/desk/petitions/{slug}/partner-news")
def take_partner_news(request: Request, user: UserDep, slug: str, form: PartnerNewsFormDep) -> Response:
    """Written down in a transaction of its own, before the first row leaves."""
    database = get_database(request)
    with database.reading() as session:
        petition = petition_at_desk(session, user, slug, May.MANAGE)
        if form.ok and form.checked.partner not in [code for code, *_ in partners_with_news(session, petition)]:
            form.refuse("partner", mark("Nobody has agreed to hear from this partner any more. Please choose again."))
        if not form.ok:
            return _partner_news(request, session, user, slug, form, status=422)
    code = form.checked.partner
    with database.writing() as session:
        note_partner_export(session, user=user, slug=slug, code=code, reason=form.checked.reason)
    rows = partner_news_rows(database, petition.id, code)
    folder = exports_folder(request.app.state.settings)
    return table_response(FileFormat.CSV, f"news-{petition.slug}-{code}", PARTNER_NEWS, rows, folder=folder)


def _partner_news(
    request: Request,
    session: Session,
    user: SignedIn,
    slug: str,
    form: Submitted[PartnerNewsForm],
    *,
    status: int = 200,
) -> Response:
    petition = petition_at_desk(session, user, slug, May.MANAGE)
    return page(
        request,
        "pages/petitions/desk_partner_news.html",
        status=status,
        petition=petition,
        text=text_in(petition, request.state.language),
        form=form,
        partners=partners_with_news(session, petition),
    )
