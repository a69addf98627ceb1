"""Campaigns, whom they are about and address, and partners, found by their names."""

from functools import lru_cache

import sqlalchemy as sa
from sqlmodel import col, select

from campaigns.facts.words import words_of
from campaigns.models.actor import Actor
from campaigns.models.campaign import Campaign
from campaigns.models.case import Case
from campaigns.models.demand import AddresseeGroup
from campaigns.models.fact import NamedFact
from campaigns.offices.merged import directory_now
from campaigns.search.sought import SHOWN, Found, Sought, seen, title, written
from campaigns.wording import said
from foundation.accounts.roles import May
from foundation.searching import finds, found_among, found_in, found_in_key, search_key
from outreach.models.partners import Contact, Partner


def campaigns(sought: Sought) -> list[Found]:
    rows = sought.session.exec(
        select(Campaign)
        .where(seen(sought), found_among(col(Campaign.id), col(Campaign.search_key), sought.words))
        .order_by(col(Campaign.is_example), col(Campaign.updated_at).desc(), col(Campaign.id))
        .limit(SHOWN + 1)
    )
    return [Found(title(sought, row), f"/desk/campaigns/{row.slug}", said(row.state)) for row in rows]


def _facts(sought: Sought, table: type[Case] | type[Actor] | type[AddresseeGroup]) -> list[Found]:
    may_be_shown = sa.or_(col(table.hold).is_(False), written(sought))
    order = (col(Campaign.is_example), col(Campaign.updated_at).desc(), col(table.position), col(table.id))
    its_campaign = col(Campaign.id) == col(table.campaign_id)
    # Which ones are shown is settled by their ids: putting thousands of whole rows into order costs far more.
    first = (
        select(table.id)
        .join(Campaign, its_campaign)
        .where(seen(sought), may_be_shown, found_among(col(table.id), col(table.search_key), sought.words))
        .order_by(*order)
        .limit(SHOWN + 1)
    )
    rows = sought.session.exec(
        select(table, Campaign).join(Campaign, its_campaign).where(col(table.id).in_(first)).order_by(*order)
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
    return Found(words, page, title(sought, campaign), row.hold)


def _others(row: NamedFact, names: dict[str, str]) -> list[str]:
    spellings = getattr(row, "name_variants", []) or getattr(row, "aliases", [])
    return [*spellings, *names.values()]


def cases(sought: Sought) -> list[Found]:
    return _facts(sought, Case)


def organisations(sought: Sought) -> list[Found]:
    return _facts(sought, Actor)


@lru_cache(maxsize=2048)
def _key_of(titles: tuple[str, ...]) -> str:
    """Of an office: there are hundreds, and they seldom change."""
    return search_key(titles)


def addressees(sought: Sought) -> list[Found]:
    """Offices of the directory, and whom campaigns address."""
    offices = [
        Found(office.title_in(sought.language), f"/desk/directory/offices/{office.id}")
        for office in directory_now(sought.session).offices
        if found_in_key(_key_of(tuple(office.title.values())), sought.words)
    ]
    return [*offices, *_facts(sought, AddresseeGroup)]


def partners(sought: Sought) -> list[Found]:
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
