"""The shapes of a petition's JSON columns.

Campaigns push them; what is missing is empty, what is unknown is dropped.
"""

import hashlib
from datetime import date
from typing import Any

from pydantic import BaseModel, ConfigDict

from petitions.models.petition import Petition


class _Pushed(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)


class PetitionText(_Pushed):
    """`title` begins with a verb; `text` is Markdown; `addressee` names the office or offices, as a sentence would.
    `is_outdated`: a translation of what the original said before. `foreign`: language and words of what nobody has
    translated in it."""

    title: str = ""
    text: str = ""
    addressee: str = ""
    is_outdated: bool = False
    foreign: list[tuple[str, str]] = []


class Demand(_Pushed):
    """`label` is the original numbering, such as `3.`; `state_kind` is good, warn, bad or quiet. `language`: of its
    words, where a translation lacks; so has the summary below."""

    label: str = ""
    language: str = ""
    summary: str = ""
    actions: list[str] = []
    addressee: str = ""
    state_kind: str = "quiet"
    state_words: str = ""


class News(_Pushed):
    """`path` is where the whole of it stands, from the root of the site."""

    day: date
    title: str
    words: str = ""
    path: str = ""


class Letter(_Pushed):
    """One that a supporter may send; `to` is the office as an address block names it, `office` its part of the link."""

    office: str
    to: str


class Face(_Pushed):
    """A picture of whom it is about, with consent; `address` is where it lies, from the root of the site. `language`:
    of `alt`, which says what it shows."""

    name: str
    alt: str
    language: str
    credit: str = ""
    address: str
    to: str = ""


class Surroundings(_Pushed):
    """What stands around the text, in one language. `summary` is the story in two sentences; `controller` is who keeps
    the signers' data; `since` is what happened after an example from history; `country_names` by code are
    the campaign's own, for a country that is made up or that it calls otherwise."""

    campaign_title: str = ""
    summary: str = ""
    summary_language: str = ""
    addressed_to: str = ""
    controller: str = ""
    run_by: str = ""
    contact: str = ""
    demands: list[Demand] = []
    endorsers: list[str] = []
    updates: list[News] = []
    as_of: date | None = None
    since: list[str] = []
    country_names: dict[str, str] = {}
    letters: list[Letter] = []
    faces: list[Face] = []


def language_of(petition: Petition, wished: str) -> str:
    """The language the text is read in: the reader's, where there is a text, else the authoritative one."""
    return wished if wished in petition.texts else petition.original_language


def read_in(petition: Petition, reads: str, speaks: str) -> str:
    """What a reader wishes for who would rather read `reads`, on a page that speaks `speaks`."""
    return reads if reads in petition.texts else speaks


def text_in(petition: Petition, language: str) -> PetitionText:
    return PetitionText.model_validate(petition.texts.get(language_of(petition, language), {}))


def surroundings_language(petition: Petition, wished: str) -> str:
    return wished if wished in petition.surroundings else petition.original_language


def surroundings_in(petition: Petition, language: str) -> Surroundings:
    found: dict[str, Any] = petition.surroundings.get(surroundings_language(petition, language), {})
    return Surroundings.model_validate(found)


def words_of(text: PetitionText) -> str:
    """What is signed, as one text."""
    return f"{text.title}\n\n{text.addressee}\n\n{text.text}"


def version_of(words: str, language: str) -> str:
    """The same words have the same version, everywhere and always."""
    return hashlib.sha256(f"{language}\x00{words}".encode()).hexdigest()[:32]
