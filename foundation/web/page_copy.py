"""One rendered page in all the forms it is sent in: as it is, compressed, and "you have it already"."""

import gzip
from dataclasses import dataclass
from datetime import datetime

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import Message

from foundation.web.etags import etag_of, is_among

LEAST_COMPRESSED = 600
"""Bytes: what is shorter gains nothing."""
_OF_THE_BODY = ("content-length", "content-type", "content-encoding")

Answer = tuple[Message, bytes]
"""As an application sends it: its start, and its whole body."""


@dataclass(frozen=True)
class Form:
    start: Message
    not_modified: Message
    body: bytes


@dataclass(frozen=True)
class PageCopy:
    """`latest` is the last change this process knew of when the page was begun."""

    plain: Form
    compressed: Form | None
    etag: str
    last_modified: bytes
    latest: object
    began: datetime
    until: datetime

    @property
    def size(self) -> int:
        return len(self.plain.body) + (len(self.compressed.body) if self.compressed else 0)

    def is_had(self, wished: str, since: bytes) -> bool:
        """`wished` is If-None-Match, before which If-Modified-Since counts nothing (RFC 9110, 13.1.3). Readers send the
        time back as they got it."""
        if wished:
            return is_among(wished, self.etag)
        return bool(since) and since == self.last_modified

    def may_be_given(self, latest: object, now: datetime) -> bool:
        return latest is self.latest and self.began <= now < self.until


def make_copy(answer: Answer, latest: object, began: datetime, until: datetime) -> PageCopy | None:
    """None for what is not for everybody: an error, a redirect, a page that sets a cookie."""
    start, body = answer
    headers = Headers(raw=start["headers"])
    if start["status"] != 200 or "set-cookie" in headers:
        return None
    etag = etag_of(body)
    compressed = gzip.compress(body, compresslevel=6, mtime=0) if len(body) >= LEAST_COMPRESSED else body
    # Pages that are the same for everybody hold no secret that their compressed length could tell.
    is_smaller = len(compressed) < len(body)
    return PageCopy(
        plain=_form(headers, body, etag, varies=is_smaller),
        compressed=_form(headers, compressed, etag, varies=True, coding="gzip") if is_smaller else None,
        etag=etag,
        last_modified=headers.get("last-modified", "").encode("latin-1"),
        latest=latest,
        began=began,
        until=until,
    )


def _form(headers: Headers, body: bytes, etag: str, *, varies: bool, coding: str = "") -> Form:
    own = MutableHeaders(raw=list(headers.raw))
    own["content-length"] = str(len(body))
    # The same content in other bytes (RFC 9110, 8.8.1).
    own["etag"] = f"W/{etag}" if coding else etag
    if coding:
        own["content-encoding"] = coding
    if varies:
        own.add_vary_header("Accept-Encoding")
    kept = [(name, value) for name, value in own.raw if name.decode() not in _OF_THE_BODY]
    return Form(
        start={"type": "http.response.start", "status": 200, "headers": own.raw},
        not_modified={"type": "http.response.start", "status": 304, "headers": kept},
        body=body,
    )
