"""Pages of the audit trail, newest first, each from where the last one ended."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from sqlmodel import Session, col, select

from foundation.accounts.models import AuditEntry, Membership, NamesShown, Organisation, User
from foundation.accounts.roles import Role
from foundation.accounts.trail.chain import broken_among
from foundation.read_once import read_once

PAGE = 50


@dataclass(frozen=True)
class Narrowed:
    person: int = 0
    kind: str = ""
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True)
class Who:
    """How the trail may call somebody: by the name, or by the role alone."""

    name: str = ""
    role: Role | None = None


@dataclass(frozen=True)
class Line:
    entry: AuditEntry
    # None: the program.
    who: Who | None
    # Of a `person:` or `union:` that the act was about.
    about: Who | None
    fits: bool


@dataclass(frozen=True)
class TrailPage:
    lines: list[Line]
    # The id before which the next page begins, or 0.
    next_before: int


def trail_page(session: Session, organisation_id: int, narrowed: Narrowed, *, before: int = 0) -> TrailPage:
    query = select(AuditEntry).where(AuditEntry.organisation_id == organisation_id)
    if narrowed.person and _shown(session, organisation_id) is not NamesShown.ROLE:
        query = query.where(AuditEntry.user_id == narrowed.person)
    if narrowed.kind:
        about = col(AuditEntry.about)
        query = query.where((about == narrowed.kind) | about.startswith(f"{narrowed.kind}:", autoescape=True))
    if narrowed.since:
        query = query.where(col(AuditEntry.at) >= datetime.combine(narrowed.since, time(), UTC))
    if narrowed.until:
        query = query.where(col(AuditEntry.at) < datetime.combine(narrowed.until, time(), UTC) + timedelta(days=1))
    if before:
        query = query.where(col(AuditEntry.id) < before)
    found = session.exec(query.order_by(col(AuditEntry.id).desc()).limit(PAGE + 1)).all()
    shown = found[:PAGE]
    broken = broken_among(session, organisation_id, shown)
    people = _people(session, organisation_id, shown)
    unions = _unions(session, shown)
    lines = [
        Line(
            entry,
            people.get(entry.user_id, Who()) if entry.user_id else None,
            people.get(_number(entry, "person")) or unions.get(_number(entry, "union")),
            entry.id not in broken,
        )
        for entry in shown
    ]
    return TrailPage(lines, (shown[-1].id or 0) if len(found) > PAGE else 0)


def actors(session: Session, organisation_id: int) -> list[tuple[int, str]]:
    """For the filter; empty where names are not shown."""
    shown = _shown(session, organisation_id)
    if shown is NamesShown.ROLE:
        return []
    rows = session.exec(
        select(User)
        .where(
            col(User.id).in_(select(AuditEntry.user_id).where(AuditEntry.organisation_id == organisation_id).distinct())
        )
        .order_by(User.name)
    ).all()
    return [(user.id, _worded(user.name, shown)) for user in rows]


def name_for_trail(session: Session, organisation_id: int, name: str) -> str:
    """Of somebody who did something for this organisation, as its setting wants it; empty where names stay away."""
    return _worded(name, _shown(session, organisation_id))


def initials(name: str) -> str:
    return " ".join(f"{word[0].upper()}." for word in name.split() if word[0].isalnum())


def _people(session: Session, organisation_id: int, entries: Sequence[AuditEntry]) -> dict[int, Who]:
    numbers = {entry.user_id for entry in entries if entry.user_id} | {_number(entry, "person") for entry in entries}
    shown = _shown(session, organisation_id)
    members = session.exec(
        select(Membership).where(Membership.organisation_id == organisation_id, col(Membership.user_id).in_(numbers))
    ).all()
    roles = {member.user_id: member.role for member in members}
    rows = session.exec(select(User).where(col(User.id).in_(numbers))).all()
    return {user.id: Who(_worded(user.name, shown), roles.get(user.id)) for user in rows}


def _shown(session: Session, organisation_id: int) -> NamesShown:
    """Asked for every name on a page."""

    def shown() -> NamesShown:
        return NamesShown(session.get_one(Organisation, organisation_id).trail_names)

    return read_once(session, ("trail names", organisation_id), (Organisation,), shown)


def _unions(session: Session, entries: Sequence[AuditEntry]) -> dict[int, Who]:
    numbers = {_number(entry, "union") for entry in entries}
    rows = session.exec(select(Organisation).where(col(Organisation.id).in_(numbers))).all()
    return {row.id: Who(row.name) for row in rows}


def _worded(name: str, shown: NamesShown) -> str:
    if shown is NamesShown.ROLE:
        return ""
    return name if shown is NamesShown.FULL else initials(name) or "?"


def _number(entry: AuditEntry, kind: str) -> int:
    """`person:12` → 12, and 0 for anything else."""
    first, _, rest = entry.about.partition(":")
    return int(rest) if first == kind and rest.isascii() and rest.isdecimal() and len(rest) < 19 else 0
