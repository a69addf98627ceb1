"""An organiser imports partners, writes to them in two languages, and follows every mail to its end."""

import io
import re

import pytest
from pypdf import PdfWriter
from sqlmodel import select
from starlette.testclient import TestClient

from foundation.accounts.roles import Role
from foundation.database import Database
from foundation.mail.jobs import drain_bulk
from foundation.settings import Settings
from outreach.jobs import settle_mailings
from outreach.models.mailings import Mailing, MailingState
from outreach.models.partners import Contact, ContactState
from tests.factories.accounts import PASSWORD, an_organisation, an_organiser
from tests.jobs_running import run_everything, run_jobs, sending_to
from tests.smtp_sink import SmtpSink

PARTNERS = """Название;Вид;Страна;Контакт;Должность;Почта;Язык
Профсоюз горняков;профсоюз;Казахстан;Пётр Примеров;председатель;petr@example.org;ru
Example Dockers;union;NL;Ada Example;President;ada@example.net;en
Syndicat Modele;union;FR;Jean Modele;Secretary;jean@example.com;fr
Example Bakers;union;NL;;;bakers@example.net;en
Broken Union;union;Atlantis;;;broken@example.net;en
"""

ENGLISH = """Dear {{contact.name}} of {{partner.name}},

**Please help.** {{sender.organisation}} asks for a letter.
"""
RUSSIAN = """Уважаемый {{contact.name}} ({{partner.name}}, {{partner.country}})!

Просим вашей помощи.
"""


def sign_in(client: TestClient, email: str = "ada@example.org") -> None:
    client.cookies.clear()
    assert client.post("/desk/sign-in", data={"email": email, "password": PASSWORD}).status_code == 303


@pytest.fixture
def desk(client: TestClient, database: Database) -> TestClient:
    """Signed in as an owner; a second organiser and a foreign one exist."""
    with database.writing() as session:
        ours = an_organisation(session)
        an_organiser(session, ours)
        an_organiser(session, ours, Role.REVIEWER, email="reviewer@example.org")
        an_organiser(session, an_organisation(session, "Another Example Union"), email="foreign@example.org")
    sign_in(client)
    return client


def a_letter() -> bytes:
    writer, file = PdfWriter(), io.BytesIO()
    writer.add_blank_page(width=595, height=842)
    writer.write(file)
    return file.getvalue()


def import_partners(desk: TestClient, content: bytes) -> str:
    """The address of the preview."""
    answer = desk.post("/desk/outreach/import", files={"file": ("partners.csv", content, "text/csv")})
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


def write_mailing(desk: TestClient, **fields: object) -> str:
    form = {
        "title": "Letter for a jailed colleague",
        "subject_en": "A request to {{partner.name}}",
        "body_en": ENGLISH,
        "subject_ru": "Просьба",
        "body_ru": RUSSIAN,
    }
    answer = desk.post("/desk/outreach/mailings", data=form | fields)
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


def states(desk: TestClient, mailing: str) -> dict[str, int]:
    """What the page says about how many recipients are in which state."""
    rows = re.findall(r'recipients\?state=(\w+)">(\d+)<', desk.get(mailing).text)
    return {state: int(count) for state, count in rows}


