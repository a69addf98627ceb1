"""Which language a page speaks, and its catalogue. English is the language of the message ids; one .po file per
room holds another.

The catalogues are read from their .po files when a process starts: no compiled file can be older than its source.
"""

import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from pathlib import Path

from babel.core import negotiate_locale
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from foundation.web.tongues import TONGUES

LOCALE_DIR = Path(__file__).parent.parent / "locale"
LANGUAGES = {"en": "English", "ru": "Русский"}
DEFAULT_LANGUAGE = "en"
FURTHER_LANGUAGES = ("fr", "es")
PAPER_LANGUAGES = (*LANGUAGES, *FURTHER_LANGUAGES)
"""Spoken by what goes to the ILO, and by the pages on which anybody reads the same things."""

_READ = frozenset(TONGUES)
_speaking: ContextVar[str] = ContextVar("speaking", default=DEFAULT_LANGUAGE)


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """What is rendered or worded inside comes out in this language."""
    token = _speaking.set(language)
    try:
        yield
    finally:
        _speaking.reset(token)


def current_language() -> str:
    return _speaking.get()


def gettext(words: str) -> str:
    return str(catalogue(_speaking.get()).gettext(words)) if words else ""


def ngettext(one: str, many: str, number: int) -> str:
    return str(catalogue(_speaking.get()).ngettext(one, many, number))


def pgettext(context: str, words: str) -> str:
    return str(catalogue(_speaking.get()).pgettext(context, words))


def npgettext(context: str, one: str, many: str, number: int) -> str:
    return str(catalogue(_speaking.get()).npgettext(context, one, many, number))


def mark(words: str) -> str:
    """Marks a sentence for the catalogues where it is only stored, to be spoken later."""
    return words


@lru_cache
def catalogue(language: str) -> NullTranslations:
    """All rooms' sentences of one language together."""
    together: Translations | None = None
    for path in sorted((LOCALE_DIR / language).glob("*.po")):
        with path.open("rb") as file:
            compiled = io.BytesIO()
            write_mo(compiled, read_po(file, locale=language))
        compiled.seek(0)
        room = Translations(compiled)
        together = room if together is None else together.merge(room)
    return together or NullTranslations()


def negotiate(accept_language: str, languages: Sequence[str]) -> str:
    """The best of these for an Accept-Language header; `kk-KZ, ru;q=0.8` gives Russian."""
    return _best_of(tuple(languages), accept_language) or DEFAULT_LANGUAGE


def negotiate_reading(accept_language: str) -> str:
    """What its reader would rather read, whether the interface speaks it or not; `kk-KZ, ru;q=0.8` gives Kazakh."""
    return _best_of((*LANGUAGES, *TONGUES), accept_language) or DEFAULT_LANGUAGE


def speaks_in(language: str) -> str:
    """What stands around texts of that language on paper: the same, or English."""
    return language if language in PAPER_LANGUAGES else DEFAULT_LANGUAGE


@lru_cache(maxsize=1024)
def _best_of(languages: tuple[str, ...], accept_language: str) -> str:
    """RFC 9110, 12.5.4; empty where none fits."""
    wishes: list[tuple[float, str]] = []
    for part in accept_language[:300].split(","):
        tag, _, weight = part.strip().partition(";q=")
        try:
            wishes.append((-float(weight or 1), tag))
        except ValueError:
            continue
    preferred = [tag for weight, tag in sorted(wishes, key=lambda wish: wish[0]) if tag and weight < 0]
    return str(negotiate_locale(preferred, languages, sep="-") or "")


def _varying(headers: Iterable[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    """Most answers vary by nothing else. A list of its own, for an answer may be kept and sent again."""
    varying = list(headers)
    if any(name == b"vary" for name, _ in varying):
        MutableHeaders(raw=varying).add_vary_header("Accept-Language")
    else:
        varying.append((b"vary", b"Accept-Language"))
    return varying


def split_prefix(path: str) -> tuple[str, str]:
    """The language that a path begins with, or nothing, and the path of the page."""
    first, _, rest = path.lstrip("/").partition("/")
    return (first, f"/{rest}") if first in LANGUAGES or first in _READ else ("", path)


def spoken_and_read(prefix: str, accept_language: str, languages: Sequence[str]) -> tuple[str, str]:
    """Which of its languages the page speaks, and what texts are read in where there is a translation."""
    if prefix in languages:
        return prefix, prefix
    return negotiate(accept_language, languages), prefix or negotiate_reading(accept_language)


class LanguageMiddleware:
    """`/ru/…` asks for Russian in the path; otherwise the browser's wish counts, and caches are told so. Whatever is
    worded while a request is answered comes out in its language, in handlers as well as in templates.

    `/kk/…` asks for texts in a language that the interface does not speak: `state.reads` beside `state.language`.
    """

    def __init__(self, app: ASGIApp, spoken_at: Callable[[str], Sequence[str]]) -> None:
        """`spoken_at`: which languages the page of a path speaks."""
        self.app = app
        self.spoken_at = spoken_at

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        state = scope.setdefault("state", {})
        first, path = split_prefix(scope["path"])
        wish = next((value for name, value in scope["headers"] if name == b"accept-language"), b"")
        languages = self.spoken_at(path)
        state["language"], state["reads"] = spoken_and_read(first, wish.decode("latin-1"), languages)
        state["speaks"] = languages
        state["prefix"] = f"/{first}" if first else ""
        if first:
            scope = {**scope, "path": path}
        if first in languages:
            with speaking(first):
                await self.app(scope, receive, send)
            return

        async def send_varying(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = _varying(message.get("headers", ()))
            await send(message)

        with speaking(state["language"]):
            await self.app(scope, receive, send_varying)
