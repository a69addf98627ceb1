"""Form classes of the campaign desk."""

from typing import Annotated, Literal

from pydantic import Field

from campaigns.case_forms import PastDay, Spellings
from campaigns.models.campaign import Outcome
from campaigns.models.case import Consent, Gender, Status
from campaigns.models.partial_date import PartialDate
from foundation.errors import BadInput
from foundation.web.fields import Country, Line, Prose, line, worded
from foundation.web.forms import Form

StandardDemand = Literal["release", "charges", "lawyer", "inquiry", "union"]


def _partial_date(text: str) -> str:
    try:
        return PartialDate.parse(text).text
    except ValueError:
        raise BadInput(
            "Please write a day, month or year, such as 2026-05-01, 2026-05 or 2026; "
            "two of them joined by / for a span."
        ) from None


def _web_address(text: str) -> str:
    if not text.startswith(("https://", "http://")):
        raise BadInput("A web address begins with https:// or http://.")
    return text


PartialDateText = Annotated[str, Field(max_length=40), worded(_partial_date)]
WebAddress = Annotated[str, line(2000), worded(_web_address)]


SeenMark = Annotated[str, Field(max_length=64)]


class ArrestForm(Form):
    """About ten facts; those ending in `_ru` are the same in Russian and may wait."""

    name: Line
    name_ru: Line = ""
    name_accusative_ru: Line = ""
    gender: Gender = Gender.UNKNOWN
    role: Line
    role_ru: Line = ""
    union: Line
    union_ru: Line = ""
    country: Country
    date: PartialDateText
    authority: Line = ""
    authority_ru: Line = ""
    charge: Line = ""
    charge_ru: Line = ""
    held_at: Line = ""
    held_at_ru: Line = ""
    demands: list[StandardDemand] = Field(default_factory=list)
    own_demands: Prose = ""
    own_demands_ru: Prose = ""
    office: Annotated[str, Field(max_length=80)] = ""
    addressee: Line = ""
    addressee_ru: Line = ""
    source_title: Line
    source_url: WebAddress = ""
    harm: list[Literal["person", "family", "signers", "union"]] = Field(default_factory=list)
    risk_considered: Literal["yes"]
    consent: Consent


class TextsForm(Form):
    seen: SeenMark = ""
    title_en: Line = ""
    title_ru: Line = ""
    summary_en: Prose = ""
    summary_ru: Prose = ""
    background_en: Prose = ""
    background_ru: Prose = ""
    petition_title_en: Line = ""
    petition_title_ru: Line = ""
    petition_text_en: Prose = ""
    petition_text_ru: Prose = ""
    petition_addressee_en: Line = ""
    petition_addressee_ru: Line = ""


class CaseForm(Form):
    seen: SeenMark = ""
    name_en: Line = ""
    name_ru: Line = ""
    role_en: Line = ""
    role_ru: Line = ""
    about_en: Prose = ""
    about_ru: Prose = ""
    gender: Gender = Gender.UNKNOWN
    consent: Consent = Consent.NOT_ASKED
    hold: bool = False
    hold_reason: Line = ""
    name_variants: Spellings = ""
    consent_on: PastDay | None = None
    consent_by: Line = ""


class StatusForm(Form):
    status: Status
    date: PartialDateText = "unknown"
    note_en: Line = ""
    note_ru: Line = ""
    source: Annotated[int | None, Field(ge=0, lt=2**63)] = None


class EventForm(Form):
    seen: SeenMark = ""
    date: PartialDateText = "unknown"
    text_en: Prose = ""
    text_ru: Prose = ""
    hold: bool = False
    source: Annotated[int | None, Field(ge=0, lt=2**63)] = None


class DemandForm(Form):
    seen: SeenMark = ""
    summary_en: Line = ""
    summary_ru: Line = ""
    actions_en: Prose = ""
    actions_ru: Prose = ""


class SourceForm(Form):
    title: Line
    publisher: Line = ""
    url: WebAddress = ""
    published: PartialDateText = "unknown"


class CloseForm(Form):
    outcome: Outcome
    statement_en: Prose = ""
    statement_ru: Prose = ""
    merged_into: Annotated[str, Field(max_length=80)] = ""


class RisksForm(Form):
    seen: SeenMark = ""
    harm: list[Literal["person", "family", "signers", "union"]] = Field(default_factory=list)


class SeenForm(Form):
    """A button that acts on what was looked at."""

    seen: SeenMark = ""


class AloneForm(Form):
    why_alone: Line


class ReturnForm(Form):
    reason: Line
