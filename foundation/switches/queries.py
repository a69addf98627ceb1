"""What is switched off now. Read from the database each time; what another process has rendered already is handed out
by it for another second at most."""

import sqlalchemy as sa
from sqlmodel import Session, col

from foundation.errors import Busy
from foundation.switches.models import OFF_WORDS, Switch, SwitchedOff


class OffForNow(Busy):
    """A page that is switched off, as readers and their programs are told."""

    retry_after = 600


def switches_off(session: Session) -> frozenset[Switch]:
    return frozenset(session.execute(sa.select(col(SwitchedOff.switch))).scalars())


def switched_off(session: Session, switch: Switch) -> bool:
    return switch in switches_off(session)


def require_on(session: Session, switch: Switch) -> None:
    """Raises OffForNow (503), with words for people."""
    if switched_off(session, switch):
        raise OffForNow(OFF_WORDS[switch])
