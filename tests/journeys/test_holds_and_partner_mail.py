"""Somebody is put on hold after a mailing to partners was written: nothing that tells it leaves until it was mended."""

from collections.abc import Iterator

import pytest
from sqlmodel import Session, select
from starlette.testclient import TestClient

import campaigns.dossiers.jobs  # noqa: F401  # publishing orders a dossier
from campaigns.actions.facts import change_case
from campaigns.dossiers.actions import order_public_editions
from campaigns.models.campaign import Campaign
from campaigns.models.case import Case
from foundation.accounts.access import SignedIn
from foundation.accounts.roles import Role
from foundation.database import Database
from foundation.mail.models import GroupHold
from foundation.settings import Settings
from outreach.actions.sending import fill_outbox, send
from outreach.models.mailings import Delivery, Mailing, MailingAttachment, MailingState
from outreach.words import NAMES_HELD
from tests.factories.accounts import PASSWORD, an_organisation, an_organiser
from tests.factories.campaigns import a_live_campaign
from tests.factories.outreach import a_contact, a_partner
from tests.factories.pdfs import a_pdf_saying, a_scan
from tests.jobs_running import run_everything, run_jobs, sending_to
from tests.smtp_sink import SmtpSink

AT = "/desk/campaigns/free-ada-example/mailings"
BROUGHT = "order.pdf"
NEUTRAL = {
    f"{part}_{code}": words
    for code in ("en", "ru", "fr", "es")
    for part, words in (("subject", "Please help"), ("body", "A colleague needs help: {{campaign.link}}"))
}


@pytest.fixture
def sink(settings: Settings) -> Iterator[SmtpSink]:
    with SmtpSink() as sink, sending_to(sink, settings):
        yield sink


@pytest.fixture
def desk(client: TestClient, database: Database, sink: SmtpSink) -> TestClient:
    with database.writing() as session:
        union = an_organisation(session)
        organiser = an_organiser(session, union)
        a_live_campaign(session, organiser, an_organiser(session, union, Role.REVIEWER, email="reviewer@example.org"))
        partner = a_partner(session, organiser)
        a_contact(session, organiser, partner, name="Пётр Примеров", email="petr@example.org", language="ru")
        a_contact(session, organiser, partner, email="jean@example.com", language="en")
    assert client.post("/desk/sign-in", data={"email": "ada@example.org", "password": PASSWORD}).status_code == 303
    run_jobs(database)
    client.post(AT)
    client.post(f"{AT}/{the_mailing(database).id}/dossier")
    return client


def the_mailing(database: Database) -> Mailing:
    with database.reading() as session:
        return session.exec(select(Mailing)).one()


def put_on_hold(database: Database, *, hold: bool = True) -> None:
    with database.writing() as session:
        campaign = session.exec(select(Campaign)).one()
        case = session.exec(select(Case).where(Case.campaign_id == campaign.id, Case.kind == "person")).one()
        values = {"name": case.name, "hold": hold, "consent": case.consent}
        change_case(session, user=organiser_of(session), campaign=campaign, case=case, values=values)


def organiser_of(session: Session) -> SignedIn:
    campaign = session.exec(select(Campaign)).one()
    return SignedIn(campaign.created_by_id or 0, "Ada", {campaign.organisation_id: Role.OWNER})


def attachments(database: Database) -> list[MailingAttachment]:
    with database.reading() as session:
        return list(session.exec(select(MailingAttachment)))


def make_newer_dossiers(database: Database) -> None:
    with database.writing() as session:
        order_public_editions(session, campaign=session.exec(select(Campaign)).one())
    run_jobs(database)


def mend(desk: TestClient, database: Database) -> None:
    at = f"/desk/outreach/mailings/{the_mailing(database).id}"
    title = the_mailing(database).title
    assert desk.post(at, data=NEUTRAL | {"title": title}).status_code == 303
    make_newer_dossiers(database)
    slug = desk.get(at).text.split("/desk/campaigns/")[1].split("/")[0]
    for file in attachments(database):
        if file.filename == BROUGHT:
            continue
        newer = f"/desk/campaigns/{slug}/mailings/{the_mailing(database).id}/attachments/{file.id}/newer"
        assert f'action="{newer}"' in desk.get(at).text
        assert desk.post(newer).status_code == 303


def test_a_draft_that_names_who_is_on_hold_is_not_sent_and_says_what_is_wrong(
    desk: TestClient, database: Database, sink: SmtpSink
) -> None:
    at = f"/desk/outreach/mailings/{the_mailing(database).id}"
    assert len(attachments(database)) >= 2
    assert "on hold" not in desk.get(at).text
    put_on_hold(database)
    refused = desk.post(f"{at}/send")
    assert refused.status_code == 409
    assert "names what is on hold" in refused.text
    assert the_mailing(database).state is MailingState.DRAFT
    page = desk.get(at).text
    for language in ("English", "Russian", "French", "Spanish"):
        assert f"The text ({language}) names what is on hold" in page
    assert page.count("was made before something was put on hold or taken out") >= len(attachments(database))
    assert "называет" in desk.get(f"/ru{at}").text
    form = desk.get(f"{at}/text")
    assert form.status_code == 200
    assert 'id="body_en-problem"' in form.text

    again = desk.post(at, data=NEUTRAL | {"title": "News", "body_ru": "Помогите Аде Примеровой"})
    assert again.status_code == 422
    assert "“Примеровой”" in again.text or "“Аде”" in again.text

    mend(desk, database)
    assert "on hold" not in desk.get(at).text
    assert desk.post(f"{at}/send").status_code == 303
    run_everything(database)
    mails = [*sink.mails_to("petr@example.org"), *sink.mails_to("jean@example.com")]
    assert len(mails) == 2
    for mail in mails:
        names = [part.get_filename() or "" for part in mail.message.iter_attachments()]
        assert len(names) == 1
        assert "free-ada" not in mail.body()
        assert "Ada" not in mail.body()
        assert "example" not in names[0]


