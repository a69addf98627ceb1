"""A reader reads one campaign in whatever language it has, signs what was read, and is told where it falls back."""

from html.parser import HTMLParser

import pytest
from sqlmodel import select
from starlette.testclient import TestClient

from campaigns.actions.facts import TEXT_FIELDS, change_texts
from campaigns.actions.partner_mailings import start_for_campaign
from campaigns.dossiers.models import Dossier
from campaigns.letters.actions import save_letter
from campaigns.letters.kinds import LetterKind
from campaigns.letters.render import letter_html
from campaigns.letters.writing import letter_contents
from campaigns.models.campaign import Campaign
from campaigns.translating.actions.write import say_it_fits, write_translations
from campaigns.translating.standing import standings
from foundation.accounts.access import SignedIn
from foundation.accounts.roles import Role
from foundation.database import Database
from foundation.errors import BadInput
from foundation.web.tongues import TONGUES, direction, own_name, script_of
from outreach.actions.mailings import texts_of
from petitions.models.consent import ShownText
from petitions.models.petition import Petition
from petitions.models.signature import Signature
from tests.factories.accounts import an_organisation, an_organiser
from tests.factories.campaigns import a_live_campaign

PAGE = "/campaigns/free-ada-example"
ARABIC = {
    "campaign.title": "الحرية لآدا مثال",
    "campaign.summary": "اعتُقلت آدا مثال.",
    "campaign.petition_title": "أطلقوا سراح آدا مثال",
    "campaign.petition_text": "نطالب بالإفراج عنها.",
}


