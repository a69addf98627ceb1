"""The audit trail's lines about a petition, and about what belongs to one."""

from sqlmodel import Session

from foundation.accounts.access import SignedIn
from foundation.accounts.actions import record
from petitions.models.petition import Petition


def record_act(
    session: Session, user: SignedIn | None, petition: Petition, act: str, detail: str = "", *, part: str = ""
) -> None:
    """`user` is None where the program acted by itself; `part` is `signature:…`, `paper:…` or `rule:…`."""
    record(
        session,
        user=user,
        organisation_id=petition.organisation_id,
        act=act,
        about=f"petition:{petition.slug} {part}".rstrip(),
        detail=detail,
    )
