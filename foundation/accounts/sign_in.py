"""The sign-in cookie and the session behind it."""

from datetime import timedelta

import sqlalchemy as sa
from sqlmodel import col
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from foundation.accounts.access import LONGEST, SignedIn, digest_of_token, signed_in_by
from foundation.accounts.proof.actions import note_device
from foundation.accounts.proof.device import device_of
from foundation.accounts.proof_models import SignInSession
from foundation.clock import utc_now
from foundation.database import Database, get_database
from foundation.web.templating import here

SECURE_COOKIE = "__Host-solidarity"
PLAIN_COOKIE = "solidarity"
COOKIE_NAMES = (SECURE_COOKIE, PLAIN_COOKIE)
SECURE_DEVICE_COOKIE = "__Host-solidarity-device"
PLAIN_DEVICE_COOKIE = "solidarity-device"
A_YEAR = 365 * 24 * 3600
SEEN_EVERY = timedelta(minutes=1)


def token_of(request: Request) -> str:
    return next((request.cookies[name] for name in COOKIE_NAMES if name in request.cookies), "")


def own_page(request: Request, wished: str) -> str:
    """Only a page of the desk, so that a mailed link to sign in cannot lead elsewhere."""
    within = wished.removeprefix(getattr(request.state, "prefix", ""))
    return wished if within.startswith("/desk") and "\\" not in wished else here(request, "/desk")


def let_in(request: Request, response: Response, token: str, *, user_id: int) -> None:
    """Sets the cookies of a browser that is signed in altogether, and has the owner told when it is a new one."""
    https = request.app.state.settings.https
    set_cookie(response, token, https=https)
    name = SECURE_DEVICE_COOKIE if https else PLAIN_DEVICE_COOKIE
    with get_database(request).writing() as session:
        known_by = note_device(
            session,
            user_id=user_id,
            device_token=request.cookies.get(name, ""),
            device=device_of(request.headers.get("user-agent", "")),
        )
    response.set_cookie(name, known_by, max_age=A_YEAR, secure=https, httponly=True, samesite="lax", path="/")


def let_in_by_password(request: Request, token: str, wished: str) -> Response:
    """On to the page that was asked for; the guard of the desk leads whoever is signed in by half to the second
    factor."""
    settings = request.app.state.settings
    response = RedirectResponse(own_page(request, wished), status_code=303)
    user = user_of_cookie(get_database(request), token)
    if user is not None and not user.has_second_factor and not settings.needs_second_factor:
        let_in(request, response, token, user_id=user.user_id)
    else:
        set_cookie(response, token, https=settings.https)
    return response


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
    if user is not None and user.seen_at is not None and utc_now() - user.seen_at > SEEN_EVERY:
        with database.writing(shows=False) as session:
            session.execute(
                sa.update(SignInSession)
                .where(col(SignInSession.token_digest) == digest_of_token(token))
                .values(seen_at=utc_now())
            )
    return user
