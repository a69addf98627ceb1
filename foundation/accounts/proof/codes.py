"""Codes of six digits that an app shows (TOTP, RFC 6238: SHA-1, 30 seconds, a secret of 160 bits), and recovery
codes."""

import base64
import hmac
import secrets
from datetime import datetime
from urllib.parse import quote

from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP

from foundation.security.sealing import keyed_digest

DIGITS = 6
STEP_SECONDS = 30
# A telephone's clock may be half a minute off, either way.
STEPS_OFF = 1
RECOVERY_CODES = 10
_NOTHING_TO_CONFUSE = "abcdefghjkmnpqrstuvwxyz23456789"


def new_secret() -> str:
    """160 bits as base32, the way apps take it."""
    return base64.b32encode(secrets.token_bytes(20)).decode()


def otpauth_address(secret: str, account: str, site: str) -> str:
    """What the QR code holds."""
    label = quote(f"{site}:{account}")
    return f"otpauth://totp/{label}?secret={secret}&issuer={quote(site)}&digits={DIGITS}&period={STEP_SECONDS}"


def code_at(secret: str, step: int) -> str:
    # Apps know SHA-1 and hardly anything else; as a keyed hash it is sound.
    totp = TOTP(base64.b32decode(secret), DIGITS, SHA1(), STEP_SECONDS, enforce_key_length=False)  # noqa: S303
    return totp.generate(step * STEP_SECONDS).decode()


def step_of(code: str, secret: str, now: datetime) -> int | None:
    """The time step whose code this is, of now or next to it; None when it is of none."""
    written = "".join(code.split())
    if len(written) != DIGITS or not (written.isascii() and written.isdecimal()):
        return None
    present = int(now.timestamp()) // STEP_SECONDS
    for step in (present, present - STEPS_OFF, present + STEPS_OFF):
        if hmac.compare_digest(code_at(secret, step), written):
            return step
    return None


def new_recovery_code() -> str:
    """About 79 bits, in four groups that can be read aloud."""
    letters = "".join(secrets.choice(_NOTHING_TO_CONFUSE) for _ in range(16))
    return "-".join(letters[at : at + 4] for at in range(0, 16, 4))


def recovery_digest(user_id: int, code: str) -> bytes:
    """However it was typed: spaces, dashes and capitals do not matter."""
    plain = "".join(sign for sign in code.lower() if sign.isalnum())
    return keyed_digest(f"{user_id}\x00{plain}", "recovery-codes")
