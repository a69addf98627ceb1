"""Throwing a switch. It holds for every organisation of the installation, and is recorded in the trail of whoever did
it."""

import sqlalchemy as sa
from sqlmodel import Session, col

from foundation.accounts.access import SignedIn
from foundation.accounts.actions import record
from foundation.clock import utc_now
from foundation.database import insert_into
from foundation.switches.access import require_to_throw
from foundation.switches.models import Switch, SwitchedOff


def switch_off(session: Session, *, user: SignedIn, switch: Switch) -> None:
    """Off already: nothing happens."""
    require_to_throw(session, user)
    thrown = session.execute(
        insert_into(SwitchedOff, session.get_bind().dialect.name)
        .values(switch=switch, since=utc_now(), user_id=user.user_id)
        .on_conflict_do_nothing(index_elements=["switch"])
        .returning(col(SwitchedOff.switch))
    ).scalar_one_or_none()
    if thrown:
        _record(session, user, switch, "switch.off")


def switch_on(session: Session, *, user: SignedIn, switch: Switch) -> None:
    """On already: nothing happens."""
    require_to_throw(session, user)
    thrown = session.execute(
        sa.delete(SwitchedOff)
        .where(col(SwitchedOff.switch) == switch)
        .returning(col(SwitchedOff.switch))
        .execution_options(synchronize_session=False)
    ).scalar_one_or_none()
    if thrown:
        _record(session, user, switch, "switch.on")


def _record(session: Session, user: SignedIn, switch: Switch, act: str) -> None:
    record(session, user=user, organisation_id=user.organisation_id, act=act, about=f"switch:{switch.value}")
