"""A picture on its way to a reader: drawn by us, so that it may stand in our pages; still it can do nothing there."""

from pathlib import Path

from fastapi.responses import Response

from foundation.files import read


def picture_response(folder: Path, *, sha256: str, media_type: str, cache: str) -> Response:
    return drawn_response(read(folder, sha256), media_type=media_type, cache=cache)


def drawn_response(content: bytes, *, media_type: str, cache: str) -> Response:
    headers = {
        "Cache-Control": cache,
        "Content-Disposition": "inline",
        "Content-Security-Policy": "default-src 'none'; sandbox",
    }
    return Response(content, media_type=media_type, headers=headers)
