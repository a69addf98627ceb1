"""ILO instruments, who has ratified them, and articles of UN treaties: read once from data/conventions.yaml."""

import enum
from functools import lru_cache

from pydantic import Field

from campaigns.directory import read_data
from campaigns.offices.shapes import Entry
from foundation.errors import NotFound


class RatificationCheck(enum.StrEnum):
    """What stands behind a ratification: see the head of data/conventions.yaml."""

    VERIFIED = "verified"
    STATUS_OK = "status_ok"
    INFERRED = "inferred"
    UNVERIFIED = "unverified"

    @property
    def year_may_be_printed(self) -> bool:
        return self is RatificationCheck.VERIFIED


class RatificationStatus(enum.StrEnum):
    RATIFIED = "ratified"
    NOT_RATIFIED = "not_ratified"
    UNKNOWN = "unknown"


class Instrument(Entry):
    """A Convention or Protocol, `C087`; `governance` and `fundamental` as the ILO counts them."""

    id: str
    number: int
    year: int
    kind: str
    fundamental: bool = False
    fundamental_since: int | None = None
    governance: bool = False
    principle: str = ""
    title: dict[str, str]
    title_variants: dict[str, tuple[str, ...]] = Field(default_factory=dict)

    def title_in(self, language: str) -> str:
        return self.title.get(language) or self.title["en"]


class Ratification(Entry):
    status: RatificationStatus
    year: int | None = None
    date: str = ""
    check: RatificationCheck
    source: str = ""
    note: str = ""


class OtherRatification(Entry):
    country: str
    instrument: str
    date: str
    check: RatificationCheck
    source_text: str


class TreatyArticle(Entry):
    id: str
    instrument: str
    year: int
    article: str
    gist: dict[str, str]


class Accession(Entry):
    date: str
    check: RatificationCheck


class TreatyParty(Entry):
    ICCPR: Accession
    ICESCR: Accession
    note: str = ""


class Conventions(Entry):
    compiled: str
    authority: str
    counting: str
    titles_check: str
    sources: dict[str, str]
    instruments: tuple[Instrument, ...]
    ratifications: dict[str, dict[str, Ratification]]
    other_ratifications: tuple[OtherRatification, ...]
    un_articles: tuple[TreatyArticle, ...]
    un_parties: dict[str, TreatyParty]

    def instrument(self, instrument_id: str) -> Instrument:
        """Raises NotFound."""
        for instrument in self.instruments:
            if instrument.id == instrument_id:
                return instrument
        raise NotFound("The directory has no instrument “%(instrument)s”.", instrument=instrument_id)

    def ratification(self, country: str, instrument_id: str) -> Ratification | None:
        """None where the directory says nothing of that country and instrument."""
        return self.ratifications.get(country, {}).get(instrument_id)

    @property
    def ids(self) -> frozenset[str]:
        """Of instruments and treaty articles, as laws of a campaign may name them."""
        return frozenset({entry.id for entry in self.instruments} | {entry.id for entry in self.un_articles})


@lru_cache
def load_conventions() -> Conventions:
    return Conventions.model_validate(read_data("conventions.yaml"))
