"""What the pages of the directory show: proposals, the history of an office, addresses that were checked long ago."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlmodel import Session, col, select

from campaigns.directory import Directory
from campaigns.letters.models import Letter
from campaigns.models.address_confirmation import AddressConfirmation
from campaigns.models.campaign import Campaign, CampaignState
from campaigns.models.demand import AddresseeGroup
from campaigns.offices.merged import directory_now, shipped_office, written_now
from campaigns.offices.models import ChangeState, OfficeChange
from campaigns.offices.shapes import Office
from foundation.accounts.access import SignedIn, seen_by
from foundation.accounts.models import Membership, User
from foundation.accounts.trail.queries import name_for_trail
from foundation.web.language import gettext, speaking

ADDRESS = frozenset({"address", "address_of"})
STALE_AFTER = timedelta(days=365)
"""An address that was checked longer ago than this is to be looked at again."""


@dataclass(frozen=True)
class Proposal:
    """`fields` are what would change: name, how it stands now, how it would."""

    change: OfficeChange
    title: str
    is_new: bool
    fields: tuple[tuple[str, Any, Any], ...]
    proposed_by: str
    decided_by: str
    undone_by: str
    reviewed_by: str
    is_stale: bool


@dataclass(frozen=True)
class Shipped:
    """A field that people corrected here, and what the product has in it. `is_news` when it has changed since."""

    field: str
    here: Any
    shipped: Any
    is_news: bool


@dataclass(frozen=True)
class Stale:
    office: Office
    checked_on: date


def open_changes(session: Session, *, batch: int | None = None) -> list[OfficeChange]:
    query = select(OfficeChange).where(OfficeChange.state == ChangeState.PROPOSED)
    if batch is not None:
        query = query.where(OfficeChange.batch == batch)
    return list(session.exec(query.order_by(col(OfficeChange.proposed_at), col(OfficeChange.office_id))))


def shown(session: Session, user: SignedIn, changes: Iterable[OfficeChange], language: str) -> list[Proposal]:
    directory = directory_now(session)
    changes = list(changes)
    who = _Names(session, user, changes, language)
    found = []
    for change in changes:
        now = written_now(directory, change.office_id)
        office = directory.by_id.get(change.office_id)
        title = office.title_in(language) if office else str(change.changed.get("title", {}).get("en", ""))
        before = now if change.state.is_open else change.before
        found.append(
            Proposal(
                change,
                title or change.office_id,
                not change.before and shipped_office(change.office_id) is None,
                tuple((name, before.get(name), change.changed[name]) for name in _ordered(change.changed)),
                who.of(change.proposed_by_id, change.organisation_id),
                who.of(change.decided_by_id, None),
                who.of(change.undone_by_id, None),
                who.of(change.reviewed_by_id, None),
                change.state.is_open and any(now.get(name) != change.before.get(name) for name in change.changed),
            )
        )
    return found


def changes_of(session: Session, office_id: str) -> list[OfficeChange]:
    """The newest first."""
    return list(
        session.exec(
            select(OfficeChange)
            .where(OfficeChange.office_id == office_id)
            .order_by(col(OfficeChange.number).desc())
            .limit(50)
        )
    )


def corrected_fields(session: Session, office_id: str) -> list[Shipped]:
    """What differs from the shipped data. Empty for an office that people here added."""
    shipped = shipped_office(office_id)
    if shipped is None:
        return []
    theirs, ours = shipped.written(), written_now(directory_now(session), office_id)
    known = {
        name: change.shipped.get(name)
        for change in reversed(changes_of(session, office_id))
        if change.state.counts
        for name in change.changed
    }
    return [
        Shipped(name, ours.get(name), theirs.get(name), known[name] != theirs.get(name))
        for name in _ordered(known)
        if ours.get(name) != theirs.get(name)
    ]


def is_in_use(session: Session, office_id: str) -> bool:
    """Whether an addressee, a letter or another office names it."""
    groups = session.exec(select(AddresseeGroup.offices)).all()
    if any(office_id in offices for offices in groups):
        return True
    if session.exec(select(Letter.id).where(Letter.office_id == office_id)).first() is not None:
        return True
    return any(office_id in (*office.members, office.address_of) for office in directory_now(session).offices)


def moved_at(session: Session, offices: Collection[Office]) -> dict[str, datetime]:
    """When the address of each last became another one for this installation, by id; without those it never did."""
    if not offices:
        return {}
    ids = {office_id for office in offices for office_id in (office.id, office.address_of or office.id)}
    rows = session.exec(
        select(OfficeChange).where(
            col(OfficeChange.office_id).in_(ids),
            col(OfficeChange.state).in_([ChangeState.ACCEPTED, ChangeState.UNDONE]),
        )
    ).all()
    last: dict[str, datetime] = {}
    for row in rows:
        moment = row.undone_at or row.decided_at
        if moment and ADDRESS & row.changed.keys():
            last[row.office_id] = max(moment, last.get(row.office_id, moment))
    found: dict[str, datetime] = {}
    for office in offices:
        moments = [last[one] for one in {office.id, office.address_of or office.id} if one in last]
        if moments:
            found[office.id] = max(moments)
    return found


def stale_addresses(session: Session, user: SignedIn, *, today: date) -> list[Stale]:
    """Of offices that the organiser's campaigns at work write to, confirmed by their organisation too long ago."""
    at_work = seen_by(user, col(Campaign.organisation_id), col(Campaign.id))
    ended = col(Campaign.state).in_([CampaignState.CLOSED, CampaignState.ARCHIVED])
    rows = session.exec(
        select(AddresseeGroup.offices, Campaign.organisation_id)
        .join(Campaign, col(Campaign.id) == col(AddresseeGroup.campaign_id))
        .where(at_work, ~ended, ~col(Campaign.is_history))
    ).all()
    used = {(office_id, organisation_id) for offices, organisation_id in rows for office_id in offices}
    directory = directory_now(session)
    newest: dict[str, date] = {}
    confirmed = session.exec(
        select(AddressConfirmation)
        .where(col(AddressConfirmation.organisation_id).in_({organisation_id for _, organisation_id in used}))
        .order_by(col(AddressConfirmation.created_at))
    ).all()
    for one in confirmed:
        if (one.office_id, one.organisation_id) in used:
            newest[one.office_id] = one.confirmed_on
    found = [
        Stale(directory.by_id[office_id], day)
        for office_id, day in newest.items()
        if day < today - STALE_AFTER and office_id in directory.by_id
    ]
    return sorted(found, key=lambda stale: stale.checked_on)


