"""Forms of an organisation's paper."""

from typing import Literal

from pydantic import Field

from foundation.letterhead.models import Paper, Window
from foundation.web.fields import PersonName
from foundation.web.forms import Form, Upload


class PaperForm(Form):
    paper: Paper
    window: Window
    is_archived: list[Literal["yes"]] = Field(default_factory=list)


class LogoForm(Form):
    logo: Upload


class SignaturePictureForm(Form):
    """`name` as it stands under letters: by it a letter finds its picture."""

    name: PersonName
    picture: Upload
