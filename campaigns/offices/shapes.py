"""The shapes of the directory: an office with its titles, addresses, salutations and holders. Frozen; no database."""

import enum
from datetime import date
from typing import Any

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    SerializerFunctionWrapHandler,
    model_serializer,
    model_validator,
)

from campaigns.models.partial_date import PartialDate


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


class Reading(Entry):
    """What another source has: an address of its own, or words about it."""

    address: Address | None = None
    says: str = ""
    source: str
    date: str = ""


class Salutation(Entry):
    """`man`, `woman`, `unknown` open a letter; `address` heads its address block; both may hold `{country}`."""

    address: str = ""
    man: str = ""
    woman: str = ""
    unknown: str
    closing: str

    def for_holder(self, holder: Holder) -> str:
        return {Holder.MAN: self.man, Holder.WOMAN: self.woman}.get(holder) or self.unknown


class OwnSalutation(Entry):
    """Of one office in one language, where it differs from the others of its profile; a bare text is for anybody."""

    man: str = ""
    woman: str = ""
    unknown: str = ""
    closing: str = ""

    @model_validator(mode="before")
    @classmethod
    def _bare(cls, value: Any) -> Any:
        return {"unknown": value} if isinstance(value, str) else value

    @model_serializer(mode="wrap")
    def _short(self, handler: SerializerFunctionWrapHandler) -> Any:
        written = {name: text for name, text in handler(self).items() if text}
        return self.unknown if set(written) == {"unknown"} else written

    def for_holder(self, holder: Holder) -> str:
        return {Holder.MAN: self.man, Holder.WOMAN: self.woman}.get(holder) or self.unknown


class OfficeHolder(Entry):
    """Who held the office from–to, each a day, month or year; empty where it is not known or goes on."""

    name: dict[str, str]
    gender: Holder = Holder.UNKNOWN
    since: str = ""
    until: str = ""
    source: str = ""

    def name_in(self, language: str) -> str:
        return self.name.get(language) or self.name.get("en") or next(iter(self.name.values()), "")

    def held_on(self, day: date) -> bool:
        first = PartialDate.parse(self.since).first_day
        last = PartialDate.parse(self.until).last_day
        return (first is None or first <= day) and (last is None or day <= last)


class Checked(Entry):
    """That somebody looked the address up elsewhere, as an exported file says it; it confirms nothing here."""

    on: str
    page: str
    lines: tuple[str, ...] = ()


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
    """`check` speaks of its address. `members` are the offices that a joint one is made of, `other_readings` sources
    that contradict. `fictitious` ones belong to the example campaign of a made-up country."""

    id: str
    country: str | None = None
    organisation: str = ""
    profile: str
    title: dict[str, str]
    dative: dict[str, str] = Field(default_factory=dict)
    members: tuple[str, ...] = ()
    salutation: dict[str, OwnSalutation] = Field(default_factory=dict)
    address: Address | None = None
    address_of: str | None = None
    other_readings: tuple[Reading, ...] = ()
    check: Check
    source: Source | None = None
    checked: Checked | None = None
    contact: Contact | None = None
    holders: tuple[OfficeHolder, ...] = ()
    petition_rules: str = ""
    note: str = ""
    fictitious: bool = False

    def title_in(self, language: str) -> str:
        return self.title.get(language) or self.title["en"]

    def addressed_in(self, language: str) -> str:
        """For the address block: in the dative where the language has one."""
        return self.dative.get(language) or self.title_in(language)

    def holder_on(self, day: date) -> OfficeHolder | None:
        """The last of those who may have held it then."""
        return next((holder for holder in reversed(self.holders) if holder.held_on(day)), None)

    def written(self) -> dict[str, Any]:
        """As a file has it, without what says nothing."""
        return self.model_dump(mode="json", exclude_defaults=True)
