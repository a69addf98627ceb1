"""Showing a second factor, adding and removing one, recovery codes, ending what is signed in elsewhere."""

import base64
import binascii
import secrets
from datetime import timedelta

import sqlalchemy as sa
from cryptography.exceptions import InvalidTag
from sqlmodel import Session, col, select

from foundation.accounts.access import NO_SUCH_PAGE, SignedIn, digest_of_token
from foundation.accounts.actions import end_other_sessions, record_of_person, renew_token
from foundation.accounts.proof.codes import (
    RECOVERY_CODES,
    new_recovery_code,
    new_secret,
    recovery_digest,
    step_of,
)
from foundation.accounts.proof.keys import NOT_ACCEPTED, key_used, new_key
from foundation.accounts.proof.queries import credentials_of, factors_of
from foundation.accounts.proof_models import FactorKind, KnownDevice, RecoveryCode, SecondFactor, SignInSession
from foundation.clock import utc_now
from foundation.database import Database
from foundation.errors import BadInput, Conflict, GoneAlready, NotFound
from foundation.mail.actions import put_in_outbox
from foundation.mail.models import Stream
from foundation.security.rate_limits import count_attempt
from foundation.security.sealing import keyed_digest, seal, unseal

# OWASP ASVS 5, 6.3: a code of six digits must not be guessed by trying.
LIMITS = ((5, timedelta(minutes=5)), (20, timedelta(hours=1)), (50, timedelta(days=1)))
SET_UP_WITHIN = timedelta(minutes=30)
MOST_FACTORS = 10
DEVICE_TOKEN_LENGTH = 32


def prove_by_code(database: Database, *, user: SignedIn, token: str, code: str, recovery: str) -> str:
    """The browser's new token. Raises BadInput for a wrong code, TooMany."""
    _count_attempt(database, user)
    with database.writing() as session:
        if recovery:
            _use_recovery_code(session, user, recovery)
        elif not any(_takes(session, app, code) for app in factors_of(session, user.user_id, FactorKind.APP)):
            raise BadInput("This code is not right, or was used already. Wait for the next one and try again.")
        return renew_token(session, token=token, proved_at=utc_now())


def prove_by_key(database: Database, *, user: SignedIn, token: str, answer: str, base_url: str) -> str:
    """The browser's new token. Raises BadInput, TooMany."""
    _count_attempt(database, user)
    now = utc_now()
    with database.writing() as session:
        identifier, count = key_used(
            base_url, digest_of_token(token), answer, known=credentials_of(session, user.user_id), now=now
        )
        factor = session.exec(select(SecondFactor).where(SecondFactor.credential_id == identifier)).one()
        # A counter that does not move on means that there are two of a key that counts.
        if (count or factor.sign_count) and count <= factor.sign_count:
            raise BadInput(NOT_ACCEPTED)
        factor.sign_count, factor.used_at = count, now
        session.add(factor)
        return renew_token(session, token=token, proved_at=utc_now())


def secret_to_show(user: SignedIn) -> tuple[str, str]:
    """A new secret, and the same sealed for the form that brings it back with the first code."""
    secret = new_secret()
    sealed = seal(f"{secret} {int(utc_now().timestamp())}", "totp-set-up", bound_to=str(user.user_id))
    return secret, base64.urlsafe_b64encode(sealed).decode()


def shown_secret(user: SignedIn, sealed: str) -> str:
    """Raises BadInput when it is not one that we showed this organiser in the last half hour."""
    try:
        secret, made = unseal(base64.urlsafe_b64decode(sealed), "totp-set-up", bound_to=str(user.user_id)).split()
    except (binascii.Error, ValueError, InvalidTag):
        raise BadInput("This page is too old. Please open it anew.") from None
    if utc_now().timestamp() - int(made) > SET_UP_WITHIN.total_seconds():
        raise BadInput("This page is too old. Please open it anew.")
    return secret


def add_app(
    database: Database, *, user: SignedIn, token: str, sealed: str, code: str, name: str
) -> tuple[str, list[str]]:
    """The browser's new token, and recovery codes when it is the first factor. Raises BadInput, TooMany, Conflict."""
    _count_attempt(database, user)
    secret = shown_secret(user, sealed)
    step = step_of(code, secret, utc_now())
    if step is None:
        raise BadInput("This is not the code that the app shows for this key. Is the clock of the telephone right?")
    factor = SecondFactor(user_id=user.user_id, kind=FactorKind.APP, name=name, secret=secret, last_step=step)
    return _add(database, user, token, factor)


def add_key(
    database: Database, *, user: SignedIn, token: str, answer: str, name: str, base_url: str
) -> tuple[str, list[str]]:
    """Like `add_app`."""
    _count_attempt(database, user)
    credential, count = new_key(base_url, digest_of_token(token), answer, utc_now())
    factor = SecondFactor(
        user_id=user.user_id,
        kind=FactorKind.KEY,
        name=name,
        credential_id=credential.credential_id,
        credential=bytes(credential),
        sign_count=count,
    )
    return _add(database, user, token, factor)


