"""Health, static files, robots and the icon."""

import sqlalchemy as sa
from fastapi import APIRouter, Request
from fastapi.responses import PlainTextResponse, RedirectResponse, Response

from foundation.database import SessionDep
from foundation.web.static_files import static_file

router = APIRouter()

A_YEAR = "public, max-age=31536000, immutable"
A_DAY = "public, max-age=86400"


@router.get("/healthz")
def healthz() -> Response:
    """This process runs. It says nothing about the database: restarting the process would not bring that back."""
    return PlainTextResponse("ok\n")


@router.get("/readyz")
def readyz(session: SessionDep) -> Response:
    """Ready when the database answers."""
    try:
        session.execute(sa.text("SELECT 1"))
    except sa.exc.SQLAlchemyError:
        return PlainTextResponse("not ready: the database does not answer\n", 503, {"Retry-After": "5"})
    return PlainTextResponse("ready\n")


@router.get("/robots.txt")
def robots() -> Response:
    lines = (
        "User-agent: *",
        "Disallow: /desk",
        "Disallow: /confirm/",
        "Disallow: /invitation/",
        "Disallow: /withdraw/",
        "Disallow: /unsubscribe/",
    )
    return PlainTextResponse("\n".join(lines) + "\n", headers={"Cache-Control": A_DAY})


@router.get("/favicon.ico")
def favicon() -> Response:
    return RedirectResponse("/static/icon.svg", status_code=301, headers={"Cache-Control": A_DAY})


@router.get("/static/{path:path}")
def show_static_file(request: Request, path: str) -> Response:
    """The address carries the file's hash, so that it may be kept for a year; without one, for a day."""
    file = static_file(path)
    headers = {"Cache-Control": A_YEAR if request.query_params.get("v") else A_DAY}
    if not file.compressed:
        return Response(file.content, media_type=file.media_type, headers=headers)
    headers["Vary"] = "Accept-Encoding"
    if "gzip" not in request.headers.get("accept-encoding", ""):
        return Response(file.content, media_type=file.media_type, headers=headers)
    headers["Content-Encoding"] = "gzip"
    return Response(file.compressed, media_type=file.media_type, headers=headers)
