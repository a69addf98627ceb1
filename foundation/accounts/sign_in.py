"""The sign-in cookie and the session behind it."""

from datetime import timedelta

import sqlalchemy as sa
from sqlmodel import col
from starlette.responses import Response

from foundation.accounts.access import LONGEST, SignedIn, digest_of_token, signed_in_by
from foundation.accounts.models import SignInSession
from foundation.clock import utc_now
from foundation.database import Database

SECURE_COOKIE = "__Host-solidarity"
PLAIN_COOKIE = "solidarity"
COOKIE_NAMES = (SECURE_COOKIE, PLAIN_COOKIE)
SEEN_EVERY = timedelta(minutes=1)


def set_cookie(response: Response, token: str, *, https: bool) -> None:
    response.set_cookie(
        SECURE_COOKIE if https else PLAIN_COOKIE,
        token,
        max_age=int(LONGEST.total_seconds()),
        secure=https,
        httponly=True,
        samesite="lax",
        path="/",
    )


def drop_cookie(response: Response, *, https: bool) -> None:
    response.delete_cookie(
        SECURE_COOKIE if https else PLAIN_COOKIE, secure=https, httponly=True, samesite="lax", path="/"
    )


def user_of_cookie(database: Database, token: str) -> SignedIn | None:
    """Also notes, at most once a minute and in a transaction of its own, that the browser was seen."""
    with database.reading() as session:
        user = signed_in_by(session, token)
    if user is None:
        return None
    with database.reading() as session:
        browser = session.get(SignInSession, digest_of_token(token))
    if browser is not None and utc_now() - browser.seen_at > SEEN_EVERY:
        with database.writing(shows=False) as session:
            session.execute(
                sa.update(SignInSession)
                .where(col(SignInSession.token_digest) == browser.token_digest)
                .values(seen_at=utc_now())
            )
    return user
