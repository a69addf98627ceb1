"""A request to the ILO's Director-General in its three working languages and in Russian, from one set of facts."""

import pytest
from sqlmodel import Session

from campaigns.letters.kinds import ILO_DIRECTOR_GENERAL, LetterKind, languages_of
from campaigns.letters.render import letter_body
from campaigns.letters.writing import letter_contents
from campaigns.models.campaign import Campaign, CampaignKind
from campaigns.stock.sample import sample_facts
from campaigns.stock.sentences import LANGUAGES
from foundation.accounts.roles import Role
from tests.factories.accounts import an_organisation, an_organiser
from tests.factories.campaigns import a_draft_campaign

ASKED = {
    "en": ("Request for your intervention", "it is not a complaint"),
    "fr": ("Demande d’intervention – ", "il ne s’agit pas d’une plainte"),
    "es": ("Petición de intervención – ", "no es una queja"),
    "ru": ("не является жалобой", "Просим Вас"),
}


def launched(session: Session, kind: CampaignKind) -> Campaign:
    organisation = an_organisation(session)
    user = an_organiser(session, organisation, Role.OWNER, email="organiser@example.org")
    return a_draft_campaign(
        session, user, facts=sample_facts(kind), demands=["release"] if kind == "arrest" else ["end"]
    )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", [CampaignKind.ARREST, CampaignKind.FORCED_LABOUR])
def test_a_request_to_the_ilo_is_whole_in_each_of_its_languages(
    session: Session, kind: CampaignKind, language: str
) -> None:
    campaign = launched(session, kind)
    session.flush()
    letter = letter_contents(
        session,
        campaign=campaign,
        kind=LetterKind.ILO_DG_INTERVENTION,
        office=ILO_DIRECTOR_GENERAL,
        language=language,
    )
    assert [str(lack) for lack in letter.stops] == []
    body = str(letter_body(letter)).replace("\N{NO-BREAK SPACE}", " ")
    for words in ASKED[language]:
        assert words in body
    assert campaign.summary[language].partition(".")[0].replace("\N{NO-BREAK SPACE}", " ")[:40] in body


def test_letters_to_the_ilo_are_shipped_in_four_languages() -> None:
    assert set(languages_of(LetterKind.ILO_DG_INTERVENTION)) == set(LANGUAGES)
