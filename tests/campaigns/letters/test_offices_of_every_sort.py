"""Letters to a court, a company and an ambassador, and the salutation in a language of the country."""

import pytest
from sqlmodel import Session

from campaigns.letters.addressing import by_holder, local_salutation
from campaigns.letters.gather import gather_letter
from campaigns.letters.kinds import LetterKind
from campaigns.letters.render import letter_body
from campaigns.models.campaign import Campaign, CampaignKind
from campaigns.offices.actions import propose
from campaigns.offices.merged import directory_now
from campaigns.offices.models import ChangeState, OfficeChange
from campaigns.offices.shapes import Holder
from campaigns.stock.places import country_of
from tests.campaigns.letters.every_kind import a_campaign, complete
from tests.factories.accounts import an_organisation, an_organiser

SAID = {
    ("court", "appeal", "en"): ("Your Honour,", "respect the independence of the court"),
    ("court", "protest", "en"): ("Your Honour,", "respect the independence of the court"),
    ("court", "appeal", "ru"): ("Уважаемый господин Председатель!", "уважаем независимость суда"),
    ("court", "protest", "ru"): ("Уважаемый господин Председатель!", "уважаем независимость суда"),
    ("company", "appeal", "en"): ("Dear Sir or Madam,", "an enterprise has to respect the freedom of its workers"),
    ("company", "protest", "en"): ("Dear Sir or Madam,", "an enterprise has to respect the freedom of its workers"),
    ("company", "appeal", "ru"): ("Уважаемые дамы и господа!", "предприятие должно уважать право"),
    ("company", "protest", "ru"): ("Уважаемые дамы и господа!", "предприятие должно уважать право"),
    ("ambassador", "protest", "en"): ("Dear Ambassador,", "forward this protest to your Government"),
}


@pytest.fixture
def campaign(session: Session) -> Campaign:
    return a_campaign(session, CampaignKind.DISMISSALS)


def an_office(session: Session, profile: str) -> str:
    user = an_organiser(session, an_organisation(session, f"Union {profile}"), email=f"{profile}@example.org")
    change = propose(
        session,
        user=user,
        office_id=f"kz-{profile}-example",
        changed={
            "id": f"kz-{profile}-example",
            "country": "KZ",
            "profile": profile,
            "title": {"en": f"Example {profile}", "ru": "Примерный адресат"},
            "check": "unverified",
        },
    )
    row = session.get_one(OfficeChange, change.id)
    row.state = ChangeState.ACCEPTED
    row.decided_at, row.decided_by_id, row.made_alone = row.proposed_at, user.user_id, True
    session.flush()
    return row.office_id


@pytest.mark.parametrize("wanted", SAID)
def test_an_office_of_every_sort_is_addressed_as_it_should_be(
    session: Session, campaign: Campaign, wanted: tuple[str, str, str]
) -> None:
    profile, kind, language = wanted
    office = an_office(session, profile)
    letter = complete(session, campaign, LetterKind(kind), office, language)
    contents = gather_letter(session, campaign=campaign, letter=letter)
    assert contents.stops == ()
    salutation, words = SAID[wanted]
    body = str(letter_body(contents)).replace("\N{NO-BREAK SPACE}", " ")
    assert contents.salutation == salutation
    assert words in body
    if profile == "company":
        assert "is bound by" not in body


def test_the_salutation_in_the_language_of_the_country_stands_above_where_it_is_wished(
    session: Session, campaign: Campaign
) -> None:
    letter = complete(session, campaign, LetterKind.APPEAL, "kz-president", "en")
    assert gather_letter(session, campaign=campaign, letter=letter).local_salutation == ""
    letter.answers = {"local_salutation": "yes"}
    contents = gather_letter(session, campaign=campaign, letter=letter)
    assert contents.local_salutation == "Құрметті Президент мырза!"
    body = str(letter_body(contents)).replace("\N{NO-BREAK SPACE}", " ")
    assert body.index("Құрметті") < body.index("Mr President")
    office = directory_now(session).office("kz-president")
    assert local_salutation(office, Holder.UNKNOWN) == "Жоғары мәртебелім!"
    assert local_salutation(directory_now(session).office("by-president"), Holder.MAN) == ""


@pytest.mark.parametrize(
    ("title", "man", "woman"),
    [
        ("Director(a) General, Oficina", "Director General, Oficina", "Directora General, Oficina"),
        ("Señor Presidente(a)", "Señor Presidente", "Señor Presidenta"),
        (
            "Monsieur le Directeur / Madame la Directrice, Bureau",
            "Monsieur le Directeur, Bureau",
            "Madame la Directrice, Bureau",
        ),
        ("Minister of Labour", "Minister of Labour", "Minister of Labour"),
    ],
)
def test_a_title_of_two_forms_takes_the_one_that_fits(title: str, man: str, woman: str) -> None:
    assert by_holder(title, Holder.MAN) == man
    assert by_holder(title, Holder.WOMAN) == woman
    assert by_holder(title, Holder.UNKNOWN) == title


@pytest.mark.parametrize(
    ("names", "language", "said"),
    [
        (["the Republic of Kazakhstan"], "en", "of the Republic of Kazakhstan"),
        (["le Turkménistan"], "fr", "du Turkménistan"),
        (["la République d'Exemplie"], "fr", "de la République d'Exemplie"),
        (["Estonie"], "fr", "d’Estonie"),
        (["la República de Kazajstán", "Turkmenistán"], "es", "de la República de Kazajstán y de Turkmenistán"),
        (["el Perú"], "es", "del Perú"),
    ],
)
def test_a_country_stands_after_its_government(names: list[str], language: str, said: str) -> None:
    assert country_of(names, language) == said
