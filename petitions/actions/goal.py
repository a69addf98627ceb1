"""The number an organiser wants to reach."""

from sqlmodel import Session

from foundation.accounts.access import SignedIn
from foundation.accounts.roles import May
from petitions.access import petition_at_desk
from petitions.actions.recording import record_act
from petitions.models.petition import Petition


def set_goal(session: Session, *, user: SignedIn, slug: str, goal: int | None) -> Petition:
    """None: the next round number, always a little ahead."""
    petition = petition_at_desk(session, user, slug, May.WRITE, lock=True)
    petition.goal = goal
    session.add(petition)
    record_act(session, user, petition, "petition.goal_set", str(goal or ""))
    return petition
