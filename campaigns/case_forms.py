"""Forms of what is known of a case beyond its texts: spellings, who consented, where it was read."""

from datetime import date
from typing import Annotated

from pydantic import Field

from campaigns.models.case import CaseKind
from foundation.clock import utc_now
from foundation.errors import BadInput
from foundation.text import clean_line
from foundation.web.fields import Country, Day, Line, Prose, worded
from foundation.web.forms import Form
from foundation.web.posting_once import OnceForm

MOST_SPELLINGS = 30


def spellings(typed: str) -> list[str]:
    """One a line."""
    return [clean_line(written, 200) for written in typed.splitlines() if written.strip()]


def _spellings(text: str) -> str:
    if len(spellings(text)) > MOST_SPELLINGS:
        raise BadInput("These are too many spellings: at most %(most)s.", most=MOST_SPELLINGS)
    return text


def _past_day(day: date) -> date:
    if day > utc_now().date():
        raise BadInput("This day is still to come.")
    return day


Spellings = Annotated[str, Field(max_length=8000), worded(_spellings)]
PastDay = Annotated[Day, worded(_past_day)]


class NewCaseForm(OnceForm):
    """Whom or what a campaign is about besides. A group needs no names of its people."""

    kind: CaseKind
    name_en: Line = ""
    name_ru: Line = ""
    role_en: Line = ""
    role_ru: Line = ""
    country: Country | None = None
    source: Annotated[int | None, Field(ge=0, lt=2**63)] = None
    hold: bool = False


class ClaimForm(Form):
    """Where a fact was read, and what that source says if it says it otherwise."""

    source: Annotated[int, Field(ge=0, lt=2**63)]
    says_en: Prose = ""
    says_ru: Prose = ""
    differs: bool = False


class ConcernsForm(Form):
    """Whom and what a demand concerns: ids of the campaign's own rows."""

    cases: list[Annotated[int, Field(ge=0, lt=2**63)]] = Field(default_factory=list, max_length=300)
    organisations: list[Annotated[int, Field(ge=0, lt=2**63)]] = Field(default_factory=list, max_length=300)
    laws: list[Annotated[int, Field(ge=0, lt=2**63)]] = Field(default_factory=list, max_length=300)
