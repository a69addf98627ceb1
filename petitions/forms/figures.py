"""What organisers send about the public figures."""

from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from foundation.web.forms import Form
from petitions.models.groups import MOST_NAMED
from petitions.models.tally import TallyKind

Key = Annotated[str, Field(max_length=40)]


class NamesForm(Form):
    """The names of organisations that were seen, and those of them that may be shown."""

    seen: Annotated[list[Key], Field(max_length=MOST_NAMED)]
    shown: Annotated[list[Key], Field(default_factory=list)]


class LookAgainForm(Form):
    at: AwareDatetime


class GroupForm(Form):
    """One group, and whether the public may see it."""

    kind: TallyKind
    key: Key
    to: Literal["hide", "show"]
