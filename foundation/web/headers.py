"""The headers of every answer, HEAD wherever GET, and a last net under all handlers."""

import logging
import traceback

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

log = logging.getLogger("solidarity.web")

_CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; worker-src 'self'; font-src 'self'; "
    "img-src 'self' data:; form-action 'self'; base-uri 'none'; object-src 'none'; frame-ancestors {ancestors}"
)
_ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    # With no-referrer, browsers send `Origin: null` on our own forms.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
}
_HSTS = "max-age=31536000; includeSubDomains"


def framed_by(ancestors: str) -> str:
    """The policy of every page, and who may show it in a frame: origins, `*` or `'none'`."""
    return _CSP.format(ancestors=ancestors)


class HeadersMiddleware:
    """Sets what house.md asks for; an answer that says nothing about caching is not kept anywhere."""

    def __init__(self, app: ASGIApp, https: bool) -> None:
        self.app = app
        self.https = https

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        may_be_framed = scope["path"].endswith("/embed")

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _ALWAYS.items():
                    headers.setdefault(name, value)
                headers.setdefault("Content-Security-Policy", framed_by("*" if may_be_framed else "'none'"))
                headers.setdefault("Cache-Control", "no-store")
                if self.https:
                    headers["Strict-Transport-Security"] = _HSTS
            await send(message)

        await self.app(scope, receive, send_with_headers)


class HeadMiddleware:
    """FastAPI answers 405 to HEAD; here it is a GET whose body is not sent."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "HEAD":
            await self.app(scope, receive, send)
            return

        async def send_without_body(message: Message) -> None:
            if message["type"] == "http.response.body":
                message = {**message, "body": b""}
            await send(message)

        await self.app({**scope, "method": "GET"}, receive, send_without_body)


def log_without_words(error: BaseException) -> None:
    """Kind and places of an unexpected error, never its message: that may hold a name or an address."""
    places = " < ".join(
        f"{frame.filename.rsplit('/', 3)[-1]}:{frame.lineno} {frame.name}"
        for frame in reversed(traceback.extract_tb(error.__traceback__)[-6:])
    )
    log.error("unexpected %s at %s", type(error).__name__, places)
