"""Signing in and out, making organisations and organisers, and the trail of what they did."""

import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlmodel import Session, col, select

from foundation.accounts.access import LONGEST, SignedIn, digest_of_token
from foundation.accounts.models import AuditEntry, Membership, NamesShown, Organisation, User
from foundation.accounts.proof_models import SignInSession
from foundation.accounts.roles import Role
from foundation.accounts.trail.chain import add_to_trail
from foundation.clock import utc_now
from foundation.database import Database
from foundation.errors import BadInput, Conflict
from foundation.security.passwords import hash_password, password_fits
from foundation.security.rate_limits import count_attempt, whoever_is_at
from foundation.security.sealing import keyed_digest
from foundation.text import clean_email, clean_name

ATTEMPTS = 10
ATTEMPTS_WINDOW = timedelta(minutes=5)


def email_digest(email: str) -> bytes:
    return keyed_digest(email.strip().casefold(), "organiser-email-digest")


def sign_in(
    database: Database, *, email: str, password: str, from_address: str, device: str = "", language: str = ""
) -> str:
    """The token for the cookie. Raises BadInput, worded alike for an unknown address and a wrong password, or TooMany.
    Whoever has a second factor is signed in by half, until it is shown.

    Three transactions, so that the slow hash is computed while none is open."""
    with database.writing() as session:
        count_attempt(session, what="sign-in", key=email.casefold(), at_most=ATTEMPTS, window=ATTEMPTS_WINDOW)
        count_attempt(
            session, what="sign-in-from", key=whoever_is_at(from_address), at_most=5 * ATTEMPTS, window=ATTEMPTS_WINDOW
        )
    with database.reading() as session:
        user = session.exec(select(User).where(User.email_digest == email_digest(email), col(User.is_active))).first()
    if not password_fits(password, user.password_hash if user else None) or user is None:
        raise BadInput("E-mail address and password do not fit together.")
    token = secrets.token_urlsafe(32)
    with database.writing() as session:
        ended = col(SignInSession.created_at) < utc_now() - LONGEST
        session.execute(sa.delete(SignInSession).where(col(SignInSession.user_id) == user.id, ended))
        session.add(SignInSession(token_digest=digest_of_token(token), user_id=user.id, device=device))
        if language and language != user.language:
            session.get_one(User, user.id).language = language
    return token


def sign_out(session: Session, *, token: str) -> None:
    session.execute(sa.delete(SignInSession).where(col(SignInSession.token_digest) == digest_of_token(token)))


def create_organisation(
    session: Session, *, name: str, country: str = "", address: str = "", email: str = ""
) -> Organisation:
    organisation = Organisation(name=clean_name(name), country=country, address=address, email=email)
    session.add(organisation)
    session.flush()  # users and campaigns refer to it in the same transaction
    return organisation


def create_organiser(
    session: Session, *, organisation_id: int, name: str, email: str, password: str, role: Role
) -> User:
    """Raises BadInput for a weak password or a broken address, Conflict when the address has an account."""
    email = clean_email(email)
    if session.exec(select(User.id).where(User.email_digest == email_digest(email))).first() is not None:
        raise Conflict("There is already an organiser with this e-mail address.")
    user = User(
        name=clean_name(name),
        email=email,
        email_digest=email_digest(email),
        password_hash=hash_password(password),
    )
    session.add(user)
    session.flush()  # the membership refers to it
    session.add(Membership(user_id=user.id, organisation_id=organisation_id, role=role))
    return user


def change_letterhead(session: Session, *, user: SignedIn, values: Mapping[str, str]) -> None:
    organisation = session.get_one(Organisation, user.organisation_id)
    for name, value in values.items():
        setattr(organisation, name, value)
    session.add(organisation)
    record(session, user=user, organisation_id=organisation.id, act="letterhead.changed", about="organisation")


def change_trail_names(session: Session, *, user: SignedIn, shown: NamesShown) -> None:
    organisation = session.get_one(Organisation, user.organisation_id)
    if organisation.trail_names == shown.value:
        return
    organisation.trail_names = shown.value
    session.add(organisation)
    record(session, user=user, organisation_id=organisation.id, act="trail.names_changed", about="organisation")


def change_password(database: Database, *, user: SignedIn, token: str, old: str, new: str) -> str:
    """The browser's new token: every other session of the account ends, and so does a copy of this one. Raises BadInput
    when the old one is wrong or the new one weak, TooMany."""
    _check_password(database, user, old)
    new_hash = hash_password(new)
    with database.writing() as session:
        session.get_one(User, user.user_id).password_hash = new_hash
        end_other_sessions(session, user=user)
        record_of_person(session, user=user, act="password.changed")
        return renew_token(session, token=token, password_at=utc_now())


def confirm_password(database: Database, *, user: SignedIn, token: str, password: str) -> str:
    """The browser's new token. Raises BadInput for a wrong one, TooMany."""
    _check_password(database, user, password)
    with database.writing() as session:
        return renew_token(session, token=token, password_at=utc_now())


def _check_password(database: Database, user: SignedIn, password: str) -> None:
    """The slow hash is computed while no transaction is open."""
    with database.writing() as session:
        count_attempt(session, what="password", key=str(user.user_id), at_most=ATTEMPTS, window=ATTEMPTS_WINDOW)
    with database.reading() as session:
        known_hash = session.get_one(User, user.user_id).password_hash
    if not password_fits(password, known_hash):
        raise BadInput("The present password is not right.")


def renew_token(session: Session, *, token: str, **at: datetime) -> str:
    """A session that may do more gets another token, so that one that was seen before opens nothing."""
    new = secrets.token_urlsafe(32)
    session.execute(
        sa.update(SignInSession)
        .where(col(SignInSession.token_digest) == digest_of_token(token))
        .values(token_digest=digest_of_token(new), **at)
    )
    return new


def end_other_sessions(session: Session, *, user: SignedIn) -> int:
    """All browsers of this account but the one that asks; says how many."""
    others = (col(SignInSession.user_id) == user.user_id) & (col(SignInSession.id) != user.session_id)
    return session.connection().execute(sa.delete(SignInSession).where(others)).rowcount


def end_sessions(session: Session, *, user_id: int) -> None:
    session.execute(sa.delete(SignInSession).where(col(SignInSession.user_id) == user_id))


def record_of_person(session: Session, *, user: SignedIn, act: str, detail: str = "") -> None:
    """What somebody did with the own account: each of the organisations may know."""
    for organisation_id in user.roles:
        record(session, user=user, organisation_id=organisation_id, act=act, about="organiser", detail=detail)


def record(
    session: Session, *, user: SignedIn | None, organisation_id: int, act: str, about: str, detail: str = ""
) -> None:
    """One line of the audit trail, in the transaction of the act itself, and linked to the one before at its end."""
    add_to_trail(
        session,
        AuditEntry(
            organisation_id=organisation_id,
            user_id=user.user_id if user else None,
            act=act,
            about=about[:200],
            detail=detail[:500],
        ),
    )
