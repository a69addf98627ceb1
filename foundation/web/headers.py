"""The headers of every answer, HEAD wherever GET, and a last net under all handlers."""

import logging
import re
import traceback

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
    "Cache-Control": "no-store",
}
# Of pages whose address is a key: it goes nowhere from there, and nothing of them is kept anywhere.
_SECRET = {"Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex, nofollow", "Cache-Control": "no-store"}
_HSTS = {"Strict-Transport-Security": "max-age=31536000; includeSubDomains"}


def framed_by(ancestors: str) -> str:
    """The policy of every page, and who may show it in a frame: origins, `*` or `'none'`."""
    return _CSP.format(ancestors=ancestors)


_CLOSED = {"Content-Security-Policy": framed_by("'none'")}
_OPEN = {"Content-Security-Policy": framed_by("*")}


def _as_sent(headers: dict[str, str]) -> list[tuple[bytes, bytes]]:
    return [(name.lower().encode(), value.encode()) for name, value in headers.items()]


class HeadersMiddleware:
    """Sets what house.md asks for; an answer that says nothing about caching is not kept anywhere."""

    def __init__(self, app: ASGIApp, https: bool, keyed_by: str = "") -> None:
        """`keyed_by`: how addresses begin that are keys, as `/kit/`, in whichever language they are read."""
        self.app = app
        self.is_secret = re.compile(rf"(?:/[A-Za-z]+(?:-[A-Za-z]+)?)?{re.escape(keyed_by)}") if keyed_by else None
        self.of_secrets = _as_sent(_SECRET)
        # Made once, as they are sent: they stand in every answer.
        self.everywhere = _as_sent(_ALWAYS | _CLOSED | (_HSTS if https else {}))
        self.in_frames = _as_sent(_ALWAYS | _OPEN | (_HSTS if https else {}))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        above = self.of_secrets if self.is_secret and self.is_secret.match(scope["path"]) else []
        ours = self.in_frames if scope["path"].endswith("/embed") else self.everywhere

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                overruled = {name for name, _ in above}
                given = [*(pair for pair in message.get("headers", []) if pair[0].lower() not in overruled), *above]
                names = {name.lower() for name, _ in given}
                message["headers"] = [*given, *(pair for pair in ours if pair[0] not in names)]
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