def search(directory: Directory, *, words: str = "", country: str = "", profile: str = "") -> list[Office]:
    """By any word of a title in any language, of the organisation, the address or the id. `country` "-" has none."""
    wanted = words.casefold().split()
    return [
        office
        for office in directory.offices
        if not office.fictitious
        and (not country or (office.country or "-") == country)
        and (not profile or office.profile == profile)
        and all(word in _searched(directory, office) for word in wanted)
    ]


def _searched(directory: Directory, office: Office) -> str:
    address = directory.address_of(office)
    holders = [name for holder in office.holders for name in holder.name.values()]
    parts = [office.id, office.organisation, *office.title.values(), *holders, *(address.printed if address else ())]
    return " ".join(parts).casefold()


def _ordered(names: Iterable[str]) -> list[str]:
    order = list(Office.model_fields)
    return sorted((name for name in names if name != "id"), key=order.index)


def people_of(row: OfficeChange) -> tuple[int | None, ...]:
    return row.proposed_by_id, row.decided_by_id, row.undone_by_id, row.reviewed_by_id


class _Names:
    """People of the organiser's own organisations by name, as those want it. Who works in others is not said."""

    def __init__(self, session: Session, user: SignedIn, changes: list[OfficeChange], language: str) -> None:
        self.session, self.user, self.language = session, user, language
        ids = {number for row in changes for number in people_of(row)}
        people = session.exec(select(User).where(col(User.id).in_(ids - {None}))).all()
        self.people = {person.id: person.name for person in people}
        self.homes = _homes(session, self.people.keys())

    def of(self, person_id: int | None, organisation_id: int | None) -> str:
        homes = self.homes.get(person_id or 0, [])
        ours = [home for home in homes if home in self.user.roles]
        if person_id in self.people and ours:
            return name_for_trail(self.session, ours[0], self.people[person_id])
        if not (person_id or organisation_id):
            return ""
        with speaking(self.language):
            return gettext("another organisation here")


def _homes(session: Session, people: Iterable[int]) -> dict[int, list[int]]:
    rows = session.exec(select(Membership).where(col(Membership.user_id).in_(list(people)))).all()
    found: dict[int, list[int]] = {}
    for row in rows:
        found.setdefault(row.user_id, []).append(row.organisation_id)
    return found
