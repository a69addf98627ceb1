"""The one Jinja environment: pages, mails and print come out of it. Only files shipped with the product are
templates.
"""

from functools import lru_cache
from pathlib import Path
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from foundation.web import formats
from foundation.web.language import (
    DEFAULT_LANGUAGE,
    LANGUAGES,
    current_language,
    direction,
    gettext,
    ngettext,
    npgettext,
    pgettext,
    speaking,
)
from foundation.web.markdown import markdown
from foundation.web.static_files import static_address

ROOT = Path(__file__).parent.parent.parent
TEMPLATES = ROOT / "templates"


@lru_cache
def environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=lambda name: name is None or not name.endswith(".txt"),  # noqa: S701  # off for plain-text mails only
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n", "jinja2.ext.do"],
        # Nothing is worked out when a template is compiled: filters speak the language of the moment they are used.
        optimized=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.install_gettext_callables(  # type: ignore[attr-defined]  # comes with the extension
        gettext, ngettext, newstyle=True, pgettext=pgettext, npgettext=npgettext
    )
    environment.globals |= {"static": static_address, "current_language": current_language, "direction": direction}
    environment.filters |= {
        "day": formats.format_day,
        "moment": formats.format_moment,
        "number": formats.format_number,
        "country": formats.country_name,
        "markdown": markdown,
        "isolate": isolate,
    }
    return environment


def render(template: str, *, language: str, **context: Any) -> str:
    """A template of `templates/` as text, spoken in `language`."""
    with speaking(language):
        return environment().get_template(template).render(**context)


def page(
    request: Request, template: str, *, status: int = 200, headers: dict[str, str] | None = None, **context: Any
) -> HTMLResponse:
    """A page in the reader's language. Templates also see `href(path)`, `user`, `path`, `prefix` and `alternates`:
    the same page in each language, or nothing after a POST, where changing it would lose what was typed."""
    state = request.state
    language = getattr(state, "language", DEFAULT_LANGUAGE)
    prefix = getattr(state, "prefix", "")
    path = request.scope["path"]
    base = request.app.state.settings.effective_base_url
    html = render(
        template,
        language=language,
        href=lambda address: f"{prefix}{address}",
        path=path,
        prefix=prefix,
        base_url=base,
        alternates=_alternates(request, path),
        language_names=LANGUAGES,
        user=getattr(state, "user", None),
        local_inbox=getattr(request.app.state, "inbox", None) is not None,
        **context,
    )
    return HTMLResponse(html, status_code=status, headers=headers)


def _alternates(request: Request, path: str) -> dict[str, str]:
    if request.method not in ("GET", "HEAD"):
        return {}
    question = f"?{request.url.query}" if request.url.query else ""
    return {code: f"/{code}{path}{question}" for code in LANGUAGES}


def here(request: Request, address: str) -> str:
    """An address with the reader's language prefix, for redirects."""
    return f"{getattr(request.state, 'prefix', '')}{address}"


def isolate(text: str) -> Markup:
    """A name of unknown direction cannot turn the line it stands in."""
    return Markup("<bdi>{}</bdi>").format(text)
