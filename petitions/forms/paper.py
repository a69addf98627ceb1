"""What organisers send about signatures on paper."""

import re
from datetime import date
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from foundation.clock import utc_now
from foundation.errors import BadInput
from foundation.web.fields import Country, Day, Line, worded
from foundation.web.forms import Form, Upload

LARGEST_BATCH = 100_000
_KEY = re.compile(r"[0-9a-f]{32}")


def _not_in_the_future(day: date) -> date:
    if day > utc_now().date():
        raise BadInput("This day has not come yet.")
    return day


def _entry_key(given: Any) -> str:
    """It came with the page; nobody typed it."""
    return given if isinstance(given, str) and _KEY.fullmatch(given) else ""


Number = Annotated[int, Field(ge=1, le=LARGEST_BATCH)]
Recount = Annotated[int, Field(ge=0, le=LARGEST_BATCH)]


class BatchForm(Form):
    source: Line
    place: Line
    country: Country | None = None
    collected_on: Annotated[Day, worded(_not_in_the_future)]
    claimed: Number
    scan: Upload | None = None
    entry_key: Annotated[str, BeforeValidator(_entry_key)] = ""


class RecountForm(Form):
    recounted: Recount


class CorrectForm(Form):
    claimed: Number
    reason: Line


class WithdrawBatchForm(Form):
    why: Line


class ScanForm(Form):
    scan: Upload
