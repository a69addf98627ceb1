"""Portraits of made-up persons: a drawing of a head, so that nobody's picture is needed."""

import io
from datetime import date
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw
from sqlmodel import Session

from campaigns.models.case import Case
from campaigns.models.portrait import PictureConsent, Portrait
from foundation.files import FileKind, store
from foundation.picture_uploads import drawn_as_portrait

SECRET = b"canary of a place"


def a_drawn_head(width: int = 600, height: int = 800, ground: str = "#b8a98f", note: bytes = SECRET) -> bytes:
    """A JPEG as a telephone writes it, with what it writes beside the picture."""
    picture = Image.new("RGB", (width, height), ground)
    pen = ImageDraw.Draw(picture)
    pen.ellipse((width * 0.15, height * 0.62, width * 0.85, height * 1.5), fill="#33475b")
    pen.ellipse((width * 0.3, height * 0.15, width * 0.7, height * 0.6), fill="#8a5a3c")
    exif = Image.Exif()
    exif[0x010E] = note.decode()
    out = io.BytesIO()
    picture.save(out, "JPEG", exif=exif, comment=note)
    return out.getvalue()


def a_portrait(
    session: Session, files_dir: Path, case: Case, *, alt: str = "A drawing of a head", **values: Any
) -> Portrait:
    """One that may be shown, unless `values` say otherwise."""
    picture = drawn_as_portrait(a_drawn_head())
    stored = store(session, files_dir, picture.content, media_type=picture.media_type, kind=FileKind.UPLOADED)
    agreed: dict[str, Any] = {
        "consent": PictureConsent.GIVEN,
        "consent_by": "her sister",
        "consent_on": date(2026, 5, 2),
    }
    portrait = Portrait(
        campaign_id=case.campaign_id,
        case_id=case.id,
        sha256=stored.sha256,
        size=len(picture.content),
        width=picture.width,
        height=picture.height,
        alt={"en": alt},
        **(agreed | values),
    )
    session.add(portrait)
    session.flush()
    return portrait
