"""Portraits at the desk and for everybody."""

from collections.abc import Sequence

from sqlmodel import Session, col, select

from campaigns.facts.rows import read_rows
from campaigns.models.campaign import Campaign
from campaigns.models.case import Case
from campaigns.models.portrait import Portrait
from foundation.errors import NotFound
from foundation.web.language import mark

NO_SUCH_PICTURE = mark("There is no picture at this address.")


def portrait_of(session: Session, case: Case) -> Portrait | None:
    """The one that hangs now."""
    return session.exec(select(Portrait).where(Portrait.case_id == case.id, col(Portrait.removed_at).is_(None))).first()


def removed_portrait_of(session: Session, case: Case) -> Portrait | None:
    """The one that was removed last and may still be put back."""
    return session.exec(
        select(Portrait)
        .where(Portrait.case_id == case.id, col(Portrait.removed_at).is_not(None))
        .order_by(col(Portrait.removed_at).desc(), col(Portrait.id).desc())
    ).first()


def portrait_at_desk(session: Session, campaign: Campaign, portrait_id: int) -> Portrait:
    """Also one that was removed. Raises NotFound."""
    portrait = session.get(Portrait, portrait_id)
    if portrait is None or portrait.campaign_id != campaign.id:
        raise NotFound(NO_SUCH_PICTURE)
    return portrait


def public_portrait(session: Session, campaign: Campaign, portrait_id: int) -> Portrait:
    """One that readers are shown now: with consent, and neither it nor whom it shows on hold. Raises NotFound."""
    found = session.get(Portrait, portrait_id)
    # Most of the ways in which it may not be shown are known without reading the facts.
    if found is None or found.campaign_id != campaign.id or found.is_kept_back or campaign.unpublished:
        raise NotFound(NO_SUCH_PICTURE)
    shown: Sequence[Portrait] = read_rows(session, campaign_id=campaign.id, include_held=False).of(Portrait)
    if all(portrait.id != portrait_id for portrait in shown):
        raise NotFound(NO_SUCH_PICTURE)
    return found
