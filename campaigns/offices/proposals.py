"""What each form of the directory proposes: fields of an office as its file writes them."""

import re
from collections.abc import Callable
from typing import Any

from campaigns.offices import forms
from campaigns.offices.merged import Written
from campaigns.offices.shapes import Office

Changed = dict[str, Any]
LANGUAGES = ("en", "fr", "es", "ru")


def of_address(given: forms.AddressForm, office: Office) -> Changed:
    """The address before it stays as another reading where that was ticked; then the sources disagree."""
    written = office.written()
    others = list(written.get("other_readings", []))
    if given.keep_other and office.address and written["address"] != address_of(given):
        before = office.source.text if office.source else office.address.source
        reading: Written = {"address": written["address"], "source": before or "–"}
        others.append(reading | ({"date": office.source.date} if office.source and office.source.date else {}))
    return {
        "address": address_of(given),
        "address_of": None,
        "source": {"text": given.page, "date": given.read_on.isoformat()},
        "check": "conflict" if given.keep_other and others else "sourced",
        "other_readings": others or None,
    }


def of_reading(given: forms.ReadingForm, office: Office) -> Changed:
    date = {"date": given.published} if given.published != "unknown" else {}
    reading = {"says": given.says, "source": given.page} | date
    return {"other_readings": [*office.written().get("other_readings", []), reading], "check": "conflict"}


def of_titles(given: forms.TitlesForm, office: Office) -> Changed:
    """An emptied field takes the title in that language away; other languages stay."""
    title = {code: text for code, text in office.title.items() if code not in LANGUAGES}
    title |= {code: text for code in LANGUAGES if (text := getattr(given, f"title_{code}"))}
    dative = {code: text for code, text in office.dative.items() if code != "ru"}
    if given.dative_ru:
        dative["ru"] = given.dative_ru
    if given.other_language and given.other_title:
        title[given.other_language] = given.other_title
        if given.other_dative:
            dative[given.other_language] = given.other_dative
    return {"title": title, "dative": dative or None}


def of_salutation(given: forms.SalutationForm, office: Office) -> Changed:
    """All empty: the office is addressed as others of its kind are."""
    words = {name: text for name in ("man", "woman", "unknown", "closing") if (text := getattr(given, name))}
    others = {code: own for code, own in office.written().get("salutation", {}).items() if code != given.language}
    bare: Any = words["unknown"] if set(words) == {"unknown"} else words
    return {"salutation": (others | {given.language: bare} if words else others) or None}


def of_holder(given: forms.HolderForm, office: Office) -> Changed:
    """A new holder ends the time of the one before; an entry without a name is taken out."""
    holders: list[Written] = list(office.written().get("holders", []))
    name = {code: text for code in ("en", "ru") if (text := getattr(given, f"name_{code}"))}
    made: Written = {"name": name}
    made |= {"gender": given.gender.value} if given.gender.value != "unknown" else {}
    made |= {end: day for end in ("since", "until") if (day := getattr(given, end)) != "unknown"}
    made |= {"source": given.page} if given.page else {}
    if given.instead_of is not None and given.instead_of < len(holders):
        holders[given.instead_of : given.instead_of + 1] = [made] if name else []
    elif name:
        if holders and "until" not in holders[-1] and "since" in made:
            holders[-1] = holders[-1] | {"until": made["since"].split("/")[0]}
        holders.append(made)
    return {"holders": holders or None}


def of_details(given: forms.DetailsForm, office: Office) -> Changed:
    contact = {name: text for name in ("email", "email_note", "tel", "fax", "web") if (text := getattr(given, name))}
    if office.contact and office.contact.emails_unverified:
        contact["emails_unverified"] = list(office.contact.emails_unverified)
    return {
        "profile": given.profile,
        "country": given.country,
        "organisation": given.organisation or None,
        "contact": contact or None,
        "check": given.check.value,
        "petition_rules": given.petition_rules or None,
        "note": given.note or None,
    }


def of_new(given: forms.NewOfficeForm, taken: frozenset[str]) -> tuple[str, Changed]:
    """The new office's id and its fields."""
    title = {"en": given.title_en} | ({"ru": given.title_ru} if given.title_ru else {})
    members = [member for member in (given.first_member, given.second_member) if member]
    changed: Changed = {
        "profile": given.profile,
        "title": title,
        "dative": {"ru": given.dative_ru} if given.dative_ru else None,
        "country": given.country,
        "organisation": given.organisation or None,
        "members": members or None,
        "check": "sourced" if given.city and given.page else "unverified",
        "address": address_of(given) if given.city else None,
    }
    if given.page and given.read_on:
        changed["source"] = {"text": given.page, "date": given.read_on.isoformat()}
    wanted = {name: value for name, value in changed.items() if value is not None}
    return _free_id(given, taken), wanted


def address_of(given: Any) -> Written:
    address = {"lines": given.lines or [], "postcode": given.postcode, "city": given.city}
    country = {"country_line": given.country_line.upper()} if given.country_line else {}
    return {name: value for name, value in address.items() if value} | country


def _free_id(given: forms.NewOfficeForm, taken: frozenset[str]) -> str:
    """`ee-minister-of-justice`: readable in an address and in a file."""
    stem = f"{given.country or 'own'}-{given.title_en}".lower()
    slug = re.sub(r"[^a-z0-9]+", "-", stem).strip("-")[:60].strip("-")
    return next(key for key in (slug, *(f"{slug}-{number}" for number in range(2, 10_000))) if key not in taken)


PARTS: dict[str, tuple[type[forms.ProposalForm], Callable[[Any, Office], Changed]]] = {
    "address": (forms.AddressForm, of_address),
    "reading": (forms.ReadingForm, of_reading),
    "titles": (forms.TitlesForm, of_titles),
    "salutation": (forms.SalutationForm, of_salutation),
    "holder": (forms.HolderForm, of_holder),
    "details": (forms.DetailsForm, of_details),
}


def typed(part: str, office: Office, language: str) -> dict[str, Any]:
    """What stands in the form to begin with."""
    if part == "address":
        address = office.address
        return (
            {
                "lines": "\n".join(address.lines),
                "postcode": address.postcode,
                "city": address.city,
                "country_line": address.country_line,
            }
            if address
            else {}
        )
    if part == "titles":
        return {f"title_{code}": office.title.get(code, "") for code in LANGUAGES} | {
            "dative_ru": office.dative.get("ru", "")
        }
    if part == "salutation":
        own = office.salutation.get(language)
        return {"language": language} | (own.model_dump() if own and not isinstance(own.model_dump(), str) else {})
    if part == "details":
        contact = office.contact.model_dump() if office.contact else {}
        plain = ("profile", "country", "organisation", "petition_rules", "note")
        return {name: getattr(office, name) or "" for name in plain} | contact | {"check": office.check.value}
    return {}
