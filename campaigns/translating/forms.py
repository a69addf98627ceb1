"""Forms of translating. A page sends all its blocks at once: their keys, the marks of what was seen, the texts."""

from typing import Annotated, Literal

from pydantic import Field

from foundation.web.fields import Line, PersonName
from foundation.web.forms import Form

MOST_BLOCKS = 40

Keys = Annotated[list[Annotated[str, Field(max_length=200)]], Field(max_length=MOST_BLOCKS)]
Marks = Annotated[list[Annotated[str, Field(max_length=80)]], Field(max_length=MOST_BLOCKS)]
TypedTexts = Annotated[list[str], Field(max_length=MOST_BLOCKS)]


class SheetForm(Form):
    """`act` is what the pressed button says: `save`, or `check`, `fits`, `take`, … and the key of its block."""

    block: Keys = []
    seen: Marks = []
    text: TypedTexts = []
    act: Annotated[str, Field(max_length=240)] = "save"


class LinkSheetForm(SheetForm):
    translator: PersonName


class NewLinkForm(Form):
    language: Annotated[str, Field(max_length=20)]
    name: Line
    days: Literal["3", "7", "30", "90"] = "7"
    block: Annotated[str, Field(max_length=200)] = ""
