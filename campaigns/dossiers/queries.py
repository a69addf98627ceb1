"""Which editions there are."""

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, func, select

from campaigns.dossiers.models import Dossier, DossierState, Profile
from campaigns.models.campaign import Campaign
from foundation.accounts.access import SignedIn, seen_by

PAGE = 20


def newest_ready(session: Session, *, campaign: Campaign, language: str, profile: Profile) -> Dossier | None:
    """None while there is none that was printed after the last hold."""
    return session.exec(
        select(Dossier)
        .where(
            Dossier.campaign_id == campaign.id,
            Dossier.facts_version >= campaign.held_since_version,
            Dossier.profile == profile,
            Dossier.language == language,
            Dossier.state == DossierState.READY,
        )
        .order_by(col(Dossier.edition).desc())
    ).first()


def newest_waiting(session: Session, *, campaign_id: int, language: str, profile: Profile) -> Dossier | None:
    """Ordered and not made yet."""
    return session.exec(
        select(Dossier)
        .where(
            Dossier.campaign_id == campaign_id,
            Dossier.profile == profile,
            Dossier.language == language,
            Dossier.state == DossierState.ORDERED,
        )
        .order_by(col(Dossier.edition).desc())
    ).first()


def editions(session: Session, *, campaign_id: int) -> list[Dossier]:
    """Newest order first."""
    return list(
        session.exec(
            select(Dossier)
            .where(Dossier.campaign_id == campaign_id)
            .order_by(col(Dossier.ordered_at).desc(), col(Dossier.language))
        )
    )


def standing_editions(session: Session, *, campaign_id: int) -> list[Dossier]:
    """Of each language the newest that can be read, and what was ordered since."""
    return list(
        session.exec(
            select(Dossier)
            .where(Dossier.campaign_id == campaign_id, ~_is_superseded())
            .order_by(col(Dossier.ordered_at).desc(), col(Dossier.language), col(Dossier.edition).desc())
        )
    )


def earlier_editions(session: Session, *, campaign_id: int, before: int = 0) -> tuple[list[Dossier], int]:
    """Newest first, and the id before which the next page begins, or 0."""
    query = select(Dossier).where(Dossier.campaign_id == campaign_id, _is_superseded())
    last = session.get(Dossier, before) if before else None
    if last is not None and last.campaign_id == campaign_id:
        query = query.where(
            sa.tuple_(col(Dossier.ordered_at), col(Dossier.id)) < sa.tuple_(last.ordered_at, sa.literal(last.id))
        )
    found = list(session.exec(query.order_by(col(Dossier.ordered_at).desc(), col(Dossier.id).desc()).limit(PAGE + 1)))
    return found[:PAGE], found[PAGE - 1].id if len(found) > PAGE else 0


def _is_superseded() -> sa.ColumnElement[bool]:
    newer = aliased(Dossier)
    return sa.exists().where(
        col(newer.campaign_id) == col(Dossier.campaign_id),
        col(newer.profile) == col(Dossier.profile),
        col(newer.language) == col(Dossier.language),
        col(newer.edition) > col(Dossier.edition),
        col(newer.state) == DossierState.READY,
    )


def newest_of_each(session: Session, user: SignedIn) -> dict[int, Dossier]:
    """The edition that was ordered last, by campaign: of each that the organiser sees, however many there are of it."""
    last = (
        select(Dossier.id)
        .where(col(Dossier.campaign_id) == col(Campaign.id))
        .order_by(col(Dossier.ordered_at).desc(), col(Dossier.id).desc())
        .limit(1)
        .correlate(Campaign)
        .scalar_subquery()
    )
    found = session.exec(
        select(Dossier)
        .join(Campaign, col(Dossier.id) == last)
        .where(seen_by(user, col(Campaign.organisation_id), col(Campaign.id)))
    )
    return {dossier.campaign_id: dossier for dossier in found}


def highest_edition(session: Session, *, campaign_id: int, language: str, profile: Profile) -> int:
    """0 when there is none."""
    return (
        session.exec(
            select(func.max(Dossier.edition)).where(
                Dossier.campaign_id == campaign_id, Dossier.profile == profile, Dossier.language == language
            )
        ).one()
        or 0
    )
