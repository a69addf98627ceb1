"""Keeping a group out of the public figures: what stands there was typed by those who signed, and may be an insult or a
false claim."""

from dataclasses import replace

from sqlmodel import Session, select

from foundation.accounts.access import SignedIn
from foundation.accounts.roles import May
from foundation.errors import NotFound
from petitions.access import petition_at_desk
from petitions.actions.publishing import publish
from petitions.actions.recording import record_act
from petitions.models.groups import Groups
from petitions.models.tally import Tally, TallyKind, organisation_key
from petitions.queries.figures import published

CAN_BE_HIDDEN = (TallyKind.ORGANISATION, TallyKind.PARTNER)


def hide_group(session: Session, *, user: SignedIn, slug: str, kind: TallyKind, key: str, is_hidden: bool) -> None:
    """At once; shown again at the next full minute. The other groups stay as they were told, and its signatures go on
    counting. Raises NotFound for a group that is not there."""
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
    if is_hidden:
        kept = published(session, petition.id)
        publish(session, petition.id, replace(kept, shown=_without(kept.shown, petition.id, kind, key)))
    record_act(
        session, user, petition, "petition.group_hidden" if is_hidden else "petition.group_shown", f"{kind.value} {key}"
    )


def _without(shown: Groups, petition_id: int, kind: TallyKind, key: str) -> Groups:
    if kind is TallyKind.PARTNER:
        return replace(shown, partners={code: number for code, number in shown.partners.items() if code != key})
    return replace(
        shown,
        organisations=tuple(named for named in shown.organisations if organisation_key(petition_id, named[0]) != key),
    )
