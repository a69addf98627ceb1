"""How kinds, states and languages are called, and by which words an imported list may call them."""

import re
from collections.abc import Iterable
from contextlib import suppress
from functools import lru_cache
from zoneinfo import available_timezones

from babel import Locale, UnknownLocaleError

from foundation.accounts.acts import name_acts, name_things
from foundation.errors import BadInput
from foundation.web.formats import countries, sort_key
from foundation.web.language import LANGUAGES, current_language, gettext, mark
from outreach.models.mailings import MailingState
from outreach.models.partners import ContactState, PartnerKind

KINDS = {
    PartnerKind.UNION: mark("Trade union"),
    PartnerKind.FEDERATION: mark("Federation"),
    PartnerKind.NATIONAL_CENTRE: mark("National centre"),
    PartnerKind.GLOBAL_UNION: mark("Global union"),
    PartnerKind.NGO: mark("NGO"),
    PartnerKind.MEDIA: mark("Media"),
    PartnerKind.OTHER: mark("Other"),
}

name_acts(
    {
        "partner.entered": mark("entered a partner"),
        "partner.changed": mark("changed a partner"),
        "partner.removed": mark("removed a partner"),
        "partner.letterhead_given": mark("gave its letterhead, on its own page"),
        "partner.letterhead_lent": mark("lent its letterhead, on its own page"),
        "partner.letterhead_taken_back": mark("took its letterhead back, on its own page"),
        "partner.code_changed": mark("gave the pages of a partner a new address"),
        "contact.entered": mark("entered a contact"),
        "contact.changed": mark("changed a contact"),
        "contact.removed": mark("removed a contact"),
        "partners.uploaded": mark("uploaded a list of partners"),
        "partners.imported": mark("imported a list of partners"),
        "partners.discarded": mark("threw an upload away"),
        "mailing.started": mark("began a mailing"),
        "mailing.changed": mark("changed a mailing"),
        "mailing.attached": mark("attached a file"),
        "mailing.detached": mark("took a file off"),
        "mailing.approved": mark("looked at it as the second person"),
        "mailing.sent": mark("sent it"),
        "mailing.paused": mark("paused it"),
        "mailing.held": mark("paused it, since who sent it may no longer send"),
        "mailing.held_back": mark("paused it, since it tells what is on hold now"),
        "mailing.mended": mark("mended it, so that it tells nothing that is on hold"),
        "mailing.resumed": mark("let it go on"),
        "mailing.cancelled": mark("called it off"),
        "mailing.unknown_resent": mark("sent it once more to those it may not have reached"),
        "mailing.unknown_skipped": mark("let unknown deliveries be"),
    }
)
name_things(
    {
        "mailing": (mark("mailing"), "/desk/outreach/mailings/{}"),
        "partner": (mark("partner"), ""),
        "contact": (mark("contact"), ""),
        "import": (mark("list of partners"), ""),
    }
)

OFF_THE_SITE = mark(
    "Its campaign, or the names in it, are off the site at the moment. Nothing about it is sent until they are back."
)
NAMES_HELD = mark("It tells what is on hold now. Mend it below, then it can go on.")
PAUSED = mark("An organiser paused it.")

# The kind of a state tag, and its words.
CONTACT_STATES = {
    ContactState.ACTIVE: ("good", mark("gets mail")),
    ContactState.UNSUBSCRIBED: ("quiet", mark("unsubscribed")),
    ContactState.BOUNCED: ("bad", mark("mail comes back")),
}
MAILING_STATES = {
    MailingState.DRAFT: ("quiet", mark("draft")),
    MailingState.QUEUED: ("warn", mark("being prepared")),
    MailingState.SENDING: ("warn", mark("being sent")),
    MailingState.PAUSED: ("warn", mark("paused")),
    MailingState.DONE: ("good", mark("done")),
    MailingState.CANCELLED: ("quiet", mark("cancelled")),
}
_KIND_WORDS = {
    PartnerKind.UNION: ("union", "trade union", "labor union", "labour union", "профсоюз", "союз"),
    PartnerKind.FEDERATION: ("federation", "union federation", "федерация", "федерация профсоюзов"),
    PartnerKind.NATIONAL_CENTRE: (
        "national centre",
        "national center",
        "confederation",
        "национальный центр",
        "национальное объединение",
        "национальный профцентр",
        "профцентр",
        "конфедерация",
    ),
    PartnerKind.GLOBAL_UNION: (
        "global union",
        "global union federation",
        "guf",
        "глобальный союз",
        "глобальный профсоюз",
        "глобальная федерация",
        "международное объединение",
    ),
    PartnerKind.NGO: ("ngo", "non-governmental organisation", "нпо", "нко", "общественная организация"),
    PartnerKind.MEDIA: ("media", "press", "news outlet", "сми", "медиа", "пресса", "редакция"),
    PartnerKind.OTHER: ("other", "другое", "иное", "прочее"),
}


