"""The forms of a launch, made of what its kind asks, and those of the stock's own pages."""

import types
from functools import lru_cache
from typing import Annotated, Any, Literal

from pydantic import Field, create_model

from campaigns.forms import PartialDateText, SeenMark, WebAddress
from campaigns.models.campaign import CampaignKind
from campaigns.models.case import Consent, Gender
from campaigns.stock.asked import Asked, LaunchKind, Need, People, Shape
from campaigns.stock.kinds import KINDS
from campaigns.stock.sentences import LANGUAGES, WORDS, shipped
from foundation.web.fields import Country, Day, Line, Prose
from foundation.web.forms import Form
from foundation.web.posting_once import OnceForm

MOST_PEOPLE = 10_000_000
MOST_COUNTRIES = 20
OWN = "own"
Language = Literal["en", "fr", "es", "ru"]
Number = Annotated[int | None, Field(ge=0, le=MOST_PEOPLE)]
SentenceText = Annotated[str, Field(max_length=2_000)]


class FactsForm(Form):
    """`language` is the one in which the facts are typed; fields that end in another one's code may wait. `seen` marks
    what a form that corrects them was opened with.
    """

    seen: SeenMark = ""
    language: Language = "en"
    country: Country
    more_countries: Annotated[list[Country], Field(max_length=MOST_COUNTRIES)] = Field(default_factory=list)
    date: PartialDateText = "unknown"


class RiskForm(OnceForm, FactsForm):
    """What is asked first, and what only a launch asks."""

    harm: list[Literal["person", "family", "signers", "union"]] = Field(default_factory=list)
    risk_considered: Literal["yes"]
    naming: Literal["", "named", "unnamed"] = ""
    own_demands: Prose = ""
    office: Annotated[str, Field(max_length=80)] = ""
    addressee: Line = ""
    source_title: Line
    source_url: WebAddress = ""
    then: Literal["draft", "review"] = "draft"


class SentenceForm(Form):
    """`seen` marks the text that the page was opened with."""

    language: Language
    sentence: Annotated[str, Field(max_length=80)]
    seen: SeenMark = ""
    any: SentenceText = ""
    woman: SentenceText = ""
    man: SentenceText = ""
    unknown: SentenceText = ""
    several: SentenceText = ""
    ins: SentenceText = ""
    gen: SentenceText = ""


class CheckedForm(Form):
    language: Language
    sentence: Annotated[str, Field(max_length=80)]
    checked_by: Line
    checked_on: Day


class UndoForm(Form):
    language: Language
    sentence: Annotated[str, Field(max_length=80)]


@lru_cache
def facts_form(kind: CampaignKind) -> type[FactsForm]:
    """What is known of the matter itself; also for correcting it later."""
    fields = _fields_of(KINDS[kind])
    return create_model(f"FactsOf{kind.name.title()}", __base__=FactsForm, **fields)


@lru_cache
def launch_form(kind: CampaignKind) -> type[FactsForm]:
    asked = KINDS[kind]
    demands = _several_of([key for key, _label in asked.demands])
    consent = (Consent, Consent.NOT_NEEDED) if asked.people is People.NONE else (Consent, ...)
    others: dict[str, Any] = {f"own_demands_{code}": (Prose, "") for code in LANGUAGES}
    others |= {f"addressee_{code}": (Line, "") for code in LANGUAGES}
    return create_model(
        f"LaunchOf{kind.name.title()}",
        __base__=(facts_form(kind), RiskForm),
        demands=(demands, Field(default_factory=list)),
        consent=consent,
        **others,
    )


def terms_of(key: str) -> list[str]:
    """The words of the stock for a fact, as ids."""
    prefix = f"{WORDS}."
    return [name.removeprefix(prefix) for name in shipped("en") if name.startswith(f"{prefix}{key}.")]


def _one_of(words: list[str]) -> Any:
    return Literal[tuple(words)]


def _several_of(words: list[str]) -> Any:
    return types.GenericAlias(list, (_one_of(words),))


def _fields_of(kind: LaunchKind) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    if kind.people is not People.NONE:
        fields["name"] = (Line, ... if kind.people is People.SUBJECT else "")
        fields |= {f"name_{code}": (Line, "") for code in LANGUAGES}
        fields |= {"name_accusative_ru": (Line, ""), "gender": (Gender, Gender.UNKNOWN), "others": (Prose, "")}
        fields |= {f"others_{code}": (Prose, "") for code in LANGUAGES}
    for asked in kind.asked:
        fields |= _fields_of_fact(asked)
    return fields


def _fields_of_fact(asked: Asked) -> dict[str, Any]:
    """One that is required may come as words of the stock or as one's own, which is checked together."""
    if asked.shape is Shape.CHOICE:
        choices = _one_of([key for key, _label, _status in asked.choices])
        return {asked.key: (choices, ...)}
    if asked.shape is Shape.NUMBER:
        return {asked.key: (Number, None)}
    if asked.shape is Shape.SEVERAL:
        terms = _several_of(terms_of(asked.key))
        own = f"{asked.key}_{OWN}"
        return {
            asked.key: (terms, Field(default_factory=list)),
            own: (Line, ""),
            **{f"{own}_{code}": (Line, "") for code in LANGUAGES},
        }
    first = (Line, ...) if asked.need is Need.REQUIRED else (Line, "")
    return {asked.key: first, **{f"{asked.key}_{code}": (Line, "") for code in LANGUAGES}}
