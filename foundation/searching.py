"""Finding names however they are written: by case, ё or е, accents, and from Cyrillic into Latin letters.

A row keeps the keys of its words in one column, `" baltabai ерлан балтабаи erlan "`, and a word that was typed finds
it by the beginning of any of them. SQLite and PostgreSQL compare the same folded letters and so answer the same.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapper
from sqlmodel import Field

SHORTEST_WORD = 2
MOST_WORDS = 8
_INSIDE_WORDS = dict.fromkeys(map(ord, "'’‘ʻʼ`´"))
_LATIN = dict(zip("абвгдезиклмнопрстуфыэәғқңөұүһіїєґўҳҷ", "abvgdeziklmnoprstufieagknouuhiieguhj", strict=True))
_LATIN |= {"ж": "zh", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ю": "yu", "я": "ya", "ъ": "", "ь": ""}
_LATIN |= {"ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "ı": "i"}
_TO_LATIN = str.maketrans(_LATIN)
# What one sound is written as, in one way; in this order.
_SOUNDS = (
    ("shch", "sh"), ("tch", "ch"), ("kh", "h"), ("dzh", "j"), ("zh", "j"), ("dj", "j"), ("ts", "c"), ("tz", "c"),
    ("ck", "k"), ("ph", "f"), ("x", "ks"), ("q", "k"), ("w", "v"), ("ye", "e"), ("yo", "e"), ("y", "i"), ("z", "s"),
)  # fmt: skip
_TWICE = re.compile(r"(.)\1+")


def folded(text: str) -> list[str]:
    """The words without case, accents and punctuation."""
    plain = unicodedata.normalize("NFKC", text).casefold().translate(_INSIDE_WORDS)
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(sign))
    return "".join(sign if sign.isalnum() else " " for sign in plain).split()


def sound(word: str) -> str:
    """A folded word as it is heard, in Latin letters: Балтабай, Baltabai and Baltabay are one."""
    latin = word.translate(_TO_LATIN)
    for written, heard in _SOUNDS:
        latin = latin.replace(written, heard)
    return _TWICE.sub(r"\1", latin)


def keys_of(word: str) -> set[str]:
    """What has a digit is a number and not a name: 3386 does not sound like 386."""
    return {word} if any(sign.isdigit() for sign in word) else {word, sound(word)} - {""}


def search_key(*values: Any) -> str:
    """Of texts, lists of them and texts by language, each key once, between blanks."""
    keys = {key for value in values for text in _texts(value) for word in folded(text) for key in keys_of(word)}
    return f" {' '.join(sorted(keys))} " if keys else ""


def typed_words(typed: str) -> list[set[str]]:
    """For each word of a search its keys. A single letter finds nothing, and nobody searches for a whole page."""
    words = [word for word in folded(typed[:200]) if len(word) >= SHORTEST_WORD or not word.isascii()]
    # `zzzz` sounds like a single letter, which would begin every other word.
    return [
        {key for key in keys_of(word) if len(key) >= min(len(word), SHORTEST_WORD)} or {word}
        for word in words[:MOST_WORDS]
    ]


def finds(column: Any, words: list[set[str]]) -> sa.ColumnElement[bool]:
    """Each typed word begins a word of the row. Keys are letters and digits only, so nothing in them is a pattern."""
    return sa.and_(*(sa.or_(*(column.like(f"% {key}%") for key in sorted(keys))) for keys in words))


def found_among(known_by: Any, column: Any, words: list[set[str]]) -> sa.ColumnElement[bool]:
    """The same for a table that has `keys_index`: which rows is settled before any of them is read."""
    found: sa.ColumnElement[bool] = known_by.in_(sa.select(known_by).where(finds(column, words)))
    return found


def found_in(text: str, words: list[set[str]]) -> bool:
    """The same for a text that has no column of keys."""
    return found_in_key(search_key(text), words)


def found_in_key(key: str, words: list[set[str]]) -> bool:
    return bool(words) and all(any(f" {one}" in key for one in keys) for keys in words)


def marked(text: str, words: list[set[str]]) -> list[tuple[str, bool]]:
    """The text in pieces, each with whether it is what was looked for."""
    every = tuple(key for keys in words for key in keys)
    pieces = re.split(r"(\s+)", text)
    return [(piece, any(key.startswith(every) for word in folded(piece) for key in keys_of(word))) for piece in pieces]


def key_column(*names: str) -> Any:
    """A field with the keys of these columns of its row; `keep_keys` says the same of the class for its changes."""

    def made(context: Any) -> str:
        given = context.get_current_parameters()
        return search_key(*(given.get(name) for name in names))

    return Field(default="", sa_column=sa.Column(sa.Text, nullable=False, default=made, server_default=""))


def keys_index(table: str, *known_by: str) -> sa.Index:
    """For a table of wide rows. SQLite reads all of a row to come to its last column, and reads this index instead.
    PostgreSQL keeps long values elsewhere and could not index long keys: there it stays empty."""
    return sa.Index(f"ix_{table}_search", *known_by, "search_key", postgresql_where=sa.text("false"))


def keep_keys(table: type[Any], *names: str) -> None:
    """Whoever writes a row by the session need not think of its keys."""

    def renew(_mapper: Mapper[Any], _connection: sa.Connection, row: Any) -> None:
        row.search_key = search_key(*(getattr(row, name) for name in names))

    sa.event.listen(table, "before_insert", renew)
    sa.event.listen(table, "before_update", renew)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _texts(inner)
