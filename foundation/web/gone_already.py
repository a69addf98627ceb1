"""A form about what is gone: a second press on “Remove”, or a change of what somebody removed in the meantime. What is
gone is gone, nothing is changed, and the list where it stood says so."""

from fastapi import Request
from fastapi.responses import RedirectResponse, Response

from foundation.web.templating import here


def gone_already(request: Request, to_list: str) -> Response:
    """`to_list` is a page of the desk without a query."""
    return RedirectResponse(here(request, f"{to_list}?gone=1"), status_code=303)
