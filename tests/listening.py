"""What a page or a paper asks of its catalogue in vain."""

from typing import Any

import pytest
from babel.support import NullTranslations

from foundation.web import language as languages


def listen(monkeypatch: pytest.MonkeyPatch, language: str) -> set[str]:
    """From now on sentences that the catalogue of that language does not know come into this set."""
    asked: set[str] = set()
    shipped = languages.catalogue

    def listening(code: str) -> NullTranslations:
        return _Listening(shipped(code), asked) if code == language else shipped(code)

    monkeypatch.setattr(languages, "catalogue", listening)
    return asked


class _Listening(NullTranslations):
    """Notes what its catalogue does not know."""

    def __init__(self, inner: Any, asked: set[str]) -> None:
        super().__init__()
        self.inner, self.asked = inner, asked

    def gettext(self, message: str) -> str:
        return self._known(message, self.inner.gettext(message))

    def ngettext(self, singular: str, plural: str, n: int) -> str:
        return self._known(singular, self.inner.ngettext(singular, plural, n), plural)

    def pgettext(self, context: str, message: str) -> str:
        return self._known(message, self.inner.pgettext(context, message))

    def npgettext(self, context: str, singular: str, plural: str, num: int) -> str:
        return self._known(singular, self.inner.npgettext(context, singular, plural, num), plural)

    def _known(self, message: str, said: str, plural: str = "") -> str:
        # French says some words as English does.
        if said in (message, plural) and not any(message in str(key) for key in self.inner._catalog):
            self.asked.add(message)
        return said