class Page(HTMLParser):
    """Every attribute, and what stands in the title."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.values: list[str] = []
        self.title = ""
        self._in_title = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.values += [value or "" for _, value in attrs]
        self._in_title = tag == "title"

    def handle_data(self, data: str) -> None:
        self.title += data if self._in_title else ""
        self._in_title = False


SIGN = {"fr": "Signer la pétition", "es": "Firmar la petición"}


@pytest.fixture
def people(database: Database) -> tuple[SignedIn, SignedIn]:
    with database.writing() as session:
        organisation = an_organisation(session)
        owner = an_organiser(session, organisation)
        return owner, an_organiser(session, organisation, Role.REVIEWER, "jean@example.org")


@pytest.fixture
def campaign_id(database: Database, people: tuple[SignedIn, SignedIn]) -> int:
    """In the four languages of the stock, and partly in Arabic."""
    owner, reviewer = people
    with database.writing() as session:
        campaign = a_live_campaign(session, owner, reviewer)
        known = {one.block.key: one for one in standings(session, campaign, "ar")}
        texts = [(known[key], text) for key, text in ARABIC.items()]
        write_translations(session, user=owner, campaign=campaign, language="ar", texts=texts)
        return campaign.id


def retype(database: Database, user: SignedIn, campaign_id: int, **texts: str) -> None:
    """In the original."""
    with database.writing() as session:
        campaign = session.get_one(Campaign, campaign_id)
        typed = {name: dict(getattr(campaign, name)) for name in TEXT_FIELDS}
        for name, text in texts.items():
            typed[name]["en"] = text
        change_texts(session, user=user, campaign=campaign, texts=typed)


def test_each_language_is_read_at_its_address_and_by_wish(client: TestClient, campaign_id: int) -> None:
    for code, title in (("fr", "Liberté pour Ada Example"), ("es", "Libertad para Ada Example")):
        by_address = client.get(f"/{code}{PAGE}")
        by_wish = client.get(PAGE, headers={"Accept-Language": f"{code}, en;q=0.5"})
        for answer in (by_address, by_wish):
            assert title in answer.text
            assert f'<html lang="{code}"' in answer.text
            assert SIGN[code] in answer.text
            assert "Sign the petition" not in answer.text
    petition = client.get("/fr/petitions/free-ada-example").text
    assert '<html lang="en"' in petition, "the form of a petition speaks what its mails speak"
    english = client.get(PAGE, headers={"Accept-Language": "en"})
    assert '<span lang="fr"' not in english.text


def test_the_switch_lists_what_the_campaign_has(client: TestClient, campaign_id: int) -> None:
    page = client.get(f"/ar{PAGE}").text
    for code in ("en", "ru", "fr", "es", "ar"):
        assert f'href="/{code}{PAGE}"' in page
    assert 'lang="ar" dir="rtl" hreflang="ar" aria-current="true"' in page
    assert f"/kk{PAGE}" not in page


def test_where_a_translation_lacks_the_page_says_so_and_marks_the_language(
    client: TestClient, campaign_id: int
) -> None:
    page = client.get(f"/ar{PAGE}", headers={"Accept-Language": "ru"}).text
    assert "Часть этой страницы ещё не переведена на ваш язык (арабский)" in page
    assert f'<h1 lang="ar" dir="rtl"><span lang="ar" dir="rtl">{ARABIC["campaign.title"]}</span></h1>' in page
    assert '<html lang="ru"' in page
    shown = Page(page)
    assert not [value for value in shown.values if "<" in value]
    assert "<" not in shown.title
    assert ARABIC["campaign.title"] in shown.title
    whole = client.get(f"/en{PAGE}").text
    assert "not translated into your language" not in whole


def test_a_reader_signs_the_words_that_were_read(
    client: TestClient, database: Database, campaign_id: int, people: tuple[SignedIn, SignedIn]
) -> None:
    page = client.get("/ar/petitions/free-ada-example").text
    assert ARABIC["campaign.petition_title"] in page
    assert '<input type="hidden" name="read" value="ar">' in page
    answer = client.post(
        "/ar/petitions/free-ada-example/signatures",
        data={
            "name": "Jean Modèle",
            "email": "jean@example.net",
            "country": "CH",
            "agree_count": "true",
            "language": "en",
            "read": "ar",
        },
    )
    assert (answer.status_code, answer.headers["location"][:14]) == (303, "/ar/petitions/")
    with database.reading() as session:
        signature = session.exec(select(Signature)).one()
        assert signature.language == "en", "mails are written in a language that the program speaks"
        signed = session.exec(select(ShownText).where(ShownText.version == signature.text_version)).one()
        assert (signed.language, ARABIC["campaign.petition_text"] in signed.words) == ("ar", True)


def test_every_language_reaches_the_petition_the_dossier_and_the_mailing(
    database: Database, campaign_id: int, people: tuple[SignedIn, SignedIn]
) -> None:
    with database.writing() as session:
        campaign = session.get_one(Campaign, campaign_id)
        petition = session.exec(select(Petition)).one()
        assert set(petition.texts) == {"ar", "en", "es", "fr", "ru"}
        assert {edition.language for edition in session.exec(select(Dossier))} == {"ar", "en", "es", "fr", "ru"}
        mailing = start_for_campaign(session, user=people[0], campaign=campaign)
        assert set(texts_of(session, mailing)) == {"en", "es", "fr", "ru"}
        assert set(mailing.campaign) == {"ar", "en", "es", "fr", "ru"}


def test_an_outdated_translation_says_so_on_the_petition(
    client: TestClient, database: Database, campaign_id: int, people: tuple[SignedIn, SignedIn]
) -> None:
    assert "older than the original" not in client.get("/ar/petitions/free-ada-example").text
    retype(database, people[0], campaign_id, petition_text="Free her today.")
    assert "older than the original" in client.get("/ar/petitions/free-ada-example").text


def test_an_outdated_letter_translation_cannot_be_sent(
    database: Database, campaign_id: int, people: tuple[SignedIn, SignedIn]
) -> None:
    def russian() -> tuple[list[str], str]:
        with database.reading() as session:
            letter = letter_contents(
                session,
                campaign=session.get_one(Campaign, campaign_id),
                kind=LetterKind.APPEAL,
                office="kz-president",
                language="ru",
            )
        return [str(lack) for lack in letter.stops if "older than its original" in str(lack)], letter_html(letter)

    assert russian()[0] == []
    retype(database, people[0], campaign_id, title="Free Ada Example today")
    with pytest.raises(BadInput):
        russian()
    with database.writing() as session:
        campaign = session.get_one(Campaign, campaign_id)
        for standing in [one for one in standings(session, campaign, "ru") if one.is_left]:
            say_it_fits(session, user=people[1], campaign=campaign, standing=standing)
    assert russian()[0] == []


def test_own_words_in_a_letter_are_translated_and_outdated_like_any_text(
    database: Database, campaign_id: int, people: tuple[SignedIn, SignedIn]
) -> None:
    owner, _ = people
    key = "letter.appeal.kz-president.own_words"
    with database.writing() as session:
        campaign = session.get_one(Campaign, campaign_id)

        def say(words: str) -> None:
            save_letter(
                session,
                campaign=campaign,
                kind=LetterKind.APPEAL,
                office_id="kz-president",
                language="en",
                values={"own_words": words},
                by=owner,
            )

        say("Her children wait for her.")
        waiting = next(one for one in standings(session, campaign, "ru") if one.block.key == key)
        texts = [(waiting, "Её ждут дети.")]
        write_translations(session, user=owner, campaign=campaign, language="ru", texts=texts)
        say("Her mother waits for her.")
        letter = letter_contents(
            session, campaign=campaign, kind=LetterKind.APPEAL, office="kz-president", language="ru"
        )
        assert letter.own_words == ("Её ждут дети.",)
        assert [lack.field for lack in letter.stops if "older than its original" in str(lack)] == ["own_words"]


def test_every_tongue_has_a_name_a_script_and_a_direction() -> None:
    assert {code for code in TONGUES if direction(code) == "rtl"} == {"ar", "fa", "he", "ur"}
    assert (script_of("kk"), script_of("fr"), script_of("zh-Hant")) == ("Cyrl", "Latn", "Hant")
    assert (own_name("fr"), own_name("ka"), own_name("xx-none")) == ("Français", "ქართული", "xx-none")


def test_readers_share_a_copy_where_the_page_has_no_other_language_for_them(
    client: TestClient, campaign_id: int
) -> None:
    client.get(PAGE, headers={"Accept-Language": "en"})
    swahili = client.get(PAGE, headers={"Accept-Language": "sw, en;q=0.5"})
    again = client.get(PAGE, headers={"Accept-Language": "ka, en;q=0.5"})
    assert swahili.headers["etag"] == again.headers["etag"] == client.get(PAGE).headers["etag"]
    french = client.get(PAGE, headers={"Accept-Language": "fr, en;q=0.5"})
    assert french.headers["etag"] != swahili.headers["etag"]
