"""Keeping a group out of the public figures: what stands there was typed by those who signed, and may be an insult or a
false claim."""

import sqlalchemy as sa
from sqlmodel import Session, col, select

from foundation.accounts.access import SignedIn
from foundation.accounts.roles import May
from foundation.errors import NotFound
from petitions.access import petition_at_desk
from petitions.actions.recording import record_act
from petitions.models.tally import PublishedGroups, Tally, TallyKind

CAN_BE_HIDDEN = (TallyKind.ORGANISATION, TallyKind.PARTNER)


def hide_group(session: Session, *, user: SignedIn, slug: str, kind: TallyKind, key: str, is_hidden: bool) -> None:
    """At once, or shown again. Its signatures go on counting. Raises NotFound for a group that is not there."""
    petition = petition_at_desk(session, user, slug, May.WRITE, lock=True)
    tally = session.exec(
        select(Tally).where(Tally.petition_id == petition.id, Tally.kind == kind, Tally.key == key)
    ).first()
    if tally is None or kind not in CAN_BE_HIDDEN:
        raise NotFound("This group is not there any more. Load the page again and look.")
    if tally.is_hidden is is_hidden:
        return
    tally.is_hidden = is_hidden
    session.add(tally)
    # Nobody waits for the tenth signature with this: the groups are told anew.
    session.execute(
        sa.delete(PublishedGroups)
        .where(col(PublishedGroups.petition_id) == petition.id)
        .execution_options(synchronize_session=False)
    )
    record_act(
        session, user, petition, "petition.group_hidden" if is_hidden else "petition.group_shown", f"{kind.value} {key}"
    )
