"""Forms of the letter's editor and of the supporter."""

from typing import Annotated, Literal

from pydantic import Field

from campaigns.letters.variants import Variant
from foundation.errors import BadInput
from foundation.text import clean_line
from foundation.web.fields import Country, Day, EmailAddress, PersonName, line, prose, worded
from foundation.web.forms import Form

MOST_LINES = 12
LONGEST_LINE = 200
MOST_COSIGNERS = 5


def _clean_lines(text: str) -> list[str]:
    lines = [clean_line(one, LONGEST_LINE) for one in text.replace("\r\n", "\n").split("\n") if one.strip()]
    if len(lines) > MOST_LINES:
        raise BadInput("Please give at most %(most)s lines.", most=MOST_LINES)
    return lines


def _clean_cosigners(text: str) -> list[str]:
    lines = _clean_lines(text)
    if len(lines) > MOST_COSIGNERS:
        raise BadInput("Please give at most %(most)s lines.", most=MOST_COSIGNERS)
    if any(";" not in one for one in lines):
        raise BadInput("Please put a semicolon between name and office, as in: Ada Example; President.")
    return lines


Short = Annotated[str, line(80)]
OneLine = Annotated[str, line(LONGEST_LINE)]
Own = Annotated[str, prose(2000)]
ListedLines = Annotated[str, worded(_clean_lines)]
"""One entry a line; checked it is a list of strings."""


class LetterForm(Form):
    """What an organiser sets for a letter of record. All of it may stay empty; the letter says what it still lacks."""

    seen: Annotated[str, line(64)] = ""
    language: Annotated[str, line(20)] = "en"
    subject: OneLine = ""
    own_words: Annotated[str, prose(4000)] = ""
    held_at: Annotated[str, line(500)] = ""
    urgency: Annotated[str, prose(1000)] = ""
    holder: Literal["unknown", "man", "woman"] = "unknown"
    signatory_name: PersonName = ""
    signatory_office: OneLine = ""
    contact_name: PersonName = ""
    contact_phone: Annotated[str, line(40)] = ""
    contact_email: EmailAddress = ""
    our_reference: Short = ""
    your_reference: Short = ""
    place: Annotated[str, line(100)] = ""
    dated_on: Day | None = None
    enclosures: ListedLines = ""
    copies: ListedLines = ""
    paper: Literal["", "a4", "letter"] = ""
    window: Literal["", "left", "right", "none"] = ""
    archived: Literal["", "yes", "no"] = ""
    postal_note: Annotated[str, line(40)] = ""
    cosigners: Annotated[str, worded(_clean_cosigners)] = ""
    with_pictures: list[Literal["yes"]] = Field(default_factory=list)
    template_id: Annotated[int | None, Field(ge=1, lt=2**63)] = None
    omitted: list[Annotated[str, line(100)]] = Field(default_factory=list)
    # What only some kinds ask (Declared.asks).
    intent: Literal["", "yes"] = ""
    complainant: Literal["", "national", "consultative", "affiliates", "none"] = ""
    standing: Own = ""
    asks_urgency: Literal["", "yes"] = ""
    steps: Own = ""
    conciliation: Literal["", "yes", "no"] = ""
    perpetrators: Own = ""
    consent: Literal["", "both", "government", "none"] = ""
    un_kind: Literal["", "urgent", "allegation", "law"] = ""
    reasons: Own = ""
    category: Literal["", "1", "2", "3", "4", "5"] = ""
    arrested_by: OneLine = ""
    quote: Annotated[str, prose(600)] = ""
    embargo: Day | None = None
    appeal_number: Annotated[str, line(20)] = ""
    act_until: Day | None = None
    local_salutation: Literal["", "yes"] = ""


class ConfirmAddressForm(Form):
    """The address as it was read, line by line, with the day and the page."""

    language: Annotated[str, line(20)] = "en"
    lines: Annotated[str, prose(1000)]
    confirmed_on: Day
    page: Annotated[str, line(2000)]


class SupporterForm(Form):
    """`sentence` is one of their own; nothing of it all is kept."""

    name: PersonName
    place: Annotated[str, line(60)]
    organisation: Annotated[str, line(100)] = ""
    language: Annotated[str, line(20)]
    sentence: Annotated[str, line(300)] = ""
    variant: Variant = Variant.FULL


class OwnMailForm(SupporterForm):
    """`country`: where somebody is who wants to send it from their own mailbox."""

    country: Country | None = None
