"""Keeping the change log: with every change of what readers see, and with every hold that begins or ends."""

import re
from collections.abc import Iterable
from datetime import timedelta

from sqlmodel import Session, col, select

from campaigns.facts.rows import read_rows
from campaigns.models.campaign import Campaign
from campaigns.models.texts import Texts, gaps_in
from campaigns.versions.comparing import changes
from campaigns.versions.models import CampaignVersion, ShownFacts
from campaigns.versions.snapshot import shown_now
from campaigns.versions.words import PUBLISHED, UNKNOWN_CHANGE, Line, lines_of, one_line
from foundation.accounts.access import SignedIn
from foundation.accounts.actions import record
from foundation.clock import utc_now

SHORT_WHILE = timedelta(minutes=15)
"""What one person changes within it is told together."""


def begin_log(session: Session, *, campaign: Campaign, user: SignedIn | None, words: str = PUBLISHED) -> None:
    """When readers see the campaign for the first time."""
    _remember(session, campaign)
    if words:
        _add_version(session, campaign, user, [one_line(words)])


def keep_version(session: Session, *, campaign: Campaign, user: SignedIn | None) -> None:
    """After a change of a campaign that readers see, once its holds were kept and its version was counted up."""
    session.flush()
    known = session.get(ShownFacts, campaign.id)
    if known is None:
        begin_log(session, campaign=campaign, user=user, words=UNKNOWN_CHANGE)
        return
    newest = _newest(session, campaign)
    goes_on = newest is not None and _belongs_together(newest, user)
    before = known.before if goes_on else known.now
    public = read_rows(session, campaign_id=campaign.id, include_held=False)
    everything = read_rows(session, campaign_id=campaign.id, include_held=True).by_table
    now = shown_now(campaign, public, (row for rows in everything.values() for row in rows), before)
    lines = lines_of(changes(before, now, original=campaign.original_language), campaign, public)
    if newest is not None and goes_on:
        kept = [line for line in newest.lines if line.get("stays")]
        newest.number, newest.changed_at, newest.lines = campaign.version, utc_now(), [*kept, *lines]
        session.add(newest)
    elif lines:
        known.before = before
        _add_version(session, campaign, user, lines)
    known.now = now
    session.add(known)
    session.flush()


def change_note(session: Session, *, user: SignedIn, campaign: Campaign, version: CampaignVersion, note: Texts) -> None:
    """The editor's own words under what the program wrote."""
    version.note = {code: text for code, text in note.items() if text}
    version.hides_note = False
    session.add(version)
    record(
        session,
        user=user,
        organisation_id=campaign.organisation_id,
        act="version.noted",
        about=f"campaign:{campaign.slug}",
        detail=str(version.number),
    )


def hide_lines(session: Session, campaign: Campaign, *, held: Iterable[int], betrays: re.Pattern[str] | None) -> None:
    """What is on hold is in no line, neither by its name nor as the row that a line is about; without the hold the
    line is back."""
    on_hold = set(held)
    for version in session.exec(select(CampaignVersion).where(CampaignVersion.campaign_id == campaign.id)):
        lines = [{**line, "hidden": _is_hidden(line, on_hold, betrays)} for line in version.lines]
        hides_note = bool(betrays and any(betrays.search(text) for text in version.note.values()))
        if lines != version.lines or hides_note != version.hides_note:
            version.lines, version.hides_note = lines, hides_note
            session.add(version)


def _is_hidden(line: Line, held: set[int], betrays: re.Pattern[str] | None) -> bool:
    if held & set(line["about"]) or any(gaps_in(text) for text in line["text"].values()):
        return True
    return bool(betrays and any(betrays.search(text) for text in line["text"].values()))


def _remember(session: Session, campaign: Campaign) -> None:
    session.flush()
    known = session.get(ShownFacts, campaign.id) or ShownFacts(campaign_id=campaign.id)
    public = read_rows(session, campaign_id=campaign.id, include_held=False)
    known.before = known.now = shown_now(campaign, public, (), {})
    session.add(known)
    session.flush()


def _add_version(session: Session, campaign: Campaign, user: SignedIn | None, lines: list[Line]) -> None:
    session.add(
        CampaignVersion(
            campaign_id=campaign.id,
            first_number=campaign.version,
            number=campaign.version,
            made_by_id=user.user_id if user else None,
            lines=lines,
        )
    )
    session.flush()


def _belongs_together(newest: CampaignVersion, user: SignedIn | None) -> bool:
    same = newest.made_by_id == (user.user_id if user else None)
    return same and utc_now() - newest.changed_at <= SHORT_WHILE


def _newest(session: Session, campaign: Campaign) -> CampaignVersion | None:
    return session.exec(
        select(CampaignVersion)
        .where(CampaignVersion.campaign_id == campaign.id)
        .order_by(col(CampaignVersion.made_at).desc(), col(CampaignVersion.id).desc())
    ).first()
