"""A second press on “Remove” or “Delete”: what is gone is gone, and the list where it stood says so."""

from fastapi import Request
from fastapi.responses import RedirectResponse, Response

from foundation.web.templating import here


def gone_already(request: Request, to_list: str) -> Response:
    """`to_list` is a page of the desk without a query."""
    return RedirectResponse(here(request, f"{to_list}?gone=1"), status_code=303)