_LANGUAGE_CODE = re.compile(r"[a-zA-Z]{2,3}(-[a-zA-Z]{2,4})?")
# What people write besides the names of CLDR.
_COUNTRY_WORDS = {
    "BY": ("Belarus", "Белоруссия", "Республика Беларусь"),
    "CD": ("DR Congo", "Democratic Republic of the Congo", "ДР Конго"),
    "CG": ("Congo", "Republic of the Congo", "Конго"),
    "CI": ("Ivory Coast", "Берег Слоновой Кости"),
    "CZ": ("Czech Republic", "Чешская Республика"),
    "GB": ("UK", "Great Britain", "England", "Scotland", "Англия", "Соединённое Королевство"),
    "KG": ("Kyrgyz Republic", "Кыргызстан", "Киргизстан", "Киргизия", "Кыргызская Республика"),
    "KR": ("Korea", "Republic of Korea", "Корея", "Южная Корея"),
    "KZ": ("Republic of Kazakhstan", "Республика Казахстан"),
    "MD": ("Республика Молдова", "Молдавия", "Молдова"),
    "MM": ("Myanmar", "Burma", "Мьянма"),
    "NL": ("Holland", "The Netherlands", "Голландия"),
    "RU": ("Russian Federation", "Российская Федерация", "РФ"),
    "TM": ("Туркмения",),
    "TR": ("Turkey",),
    "US": ("USA", "United States of America", "США"),
}


@lru_cache(maxsize=1024)
def kind_called(word: str) -> PartnerKind:
    """These five raise BadInput with the word they did not know."""
    kind = _kinds().get(_plain(word))
    if kind is None:
        raise BadInput("“%(word)s” is no kind of partner that we know.", word=word[:60])
    return kind


@lru_cache(maxsize=1024)
def country_called(word: str) -> str:
    """A two-letter code, or the name in a language of the interface."""
    code = word.strip().upper()
    if code in countries("en"):
        return code
    called = _countries().get(_plain(word))
    if called is None:
        raise BadInput("“%(word)s” is no country that we know. Write its name or its two-letter code.", word=word[:60])
    return called


@lru_cache(maxsize=1024)
def language_called(word: str) -> str:
    """A code such as `ru` or `pt-BR`, or the name in a language of the interface."""
    code = word.strip().replace("_", "-")
    locale = None
    if _LANGUAGE_CODE.fullmatch(code):
        with suppress(UnknownLocaleError, ValueError):
            locale = Locale.parse(code, sep="-")
    if locale is not None:
        return str(locale).replace("_", "-") if "-" in code else locale.language
    called = _languages().get(_plain(word))
    if called is None:
        raise BadInput("“%(word)s” is no language that we know. Write its name or a code such as ru.", word=word[:60])
    return called


def languages_called(words: str) -> list[str]:
    """Several, with a comma, a semicolon or a slash between them."""
    return list(dict.fromkeys(language_called(word) for word in re.split(r"[,;/]", words) if word.strip()))


def zone_called(word: str) -> str:
    if word not in _zones():
        raise BadInput("“%(word)s” is no time zone that we know. It looks like Europe/Berlin.", word=word[:60])
    return word


def language_name(code: str) -> str:
    """In the language being spoken; the code itself where there is no name."""
    try:
        return Locale.parse(code, sep="-").get_display_name(current_language()) or code
    except (UnknownLocaleError, ValueError):
        return code


def kind_options(kinds: Iterable[PartnerKind] = tuple(PartnerKind)) -> list[tuple[str, str]]:
    """These three are for lists to choose from, in the language being spoken and in its order."""
    return [(kind.value, gettext(KINDS[kind])) for kind in kinds]


def country_options(codes: Iterable[str]) -> list[tuple[str, str]]:
    wanted = set(codes)
    return [(code, name) for code, name in countries(current_language()).items() if code in wanted]


def language_options(codes: Iterable[str]) -> list[tuple[str, str]]:
    return sorted(((code, language_name(code)) for code in codes), key=lambda option: sort_key(option[1]))


def _plain(word: str) -> str:
    return " ".join(word.replace("_", " ").replace("ё", "е").casefold().split())


@lru_cache
def _kinds() -> dict[str, PartnerKind]:
    named = {_plain(word): kind for kind, words in _KIND_WORDS.items() for word in words}
    return named | {_plain(kind.value): kind for kind in PartnerKind}


@lru_cache
def _countries() -> dict[str, str]:
    named = {_plain(name): code for language in LANGUAGES for code, name in countries(language).items()}
    return named | {_plain(word): code for code, words in _COUNTRY_WORDS.items() for word in words}


@lru_cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())


@lru_cache
def _languages() -> dict[str, str]:
    named: dict[str, str] = {}
    for speaker in LANGUAGES:
        for code, name in Locale.parse(speaker).languages.items():
            named.setdefault(_plain(name), code.replace("_", "-"))
    return named
