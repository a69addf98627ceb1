"""Public pages, rendered once for everybody who asks within the same second.

On a viral day thousands ask for the same few pages. A copy is given to whoever shows no sign of being signed in. It
ends after LIVES or with the full minute, for public figures move at full minutes only, and at once when this process
has written anything that may show on a page. Other processes follow within LIVES: so long may a page that was taken
down, or a name that was taken back, still be handed out by them, and no longer.

Which pages are kept, and what in their addresses they depend on, stands in the authorisation table. Anything else that
other sites hang on our addresses is cut off, or each visitor would have a page of their own.
"""

import asyncio
from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import lru_cache
from urllib.parse import parse_qsl, urlencode

from starlette.concurrency import run_in_threadpool
from starlette.routing import compile_path
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from foundation.accounts.sign_in import COOKIE_NAMES
from foundation.clock import utc_now
from foundation.database import Changes
from foundation.web.authorisation import Rule
from foundation.web.language import split_prefix, spoken_and_read
from foundation.web.page_copy import Answer, PageCopy, make_copy

LIVES = timedelta(seconds=1)
MOST_KNOWN = 4096
"""Pages of which it is remembered in which languages they may be read."""
MOST_BYTES = 32 * 1024 * 1024
"""Of all copies together; the oldest go first."""
LONGEST_QUESTION = 2000
LONGEST_PATH = 300
"""Longer than any page's that is kept."""
A_MINUTE = "public, max-age=60, stale-while-revalidate=120, stale-if-error=300"
"""For how long browsers and caches between us may keep what is the same for everybody."""

Key = tuple[str, str, str, str, bytes]
"""Language in the path, language spoken, language read, path, and the part of the question that counts."""

_SIGNED_IN = tuple(f"{name}=".encode() for name in COOKIE_NAMES)


