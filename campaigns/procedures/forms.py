"""Forms of the pages of a procedure. Fields ending in `_en` and `_ru` are one text in two languages."""

from typing import Annotated

from pydantic import Field

from campaigns.forms import PartialDateText, SeenMark
from campaigns.models.procedure import CommunicationKind, DateKind, Effect, ProcedureKind, ProcedureStatus, ReportKind
from foundation.web.fields import Country, Line, Prose, line
from foundation.web.posting_once import OnceForm

FactId = Annotated[int, Field(ge=0, lt=2**63)]
Short = Annotated[str, line(40)]


class PartForm(OnceForm):
    """What each part of a procedure is asked: sources, another source that contradicts, a hold."""

    seen: SeenMark = ""
    sources: list[FactId] = Field(default_factory=list)
    other_source: FactId | None = None
    other_says_en: Line = ""
    other_says_ru: Line = ""
    hold: bool = False
    hold_reason: Line = ""


class ProcedureForm(OnceForm):
    seen: SeenMark = ""
    kind: ProcedureKind
    number: Short = ""
    body_en: Line = ""
    body_ru: Line = ""
    country: Country | None = None
    subject_en: Prose = ""
    subject_ru: Prose = ""
    filed: PartialDateText = "unknown"
    status: ProcedureStatus = ProcedureStatus.UNKNOWN
    serious_and_urgent: bool = False
    legislative_aspects_referred: bool = False
    complainants: list[FactId] = Field(default_factory=list)
    laws: list[FactId] = Field(default_factory=list)
    note_en: Prose = ""
    note_ru: Prose = ""
    sources: list[FactId] = Field(default_factory=list)
    hold: bool = False
    hold_reason: Line = ""


class CommunicationForm(PartForm):
    kind: CommunicationKind
    date: PartialDateText = "unknown"
    senders: list[FactId] = Field(default_factory=list)
    new_sender: Line = ""
    recipients: list[FactId] = Field(default_factory=list)
    reference: Line = ""
    text_en: Prose = ""
    text_ru: Prose = ""


class ReportForm(PartForm):
    kind: ReportKind
    number: Short = ""
    date: PartialDateText = "unknown"
    paragraphs: Line = ""
    text_en: Prose = ""
    text_ru: Prose = ""


class RecommendationForm(PartForm):
    report: FactId | None = None
    letter: Annotated[str, line(10)] = ""
    text_en: Prose = ""
    text_ru: Prose = ""
    reply_en: Prose = ""
    reply_ru: Prose = ""
    replied: PartialDateText = "unknown"
    follow_up_en: Prose = ""
    follow_up_ru: Prose = ""
    effect: Effect = Effect.NOT_SAID


class DateForm(PartForm):
    kind: DateKind
    date: PartialDateText
    text_en: Prose = ""
    text_ru: Prose = ""
    unverified: bool = False
    is_done: bool = False
