"""Words of another language inside a text: a page says so, for screen readers and for the order of a line."""

import re
from collections.abc import Iterable

from markupsafe import Markup, escape

Foreign = tuple[tuple[str, str], ...]
"""Language and words."""
_TAG = re.compile(r"(<[^<>]*>)")


def with_foreign(html: Markup, foreign: Iterable[Iterable[str]]) -> Markup:
    """The same HTML with `<bdi lang="en">` around each of these words, wherever they stand whole outside of a tag."""
    shown = {said: language for language, words in foreign if words for said in _as_written(words)}
    if not shown:
        return html
    each = "|".join(re.escape(words) for words in sorted(shown, key=len, reverse=True))
    # Neither inside of another word nor of an entity, such as `&amp;`.
    wanted = re.compile(rf"(?<![\w&#])(?:{each})(?!\w)")
    parts = _TAG.split(str(html))
    parts[::2] = [
        wanted.sub(lambda found: f'<bdi lang="{escape(shown[found[0]])}">{found[0]}</bdi>', part) for part in parts[::2]
    ]
    return Markup("".join(parts))  # noqa: S704  # the words are found in what was escaped already


def _as_written(words: str) -> tuple[str, str]:
    """Quotation marks stand as entities in what was only escaped, and as themselves in what came out of Markdown."""
    escaped = str(escape(words))
    return escaped, escaped.replace("&#39;", "'").replace("&#34;", '"')
