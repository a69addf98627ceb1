"""News, ends and evidence in a campaign file. A field that a table has too bears the same name in both."""

from pydantic import Field

from campaigns.files.fields import (
    Count,
    FullTexts,
    Key,
    Language,
    MaybeLine,
    Moment,
    NewsKey,
    OneLine,
    Slug,
    Texts,
    Titles,
    Truth,
)
from campaigns.files.kept_files import KeptFile
from campaigns.files.linking import Part
from campaigns.models.campaign import Outcome
from campaigns.updates.models import UpdateKind, UpdateState


class PicturePart(KeptFile):
    width: Count
    height: Count
    alt: Texts = {}
    credit: MaybeLine = ""
    added_at: Moment | None = None


class EvidencePart(KeptFile):
    """A file that proves one step of a demand; everybody may open it where `is_public`."""

    words: OneLine
    is_public: Truth = False
    added_at: Moment | None = None


class NewsPart(Part):
    """`id` is the number it was published under, or draft-1, draft-2 … for what never was.

    `checked` and `outdated` are languages whose translation somebody checked, or that the original has moved away from.
    """

    key: NewsKey = Field(alias="id")
    kind: UpdateKind = UpdateKind.NEWS
    state: UpdateState = UpdateState.DRAFT
    original_language: Language
    title: Titles
    text: FullTexts
    checked: list[Language] = []
    outdated: list[Language] = []
    pictures: list[PicturePart] = []
    created_at: Moment | None = None
    published_at: Moment | None = None
    published_in_emergency: Truth = False
    reviewed_at: Moment | None = None
    changed_at: Moment | None = None
    taken_back_at: Moment | None = None

    @property
    def number(self) -> int | None:
        return int(self.key) if self.key.isdecimal() else None


class ClosingPart(Part):
    """One end of the campaign. `report` is the id of the news that told of it, `merged_into` the campaign it goes on
    in."""

    outcome: Outcome
    closed_at: Moment
    reopened_at: Moment | None = None
    statement: Texts = {}
    merged_into: Slug | None = None
    report: Key | None = None