def test_what_is_on_its_way_stops_is_mended_and_goes_on(desk: TestClient, database: Database, sink: SmtpSink) -> None:
    mailing = the_mailing(database)
    at = f"/desk/outreach/mailings/{mailing.id}"
    with database.writing() as session:
        send(session, user=organiser_of(session), mailing=session.get_one(Mailing, mailing.id))
        while fill_outbox(session, mailing_id=mailing.id):
            pass
    put_on_hold(database)
    with database.reading() as session:
        assert session.get_one(Mailing, mailing.id).state is MailingState.PAUSED
        assert session.get_one(GroupHold, mailing.group_key).reason == NAMES_HELD
        assert "Example" not in str(session.get_one(Mailing, mailing.id).campaign["en"]["title"])
    run_everything(database)
    assert sink.mails_to("jean@example.com") == []
    page = desk.get(at).text
    assert "It tells what is on hold now" in page
    assert f'action="{at}/resume"' not in page
    assert desk.post(f"{at}/resume").status_code == 409
    lost = desk.post(at, data={"title": "News", "subject_en": "Help", "body_en": "Please"})
    assert lost.status_code == 409
    mend(desk, database)
    assert f'action="{at}/resume"' in desk.get(at).text
    assert desk.post(f"{at}/resume").status_code == 303
    run_everything(database)
    assert len(sink.mails_to("jean@example.com")) == 1
    assert "Ada" not in sink.mails_to("jean@example.com")[0].body()


def test_who_pressed_send_in_the_moment_of_the_hold_is_stopped_before_anything_is_put_out(
    desk: TestClient, database: Database
) -> None:
    mailing = the_mailing(database)
    with database.writing() as session:
        send(session, user=organiser_of(session), mailing=session.get_one(Mailing, mailing.id))
    with database.writing() as session:  # seen by neither of the two transactions
        session.exec(select(Case)).one().hold = True
    with database.writing() as session:
        assert fill_outbox(session, mailing_id=mailing.id) is False
        assert session.exec(select(Delivery)).all() == []
        assert session.get_one(Mailing, mailing.id).state is MailingState.PAUSED


def test_a_mailing_that_was_only_paused_is_not_changed_on_its_way(desk: TestClient, database: Database) -> None:
    at = f"/desk/outreach/mailings/{the_mailing(database).id}"
    desk.post(f"{at}/send")
    desk.post(f"{at}/pause")
    assert desk.post(at, data=NEUTRAL | {"title": "News"}).status_code == 409
    assert desk.get(f"{at}/text").status_code == 303
    put_on_hold(database)
    assert desk.get(f"{at}/text").status_code == 200
    assert desk.post(f"{at}/resume").status_code == 409


def attach(desk: TestClient, at: str, content: bytes, name: str = BROUGHT) -> None:
    answer = desk.post(f"{at}/attachments", files={"file": (name, content, "application/pdf")})
    assert answer.status_code == 303, answer.text


def test_a_pdf_that_somebody_brought_along_is_looked_through_when_the_hold_comes(
    desk: TestClient, database: Database, sink: SmtpSink
) -> None:
    at = f"/desk/outreach/mailings/{the_mailing(database).id}"
    attach(desk, at, a_pdf_saying("The order of dismissal", "It is about Ada Example."))
    put_on_hold(database)
    mend(desk, database)
    page = desk.get(at).text
    assert "The file order.pdf names what is on hold: “Ada”" in page
    assert "Файл order.pdf называет того, кого сейчас называть нельзя" in desk.get(f"/ru{at}").text
    assert desk.post(f"{at}/send").status_code == 409
    brought = next(file for file in attachments(database) if file.filename == BROUGHT)
    desk.post(f"{at}/attachments/{brought.id}/remove")
    attach(desk, at, a_pdf_saying("The order of dismissal"))
    assert desk.post(f"{at}/send").status_code == 303
    run_everything(database)
    assert len(sink.mails_to("jean@example.com")) == 1


def test_of_a_scan_the_desk_is_told_to_look_and_it_may_be_sent(desk: TestClient, database: Database) -> None:
    at = f"/desk/outreach/mailings/{the_mailing(database).id}"
    said = "The program cannot read this file: look yourself whether it names somebody."
    assert said not in desk.get(at).text
    attach(desk, at, a_scan(), "scan.pdf")
    assert said in desk.get(at).text
    assert desk.post(f"{at}/send").status_code == 303
