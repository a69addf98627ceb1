"""Hanging a portrait, correcting what is said of it, removing it and putting it back.

Whatever takes a picture from readers also hides the papers that were printed with it.
"""

from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, select

from campaigns.actions.facts import fact_changed, hide_what_was_printed
from campaigns.faces.queries import portrait_of, removed_portrait_of
from campaigns.faces.words import TOO_MANY_PORTRAITS
from campaigns.models.campaign import Campaign
from campaigns.models.case import Case
from campaigns.models.portrait import Portrait
from campaigns.updates.actions.pictures import require_room
from foundation.accounts.access import SignedIn
from foundation.clock import utc_now
from foundation.errors import BadInput, Conflict
from foundation.files import FileKind, discard_if_unnamed, store
from foundation.picture_uploads import Picture

MOST_PORTRAITS = 24
PUT_BACK_WITHIN = timedelta(days=7)


def hang_portrait(
    session: Session,
    *,
    user: SignedIn,
    campaign: Campaign,
    case: Case,
    files_dir: Path,
    picture: Picture,
    values: Mapping[str, Any],
) -> Portrait:
    """In the place of the one that hangs, whose file goes. Raises BadInput for one too many."""
    before = portrait_of(session, case)
    if before is None:
        _require_place(session, campaign)
    require_room(session, campaign, len(picture.content))
    for gone in session.exec(select(Portrait).where(Portrait.case_id == case.id)).all():
        _take_away(session, campaign, files_dir, gone)
    stored = store(session, files_dir, picture.content, media_type=picture.media_type, kind=FileKind.UPLOADED)
    portrait = Portrait(
        campaign_id=campaign.id,
        case_id=case.id,
        sha256=stored.sha256,
        size=len(picture.content),
        width=picture.width,
        height=picture.height,
        **values,
    )
    session.add(portrait)
    session.flush()
    act = "portrait.replaced" if before is not None else "portrait.hung"
    fact_changed(session, user=user, campaign=campaign, act=act, detail=case.key)
    return portrait


def word_portrait(
    session: Session,
    *,
    user: SignedIn,
    campaign: Campaign,
    case: Case,
    portrait: Portrait,
    values: Mapping[str, Any],
) -> None:
    """The words around it, who consented, its hold."""
    was_shown = not portrait.is_kept_back
    for name, value in values.items():
        setattr(portrait, name, value)
    if was_shown and portrait.is_kept_back:
        hide_what_was_printed(campaign)
    session.add(portrait)
    fact_changed(session, user=user, campaign=campaign, act="portrait.changed", detail=case.key)


def remove_portrait(session: Session, *, user: SignedIn, campaign: Campaign, case: Case) -> None:
    """It may be put back for a while. Raises Conflict when none hangs."""
    portrait = portrait_of(session, case)
    if portrait is None:
        raise Conflict("There is no picture here that could be removed.")
    if not portrait.is_kept_back:
        hide_what_was_printed(campaign)
    portrait.removed_at = utc_now()
    session.add(portrait)
    fact_changed(session, user=user, campaign=campaign, act="portrait.removed", detail=case.key)


def put_portrait_back(session: Session, *, user: SignedIn, campaign: Campaign, case: Case) -> None:
    """As it hung. Raises Conflict when another one hangs, or when it was removed for good."""
    portrait = removed_portrait_of(session, case)
    if portrait is None or portrait_of(session, case) is not None:
        raise Conflict("There is no picture any more that could be put back.")
    _require_place(session, campaign)
    portrait.removed_at = None
    session.add(portrait)
    fact_changed(session, user=user, campaign=campaign, act="portrait.put_back", detail=case.key)


def forget_removed_portraits(session: Session, *, files_dir: Path) -> int:
    """Those that nobody put back in time, with their files; says how many."""
    ended = utc_now() - PUT_BACK_WITHIN
    gone = session.exec(select(Portrait).where(col(Portrait.removed_at) <= ended)).all()
    for portrait in gone:
        _delete(session, files_dir, portrait)
    return len(gone)


def _require_place(session: Session, campaign: Campaign) -> None:
    hanging = session.exec(
        select(sa.func.count()).where(Portrait.campaign_id == campaign.id, col(Portrait.removed_at).is_(None))
    ).one()
    if hanging >= MOST_PORTRAITS:
        raise BadInput(TOO_MANY_PORTRAITS, most=MOST_PORTRAITS)


def _take_away(session: Session, campaign: Campaign, files_dir: Path, portrait: Portrait) -> None:
    if not portrait.is_kept_back:
        hide_what_was_printed(campaign)
    _delete(session, files_dir, portrait)


def _delete(session: Session, files_dir: Path, portrait: Portrait) -> None:
    sha256 = portrait.sha256
    session.delete(portrait)
    session.flush()
    discard_if_unnamed(session, files_dir, sha256)
