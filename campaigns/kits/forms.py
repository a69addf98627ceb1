"""What partners type on their own pages."""

from typing import Annotated, Literal

from campaigns.register.models import ReplyKind, Way
from foundation.errors import BadInput
from foundation.text import clean_prose
from foundation.web.fields import Day, EmailAddress, PersonName, line, prose, worded
from foundation.web.forms import Form, Upload
from foundation.web.language import PAPER_LANGUAGES, mark
from foundation.web.posting_once import OnceForm

MOST_LINES = 6
TOO_MANY_LINES = mark("At most %(most)s lines, please.")


def _address_lines(text: str) -> str:
    lines = [row.strip() for row in clean_prose(text, 500).splitlines() if row.strip()]
    if len(lines) > MOST_LINES:
        raise BadInput(TOO_MANY_LINES, most=MOST_LINES)
    return "\n".join(lines)


class LetterheadForm(Form):
    name: Annotated[str, line(200)]
    address: Annotated[str, worded(_address_lines)]
    email: EmailAddress = ""
    phone: Annotated[str, line(40)] = ""
    website: Annotated[str, line(200)] = ""
    signatory_name: PersonName
    signatory_office: Annotated[str, line(200)]
    place: Annotated[str, line(100)]
    language: Literal[PAPER_LANGUAGES]  # type: ignore[valid-type]  # the literal is made of the languages of letters


class PartnerLogoForm(Form):
    logo: Upload


class WeSentForm(OnceForm):
    way: Way
    sent_on: Day


class TheyAnsweredForm(OnceForm):
    kind: ReplyKind
    received_on: Day
    summary: Annotated[str, prose(4000)]
    scan: Upload | None = None
