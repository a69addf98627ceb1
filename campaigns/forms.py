"""Form classes of the campaign desk."""

from typing import Annotated, Any, Literal

from pydantic import Field, create_model

from campaigns.case_forms import PastDay, Spellings
from campaigns.models.campaign import Outcome
from campaigns.models.case import Consent, Gender, Status
from campaigns.models.partial_date import PartialDate
from foundation.errors import BadInput
from foundation.spoken_dates import as_kept
from foundation.web.fields import Country, Line, Prose, line, worded
from foundation.web.forms import Form
from foundation.web.posting_once import OnceForm
from foundation.web.tongues import TONGUES

StandardDemand = Literal["release", "charges", "lawyer", "inquiry", "union"]


def _partial_date(text: str) -> str:
    try:
        return PartialDate.parse(as_kept(text)).text
    except ValueError:
        raise BadInput(
            "Please write a day, month or year, such as 1 May 2026, 01.05.2026, May 2026 or 2026; "
            "a span as 14–16 May 2026."
        ) from None


def _web_address(text: str) -> str:
    if not text.startswith(("https://", "http://")):
        raise BadInput("A web address begins with https:// or http://.")
    return text


PartialDateText = Annotated[str, Field(max_length=60), worded(_partial_date)]
WebAddress = Annotated[str, line(2000), worded(_web_address)]


SeenMark = Annotated[str, Field(max_length=64)]


class UndoForm(Form):
    """`newest` is what stood last on the page, so that a second press takes back nothing else."""

    newest: Annotated[int, Field(ge=0, lt=2**63)]


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


def in_each_language(**kinds: Any) -> dict[str, Any]:
    """A field for each language that a text may be written in: `title_en`, `title_ru`. Pages show a few of them."""
    return {f"{name}_{code}": (kind, "") for name, kind in kinds.items() for code in TONGUES}


class _Seen(Form):
    seen: SeenMark = ""


TextsForm = create_model(
    "TextsForm",
    __base__=_Seen,
    **in_each_language(
        title=Line,
        summary=Prose,
        background=Prose,
        petition_title=Line,
        petition_text=Prose,
        petition_addressee=Line,
    ),
)


class _CaseFields(_Seen):
    gender: Gender = Gender.UNKNOWN
    consent: Consent = Consent.NOT_ASKED
    hold: bool = False
    hold_reason: Line = ""
    name_variants: Spellings = ""
    consent_on: PastDay | None = None
    consent_by: Line = ""


CaseForm = create_model("CaseForm", __base__=_CaseFields, **in_each_language(name=Line, role=Line, about=Prose))


class _StatusFields(OnceForm):
    status: Status
    date: PartialDateText = "unknown"
    source: Annotated[int | None, Field(ge=0, lt=2**63)] = None


class _StepFields(_Seen):
    """Of a step that is there already."""

    status: Status
    date: PartialDateText = "unknown"
    hold: bool = False


StatusForm = create_model("StatusForm", __base__=_StatusFields, **in_each_language(note=Line))
StepOfCaseForm = create_model("StepOfCaseForm", __base__=_StepFields, **in_each_language(note=Line))


class _EventFields(_Seen, OnceForm):
    date: PartialDateText = "unknown"
    hold: bool = False
    source: Annotated[int | None, Field(ge=0, lt=2**63)] = None


EventForm = create_model("EventForm", __base__=_EventFields, **in_each_language(text=Prose))
DemandForm = create_model("DemandForm", __base__=(_Seen, OnceForm), **in_each_language(summary=Line, actions=Prose))


class SourceForm(OnceForm):
    title: Line
    publisher: Line = ""
    url: WebAddress = ""
    published: PartialDateText = "unknown"


class _LinkFields(Form):
    address: Annotated[str, line(2000)]


LinkForm = create_model("LinkForm", __base__=_LinkFields, **in_each_language(words=Line))
LinkWordsForm = create_model("LinkWordsForm", __base__=Form, **in_each_language(words=Line))


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
