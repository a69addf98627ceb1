"""Form classes of second factors and of the browsers that are signed in."""

from typing import Annotated

from pydantic import Field

from foundation.accounts.proof.keys import LONGEST_ANSWER
from foundation.web.fields import line
from foundation.web.forms import Form

Next = Annotated[str, Field(max_length=500)]


class CodeForm(Form):
    """A code of the app, or a recovery code."""

    code: Annotated[str, Field(max_length=40)] = ""
    recovery: Annotated[str, Field(max_length=60)] = ""
    next: Next = ""


class KeyAnswerForm(Form):
    answer: Annotated[str, Field(max_length=LONGEST_ANSWER)]
    next: Next = ""


class NewAppForm(Form):
    name: Annotated[str, line(60)] = ""
    code: Annotated[str, Field(max_length=40)]
    # The secret that the page showed, sealed.
    sealed: Annotated[str, Field(max_length=500)]
    next: Next = ""


class NewKeyForm(Form):
    name: Annotated[str, line(60)] = ""
    answer: Annotated[str, Field(max_length=LONGEST_ANSWER)]
    next: Next = ""
