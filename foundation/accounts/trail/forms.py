"""Form classes of the audit trail."""

from datetime import date
from typing import Annotated

from pydantic import Field

from foundation.accounts.models import NamesShown
from foundation.web.forms import Form


class NarrowForm(Form):
    person: Annotated[int, Field(ge=0, le=2**62)] = 0
    kind: Annotated[str, Field(max_length=40)] = ""
    since: date | None = None
    until: date | None = None


class NamesForm(Form):
    shown: NamesShown
