"""Who signed, by each signer's choice, and how many: as a list, as pictures with their tables, as JSON, and as a small
page to be framed."""

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response

from foundation.database import SessionDep
from foundation.switches.models import Switch
from foundation.switches.queries import require_on, switched_off
from foundation.web.copies import A_MINUTE
from foundation.web.headers import framed_by
from foundation.web.templating import page
from petitions.access import petition_for_reader, petition_with_names
from petitions.forms.sign import partner_code
from petitions.models.groups import Groups
from petitions.models.texts import read_in
from petitions.pictures import time_chart, world_map
from petitions.queries.figures import public_figures, public_groups
from petitions.queries.reading import petition_page
from petitions.queries.signatures import public_page

router = APIRouter()

OPEN_TO_ALL = {"Cache-Control": A_MINUTE, "Access-Control-Allow-Origin": "*"}


@router.get("/petitions/{slug}/signatories")
def show_signatories(request: Request, session: SessionDep, slug: str, after: str = "") -> Response:
    """Kept by nobody but us, and for a second at most, so that who withdraws is gone from it at once."""
    petition = petition_with_names(session, slug)
    require_on(session, Switch.SIGNATORY_LIST)
    listed = public_page(session, petition, after=after)
    return page(
        request,
        "pages/petitions/signatories.html",
        headers={"X-Robots-Tag": "noindex, noarchive"},
        readable_in=petition.texts,
        shown=petition_page(session, petition, read_in(petition, request.state.reads, request.state.language)),
        listed=listed,
        is_first=not after,
        noindex=True,
    )


@router.get("/petitions/{slug}/figures")
def show_figures(request: Request, session: SessionDep, slug: str) -> Response:
    petition = petition_for_reader(session, slug)
    are_on = not switched_off(session, Switch.CHARTS)
    groups = public_groups(session, petition) if are_on else Groups()
    return page(
        request,
        "pages/petitions/figures.html",
        # What was switched off is to be back at once when it is on again.
        headers={"Cache-Control": A_MINUTE} if are_on else None,
        readable_in=petition.texts,
        shown=petition_page(session, petition, read_in(petition, request.state.reads, request.state.language)),
        are_on=are_on,
        groups=groups,
        chart=time_chart(groups.spans),
        world=world_map(groups.countries),
    )


@router.get("/petitions/{slug}/figures.json")
def show_figures_for_programs(session: SessionDep, slug: str) -> Response:
    """The numbers behind the pictures: days, countries, organisations and partners, of `groups.confirmed`."""
    petition = petition_for_reader(session, slug)
    require_on(session, Switch.CHARTS)
    figures = public_figures(session, petition)
    numbers = {
        "confirmed": figures.confirmed,
        "paper": figures.paper,
        "organisations": figures.organisations,
        "groups": public_groups(session, petition).as_json(),
    }
    return JSONResponse(numbers, headers=OPEN_TO_ALL)


@router.get("/petitions/{slug}/count.json")
def show_count(session: SessionDep, slug: str) -> Response:
    """Anybody may build on these numbers, from any site. What a later version adds to the figures is not here by
    itself: these four fields are promised, each kind apart, countries by two-letter code where they are ten or more."""
    figures = public_figures(session, petition_for_reader(session, slug))
    promised = {
        "confirmed": figures.confirmed,
        "paper": figures.paper,
        "organisations": figures.organisations,
        "countries": figures.countries,
    }
    return JSONResponse(promised, headers=OPEN_TO_ALL)


@router.get("/petitions/{slug}/embed")
def show_embed(request: Request, session: SessionDep, slug: str, via: str = "") -> Response:
    """No form and no cookie, and its links open the whole window: nobody can be made to sign inside a frame. So any
    site may show it, unless the organisers have named those that may."""
    petition = petition_for_reader(session, slug)
    framed = framed_by(" ".join(petition.embed_sites) or "*")
    return page(
        request,
        "pages/petitions/embed.html",
        headers={"Cache-Control": A_MINUTE, "Content-Security-Policy": framed},
        readable_in=petition.texts,
        shown=petition_page(session, petition, read_in(petition, request.state.reads, request.state.language)),
        via=partner_code(via),
        noindex=True,
    )