def test_a_mailing_goes_from_a_list_to_its_end(desk: TestClient, database: Database, settings: Settings) -> None:
    preview = import_partners(desk, PARTNERS.encode("koi8-r"))
    page = desk.get(preview).text
    assert "Профсоюз горняков" in page
    assert "“Atlantis” is no country that we know" in page
    assert desk.get("/desk/outreach").text.count("/desk/outreach/partners/") == 1  # only the link to enter one
    assert desk.post(preview).headers["location"] == preview
    done = desk.get(preview).text
    assert "1 row was refused" in done
    report = desk.get(f"{preview}/refused.csv")
    assert report.headers["content-disposition"] == 'attachment; filename="refused-rows.csv"'
    assert "Broken Union,union,Atlantis" in report.text
    assert desk.post(preview).status_code == 303
    with database.reading() as session:
        assert len(session.exec(select(Contact)).all()) == 4

    mailing = write_mailing(desk)
    page = desk.get(mailing).text
    assert "4 contacts" in page
    answer = desk.post(f"{mailing}/attachments", files={"file": ("Letter ä.pdf", a_letter(), "application/pdf")})
    assert answer.status_code == 303
    russian = desk.get(f"{mailing}/preview?language=ru").text
    assert "Уважаемый Пётр Примеров (Профсоюз горняков, Казахстан)!" in russian

    with SmtpSink() as sink, sending_to(sink, settings):
        desk.post(f"{mailing}/test", data={"language": "ru"})
        run_everything(database)
        assert sink.addresses() == ["ada@example.org"]
        assert sink.received[0].message["Subject"] == "Проверка: Просьба"
        trail = desk.get("/desk/settings/trail").text
        assert "began a mailing" in trail
        assert "mailing.started" not in trail
        sink.received.clear()

        sink.answer("550 5.1.1 No such user", to="ada@example.net")
        assert desk.post(f"{mailing}/send").status_code == 303
        assert desk.get(mailing).headers["refresh"] == "5"
        assert "refresh" not in desk.get(f"{mailing}?still=yes").headers
        run_everything(database)
        settle_mailings(database)

        assert sink.counts() == {"petr@example.org": 1, "jean@example.com": 1, "bakers@example.net": 1}
        for received in sink.received:
            assert received.message["To"].addresses[0].addr_spec == received.recipients[0]
            assert len(received.message["To"].addresses) == 1
            assert received.message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
            letter = next(received.message.iter_attachments())
            assert (letter.get_filename(), letter.get_content()) == ("Letter ä.pdf", a_letter())
        in_russian = sink.mails_to("petr@example.org")[0]
        assert in_russian.message["Subject"] == "Просьба"
        assert "Уважаемый Пётр Примеров (Профсоюз горняков, Казахстан)!" in in_russian.body()
        in_english = sink.mails_to("jean@example.com")[0]
        assert in_english.message["Subject"] == "A request to Syndicat Modele"
        assert "Dear Jean Modele of Syndicat Modele," in in_english.body()
        assert "<strong>Please help.</strong> Example Federation of Trade Unions asks" in in_english.body("html")
        assert "Dear Example Bakers of Example Bakers," in sink.mails_to("bakers@example.net")[0].body()

    assert states(desk, mailing) == {"sent": 3, "bounced": 1}
    ended = desk.get(mailing)
    assert "done" in ended.text
    assert "refresh" not in ended.headers
    bounced = desk.get(f"{mailing}/recipients?state=bounced").text
    assert "Ada Example" in bounced
    assert "no such mailbox" in bounced
    with database.reading() as session:
        found = {contact.email: contact.state for contact in session.exec(select(Contact))}
        assert found["ada@example.net"] is ContactState.BOUNCED
        assert session.exec(select(Mailing)).one().state is MailingState.DONE


def unsubscribe_path(received: object) -> str:
    header = received.message["List-Unsubscribe"]  # type: ignore[attr-defined]  # a Received
    return re.fullmatch(r"<http://testserver(/unsubscribe/[^>]+)>", header)[1]  # type: ignore[index]  # it is there


def test_one_click_ends_all_partner_mail(desk: TestClient, database: Database, settings: Settings) -> None:
    desk.post(import_partners(desk, b"name,email\nA,a@example.org\nB,b@example.org\n"))
    with SmtpSink() as sink, sending_to(sink, settings):
        desk.post(f"{write_mailing(desk)}/send")
        run_everything(database)
        link = unsubscribe_path(sink.mails_to("a@example.org")[0])
        sink.received.clear()
        asked = desk.get(link)
        assert "Example Federation of Trade Unions would write to this address no more" in asked.text
        del desk.headers["Origin"]
        for _time in range(2):
            answer = desk.post(link, data={"List-Unsubscribe": "One-Click"})
            assert answer.status_code == 200
        desk.headers["Origin"] = "http://testserver"
        again = write_mailing(desk)
        assert "1 contact" in desk.get(again).text
        desk.post(f"{again}/send")
        run_everything(database)
        assert sink.addresses() == ["b@example.org"]
    assert desk.post(link[:-1] + ("a" if link[-1] != "a" else "b")).status_code == 404


def test_who_unsubscribes_while_queued_gets_nothing(desk: TestClient, database: Database, settings: Settings) -> None:
    desk.post(import_partners(desk, b"name,email\nA,a@example.org\nB,b@example.org\n"))
    with SmtpSink() as sink, sending_to(sink, settings):
        first = write_mailing(desk)
        desk.post(f"{first}/send")
        run_everything(database)
        link = unsubscribe_path(sink.mails_to("a@example.org")[0])
        sink.received.clear()
        second = write_mailing(desk)
        desk.post(f"{second}/send")
        run_jobs(database)
        assert states(desk, second) == {"queued": 2}
        desk.post(link)
        run_everything(database)
        settle_mailings(database)
        assert sink.addresses() == ["b@example.org"]
    assert states(desk, second) == {"sent": 1, "skipped": 1}
    assert "The contact unsubscribed before it was sent." in desk.get(f"{second}/recipients?state=skipped").text


