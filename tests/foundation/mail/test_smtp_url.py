"""Reading the address of the mail server."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foundation.mail.smtp_url import MailServer, parse_smtp_url
from foundation.settings import SettingsError


@pytest.mark.parametrize(
    ("url", "server"),
    [
        ("smtp://mail.example.org", MailServer("mail.example.org", 25)),
        ("smtp://mail.example.org:2525", MailServer("mail.example.org", 2525)),
        ("smtp://ann:secret@mail.example.org", MailServer("mail.example.org", 587, "ann", "secret")),
        ("smtps://ann:secret@mail.example.org", MailServer("mail.example.org", 465, "ann", "secret", tls=True)),
        ("smtp://ann%40example.org:p%2Fa%3As%25s@h:25", MailServer("h", 25, "ann@example.org", "p/a:s%s")),
        ("smtp://[::1]:25", MailServer("::1", 25)),
    ],
)
def test_an_address_is_read(url: str, server: MailServer) -> None:
    assert parse_smtp_url(url) == server


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("mail.example.org", "must begin with smtp://"),
        ("http://mail.example.org", "must begin with smtp://"),
        ("smtp://", "must name a host"),
        ("smtp://ann@mail.example.org", "both a user and a password"),
        ("smtp://:topsecret@mail.example.org", "both a user and a password"),
        ("smtp://h:port", "must be a number"),
        ("smtp://h:99999", "must be a number"),
        ("smtp://ann:top/secret@h", "must be a number"),
        ("smtp://ann:topsecret@h/path", "nothing may follow"),
        ("smtp://ann:topsecret@h?tls=1", "nothing may follow"),
        ("smtp://ho st", "must name a host"),
    ],
)
def test_a_wrong_one_is_refused_with_a_sentence_that_shows_no_secret(url: str, says: str) -> None:
    with pytest.raises(SettingsError) as refusal:
        parse_smtp_url(url)
    assert says in str(refusal.value)
    assert "secret" not in str(refusal.value)


@given(st.text(max_size=60))
def test_no_text_makes_it_stumble(text: str) -> None:
    for url in (text, f"smtp://{text}", f"smtps://u:p@{text}"):
        try:
            server = parse_smtp_url(url)
        except SettingsError:
            continue
        assert server.host
        assert 0 < server.port < 65536


def test_a_password_leaves_this_machine_only_encrypted() -> None:
    assert parse_smtp_url("smtp://u:p@mail.example.org").must_encrypt
    assert not parse_smtp_url("smtp://u:p@127.0.0.1").must_encrypt
    assert not parse_smtp_url("smtp://u:p@localhost").must_encrypt
    assert not parse_smtp_url("smtp://mail.example.org").must_encrypt
