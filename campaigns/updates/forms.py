"""Form classes of updates."""

from typing import Literal

from campaigns.forms import SeenMark
from foundation.web.fields import Line, Prose
from foundation.web.forms import Form, Upload
from foundation.web.posting_once import OnceForm


class UpdateForm(OnceForm):
    seen: SeenMark = ""
    original: Literal["en", "ru"]
    title_en: Line = ""
    text_en: Prose = ""
    title_ru: Line = ""
    text_ru: Prose = ""


class EmergencyForm(Form):
    why: Line


class CheckedForm(Form):
    language: Literal["en", "ru"]


class PictureForm(Form):
    picture: Upload
    alt_en: Line = ""
    alt_ru: Line = ""
    credit: Line = ""


class PictureWordsForm(Form):
    alt_en: Line = ""
    alt_ru: Line = ""
    credit: Line = ""
