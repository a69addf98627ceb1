"""What a search finds, kind by kind: only what the organiser may see, and held facts only for who may change them.

A room's own things are found by one more function in SEARCHED. Nobody's signature is ever looked for here.
"""

import enum
from collections.abc import Callable
from dataclasses import dataclass

import sqlalchemy as sa
from sqlmodel import Session, col, select

from campaigns.facts.words import words_of
from campaigns.letters.models import Letter
from campaigns.models.actor import Actor
from campaigns.models.campaign import Campaign
from campaigns.models.case import Case
from campaigns.models.demand import AddresseeGroup
from campaigns.models.fact import NamedFact
from campaigns.offices.merged import directory_now
from campaigns.wording import said
from foundation.accounts.access import SignedIn, seen_by
from foundation.accounts.roles import May
from foundation.searching import finds, found_in, marked, typed_words
from foundation.web.language import gettext, mark
from outreach.models.mailings import Mailing
from outreach.models.partners import Contact, Partner

SHOWN = 20
# Titles and references have no column of keys; this many of the newest are looked through.
LOOKED_THROUGH = 5_000


class Kind(enum.StrEnum):
    """In the order of the page."""

    CAMPAIGN = "campaign"
    CASE = "case"
    ORGANISATION = "organisation"
    ADDRESSEE = "addressee"
    PARTNER = "partner"
    LETTER = "letter"
    MAILING = "mailing"


