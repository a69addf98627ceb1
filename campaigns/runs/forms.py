"""Forms of runs, and of what partners may take."""

from typing import Annotated, Literal

from pydantic import Field

from foundation.web.fields import line
from foundation.web.forms import Form
from foundation.web.posting_once import OnceForm

SomeId = Annotated[int, Field(gt=0, lt=2**63)]


class RunForm(OnceForm):
    letters: list[SomeId] = Field(default_factory=list, max_length=400)
    partners: list[SomeId] = Field(default_factory=list, max_length=400)
    own_paper: list[Literal["yes"]] = Field(default_factory=list)


class OfferForm(Form):
    """Each as `offered_value` of queries.py writes it: the letter, and the file that was looked at."""

    offered: list[Annotated[str, line(100)]] = Field(default_factory=list, max_length=400)
