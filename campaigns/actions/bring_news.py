"""Brings news, ends and evidence in from a campaign file, which has been checked."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session, col, select

from campaigns.actions.bring_files import FilesOfCampaign
from campaigns.actions.holding import what_betrays
from campaigns.files.news import news_of
from campaigns.files.news_parts import ClosingPart, NewsPart
from campaigns.files.parts import DemandStatePart
from campaigns.files.schema import CampaignFile
from campaigns.models.campaign import Campaign
from campaigns.models.demand import DemandState
from campaigns.outcomes.actions.holding import hold_statements
from campaigns.outcomes.models import Closing, Evidence
from campaigns.updates.actions.holding import hold_updates
from campaigns.updates.actions.write import changed
from campaigns.updates.models import Update, UpdatePicture, UpdateText
from campaigns.updates.queries import pictures_of, texts_of
from foundation.accounts.access import SignedIn
from foundation.clock import utc_now

Steps = Iterable[tuple[DemandState, DemandStatePart]]
MOMENTS = ("published_at", "published_in_emergency", "reviewed_at", "changed_at", "taken_back_at")


def bring_news(
    session: Session,
    *,
    campaign: Campaign,
    file: CampaignFile,
    steps: Steps,
    files: FilesOfCampaign,
    by: SignedIn | None,
) -> None:
    """Into a campaign whose facts are there. News with an id that is known here are corrected; what the file does not
    speak of stays, but for evidence and pictures that it leaves out. Raises BadInput for a file that nobody may keep.
    """
    now = utc_now()
    session.flush()
    here = news_of(session, campaign)
    keys: dict[str, Update] = {}
    for place, part in enumerate(file.news):
        update = here.get(part.key) or _begun(session, campaign, part, by, now + timedelta(microseconds=place))
        keys[part.key] = update
        moved = _keep_texts(session, update, part, by)
        moved |= _keep_pictures(session, update, part, files, now)
        if moved and part.key in here:
            changed(session, campaign, update, now=now)
    _keep_closings(session, campaign, file.closings, keys)
    for state, told in steps:
        _keep_evidence(session, campaign, state, told, files, by, now)
    session.flush()
    betrays = what_betrays(session, campaign)
    hold_updates(session, campaign, betrays)
    hold_statements(session, campaign, betrays)


def _begun(session: Session, campaign: Campaign, part: NewsPart, by: SignedIn | None, now: datetime) -> Update:
    """Whoever brings it in counts as its author, so that somebody else publishes it."""
    update = Update(
        campaign_id=campaign.id,
        number=part.number,
        kind=part.kind,
        state=part.state,
        original_language=part.original_language,
        text_version=2 if part.outdated else 1,
        created_at=part.created_at or part.published_at or now,
        created_by_id=by.user_id if by else None,
        written_by_id=by.user_id if by else None,
        **{name: getattr(part, name) for name in MOMENTS},
    )
    session.add(update)
    session.flush()
    return update


def _keep_texts(session: Session, update: Update, part: NewsPart, by: SignedIn | None) -> bool:
    """Whether readers read anything else now."""
    known = texts_of(session, update)
    before = {code: (row.title, row.text) for code, row in known.items()}
    given = {code: (part.title[code], part.text[code]) for code in part.title}
    original = update.original_language
    if known and before.get(original) != given[original]:
        update.text_version += 1
    for code in known.keys() - given.keys():
        session.delete(known[code])
    for code, (title, text) in given.items():
        row = known.get(code) or UpdateText(update_id=update.id, language=code, title=title, text=text)
        if before.get(code) != (title, text):
            row.title, row.text, row.written_by_id = title, text, by.user_id if by else None
        if code in part.outdated:
            row.of_version = min(row.of_version, max(1, update.text_version - 1))
        else:
            row.of_version = update.text_version
        row.is_checked = code in part.checked
        session.add(row)
    session.add(update)
    session.flush()
    return before != given


def _keep_pictures(session: Session, update: Update, part: NewsPart, files: FilesOfCampaign, now: datetime) -> bool:
    known = {row.sha256: row for row in pictures_of(session, [update.id])}
    told: set[str] = set()
    moved = False
    for place, one in enumerate(part.pictures):
        found = files.taken(one)
        if found is None:
            continue
        sha256, kept = found
        told.add(sha256)
        words: dict[str, Any] = {"alt": one.alt, "credit": one.credit}
        row = known.get(sha256)
        if row is None:
            size = len(kept.content) or one.size
            row = UpdatePicture(
                update_id=update.id, sha256=sha256, media_type=kept.media_type, size=size, width=kept.width,
                height=kept.height, added_at=one.added_at or now + timedelta(microseconds=place), **words,
            )  # fmt: skip
            moved = True
        elif (row.alt, row.credit) != (one.alt, one.credit):
            row.alt, row.credit = one.alt, one.credit
            moved = True
        session.add(row)
    for sha256 in known.keys() - told:
        session.delete(known[sha256])
        moved = True
    session.flush()
    return moved


def _keep_closings(session: Session, campaign: Campaign, parts: Iterable[ClosingPart], news: dict[str, Update]) -> None:
    """An end that is known here by its moment stays as it is."""
    known = set(session.exec(select(Closing.closed_at).where(Closing.campaign_id == campaign.id)))
    for part in parts:
        if part.closed_at in known:
            continue
        # Only within the organisation: a file says nothing about campaigns of others.
        other = session.exec(
            select(Campaign.id).where(
                Campaign.slug == (part.merged_into or ""), Campaign.organisation_id == campaign.organisation_id
            )
        ).first()
        report = news.get(part.report or "")
        session.add(
            Closing(
                campaign_id=campaign.id,
                outcome=part.outcome,
                statement=part.statement,
                closed_at=part.closed_at,
                reopened_at=part.reopened_at or (None if campaign.outcome is not None else utc_now()),
                merged_into_id=other if other != campaign.id else None,
                report_id=report.id if report else None,
            )
        )


def _keep_evidence(
    session: Session,
    campaign: Campaign,
    state: DemandState,
    told: DemandStatePart,
    files: FilesOfCampaign,
    by: SignedIn | None,
    now: datetime,
) -> None:
    rows = session.exec(select(Evidence).where(col(Evidence.demand_state_id) == state.id)).all()
    known = {row.sha256: row for row in rows}
    kept: set[str] = set()
    for place, part in enumerate(told.evidence):
        found = files.taken(part)
        if found is None:
            continue
        sha256, content = found
        kept.add(sha256)
        row = known.get(sha256) or Evidence(
            campaign_id=campaign.id, demand_state_id=state.id, sha256=sha256, media_type=content.media_type,
            size=len(content.content) or part.size, words=part.words, added_by_id=by.user_id if by else None,
            added_at=part.added_at or now + timedelta(microseconds=place),
        )  # fmt: skip
        row.words, row.is_public = part.words, part.is_public
        session.add(row)
    for sha256 in known.keys() - kept:
        session.delete(known[sha256])
