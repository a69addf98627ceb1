"""What was typed at the launch of a campaign, before it is put into sentences."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from campaigns.models.campaign import CampaignKind
from campaigns.models.case import Gender
from campaigns.models.partial_date import PartialDate
from campaigns.models.texts import Texts


@dataclass(frozen=True)
class Value:
    """One fact: words of the stock (`charge.strike`), words of one's own by language, a number, or one of the kind's
    choices. `not_known` says that it cannot be known now, so that no text leaves a gap for it.
    """

    terms: tuple[str, ...] = ()
    words: Mapping[str, str] = field(default_factory=dict)
    number: int | None = None
    choice: str = ""
    not_known: bool = False

    def __bool__(self) -> bool:
        return bool(self.terms or self.words or self.number is not None or self.choice or self.not_known)

    def kept(self) -> dict[str, Any]:
        """For the campaign's JSON."""
        every = {
            "terms": list(self.terms),
            "words": dict(self.words),
            "number": self.number,
            "choice": self.choice,
            "not_known": self.not_known,
        }
        return {name: value for name, value in every.items() if value not in ([], {}, None, "", False)}

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> "Value":
        return cls(**{**kept, "terms": tuple(kept.get("terms", ()))})


@dataclass(frozen=True)
class Person:
    """`accusative` is asked for, since Russian needs it and nobody may guess it."""

    name: Texts
    accusative: str = ""
    gender: Gender = Gender.UNKNOWN


@dataclass(frozen=True, kw_only=True)
class LaunchFacts:
    """`language` is the one they were typed in. `named` is false while no name may be read anywhere; `described` says
    role and union as one, where somebody corrected it.
    """

    kind: CampaignKind
    language: str
    country: str
    more_countries: tuple[str, ...] = ()
    date: PartialDate = field(default_factory=PartialDate)
    persons: tuple[Person, ...] = ()
    values: Mapping[str, Value] = field(default_factory=dict)
    described: Texts = field(default_factory=dict)
    named: bool = True

    def value(self, key: str) -> Value:
        return self.values.get(key, Value())

    @property
    def countries(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((self.country, *self.more_countries)))

    @property
    def choice(self) -> str:
        """What kind of measure or stage it is, where the kind of campaign knows several."""
        return next((value.choice for value in self.values.values() if value.choice), "")

    @property
    def form(self) -> str:
        """Which form of a sentence speaks of these persons."""
        if len(self.persons) > 1:
            return "several"
        gender = self.persons[0].gender if self.persons else Gender.UNKNOWN
        return {Gender.FEMALE: "woman", Gender.MALE: "man"}.get(gender, "unknown")
