"""What a letter tells of its campaign, as parts of sentences in its language. Chosen and worded by telling.py."""

from dataclasses import dataclass

from campaigns.models.campaign import CampaignKind


@dataclass(frozen=True)
class ToldEvent:
    key: str
    date: str
    text: str


@dataclass(frozen=True)
class ToldMeeting:
    """`countries`: from how many countries its participants came, as a word; empty when it was one."""

    name: str
    place: str
    date: str
    countries: str


@dataclass(frozen=True, kw_only=True)
class Told:
    """Everything as a part of a sentence in the letter's language. `several` and `how_many` count the subjects;
    where there is one, `subjects_in_full` tells their role. `campaign` is its title in quotation marks, `matter` what a
    sentence calls the case, `regarding` the same as an adverbial: `in the case of …`."""

    kind: CampaignKind
    campaign: str
    matter: str
    regarding: str
    country: str
    country_at_start: str
    country_genitive: str
    each_country: tuple[str, ...]
    several_countries: bool
    subjects: str
    subjects_in_full: str
    subjects_genitive: str
    several: bool
    how_many: int
    people: str
    situation: tuple[str, ...]
    since: str
    events: tuple[ToldEvent, ...]
    meeting: ToldMeeting | None
    held: str
    behind_bars: str
    several_behind_bars: bool
    dissolved: str
    law_is_being_made: bool
    cases: str

    @property
    def regarding_at_start(self) -> str:
        return self.regarding[:1].upper() + self.regarding[1:]
