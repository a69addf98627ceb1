"""The Markdown of a letter: paragraphs, lists, headings, quotations, bold and italics. All else – HTML, pictures,
links, code – stays the signs that were typed, so that nothing can be fetched and nothing runs.
"""

import re
from functools import lru_cache

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

from campaigns.letters.reading import words_read

_NOT_IN_LETTERS = (
    "image", "link", "autolink", "reference", "code", "fence", "backticks", "lheading", "hr",
    "html_block", "html_inline",
)  # fmt: skip
_TAGS = {"p", "br", "strong", "em", "ul", "ol", "li", "blockquote", "h2", "span"}
_ATTRIBUTES = {"p": {"class"}, "h2": {"class"}, "ul": {"class"}, "ol": {"class"}, "li": {"value"}, "span": {"class"}}
_FIELD = re.compile(r"\{\{[^{}\n]*\}\}")
_LISTS = ("ordered_list_open", "bullet_list_open")


@lru_cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False, "breaks": True, "maxNesting": 20}).disable(list(_NOT_IN_LETTERS))


def letter_markdown(text: str) -> Markup:
    """With the classes that the sheet of letters knows. A numbered list keeps the figures that were written."""
    parser = _parser()
    tokens = parser.parse(text)
    for place, token in enumerate(tokens):
        _dress(token, tokens, place)
    html = parser.renderer.render(tokens, parser.options, {})
    return Markup(nh3.clean(html, tags=_TAGS, attributes=_ATTRIBUTES))  # noqa: S704  # nothing but the tags above is left


def readings_of(text: str) -> tuple[str, ...]:
    """What of a template can be read: as it was typed, as it is set, and with nothing where a field stands empty."""
    return (text, *(words_read(letter_markdown(typed)) for typed in (text, _FIELD.sub("", text))))


def _dress(token: Token, tokens: list[Token], place: int) -> None:
    if token.type in ("heading_open", "heading_close"):
        token.tag = "h2"
    if token.type == "heading_open":
        token.attrSet("class", "section-head with-next")
    elif token.type == "bullet_list_open":
        token.attrSet("class", "points")
    elif token.type == "ordered_list_open":
        token.attrs.pop("start", None)
        token.attrSet("class", "demands hanging")
    elif token.type == "list_item_open" and token.info:
        _number(token, tokens, place)
    elif token.type == "paragraph_open" and any(one.type in _LISTS for one in tokens[place + 3 : place + 4]):
        token.attrSet("class", "with-next")


def _number(item: Token, tokens: list[Token], place: int) -> None:
    """As it was typed: the numbering of demands is that of their original, also where it has holes."""
    item.attrSet("value", str(int(item.info)))
    inline = next((one for one in tokens[place + 1 : place + 3] if one.type == "inline"), None)
    if inline is not None and inline.children is not None:
        figure = f'<span class="figure">{int(item.info)}{item.markup}</span> '
        inline.children.insert(0, Token("html_inline", "", 0, content=figure))
