"""Security keys and passkeys (WebAuthn): what the browser is asked, and what its answer proves.

The challenge is kept nowhere: it is signed, bound to the sign-in session and good for five minutes. A session gets a
new token when it was answered, so that no answer serves twice.
"""

import hmac
import json
import secrets
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from fido2.server import Fido2Server
from fido2.utils import websafe_encode
from fido2.webauthn import (
    AttestationConveyancePreference,
    AttestedCredentialData,
    AuthenticationResponse,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialUserEntity,
    RegistrationResponse,
    UserVerificationRequirement,
)

from foundation.errors import BadInput
from foundation.security.keys import subkey
from foundation.web.language import mark

ANSWER_WITHIN = timedelta(minutes=5)
LONGEST_ANSWER = 20_000
NOT_ACCEPTED = mark("The key was not accepted. Please try again.")


def keys_work_at(base_url: str) -> bool:
    """Browsers offer them on secure pages under a name."""
    parts = urlsplit(base_url)
    host = parts.hostname or ""
    named = any(letter.isalpha() for letter in host) and ":" not in host
    return named and (parts.scheme == "https" or host == "localhost")


def ask_for_new_key(
    base_url: str, session_digest: bytes, *, user_id: int, user_name: str, known: list[bytes], now: datetime
) -> str:
    """The options for `navigator.credentials.create`, as JSON."""
    person = PublicKeyCredentialUserEntity(id=user_id.to_bytes(8, "big"), name=user_name, display_name=user_name)
    options, _state = _server(base_url).register_begin(
        person,
        [AttestedCredentialData(credential) for credential in known],
        user_verification=UserVerificationRequirement.PREFERRED,
        challenge=_challenge(session_digest, now),
    )
    return json.dumps(dict(options))


def new_key(base_url: str, session_digest: bytes, answer: str, now: datetime) -> tuple[AttestedCredentialData, int]:
    """The credential and its counter. Raises BadInput for anything but a true answer to a challenge of this session."""
    given = _read(answer)
    try:
        response = RegistrationResponse.from_dict(given)
        state = _state(session_digest, response.response.client_data.challenge, now)
        proved = _server(base_url).register_complete(state, response)
    except Exception:  # noqa: BLE001  # bytes from outside fail in many ways, and all of them mean no
        raise BadInput(NOT_ACCEPTED) from None
    if proved.credential_data is None:
        raise BadInput(NOT_ACCEPTED)
    return proved.credential_data, proved.counter


def ask_for_key(base_url: str, session_digest: bytes, *, known: list[bytes], now: datetime) -> str:
    """The options for `navigator.credentials.get`, as JSON."""
    options, _state = _server(base_url).authenticate_begin(
        [AttestedCredentialData(credential) for credential in known],
        user_verification=UserVerificationRequirement.PREFERRED,
        challenge=_challenge(session_digest, now),
    )
    return json.dumps(dict(options))


def key_used(
    base_url: str, session_digest: bytes, answer: str, *, known: list[bytes], now: datetime
) -> tuple[bytes, int]:
    """Identifier and counter of the key that answered. Raises BadInput."""
    given = _read(answer)
    try:
        response = AuthenticationResponse.from_dict(given)
        state = _state(session_digest, response.response.client_data.challenge, now)
        credential = _server(base_url).authenticate_complete(
            state, [AttestedCredentialData(each) for each in known], response
        )
    except Exception:  # noqa: BLE001  # bytes from outside fail in many ways, and all of them mean no
        raise BadInput(NOT_ACCEPTED) from None
    return credential.credential_id, response.response.authenticator_data.counter


def _server(base_url: str) -> Fido2Server:
    host = urlsplit(base_url).hostname or ""
    site = PublicKeyCredentialRpEntity(id=host, name=host)
    return Fido2Server(
        site, attestation=AttestationConveyancePreference.NONE, verify_origin=lambda origin: origin == base_url
    )


def _read(answer: str) -> dict[str, Any]:
    try:
        given = json.loads(answer) if len(answer) <= LONGEST_ANSWER else None
    except (ValueError, RecursionError):
        given = None
    if not isinstance(given, dict):
        raise BadInput(NOT_ACCEPTED)
    return given


def _challenge(session_digest: bytes, now: datetime) -> bytes:
    told = secrets.token_bytes(16) + int(now.timestamp()).to_bytes(8, "big")
    return told + _proof(session_digest, told)


def _state(session_digest: bytes, challenge: bytes, now: datetime) -> dict[str, Any]:
    """What the library would have kept. Raises ValueError for a challenge that is not ours, of this session and new."""
    told, proof = challenge[:24], challenge[24:]
    made = datetime.fromtimestamp(int.from_bytes(told[16:], "big") & 0xFFFFFFFF, tz=UTC)
    if not hmac.compare_digest(proof, _proof(session_digest, told)) or not timedelta() <= now - made <= ANSWER_WITHIN:
        raise ValueError("a challenge that was not asked")
    return {"challenge": websafe_encode(challenge), "user_verification": UserVerificationRequirement.PREFERRED}


def _proof(session_digest: bytes, told: bytes) -> bytes:
    return hmac.digest(subkey("webauthn-challenges"), session_digest + told, "sha256")
