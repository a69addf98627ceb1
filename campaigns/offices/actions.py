"""Somebody proposes a correction of the directory, a second person accepts or declines it, and it can be undone.

Nothing here touches the shipped data: what was accepted is laid over them (merged.py).
"""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from pydantic import ValidationError
from sqlmodel import Session, col, func, select

from campaigns.actions.confirm_address import confirm_address
from campaigns.directory import Directory
from campaigns.letters.falling import let_letters_to_office_fall
from campaigns.meanwhile import UNDONE
from campaigns.offices.merged import Written, directory_now, fields_of, laid_over, shipped_office, written_now
from campaigns.offices.models import ChangeState, OfficeChange
from campaigns.offices.queries import ADDRESS, is_in_use
from campaigns.offices.shapes import Office
from foundation.accounts.access import SignedIn
from foundation.accounts.actions import record
from foundation.clock import utc_now
from foundation.errors import BadInput, Conflict, NotFound
from foundation.text import clean_line

LONGEST_REASON = 500


def propose(
    session: Session,
    *,
    user: SignedIn,
    office_id: str,
    changed: Mapping[str, Any],
    page: str = "",
    read_on: date | None = None,
    reason: str = "",
    batch: int | None = None,
    beside: Collection[str] = (),
) -> OfficeChange:
    """`changed` are fields as a file of the directory writes them; one that is None is to be empty. `beside` are ids of
    offices that come with the same file.

    Raises BadInput when no office could be made of it, Conflict when it is what stands there already.
    """
    directory = directory_now(session)
    before = written_now(directory, office_id)
    differing = {name: value for name, value in changed.items() if value != before.get(name)}
    if not differing:
        raise Conflict("Nothing would change: the directory has just this.")
    check_office(directory, {"id": office_id} | laid_over(before, differing), beside)
    if not before:
        differing = {"id": office_id} | differing
    highest = session.exec(select(func.max(OfficeChange.number)).where(OfficeChange.office_id == office_id)).one()
    shipped = shipped_office(office_id)
    change = OfficeChange(
        office_id=office_id,
        number=(highest or 0) + 1,
        batch=batch,
        changed=differing,
        before=fields_of(before, differing),
        shipped=fields_of(shipped.written(), differing) if shipped else {},
        page=page,
        read_on=read_on,
        reason=clean_line(reason, LONGEST_REASON) if reason else "",
        organisation_id=user.organisation_id,
        proposed_by_id=user.user_id,
    )
    session.add(change)
    session.flush()  # the page it leads to shows it
    record_change(session, user, change, "directory.proposed")
    return change


def check_office(directory: Directory, written: Written, beside: Collection[str] = ()) -> Office:
    """Raises BadInput when these fields make no office that the rest of the directory could stand beside."""
    try:
        office = Office.model_validate(written)
    except ValidationError:
        raise BadInput("These entries do not make an office: kind and title are needed.") from None
    if office.profile not in directory.salutations or not office.title.get("en"):
        raise BadInput("These entries do not make an office: kind and title are needed.")
    others = (directory.by_id.keys() | set(beside)) - {office.id}
    named = {*office.members, *([office.address_of] if office.address_of else [])}
    if unknown := sorted(named - others):
        raise BadInput("The directory has no office “%(office)s”.", office=unknown[0])
    shared = directory.by_id.get(office.address_of or "")
    if shared and shared.address_of:
        raise BadInput("An office can share the address of one that has its own.")
    return office


def accept(session: Session, *, user: SignedIn, change: OfficeChange, reason: str = "") -> None:
    """Holds at once, for every campaign. An address counts as confirmed for the organisation that had read it.

    Raises Conflict for the person who proposed it, and when that part has changed since.
    """
    _must_be_anothers(user, change)
    lay_over(session, user=user, change=change, reason=reason, act="directory.accepted")


