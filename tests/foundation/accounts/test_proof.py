"""Codes of apps, challenges for keys, and what browsers are called."""

import base64
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foundation.accounts.proof.codes import code_at, new_recovery_code, new_secret, recovery_digest, step_of
from foundation.accounts.proof.device import device_of
from foundation.accounts.proof.keys import _challenge, _state, keys_work_at, new_key
from foundation.errors import BadInput

OF_THE_RFC = base64.b32encode(b"12345678901234567890").decode()
NOW = datetime(2026, 3, 2, 6, 1, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("seconds", "code"),
    [
        (59, "287082"),
        (1111111109, "081804"),
        (1111111111, "050471"),
        (1234567890, "005924"),
        (2000000000, "279037"),
        (20000000000, "353130"),
    ],
)
def test_codes_are_those_of_rfc_6238(seconds: int, code: str) -> None:
    assert code_at(OF_THE_RFC, seconds // 30) == code


def test_a_code_fits_half_a_minute_early_or_late_and_no_further() -> None:
    secret = new_secret()
    step = int(NOW.timestamp()) // 30
    for off, fits in ((-2, False), (-1, True), (0, True), (1, True), (2, False)):
        assert step_of(code_at(secret, step + off), secret, NOW) == (step + off if fits else None)


@given(st.text(max_size=40))
def test_whatever_is_typed_is_a_code_or_none(typed: str) -> None:
    assert step_of(typed, OF_THE_RFC, NOW) in (None, int(NOW.timestamp()) // 30)


def test_a_secret_has_160_bits() -> None:
    assert len(base64.b32decode(new_secret())) == 20


def test_a_recovery_code_may_be_typed_in_any_way_but_belongs_to_one_person() -> None:
    code = new_recovery_code()
    assert recovery_digest(1, code) == recovery_digest(1, f" {code.upper().replace('-', ' ')} ")
    assert recovery_digest(1, code) != recovery_digest(2, code)


def test_a_challenge_is_good_for_its_session_and_for_five_minutes() -> None:
    challenge = _challenge(b"one", NOW)
    assert _state(b"one", challenge, NOW + timedelta(minutes=4))
    for session, moment, asked in (
        (b"other", NOW, challenge),
        (b"one", NOW + timedelta(minutes=6), challenge),
        (b"one", NOW - timedelta(minutes=1), challenge),
        (b"one", NOW, challenge[:-1] + bytes([challenge[-1] ^ 1])),
        (b"one", NOW, b""),
    ):
        with pytest.raises(ValueError, match="not asked"):
            _state(session, asked, moment)


@given(st.one_of(st.text(max_size=200), st.just('{"id": 1}'), st.just("[" * 1000), st.just('{"response": {}}')))
def test_whatever_answers_for_a_key_is_refused_in_words(answer: str) -> None:
    with pytest.raises(BadInput):
        new_key("https://example.org", b"one", answer, NOW)


@pytest.mark.parametrize(
    ("address", "work"),
    [
        ("https://campaigns.example.org", True),
        ("http://localhost:8000", True),
        ("http://campaigns.example.org", False),
        ("http://127.0.0.1:8000", False),
        ("https://192.0.2.7", False),
    ],
)
def test_keys_are_offered_where_browsers_know_them(address: str, work: bool) -> None:
    assert keys_work_at(address) is work


@pytest.mark.parametrize(
    ("says", "called"),
    [
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox · Linux"),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537 Chrome/140.0 Safari/537 Edg/140.0", "Edge · Windows"),
        ("Mozilla/5.0 (Linux; Android 15) AppleWebKit/537 Chrome/140.0 Mobile Safari/537", "Chrome · Android"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18 Safari/604", "Safari · iPhone"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15) Version/18 Safari/605", "Safari · Mac"),
        ("curl/8", ""),
        ("", ""),
    ],
)
def test_a_browser_is_described_coarsely(says: str, called: str) -> None:
    assert device_of(says) == called
