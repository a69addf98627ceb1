"""What organisers send about the public figures."""

from typing import Annotated, Literal

from pydantic import Field

from foundation.web.forms import Form
from petitions.models.tally import TallyKind


class GroupForm(Form):
    """One group, and whether the public may see it."""

    kind: TallyKind
    key: Annotated[str, Field(max_length=40)]
    to: Literal["hide", "show"]
