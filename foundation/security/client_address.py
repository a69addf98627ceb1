"""The address a request came from, counted from the end that our own proxies wrote."""

from starlette.requests import Request


def client_address(request: Request, trusted_proxies: int) -> str:
    """With N trusted proxies, the N-th entry from the right of X-Forwarded-For; what stands left of it is the
    client's own claim.
    """
    peer = request.client.host if request.client else ""
    if not trusted_proxies:
        return peer
    hops = [hop.strip() for line in request.headers.getlist("x-forwarded-for") for hop in line.split(",")]
    return hops[-trusted_proxies] if len(hops) >= trusted_proxies else peer


def is_loopback(request: Request) -> bool:
    return (request.client.host if request.client else "") in ("127.0.0.1", "::1", "testclient")