def test_send_pressed_in_two_tabs_is_one_blast(desk: TestClient, database: Database, settings: Settings) -> None:
    desk.post(import_partners(desk, b"name,email\nA,a@example.org\n"))
    mailing = write_mailing(desk)
    with SmtpSink() as sink, sending_to(sink, settings):
        assert [desk.post(f"{mailing}/send").status_code for _tab in range(2)] == [303, 303]
        run_everything(database)
        assert desk.post(f"{mailing}/send").status_code == 303
        run_everything(database)
        assert sink.addresses() == ["a@example.org"]


def test_more_than_two_hundred_need_a_second_person(desk: TestClient, database: Database, settings: Settings) -> None:
    rows = "".join(f"Union {number},c{number}@example.org\n" for number in range(201))
    desk.post(import_partners(desk, f"name,email\n{rows}".encode()))
    mailing = write_mailing(desk)
    assert "a second person has to look at it first" in desk.get(mailing).text
    assert desk.post(f"{mailing}/send").status_code == 409
    assert desk.post(f"{mailing}/approve").status_code == 409
    sign_in(desk, "reviewer@example.org")
    assert desk.post(f"{mailing}/approve").status_code == 303
    form = {"title": "Another title", "subject_en": "Hello", "body_en": "Hello"}
    sign_in(desk)
    assert desk.post(mailing, data=form).status_code == 303
    assert desk.post(f"{mailing}/send").status_code == 409  # what was approved is not what it is now
    sign_in(desk, "reviewer@example.org")
    desk.post(f"{mailing}/approve")
    sign_in(desk)
    assert desk.post(f"{mailing}/send").status_code == 303
    with SmtpSink() as sink, sending_to(sink, settings):
        run_everything(database)
        contacts = {address: times for address, times in sink.counts().items() if address.startswith("c")}
        assert set(contacts.values()) == {1}
        assert len(contacts) == 201


def test_pause_resume_and_cancel(desk: TestClient, database: Database, settings: Settings) -> None:
    desk.post(import_partners(desk, b"name,email\nA,a@example.org\n"))
    with SmtpSink() as sink, sending_to(sink, settings):
        mailing = write_mailing(desk)
        desk.post(f"{mailing}/send")
        for _time in range(2):
            assert desk.post(f"{mailing}/pause").status_code == 303
            run_everything(database)
            assert sink.addresses() == []
            assert "An organiser paused it." in desk.get(mailing).text
            if _time == 0:
                desk.post(f"{mailing}/resume")
        desk.post(f"{mailing}/resume")
        run_everything(database)
        assert sink.addresses() == ["a@example.org"]
        sink.received.clear()
        second = write_mailing(desk)
        desk.post(f"{second}/send")
        run_jobs(database)
        assert desk.post(f"{second}/cancel").status_code == 303
        run_everything(database)
        assert sink.addresses() == []
        assert states(desk, second) == {"cancelled": 1}
        assert desk.post(f"{second}/resume").status_code == 409


def test_a_foreign_organisation_finds_nothing(desk: TestClient, database: Database) -> None:
    preview = import_partners(desk, PARTNERS.encode())
    desk.post(preview)
    mailing = write_mailing(desk)
    partner = re.search(r'href="(/desk/outreach/partners/\d+)"', desk.get("/desk/outreach").text)
    assert partner
    sign_in(desk, "foreign@example.org")
    for address in (preview, mailing, f"{mailing}/preview", f"{mailing}/recipients", partner[1], f"{partner[1]}/edit"):
        assert desk.get(address).status_code == 404, address
    for address in (preview, f"{mailing}/send", f"{mailing}/cancel", mailing, partner[1], f"{partner[1]}/remove"):
        assert desk.post(address).status_code == 404, address
    assert "Example Dockers" not in desk.get("/desk/outreach").text
    assert "jailed colleague" not in desk.get("/desk/outreach/mailings").text


def test_the_page_says_done_as_soon_as_the_last_mail_has_left(
    desk: TestClient, settings: Settings, database: Database
) -> None:
    with SmtpSink() as sink, sending_to(sink, settings):
        desk.post(import_partners(desk, b"name,email\nA,a@example.org\nB,b@example.org\n"))
        mailing = write_mailing(desk)
        desk.post(f"{mailing}/send")
        run_jobs(database)
        drain_bulk(database)
        assert len(sink.received) == 2
        run_jobs(database)
    assert "refresh" not in desk.get(mailing).headers
    with database.reading() as session:
        assert session.exec(select(Mailing.state)).one() is MailingState.DONE
