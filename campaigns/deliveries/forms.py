"""Forms of deliveries: the plan, the names, how a visit went."""

from typing import Annotated, Literal

from pydantic import Field

from campaigns.deliveries.models.visit import VisitOutcome
from foundation.web.fields import Country, Day, Line, line, prose
from foundation.web.forms import Form, Upload
from foundation.web.posting_once import OnceForm

MOST_LETTERS = 60
Names = Annotated[str, prose(2000)]


class PlanForm(OnceForm):
    office: Annotated[str, line(80)]
    planned_on: Day
    language: Literal["en", "ru"]
    delegation: Names = ""
    note: Names = ""


class ChangeForm(Form):
    """The office stays: what was approved was approved for it."""

    planned_on: Day
    language: Literal["en", "ru"]
    delegation: Names = ""
    note: Names = ""


class AskForm(OnceForm):
    until: Day
    reason: Line


class PackForm(OnceForm):
    """`names`: the list of signers goes along, by the approval that stands."""

    names: list[Literal["yes"]] = Field(default_factory=list)


class CountryOffForm(Form):
    country: Country


class VisitForm(OnceForm):
    """`letters` are those that were handed over, or tried to be."""

    outcome: VisitOutcome
    visited_on: Day
    place: Annotated[str, line(100)] = ""
    received_by: Annotated[str, line(200)] = ""
    who_went: Names = ""
    remarks: Names = ""
    letters: Annotated[list[Annotated[str, line(20)]], Field(max_length=MOST_LETTERS)] = Field(default_factory=list)
    photo: Upload | None = None
    agreed: list[Literal["yes"]] = Field(default_factory=list)
    scan: Upload | None = None
