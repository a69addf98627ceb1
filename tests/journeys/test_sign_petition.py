"""A supporter signs, confirms from the mail, is counted, and withdraws; in both languages, without a script."""

from datetime import timedelta
from urllib.parse import urlencode

import pytest
import time_machine
from sqlmodel import select
from starlette.testclient import TestClient

from foundation.database import Database
from foundation.web.copies import A_MINUTE
from petitions.models.envelope import person_of
from petitions.models.petition import Petition
from petitions.models.signature import Signature
from petitions.queries.counting import count_again, kept_counts
from tests.factories.petitions import an_open_petition
from tests.mailbox import Mailbox, path_of

ADA = {"name": "Ada Example", "email": "ada@example.net", "country": "NO", "agree_count": "yes", "language": "en"}
SIGN = "/petitions/free-ada/signatures"
COUNT = "/petitions/free-ada/count.json"
NOON = "2026-05-01 12:00:00Z"


@pytest.fixture
def petition(database: Database) -> Petition:
    with database.writing() as session:
        return an_open_petition(session)


@pytest.fixture
def clock() -> object:
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


def next_minute(clock: time_machine.Traveller) -> None:
    clock.shift(timedelta(minutes=1))


def kept(database: Database, petition: Petition) -> tuple[int, int]:
    with database.reading() as session:
        counts = kept_counts(session, petition.id)
        assert counts == count_again(session, petition.id)
        return counts.waiting, counts.confirmed


def test_sign_confirm_be_counted_withdraw(
    client: TestClient, database: Database, petition: Petition, mailbox: Mailbox, clock: time_machine.Traveller
) -> None:
    answer = client.post(SIGN, data=ADA)
    assert (answer.status_code, answer.headers["location"]) == (303, "/petitions/free-ada/check-your-mail")
    assert "Check your mail" in client.get(answer.headers["location"]).text
    mail = mailbox.only_mail()
    assert mail.recipients == ("ada@example.net",)
    assert mail.message["Subject"] == "Please confirm"
    confirm, withdraw = path_of(mail, "confirm"), path_of(mail, "withdraw")

    page = client.get(confirm)
    assert page.status_code == 200
    assert page.text.count("<button") == 1
    assert "Ada Example" in page.text
    assert kept(database, petition) == (1, 0)
    assert client.post(confirm).status_code == 200
    assert "Your signature counts" in client.post(confirm).text
    assert "Your signature counts" in client.get(confirm).text
    assert kept(database, petition) == (0, 1)
    assert mailbox.fetch() == []

    assert client.get(COUNT).json()["confirmed"] == 0
    next_minute(clock)
    assert client.get(COUNT).json() == {"confirmed": 1, "paper": 0, "organisations": 0, "countries": {}}
    assert '<strong class="number">1</strong>' in client.get("/petitions/free-ada").text

    page = client.get(withdraw)
    assert page.text.count("<button") == 1
    assert kept(database, petition) == (0, 1)
    for _ in range(2):
        assert "is withdrawn" in client.post(withdraw).text
    assert "is withdrawn" in client.get(withdraw).text
    assert kept(database, petition) == (0, 0)
    assert client.post(confirm).status_code == 410
    assert client.get(confirm).status_code == 410
    assert kept(database, petition) == (0, 0)
    next_minute(clock)
    assert client.get(COUNT).json()["confirmed"] == 0


def test_in_russian(client: TestClient, petition: Petition, mailbox: Mailbox) -> None:
    page = client.get("/ru/petitions/free-ada")
    assert "Освободите Аду Пример" in page.text
    assert 'name="language" value="ru"' in page.text
    sent = ADA | {"name": "Пётр Примеров", "language": "ru"}
    answer = client.post(f"/ru{SIGN}", data=sent)
    assert answer.headers["location"] == "/ru/petitions/free-ada/check-your-mail"
    mail = mailbox.only_mail()
    assert mail.message["Content-Language"] == "ru"
    assert "Подтвердите" in mail.message["Subject"]
    confirm = path_of(mail, "confirm")
    assert confirm.startswith("/ru/confirm/")
    assert "Пётр Примеров" in client.get(confirm).text
    assert "Ваша подпись учтена" in client.post(confirm).text
    wrong = client.post(f"/ru{SIGN}", data=sent | {"name": ""})
    assert 'id="name-problem">Заполните, пожалуйста' in wrong.text


def test_every_box_is_unticked_and_the_safest_answers_are_given(client: TestClient, petition: Petition) -> None:
    html = client.get("/petitions/free-ada").text
    boxes = [part.split(">")[0] for part in html.split("<input ")[1:] if 'type="checkbox"' in part.split(">")[0]]
    assert len(boxes) == 3
    assert not any("checked" in box for box in boxes)
    chosen = [part for part in html.split("<input ")[1:] if 'type="radio"' in part and "checked" in part.split(">")[0]]
    assert ['value="none"' in chosen[0], 'value="counted"' in chosen[1], len(chosen)] == [True, True, 2]
    assert "Kazakhstan" in html
    assert 'name="agree_partner"' not in client.get("/petitions/free-ada?via=nobodys-code").text
    assert 'name="via"' not in client.get('/petitions/free-ada?via="><script>').text


def test_the_page_is_the_same_for_all_and_sets_no_cookie(client: TestClient, petition: Petition) -> None:
    first, second = client.get("/petitions/free-ada"), client.get("/petitions/free-ada")
    assert first.text == second.text
    assert first.headers["cache-control"] == A_MINUTE
    assert "Accept-Language" in first.headers["vary"]
    assert "set-cookie" not in first.headers
    scripts = [part.split(">")[0] for part in first.text.split("<script")[1:]]
    assert all('src="/static/' in script for script in scripts)


