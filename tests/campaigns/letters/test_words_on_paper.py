"""Whatever the program itself says on a letter to the ILO, it says in French and Spanish as well."""

import pytest
from sqlmodel import Session

from campaigns.letters.kinds import ILO_DIRECTOR_GENERAL, LetterKind
from campaigns.letters.render import letter_html
from campaigns.letters.writing import letter_contents
from tests.factories.accounts import an_organisation, an_organiser
from tests.factories.campaigns import a_draft_campaign
from tests.listening import listen

OF_THE_ILO = ("fr", "es")


@pytest.mark.parametrize("language", OF_THE_ILO)
def test_nothing_on_a_letter_to_the_ilo_stays_english(
    session: Session, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    """One with every gap it can have, so that the words for gaps are spoken too."""
    campaign = a_draft_campaign(session, an_organiser(session, an_organisation(session)))
    session.flush()
    asked = listen(monkeypatch, language)
    letter = letter_contents(
        session,
        campaign=campaign,
        kind=LetterKind.ILO_DG_INTERVENTION,
        office=ILO_DIRECTOR_GENERAL,
        language=language,
    )
    letter_html(letter)
    assert not asked
