"""Forms of an organisation's own key."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from foundation.signing.opening import LONGEST_PHRASE
from foundation.web.forms import Form, Upload


class KeyForm(Form):
    """`phrase` as it was typed, spaces and all: it may begin with one."""

    file: Upload
    phrase: Annotated[str, StringConstraints(max_length=LONGEST_PHRASE)] = ""
    signs_letters: list[Literal["yes"]] = Field(default_factory=list)


class SignsLettersForm(Form):
    signs_letters: list[Literal["yes"]] = Field(default_factory=list)
