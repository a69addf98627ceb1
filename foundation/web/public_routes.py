"""Health, static files, robots and the icon."""

import mimetypes
from pathlib import PurePosixPath

import sqlalchemy as sa
from fastapi import APIRouter, Request
from fastapi.responses import PlainTextResponse, RedirectResponse, Response

from foundation.database import SessionDep
from foundation.errors import NotFound
from foundation.web.templating import STATIC

router = APIRouter()

A_YEAR = "public, max-age=31536000, immutable"
A_DAY = "public, max-age=86400"


@router.get("/healthz")
def healthz() -> Response:
    return PlainTextResponse("ok\n")


@router.get("/readyz")
def readyz(session: SessionDep) -> Response:
    """Ready when the database answers."""
    session.execute(sa.text("SELECT 1"))
    return PlainTextResponse("ready\n")


@router.get("/robots.txt")
def robots() -> Response:
    lines = (
        "User-agent: *",
        "Disallow: /desk",
        "Disallow: /confirm/",
        "Disallow: /withdraw/",
        "Disallow: /unsubscribe/",
    )
    return PlainTextResponse("\n".join(lines) + "\n", headers={"Cache-Control": A_DAY})


@router.get("/favicon.ico")
def favicon() -> Response:
    return RedirectResponse("/static/icon.svg", status_code=301, headers={"Cache-Control": A_DAY})


@router.get("/static/{path:path}")
def static_file(request: Request, path: str) -> Response:
    """The address carries the file's hash, so that it may be kept for a year; without one, for a day."""
    parts = PurePosixPath(path).parts
    file = STATIC.joinpath(*parts)
    if not parts or ".." in parts or path.startswith("/") or not file.is_file():
        raise NotFound("There is no page at this address.")
    media_type = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    kept = A_YEAR if request.query_params.get("v") else A_DAY
    return Response(file.read_bytes(), media_type=media_type, headers={"Cache-Control": kept})
