"""The number an organiser wants to reach."""

from sqlmodel import Session

from foundation.accounts.access import SignedIn
from foundation.accounts.actions import record
from foundation.accounts.roles import May
from petitions.access import petition_at_desk
from petitions.models.petition import Petition


def set_goal(session: Session, *, user: SignedIn, slug: str, goal: int | None) -> Petition:
    """None: the next round number, always a little ahead."""
    petition = petition_at_desk(session, user, slug, May.WRITE)
    petition.goal = goal
    session.add(petition)
    record(
        session,
        user=user,
        organisation_id=petition.organisation_id,
        act="petition.goal_set",
        about=f"petition:{petition.slug}",
        detail=str(goal or ""),
    )
    return petition