@pytest.mark.parametrize("known_as", ["pending", "confirmed", "withdrawn"])
def test_new_and_known_addresses_get_the_same_answer(
    client: TestClient, petition: Petition, mailbox: Mailbox, known_as: str
) -> None:
    client.post(SIGN, data=ADA)
    mail = mailbox.only_mail()
    if known_as != "pending":
        client.post(path_of(mail, "confirm"))
    if known_as == "withdrawn":
        client.post(path_of(mail, "withdraw"))
    known = client.post(SIGN, data=ADA | {"email": "ADA+again@example.net"})
    new = client.post(SIGN, data=ADA | {"email": "jean@example.net"})
    assert known.status_code == new.status_code == 303
    assert known.headers == new.headers
    assert known.content == new.content
    arrived = {sent.recipients[0]: sent.message["Subject"] for sent in mailbox.fetch()}
    told = "About your entry" if known_as == "confirmed" else "Please confirm"
    assert arrived == {"ADA+again@example.net": told, "jean@example.net": "Please confirm"}


def test_opening_a_link_confirms_nothing_however_often(
    client: TestClient, database: Database, petition: Petition, mailbox: Mailbox
) -> None:
    client.post(SIGN, data=ADA)
    mail = mailbox.only_mail()
    for page in ("confirm", "withdraw"):
        for agent in ("Mozilla/5.0", "WhatsApp/2.23", "TelegramBot (like TwitterBot)", "Slackbot-LinkExpanding 1.0"):
            for _ in range(3):
                assert client.get(path_of(mail, page), headers={"User-Agent": agent}).status_code == 200
                assert client.head(path_of(mail, page), headers={"User-Agent": agent}).status_code == 200
    assert kept(database, petition) == (1, 0)
    client.post(path_of(mail, "confirm"))
    assert kept(database, petition) == (0, 1)


def test_an_expired_link_offers_a_new_mail(
    client: TestClient, petition: Petition, mailbox: Mailbox, clock: time_machine.Traveller
) -> None:
    client.post(SIGN, data=ADA)
    old = path_of(mailbox.only_mail(), "confirm")
    clock.shift(timedelta(days=7, minutes=1))
    page = client.get(old)
    assert page.status_code == 410
    assert "Send me a new link" in page.text
    assert client.post(old).status_code == 410
    assert "Check your mail" in client.post(old, data={"again": "yes"}).text
    new = path_of(mailbox.only_mail(), "confirm")
    assert client.post(old).status_code == 404
    assert "Your signature counts" in client.post(new).text


def test_links_in_mails_use_the_configured_address(client: TestClient, petition: Petition, mailbox: Mailbox) -> None:
    forged = {"Host": "evil.example", "X-Forwarded-Host": "evil.example"}
    client.post(SIGN, data=ADA, headers=forged)
    mail = mailbox.only_mail()
    assert "evil.example" not in mail.content.decode()
    assert "http://testserver/confirm/" in mail.body()


def test_mails_name_no_cause_and_no_person(client: TestClient, petition: Petition, mailbox: Mailbox) -> None:
    client.post(SIGN, data=ADA | {"agree_updates": "yes"})
    first = mailbox.only_mail()
    client.post(path_of(first, "confirm"))
    client.post(SIGN, data=ADA)
    mails = [first, *mailbox.fetch()]
    assert len(mails) == 3
    for mail in mails:
        assert "Ada" not in mail.message["Subject"]
        assert "withdraw" in mail.body()
        assert "You receive this mail because" in mail.body()
        assert path_of(mail, "withdraw") == path_of(first, "withdraw")
    assert "Free Ada" not in first.content.decode()


def test_signing_works_without_cookies_and_without_fetch_metadata(
    client: TestClient, database: Database, petition: Petition
) -> None:
    client.cookies.clear()
    assert client.post(SIGN, data=ADA).status_code == 303
    foreign = client.post(SIGN, data=ADA, headers={"Origin": "https://evil.example"})
    assert foreign.status_code == 403
    assert kept(database, petition) == (1, 0)


def test_the_code_of_a_partner_goes_along_to_what_is_shared(client: TestClient, petition: Petition) -> None:
    answer = client.post(SIGN, data=ADA | {"via": "bakers-7"})
    assert answer.headers["location"] == "/petitions/free-ada/check-your-mail?via=bakers-7"
    assert "via%3Dbakers-7" in client.get(answer.headers["location"]).text
    assert client.post(SIGN, data=ADA | {"via": '"><b>'}).headers["location"] == "/petitions/free-ada/check-your-mail"


def test_what_was_typed_arrives_whether_a_program_escapes_it_or_not(
    client: TestClient, database: Database, petition: Petition
) -> None:
    escaped = urlencode(ADA | {"name": "José Пример"}).encode()
    raw = "&".join(
        f"{name}={value}" for name, value in (ADA | {"name": "Zoë Пример", "email": "zoe@example.net"}).items()
    )
    for body in (escaped, raw.encode()):
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        assert client.post(SIGN, content=body, headers=kind).status_code == 303
    with database.reading() as session:
        people = [person_of(signature) for signature in session.exec(select(Signature)).all()]
    names = {person.name for person in people if person}
    assert names == {"José Пример", "Zoë Пример"}


def test_a_file_in_the_place_of_a_name_is_no_name(client: TestClient, petition: Petition) -> None:
    answer = client.post(SIGN, data={**ADA, "name": ""}, files={"name": ("name.txt", b"Ada")})
    assert answer.status_code == 422
    assert "Upload(" not in answer.text
    assert 'id="name-problem"' in answer.text
