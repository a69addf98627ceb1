"""What somebody typed and chose, checked, before it is a row. Making it touches no database."""

from dataclasses import dataclass
from functools import cached_property

from petitions.models.consent import ConsentKind
from petitions.models.envelope import Person
from petitions.models.judgement import NOTHING_AGAINST, Signals
from petitions.models.signature import AddresseeVisibility, WebVisibility
from petitions.models.texts import version_of


@dataclass(frozen=True)
class Words:
    """Words in a language, as the page showed them."""

    text: str
    language: str

    @cached_property
    def version(self) -> str:
        return version_of(self.text, self.language)


@dataclass(frozen=True)
class Typed:
    person: Person
    country: str
    language: str
    signed_words: Words
    consents: dict[ConsentKind, Words]
    web_visibility: WebVisibility = WebVisibility.NONE
    addressee_visibility: AddresseeVisibility = AddresseeVisibility.COUNTED
    via: str = ""
    signals: Signals = NOTHING_AGAINST
    # The reference of the signature that is to move to this address.
    replaces: int | None = None

    @property
    def text_version(self) -> str:
        return self.signed_words.version

    @property
    def wants_news(self) -> bool:
        return any(kind.needs_the_address for kind in self.consents)
