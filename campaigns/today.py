"""What the first page of the desk says of procedures and of the directory."""

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from campaigns.offices.queries import Stale, open_changes, stale_addresses
from campaigns.procedures.queries import Near, near_days
from foundation.accounts.access import SignedIn
from foundation.accounts.roles import May


@dataclass(frozen=True)
class DirectoryAndProcedures:
    near: list[Near]
    stale: list[Stale]
    waiting: int

    @property
    def is_empty(self) -> bool:
        return not (self.near or self.stale or self.waiting)


def today_of(session: Session, user: SignedIn, *, today: date, language: str) -> DirectoryAndProcedures:
    decides = bool(user.roles) and user.may(May.PUBLISH, user.organisation_id)
    others = [change for change in open_changes(session) if change.proposed_by_id != user.user_id] if decides else []
    return DirectoryAndProcedures(
        near_days(session, user, today=today, language=language),
        stale_addresses(session, user, today=today),
        len(others),
    )
