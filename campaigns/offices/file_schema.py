"""A file of the directory, in the shape of the one that comes with the product."""

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator

from campaigns.files.fields import Country, Day, Key, Language, MaybeWord, Passage, Texts, Truth, Word, refusal
from campaigns.files.linking import Part
from campaigns.models.partial_date import PartialDate
from campaigns.offices.shapes import Check, Holder
from foundation.web.language import mark

FORMAT = "solidarity-directory/1"


def _partial(value: str) -> str:
    try:
        date = PartialDate.parse(value)
    except ValueError:
        raise refusal(
            mark("“%(value)s” is not a date: write 2019-11-14, 2019-11, 2019, two of these joined by /, or unknown."),
            value=value[:40],
        ) from None
    return str(date) if date.is_known else ""


def _bare(value: Any) -> Any:
    """A bare text is the salutation for anybody."""
    return {"unknown": value} if isinstance(value, str) else value


When = Annotated[str, AfterValidator(_partial)]


class AddressPart(Part):
    lines: list[Word] = []
    postcode: MaybeWord = ""
    city: Word
    country_line: MaybeWord = ""
    source: Passage = ""
    date: When = ""


class SourcePart(Part):
    text: Passage
    date: When = ""


class ReadingPart(Part):
    address: AddressPart | None = None
    says: Passage = ""
    source: Passage
    date: When = ""


class CheckedPart(Part):
    on: Day
    page: Passage
    lines: list[Word] = []


class ContactPart(Part):
    email: MaybeWord = ""
    email_note: Passage = ""
    emails_unverified: list[Word] = []
    tel: MaybeWord = ""
    fax: MaybeWord = ""
    web: Passage = ""


class SalutationPart(Part):
    man: MaybeWord = ""
    woman: MaybeWord = ""
    unknown: MaybeWord = ""
    closing: MaybeWord = ""


class HolderPart(Part):
    name: Texts
    gender: Holder = Holder.UNKNOWN
    since: When = ""
    until: When = ""
    source: Passage = ""


class OfficePart(Part):
    id: Key
    country: Country | None = None
    organisation: MaybeWord = ""
    profile: Key
    title: Texts
    dative: Texts = {}
    members: list[Key] = []
    salutation: dict[Language, Annotated[SalutationPart, BeforeValidator(_bare)]] = {}
    address: AddressPart | None = None
    address_of: Key | None = None
    other_readings: list[ReadingPart] = []
    check: Check
    source: SourcePart | None = None
    checked: CheckedPart | None = None
    contact: ContactPart | None = None
    holders: list[HolderPart] = []
    petition_rules: Passage = ""
    note: Passage = ""
    fictitious: Truth = False


class DirectoryFile(Part):
    """Only offices: salutations of a kind of office and names of countries come with the product."""

    format: Literal["solidarity-directory/1"]
    compiled: Day | None = None
    offices: list[OfficePart] = []
