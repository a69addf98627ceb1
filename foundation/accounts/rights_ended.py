"""What else ends when an organiser loses a right: each room that works on somebody's behalf after the request says so
here, and is asked in the transaction that takes the right away."""

from collections.abc import Callable

from sqlmodel import Session

RightsEnded = Callable[[Session, int], None]

_rooms: list[RightsEnded] = []


def when_rights_end(function: RightsEnded) -> RightsEnded:
    """Registers `f(session, user_id)`: it looks at the rights that are left (access.organiser_now)."""
    if function not in _rooms:
        _rooms.append(function)
    return function


def rights_ended(session: Session, user_id: int) -> None:
    session.flush()
    for function in _rooms:
        function(session, user_id)
