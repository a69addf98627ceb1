"""The connection to the mail server: encryption, signing in, and what no server should be able to do to us."""

import asyncio
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.smtp import AuthResult
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from foundation.clock import utc_now
from foundation.mail import words
from foundation.mail.answers import Answer
from foundation.mail.models import MailState
from foundation.mail.smtp_url import MailServer
from foundation.mail.transport import MailConnection, Unreachable
from tests.smtp_sink import SmtpSink

MAIL = b"Subject: x\r\nFrom: a@example.org\r\nTo: b@example.org\r\n\r\nhello\r\n"


class FarAway(MailServer):
    """A server on this machine that is treated like one on another."""

    @property
    def is_local(self) -> bool:
        return False


def send(server: MailServer, recipient: str = "b@example.org", timeout: float = 5) -> Answer:
    async def go() -> Answer:
        async with MailConnection(server, "localhost", timeout) as connection:
            return await connection.send("a@example.org", recipient, MAIL)

    return asyncio.run(go())


@pytest.fixture(scope="module")
def self_signed(tmp_path_factory: pytest.TempPathFactory) -> ssl.SSLContext:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "mail.example.org")])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(utc_now() - timedelta(days=1))
        .not_valid_after(utc_now() + timedelta(days=1))
        .sign(key, SHA256())
    )
    path: Path = tmp_path_factory.mktemp("tls") / "both.pem"
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    path.write_bytes(private + certificate.public_bytes(Encoding.PEM))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path)
    return context


class Doorkeeper:
    """Knows one password, and notes who tried."""

    def __init__(self) -> None:
        self.tried: list[bytes] = []

    def __call__(self, _server: Any, _session: Any, _envelope: Any, _mechanism: str, data: Any) -> AuthResult:
        self.tried.append(data.password)
        return AuthResult(success=data.password == b"right", handled=False)


def test_encryption_is_used_where_it_is_offered_even_without_a_name_to_prove(self_signed: ssl.SSLContext) -> None:
    with SmtpSink(tls_context=self_signed, require_starttls=True) as sink:
        assert send(MailServer("127.0.0.1", sink.port)).state is MailState.SENT


def test_a_password_is_told_to_no_server_that_offers_no_encryption() -> None:
    doorkeeper = Doorkeeper()
    with SmtpSink(authenticator=doorkeeper, auth_require_tls=False) as sink:
        with pytest.raises(Unreachable) as refusal:
            send(FarAway("127.0.0.1", sink.port, "ann", "right"))
        assert refusal.value.reason == words.NO_ENCRYPTION
    assert doorkeeper.tried == []


def test_a_password_is_told_to_no_server_that_cannot_prove_its_name(self_signed: ssl.SSLContext) -> None:
    doorkeeper = Doorkeeper()
    with SmtpSink(authenticator=doorkeeper, tls_context=self_signed) as sink:
        with pytest.raises(Unreachable) as refusal:
            send(FarAway("127.0.0.1", sink.port, "ann", "right"))
        assert refusal.value.reason == words.BAD_CERTIFICATE
    assert doorkeeper.tried == []


def test_signing_in() -> None:
    doorkeeper = Doorkeeper()
    with SmtpSink(authenticator=doorkeeper, auth_require_tls=False) as sink:
        assert send(MailServer("127.0.0.1", sink.port, "ann", "right")).state is MailState.SENT
        with pytest.raises(Unreachable) as refusal:
            send(MailServer("127.0.0.1", sink.port, "ann", "wrong"))
        assert refusal.value.reason == words.SIGN_IN_REFUSED
    assert "wrong" not in repr(MailServer("127.0.0.1", 25, "ann", "wrong"))


def test_variables_of_the_environment_that_belong_to_others_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MAIL_SERVER", "192.0.2.1")
    monkeypatch.setenv("MAIL_PORT", "9")
    monkeypatch.setenv("SUPPRESS_SEND", "1")
    with SmtpSink() as sink:
        assert send(MailServer("127.0.0.1", sink.port)).state is MailState.SENT
        assert len(sink.received) == 1


def test_letters_beyond_ascii_in_front_of_the_at_need_a_server_that_knows_them() -> None:
    with SmtpSink() as sink:
        assert send(MailServer("127.0.0.1", sink.port), "анна@example.org").state is MailState.SENT
    with SmtpSink(enable_SMTPUTF8=False) as sink:
        answer = send(MailServer("127.0.0.1", sink.port), "анна@example.org")
        assert (answer.state, answer.reason) == (MailState.BOUNCED, words.SERVER_KNOWS_ASCII_ONLY)


def test_a_mail_larger_than_the_server_takes_is_that_mails_fault() -> None:
    with SmtpSink(data_size_limit=10) as sink:
        answer = send(MailServer("127.0.0.1", sink.port))
        assert (answer.state, answer.reason) == (MailState.BOUNCED, words.TOO_LARGE)


@contextmanager
def raw_server(*says: bytes) -> Iterator[int]:
    """Answers each line it gets with the next of these, then with silence."""
    listening = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        try:
            connection, _address = listening.accept()
        except OSError:
            return
        with connection:
            for words_said in says:
                connection.sendall(words_said)
                if not connection.recv(65536):
                    return
            connection.settimeout(5)
            try:
                while connection.recv(65536):
                    pass
            except OSError:
                return

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        yield listening.getsockname()[1]
    finally:
        listening.close()
        thread.join()


# Seconds until silence counts. A busy machine must have taken all the steps before it by then.
SILENT = 3.0
HELLO = (b"220 hello\r\n", b"250 hello\r\n")


def test_a_server_that_falls_silent_after_the_mail_leaves_it_in_doubt() -> None:
    with raw_server(*HELLO, b"250 ok\r\n", b"250 ok\r\n", b"354 go\r\n") as port:
        assert send(MailServer("127.0.0.1", port), timeout=SILENT).state is MailState.UNKNOWN


def test_a_server_that_falls_silent_before_the_mail_has_not_got_it() -> None:
    with raw_server(*HELLO, b"250 ok\r\n") as port:
        assert send(MailServer("127.0.0.1", port), timeout=0.5).state is MailState.QUEUED


@pytest.mark.parametrize("nonsense", [b"\x00\xff\r\n", b"99999999 what\r\n", b"250-never ends\r\n" * 5000])
def test_a_server_that_talks_nonsense_has_not_got_the_mail(nonsense: bytes) -> None:
    with raw_server(*HELLO, nonsense) as port:
        assert send(MailServer("127.0.0.1", port), timeout=0.5).state in (MailState.QUEUED, MailState.BOUNCED)


def test_a_server_that_does_not_greet_is_out_of_reach() -> None:
    with raw_server() as port, pytest.raises(Unreachable):
        send(MailServer("127.0.0.1", port), timeout=0.5)
    with raw_server(b"554 go away\r\n") as port, pytest.raises(Unreachable):
        send(MailServer("127.0.0.1", port), timeout=0.5)
