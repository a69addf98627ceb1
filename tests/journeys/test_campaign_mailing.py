"""Partners are written to about a campaign: each gets the text, the letter and the dossier in its own language."""

import io

import pytest
from pypdf import PdfReader
from sqlmodel import select
from starlette.testclient import TestClient

import campaigns.dossiers.jobs  # noqa: F401  # publishing orders a dossier
from campaigns.models.campaign import Campaign
from foundation.accounts.models import Organisation
from foundation.accounts.roles import Role
from foundation.database import Database
from foundation.settings import Settings
from outreach.models.mailings import Mailing
from tests.factories.accounts import PASSWORD, an_organisation, an_organiser
from tests.factories.campaigns import a_draft_campaign, a_live_campaign
from tests.factories.letters import approved
from tests.factories.outreach import a_contact, a_partner
from tests.jobs_running import run_everything, run_jobs, sending_to
from tests.smtp_sink import SmtpSink

AT = "/desk/campaigns/free-ada-example"
LETTER = f"{AT}/letters/appeal/kz-president"
CONFIRMED = {
    "lines": "Akorda\n6 Mangilik Yel Street\n010000 Astana\nKAZAKHSTAN",
    "confirmed_on": "2026-11-01",
    "page": "https://www.akorda.example.org/contacts",
}
SIGNED = {
    "en": {"signatory_name": "Ada Example", "signatory_office": "General Secretary", "place": "Example Town"},
    "ru": {"signatory_name": "Ада Примерова", "signatory_office": "Генеральный секретарь", "place": "Примерный"},
}


@pytest.fixture
def desk(client: TestClient, database: Database) -> TestClient:
    with database.writing() as session:
        union = an_organisation(session)
        organiser = an_organiser(session, union)
        reviewer = an_organiser(session, union, Role.REVIEWER, email="reviewer@example.org")
        a_live_campaign(session, organiser, reviewer)
        a_draft_campaign(session, organiser, "Jean Modele")
        partner = a_partner(session, organiser)
        a_contact(session, organiser, partner, name="Пётр Примеров", email="petr@example.org", language="ru")
        a_contact(session, organiser, partner, email="jean@example.com", language="en")
    assert client.post("/desk/sign-in", data={"email": "ada@example.org", "password": PASSWORD}).status_code == 303
    return client


def finish_letter(desk: TestClient, database: Database, settings: Settings) -> None:
    """What an organiser does once: confirms the address, says who signs. Then somebody else approves."""
    for language, signed in SIGNED.items():
        assert desk.post(f"{LETTER}/address", data=CONFIRMED | {"language": language}).status_code == 303
        answer = desk.post(LETTER, data=signed | {"language": language})
        assert answer.status_code == 303
    with database.writing() as session:
        campaign = session.exec(select(Campaign).where(Campaign.slug == "free-ada-example")).one()
        organisation = session.get_one(Organisation, campaign.organisation_id)
        second = an_organiser(session, organisation, Role.REVIEWER, email="second@example.org")
        for language in SIGNED:
            approved(session, settings.effective_files_dir, campaign, by=second, language=language)


def words_in(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split())


def test_a_partner_gets_text_letter_and_dossier_in_its_language(
    desk: TestClient, database: Database, settings: Settings
) -> None:
    with SmtpSink() as sink, sending_to(sink, settings):
        run_jobs(database)
        assert desk.post(f"{AT}/mailings").headers["location"] == f"{AT}/mailings"
        with database.reading() as session:
            mailing = session.exec(select(Mailing)).one()
        attach = f"{AT}/mailings/{mailing.id}"
        assert "still a draft" in desk.get(f"{AT}/mailings").text
        refused = desk.post(f"{attach}/letters/appeal/kz-president")
        assert refused.status_code == 409
        assert "Nobody has confirmed the address" in refused.text

        finish_letter(desk, database, settings)
        page = desk.get(f"{AT}/mailings").text
        assert f'action="{attach}/letters/appeal/kz-president"' in page
        for _twice in range(2):
            assert desk.post(f"{attach}/letters/appeal/kz-president").status_code == 303
            assert desk.post(f"{attach}/dossier").status_code == 303
        shown = desk.get(f"/desk/outreach/mailings/{mailing.id}").text
        assert shown.count("with the version in Russian only") == 2
        assert f'href="{AT}/mailings"' in shown
        russian = desk.get(f"/desk/outreach/mailings/{mailing.id}/preview?language=ru").text
        assert "Пётр Примеров, здравствуйте!" in russian
        assert "kz-president-ru.pdf" in russian
        assert "kz-president-en.pdf" not in russian

        assert desk.post(f"/desk/outreach/mailings/{mailing.id}/send").status_code == 303
        run_everything(database)
        in_russian, in_english = sink.mails_to("petr@example.org")[0], sink.mails_to("jean@example.com")[0]
    assert "http://testserver/ru/campaigns/free-ada-example" in in_russian.body()
    assert "http://testserver/campaigns/free-ada-example" in in_english.body()
    letter, dossier = in_russian.message.iter_attachments()
    assert letter.get_filename() == "free-ada-example-kz-president-ru.pdf"
    assert "Президенту Республики Казахстан" in words_in(letter.get_content())
    assert dossier.get_filename() == "free-ada-example-ru-1.pdf"
    names = [part.get_filename() for part in in_english.message.iter_attachments()]
    assert names == ["free-ada-example-kz-president-en.pdf", "free-ada-example-en-1.pdf"]


def test_what_is_not_public_is_not_written_about(desk: TestClient, database: Database) -> None:
    assert desk.post("/desk/campaigns/free-jean-modele/mailings").status_code == 409
    with database.writing() as session:
        session.exec(select(Campaign).where(Campaign.slug == "free-ada-example")).one().is_example = True
    assert "Write to partners about it" in desk.get(f"{AT}/mailings").text, "the made-up example is live"


def test_a_mailing_is_only_reached_through_its_own_campaign(desk: TestClient, database: Database) -> None:
    desk.post(f"{AT}/mailings")
    with database.reading() as session:
        mailing = session.exec(select(Mailing)).one()
    for what in ("letters/appeal/kz-president", "dossier"):
        assert desk.post(f"/desk/campaigns/free-jean-modele/mailings/{mailing.id}/{what}").status_code == 404
    assert "gone=1" in desk.post(f"{AT}/mailings/1/dossier", follow_redirects=False).headers["location"]
