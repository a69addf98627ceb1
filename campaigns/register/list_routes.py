"""The register as a list: of one campaign, and of all."""

from collections.abc import Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response
from sqlmodel import Session

from campaigns.access import find_campaign
from campaigns.letters.numbering import pattern_of, set_pattern
from campaigns.models.campaign import Campaign
from campaigns.offices.merged import directory_now
from campaigns.register.actions.noting import set_term
from campaigns.register.forms import NumberingForm, TermForm
from campaigns.register.listing import HEADS, page_of, rows_of
from campaigns.register.models import WAYS
from campaigns.register.queries import Wanted, campaigns_seen, offices_in, term_of
from foundation.accounts.access import SignedIn, require
from foundation.accounts.roles import May
from foundation.csv_files import write_csv
from foundation.database import SessionDep
from foundation.errors import BadInput
from foundation.web.authorisation import UserDep
from foundation.web.downloads import content_disposition
from foundation.web.forms import Submitted, blank, submitted
from foundation.web.language import gettext, speaking
from foundation.web.templating import here, page

router = APIRouter()

ALL = "/desk/register"
OF_ONE = "/desk/campaigns/{slug}/register"
FIRST_YEAR, LAST_YEAR = 1900, 2199


def wanted_of(state: str = "", way: str = "", office: str = "", year: str = "") -> Wanted:
    """What nobody can have chosen narrows nothing."""
    is_year = len(year) == 4 and year.isascii() and year.isdigit()
    chosen = int(year) if is_year and FIRST_YEAR <= int(year) <= LAST_YEAR else 0
    known = office[:80] if office.isascii() and office.isprintable() else ""
    return Wanted(state=state[:20], way=way[:20], office=known, year=chosen)


WantedDep = Annotated[Wanted, Depends(wanted_of)]


@router.get(ALL)
def show_register(
    request: Request, session: SessionDep, user: UserDep, wanted: WantedDep, after: str = "", done: str = ""
) -> Response:
    return _page(request, session, user, campaigns_seen(session, user), wanted, after=after, done=done)


@router.get(ALL + ".csv")
def show_table(request: Request, session: SessionDep, user: UserDep, wanted: WantedDep) -> Response:
    return _table(request, session, user, campaigns_seen(session, user), wanted, "register.csv")


@router.post(ALL + "/numbering")
def take_numbering(
    request: Request,
    session: SessionDep,
    user: UserDep,
    form: Annotated[Submitted[NumberingForm], Depends(submitted(NumberingForm))],
) -> Response:
    require(user, user.organisation_id, May.MANAGE)
    if form.ok:
        try:
            set_pattern(session, user=user, organisation_id=user.organisation_id, pattern=form.checked.pattern)
        except BadInput as refusal:
            form.refuse("pattern", refusal.words, **refusal.values)
    if not form.ok:
        return _page(request, session, user, campaigns_seen(session, user), Wanted(), numbering=form, status=422)
    return RedirectResponse(here(request, f"{ALL}?done=numbering"), status_code=303)


@router.get(OF_ONE)
def show_register_of_campaign(
    request: Request,
    session: SessionDep,
    user: UserDep,
    slug: str,
    wanted: WantedDep,
    after: str = "",
    done: str = "",
) -> Response:
    campaign = find_campaign(session, user, slug)
    return _page(request, session, user, [campaign], wanted, campaign=campaign, after=after, done=done)


@router.get(OF_ONE + ".csv")
def show_table_of_campaign(
    request: Request, session: SessionDep, user: UserDep, slug: str, wanted: WantedDep
) -> Response:
    campaign = find_campaign(session, user, slug)
    return _table(request, session, user, [campaign], wanted, f"{campaign.slug}-register.csv")


@router.post(OF_ONE + "/term")
def take_term(
    request: Request,
    session: SessionDep,
    user: UserDep,
    slug: str,
    form: Annotated[Submitted[TermForm], Depends(submitted(TermForm))],
) -> Response:
    campaign = find_campaign(session, user, slug, May.WRITE)
    if not form.ok:
        return _page(request, session, user, [campaign], Wanted(), campaign=campaign, term=form, status=422)
    set_term(session, user=user, campaign=campaign, days=form.checked.days)
    return RedirectResponse(here(request, f"{OF_ONE.format(slug=campaign.slug)}?done=term"), status_code=303)


def _page(
    request: Request,
    session: Session,
    user: SignedIn,
    campaigns: Sequence[Campaign],
    wanted: Wanted,
    *,
    campaign: Campaign | None = None,
    after: str = "",
    done: str = "",
    status: int = 200,
    numbering: Submitted[Any] | None = None,
    term: Submitted[Any] | None = None,
) -> Response:
    language = request.state.language
    number = int(after) if after.isascii() and after.isdigit() and len(after) <= 18 else 0
    lines, following = page_of(session, user, campaigns, wanted, language=language, after=number)
    directory = directory_now(session).by_id
    offices = [
        (key, directory[key].title_in(language) if key in directory else key)
        for key in offices_in(session, [one.id for one in campaigns])
    ]
    sets_numbering = campaign is None and bool(user.roles) and user.may(May.MANAGE, user.organisation_id)
    return page(
        request,
        "pages/register/list.html",
        status=status,
        campaign=campaign,
        at=OF_ONE.format(slug=campaign.slug) if campaign else ALL,
        lines=lines,
        following=following,
        is_first=not number,
        wanted=wanted,
        narrowed=blank(state=wanted.state, way=wanted.way, office=wanted.office, year=str(wanted.year or "")),
        offices=offices,
        ways=WAYS,
        done=done,
        sets_numbering=sets_numbering,
        numbering=numbering or blank(pattern=pattern_of(session, user.organisation_id) if sets_numbering else ""),
        sets_term=campaign is not None and user.may(May.WRITE, campaign.organisation_id, campaign.id),
        term=term or blank(days=str(term_of(session, campaign.id)) if campaign else ""),
    )


def _table(
    request: Request,
    session: Session,
    user: SignedIn,
    campaigns: Sequence[Campaign],
    wanted: Wanted,
    name: str,
) -> Response:
    with speaking(request.state.language):
        heads = [gettext(head) for head in HEADS]
        parts = rows_of(session, user, campaigns, wanted, language=request.state.language)
        content = write_csv(heads, (row for part in parts for row in part))
    headers = {"Content-Disposition": content_disposition(name), "Cache-Control": "private, no-store"}
    return Response(content, media_type="text/csv; charset=utf-8", headers=headers)
