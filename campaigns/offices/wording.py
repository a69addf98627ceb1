"""Words of the directory: kinds of offices, fields, states, and values as people read them."""

from collections.abc import Callable
from typing import Any

from babel import Locale

from campaigns.models.partial_date import PartialDate
from campaigns.offices.models import ChangeState
from campaigns.offices.shapes import Address
from foundation.web.formats import country_name
from foundation.web.language import current_language, gettext, mark

KINDS = {
    "head_of_state": mark("Head of state"),
    "head_of_government": mark("Head of government"),
    "minister": mark("Minister"),
    "prosecutor_general": mark("Prosecutor"),
    "speaker": mark("Speaker of a parliament"),
    "ombudsman": mark("Ombudsman"),
    "ambassador": mark("Ambassador"),
    "court": mark("Court"),
    "company": mark("Company"),
    "io_head": mark("Head of an international organisation"),
    "un_experts": mark("UN experts"),
    "union": mark("Union organisation"),
}
FIELDS = {
    "country": mark("Country"),
    "organisation": mark("Organisation"),
    "profile": mark("Kind of office"),
    "title": mark("Titles"),
    "dative": mark("Titles in the dative"),
    "members": mark("Offices it is made of"),
    "salutation": mark("Own salutations"),
    "address": mark("Address"),
    "address_of": mark("Shares the address of"),
    "other_readings": mark("Other sources"),
    "check": mark("How sure the address is"),
    "source": mark("Read in"),
    "checked": mark("Checked elsewhere"),
    "contact": mark("E-mail, telephone, web"),
    "holders": mark("Holders"),
    "petition_rules": mark("Rules for petitions"),
    "note": mark("Note"),
    "fictitious": mark("Made up"),
}
STATES = {
    ChangeState.PROPOSED: mark("Waits for a second person"),
    ChangeState.ACCEPTED: mark("Accepted"),
    ChangeState.DECLINED: mark("Declined"),
    ChangeState.WITHDRAWN: mark("Withdrawn"),
    ChangeState.UNDONE: mark("Undone"),
}
CHECKS = {
    "sourced": mark("Read in a source"),
    "conflict": mark("Sources disagree"),
    "unverified": mark("Not verified"),
}
GENDERS = {"man": mark("A man"), "woman": mark("A woman"), "unknown": mark("Not known")}
_CONTACT = {
    "email": mark("E-mail"),
    "email_note": mark("Note on the e-mail address"),
    "emails_unverified": mark("E-mail, not verified"),
    "tel": mark("Telephone"),
    "fax": mark("Fax"),
    "web": mark("Website"),
}
_SALUTATION = {
    "man": mark("to a man"),
    "woman": mark("to a woman"),
    "unknown": mark("holder not known"),
    "closing": mark("closing"),
}


def language_said(code: str) -> str:
    """The name of a language in the one being spoken."""
    return str(Locale.parse(current_language()).languages.get(code, code))


def kind_said(profile: str) -> str:
    return gettext(KINDS.get(profile, profile))


def field_said(name: str) -> str:
    return gettext(FIELDS.get(name, name))


def value_lines(name: str, value: Any) -> list[str]:
    """A field as a file has it, line by line for people; nothing where it is empty."""
    if value in (None, "", [], {}):
        return []
    if name in _SAID:
        return _SAID[name](value)
    if name in ("title", "dative"):
        return [f"{language_said(code)}: {text}" for code, text in value.items()]
    if isinstance(value, dict):
        return [f"{key}: {', '.join(inner) if isinstance(inner, list) else inner}" for key, inner in value.items()]
    return [str(entry) for entry in value] if isinstance(value, list) else [str(value)]


def holder_line(holder: dict[str, Any]) -> str:
    names = holder["name"]
    name = names.get(current_language()) or next(iter(names.values()), "")
    ends = [PartialDate.parse(holder.get(end, "")).in_words(current_language()) for end in ("since", "until")]
    span = " – ".join(end or "…" for end in ends) if any(ends) else ""
    gender = gettext(GENDERS[holder["gender"]]) if holder.get("gender") else ""
    return ", ".join(part for part in (name, gender, span) if part)


def _salutation(code: str, own: Any) -> list[str]:
    words = {"unknown": own} if isinstance(own, str) else own
    return [f"{language_said(code)}, {gettext(_SALUTATION[name])}: {text}" for name, text in words.items()]


def change_of(name: str, before: Any, after: Any) -> tuple[list[str], list[str]]:
    """The lines that go and those that come; what stays the same in a long entry is in neither."""
    gone, come = value_lines(name, before), value_lines(name, after)
    if name == "address":
        return gone, come
    return [line for line in gone if line not in come], [line for line in come if line not in gone]


def _read_in(value: dict[str, Any]) -> str:
    """`https://…, 5 July 2023`"""
    day = str(value.get("date") or value.get("on") or "")
    words = PartialDate.parse(day).in_words(current_language())
    return ", ".join(part for part in (str(value.get("text") or value.get("page") or ""), words) if part)


def _reading(reading: dict[str, Any]) -> str:
    address = ", ".join(Address.model_validate(reading["address"]).printed) if reading.get("address") else ""
    said = " ".join(part for part in (address, reading.get("says", "")) if part)
    return f"{said} ({_read_in({'text': reading['source'], 'date': reading.get('date', '')})})"


def _way(name: str, to: str | list[str]) -> str:
    return f"{gettext(_CONTACT[name])}: {', '.join(to) if isinstance(to, list) else to}"


_SAID: dict[str, Callable[[Any], list[str]]] = {
    "country": lambda value: [country_name(value)],
    "profile": lambda value: [kind_said(value)],
    "check": lambda value: [gettext(CHECKS[value])],
    "address": lambda value: list(Address.model_validate(value).printed),
    "salutation": lambda value: [line for code, own in value.items() for line in _salutation(code, own)],
    "source": lambda value: [_read_in(value)],
    "checked": lambda value: [_read_in(value)],
    "contact": lambda value: [_way(name, to) for name, to in value.items()],
    "holders": lambda value: [holder_line(holder) for holder in value],
    "other_readings": lambda value: [_reading(reading) for reading in value],
}
