"""Conventions and treaty articles a law breaks: who has ratified them, since when, and how sure that is."""

from dataclasses import dataclass

from campaigns.conventions import Ratification, RatificationCheck, RatificationStatus, load_conventions
from campaigns.facts.subjects import LawFacts
from foundation.web.formats import country_name
from foundation.web.language import current_language, gettext, mark

SURE = {
    RatificationCheck.VERIFIED: mark("read on a public page"),
    RatificationCheck.STATUS_OK: mark("the year was not read"),
    RatificationCheck.INFERRED: mark("follows from a count"),
    RatificationCheck.UNVERIFIED: mark("nobody has looked it up yet"),
}


@dataclass(frozen=True)
class Standard:
    """`words` say who has ratified it, `sure` what stands behind that; both empty where the directory says nothing. The
    `title` is empty where the law bears it itself."""

    title: str
    words: str = ""
    sure: str = ""


def standards_of(law: LawFacts) -> list[Standard]:
    """In the language being spoken."""
    known = load_conventions()
    titles = {entry.id: entry.title_in(current_language()) for entry in known.instruments}
    articles = {entry.id: f"{entry.instrument}, {entry.article}" for entry in known.un_articles}
    found = []
    for name in law.instruments:
        ratification = known.ratification(law.country, name) if law.country else None
        words, sure = _said(ratification, country_name(law.country)) if ratification and law.country else ("", "")
        title = titles.get(name) or articles.get(name) or name
        if title == law.name:
            title = ""
        if title or words:
            found.append(Standard(title, words, sure))
    return found


def _said(ratification: Ratification, country: str) -> tuple[str, str]:
    """A year is told only when it was read."""
    values = {"country": country, "year": ratification.year}
    sure = gettext(SURE[ratification.check])
    if ratification.status is RatificationStatus.NOT_RATIFIED:
        return gettext("not ratified by %(country)s") % values, sure
    if ratification.status is RatificationStatus.UNKNOWN:
        return gettext("whether %(country)s has ratified it is not known") % values, sure
    if ratification.year and ratification.check.year_may_be_printed:
        return gettext("ratified by %(country)s in %(year)s") % values, sure
    return gettext("ratified by %(country)s") % values, sure
