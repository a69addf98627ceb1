"""What organisers write: a small Markdown, never HTML, never a template language."""

import re
from functools import lru_cache
from urllib.parse import urljoin

import nh3
from markdown_it import MarkdownIt
from markupsafe import Markup

from foundation.web.foreign import with_foreign

_TAGS = {"p", "br", "strong", "em", "a", "ul", "ol", "li", "blockquote", "h2", "h3", "h4", "hr"}
_STRONG = re.compile(r"\*\*(\S|\S.*?\S)\*\*")
_LINK = re.compile(r"\[([^\[\]\n]+)\]\((https?:[^\s()]+)\)")


@lru_cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False, "breaks": True}).disable(["image", "code", "fence", "lheading"])


def markdown(text: str, base_url: str = "") -> Markup:
    """Safe HTML; links lose their referrer and every scheme but https, http and mailto. What is read elsewhere, in a
    mail or a feed, needs whole addresses: with `base_url` those of our own pages become so. A text that knows its words
    of other languages (`foreign`) has them marked."""
    html = _parser().render(text)
    clean = Markup(  # noqa: S704  # nh3 has just left nothing but the tags above
        nh3.clean(
            html,
            tags=_TAGS,
            attributes={"a": {"href"}, "ol": {"start"}},
            url_schemes={"https", "http", "mailto"},
            attribute_filter=(lambda _tag, name, value: urljoin(f"{base_url}/", value) if name == "href" else value)
            if base_url
            else None,
            link_rel="noopener noreferrer nofollow",
        )
    )
    return with_foreign(clean, getattr(text, "foreign", ()))


def plain(text: str) -> str:
    """The same for a mail's plain text: without stars, and with each address beside its words."""
    return _LINK.sub(r"\1 (\2)", _STRONG.sub(r"\1", text))