KIND_WORDS = {
    Kind.CAMPAIGN: mark("Campaigns"),
    Kind.CASE: mark("Whom campaigns are about"),
    Kind.ORGANISATION: mark("Organisations named in campaigns"),
    Kind.ADDRESSEE: mark("Addressees"),
    Kind.PARTNER: mark("Partners and contacts"),
    Kind.LETTER: mark("Letters"),
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


def search(session: Session, user: SignedIn, typed: str, language: str) -> list[Group]:
    """Without groups in which nothing was found; nothing at all for a single letter."""
    sought = Sought(session, user, language, typed_words(typed))
    if not sought.words:
        return []
    groups = []
    for kind, look in SEARCHED:
        found = look(sought)
        if found:
            groups.append(Group(kind, tuple(found[:SHOWN]), len(found) > SHOWN))
    return groups


def shown(text: str, typed: str) -> list[tuple[str, bool]]:
    """In pieces, for the page to mark what was looked for."""
    return marked(text, typed_words(typed))


def _campaigns(sought: Sought) -> list[Found]:
    rows = sought.session.exec(
        select(Campaign)
        .where(_seen(sought), finds(col(Campaign.search_key), sought.words))
        .order_by(col(Campaign.is_example), col(Campaign.updated_at).desc(), col(Campaign.id))
        .limit(SHOWN + 1)
    )
    return [Found(_title(sought, row), f"/desk/campaigns/{row.slug}", said(row.state)) for row in rows]


def _facts(sought: Sought, table: type[Case] | type[Actor] | type[AddresseeGroup]) -> list[Found]:
    may_be_shown = sa.or_(col(table.hold).is_(False), _written(sought))
    rows = sought.session.exec(
        select(table, Campaign)
        .join(Campaign, col(Campaign.id) == col(table.campaign_id))
        .where(_seen(sought), may_be_shown, finds(col(table.search_key), sought.words))
        .order_by(col(Campaign.is_example), col(Campaign.updated_at).desc(), col(table.position), col(table.id))
        .limit(SHOWN + 1)
    ).all()
    return [_fact(sought, row, campaign) for row, campaign in rows]


def _fact(sought: Sought, row: NamedFact, campaign: Campaign) -> Found:
    names = row.name  # type: ignore[attr-defined]  # the three tables that are searched have one
    name = words_of(names, sought.language, campaign.original_language)
    others = [text for text in _others(row, names) if text != name and found_in(text, sought.words)]
    words = f"{name} ({others[0]})" if others and not found_in(name, sought.words) else str(name)
    page = f"/desk/campaigns/{campaign.slug}/facts"
    able = sought.user.may(May.WRITE, campaign.organisation_id, campaign.id)
    if isinstance(row, Case) and able:
        page = f"/desk/campaigns/{campaign.slug}/cases/{row.id}"
    return Found(words, page, _title(sought, campaign), row.hold)


def _others(row: NamedFact, names: dict[str, str]) -> list[str]:
    spellings = getattr(row, "name_variants", []) or getattr(row, "aliases", [])
    return [*spellings, *names.values()]


def _cases(sought: Sought) -> list[Found]:
    return _facts(sought, Case)


def _organisations(sought: Sought) -> list[Found]:
    return _facts(sought, Actor)


def _addressees(sought: Sought) -> list[Found]:
    """Offices of the directory, and whom campaigns address."""
    offices = [
        Found(office.title_in(sought.language), f"/desk/directory/offices/{office.id}")
        for office in directory_now(sought.session).offices
        if found_in(" ".join(office.title.values()), sought.words)
    ]
    return [*offices, *_facts(sought, AddresseeGroup)]


def _partners(sought: Sought) -> list[Found]:
    partners = sought.session.exec(
        select(Partner)
        .where(col(Partner.organisation_id).in_(sought.user.organisation_ids))
        .where(finds(col(Partner.search_key), sought.words))
        .order_by(col(Partner.name_order), col(Partner.id))
        .limit(SHOWN + 1)
    ).all()
    contacts = sought.session.exec(
        select(Contact, Partner)
        .join(Partner, col(Partner.id) == col(Contact.partner_id))
        .where(col(Contact.organisation_id).in_(sought.user.organisation_ids))
        .where(finds(col(Contact.search_key), sought.words))
        .order_by(col(Partner.name_order), col(Contact.id))
        .limit(SHOWN + 1)
    ).all()
    return [
        *(Found(row.name, f"/desk/outreach/partners/{row.id}") for row in partners),
        *(Found(row.name, f"/desk/outreach/partners/{partner.id}", partner.name) for row, partner in contacts),
    ]


def _letters(sought: Sought) -> list[Found]:
    """By our or their reference, and by subject."""
    rows = sought.session.exec(
        select(Letter, Campaign)
        .join(Campaign, col(Campaign.id) == col(Letter.campaign_id))
        .where(_seen(sought))
        .order_by(col(Letter.updated_at).desc(), col(Letter.id))
        .limit(LOOKED_THROUGH)
    ).all()
    known = directory_now(sought.session).by_id
    found = []
    for letter, campaign in rows:
        references = [text for text in (letter.our_reference, letter.your_reference, letter.subject) if text]
        if found_in(" ".join(references), sought.words):
            office = known.get(letter.office_id)
            to = office.title_in(sought.language) if office else letter.office_id
            path = f"/desk/campaigns/{campaign.slug}/letters/{letter.kind}/{letter.office_id}"
            found.append(Found(", ".join(references), path, f"{gettext(letter.kind.words)}: {to}"))
    return found[: SHOWN + 1]


def _mailings(sought: Sought) -> list[Found]:
    rows = sought.session.exec(
        select(Mailing.id, Mailing.title)
        .where(seen_by(sought.user, col(Mailing.organisation_id), col(Mailing.campaign_id)))
        .order_by(col(Mailing.created_at).desc(), col(Mailing.id))
        .limit(LOOKED_THROUGH)
    ).all()
    found = [(mailing_id, title) for mailing_id, title in rows if found_in(title, sought.words)]
    return [Found(title, f"/desk/outreach/mailings/{mailing_id}") for mailing_id, title in found[: SHOWN + 1]]


def _seen(sought: Sought) -> sa.ColumnElement[bool]:
    return seen_by(sought.user, col(Campaign.organisation_id), col(Campaign.id))


def _written(sought: Sought) -> sa.ColumnElement[bool]:
    """Campaigns whose facts the organiser may change."""
    user = sought.user
    return sa.or_(
        col(Campaign.organisation_id).in_([one for one, role in user.roles.items() if role.may(May.WRITE)]),
        col(Campaign.id).in_([one for one, role in user.granted.items() if role.may(May.WRITE)]),
    )


def _title(sought: Sought, campaign: Campaign) -> str:
    return str(words_of(campaign.title, sought.language, campaign.original_language))


SEARCHED: tuple[tuple[Kind, Callable[[Sought], list[Found]]], ...] = (
    (Kind.CAMPAIGN, _campaigns),
    (Kind.CASE, _cases),
    (Kind.ORGANISATION, _organisations),
    (Kind.ADDRESSEE, _addressees),
    (Kind.PARTNER, _partners),
    (Kind.LETTER, _letters),
    (Kind.MAILING, _mailings),
)
