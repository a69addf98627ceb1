"""Texts by language, and the other small shapes that are kept as JSON. Each is checked on its way into the database.

A column is given a new value as a whole: changing a dict in place is not noticed.
"""

import re
from typing import Any

import sqlalchemy as sa

from foundation.database import json_column
from foundation.errors import BadInput
from foundation.text import clean_line, clean_prose
from foundation.web.tongues import TONGUES

Texts = dict[str, str]
"""`{"en": "…", "ru": "…"}`; a language that is missing has no key."""

NameForms = dict[str, dict[str, str]]
"""Declined forms by language and case: `{"ru": {"gen": "Ивана Примерова", "dat": "Ивану Примерову"}}`."""

LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?")
GRAMMATICAL_CASES = frozenset({"gen", "dat", "acc", "ins", "prp"})
GAP = re.compile(r"\[…\s([^\[\]]+)\]")
# Brackets that nobody types, and only around whole words: a name that is on hold cannot hide by being cut in two.
FOREIGN = re.compile(rf"(?<!\w)⟨({'|'.join(TONGUES)}):\s([^⟨⟩]+)⟩(?!\w)")
_UNBRACKETED = str.maketrans("⟨⟩", "()")
LONGEST_TEXT = 20_000
LONGEST_WORD = 300


def check_texts(texts: Texts) -> Texts:
    """Cleaned; raises BadInput with a sentence when a language or a text is none."""
    for language in texts:
        if not LANGUAGE.fullmatch(language):
            raise BadInput("“%(language)s” is not the code of a language.", language=language)
    return {language: clean_prose(texts[language], LONGEST_TEXT) for language in sorted(texts)}


def gap(words: str) -> str:
    """Stands in a text for a fact that is still to be found out."""
    return f"[… {words}]"


def gaps_in(text: str) -> list[str]:
    """What is still to be found out, as the text says it. A bare `[…]`, as in a quotation, is no gap."""
    return [words.strip() for words in GAP.findall(text)] if "[…" in text else []


def foreign(words: str, language: str) -> str:
    """Stands in a text for words that are not translated yet: themselves, with their own language before them."""
    return f"⟨{language}: {words.translate(_UNBRACKETED)}⟩"


def in_its_own(texts: Texts, language: str, original: str) -> str:
    """In that language, else in the original one and marked so: what is asked is never left out of what people read."""
    if text := texts.get(language, ""):
        return text
    told = original if texts.get(original) else next(iter(texts), "")
    return foreign(" ".join(unmarked(texts[told]).split()), told) if told else ""


def foreign_in(text: str) -> list[tuple[str, str]]:
    """Language and words, each once."""
    return list(dict.fromkeys(FOREIGN.findall(text))) if "⟨" in text else []


def unmarked(text: str) -> str:
    """As it is read: with the words of other languages, without what marks them."""
    return FOREIGN.sub(r"\2", text) if "⟨" in text else text


def complete(texts: Texts) -> Texts:
    """The languages in which nothing is still to be found out."""
    return {language: text for language, text in texts.items() if not gaps_in(text)}


def translated(texts: Texts) -> Texts:
    """Those of them that hold no words of another language either."""
    return {language: text for language, text in complete(texts).items() if not foreign_in(text)}


def without_gaps(texts: Texts) -> Texts:
    """The languages in which the text may be read by anybody, as it is read."""
    return {language: unmarked(text) for language, text in complete(texts).items()}


def check_name_forms(forms: NameForms) -> NameForms:
    for by_case in forms.values():
        for case in by_case.keys() - GRAMMATICAL_CASES:
            known = ", ".join(sorted(GRAMMATICAL_CASES))
            raise BadInput("“%(case)s” is none of the grammatical cases %(known)s.", case=case, known=known)
    return {
        language: {case: clean_line(forms[language][case], LONGEST_WORD) for case in sorted(forms[language])}
        for language in sorted(forms)
    }


def in_order(value: Any) -> Any:
    """The same with keys sorted: PostgreSQL keeps an order of its own."""
    if isinstance(value, dict):
        return {key: in_order(value[key]) for key in sorted(value)}
    return [in_order(entry) for entry in value] if isinstance(value, list) else value


class _CheckedJson(sa.types.TypeDecorator[Any]):
    impl = sa.JSON
    cache_ok = True

    def load_dialect_impl(self, dialect: sa.Dialect) -> sa.types.TypeEngine[Any]:
        return dialect.type_descriptor(json_column().dialect_impl(dialect))

    def process_bind_param(self, value: Any, dialect: sa.Dialect) -> Any:
        return None if value is None else self.checked(value)

    def process_result_value(self, value: Any, dialect: sa.Dialect) -> Any:
        return in_order(value)

    def checked(self, value: Any) -> Any:
        raise NotImplementedError


class TextsType(_CheckedJson):
    """`Texts`."""

    cache_ok = True

    def checked(self, value: Texts) -> Texts:
        return check_texts(value)


class TextListType(_CheckedJson):
    """Several `Texts` in order."""

    cache_ok = True

    def checked(self, value: list[Texts]) -> list[Texts]:
        return [check_texts(texts) for texts in value]


class WordListType(_CheckedJson):
    """Short words in order: codes of countries, spellings of a name, ids of the directory."""

    cache_ok = True

    def checked(self, value: list[str]) -> list[str]:
        return [clean_line(word, LONGEST_WORD) for word in value]


class TextsByKeyType(_CheckedJson):
    """`Texts` under a key, such as names of countries."""

    cache_ok = True

    def checked(self, value: dict[str, Texts]) -> dict[str, Texts]:
        return {key: check_texts(value[key]) for key in sorted(value)}


class NameFormsType(_CheckedJson):
    """`NameForms`."""

    cache_ok = True

    def checked(self, value: NameForms) -> NameForms:
        return check_name_forms(value)
