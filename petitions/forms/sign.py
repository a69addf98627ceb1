"""What supporters send."""

import re
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from foundation.errors import BadInput
from foundation.web.fields import Country, EmailAddress, OrganisationName, PersonName, worded
from foundation.web.forms import Form
from foundation.web.language import LANGUAGES, mark
from foundation.web.tongues import TONGUES
from petitions.models.signature import AddresseeVisibility, WebVisibility

LONGEST_UNSEEN = 1000
PARTNER_CODE = re.compile(r"[A-Za-z0-9_-]{1,40}")

MUST_AGREE = mark("Please tick this box. Without your agreement we may not keep or count your signature.")


def partner_code(given: Any) -> str:
    """What came along in a link. Nobody typed it, so a wrong one is no reason to stop somebody."""
    return given if isinstance(given, str) and PARTNER_CODE.fullmatch(given) else ""


def _as_sent(given: Any) -> str:
    """What no reader sees or types: whatever comes, it is no reason to stop somebody."""
    return given[:LONGEST_UNSEEN] if isinstance(given, str) else ""


def _spoken_language(given: Any) -> str:
    return given if isinstance(given, str) and given in LANGUAGES else ""


def _read_language(given: Any) -> str:
    return given if isinstance(given, str) and given in TONGUES else ""


def _must_agree(agreed: bool) -> bool:
    if not agreed:
        raise BadInput(MUST_AGREE)
    return agreed


class SignForm(Form):
    name: PersonName
    email: EmailAddress
    country: Country
    organisation: OrganisationName = ""
    web_visibility: WebVisibility = WebVisibility.NONE
    addressee_visibility: AddresseeVisibility = AddresseeVisibility.COUNTED
    agree_count: Annotated[bool, worded(_must_agree), Field(validate_default=True)] = False
    agree_updates: bool = False
    agree_list: bool = False
    agree_partner: bool = False
    language: Annotated[str, BeforeValidator(_spoken_language)] = ""
    # What the text stood in, where the page could not speak it.
    read: Annotated[str, BeforeValidator(_read_language)] = ""
    via: Annotated[str, BeforeValidator(partner_code)] = ""
    # A trap: nobody sees it, and machines fill it in. Then when the form was made, and the proof of work.
    homepage: Annotated[str, BeforeValidator(_as_sent)] = ""
    stamp: Annotated[str, BeforeValidator(_as_sent)] = ""
    altcha: Annotated[str, BeforeValidator(_as_sent)] = ""


class NotMeForm(Form):
    """`only_this`: something else that was entered with the address is to stay."""

    only_this: bool = False


class ConfirmForm(Form):
    """`again`: the link has expired, and a new mail is wished for."""

    again: bool = False
