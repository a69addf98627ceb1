"""From a claimed row to the bytes for the wire, in one short reading transaction for a round of mails."""

import base64
import logging
from dataclasses import dataclass

import sqlalchemy as sa
from sqlmodel import Session

from foundation.clock import utc_now
from foundation.database import Database
from foundation.faults import kind_and_places
from foundation.mail import words
from foundation.mail.addresses import address_digest, sendable_address
from foundation.mail.claims import Claimed
from foundation.mail.composing import composer_of
from foundation.mail.models import MailState, Stream
from foundation.mail.setup import MailSetup
from foundation.mail.wire import EncodedFiles, Envelope, to_wire
from foundation.security.sealing import keyed_digest

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Prepared:
    """Ready for the wire, or ended before: then only `ended` and `reason` count."""

    mail: Claimed
    recipient: str = ""
    wire: bytes = b""
    digest: bytes = b""
    message_id: str = ""
    ended: MailState | None = None
    reason: str = ""


def prepare(database: Database, mails: list[Claimed], setup: MailSetup, files: EncodedFiles) -> list[Prepared]:
    with database.reading() as session:
        return [_prepare(session, mail, setup, files) for mail in mails]


def _prepare(session: Session, mail: Claimed, setup: MailSetup, files: EncodedFiles) -> Prepared:
    try:
        message = composer_of(mail.kind)(session, mail.subject_id)
        if message is None:
            return Prepared(mail, ended=MailState.SKIPPED, reason=words.NOTHING_TO_SAY)
        if message.newest_since is not None and mail.created_at < message.newest_since:
            return Prepared(mail, ended=MailState.SKIPPED, reason=words.NEWER_MAIL)
        recipient = sendable_address(message.to)
        message_id = mail.message_id or message_id_of(mail.id, setup.host)
        envelope = Envelope(message_id, setup.sender, utc_now(), mail.stream is Stream.CONFIRMATION)
        wire = to_wire(message, recipient, envelope, files)
        return Prepared(mail, recipient, wire, address_digest(message.to), message_id)
    except sa.exc.OperationalError:
        raise  # The database is at fault, not the mail.
    except Exception as error:  # noqa: BLE001  # whatever is wrong with this mail, the others are not to wait for it
        session.rollback()
        _log.error("mail %s of kind %s cannot be written: %s", mail.id, mail.kind, kind_and_places(error))
        return Prepared(mail, ended=MailState.REFUSED, reason=words.CANNOT_BE_WRITTEN)


def message_id_of(mail_id: int, host: str) -> str:
    """The same at every attempt, so that receivers can tell a second copy; it does not tell how many mails went."""
    digest = keyed_digest(str(mail_id), "message-id")
    return f"<{base64.b32encode(digest)[:26].decode().lower()}@{host}>"
