"""One place turns every error into a page with words. No traceback, no value that was sent, reaches an answer."""

import logging

import sqlalchemy as sa
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import RedirectResponse, Response
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from foundation.errors import AppError, Busy, GoneAlready, PasswordNeeded, SignInNeeded
from foundation.web.gone_already import gone_already
from foundation.web.headers import log_without_words
from foundation.web.language import mark
from foundation.web.templating import here, page

_WORDS = {
    404: mark("There is no page at this address."),
    405: mark("This page does not take that."),
    413: mark("What was sent is too large."),
    422: mark("Something in the address or the form cannot be read."),
}
_UNEXPECTED = mark("Something went wrong on our side.")
_NO_DATABASE = mark("Our database does not answer at the moment.")

# Something else lies where the database was: it is away until a backup is put back.
_NO_DATABASE_FILE = frozenset({"SQLITE_NOTADB", "SQLITE_CORRUPT"})

log = logging.getLogger("solidarity.web")


def add_error_pages(app: FastAPI) -> None:
    app.add_exception_handler(AppError, _app_error)  # type: ignore[arg-type]  # Starlette types handlers by Exception
    app.add_exception_handler(HTTPException, _http_error)  # type: ignore[arg-type]  # as above
    app.add_exception_handler(RequestValidationError, _unreadable)
    app.add_exception_handler(sa.exc.SQLAlchemyError, _database_error)


def _app_error(request: Request, error: AppError) -> Response:
    if isinstance(error, PasswordNeeded):
        undone = "" if request.method == "GET" else "&undone=1"
        return RedirectResponse(
            here(request, f"{error.page}?next={here(request, error.back)}{undone}"), status_code=303
        )
    if isinstance(error, SignInNeeded) and request.method == "GET":
        path = here(request, request.scope["path"])
        return RedirectResponse(here(request, f"{error.page}?next={path}"), status_code=303)
    if isinstance(error, GoneAlready) and request.method != "GET":
        return gone_already(request, error.page)
    headers = {"Retry-After": str(error.retry_after)} if isinstance(error, Busy) else None
    return error_page(request, error.status, error.words, headers=headers, **error.values)


def _http_error(request: Request, error: HTTPException) -> Response:
    return error_page(request, error.status_code, words_of_status(error.status_code), headers=error.headers)


def _unreadable(request: Request, error: Exception) -> Response:
    """An address that names a thing in a way nothing is named by is an address without a page."""
    of_the_path = isinstance(error, RequestValidationError) and all(
        problem["loc"][0] == "path" for problem in error.errors()
    )
    status = 404 if of_the_path else 422
    return error_page(request, status, _WORDS[status])


def _database_error(request: Request, error: Exception) -> Response:
    """A database that restarts, is locked or whose disk is full is back soon. Whatever else it refuses is our fault."""
    if not is_away(error):
        log_without_words(error)
        return error_page(request, 500, _UNEXPECTED)
    log.warning("the database does not answer: %s", type(error).__name__)
    return error_page(request, Busy.status, _NO_DATABASE, headers={"Retry-After": str(Busy.retry_after)})


def is_away(error: Exception) -> bool:
    if isinstance(error, sa.exc.DBAPIError):
        return (
            isinstance(error, sa.exc.OperationalError | sa.exc.InterfaceError)
            or error.connection_invalidated
            or getattr(error.orig, "sqlite_errorname", "") in _NO_DATABASE_FILE
        )
    return isinstance(error, sa.exc.TimeoutError)


def words_of_status(status: int) -> str:
    return _WORDS.get(status, _UNEXPECTED if status >= 500 else _WORDS[422])


def error_page(request: Request, status: int, words: str, *, headers: object = None, **values: object) -> Response:
    return page(
        request,
        "pages/foundation/error.html",
        status=status,
        headers=dict(headers) if isinstance(headers, dict) else None,
        error_status=status,
        words=words,
        values=values,
    )


class LastNet:
    """Outside of everything: what no handler expected is logged without its message and answered with a page."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started = False

        async def send_noting(message: Message) -> None:
            nonlocal started
            started = started or message["type"] == "http.response.start"
            await send(message)

        try:
            await self.app(scope, receive, send_noting)
        except Exception as error:  # noqa: BLE001  # the one place that must catch everything
            log_without_words(error)
            if not started:
                request = Request({**scope, "app": scope["app"]})
                await error_page(request, 500, _UNEXPECTED)(scope, receive, send)
