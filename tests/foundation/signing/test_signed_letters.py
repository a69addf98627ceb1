"""A PDF of ours is signed with an organisation's key: nothing else of it changes, nothing leaves the machine, and other
programs find the signature good."""

import io
import shutil
import socket
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pypdfium2
import pytest
from asn1crypto import x509 as asn1_x509  # type: ignore[import-untyped]  # it has no types
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.ades.report import AdESIndeterminate
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext
from pypdf import PdfReader

from foundation.clock import utc_now
from foundation.errors import Busy
from foundation.pdf import Standard, html_to_pdf
from foundation.signing import reading
from foundation.signing.reading import FoundSignature, Held, read_signatures
from foundation.signing.signer import Signer
from tests.factories.signing import Issued, issued

NOW = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)
LETTER = (
    '<html lang="en"><title>Release her</title><meta name="author" content="Example Union">'
    '<link rel="stylesheet" href="print:letter"><h1>Your Excellency</h1><p>Release her.</p></html>'
)


def signer(one: Issued) -> Signer:
    return Signer(1, one.der, (one.office.public_bytes(Encoding.DER),), one.pkcs8)


@pytest.fixture(scope="module")
def federation() -> Issued:
    return issued()


@pytest.fixture(scope="module")
def letters() -> dict[Standard, bytes]:
    return {
        standard: html_to_pdf(LETTER, standard=standard).content
        for standard in (Standard.ACCESSIBLE, Standard.ARCHIVED)
    }


@pytest.fixture(scope="module")
def signed(federation: Issued, letters: dict[Standard, bytes]) -> bytes:
    return signer(federation).sign(letters[Standard.ACCESSIBLE], now=utc_now())


@pytest.mark.parametrize("standard", [Standard.ACCESSIBLE, Standard.ARCHIVED])
@pytest.mark.parametrize("key", [ec.generate_private_key(ec.SECP256R1()), rsa.generate_private_key(65537, 2048)])
def test_a_signature_adds_to_a_letter_and_changes_nothing_of_it(
    letters: dict[Standard, bytes], standard: Standard, key: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey
) -> None:
    before = letters[standard]
    after = signer(issued(key=key)).sign(before, now=NOW)
    assert after.startswith(before)
    old, new = PdfReader(io.BytesIO(before)), PdfReader(io.BytesIO(after))
    assert new.root_object["/Metadata"].get_object().get_data() == old.root_object["/Metadata"].get_object().get_data()  # type: ignore[union-attr]
    assert new.metadata == old.metadata
    tree = old.root_object.raw_get("/StructTreeRoot").idnum
    assert new.root_object.raw_get("/StructTreeRoot").idnum == tree
    assert b"\n%d 0 obj" % tree not in after[len(before) :]
    assert new.root_object["/MarkInfo"]["/Marked"]  # type: ignore[index]
    assert "/Version" not in new.root_object, "PDF/A-3 and PDF/UA-1 are PDF 1.7"
    assert picture_of(after) == picture_of(before)
    assert [page.extract_text() for page in new.pages] == [page.extract_text() for page in old.pages]


def test_its_field_keeps_to_both_standards_and_hides_nothing(signed: bytes) -> None:
    page = PdfReader(io.BytesIO(signed)).pages[0]
    assert page["/Tabs"] == "/S"
    field = page["/Annots"][0].get_object()  # type: ignore[index]
    left, bottom, right, top = (float(number) for number in field["/Rect"])
    assert (right - left, top - bottom) == (0, 0), "PDF/A asks no appearance of what has no size"
    assert right < page.cropbox.left, "PDF/UA asks no tag of what lies outside the page"
    assert top < page.cropbox.bottom
    assert field["/F"] & 4, "PDF/A asks it to be printable"
    assert not field["/F"] & 0b10_0011, "and neither hidden nor unseen"
    assert field["/TU"] == "Electronic signature"


def test_it_says_what_pades_asks_and_tells_the_house_clock_in_utc(
    federation: Issued, letters: dict[Standard, bytes]
) -> None:
    content = signer(federation).sign(letters[Standard.ACCESSIBLE], now=NOW)
    signature = PdfFileReader(io.BytesIO(content)).embedded_signatures[0]
    assert signature.sig_object["/SubFilter"] == "/ETSI.CAdES.detached"
    assert signature.sig_object["/M"] == "D:20261123050000Z"
    assert signature.md_algorithm == "sha256"
    names = {attribute["type"].native for attribute in signature.signer_info["signed_attrs"]}
    assert names == {"content_type", "message_digest", "signing_certificate_v2"}
    assert not signature.signer_info["unsigned_attrs"].native, "no time stamp"
    permissions = signature.sig_object["/Reference"][0]["/TransformParams"]
    assert permissions["/P"] == 1, "no change is allowed"
    assert len(signature.other_embedded_certs) == 0, "the office's own root is for the reader to know"


