"""A letter to the President of the Republic of Kazakhstan, as long as such letters are, and a small dossier."""

import io
from datetime import date
from pathlib import Path
from typing import Any

import yaml
from PIL import Image

from foundation.web.language import speaking
from foundation.web.templating import environment

PRINTED = Path(__file__).parent / "printed"
LOGO = (PRINTED / "logo.svg").read_bytes()


def letter_texts(language: str) -> dict[str, Any]:
    texts: dict[str, Any] = yaml.safe_load((PRINTED / f"letter.{language}.yaml").read_text("utf-8"))
    return texts


def letter_html(language: str, *, draft: bool = False, **changes: object) -> str:
    texts = letter_texts(language)
    return _html("letter.html", language, draft, {"classes": "", **texts, "author": texts["sender"]["name"], **changes})


def dossier_html(*, draft: bool = False) -> str:
    texts = yaml.safe_load((PRINTED / "dossier.en.yaml").read_text("utf-8"))
    return _html("dossier.html", "en", draft, {**texts, "author": "Example Federation of Energy Workers"})


def portrait() -> bytes:
    picture = io.BytesIO()
    Image.linear_gradient("L").resize((260, 320)).save(picture, "PNG")
    return picture.getvalue()


def _html(name: str, language: str, draft: bool, values: dict[str, Any]) -> str:
    with speaking(language):
        template = environment().from_string((PRINTED / name).read_text("utf-8"))
        return template.render(draft=draft, made_on=date(2019, 11, 20), **values)
