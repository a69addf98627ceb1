"""Numbers: what the public is shown, what the counters say, and what counting again finds."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

import sqlalchemy as sa
from sqlmodel import Session, col

from foundation.clock import utc_now
from petitions.models.figures import Figures, kept_figures, minute_of
from petitions.models.groups import (
    LEAST_GROUP,
    MOST_NAMED,
    Groups,
    nameable,
    spans_of,
)
from petitions.models.petition import Petition
from petitions.models.tally import Milestone, PublishedGroups, Recount, Tally, TallyKind
from petitions.models.telling import Published, Told, published_from_json, told_anew
from petitions.partner_codes import names_of_partners, partner_names

# As long as a desk may be closed over holidays.
DRIFT_SHOWN = timedelta(days=14)


def public_figures(session: Session, petition: Petition) -> Figures:
    """What everybody is told at this moment: what was true when the running minute began."""
    return kept_figures(petition, utc_now()) or counters_now(session, petition.id)


def public_groups(session: Session, petition: Petition) -> Groups:
    """They move with the figures, at full minutes only."""
    now = utc_now()
    if kept_figures(petition, now):
        return published(session, petition.id).shown
    return groups_now(session, petition.id, now=now)


def counters_now(session: Session, petition_id: int) -> Figures:
    """As they stand in this transaction."""
    confirmed, paper, organisations = session.execute(
        sa.select(col(Petition.confirmed), col(Petition.paper), col(Petition.organisations)).where(
            col(Petition.id) == petition_id
        )
    ).one()
    return Figures(confirmed, paper, organisations, _countries_now(session, petition_id, confirmed))


def groups_now(session: Session, petition_id: int, *, now: datetime) -> Groups:
    """What the public would be told in this transaction: the same as before, but for who left, or the groups as they
    are."""
    return groups_of(session, petition_id, told_now(session, petition_id, now=now))


def published(session: Session, petition_id: int) -> Published:
    kept = session.execute(
        sa.select(col(PublishedGroups.groups)).where(col(PublishedGroups.petition_id) == petition_id)
    ).scalar_one_or_none()
    return published_from_json(kept) if kept else Published()


def told_now(session: Session, petition_id: int, *, now: datetime) -> Told:
    """What was told, or a new telling."""
    told = published(session, petition_id).told
    confirmed = session.execute(sa.select(col(Petition.confirmed)).where(col(Petition.id) == petition_id)).scalar_one()
    if not told_anew(told, confirmed):
        return told
    large = {
        kind: {tally.key: tally.confirmed for tally in largest_tallies(session, petition_id, kind, least=LEAST_GROUP)}
        for kind in (TallyKind.ORGANISATION, TallyKind.PARTNER)
    }
    all_of = {kind: _tallies(session, petition_id, kind) for kind in (TallyKind.DAY, TallyKind.COUNTRY)}
    return Told(confirmed, told.number + 1, now, all_of | large)


def groups_of(session: Session, petition_id: int, told: Told) -> Groups:
    """Those of a telling that can be named, and that nobody hid."""
    if told.until is None:
        return Groups()
    organisation_id = _organisation_of(session, petition_id)
    organisations = _looked_at(
        session, organisation_id, _not_hidden(session, petition_id, told, TallyKind.ORGANISATION)
    )
    numbers = {key: told.of(TallyKind.ORGANISATION)[key] for key in organisations}
    followed = _not_hidden(session, petition_id, told, TallyKind.PARTNER)
    # Anybody can write a link with words of their own in the place of a code.
    known = partner_names(session, organisation_id, followed) if followed else {}
    partners = {code: told.of(TallyKind.PARTNER)[code] for code in followed if code in known}
    return Groups(
        confirmed=told.confirmed,
        as_of=minute_of(told.until),
        spans=spans_of(told.days),
        countries=nameable(told.of(TallyKind.COUNTRY), told.confirmed),
        organisations=tuple(
            (organisations[key].name, number) for key, number in nameable(numbers, told.confirmed).items()
        ),
        partners=nameable(partners, told.confirmed),
    )


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


def names_to_look_at(session: Session, petition: Petition) -> list[Tally]:
    """Organisations that ten and more have named, the largest first, without those that need no look."""
    large = largest_tallies(session, petition.id, TallyKind.ORGANISATION, least=LEAST_GROUP)
    waiting = [tally for tally in large if tally.looked_at is None and not tally.is_hidden]
    known = names_of_partners(session, petition.organisation_id, {tally.name for tally in waiting})
    return [tally for tally in waiting if tally.name not in known]


def last_look(session: Session, petition_id: int) -> tuple[datetime, list[Tally]] | None:
    """When somebody looked at names last, and at which."""
    of_names = (col(Tally.petition_id) == petition_id, col(Tally.kind) == TallyKind.ORGANISATION)
    latest = sa.select(sa.func.max(col(Tally.looked_at))).where(*of_names).scalar_subquery()
    found = session.execute(sa.select(Tally).where(*of_names, col(Tally.looked_at) == latest)).scalars().all()
    return (found[0].looked_at, list(found)) if found and found[0].looked_at else None


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


def _countries_now(session: Session, petition_id: int, confirmed: int) -> dict[str, int]:
    """Those of `groups_now`. Every public page shows its figures, few show groups: the other kinds are not read."""
    told = published(session, petition_id).told
    if told_anew(told, confirmed):
        return nameable(_tallies(session, petition_id, TallyKind.COUNTRY), confirmed)
    return nameable(told.of(TallyKind.COUNTRY), told.confirmed) if told.until is not None else {}


def _organisation_of(session: Session, petition_id: int) -> int:
    found: int = session.execute(
        sa.select(col(Petition.organisation_id)).where(col(Petition.id) == petition_id)
    ).scalar_one()
    return found


def _looked_at(session: Session, organisation_id: int, tallies: dict[str, Tally]) -> dict[str, Tally]:
    """Anybody can type anything: what nobody has looked at is shown only where it is a partner's name."""
    unseen = {tally.name for tally in tallies.values() if tally.looked_at is None}
    known = names_of_partners(session, organisation_id, unseen) if unseen else set()
    return {key: tally for key, tally in tallies.items() if tally.looked_at is not None or tally.name in known}


def _not_hidden(session: Session, petition_id: int, told: Told, kind: TallyKind) -> dict[str, Tally]:
    large = [key for key, number in told.of(kind).items() if number >= LEAST_GROUP]
    if not large:
        return {}
    found = session.execute(
        sa.select(Tally).where(
            col(Tally.petition_id) == petition_id,
            col(Tally.kind) == kind,
            col(Tally.key).in_(large),
            ~col(Tally.is_hidden),
        )
    ).scalars()
    return {tally.key: tally for tally in found}


def _tallies(session: Session, petition_id: int, kind: TallyKind) -> dict[str, int]:
    rows = session.execute(
        sa.select(col(Tally.key), col(Tally.confirmed))
        .where(col(Tally.petition_id) == petition_id, col(Tally.kind) == kind, col(Tally.confirmed) > 0)
        .order_by(col(Tally.confirmed).desc(), col(Tally.key))
    ).all()
    return {row[0]: row[1] for row in rows}
