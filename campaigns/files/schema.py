"""The campaign file as a whole."""

from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel

from campaigns.files.fields import Country, Day, FullTexts, Key, Language, Slug, Texts, Truth, Word
from campaigns.files.kept_files import ContentPart
from campaigns.files.linking import LinkedCampaigns, Part
from campaigns.files.news_parts import ClosingPart, NewsPart
from campaigns.files.parts import (
    ActorPart,
    AddresseePart,
    ArgumentPart,
    CallPart,
    CasePart,
    EventPart,
    FindingPart,
    IntentionPart,
    LawPart,
    MeetingPart,
    PetitionPart,
    SituationPart,
    SourcePart,
)
from campaigns.files.procedure_parts import ProcedurePart
from campaigns.models.campaign import CampaignKind, CampaignState, Outcome
from campaigns.models.texts import in_order

FORMAT = "solidarity-campaign/1"


class CampaignFile(BaseModel):
    """One campaign. Lists are in their order; texts are by language, all of them in `original_language` at least.

    `is_example` marks what only shows how a campaign is told; `is_history` an example that tells of what really was, as
    it stood on the day `as_of`: it is closed for good.
    """

    model_config = Part.model_config

    format: Literal["solidarity-campaign/1"]
    slug: Slug
    kind: CampaignKind
    state: CampaignState = CampaignState.DRAFT
    outcome: Outcome | None = None
    is_example: Truth = False
    is_history: Truth = False
    as_of: Day | None = None
    original_language: Language
    countries: list[Country] = []
    country_names: Annotated[dict[Country, FullTexts], AfterValidator(in_order)] = {}
    issues: list[Key] = []
    risks: list[Word] | None = None
    title: FullTexts
    summary: Texts = {}
    motto: Texts = {}
    background: Texts = {}
    petition: PetitionPart = PetitionPart()
    sources: list[SourcePart] = []
    organisations: list[ActorPart] = []
    laws: list[LawPart] = []
    cases: list[CasePart] = []
    procedures: list[ProcedurePart] = []
    meetings: list[MeetingPart] = []
    situation: list[SituationPart] = []
    arguments: list[ArgumentPart] = []
    timeline: list[EventPart] = []
    addressees: list[AddresseePart] = []
    calls: list[CallPart] = []
    intentions: list[IntentionPart] = []
    linked_campaigns: LinkedCampaigns = []
    external_findings: list[FindingPart] = []
    news: list[NewsPart] = []
    closings: list[ClosingPart] = []
    files: list[ContentPart] = []
