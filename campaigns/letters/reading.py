"""The words that somebody reads in a letter, whatever tags and signs that show nothing stand between their characters:
what must not be told is looked for in them.
"""

import re
from html import unescape

# The only tags that can stand inside a word; all others set it apart from the next one.
_INSIDE_WORDS = re.compile(r"</?(?:strong|em)>")
_TAG = re.compile(r"<[^>]*>")
# They say where a line may or must not break.
_UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u2060\ufeff"))


def words_read(html: str) -> str:
    """On one line."""
    words = unescape(_TAG.sub(" ", _INSIDE_WORDS.sub("", html)))
    return " ".join(words.translate(_UNSEEN).replace("\xa0", " ").split())


def same_words(one: str, other: str) -> bool:
    """Wherever a space stands: what is only set differently is no other word."""
    return _closed_up(one) == _closed_up(other)


def _closed_up(words: str) -> str:
    return "".join(words.translate(_UNSEEN).split())
