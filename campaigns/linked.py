"""Campaigns that belong together, as both of their pages tell it. Neither names one that nobody may read, nor anybody
who is on hold in either of them."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlmodel import Session, col, select

from campaigns.access import public_campaigns
from campaigns.actions.holding import what_betrays
from campaigns.facts.words import Words, words_of
from campaigns.models.campaign import Campaign
from campaigns.models.finding import LinkedCampaign
from campaigns.models.texts import Texts, without_gaps

Betrays = re.Pattern[str] | None
Found = tuple[LinkedCampaign, Campaign | None]


@dataclass(frozen=True)
class Linked:
    """A campaign that another one points to, or that points to it; `url` is empty for one of this site. `words`: how
    they belong together, empty where nobody said."""

    slug: str
    url: str
    title: Words
    words: Words


def linked_for_readers(
    session: Session, campaign: Campaign, slugs: Sequence[str], wished: tuple[str, ...]
) -> list[Linked]:
    """`slugs`: those that the public facts of this campaign name; after them those of its own organisation that name
    this one, for nobody writes on the page of somebody else."""
    own = session.exec(
        select(LinkedCampaign).where(
            LinkedCampaign.campaign_id == campaign.id, col(LinkedCampaign.slug).in_(list(slugs))
        )
    ).all()
    pointing = session.exec(
        select(LinkedCampaign, Campaign)
        .join(Campaign, col(Campaign.id) == col(LinkedCampaign.campaign_id))
        .where(
            LinkedCampaign.slug == campaign.slug,
            LinkedCampaign.url == "",
            Campaign.organisation_id == campaign.organisation_id,
            col(Campaign.slug).not_in(list(slugs)),
        )
        .order_by(col(Campaign.published_at), col(Campaign.slug))
    ).all()
    if not own and not pointing:
        return []
    here = {other.slug: other for other in public_campaigns(session, [row.slug for row in own if not row.url])}
    betrays = what_betrays(session, campaign)
    found = [
        *_pointed_at(session, sorted(own, key=lambda row: list(slugs).index(row.slug)), here, betrays),
        *_pointing(session, pointing, betrays),
    ]
    return [_shown(row, other, campaign, wished) for row, other in found]


def slugs_for_strangers(session: Session, rows: Sequence[LinkedCampaign]) -> list[str]:
    """Those that may stand in a file for everybody: what is on this site, and not for readers, is not named."""
    slugs = [row.slug for row in rows if not row.url]
    here = {one.slug: one for one in session.exec(select(Campaign).where(col(Campaign.slug).in_(slugs)))}
    given_up = _given_up(session, [slug for slug in slugs if slug not in here])
    hidden = given_up | {slug for slug, campaign in here.items() if not campaign.is_shown}
    return [row.slug for row in rows if row.url or row.slug not in hidden]


def _given_up(session: Session, slugs: Sequence[str]) -> set[str]:
    """Those that named who is on hold, so that a campaign has another address now. A slug is letters, digits and
    hyphens, so nothing in it is a pattern."""
    if not slugs:
        return set()
    written = sa.cast(col(Campaign.former_slugs), sa.Text)
    is_one = sa.or_(*(written.like(f'%"{slug}"%') for slug in slugs))
    former = session.exec(select(Campaign.former_slugs).where(is_one))
    return {slug for every in former for slug in every} & set(slugs)


def _pointed_at(
    session: Session, rows: Sequence[LinkedCampaign], here: dict[str, Campaign], betrays: Betrays
) -> Iterator[Found]:
    for row in rows:
        other = here.get(row.slug)
        if row.url or (other is not None and not _names_anybody(session, row.words, other, betrays)):
            yield row, other


def _pointing(session: Session, found: Sequence[tuple[LinkedCampaign, Campaign]], betrays: Betrays) -> Iterator[Found]:
    for row, other in found:
        if other.is_shown and not _names_anybody(session, row.words, other, betrays):
            yield row, other


def _names_anybody(session: Session, words: Texts, other: Campaign, betrays: Betrays) -> bool:
    """Who is on hold there is named by the words, who is on hold here also by the title and the address."""
    there = what_betrays(session, other)
    told = (*words.values(), *other.title.values(), other.slug.replace("-", " "))
    return _finds(there, words.values()) or _finds(betrays, told)


def _finds(betrays: Betrays, texts: Iterable[str]) -> bool:
    return betrays is not None and any(betrays.search(text) for text in texts)


def _shown(row: LinkedCampaign, other: Campaign | None, campaign: Campaign, wished: tuple[str, ...]) -> Linked:
    words = words_of(without_gaps(row.words), wished, campaign.original_language)
    if other is None:
        return Linked(row.slug, row.url, Words(row.url, wished[0]), words)
    return Linked(other.slug, "", words_of(other.title, wished, other.original_language), words)
