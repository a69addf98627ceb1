"""Whether an unsafe request comes from our own pages (Fetch Metadata; the Origin header where a browser has none)."""

from starlette.requests import Request

_OWN = frozenset({"same-origin", "none"})


def comes_from_our_pages(request: Request, base_url: str) -> bool:
    """`Sec-Fetch-Site` cannot be set by a page's script. Without it the Origin must be ours; without both it is
    refused.
    """
    fetch_site = request.headers.get("sec-fetch-site")
    if fetch_site is not None:
        return fetch_site in _OWN
    return request.headers.get("origin") == base_url
