"""A language that is read from the right, for tests only: every sentence of the product in Arabic letters.

The words are no Arabic and nobody is ever shown them. Each Latin letter has its Arabic one, so that nothing is
untranslated and sentences keep their length; places for values, mark-up and addresses stay as they are. Dates, numbers
and names of countries are Arabic in earnest: they come from CLDR.
"""

import re

import pytest
from babel.support import NullTranslations

from foundation.web import language

_LATIN = "abcdefghijklmnopqrstuvwxyz"
_ARABIC = "ابقدهفغحيجكلمنوپكرستوڤوخيز"
_LETTERS = str.maketrans(_LATIN + _LATIN.upper() + "?,;", _ARABIC * 2 + "؟،؛")
_KEPT = re.compile(r"(%\(\w+\)[sd]|<[^>]+>|https?://\S+|\S+@\S+|PDF|JSON)")


class _Catalogue(NullTranslations):
    def gettext(self, message: str) -> str:
        return in_arabic_letters(message)

    def ngettext(self, singular: str, plural: str, n: int) -> str:
        return in_arabic_letters(singular if n == 1 else plural)

    def pgettext(self, context: str, message: str) -> str:
        return in_arabic_letters(message)

    def npgettext(self, context: str, singular: str, plural: str, num: int) -> str:
        return in_arabic_letters(singular if num == 1 else plural)


def in_arabic_letters(words: str) -> str:
    return "".join(part if _KEPT.fullmatch(part) else part.translate(_LETTERS) for part in _KEPT.split(words))


def speak_arabic(monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on the site has one language more, at `/ar/…`."""
    shipped, letters = language.catalogue, _Catalogue()
    monkeypatch.setitem(language.LANGUAGES, "ar", "العربية")
    monkeypatch.setattr(language, "catalogue", lambda code: letters if code == "ar" else shipped(code))
