"""Which groups the public may see: what stands there was typed by those who signed, and may be an insult or a false
claim. A name is seen by the desk first; one look decides about many, and can be taken back as a whole."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from sqlmodel import Session, select

from foundation.accounts.access import SignedIn
from foundation.accounts.roles import May
from foundation.clock import utc_now
from foundation.errors import Conflict, NotFound
from petitions.access import petition_at_desk
from petitions.actions.publishing import publish
from petitions.actions.recording import record_act
from petitions.models.groups import Groups
from petitions.models.tally import Tally, TallyKind, organisation_key
from petitions.queries.figures import last_look, names_to_look_at, published

CAN_BE_HIDDEN = (TallyKind.ORGANISATION, TallyKind.PARTNER)


def hide_group(session: Session, *, user: SignedIn, slug: str, kind: TallyKind, key: str, is_hidden: bool) -> None:
    """Hidden at once, shown again at the next full minute. The other groups stay as they were told, and signatures of a
    hidden one go on counting. To show a name is to have looked at it. Raises NotFound for a group that is not there."""
    petition = petition_at_desk(session, user, slug, May.WRITE, lock=True)
    tally = session.exec(
        select(Tally).where(Tally.petition_id == petition.id, Tally.kind == kind, Tally.key == key)
    ).first()
    if tally is None or kind not in CAN_BE_HIDDEN:
        raise NotFound("This group is not there any more. Load the page again and look.")
    if tally.is_hidden is is_hidden and (tally.looked_at is not None or kind is TallyKind.PARTNER):
        return
    tally.is_hidden = is_hidden
    tally.looked_at = tally.looked_at or utc_now()
    session.add(tally)
    if is_hidden:
        kept = published(session, petition.id)
        publish(session, petition.id, replace(kept, shown=_without(kept.shown, petition.id, kind, key)))
    record_act(
        session, user, petition, "petition.group_hidden" if is_hidden else "petition.group_shown", f"{kind.value} {key}"
    )


def look_at_names(
    session: Session, *, user: SignedIn, slug: str, seen: Collection[str], may_be_shown: set[str]
) -> None:
    """Of the names that somebody saw, those that may be shown; the others are kept out. What was decided meanwhile by
    somebody else stays so. The trail has the numbers, never a name."""
    petition = petition_at_desk(session, user, slug, May.WRITE, lock=True)
    now = utc_now()
    waiting = [tally for tally in names_to_look_at(session, petition) if tally.key in seen]
    for tally in waiting:
        tally.looked_at, tally.is_hidden = now, tally.key not in may_be_shown
        session.add(tally)
    if waiting:
        shown = sum(not tally.is_hidden for tally in waiting)
        record_act(session, user, petition, "petition.names_looked_at", f"{shown} {len(waiting) - shown}")


def look_again(session: Session, *, user: SignedIn, slug: str, at: datetime) -> None:
    """Takes the last look back: its names are shown to nobody, and wait. Raises Conflict when somebody has looked
    since."""
    petition = petition_at_desk(session, user, slug, May.WRITE, lock=True)
    last = last_look(session, petition.id)
    if last is None or last[0] != at:
        raise Conflict("Somebody has looked at names since. Load the page again and look.")
    kept = published(session, petition.id)
    shown = kept.shown
    for tally in last[1]:
        tally.looked_at, tally.is_hidden = None, False
        session.add(tally)
        shown = _without(shown, petition.id, TallyKind.ORGANISATION, tally.key)
    publish(session, petition.id, replace(kept, shown=shown))
    record_act(session, user, petition, "petition.look_taken_back", str(len(last[1])))


def _without(shown: Groups, petition_id: int, kind: TallyKind, key: str) -> Groups:
    if kind is TallyKind.PARTNER:
        return replace(shown, partners={code: number for code, number in shown.partners.items() if code != key})
    return replace(
        shown,
        organisations=tuple(named for named in shown.organisations if organisation_key(petition_id, named[0]) != key),
    )
