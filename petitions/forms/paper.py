"""What organisers send about signatures on paper."""

from datetime import date
from typing import Annotated

from pydantic import Field

from foundation.clock import utc_now
from foundation.errors import BadInput
from foundation.web.fields import Country, Day, Line, worded
from foundation.web.forms import Form, Upload
from foundation.web.posting_once import OnceForm

LARGEST_BATCH = 100_000


def _not_in_the_future(day: date) -> date:
    if day > utc_now().date():
        raise BadInput("This day has not come yet.")
    return day


Number = Annotated[int, Field(ge=1, le=LARGEST_BATCH)]
Recount = Annotated[int, Field(ge=0, le=LARGEST_BATCH)]


class BatchForm(OnceForm):
    source: Line
    place: Line
    country: Country | None = None
    collected_on: Annotated[Day, worded(_not_in_the_future)]
    claimed: Number
    scan: Upload | None = None


class RecountForm(Form):
    recounted: Recount


class CorrectForm(Form):
    claimed: Number
    reason: Line


class WithdrawBatchForm(Form):
    why: Line


class ScanForm(Form):
    scan: Upload
