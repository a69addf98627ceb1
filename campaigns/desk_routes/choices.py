"""What can be chosen in the forms of the campaign desk, worded in the reader's language."""

import enum
from collections.abc import Collection, Iterable

from sqlmodel import Session

from campaigns.access import own_campaigns
from campaigns.facts.shapes import CampaignFacts
from campaigns.models.campaign import CampaignKind
from campaigns.models.case import Consent, Gender
from campaigns.offices.merged import directory_now
from campaigns.stock.kinds import KINDS
from campaigns.wording import said
from foundation.accounts.access import SignedIn
from foundation.web.formats import countries
from foundation.web.language import gettext, speaking

Choice = tuple[str, str, str]
Option = tuple[str, str]


def said_options(values: Iterable[enum.StrEnum], language: str) -> list[Option]:
    with speaking(language):
        return [(value.value, said(value)) for value in values]


def genders(language: str) -> list[Choice]:
    return [(value, words, "") for value, words in said_options(Gender, language)]


def consents(language: str) -> list[Choice]:
    return [(value, words, "") for value, words in said_options(Consent, language)]


def standard_demands(kind: CampaignKind, language: str) -> list[Option]:
    with speaking(language):
        return [(key, gettext(label)) for key, label in KINDS[kind].demands]


def country_options(language: str, *, first: Collection[str] = ()) -> list[Option]:
    """In the order of their names; those in `first` before the others."""
    return sorted(countries(language).items(), key=lambda option: option[0] not in first)


def further_countries(session: Session, user: SignedIn, language: str, ticked: Collection[str]) -> list[Option]:
    """What is ticked stands first, and the countries of the campaigns that this organiser sees: the next one is often
    about the same or a neighbour."""
    in_use = {code for campaign in own_campaigns(session, user) for code in campaign.countries}
    return country_options(language, first={*ticked, *in_use})


def office_options(session: Session, language: str) -> list[Option]:
    """Grouped by country through the order of the directory."""
    return [(office.id, office.title_in(language)) for office in directory_now(session).offices]


def source_options(facts: CampaignFacts) -> list[Option]:
    return [(str(source.id), f"{source.number}. {source.title or source.url}") for source in facts.sources]
