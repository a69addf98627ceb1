"""How an office is addressed: by whoever holds it where the language has no form for anybody, and in the language of
its country as well where that is wished.
"""

import re
from dataclasses import dataclass
from datetime import date

from campaigns.directory import load_directory
from campaigns.letters.lacks import OPEN, SHUT, Gaps, Weight
from campaigns.letters.models import Letter
from campaigns.letters.typography import with_quotes
from campaigns.offices.shapes import Holder, Office
from foundation.web.language import mark

NO_GENDER = mark(
    "Say whether a man or a woman holds the office: this language has no form of address that fits anybody."
)
_BOTH = re.compile(r"(\w+?)(e?)\((\w+)\)")
"""`Director(a)`, `Presidente(a)`."""


@dataclass(frozen=True)
class Addressed:
    """`local` is the salutation in a language of the country, empty unless it was asked for."""

    holder: Holder
    salutation: str
    closing: str
    local: str


def holder_of(letter: Letter, office: Office, day: date) -> Holder:
    """As the letter says it; else whoever the directory has in that office on the letter's day."""
    if letter.holder not in ("", Holder.UNKNOWN):
        return Holder(letter.holder)
    known = office.holder_on(day)
    return known.gender if known else Holder.UNKNOWN


def needs_gender(office: Office, language: str) -> bool:
    return load_directory().needs_gender(office, language) or _has_two_forms(office.addressed_in(language))


def addressed(letter: Letter, office: Office, day: date, gaps: Gaps, *, asks: bool) -> Addressed:
    """Nobody's gender is guessed: it is asked for, or where nobody can be asked both forms stand."""
    directory, language = load_directory(), letter.language
    holder = holder_of(letter, office, day)
    salutation = directory.salutation(office, language, holder)
    if holder is Holder.UNKNOWN and needs_gender(office, language):
        both = [directory.salutation(office, language, one) for one in (Holder.MAN, Holder.WOMAN)]
        salutation = " / ".join(dict.fromkeys(both))
        if asks:
            gaps.note(Weight.LEAVES_DRAFT, NO_GENDER, field="holder")
            salutation = f"{OPEN}{salutation}{SHUT}"
    closing = directory.closing(office, language, holder)
    local = _local(letter, office, holder)
    return Addressed(holder, with_quotes(salutation, language), with_quotes(closing, language), local)


def by_holder(title: str, holder: Holder) -> str:
    """`Monsieur le … / Madame la …` and `Director(a)` say two forms; the one that fits is taken once it is known."""
    if holder is Holder.UNKNOWN:
        return title
    head, comma, tail = title.partition(", ")
    man, stroke, woman = head.partition(" / ")
    if stroke:
        return f"{woman if holder is Holder.WOMAN else man}{comma}{tail}"
    return _BOTH.sub(r"\1\3" if holder is Holder.WOMAN else r"\1\2", title)


def _has_two_forms(title: str) -> bool:
    return " / " in title.partition(", ")[0] or bool(_BOTH.search(title))


def local_salutation(office: Office, holder: Holder) -> str:
    """In the first language of the country that the directory has one of. Nobody has checked these forms."""
    directory = load_directory()
    country = directory.countries.get(office.country or "")
    for language in country.letter_languages if country and not office.organisation else ():
        forms = directory.local_salutations.get(language)
        if forms and office.profile == "head_of_state":
            return forms.president_man if holder is Holder.MAN else forms.excellency
        if forms and office.profile == "minister" and holder is Holder.MAN:
            return forms.minister_man
    return ""


def _local(letter: Letter, office: Office, holder: Holder) -> str:
    wished = (letter.answers or {}).get("local_salutation") == "yes"
    return local_salutation(office, holder) if wished else ""
