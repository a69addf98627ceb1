"""Forms of the directory. Every proposal may say where it was read and why."""

from typing import Annotated, Literal

from pydantic import Field

from campaigns.forms import PartialDateText, WebAddress
from campaigns.letters.forms import ListedLines
from campaigns.offices.shapes import Check, Holder
from foundation.web.fields import Country, Day, EmailAddress, Line, line, prose
from foundation.web.forms import Form, Upload

OfficeId = Annotated[str, line(80)]
Short = Annotated[str, line(80)]
Note = Annotated[str, prose(4000)]
LanguageCode = Annotated[str, Field(pattern=r"^[a-z]{2,3}$")]


class ProposalForm(Form):
    reason: Line = ""


class AddressForm(ProposalForm):
    lines: ListedLines = ""
    postcode: Short = ""
    city: Short
    country_line: Short
    page: WebAddress
    read_on: Day
    keep_other: bool = False


class ReadingForm(ProposalForm):
    says: Note
    page: WebAddress
    published: PartialDateText = "unknown"


class TitlesForm(ProposalForm):
    title_en: Line
    title_fr: Line = ""
    title_es: Line = ""
    title_ru: Line = ""
    dative_ru: Line = ""
    other_language: LanguageCode | None = None
    other_title: Line = ""
    other_dative: Line = ""


class SalutationForm(ProposalForm):
    language: LanguageCode
    man: Line = ""
    woman: Line = ""
    unknown: Line = ""
    closing: Line = ""


class HolderForm(ProposalForm):
    """`instead_of` is the place of the entry that this one corrects, or none for a new holder."""

    instead_of: Annotated[int, Field(ge=0, le=999)] | None = None
    name_en: Line = ""
    name_ru: Line = ""
    gender: Holder = Holder.UNKNOWN
    since: PartialDateText = "unknown"
    until: PartialDateText = "unknown"
    page: WebAddress = ""


class DetailsForm(ProposalForm):
    profile: Short
    country: Country | None = None
    organisation: Line = ""
    email: EmailAddress = ""
    email_note: Line = ""
    tel: Annotated[str, line(40)] = ""
    fax: Annotated[str, line(40)] = ""
    web: WebAddress = ""
    check: Check = Check.UNVERIFIED
    petition_rules: Note = ""
    note: Note = ""


class NewOfficeForm(ProposalForm):
    title_en: Line
    title_ru: Line = ""
    dative_ru: Line = ""
    profile: Short
    country: Country | None = None
    organisation: Line = ""
    first_member: OfficeId = ""
    second_member: OfficeId = ""
    lines: ListedLines = ""
    postcode: Short = ""
    city: Short = ""
    country_line: Short = ""
    page: WebAddress = ""
    read_on: Day | None = None


class DecisionForm(Form):
    decision: Line = ""


class AloneForm(Form):
    why_alone: Line


class DeclineForm(Form):
    decision: Line


class FileForm(Form):
    """`content` is the file of a dry run, sent along so that it need not be chosen again."""

    file: Upload | None = None
    content: Annotated[str, Field(max_length=2 * 1024 * 1024)] = ""
    act: Literal["look", "propose"] = "look"
