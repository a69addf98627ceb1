"""Field types of form classes. What they refuse comes with a sentence of foundation/text.py."""

import re
from collections.abc import Callable
from datetime import date
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator
from pydantic_core import PydanticCustomError

from foundation.errors import BadInput
from foundation.spoken_dates import as_kept
from foundation.text import LONGEST_ORGANISATION, clean_email, clean_line, clean_name, clean_prose
from foundation.web.formats import countries

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
# Of the days that people enter: older ones are slips, and the calendar itself ends with 9999.
FIRST_YEAR, LAST_YEAR = 1900, 2199


def worded(check: Callable[[Any], Any]) -> AfterValidator:
    """A check that raises BadInput, as a validator whose sentence reaches the field."""

    def validate(value: Any) -> Any:
        try:
            return check(value)
        except BadInput as refusal:
            raise PydanticCustomError("worded", "{words}", {"words": refusal.words, "values": refusal.values}) from None

    return AfterValidator(validate)


def line(longest: int) -> AfterValidator:
    return worded(lambda text: clean_line(text, longest))


def prose(longest: int) -> AfterValidator:
    return worded(lambda text: clean_prose(text, longest))


def _known_country(code: str) -> str:
    if code not in countries("en"):
        raise BadInput("Please choose a country from the list.")
    return code


def _organisation(text: str) -> str:
    """Many write a dash where they have none."""
    return clean_name(text, LONGEST_ORGANISATION) if any(sign.isalnum() for sign in text) else ""


def _as_typed(day: Any) -> Any:
    """Browsers send a day as 2026-05-01; where they have no calendar of their own, people type `1.5.2026` or
    `1 May 2026`. A bare number is refused: it would be read as seconds since 1970."""
    if not isinstance(day, str):
        return day
    kept = as_kept(day)
    return kept if _DAY.fullmatch(kept) else f"no day: {kept}"


def _near_our_time(day: date) -> date:
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise BadInput("Please enter a day between %(first)s and %(last)s.", first=FIRST_YEAR, last=LAST_YEAR)
    return day


Line = Annotated[str, line(200)]
Prose = Annotated[str, prose(20_000)]
PersonName = Annotated[str, worded(clean_name)]
OrganisationName = Annotated[str, worded(_organisation)]
EmailAddress = Annotated[str, worded(clean_email)]
Country = Annotated[str, worded(_known_country)]
Day = Annotated[date, BeforeValidator(_as_typed), worded(_near_our_time)]