def lay_over(session: Session, *, user: SignedIn, change: OfficeChange, reason: str, act: str) -> None:
    """It holds from now on, whoever decided it."""
    directory = directory_now(session)
    now = written_now(directory, change.office_id)
    if fields_of(now, change.changed) != change.before:
        raise Conflict("This part of the directory has changed since. Decline it, and propose it anew.")
    office = check_office(directory, laid_over(now, change.changed))
    _decide(session, user, change, ChangeState.ACCEPTED, reason)
    record_change(session, user, change, act)
    if office.address and ADDRESS & change.changed.keys() and change.page and change.read_on and change.organisation_id:
        confirm_address(
            session,
            office_id=office.id,
            organisation_id=change.organisation_id,
            lines=list(office.address.printed),
            confirmed_on=change.read_on,
            page=change.page,
            by=None,
            read_by_id=change.proposed_by_id,
        )
    let_letters_to_office_fall(session, office_id=office.id, user=user)


def decline(session: Session, *, user: SignedIn, change: OfficeChange, reason: str) -> None:
    """The reason stands in the history of the office."""
    _must_be_anothers(user, change)
    _decide(session, user, change, ChangeState.DECLINED, reason)
    record_change(session, user, change, "directory.declined")


def withdraw(session: Session, *, user: SignedIn, change: OfficeChange) -> None:
    """By the person who proposed it."""
    if change.proposed_by_id != user.user_id:
        raise NotFound("There is no page at this address.")
    _decide(session, user, change, ChangeState.WITHDRAWN, "")
    record_change(session, user, change, "directory.withdrawn")


def newest_accepted(session: Session, office_id: str) -> OfficeChange | None:
    """The correction that would be undone."""
    return session.exec(
        select(OfficeChange)
        .where(OfficeChange.office_id == office_id, OfficeChange.state == ChangeState.ACCEPTED)
        .order_by(col(OfficeChange.decided_at).desc(), col(OfficeChange.number).desc())
        .limit(1)
    ).first()


def undo_newest(session: Session, *, user: SignedIn, office_id: str, change_id: int) -> None:
    """What stood before the newest accepted correction of the office stands again.

    Raises Conflict when that is another one than `change_id`, or when the office itself would go while a campaign names
    it."""
    newest = newest_accepted(session, office_id)
    if newest is None or newest.id != change_id:
        raise Conflict(UNDONE)
    if not newest.before and shipped_office(office_id) is None and is_in_use(session, office_id):
        raise Conflict("A campaign, a letter or another office names this office: it cannot go.")
    newest.state = ChangeState.UNDONE
    newest.undone_at, newest.undone_by_id = utc_now(), user.user_id
    session.add(newest)
    session.flush()
    record_change(session, user, newest, "directory.undone")
    let_letters_to_office_fall(session, office_id=office_id, user=user)


def accept_all(session: Session, *, user: SignedIn, changes: Collection[OfficeChange]) -> None:
    """Those of one file. Raises Conflict, and then none of them holds."""
    for change in sorted(changes, key=_new_and_free_first):
        accept(session, user=user, change=change)
        session.flush()  # the next one may name this office


def _new_and_free_first(change: OfficeChange) -> tuple[bool, bool, str]:
    refers = bool(change.changed.get("members") or change.changed.get("address_of"))
    return ("profile" not in change.changed, refers, change.office_id)


def _must_be_anothers(user: SignedIn, change: OfficeChange) -> None:
    if change.proposed_by_id == user.user_id:
        raise Conflict("A second person decides on what you proposed.")


def _decide(session: Session, user: SignedIn, change: OfficeChange, state: ChangeState, reason: str) -> None:
    if not change.state.is_open:
        raise Conflict("This was decided already.")
    change.state = state
    change.decided_at, change.decided_by_id = utc_now(), user.user_id
    change.decision = clean_line(reason, LONGEST_REASON) if reason else ""
    session.add(change)
    session.flush()


def record_change(session: Session, user: SignedIn, change: OfficeChange, act: str) -> None:
    record(
        session,
        user=user,
        organisation_id=user.organisation_id,
        act=act,
        about=f"office:{change.office_id}",
        detail=", ".join(sorted(change.changed)),
    )
