"""What organisers send about a petition."""

from typing import Annotated

from pydantic import Field

from foundation.web.fields import Line, prose
from foundation.web.forms import Form

LARGEST_GOAL = 100_000_000


class GoalForm(Form):
    goal: Annotated[int, Field(ge=1, le=LARGEST_GOAL)] | None = None


class InvalidateForm(Form):
    reason: Line


class EmbedForm(Form):
    """One site a line; none: any site."""

    sites: Annotated[str, prose(5000)] = ""
