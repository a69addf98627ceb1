"""Forms of a letter that is finished: a second person approves it, or one alone."""

from typing import Annotated

from foundation.web.fields import Line, line
from foundation.web.forms import Form


class ApproveForm(Form):
    """`approved`: the mark of what the approver had before them, in this language."""

    language: Annotated[str, line(20)] = "en"

    approved: Annotated[str, line(64)]


class ApproveAloneForm(ApproveForm):
    why_alone: Line
