"""Proof of work in the form of ALTCHA, version 1: a browser looks for a number while its reader types.

    challenge = SHA-256(salt ‖ number)      the browser is told challenge and salt, and tries the numbers
    signature = HMAC(sub-key, challenge)    so that we keep nothing until an answer comes

An answer is good once; whoever checks it keeps its challenge until it ends. https://altcha.org/docs/v1/
"""

import base64
import binascii
import hashlib
import hmac
import json
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs

from foundation.security.keys import subkey

ALGORITHM = "SHA-256"
# On a telephone of a few years ago this is a second of work, done while its owner types.
LARGEST_NUMBER = 20_000
LIVES = timedelta(hours=2)
LONGEST_ANSWER = 1000


@dataclass(frozen=True)
class Solved:
    """`challenge` is to be kept until `ends_at`, so that nobody uses it twice."""

    challenge: bytes
    made_at: datetime
    ends_at: datetime


def make_challenge(now: datetime, *, largest: int = LARGEST_NUMBER) -> dict[str, str | int]:
    """`largest` is less where the server is measured, and not the browser."""
    made = int(now.timestamp())
    salt = f"{secrets.token_hex(12)}?made={made}&expires={made + int(LIVES.total_seconds())}&"
    challenge = _digest(salt, secrets.randbelow(largest + 1))
    return {
        "algorithm": ALGORITHM,
        "challenge": challenge,
        "maxnumber": largest,
        "salt": salt,
        "signature": _signature(challenge),
    }


def solved(answer: str, now: datetime) -> Solved | None:
    """None for anything but a right answer to a challenge of ours that has not ended. Never raises."""
    given = _read(answer)
    salt, challenge, signature, number = (given.get(name) for name in ("salt", "challenge", "signature", "number"))
    if not (isinstance(salt, str) and isinstance(challenge, str) and isinstance(signature, str)):
        return None
    if type(number) is not int or not 0 <= number <= LARGEST_NUMBER or not (challenge + signature).isascii():
        return None
    if challenge != _digest(salt, number) or not hmac.compare_digest(signature, _signature(challenge)):
        return None
    times = parse_qs(salt.partition("?")[2])
    made_at, ends_at = (datetime.fromtimestamp(int(times[name][0]), tz=UTC) for name in ("made", "expires"))
    return Solved(bytes.fromhex(challenge), made_at, ends_at) if now < ends_at else None


def solve(challenge: dict[str, Any]) -> str:
    """What the browser does, for tests and for whoever signs by a program."""
    number = next(n for n in range(LARGEST_NUMBER + 1) if _digest(challenge["salt"], n) == challenge["challenge"])
    answer = {name: challenge[name] for name in ("algorithm", "challenge", "salt", "signature")} | {"number": number}
    return base64.b64encode(json.dumps(answer).encode()).decode()


def _read(answer: str) -> dict[str, Any]:
    if not answer or len(answer) > LONGEST_ANSWER:
        return {}
    try:
        given = json.loads(base64.b64decode(answer, validate=True))
    except (binascii.Error, ValueError, RecursionError):
        return {}
    return given if isinstance(given, dict) else {}


def _digest(salt: str, number: int) -> str:
    return hashlib.sha256(f"{salt}{number}".encode(errors="replace")).hexdigest()


def _signature(challenge: str) -> str:
    return hmac.digest(subkey("proof-of-work"), challenge.encode(), "sha256").hex()
