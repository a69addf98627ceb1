"""A file with a key from outside: what can be used is opened, and anything else is refused in words."""

import subprocess
import sys

import pytest
import time_machine
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa

from foundation.clock import utc_now
from foundation.errors import BadInput, Busy
from foundation.signing import opening
from foundation.signing.certificates import read_certificate, refuse_unusable, told
from foundation.signing.opening import OpenedFile, open_file
from tests.factories.signing import PHRASE, for_encryption_only, issued, without_key


def opened(content: bytes, phrase: str = PHRASE) -> OpenedFile:
    return open_file(content, phrase, now=utc_now())


def test_a_key_with_its_certificate_and_those_behind_it_is_opened_by_its_pass_phrase() -> None:
    one = issued("Федерация профсоюзов")
    found = opened(one.as_file())
    assert (found.certificate, found.key) == (one.der, one.pkcs8)
    assert len(found.chain) == 1
    assert "key=" not in repr(found)
    said = told(found.certificate)
    assert (said.name, said.issuer, said.kind) == ("Федерация профсоюзов", "Example Certificates", "ECDSA secp256r1")
    assert said.fingerprint == one.fingerprint
    assert said.usages == ("signatures", "signatures that bind (non-repudiation)")
    assert opened(one.as_file(""), "").key == one.pkcs8


@pytest.mark.parametrize(
    ("content", "phrase", "words"),
    [
        (b"no such file", PHRASE, "cannot be opened"),
        (b"", PHRASE, "cannot be opened"),
        (issued().as_file(), "another phrase", "cannot be opened"),
        (issued().as_file()[:-40], PHRASE, "cannot be opened"),
        (without_key(), PHRASE, "no key in this file"),
        (b"0" * (opening.LARGEST + 1), PHRASE, "larger than 64 KB"),
    ],
)
def test_what_cannot_be_opened_is_refused_in_words(content: bytes, phrase: str, words: str) -> None:
    with pytest.raises(BadInput, match=words):
        opened(content, phrase)


@pytest.mark.parametrize(
    ("one", "words"),
    [
        (issued(since=-400), "ran out on"),
        (issued(since=2), "not valid before"),
        (issued(key=rsa.generate_private_key(65537, 1024)), "at least 2048 bits"),  # noqa: S505  # as it must not be
        (issued(key=ec.generate_private_key(ec.SECP224R1())), "With a key of this kind"),
        (issued(key=ec.generate_private_key(ec.SECP256K1())), "With a key of this kind"),
        (issued(key=ed25519.Ed25519PrivateKey.generate()), "With a key of this kind"),
        (issued(usage=for_encryption_only()), "not for signing documents"),
    ],
)
def test_a_key_that_no_letter_should_be_signed_with_is_refused_in_words(one: object, words: str) -> None:
    with pytest.raises(BadInput) as refusal:
        refuse_unusable(one.der, now=utc_now())  # type: ignore[attr-defined]
    assert words in str(refusal.value)


def test_a_certificate_that_was_signed_with_sha_1_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """The library issues none any more, so an ordinary one is said to be of that kind."""
    from foundation.signing import certificates

    monkeypatch.setattr(certificates, "_digest", lambda _: "sha1")
    with pytest.raises(BadInput, match="signed with SHA1, which can be forged"):
        refuse_unusable(issued().der, now=utc_now())


def test_a_certificate_whose_uses_cannot_be_read_is_refused_and_one_that_names_none_is_not() -> None:
    """The identifier of the extension is followed by its value, of which the first byte says that it is a string of
    bits; what is made of it is no such string."""
    der = issued().der
    at = der.index(bytes.fromhex("0603551d0f")) + len(bytes.fromhex("0603551d0f0101ff0402"))
    assert der[at] == 0x03
    broken = der[:at] + b"\x04" + der[at + 1 :]
    with pytest.raises(BadInput, match="cannot be read"):
        refuse_unusable(broken, now=utc_now())
    with pytest.raises(BadInput, match="cannot be read"):
        told(broken)
    # Under another identifier, which nobody knows, and not critical.
    unnamed = der.replace(bytes.fromhex("0603551d0f"), bytes.fromhex("0603551d7f"))
    refuse_unusable(unnamed, now=utc_now())
    assert told(unnamed).usages == ()


def test_the_digest_of_a_certificate_is_what_it_was_signed_with() -> None:
    from foundation.signing.certificates import _digest

    assert _digest(read_certificate(issued().der)) == "sha256"
    assert _digest(read_certificate(issued(digest=hashes.SHA512()).der)) == "sha512"


def test_what_a_certificate_calls_itself_cannot_turn_or_hide_the_words_around_it() -> None:
    assert told(issued("Union\u202e\x07 of\nExample\u200b").der).name == "Union of Example"


def test_a_file_that_keeps_its_reader_busy_ends_when_its_time_is_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "SECONDS", 0.01)
    with pytest.raises(BadInput, match="cannot be opened"):
        opened(issued().as_file())


def test_one_file_is_opened_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "PATIENCE", 0.01)
    with opening._AT_ONCE, pytest.raises(Busy):
        opened(issued().as_file())


def test_the_day_on_which_it_ends_is_its_last() -> None:
    one = issued(days=10)
    with time_machine.travel(one.certificate.not_valid_after_utc, tick=False):
        refuse_unusable(one.der, now=utc_now())


def test_no_process_loads_the_library_before_it_signs() -> None:
    loaded = "import sys, campaigns.app; sys.exit(any(name.partition('.')[0] == 'pyhanko' for name in sys.modules))"
    assert subprocess.run([sys.executable, "-c", loaded], check=False).returncode == 0
