"""Updates as pages, feeds and mails tell them: in the reader's language, or in the original with a word about it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Session, col, select

from campaigns.facts.words import Words, words_of
from campaigns.models.campaign import Campaign
from campaigns.updates.models import (
    TranslationState,
    Update,
    UpdateKind,
    UpdatePicture,
    UpdateState,
    UpdateText,
    state_of,
)
from foundation.read_once import read_once

_Told = list[tuple[Update, dict[str, UpdateText], list[UpdatePicture]]]
NEWEST = 3
IN_FEED = 30


@dataclass(frozen=True)
class ShownPicture:
    id: int
    media_type: str
    sha256: str
    width: int
    height: int
    alt: Words
    credit: str


@dataclass(frozen=True)
class Shown:
    """What anybody may read. `title` and `text` know their language; `translation` is that of the language asked for.
    `changed_at` is empty when it reads as it was published."""

    id: int
    number: int
    kind: UpdateKind
    title: Words
    text: Words
    translation: TranslationState
    published_at: datetime
    changed_at: datetime | None
    pictures: tuple[ShownPicture, ...]

    @property
    def moved_at(self) -> datetime:
        return self.changed_at or self.published_at

    @property
    def path(self) -> str:
        """Within its campaign."""
        return f"updates/{self.number}"


def public_updates(session: Session, campaign: Campaign, *, language: str, limit: int | None = None) -> list[Shown]:
    """Newest first. Who asks in several languages has them read once."""

    def told() -> _Told:
        found = session.exec(
            select(Update)
            .where(
                Update.campaign_id == campaign.id,
                Update.state == UpdateState.PUBLISHED,
                col(Update.names_held).is_(False),
            )
            .order_by(col(Update.number).desc())
            .limit(limit)
        ).all()
        return _told(session, found, with_pictures=with_pictures)

    with_pictures = shows_pictures(campaign)
    key = ("public updates", campaign.id, limit, with_pictures)
    every = read_once(session, key, (Update, UpdateText, UpdatePicture), told)
    return [_one(*update, language) for update in every]


def shown_update(session: Session, update: Update, *, language: str, with_pictures: bool = True) -> Shown:
    """One as it reads now, whoever may read it; what was never published has number 0."""
    return _one(*_told(session, [update], with_pictures=with_pictures)[0], language)


def shows_pictures(campaign: Campaign) -> bool:
    """A face names somebody as a name does, whatever the words beside it say."""
    return not campaign.unpublished


def moved_at(session: Session, campaign: Campaign) -> datetime:
    """When the public news of a campaign last became another: something came, changed or went."""
    moments = session.exec(
        select(
            sa.func.max(col(Update.published_at)),
            sa.func.max(col(Update.changed_at)),
            sa.func.max(col(Update.taken_back_at)),
        ).where(Update.campaign_id == campaign.id)
    ).one()
    known = [moment for moment in (*moments, campaign.published_at) if moment is not None]
    return max(known, default=campaign.created_at)


def updates_at_desk(session: Session, campaign: Campaign) -> Sequence[Update]:
    """Those that nobody has read yet first, then newest first."""
    return session.exec(
        select(Update)
        .where(Update.campaign_id == campaign.id)
        .order_by(col(Update.number).is_not(None), col(Update.number).desc(), col(Update.created_at).desc())
    ).all()


def updates_in_review(session: Session, campaign_ids: Iterable[int]) -> Sequence[Update]:
    """Of these campaigns, and those that one person published alone; the oldest first."""
    alone = col(Update.published_in_emergency).is_(True) & col(Update.reviewed_at).is_(None)
    return session.exec(
        select(Update)
        .where(col(Update.campaign_id).in_(list(campaign_ids)), (col(Update.state) == UpdateState.IN_REVIEW) | alone)
        .order_by(col(Update.created_at))
    ).all()


def texts_of(session: Session, update: Update) -> dict[str, UpdateText]:
    """By language, the original first."""
    rows = session.exec(select(UpdateText).where(UpdateText.update_id == update.id)).all()
    ordered = sorted(rows, key=lambda row: (row.language != update.original_language, row.language))
    return {row.language: row for row in ordered}


def titles_of(session: Session, updates: Iterable[Update], language: str) -> dict[int, Words]:
    """By id, as the desk calls them."""
    known = {update.id: update for update in updates}
    titles: dict[int, dict[str, str]] = {}
    for row in session.exec(select(UpdateText).where(col(UpdateText.update_id).in_(list(known)))):
        titles.setdefault(row.update_id, {})[row.language] = row.title
    return {
        update.id: words_of(titles.get(update.id, {}), language, update.original_language) for update in known.values()
    }


def pictures_of(session: Session, update_ids: Iterable[int]) -> Sequence[UpdatePicture]:
    return session.exec(
        select(UpdatePicture)
        .where(col(UpdatePicture.update_id).in_(list(update_ids)))
        .order_by(col(UpdatePicture.added_at), col(UpdatePicture.id))
    ).all()


def _told(session: Session, updates: Sequence[Update], *, with_pictures: bool) -> _Told:
    """Each with its texts by language and its pictures."""
    if not updates:
        return []
    ids = [update.id for update in updates]
    texts: dict[int, dict[str, UpdateText]] = {update_id: {} for update_id in ids}
    for row in session.exec(select(UpdateText).where(col(UpdateText.update_id).in_(ids))):
        texts[row.update_id][row.language] = row
    pictures: dict[int, list[UpdatePicture]] = {update_id: [] for update_id in ids}
    for picture in pictures_of(session, ids) if with_pictures else ():
        pictures[picture.update_id].append(picture)
    return [(update, texts[update.id], pictures[update.id]) for update in updates]


def _one(update: Update, texts: dict[str, UpdateText], pictures: list[UpdatePicture], language: str) -> Shown:
    """A translation that the original has moved away from says something else: then the original stands."""
    translation = state_of(update, texts.get(language))
    original = texts[update.original_language]
    read = texts[language] if translation.may_be_read else original
    is_own = read.language == language
    return Shown(
        id=update.id,
        number=update.number or 0,
        kind=update.kind,
        title=Words(read.title, read.language, translated=is_own),
        text=Words(read.text, read.language, translated=is_own),
        translation=translation,
        published_at=update.published_at or update.created_at,
        changed_at=update.changed_at,
        pictures=tuple(
            ShownPicture(
                one.id,
                one.media_type,
                one.sha256,
                one.width,
                one.height,
                words_of(one.alt, language, update.original_language),
                one.credit,
            )
            for one in pictures
        ),
    )