def remove_factor(session: Session, *, user: SignedIn, factor_id: int, needs_factor: bool) -> None:
    """Raises NotFound for somebody else's, Conflict for the last one where one is needed."""
    factors = factors_of(session, user.user_id)
    factor = next((each for each in factors if each.id == factor_id), None)
    if factor is None:
        raise _not_there(session, col(SecondFactor.id) == factor_id)
    if len(factors) == 1 and needs_factor:
        raise Conflict("This is your only second factor, and one is needed here. Add another one first.")
    session.delete(factor)
    if len(factors) == 1:
        session.execute(sa.delete(RecoveryCode).where(col(RecoveryCode.user_id) == user.user_id))
    end_other_sessions(session, user=user)
    record_of_person(session, user=user, act="factor.removed")


def renew_recovery_codes(session: Session, *, user: SignedIn) -> list[str]:
    """New ones, to be shown this once; the old ones end."""
    session.execute(sa.delete(RecoveryCode).where(col(RecoveryCode.user_id) == user.user_id))
    codes = [new_recovery_code() for _ in range(RECOVERY_CODES)]
    session.add_all(RecoveryCode(digest=recovery_digest(user.user_id, code), user_id=user.user_id) for code in codes)
    record_of_person(session, user=user, act="recovery_codes.renewed")
    return codes


def end_session(session: Session, *, user: SignedIn, session_id: int) -> None:
    found = session.exec(
        select(SignInSession).where(SignInSession.id == session_id, SignInSession.user_id == user.user_id)
    ).first()
    if found is None:
        raise _not_there(session, col(SignInSession.id) == session_id)
    session.delete(found)


def _not_there(session: Session, is_it: sa.ColumnElement[bool]) -> NotFound:
    """Somebody else's is not found; what nobody has was here and is gone."""
    if session.execute(sa.select(sa.literal(1)).where(is_it)).first() is not None:
        return NotFound(NO_SUCH_PAGE)
    return GoneAlready(NO_SUCH_PAGE, page="/desk/settings/security")


def note_device(session: Session, *, user_id: int, device_token: str, device: str) -> str:
    """The cookie by which this browser is known, to several organisers if they share it. Another browser than those
    that somebody used before is told by mail."""
    known = session.exec(select(KnownDevice).where(KnownDevice.user_id == user_id)).all()
    token = device_token if len(device_token) == DEVICE_TOKEN_LENGTH else secrets.token_urlsafe(24)
    digest = _device_digest(token)
    if any(each.digest == digest for each in known):
        return token
    new = KnownDevice(user_id=user_id, digest=digest, device=device)
    session.add(new)
    if known:
        session.flush()
        put_in_outbox(session, stream=Stream.CONFIRMATION, kind="accounts.new_device", subject_id=new.id)
    return token


def _device_digest(token: str) -> bytes:
    return keyed_digest(token, "known-devices")


def _count_attempt(database: Database, user: SignedIn) -> None:
    with database.writing() as session:
        for at_most, window in LIMITS:
            count_attempt(session, what="second-factor", key=str(user.user_id), at_most=at_most, window=window)


def _takes(session: Session, app: SecondFactor, code: str) -> bool:
    """Once: two who send the same code at the same time are not both let in."""
    now = utc_now()
    step = step_of(code, app.secret or "", now)
    if step is None:
        return False
    later = (col(SecondFactor.id) == app.id) & (col(SecondFactor.last_step) < step)
    return _touched(session, sa.update(SecondFactor).where(later).values(last_step=step, used_at=now))


def _use_recovery_code(session: Session, user: SignedIn, code: str) -> None:
    unused = (col(RecoveryCode.digest) == recovery_digest(user.user_id, code)) & col(RecoveryCode.used_at).is_(None)
    if not _touched(session, sa.update(RecoveryCode).where(unused).values(used_at=utc_now())):
        raise BadInput("This recovery code is not right, or was used already.")
    record_of_person(session, user=user, act="recovery_code.used")


def _touched(session: Session, statement: sa.Update) -> bool:
    return session.connection().execute(statement).rowcount == 1


def _add(database: Database, user: SignedIn, token: str, factor: SecondFactor) -> tuple[str, list[str]]:
    with database.writing() as session:
        known = factors_of(session, user.user_id)
        if len(known) >= MOST_FACTORS:
            raise Conflict("You have ten second factors already. Remove one first.")
        if factor.credential_id in [each.credential_id for each in known if each.credential_id]:
            raise Conflict("You have added this key already.")
        session.add(factor)
        session.flush()
        record_of_person(session, user=user, act=f"factor.{factor.kind.value}_added")
        put_in_outbox(session, stream=Stream.CONFIRMATION, kind="accounts.factor_added", subject_id=factor.id)
        codes = [] if known else renew_recovery_codes(session, user=user)
        end_other_sessions(session, user=user)
        return renew_token(session, token=token, proved_at=utc_now()), codes
