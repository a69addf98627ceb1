"""Pages with a large picture in them go out compressed. Only pages that are the same for everybody: of others, the
compressed length could tell what stands in them."""

import gzip

from fastapi import Request
from fastapi.responses import Response


def compressed(request: Request, response: Response) -> Response:
    """As it is, for a browser that takes nothing else, and where there is no body."""
    response.headers.append("Vary", "Accept-Encoding")
    if not response.body or "gzip" not in request.headers.get("accept-encoding", ""):
        return response
    headers = {name: value for name, value in response.headers.items() if name != "content-length"}
    headers["content-encoding"] = "gzip"
    if "etag" in headers:
        # The same content in other bytes (RFC 9110, 8.8.1).
        headers["etag"] = f"W/{headers['etag']}"
    return Response(
        gzip.compress(bytes(response.body), compresslevel=6, mtime=0), status_code=response.status_code, headers=headers
    )
