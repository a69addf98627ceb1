"""Forms of templates."""

from typing import Annotated, Literal

from pydantic import Field

from campaigns.letters.kinds import LetterKind
from campaigns.letters.templated.models import LONGEST_NAME, LONGEST_TEXT
from foundation.web.fields import line, prose
from foundation.web.forms import Form
from foundation.web.posting_once import OnceForm

Slug = Annotated[str, Field(max_length=200)]


class TextForm(Form):
    """`seen` marks what the editor was opened with; `campaign` and `office` say what the preview is filled with."""

    seen: Annotated[str, line(64)] = ""
    name: Annotated[str, line(LONGEST_NAME)]
    text: Annotated[str, prose(LONGEST_TEXT)]
    for_supporters: list[Literal["yes"]] = Field(default_factory=list)
    campaign: Slug = ""
    office: Slug = ""


class NewTemplateForm(OnceForm, TextForm):
    kind: LetterKind
    language: Annotated[str, line(20)]


class PreviewForm(Form):
    """What is tried out need not be finished: neither its name nor its text is asked for."""

    kind: LetterKind
    language: Annotated[str, line(20)]
    template: Annotated[int, Field(ge=0, lt=2**63)] = 0
    name: Annotated[str, line(LONGEST_NAME)] = ""
    text: Annotated[str, prose(LONGEST_TEXT)] = ""
    for_supporters: list[Literal["yes"]] = Field(default_factory=list)
    once: Annotated[str, Field(max_length=80)] = ""
    seen: Annotated[str, line(64)] = ""
    campaign: Slug = ""
    office: Slug = ""


class RestoreForm(Form):
    number: Annotated[int, Field(ge=1, lt=2**31)]
