"""ILO and UN cases in a campaign file: log, reports with their recommendations, calendar."""

from typing import Annotated

from pydantic import Field

from campaigns.files.fields import Country, FullTexts, MaybeLine, MaybeWord, Texts, Truth, When
from campaigns.files.linking import Claims, Holdable, NamedPart, Speaking
from campaigns.models.partial_date import PartialDate
from campaigns.models.procedure import (
    CommunicationKind,
    DateKind,
    Effect,
    ProcedureKind,
    ProcedureStatus,
    ReportKind,
)


class CommunicationPart(Holdable, Speaking):
    kind: CommunicationKind
    date: When = PartialDate()
    text: Texts = {}
    reference: MaybeLine = ""
    sources: Claims = []


class RecommendationPart(Holdable):
    letter: Annotated[MaybeWord, Field(max_length=10)] = ""
    text: Texts = {}
    reply: Texts = {}
    replied: When = PartialDate()
    follow_up: Texts = {}
    effect: Effect = Effect.NOT_SAID
    sources: Claims = []


class ProcedureDatePart(Holdable):
    kind: DateKind
    date: When = PartialDate()
    text: Texts = {}
    unverified: Truth = False
    is_done: Truth = False
    sources: Claims = []


class ReportPart(Holdable):
    number: Annotated[MaybeWord, Field(max_length=40)] = ""
    kind: ReportKind
    date: When = PartialDate()
    paragraphs: MaybeLine = ""
    text: Texts = {}
    recommendations: list[RecommendationPart] = []
    sources: Claims = []


class ProcedurePart(NamedPart, Speaking):
    kind: ProcedureKind
    number: Annotated[MaybeWord, Field(max_length=40)] = ""
    body: FullTexts
    country: Country | None = None
    subject: Texts = {}
    filed: When = PartialDate()
    status: ProcedureStatus = ProcedureStatus.UNKNOWN
    serious_and_urgent: Truth = False
    legislative_aspects_referred: Truth = False
    note: Texts = {}
    communications: list[CommunicationPart] = []
    reports: list[ReportPart] = []
    dates: list[ProcedureDatePart] = []
    sources: Claims = []
