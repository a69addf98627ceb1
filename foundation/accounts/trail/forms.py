"""Form classes of the audit trail."""

from typing import Annotated

from pydantic import Field

from foundation.accounts.models import NamesShown
from foundation.web.fields import Day
from foundation.web.forms import Form


class NarrowForm(Form):
    person: Annotated[int, Field(ge=0, le=2**62)] = 0
    kind: Annotated[str, Field(max_length=40)] = ""
    since: Day | None = None
    until: Day | None = None


class NamesForm(Form):
    shown: NamesShown
