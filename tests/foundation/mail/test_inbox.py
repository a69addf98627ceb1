"""The built-in inbox: mail by real SMTP, read in a browser on this machine."""

import smtplib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from campaigns.app import create_app
from foundation.database import Database
from foundation.mail import inbox as inbox_module
from foundation.mail.drain import drain
from foundation.mail.inbox import Inbox
from foundation.mail.inbox_routes import split_at_addresses
from foundation.mail.messages import Attachment
from foundation.mail.models import Stream
from foundation.mail.setup import configure_mail
from foundation.settings import Settings
from tests.conftest import BASE_URL
from tests.foundation.mail import letters
from tests.foundation.mail.letters import letter, queue

AT_THIS_MACHINE = ("127.0.0.1", 50000)


@pytest.fixture
def inbox(settings: Settings, tmp_path: Path) -> Iterator[Inbox]:
    inbox = Inbox(tmp_path)
    configure_mail(inbox.start(settings))
    yield inbox
    inbox.stop()


@pytest.fixture
def reader(settings: Settings, database: Database, inbox: Inbox) -> Iterator[TestClient]:
    app = create_app(settings, database, inbox=inbox)
    with TestClient(app, base_url=BASE_URL, client=AT_THIS_MACHINE) as reader:
        yield reader


def send_one(database: Database) -> None:
    text = "Open http://testserver/confirm/abc, please.\n"
    attached = Attachment.of("Письмо.pdf", "application/pdf", b"%PDF-1.7")
    mail = replace(letter(1, subject="Пожалуйста, подтвердите", text=text), attachments=(attached,))
    letters.instead[1] = lambda: mail
    queue(database, [1])
    assert drain(database, Stream.BULK) == 1
    letters.instead.clear()


def test_a_mail_can_be_read_its_link_followed_and_its_file_kept(database: Database, reader: TestClient) -> None:
    assert "No mail yet" in reader.get("/inbox").text
    send_one(database)
    assert "Пожалуйста, подтвердите" in reader.get("/inbox").text
    shown = reader.get("/inbox/1").text
    assert '<a href="http://testserver/confirm/abc">http://testserver/confirm/abc</a>, please.' in shown
    assert "List-Unsubscribe-Post" in shown
    file = reader.get("/inbox/1/files/0")
    assert file.content == b"%PDF-1.7"
    assert file.headers["content-disposition"].startswith("attachment; filename*=UTF-8''%D0%9F")
    assert reader.head("/inbox/1").status_code == 200


def test_the_page_of_a_mail_runs_nothing_and_has_no_origin_of_ours(database: Database, reader: TestClient) -> None:
    letters.instead[1] = lambda: letter(1, html="<head></head><script>alert(1)</script><p>Hello</p>")
    queue(database, [1])
    drain(database, Stream.BULK)
    answer = reader.get("/inbox/1/html")
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("sandbox ")
    assert "allow-scripts" not in policy
    assert "allow-same-origin" not in policy
    assert "default-src 'none'" in policy
    assert '<base target="_blank">' in answer.text


@pytest.mark.parametrize(
    "path", ["/inbox/9", "/inbox/9/html", "/inbox/1/files/9", "/inbox/99999999999999999999999", "/inbox/abc"]
)
def test_what_is_not_there_is_said_so(database: Database, reader: TestClient, path: str) -> None:
    send_one(database)
    assert reader.get(path).status_code == 404


def test_without_the_built_in_inbox_there_is_no_such_page(client: TestClient) -> None:
    assert client.get("/inbox").status_code == 404
    assert client.get("/inbox/1").status_code == 404


def test_nobody_from_outside_this_machine_reads_it(settings: Settings, database: Database, inbox: Inbox) -> None:
    app = create_app(settings, database, inbox=inbox)
    with TestClient(app, base_url=BASE_URL, client=("203.0.113.7", 4711)) as stranger:
        assert stranger.get("/inbox").status_code == 404


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example"},
        {"Host": "127.0.0.1.evil.example:8000"},
        {"Host": "203.0.113.7"},
        {"Host": "[::1"},
        {"X-Forwarded-For": "127.0.0.1"},
        {"Forwarded": "for=127.0.0.1"},
    ],
    ids=str,
)
def test_a_foreign_name_or_a_proxy_on_this_machine_opens_nothing(reader: TestClient, headers: dict[str, str]) -> None:
    assert reader.get("/inbox", headers=headers).status_code == 404


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "localhost", "[::1]:8000", "LOCALHOST:8000", "testserver"])
def test_whoever_sits_here_reads_it_by_any_name_of_this_machine(reader: TestClient, host: str) -> None:
    assert reader.get("/inbox", headers={"Host": host}).status_code == 200


def test_the_newest_are_kept_over_a_restart_and_old_ones_go(
    inbox: Inbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inbox_module, "MOST_MESSAGES", 5)
    for number in range(8):
        inbox.keep(f"Subject: mail {number}\r\nTo: ada@example.org\r\n\r\nhello\r\n".encode())
    assert [line.subject for line in inbox.lines()] == [f"mail {number}" for number in (7, 6, 5, 4, 3)]
    assert len(list((tmp_path / "inbox").glob("*.eml"))) == 5
    again = Inbox(tmp_path)
    assert [line.subject for line in again.lines()] == [f"mail {number}" for number in (7, 6, 5, 4, 3)]
    again.keep(b"Subject: newer\r\n\r\n")
    assert again.lines()[0].id == 9


def test_any_recipient_is_accepted_and_any_mail_can_be_shown(inbox: Inbox, reader: TestClient) -> None:
    mail = b"Subject: =?utf-8?b?broken\r\nContent-Type: text/plain; charset=nonsense\r\n\r\n\xff\xfe odd \x00\r\n"
    with smtplib.SMTP("127.0.0.1", int(inbox._server.port if inbox._server else 0)) as server:
        server.sendmail("a@example.org", ["whoever@nowhere.example"], mail)
    assert reader.get("/inbox").status_code == 200
    assert reader.get("/inbox/1").status_code == 200


def test_addresses_in_a_text_are_found_without_the_point_behind_them() -> None:
    assert split_at_addresses("See https://a.example/b?c=d. Or (http://e.example/f)!") == [
        ("See ", False),
        ("https://a.example/b?c=d", True),
        (". Or (", False),
        ("http://e.example/f", True),
        (")!", False),
    ]
    assert split_at_addresses("javascript:alert(1)") == [("javascript:alert(1)", False)]
