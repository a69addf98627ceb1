"""A portrait on its way to a reader: cut small for pages, whole for the desk and for print."""

from pathlib import Path

from fastapi.responses import Response

from campaigns.updates.pictures import drawn_response
from foundation.files import read
from foundation.kept import Kept
from foundation.picture_uploads import JPEG, cut_as_a_face

SIDE = 160
"""Pixels: twice as many as pages show, for sharp screens."""
# A few kilobytes each: the faces of hundreds of campaigns.
_faces = Kept(4 * 1024 * 1024)


def face_response(folder: Path, *, sha256: str, cache: str) -> Response:
    """Whether anybody may see it is asked before, each time."""
    face = _faces.get_or_make(sha256, lambda: cut_as_a_face(read(folder, sha256), SIDE))
    return drawn_response(face, media_type=JPEG, cache=cache)
