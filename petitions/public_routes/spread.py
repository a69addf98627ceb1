"""oEmbed (oembed.com, version 1.0): a site that is given a petition's address asks here how to show it."""

import re
from typing import Annotated
from urllib.parse import parse_qs, urlsplit

from fastapi import APIRouter, Query, Request
from fastapi.responses import JSONResponse, Response

from foundation.database import SessionDep
from foundation.errors import AppError, NotFound
from foundation.web.language import LANGUAGES, gettext, mark, speaking
from foundation.web.tongues import TONGUES
from petitions.access import NO_SUCH_PETITION, petition_for_reader
from petitions.addresses import petition_address
from petitions.forms.sign import partner_code
from petitions.models.texts import read_in
from petitions.public_routes.figures import OPEN_TO_ALL
from petitions.queries.reading import petition_page
from petitions.sharing import EMBED_HEIGHT, EMBED_WIDTH, embed_snippet

router = APIRouter()

_PATH = re.compile(rf"(?:/({'|'.join(TONGUES)}))?/petitions/([a-z0-9-]{{1,80}})/?")
LONGEST_ADDRESS = 2000


class OtherFormat(AppError):
    status = 501


@router.get("/oembed")
def show_oembed(
    request: Request,
    session: SessionDep,
    wished: Annotated[str, Query(alias="format")] = "json",
    url: str = "",
    maxwidth: str = "",
    maxheight: str = "",
) -> Response:
    """Only for petitions of this site. Anything else is not found, as the specification asks."""
    if wished != "json":
        raise OtherFormat(mark("This is offered as JSON only."))
    base_url = request.app.state.settings.effective_base_url
    language, slug, via = _petition_of(url, base_url)
    petition = petition_for_reader(session, slug)
    read = read_in(petition, language or request.state.reads, request.state.language)
    shown = petition_page(session, petition, read)
    width, height = _within(maxwidth, EMBED_WIDTH), _within(maxheight, EMBED_HEIGHT)
    framed = petition_address(base_url, slug, language=language or request.state.language, via=via, part="embed")
    with speaking(language if language in LANGUAGES else request.state.language):
        provider = gettext("Solidarity")
    answer = {
        "version": "1.0",
        "type": "rich",
        "title": shown.text.title,
        "author_name": shown.around.run_by or shown.controller,
        "provider_name": provider,
        "provider_url": f"{base_url}/",
        "cache_age": 3600,
        "html": embed_snippet(shown.text.title, framed, width=width, height=height),
        "width": width,
        "height": height,
    }
    return JSONResponse(answer, headers=OPEN_TO_ALL)


def _petition_of(url: str, base_url: str) -> tuple[str, str, str]:
    """Language, slug and partner code of an address of ours. Raises NotFound."""
    path = url.removeprefix(base_url) if len(url) <= LONGEST_ADDRESS and url.startswith(base_url) else ""
    try:
        parts = urlsplit(path)
    except ValueError:
        raise NotFound(NO_SUCH_PETITION) from None
    found = _PATH.fullmatch(parts.path) if not parts.netloc else None
    if found is None:
        raise NotFound(NO_SUCH_PETITION)
    via = parse_qs(parts.query).get("via", [""])
    return found[1] or "", found[2], partner_code(via[0])


def _within(wished: str, usual: int) -> int:
    """The asking site's limit in pixels where it is smaller than what we would take."""
    limit = int(wished) if wished.isascii() and wished.isdecimal() and len(wished) < 6 else 0
    return min(usual, limit) if limit else usual
