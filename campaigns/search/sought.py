"""What is looked for, by whom, and what is found: only what the organiser may see, and held facts only for who may
change them."""

import enum
from dataclasses import dataclass

import sqlalchemy as sa
from sqlmodel import Session, col

from campaigns.facts.words import words_of
from campaigns.models.campaign import Campaign
from foundation.accounts.access import SignedIn, seen_by
from foundation.accounts.roles import May
from foundation.web.language import mark

SHOWN = 20


class Kind(enum.StrEnum):
    """In the order of the page."""

    CAMPAIGN = "campaign"
    PROCEDURE = "procedure"
    CASE = "case"
    ORGANISATION = "organisation"
    ADDRESSEE = "addressee"
    UPDATE = "update"
    PARTNER = "partner"
    LETTER = "letter"
    DOSSIER = "dossier"
    MAILING = "mailing"


KIND_WORDS = {
    Kind.CAMPAIGN: mark("Campaigns"),
    Kind.PROCEDURE: mark("International procedures"),
    Kind.CASE: mark("Whom campaigns are about"),
    Kind.ORGANISATION: mark("Organisations named in campaigns"),
    Kind.ADDRESSEE: mark("Addressees"),
    Kind.UPDATE: mark("Updates"),
    Kind.PARTNER: mark("Partners and contacts"),
    Kind.LETTER: mark("Letters"),
    Kind.DOSSIER: mark("Dossiers"),
    Kind.MAILING: mark("Mailings"),
}


@dataclass(frozen=True)
class Sought:
    session: Session
    user: SignedIn
    language: str
    words: list[set[str]]


@dataclass(frozen=True)
class Found:
    """`words` lead to `path`; `more` says where it belongs; `held`: it is on hold."""

    words: str
    path: str
    more: str = ""
    held: bool = False


@dataclass(frozen=True)
class Group:
    kind: Kind
    found: tuple[Found, ...]
    is_more: bool

    @property
    def words(self) -> str:
        return KIND_WORDS[self.kind]


def seen(sought: Sought) -> sa.ColumnElement[bool]:
    return seen_by(sought.user, col(Campaign.organisation_id), col(Campaign.id))


def written(sought: Sought) -> sa.ColumnElement[bool]:
    """Campaigns whose facts the organiser may change."""
    user = sought.user
    return sa.or_(
        col(Campaign.organisation_id).in_([one for one, role in user.roles.items() if role.may(May.WRITE)]),
        col(Campaign.id).in_([one for one, role in user.granted.items() if role.may(May.WRITE)]),
    )


def title(sought: Sought, campaign: Campaign) -> str:
    return str(words_of(campaign.title, sought.language, campaign.original_language))
