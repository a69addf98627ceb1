"""Numbers: what the public is shown, what the counters say, and what counting again finds."""

from collections.abc import Sequence
from datetime import date, timedelta

import sqlalchemy as sa
from sqlmodel import Session, col

from foundation.clock import utc_now
from petitions.models.figures import Figures, kept_figures, minute_of
from petitions.models.groups import (
    LEAST_GROUP,
    MOST_NAMED,
    Groups,
    groups_from_json,
    nameable,
    spans_of,
    told_anew,
)
from petitions.models.petition import Petition
from petitions.models.tally import Milestone, PublishedGroups, Recount, Tally, TallyKind
from petitions.partner_codes import partner_names

# As long as a desk may be closed over holidays.
DRIFT_SHOWN = timedelta(days=14)


def public_figures(session: Session, petition: Petition) -> Figures:
    return kept_figures(petition, utc_now()) or counters_now(session, petition.id)


def public_groups(session: Session, petition: Petition) -> Groups:
    """They move with the figures, at full minutes only."""
    told = groups_told(session, petition.id)
    return told if kept_figures(petition, utc_now()) else _told_now(session, petition.id, told)


def counters_now(session: Session, petition_id: int) -> Figures:
    """As they stand in this transaction."""
    confirmed, paper, organisations = session.execute(
        sa.select(col(Petition.confirmed), col(Petition.paper), col(Petition.organisations)).where(
            col(Petition.id) == petition_id
        )
    ).one()
    return Figures(confirmed, paper, organisations, groups_now(session, petition_id).countries)


def groups_now(session: Session, petition_id: int) -> Groups:
    """What the public would be told in this transaction: the same as before, or the groups as they are."""
    return _told_now(session, petition_id, groups_told(session, petition_id))


def groups_told(session: Session, petition_id: int) -> Groups:
    kept = session.execute(
        sa.select(col(PublishedGroups.groups)).where(col(PublishedGroups.petition_id) == petition_id)
    ).scalar_one_or_none()
    return groups_from_json(kept) if kept else Groups()


def country_tallies(session: Session, petition_id: int) -> dict[str, int]:
    """For the desk: small groups too, the largest first."""
    return _tallies(session, petition_id, TallyKind.COUNTRY)


def day_tallies(session: Session, petition_id: int) -> dict[date, int]:
    return {date.fromisoformat(day): number for day, number in _tallies(session, petition_id, TallyKind.DAY).items()}


def largest_tallies(session: Session, petition_id: int, kind: TallyKind, *, least: int = 1) -> Sequence[Tally]:
    """At most a hundred, the largest first, however many there are."""
    return (
        session.execute(
            sa.select(Tally)
            .where(col(Tally.petition_id) == petition_id, col(Tally.kind) == kind, col(Tally.confirmed) >= least)
            .order_by(col(Tally.confirmed).desc(), col(Tally.key).desc())
            .limit(MOST_NAMED)
        )
        .scalars()
        .all()
    )


def last_milestone(session: Session, petition_id: int, confirmed: int) -> Milestone | None:
    """The highest that `confirmed` has reached."""
    return next(iter(milestones(session, petition_id, confirmed)), None)


def milestones(session: Session, petition_id: int, confirmed: int) -> Sequence[Milestone]:
    """The highest first."""
    return (
        session.execute(
            sa.select(Milestone)
            .where(col(Milestone.petition_id) == petition_id, col(Milestone.number) <= confirmed)
            .order_by(col(Milestone.number).desc())
        )
        .scalars()
        .all()
    )


def last_recount(session: Session, petition_id: int) -> Recount | None:
    return session.get(Recount, petition_id)


def recent_drift(session: Session, petition_id: int) -> Recount | None:
    """What organisers are to know of, while it is new."""
    recount = last_recount(session, petition_id)
    is_new = recount is not None and recount.drifted_at and utc_now() - recount.drifted_at < DRIFT_SHOWN
    return recount if is_new else None


def _told_now(session: Session, petition_id: int, told: Groups) -> Groups:
    confirmed, organisation_id = session.execute(
        sa.select(col(Petition.confirmed), col(Petition.organisation_id)).where(col(Petition.id) == petition_id)
    ).one()
    if not told_anew(told, confirmed):
        return told
    organisations = {tally.key: tally for tally in _public(session, petition_id, TallyKind.ORGANISATION)}
    named = nameable({key: tally.confirmed for key, tally in organisations.items()}, confirmed)
    followed = {tally.key: tally.confirmed for tally in _public(session, petition_id, TallyKind.PARTNER)}
    # Anybody can write a link with words of their own in the place of a code.
    known = partner_names(session, organisation_id, followed)
    partners = {code: number for code, number in followed.items() if code in known}
    return Groups(
        confirmed=confirmed,
        as_of=minute_of(utc_now()),
        spans=spans_of(day_tallies(session, petition_id)),
        countries=nameable(country_tallies(session, petition_id), confirmed),
        organisations=tuple((organisations[key].name, number) for key, number in named.items()),
        partners=nameable(partners, confirmed),
    )


def _public(session: Session, petition_id: int, kind: TallyKind) -> list[Tally]:
    return [tally for tally in largest_tallies(session, petition_id, kind, least=LEAST_GROUP) if not tally.is_hidden]


def _tallies(session: Session, petition_id: int, kind: TallyKind) -> dict[str, int]:
    rows = session.execute(
        sa.select(col(Tally.key), col(Tally.confirmed))
        .where(col(Tally.petition_id) == petition_id, col(Tally.kind) == kind, col(Tally.confirmed) > 0)
        .order_by(col(Tally.confirmed).desc(), col(Tally.key))
    ).all()
    return {row[0]: row[1] for row in rows}