class CopiesMiddleware:
    """The outermost of all, so that a copy costs next to nothing."""

    def __init__(self, app: ASGIApp, rules: Iterable[Rule], changes: Changes) -> None:
        self.app = app
        self.changes = changes
        self.kept: dict[Key, PageCopy] = {}
        self._size = 0
        self._making: dict[Key, asyncio.Future[None]] = {}
        self._readable_in: dict[str, frozenset[str]] = {}
        patterns = [(compile_path(rule.path)[0], rule.copied, rule.speaks) for rule in rules if rule.copied is not None]

        @lru_cache(maxsize=4096)
        def key_of(whole_path: str, question: bytes, accept_language: str) -> Key | None:
            """None for a page that is not kept."""
            prefix, path = split_prefix(whole_path)
            for pattern, names, languages in patterns:
                if pattern.match(path):
                    spoken, read = spoken_and_read(prefix, accept_language, languages)
                    return prefix, spoken, read, path, _what_counts(question, names)
            return None

        self.key_of = key_of

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        is_page = scope["type"] == "http" and scope["method"] in ("GET", "HEAD")
        if not is_page or len(scope["path"]) > LONGEST_PATH:
            await self.app(scope, receive, send)
            return
        accept_language, accept_encoding, wished, since, is_signed_in = "", b"", b"", b"", False
        for name, value in scope["headers"]:
            # The first one, as the page itself is worded: else it could be kept under another language's name.
            if name == b"accept-language" and not accept_language:
                accept_language = value[:300].decode("latin-1")
            elif name == b"accept-encoding":
                accept_encoding = value
            elif name == b"if-none-match":
                wished = value
            elif name == b"if-modified-since":
                since = value
            elif name == b"cookie":
                is_signed_in = is_signed_in or any(cookie in value for cookie in _SIGNED_IN)
        key = self.key_of(scope["path"], scope["query_string"][:LONGEST_QUESTION], accept_language)
        if key is None:
            await self.app(scope, receive, send)
            return
        key, asked = self._asked(key, scope)
        answer = await (self._made(None, asked, receive) if is_signed_in else self._page(key, asked, receive))
        if isinstance(answer, PageCopy):
            form = answer.compressed if answer.compressed and b"gzip" in accept_encoding else answer.plain
            has_it = answer.is_had(wished.decode("latin-1"), since)
            start, body = (form.not_modified, b"") if has_it else (form.start, form.body)
        else:
            start, body = answer
        await send(start)
        await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else body})

    def _asked(self, key: Key, scope: Scope) -> tuple[Key, Scope]:
        """Under which key, and what of the rest of the house.

        Who would rather read a language that the page does not have is given the copy of whoever reads the one that
        it speaks: else a crowd from many countries would have each page rendered sixty times."""
        prefix, spoken, read, path, question = key
        asked = {**scope, "method": "GET", "query_string": question}
        known = self._readable_in.get(path)
        if prefix or known is None or read in known:
            return key, asked
        others = [(name, value) for name, value in scope["headers"] if name != b"accept-language"]
        asked["headers"] = [*others, (b"accept-language", spoken.encode())]
        return (prefix, spoken, spoken, path, question), asked

    async def _page(self, key: Key, scope: Scope, receive: Receive) -> PageCopy | Answer:
        """Who asks for what is just being made waits for it, so that a crowd causes the work once."""
        for _time in range(2):
            kept = self.kept.get(key)
            if kept is not None and kept.may_be_given(self.changes.latest, utc_now()):
                return kept
            making = self._making.get(key)
            if making is None or making.get_loop() is not asyncio.get_running_loop():
                break
            await asyncio.wait([making])
        return await self._made(key, scope, receive)

    async def _made(self, key: Key | None, scope: Scope, receive: Receive) -> PageCopy | Answer:
        loop = asyncio.get_running_loop()
        done = loop.create_future()
        if key is not None and key not in self._making:
            self._making[key] = done
        try:
            latest, began = self.changes.latest, utc_now()
            answer = await self._answer(scope, receive)
            copy = await run_in_threadpool(make_copy, answer, latest, began, min(began + LIVES, _next_minute(began)))
            if copy is None:
                return answer
            if key is not None and copy.may_be_given(self.changes.latest, utc_now()):
                self._keep(key, copy)
                loop.call_later(LIVES.total_seconds(), self._end, key, copy)
            return copy
        finally:
            if key is not None and self._making.get(key) is done:
                del self._making[key]
            done.set_result(None)

    async def _answer(self, scope: Scope, receive: Receive) -> Answer:
        """Whole: these pages are no streams."""
        state = scope.setdefault("state", {})
        starts: list[Message] = []
        parts: list[bytes] = []

        async def take(message: Message) -> None:
            if message["type"] == "http.response.start":
                starts.append(message)
            elif message["type"] == "http.response.body":
                parts.append(message.get("body", b""))

        await self.app(scope, receive, take)
        if "readable_in" in state:
            if len(self._readable_in) >= MOST_KNOWN:
                self._readable_in.clear()
            self._readable_in[split_prefix(scope["path"])[1]] = state["readable_in"]
        return starts[0], b"".join(parts)

    def _keep(self, key: Key, copy: PageCopy) -> None:
        self._drop(key, self.kept.get(key))
        self.kept[key] = copy
        self._size += copy.size
        while self._size > MOST_BYTES:
            oldest = next(iter(self.kept))
            self._drop(oldest, self.kept[oldest])

    def _end(self, key: Key, copy: PageCopy) -> None:
        """Names do not stay in memory for want of another reader."""
        if utc_now() >= copy.until:
            self._drop(key, copy)
        elif self.kept.get(key) is copy:
            asyncio.get_running_loop().call_later(LIVES.total_seconds(), self._end, key, copy)

    def _drop(self, key: Key, copy: PageCopy | None) -> None:
        if copy is not None and self.kept.get(key) is copy:
            del self.kept[key]
            self._size -= copy.size


def _what_counts(question: bytes, names: tuple[str, ...] | None) -> bytes:
    if not question or not names:
        return b""
    try:
        given = dict(parse_qsl(question.decode("latin-1"), max_num_fields=50))
    except ValueError:
        return b""
    return urlencode([(name, given[name]) for name in names if name in given]).encode()


def _next_minute(moment: datetime) -> datetime:
    return moment.replace(second=0, microsecond=0) + timedelta(minutes=1)
