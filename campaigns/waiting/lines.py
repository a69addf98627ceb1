"""A line of the desk's first page: what waits, in words, and the page where it is done."""

import enum
from collections.abc import Callable
from dataclasses import dataclass

from sqlmodel import Session

from campaigns.models.campaign import Campaign
from foundation.accounts.access import SignedIn
from foundation.web.language import mark


class Section(enum.StrEnum):
    """In the order of the page."""

    OFF_THE_SITE = "off"
    MAIL = "mail"
    DATES = "dates"
    PROCEDURES = "near"
    AFTERWARDS = "afterwards"
    REVIEW = "review"
    NEWS = "check"
    ELSEWHERE = "elsewhere"
    TRANSLATIONS = "translations"
    CONSENTS = "consents"
    ADDRESSES = "addresses"
    STALE = "stale"
    DIRECTORY = "directory"
    LETTERS = "letters"
    SIGNATURES = "signatures"
    PARTNERS = "partners"
    DRAFTS = "drafts"


SECTION_WORDS = {
    Section.OFF_THE_SITE: mark("Off the site, until two persons have looked"),
    Section.PROCEDURES: mark("Sessions and deadlines of procedures"),
    Section.AFTERWARDS: mark("Published by one person: waits for your review"),
    Section.NEWS: mark("Updates that wait for a check"),
    Section.STALE: mark("Addresses checked long ago"),
    Section.DIRECTORY: mark("Directory"),
    Section.MAIL: mark("Mail trouble"),
    Section.DATES: mark("Dates ahead"),
    Section.REVIEW: mark("Waits for your review"),
    Section.ELSEWHERE: mark("Waits for a review by somebody else"),
    Section.TRANSLATIONS: mark("Translations"),
    Section.CONSENTS: mark("Asked, no answer yet"),
    Section.ADDRESSES: mark("Addresses to confirm"),
    Section.LETTERS: mark("Letters"),
    Section.SIGNATURES: mark("Signatures to look at"),
    Section.PARTNERS: mark("Partners"),
    Section.DRAFTS: mark("Drafts"),
}


@dataclass(frozen=True)
class Line:
    """`words` are the link, already in the language being spoken; `path` is where it is done, none where nothing can
    be done; `more` stands beside it."""

    section: Section
    words: str
    path: str = ""
    more: str = ""


@dataclass(frozen=True)
class Asked:
    """Who asks for what waits. `campaigns` are all that the organiser may see, read once; `titles` are by id."""

    session: Session
    user: SignedIn
    language: str
    campaigns: tuple[Campaign, ...]
    titles: dict[int, str]


Ask = Callable[[Asked], list[Line]]
"""Answers in the language being spoken, with as many queries as it likes but none of them for each campaign or row, and
only what `asked.user` may do."""
