"""Offices that campaigns write to and how they are addressed: the product's own data, from data/addressees.yaml.

With what people of this installation corrected it is campaigns/offices/merged.py.

    office = load_directory().office("kz-president")
    office.title_in("ru"), office.addressed_in("ru")      # Президент …, Президенту …
    directory.salutation(office, "ru", Holder.UNKNOWN)    # Ваше Превосходительство!
    directory.closing(office, "fr", Holder.MAN)           # Veuillez agréer, Monsieur le …
    directory.address_of(office)                          # None, or an Address that nobody may have confirmed

Whether an address may stand on a letter of record is asked in campaigns/addresses.py.
"""

from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from campaigns.offices.shapes import Address, Country, Entry, Holder, LocalSalutation, Office, Salutation
from foundation.errors import NotFound

DATA = Path(__file__).parent / "data"


class Directory(Entry):
    salutations: dict[str, dict[str, Salutation]]
    local_salutations: dict[str, LocalSalutation]
    salutation_sources: tuple[str, ...]
    countries: dict[str, Country]
    offices: tuple[Office, ...]
    readers: tuple[Office, ...] = ()
    compiled: str

    @property
    def by_id(self) -> dict[str, Office]:
        return {office.id: office for office in self.offices}

    def office(self, office_id: str) -> Office:
        """One of the offices, or of the `readers` of letters that go to no office. Raises NotFound."""
        found = self.by_id.get(office_id) or next((one for one in self.readers if one.id == office_id), None)
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
        return (own and own.for_holder(holder)) or self.profile(office, language).for_holder(holder)

    def closing(self, office: Office, language: str, holder: Holder = Holder.UNKNOWN) -> str:
        """French repeats the salutation in it."""
        own = office.salutation.get(language)
        closing = (own and own.closing) or self.profile(office, language).closing
        return closing.replace("{salutation}", self.salutation(office, language, holder))

    def needs_gender(self, office: Office, language: str) -> bool:
        """Where the form for an unknown holder would guess, or prints two forms with a stroke between them."""
        unknown = self.salutation(office, language)
        man, woman = (self.salutation(office, language, holder) for holder in (Holder.MAN, Holder.WOMAN))
        return "/" in unknown or (man != woman and unknown in (man, woman))

    def profile(self, office: Office, language: str) -> Salutation:
        by_language = self.salutations[office.profile]
        return by_language.get(language) or by_language["en"]

    def speaks(self, office: Office, language: str) -> bool:
        """Whether title and salutation are known in that language."""
        own = office.salutation.get(language)
        is_its_own = bool(own and own.closing and own.unknown)
        return language in office.title and (is_its_own or language in self.salutations[office.profile])


@lru_cache
def load_directory() -> Directory:
    return Directory.model_validate(read_data("addressees.yaml"))


def read_data(name: str) -> dict[str, Any]:
    """A file of the product's own data; libyaml reads it ten times as fast where it is there."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    content: dict[str, Any] = yaml.load((DATA / name).read_text(encoding="utf-8"), Loader=loader)  # noqa: S506  # both are safe loaders
    return content | {"compiled": str(content["compiled"])}
