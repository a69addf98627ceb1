"""Offices that campaigns write to and how they are addressed: the product's own data, from data/addressees.yaml.

    office = load_directory().office("kz-president")
    office.title_in("ru"), office.addressed_in("ru")      # Президент …, Президенту …
    directory.salutation(office, "ru", Holder.UNKNOWN)    # Ваше Превосходительство!
    directory.closing(office, "fr", Holder.MAN)           # Veuillez agréer, Monsieur le …
    directory.address_of(office)                          # None, or an Address that nobody may have confirmed

Whether an address may stand on a letter of record is asked in campaigns/addresses.py.
"""

import enum
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict, Field

from foundation.errors import NotFound

DATA = Path(__file__).parent / "data"


class Check(enum.StrEnum):
    """How far an address of the directory can be trusted."""

    SOURCED = "sourced"
    CONFLICT = "conflict"
    UNVERIFIED = "unverified"


class Holder(enum.StrEnum):
    """Who holds the office, as far as grammar asks."""

    MAN = "man"
    WOMAN = "woman"
    UNKNOWN = "unknown"


class Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Address(Entry):
    lines: tuple[str, ...] = ()
    postcode: str = ""
    city: str
    country_line: str = ""
    source: str = ""
    date: str = ""

    @property
    def printed(self) -> tuple[str, ...]:
        """Line by line as on an envelope, the country last."""
        parts = (self.city, self.postcode) if self.country_line == "UNITED STATES" else (self.postcode, self.city)
        return (*self.lines, " ".join(part for part in parts if part), *filter(None, (self.country_line,)))

    @property
    def city_and_country(self) -> tuple[str, ...]:
        """All that a supporter's letter carries of an address nobody has confirmed."""
        return tuple(filter(None, (self.city, self.country_line)))

    @property
    def is_complete(self) -> bool:
        return bool(self.lines)


class Source(Entry):
    text: str
    date: str = ""


class Contact(Entry):
    email: str = ""
    email_note: str = ""
    emails_unverified: tuple[str, ...] = ()
    tel: str = ""
    fax: str = ""
    web: str = ""


class Salutation(Entry):
    """`man`, `woman`, `unknown` open a letter; `address` heads its address block; both may hold `{country}`."""

    address: str = ""
    man: str = ""
    woman: str = ""
    unknown: str
    closing: str

    def for_holder(self, holder: Holder) -> str:
        return {Holder.MAN: self.man, Holder.WOMAN: self.woman}.get(holder) or self.unknown


class LocalSalutation(Entry):
    president_man: str = ""
    minister_man: str = ""
    excellency: str = ""
    closing: str
    check: Check


class Country(Entry):
    """`genitive` serves «Президенту Республики …»; `letter_languages` are those its offices answer in."""

    name: dict[str, str]
    genitive: dict[str, str]
    capital: dict[str, str]
    capital_note: str = ""
    letter_languages: tuple[str, ...]
    institutional_names: dict[str, str] = Field(default_factory=dict)
    note: str = ""
    fictitious: bool = False


class Office(Entry):
    """`check` speaks of its address. `fictitious` ones belong to the example campaign of a made-up country."""

    id: str
    country: str | None = None
    organisation: str = ""
    profile: str
    title: dict[str, str]
    dative: dict[str, str] = Field(default_factory=dict)
    salutation: dict[str, str] = Field(default_factory=dict)
    address: Address | None = None
    address_of: str | None = None
    other_address: Address | None = None
    check: Check
    source: Source | None = None
    contact: Contact | None = None
    petition_rules: str = ""
    note: str = ""
    fictitious: bool = False

    def title_in(self, language: str) -> str:
        return self.title.get(language) or self.title["en"]

    def addressed_in(self, language: str) -> str:
        """For the address block: in the dative where the language has one."""
        return self.dative.get(language) or self.title_in(language)


class Directory(Entry):
    salutations: dict[str, dict[str, Salutation]]
    local_salutations: dict[str, LocalSalutation]
    salutation_sources: tuple[str, ...]
    countries: dict[str, Country]
    offices: tuple[Office, ...]
    compiled: str

    @property
    def by_id(self) -> dict[str, Office]:
        return {office.id: office for office in self.offices}

    def office(self, office_id: str) -> Office:
        """Raises NotFound."""
        found = self.by_id.get(office_id)
        if found is None:
            raise NotFound("The directory has no office “%(office)s”.", office=office_id)
        return found

    def offices_of(self, country: str) -> tuple[Office, ...]:
        return tuple(office for office in self.offices if office.country == country)

    def address_of(self, office: Office) -> Address | None:
        """Its own, or that of the office it shares one with."""
        return self.office(office.address_of).address if office.address_of else office.address

    def salutation(self, office: Office, language: str, holder: Holder = Holder.UNKNOWN) -> str:
        """In English where the directory does not know the language."""
        own = office.salutation.get(language)
        return own or self.profile(office, language).for_holder(holder)

    def closing(self, office: Office, language: str, holder: Holder = Holder.UNKNOWN) -> str:
        """French repeats the salutation in it."""
        return self.profile(office, language).closing.replace("{salutation}", self.salutation(office, language, holder))

    def profile(self, office: Office, language: str) -> Salutation:
        by_language = self.salutations[office.profile]
        return by_language.get(language) or by_language["en"]

    def speaks(self, office: Office, language: str) -> bool:
        """Whether title and salutation are known in that language."""
        return language in office.title and language in self.salutations[office.profile]


@lru_cache
def load_directory() -> Directory:
    return Directory.model_validate(read_data("addressees.yaml"))


def read_data(name: str) -> dict[str, Any]:
    """A file of the product's own data; libyaml reads it ten times as fast where it is there."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    content: dict[str, Any] = yaml.load((DATA / name).read_text(encoding="utf-8"), Loader=loader)  # noqa: S506  # both are safe loaders
    return content | {"compiled": str(content["compiled"])}
