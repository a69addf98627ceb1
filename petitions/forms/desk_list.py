"""What organisers send about many signatures: what to show, whom to look for, what to take out."""

import enum
from typing import Annotated

from pydantic import Field, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

from foundation.errors import BadInput
from foundation.text import clean_email, clean_name
from foundation.web.fields import Country, Day, EmailAddress, Line, line
from foundation.web.forms import Form
from petitions.forms.sign import PARTNER_CODE
from petitions.models.petition import LONGEST_KEPT_DAYS
from petitions.models.signature import SignatureState


class FilterForm(Form):
    state: SignatureState | None = None
    country: Country | None = None
    via: Annotated[str, Field(pattern=PARTNER_CODE.pattern)] = ""
    since: Day | None = None
    until: Day | None = None


class By(enum.StrEnum):
    EMAIL = "email"
    NAME = "name"


class FindForm(Form):
    """`reason` stands in the audit trail; what was looked for does not."""

    by: By
    text: Annotated[str, line(254)]
    reason: Line

    @field_validator("text")
    @classmethod
    def _can_be_looked_for(cls, text: str, info: ValidationInfo) -> str:
        try:
            return clean_email(text) if info.data.get("by") is By.EMAIL else clean_name(text)
        except BadInput as refusal:
            raise PydanticCustomError("worded", "{words}", {"words": refusal.words, "values": refusal.values}) from None


class WriteAgainForm(Form):
    """`reason` stands in the audit trail, the address nowhere."""

    email: EmailAddress
    reason: Line


class FileFormat(enum.StrEnum):
    CSV = "csv"
    XLSX = "xlsx"


class ExportForm(Form):
    format: FileFormat
    reason: Line
    confirmed: bool = False
    addresses: bool = False


class PartnerNewsForm(Form):
    partner: Annotated[str, Field(max_length=40)]
    reason: Line


class ListExportForm(Form):
    format: FileFormat
    reason: Line


class KeepingForm(Form):
    days: Annotated[int, Field(ge=1, le=LONGEST_KEPT_DAYS)]


class RiskForm(Form):
    high: bool = False
