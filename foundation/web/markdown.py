"""What organisers write: a small Markdown, never HTML, never a template language."""

from functools import lru_cache

import nh3
from markdown_it import MarkdownIt
from markupsafe import Markup

_TAGS = {"p", "br", "strong", "em", "a", "ul", "ol", "li", "blockquote", "h2", "h3", "h4", "hr"}


@lru_cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False, "breaks": True}).disable(["image", "code", "fence", "lheading"])


def markdown(text: str) -> Markup:
    """Safe HTML; links lose their referrer and every scheme but https, http and mailto."""
    html = _parser().render(text)
    return Markup(  # noqa: S704  # nh3 has just left nothing but the tags above
        nh3.clean(
            html,
            tags=_TAGS,
            attributes={"a": {"href"}, "ol": {"start"}},
            url_schemes={"https", "http", "mailto"},
            link_rel="noopener noreferrer nofollow",
        )
    )