def test_nothing_leaves_the_machine_while_it_is_signed_or_read(
    federation: Issued, letters: dict[Standard, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*arguments: object, **named: object) -> None:
        raise AssertionError("a connection was tried")

    for name in ("connect", "connect_ex", "sendto", "bind"):
        monkeypatch.setattr(socket.socket, name, refuse)
    for name in ("getaddrinfo", "gethostbyname", "create_connection"):
        monkeypatch.setattr(socket, name, refuse)
    content = signer(federation).sign(letters[Standard.ACCESSIBLE], now=utc_now())
    assert read_signatures(content)[0].held is Held.INTACT


def test_the_validator_of_the_library_finds_it_trusted_where_the_office_is(federation: Issued, signed: bytes) -> None:
    office = asn1_x509.Certificate.load(federation.office.public_bytes(Encoding.DER))
    found = PdfFileReader(io.BytesIO(signed)).embedded_signatures[0]
    status = validate_pdf_signature(found, ValidationContext(trust_roots=[office], allow_fetching=False))
    assert status.bottom_line
    assert status.coverage is SignatureCoverageLevel.ENTIRE_FILE
    strangers = ValidationContext(trust_roots=[], allow_fetching=False)
    elsewhere = validate_pdf_signature(PdfFileReader(io.BytesIO(signed)).embedded_signatures[0], strangers)
    assert (elsewhere.intact, elsewhere.valid, elsewhere.trusted) == (True, True, False)
    assert elsewhere.trust_problem_indic is AdESIndeterminate.NO_CERTIFICATE_CHAIN_FOUND


@pytest.mark.skipif(shutil.which("pdfsig") is None, reason="poppler's pdfsig is not on this machine")
def test_another_program_finds_it_valid_and_finds_a_change(signed: bytes, tmp_path: Path) -> None:
    path = tmp_path / "letter.pdf"
    for content, words in (
        (signed, "Signature is Valid."),
        (signed.replace(b"/Marked true", b"/Marked TRUE", 1), "Digest Mismatch."),
    ):
        path.write_bytes(content)
        said = subprocess.run(["pdfsig", "-nocert", path], capture_output=True, text=True, check=False).stdout
        assert words in said
        assert "ETSI.CAdES.detached" in said


@pytest.mark.skipif(shutil.which("qpdf") is None, reason="qpdf is not on this machine")
def test_it_is_a_sound_pdf(signed: bytes, tmp_path: Path) -> None:
    path = tmp_path / "letter.pdf"
    path.write_bytes(signed)
    checked = subprocess.run(["qpdf", "--check", path], capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stderr


def changed_byte(content: bytes) -> bytes:
    at = content.index(b"stream") + 12
    return content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :]


def more_behind(content: bytes) -> bytes:
    return content + b"\n%%EOF\n"


def room_within(content: bytes) -> bytes:
    """Between the two parts that were signed stands the signature; here something else as well."""
    at = content.index(b"00000000>", content.index(b"/Contents <"))
    return content[:at] + b"> (x) <0" + content[at + 8 :]


def another_key_on_top(content: bytes) -> bytes:
    return content.replace(b"/ByteRange [0 ", b"/ByteRange [1 ", 1)


@pytest.mark.parametrize("change", [changed_byte, more_behind, room_within, another_key_on_top])
def test_whatever_was_changed_afterwards_is_told(signed: bytes, change: Callable[[bytes], bytes]) -> None:
    found = read_signatures(change(signed))
    assert found
    assert found[0].held is not Held.INTACT


def test_a_changed_byte_is_told_with_the_name_of_whose_key_it_was(federation: Issued, signed: bytes) -> None:
    name = "Example Federation of Trade Unions"
    assert read_signatures(signed) == [FoundSignature(Held.INTACT, federation.fingerprint, name)]
    assert read_signatures(changed_byte(signed)) == [FoundSignature(Held.CHANGED, federation.fingerprint, name)]
    assert read_signatures(more_behind(signed))[0].held is Held.CHANGED


def test_a_foreign_certificate_in_front_of_a_signature_makes_it_none(federation: Issued, signed: bytes) -> None:
    """Its number and its office are the same, its key is not."""
    start = signed.index(b"/Contents <") + len(b"/Contents <")
    der, forged = federation.der.hex().upper().encode(), bytearray(federation.der)
    forged[-1] ^= 1
    assert der in signed
    told = read_signatures(signed[:start] + signed[start:].replace(der, bytes(forged).hex().upper().encode(), 1))
    assert told[0].held is Held.BROKEN


def test_files_that_were_made_to_harm_are_read_within_bounds(monkeypatch: pytest.MonkeyPatch, signed: bytes) -> None:
    assert read_signatures(b"%PDF-1.7 nothing is signed here") == []
    assert read_signatures(b"%PDF-1.7 /ByteRange [0 1 2 3]") == [FoundSignature(Held.UNREADABLE)]
    assert read_signatures(b"%PDF-1.7 /ByteRange" + b"[" * 1_000_000) == [FoundSignature(Held.UNREADABLE)]
    monkeypatch.setattr(reading, "SECONDS", 0.01)
    assert read_signatures(signed) == [FoundSignature(Held.UNREADABLE)]


def test_a_stranger_is_told_at_once_that_another_file_is_being_read(
    monkeypatch: pytest.MonkeyPatch, signed: bytes
) -> None:
    with reading._AT_ONCE, pytest.raises(Busy, match="Many files are being looked at"):
        read_signatures(signed)
    monkeypatch.setattr(reading, "ask_child", None)
    assert read_signatures(b" " * 1024 + signed) == [], "it is no PDF, and no child is started for it"


def test_a_signature_lasts_as_long_as_it_is_asked_about(letters: dict[Standard, bytes]) -> None:
    """The key has run out since; that the file is unchanged can be said all the same."""
    short = issued(since=-30, days=20)
    content = signer(short).sign(letters[Standard.ACCESSIBLE], now=utc_now() - timedelta(15))
    assert read_signatures(content)[0].held is Held.INTACT


def picture_of(content: bytes) -> bytes:
    document = pypdfium2.PdfDocument(content)
    try:
        drawn: bytes = document[0].render(scale=1).to_pil().tobytes()
        return drawn
    finally:
        document.close()
