"""What parts of a campaign file have in common: an id, a hold, sources, and what they speak of."""

from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, SerializerFunctionWrapHandler, model_serializer

from campaigns.files.fields import Key, MaybeWebAddress, MaybeWord, Slug, Texts, Truth
from campaigns.models.mention import MentionRole


def _named(value: Any) -> Any:
    """A bare name is short for a mapping with that id."""
    return {"id": value} if isinstance(value, str) else value


class Part(BaseModel):
    model_config = ConfigDict(extra="forbid", populate_by_name=True)


class ShortPart(Part):
    """Written as its bare id when it says nothing more."""

    key: Key = Field(alias="id")

    @model_serializer(mode="wrap")
    def _short(self, handler: SerializerFunctionWrapHandler) -> Any:
        written = handler(self)
        return self.key if len(written) == 1 else written


class MentionPart(ShortPart):
    """`- baltabai`, or `- {id: dosmagambetov, as: posthumously}`."""

    role: MentionRole = Field(default=MentionRole.CONCERNED, alias="as")


class ClaimPart(ShortPart):
    """`- S2`, or with what that source says: `- {id: hrw-2019, says: {en: …}, differs: true}`."""

    says: Texts = {}
    differs: Truth = False


class LinkPart(Part):
    """Another campaign: `- its-slug`, or with how they belong together: `- {id: its-slug, words: {en: …}}`; `url` is
    its page on another installation."""

    slug: Slug = Field(alias="id")
    words: Texts = {}
    url: MaybeWebAddress = ""

    @model_serializer(mode="wrap")
    def _short(self, handler: SerializerFunctionWrapHandler) -> Any:
        written = handler(self)
        return self.slug if len(written) == 1 else written


LinkedCampaigns = list[Annotated[LinkPart, BeforeValidator(_named)]]
Mentions = list[Annotated[MentionPart, BeforeValidator(_named)]]
Claims = list[Annotated[ClaimPart, BeforeValidator(_named)]]


class Holdable(Part):
    hold: Truth = False
    hold_reason: MaybeWord = ""


class NamedPart(Holdable):
    key: Key = Field(alias="id")


class Speaking(Part):
    """What it speaks of."""

    cases: Mentions = []
    organisations: Mentions = []
    laws: Mentions = []
    procedures: Mentions = []
