"""What the State is bound by, as far as the directory is sure: the Conventions a letter may name, and their years."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from campaigns.conventions import Instrument, Ratification, RatificationCheck, RatificationStatus, load_conventions
from campaigns.facts.shapes import AddresseeFacts, CampaignFacts
from campaigns.letters.wording import listed
from campaigns.models.campaign import CampaignKind

SURE = frozenset({RatificationCheck.VERIFIED, RatificationCheck.STATUS_OK})
FREEDOM_OF_ASSOCIATION = ("C087", "C098")
BY_KIND = {
    CampaignKind.OUTLET_CLOSED: (),
    CampaignKind.FORCED_LABOUR: ("C029", "C105"),
    CampaignKind.BAD_LAW: ("C087",),
    CampaignKind.UNION_DISSOLVED: ("C087",),
}
"""What kinds of campaign rest on, where the laws they speak of name no instruments themselves."""


Binding = list[tuple[Instrument, list[Ratification]]]
"""Instruments, each with its ratification by every country that is spoken of."""


@dataclass(frozen=True)
class Bound:
    """`conventions` are full titles for a government, `numbers` alone suffice for the ILO: `87 and 98`."""

    ids: tuple[str, ...]
    conventions: str
    numbers: str

    @property
    def several(self) -> bool:
        return len(self.ids) > 1


def bound_by(facts: CampaignFacts, groups: Sequence[AddresseeFacts], language: str) -> Bound:
    """What binds each of the countries of these addressees."""
    countries = {group.country for group in groups if group.country} or set(facts.countries)
    found = binding(_named(facts, groups), countries, language)
    sign = {"ru": "№ ", "fr": "n° ", "es": "núm. "}.get(language, "")
    return Bound(
        tuple(instrument.id for instrument, _ in found),
        titles_of(found, language),
        listed([f"{sign}{instrument.number}" for instrument, _ in found], language),
    )


def binding(named: Collection[str], countries: Collection[str], language: str) -> Binding:
    """Of these instruments those that all of these countries have surely ratified and that have a title in this
    language.
    """
    conventions = load_conventions()
    found: Binding = []
    for instrument in conventions.instruments:
        known = [conventions.ratification(country, instrument.id) for country in countries]
        sure = [one for one in known if one and one.status is RatificationStatus.RATIFIED and one.check in SURE]
        if instrument.id in named and language in instrument.title and len(sure) == len(known) > 0:
            found.append((instrument, sure))
    return found


def _named(facts: CampaignFacts, groups: Sequence[AddresseeFacts]) -> frozenset[str]:
    """Instruments of the laws these demands speak of; else what campaigns of this kind rest on."""
    laws = {law.key for group in groups for demand in group.demands for law in demand.mentions.laws}
    named = {instrument for law in facts.laws if law.key in laws for instrument in law.instruments}
    return frozenset(named or BY_KIND.get(facts.kind, FREEDOM_OF_ASSOCIATION))


def titles_of(found: Binding, language: str) -> str:
    """Full titles, with the year of the ratification where one country is spoken of and the year was read."""
    titles = []
    for instrument, ratifications in found:
        title = instrument.title[language]
        certain = [one.year for one in ratifications if one.check.year_may_be_printed and one.year]
        if len(ratifications) == len(certain) == 1:
            words = _RATIFIED[language].format(year=certain[0])
            title = f"{title[:-1]}; {words})" if title.endswith(")") else f"{title} ({words})"
        titles.append(title)
    if language == "en":
        titles = [titles[0], *(f"the {title}" for title in titles[1:])] if titles else []
    return listed(titles, language)


_RATIFIED = {
    "en": "ratified in {year}",
    "fr": "ratifiée en {year}",
    "es": "ratificado en {year}",
    "ru": "ратифицирована в {year} году",
}
