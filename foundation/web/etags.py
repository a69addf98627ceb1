"""Answers that are sent once and confirmed afterwards (RFC 9110, 8.8.3 and 13.1.2)."""

import hashlib

from fastapi import Request
from fastapi.responses import Response


def etag_of(content: bytes) -> str:
    return f'"{hashlib.sha256(content).hexdigest()[:32]}"'


def has_it_already(request: Request, etag: str) -> bool:
    """Whether the reader's copy is the one of this tag. Proxies that compress mark their tags as weak."""
    return is_among(request.headers.get("if-none-match", ""), etag)


def is_among(wished: str, etag: str) -> bool:
    """`wished` as it stands in If-None-Match."""
    return any(tag.strip().removeprefix("W/") in (etag, "*") for tag in wished[:2000].split(","))


def tagged(request: Request, response: Response, etag: str = "") -> Response:
    """The response with its tag, or 304 without a body where the reader has it already."""
    tag = etag or etag_of(bytes(response.body))
    if has_it_already(request, tag):
        kept = {
            name: value for name, value in response.headers.items() if name not in ("content-length", "content-type")
        }
        return Response(status_code=304, headers=kept | {"ETag": tag})
    response.headers["ETag"] = tag
    return response
