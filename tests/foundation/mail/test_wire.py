"""The bytes of a mail, as another program reads them."""

import email.policy
from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foundation.mail.addresses import sendable_address
from foundation.mail.messages import Attachment, Message, PoisonMessage
from foundation.mail.wire import EncodedFiles, Envelope, to_wire
from tests.foundation.mail.letters import letter

ENVELOPE = Envelope("<abc@example.org>", "campaigns@example.org", datetime(2026, 11, 22, 8, tzinfo=UTC), False)
RUSSIAN = "Здравствуйте!\n\nПожалуйста, подтвердите адрес:\nhttps://campaigns.example.org/confirm/abc\n"


def read(message: Message, envelope: Envelope = ENVELOPE) -> EmailMessage:
    content = to_wire(message, sendable_address(message.to), envelope, EncodedFiles())
    return message_from_bytes(content, policy=email.policy.default)


def body(mail: EmailMessage, kind: str) -> str:
    part = mail.get_body((kind,))
    assert part is not None
    return str(part.get_content()).replace("\r\n", "\n")


def test_a_russian_mail_arrives_as_it_was_written() -> None:
    mail = read(letter(7, subject="Подтвердите, пожалуйста, адрес " * 4, text=RUSSIAN, to_name="Пётр Примеров, ФПР"))
    assert mail["Subject"] == ("Подтвердите, пожалуйста, адрес " * 4)
    assert mail["To"].addresses[0].display_name == "Пётр Примеров, ФПР"
    assert mail["To"].addresses[0].addr_spec == "person7@example.org"
    assert body(mail, "plain") == RUSSIAN
    assert body(mail, "html") == "<p>Letter number 7.</p>\n"
    assert [part.defects for part in mail.walk()] == [[], [], []]


def test_the_plain_text_stands_before_the_page_so_that_programs_show_the_page() -> None:
    mail = read(letter(7))
    assert mail.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in mail.iter_parts()] == ["text/plain", "text/html"]


def test_mail_programs_are_told_how_to_unsubscribe_with_one_click() -> None:
    mail = read(letter(7))
    assert mail["List-Unsubscribe"] == "<https://campaigns.example.org/unsubscribe/7>"
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert read(letter(7, unsubscribe_url=""))["List-Unsubscribe"] is None


def test_holiday_notices_are_not_provoked_by_confirmations() -> None:
    assert read(letter(7))["Auto-Submitted"] is None
    automatic = Envelope("<abc@example.org>", "campaigns@example.org", ENVELOPE.date, True)
    assert read(letter(7), automatic)["Auto-Submitted"] == "auto-generated"


def test_every_field_stands_once() -> None:
    names = [name.lower() for name in read(letter(7, reply_to="ann@example.org", from_name="Union"))]
    assert len(names) == len(set(names))
    assert {"date", "message-id", "from", "to", "subject", "mime-version", "content-language"} <= set(names)


def test_seven_bits_and_short_lines_only() -> None:
    long_page = "<p>" + "ü" * 3000 + "</p>"
    content = to_wire(letter(7, text=RUSSIAN, html=long_page), "person7@example.org", ENVELOPE, EncodedFiles())
    assert content.isascii()
    assert max(len(line) for line in content.split(b"\r\n")) <= 250
    assert b"\n" not in content.replace(b"\r\n", b"")


def test_a_dot_alone_on_a_line_and_a_from_at_its_start_survive() -> None:
    text = ".\nFrom here on\n..two\n"
    assert body(read(letter(7, text=text)), "plain") == text


def test_files_are_attached_whole_and_read_once_for_many_mails() -> None:
    pdf = bytes(range(256)) * 300
    reads: list[int] = []

    def load() -> bytes:
        reads.append(1)
        return pdf

    files = EncodedFiles()
    attached = Attachment("Письмо президенту.pdf", "application/pdf", "key", load)
    messages = [replace(letter(number), attachments=(attached,)) for number in range(5)]
    contents = [to_wire(message, message.to, ENVELOPE, files) for message in messages]
    mail = message_from_bytes(contents[-1], policy=email.policy.default)
    [part] = mail.iter_attachments()
    assert part.get_content() == pdf
    assert part.get_filename() == "Письмо президенту.pdf"
    assert [defect for part in mail.walk() for defect in part.defects] == []
    assert mail.get_content_type() == "multipart/mixed"
    assert len(reads) == 1


def test_an_address_beyond_ascii_is_written_as_it_is() -> None:
    content = to_wire(letter(7, to="анна@example.org"), "анна@example.org", ENVELOPE, EncodedFiles())
    assert "To: анна@example.org\r\n".encode() in content


@pytest.mark.parametrize("bad", ["\r\nBcc: evil@example.org", "\n\n<b>", "\u2028", "\u2029", "\x00", "\x85", "\ud800"])
@pytest.mark.parametrize("field", ["to", "subject", "to_name", "from_name", "reply_to", "unsubscribe_url", "language"])
def test_no_header_can_be_smuggled_in(field: str, bad: str) -> None:
    with pytest.raises(PoisonMessage) as refusal:
        letter(7, **{field: f"a{bad}"})
    assert "evil" not in str(refusal.value)
    with pytest.raises(PoisonMessage):
        Attachment.of(f"a{bad}.pdf", "application/pdf", b"")
    with pytest.raises(PoisonMessage):
        Attachment.of("a.pdf", f"application/pdf{bad}", b"")


def test_a_subject_of_five_thousand_characters_is_refused() -> None:
    with pytest.raises(PoisonMessage):
        letter(7, subject="x" * 5000)


@given(st.text(max_size=300), st.text(max_size=300), st.text(max_size=300))
def test_whatever_is_not_refused_comes_out_as_one_field_each(subject: str, name: str, text: str) -> None:
    try:
        message = letter(7, subject=subject, to_name=name, from_name=name, text=text)
    except PoisonMessage:
        return
    try:
        content = to_wire(message, "person7@example.org", ENVELOPE, EncodedFiles())
    except UnicodeEncodeError:
        assert any(0xD800 <= ord(letter) < 0xE000 for letter in text), "only a lone surrogate cannot be written"
        return
    mail = message_from_bytes(content, policy=email.policy.default)
    assert [address.addr_spec for address in mail["To"].addresses] == ["person7@example.org"]
    assert len(mail.get_all("To", [])) == len(mail.get_all("Subject", [])) == 1
    assert mail["Bcc"] is None
    assert mail["Cc"] is None
    head, _, _ = content.partition(b"\r\n\r\n")
    assert all(b":" in line or line.startswith((b" ", b"\t")) for line in head.split(b"\r\n"))
