"""How long names are kept, and whether they may be looked for."""

import sqlalchemy as sa
from sqlmodel import Session, col

from foundation.accounts.access import SignedIn
from foundation.accounts.roles import May
from foundation.errors import BadInput
from foundation.jobs import enqueue
from petitions.access import petition_at_desk
from petitions.actions.recording import record_act
from petitions.models.envelope import name_digest, person_of
from petitions.models.petition import Petition
from petitions.models.signature import Signature

AT_ONCE = 2000


def keep_shorter(session: Session, *, user: SignedIn, slug: str, days: int) -> Petition:
    """What was promised to signers is never made longer. Raises BadInput then."""
    petition = petition_at_desk(session, user, slug, May.MANAGE, lock=True)
    if days > petition.kept_days:
        raise BadInput(
            "It can only be made shorter: signers were promised at most %(days)s days.", days=petition.kept_days
        )
    if days < petition.kept_days:
        petition.kept_days = days
        session.add(petition)
        record_act(session, user, petition, "petition.kept_shorter", str(days))
    return petition


def set_high_risk(session: Session, *, user: SignedIn, slug: str, high: bool) -> Petition:
    """Nobody can look for a name from now on; the fingerprints of the names are deleted, or made, by a job."""
    petition = petition_at_desk(session, user, slug, May.MANAGE, lock=True)
    if petition.is_high_risk is not high:
        petition.is_high_risk = high
        session.add(petition)
        record_act(session, user, petition, "petition.risk_raised" if high else "petition.risk_lowered")
        enqueue(session, "petitions.index_names", petition_id=petition.id)
    return petition


def index_some_names(session: Session, *, petition_id: int, after: int) -> int:
    """Brings the fingerprints of some names in line with the risk. Says after which id to go on, 0 at the end."""
    petition = session.get_one(Petition, petition_id)
    found = session.execute(
        sa.select(Signature)
        .where(
            col(Signature.petition_id) == petition_id,
            col(Signature.id) > after,
            col(Signature.envelope).is_not(None),
        )
        .order_by(col(Signature.id))
        .limit(AT_ONCE)
        .with_for_update()
    ).scalars()
    last = 0
    for signature in found:
        person = person_of(signature)
        signature.name_digest = name_digest(petition, person.name) if person else None
        last = signature.row_id
    session.flush()
    session.expunge_all()
    return last
