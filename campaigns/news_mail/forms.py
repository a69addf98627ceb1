"""Form classes of sending news."""

from typing import Literal

from pydantic import Field

from campaigns.news_mail.models import Audience
from foundation.web.forms import Form


class AudienceForm(Form):
    audiences: list[Audience] = Field(default_factory=list)


class UnknownForm(Form):
    decision: Literal["skip", "resend"]
