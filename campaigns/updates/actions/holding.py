"""Keeps what is on hold out of news: an update that names somebody who is on hold is not public, and is mailed no more.

The mark stands on the row, since pages, feeds and each single mail ask for it.
"""

import re
from collections.abc import Iterable, Sequence

from sqlmodel import Session, col, select

from campaigns.facts.holds import bearing_names, names_on_hold
from campaigns.facts.rows import rows_with_names
from campaigns.models.campaign import Campaign
from campaigns.news_mail.actions.holding import hold_mailings_of_update
from campaigns.updates.models import Update, UpdatePicture, UpdateText


def keep_holds_in(session: Session, campaign: Campaign, update: Update) -> None:
    """After a change of the update itself."""
    session.flush()
    rows = rows_with_names(session, campaign_id=campaign.id)
    also = bearing_names(rows) if campaign.unpublished else frozenset()
    _mark(session, update, names_on_hold(rows, also), _words(session, [update.id]).get(update.id, []))


def hold_updates(session: Session, campaign: Campaign, betrays: re.Pattern[str] | None) -> None:
    """After every change of the campaign's facts. `betrays` finds the names that are on hold now."""
    updates = session.exec(select(Update).where(Update.campaign_id == campaign.id)).all()
    words = _words(session, [update.id for update in updates]) if betrays else {}
    for update in updates:
        _mark(session, update, betrays, words.get(update.id, []))


def _mark(session: Session, update: Update, betrays: re.Pattern[str] | None, words: Iterable[str]) -> None:
    names_held = betrays is not None and any(betrays.search(text) for text in words)
    if names_held == update.names_held:
        return
    update.names_held = names_held
    session.add(update)
    if names_held:
        hold_mailings_of_update(session, update)


def _words(session: Session, update_ids: Sequence[int]) -> dict[int, list[str]]:
    """All that each of them says, by its id."""
    found: dict[int, list[str]] = {}
    for row in session.exec(select(UpdateText).where(col(UpdateText.update_id).in_(update_ids))):
        found.setdefault(row.update_id, []).extend((row.title, row.text))
    for picture in session.exec(select(UpdatePicture).where(col(UpdatePicture.update_id).in_(update_ids))):
        found.setdefault(picture.update_id, []).extend((*picture.alt.values(), picture.credit))
    return found
