"""The one Jinja environment: pages, mails and print come out of it. Only files shipped with the product are
templates.
"""

import re
from collections.abc import Callable, Collection, Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup, escape

from foundation.text import ended, parted
from foundation.web import formats
from foundation.web.foreign import with_foreign
from foundation.web.language import (
    DEFAULT_LANGUAGE,
    LANGUAGES,
    current_language,
    gettext,
    ngettext,
    npgettext,
    pgettext,
    speaking,
)
from foundation.web.markdown import markdown
from foundation.web.static_files import static_address
from foundation.web.tongues import TONGUES, direction, own_name

ROOT = Path(__file__).parent.parent.parent
TEMPLATES = ROOT / "templates"
# Organisers read times in the zone of the house; whoever else looks at a page may sit anywhere.
DESK = "/desk"
_MARKS = re.compile(r"</?span[^<>]*>")


@lru_cache
def environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=lambda name: name is None or not name.endswith(".txt"),  # noqa: S701  # off for plain-text mails only
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n", "jinja2.ext.do"],
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.install_gettext_callables(  # type: ignore[attr-defined]  # comes with the extension
        gettext, ngettext, newstyle=True, pgettext=pgettext, npgettext=npgettext
    )
    environment.globals |= {
        "static": static_address,
        "current_language": current_language,
        "direction": direction,
        "own_name": own_name,
        "zone_of_times": formats.zone_of_times,
    }
    environment.filters |= {
        "day": _spoken(formats.format_day),
        "moment": _spoken(formats.format_moment),
        "number": _spoken(formats.format_number),
        "country": _spoken(formats.country_name),
        "markdown": markdown,
        "isolate": isolate,
        "ended": _in_its_language(ended),
        "parted": parted,
        "plain": str,
        "with_foreign": with_foreign,
        "without_marks": without_marks,
    }
    return environment


def without_marks(html: str) -> Markup:
    """For `<title>`, where the marks of a text's language (`<span lang=…>`) would be read as letters."""
    return Markup(_MARKS.sub("", escape(html)))  # noqa: S704  # escaped, and only what opens or closes a span is cut


def add_filter(name: str, function: Callable[..., Any]) -> None:
    """A room's own filter, for words that only it knows."""
    environment().filters[name] = function


def _in_its_language(change: Callable[[str], str]) -> Callable[[str], str]:
    """A text that knows its language still knows it afterwards."""

    def changed(text: str) -> str:
        like: Callable[[str], str] | None = getattr(text, "like", None)
        return like(change(text)) if like else change(text)

    return changed


def _spoken(function: Callable[..., str]) -> Callable[..., str]:
    """A filter that speaks the language of the moment. Without a context Jinja would work out `{{ 'CH'|country }}`
    once, while compiling, in the language of whoever came first."""

    @pass_context
    def speak(_context: Context, *arguments: Any, **named: Any) -> str:
        return function(*arguments, **named)

    return speak


def render(template: str, *, language: str, **context: Any) -> str:
    """A template of `templates/` as text, spoken in `language`."""
    with speaking(language):
        return environment().get_template(template).render(**context)


def page(
    request: Request,
    template: str,
    *,
    status: int = 200,
    headers: dict[str, str] | None = None,
    readable_in: Iterable[str] | None = None,
    **context: Any,
) -> HTMLResponse:
    """A page in the reader's language. Templates also see `href(path)`, `user`, `path`, `prefix`, `reads` and
    `alternates`: the same page in each language, or nothing after a POST, where changing it would lose what was typed.
    `readable_in`: what its texts may be read in besides the languages of the interface; None where nobody knows."""
    state = request.state
    language = getattr(state, "language", DEFAULT_LANGUAGE)
    prefix = getattr(state, "prefix", "")
    path = request.scope["path"]
    base = request.app.state.settings.effective_base_url
    if readable_in is not None:
        readable_in = state.readable_in = frozenset(readable_in)
    alternates = _alternates(request, path, _offered(state, language, readable_in))
    zone = request.app.state.settings.time_zone if path.startswith(DESK) else "UTC"
    with formats.times_in(zone):
        html = render(
            template,
            language=language,
            reads=getattr(state, "reads", language),
            href=lambda address: f"{prefix}{address}",
            path=path,
            prefix=prefix,
            is_gone=request.query_params.get("gone") == "1",
            base_url=base,
            alternates=alternates,
            language_names={code: own_name(code) for code in alternates} | LANGUAGES,
            user=getattr(state, "user", None),
            local_inbox=getattr(request.app.state, "inbox", None) is not None,
            **context,
        )
    return HTMLResponse(html, status_code=status, headers=headers)


def _offered(state: Any, language: str, readable_in: Collection[str] | None) -> Collection[str]:
    """A page without texts of its own is offered in all that it speaks; others in the languages of their texts."""
    speaks = getattr(state, "speaks", ())
    return speaks if readable_in is None else {*readable_in, *({language} & set(speaks))}


def _alternates(request: Request, path: str, readable_in: Collection[str]) -> dict[str, str]:
    if request.method not in ("GET", "HEAD"):
        return {}
    question = f"?{request.url.query}" if request.url.query else ""
    codes = dict.fromkeys((*LANGUAGES, *(code for code in TONGUES if code in readable_in)))
    return {code: f"/{code}{path}{question}" for code in codes}


def here(request: Request, address: str) -> str:
    """An address with the reader's language prefix, for redirects."""
    return f"{getattr(request.state, 'prefix', '')}{address}"


def isolate(text: str) -> Markup:
    """A name of unknown direction cannot turn the line it stands in."""
    return Markup("<bdi>{}</bdi>").format(text)
