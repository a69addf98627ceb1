"""The address a request came from, counted from the end that our own proxies wrote."""

import ipaddress
from urllib.parse import urlsplit

from starlette.requests import Request

_FORWARDED = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via")


def client_address(request: Request, trusted_proxies: int) -> str:
    """With N trusted proxies, the N-th entry from the right of X-Forwarded-For; what stands left of it is the
    client's own claim.
    """
    peer = request.client.host if request.client else ""
    if not trusted_proxies:
        return peer
    hops = [hop.strip() for line in request.headers.getlist("x-forwarded-for") for hop in line.split(",")]
    return hops[-trusted_proxies] if len(hops) >= trusted_proxies else peer


def was_handed_on(request: Request) -> bool:
    """A proxy stood between, and says so."""
    return any(name in request.headers for name in _FORWARDED)


def is_from_this_machine(request: Request, base_url: str) -> bool:
    """Somebody who sits at this machine and asked for this site by its own name.

    A foreign name that leads to this machine would let any web page that is open here read along (DNS rebinding), and
    what a proxy hands on comes from somewhere else though its last step was here.
    """
    if was_handed_on(request):
        return False
    asked_for = _host_of(f"//{request.headers.get('host', '')}")
    if not _is_loopback(asked_for) and asked_for not in ("localhost", _host_of(base_url)):
        return False
    return request.client is not None and _is_loopback(request.client.host)


def _host_of(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
