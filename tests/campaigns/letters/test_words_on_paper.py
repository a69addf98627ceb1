"""Whatever the program itself says on a letter to the ILO, it says in French and Spanish as well."""

from typing import Any

import pytest
from babel.support import NullTranslations
from sqlmodel import Session

from campaigns.letters.kinds import ILO_DIRECTOR_GENERAL, LetterKind
from campaigns.letters.render import letter_html
from campaigns.letters.writing import letter_contents
from foundation.web import language as languages
from tests.factories.accounts import an_organisation, an_organiser
from tests.factories.campaigns import a_draft_campaign
from tests.house.catalogue_gaps import catalogues, forms, sentence_of
from tests.house.sentences import spoken

OF_THE_ILO = ("fr", "es")
ON_PAPER = ("templates/print/letters/", "templates/print/base.html")


@pytest.mark.parametrize("language", OF_THE_ILO)
def test_every_sentence_of_printed_letters_is_translated(language: str) -> None:
    entries = [message for catalogue in catalogues(language).values() for message in catalogue if message.id]
    known = {sentence_of(message) for message in entries if not message.fuzzy and all(forms(message))}
    missing = {f"{found.sentence.words} ({found.file}:{found.line})" for found in spoken() if _is_on_paper(found.file)}
    missing -= {f"{found.sentence.words} ({found.file}:{found.line})" for found in spoken() if found.sentence in known}
    assert not missing


def _is_on_paper(file: str) -> bool:
    return file.startswith(ON_PAPER)


@pytest.mark.parametrize("language", OF_THE_ILO)
def test_nothing_on_a_letter_to_the_ilo_stays_english(
    session: Session, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    """One with every gap it can have, so that the words for gaps are spoken too."""
    asked: set[str] = set()
    shipped = languages.catalogue

    def listening(code: str) -> NullTranslations:
        return _Listening(shipped(code), asked) if code == language else shipped(code)

    campaign = a_draft_campaign(session, an_organiser(session, an_organisation(session)))
    session.flush()
    monkeypatch.setattr(languages, "catalogue", listening)
    letter = letter_contents(
        session,
        campaign=campaign,
        kind=LetterKind.ILO_DG_INTERVENTION,
        office=ILO_DIRECTOR_GENERAL,
        language=language,
    )
    letter_html(letter)
    assert not asked


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
