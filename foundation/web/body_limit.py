"""How much a request may send. Counted as it arrives, because a length may be missing or a lie.

FastAPI's own `max_body_size` answers in bare English and cannot be replaced by a page, hence this.
"""

import re
from collections.abc import Iterable

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.routing import compile_path
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from foundation.web.authorisation import Rule
from foundation.web.error_pages import error_page, words_of_status

LARGEST_FORM = 128 * 1024


class BodyLimitMiddleware:
    """`LARGEST_FORM` bytes, or what the route's rule allows."""

    def __init__(self, app: ASGIApp, rules: Iterable[Rule]) -> None:
        self.app = app
        self.larger: list[tuple[re.Pattern[str], int]] = [
            (compile_path(rule.path)[0], rule.largest_body) for rule in rules if rule.largest_body
        ]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        limit = next((size for path, size in self.larger if path.match(scope["path"])), LARGEST_FORM)
        declared = dict(scope["headers"]).get(b"content-length", b"0")
        if not declared.isdigit() or int(declared) > limit:
            await error_page(Request(scope), 413, words_of_status(413))(scope, receive, send)
            return
        received = 0

        async def receive_counting() -> Message:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            if received > limit:
                raise HTTPException(413)
            return message

        await self.app(scope, receive_counting, send)
