"""News, ends and evidence of a campaign as parts of its file; without what is for the desk, as readers see them."""

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from sqlmodel import Session, col, select

from campaigns.files.news_parts import ClosingPart, EvidencePart, NewsPart, PicturePart
from campaigns.models.campaign import Campaign
from campaigns.outcomes.models import Closing, Evidence
from campaigns.outcomes.queries import evidence_of, names_held, newest_closing
from campaigns.updates.models import Update, UpdatePicture, UpdateText
from campaigns.updates.queries import pictures_of, shows_pictures

Betrays = re.Pattern[str] | None


def news_of(session: Session, campaign: Campaign) -> dict[str, Update]:
    """By the id they have in the file: what was ever published by its number, then the others as they were begun."""
    every = session.exec(
        select(Update).where(Update.campaign_id == campaign.id).order_by(col(Update.created_at), col(Update.id))
    ).all()
    numbered = sorted((one for one in every if one.number), key=lambda one: one.number or 0)
    others = [one for one in every if not one.number]
    return {str(one.number): one for one in numbered} | {f"draft-{at}": one for at, one in enumerate(others, start=1)}


def news_parts(session: Session, campaign: Campaign, *, include_held: bool) -> list[NewsPart]:
    chosen = {key: one for key, one in news_of(session, campaign).items() if include_held or one.is_public}
    ids = [one.id for one in chosen.values()]
    texts: dict[int, list[UpdateText]] = {update_id: [] for update_id in ids}
    for row in session.exec(select(UpdateText).where(col(UpdateText.update_id).in_(ids))):
        texts[row.update_id].append(row)
    pictures: dict[int, list[UpdatePicture]] = {update_id: [] for update_id in ids}
    if include_held or shows_pictures(campaign):
        for picture in pictures_of(session, ids):
            pictures[picture.update_id].append(picture)
    return [
        _news(key, one, sorted(texts[one.id], key=lambda row: row.language), pictures[one.id], include_held)
        for key, one in chosen.items()
    ]


def _news(
    key: str, update: Update, texts: Sequence[UpdateText], pictures: Iterable[UpdatePicture], include_held: bool
) -> NewsPart:
    outdated = [row.language for row in texts if _is_outdated(update, row)]
    told = [row for row in texts if include_held or row.language not in outdated]
    for_the_desk = ("created_at", "reviewed_at", "taken_back_at", "published_in_emergency") if include_held else ()
    return NewsPart(
        key=key,
        kind=update.kind,
        state=update.state,
        original_language=update.original_language,
        title={row.language: row.title for row in told},
        text={row.language: row.text for row in told},
        checked=[row.language for row in told if row.is_checked and row.language != update.original_language],
        outdated=outdated if include_held else [],
        pictures=[_picture(one) for one in pictures],
        published_at=update.published_at,
        changed_at=update.changed_at,
        **{name: getattr(update, name) for name in for_the_desk},
    )


def _is_outdated(update: Update, row: UpdateText) -> bool:
    return row.language != update.original_language and row.of_version != update.text_version


def _picture(row: UpdatePicture) -> PicturePart:
    return PicturePart(
        file=row.sha256,
        media_type=row.media_type,
        size=row.size,
        width=row.width,
        height=row.height,
        alt=row.alt,
        credit=row.credit,
        added_at=row.added_at,
    )


def closing_parts(session: Session, campaign: Campaign, *, include_held: bool, told: set[str]) -> list[ClosingPart]:
    """Readers get the end that holds. `told`: ids of the news that the file tells."""
    newest = newest_closing(session, campaign)
    chosen = (
        session.exec(
            select(Closing).where(Closing.campaign_id == campaign.id).order_by(col(Closing.closed_at), col(Closing.id))
        ).all()
        if include_held
        else [newest]
        if newest is not None
        else []
    )
    reports = {update.id: key for key, update in news_of(session, campaign).items() if key in told}
    return [
        ClosingPart(
            outcome=one.outcome,
            closed_at=one.closed_at,
            reopened_at=one.reopened_at,
            statement={**one.withheld, **one.statement} if include_held else one.statement,
            merged_into=_where_it_goes_on(session, one, include_held),
            report=reports.get(one.report_id or 0),
        )
        for one in chosen
    ]


def _where_it_goes_on(session: Session, closing: Closing, include_held: bool) -> str | None:
    other = session.get(Campaign, closing.merged_into_id) if closing.merged_into_id else None
    return other.slug if other is not None and (include_held or other.is_shown) else None


def evidence_parts(
    session: Session, campaign: Campaign, *, include_held: bool, betrays: Betrays, files_dir: Path | None
) -> dict[int, list[EvidencePart]]:
    """By the id of the step. Readers get none while names are off the site. Without `files_dir`, which brings no file
    along, a file is told by its words alone."""
    if campaign.unpublished and not include_held:
        return {}
    return {
        step: [_evidence(one) for one in files if include_held or _may_be_read(one, betrays, files_dir)]
        for step, files in evidence_of(session, campaign).items()
    }


def _may_be_read(row: Evidence, betrays: Betrays, files_dir: Path | None) -> bool:
    return row.is_public and not names_held(row, betrays, files_dir)


def _evidence(row: Evidence) -> EvidencePart:
    return EvidencePart(
        file=row.sha256,
        media_type=row.media_type,
        size=row.size,
        words=row.words,
        is_public=row.is_public,
        added_at=row.added_at,
    )
