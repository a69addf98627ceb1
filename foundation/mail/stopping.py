"""The link that ends all mail of this site to one address, for those whose address somebody else typed.

Its token carries the keyed digest of the address, and the proof that it is from us: no row is needed, so that it works
however old the mail is, and also when nothing is kept of the person any more.
"""

import base64
import re

from sqlmodel import Session

from foundation.errors import NotFound
from foundation.mail.addresses import address_digest
from foundation.mail.models import SuppressionReason
from foundation.mail.setup import mail_setup
from foundation.mail.suppression import suppress_digest
from foundation.mail.unsubscribing import NOT_VALID, Words, unsubscriber
from foundation.security.links import make_token, token_holds
from foundation.web.language import mark

PURPOSE = "mail.everything"
_ROW = 1
_SHAPE = re.compile(r"all-([a-z2-7]{52})-([0-9a-z]{1,13}-[a-z2-7]{26})")

WOULD_MEAN = mark(
    "Nobody could make this site write to this address any more. You could then not confirm a signature here either; "
    "only the organisers, if you write to them, can let our mail come to you again."
)
IS_DONE = mark(
    "This site writes to this address no more, whoever types it, unless you yourself ask the organisers to let our "
    "mail come to you again. What has just left may still arrive."
)


def stop_url(address: str, language: str) -> str:
    digest = address_digest(address)
    shown = base64.b32encode(digest).decode().rstrip("=").lower()
    return f"{mail_setup().site_in(language)}/unsubscribe/all-{shown}-{make_token(PURPOSE, _ROW, digest)}"


def what_it_would_mean(_session: Session, token: str) -> Words:
    _digest_of(token)
    return Words(WOULD_MEAN)


@unsubscriber(PURPOSE, shows=what_it_would_mean)
def stop_everything(session: Session, token: str) -> Words:
    suppress_digest(session, digest=_digest_of(token), reason=SuppressionReason.UNSUBSCRIBED)
    return Words(IS_DONE)


def _digest_of(token: str) -> bytes:
    shape = _SHAPE.fullmatch(token)
    digest = base64.b32decode(f"{shape[1].upper()}====") if shape else b""
    if shape is None or not token_holds(shape[2], PURPOSE, _ROW, digest):
        raise NotFound(NOT_VALID)
    return digest
