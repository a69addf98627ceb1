"""How long names are kept, and whether they may be looked for."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, SQLModel, col

from foundation.accounts.access import SignedIn
from foundation.accounts.roles import May
from foundation.errors import BadInput
from foundation.jobs import enqueue
from petitions.access import petition_at_desk
from petitions.actions.recording import record_act
from petitions.models.envelope import name_digest, person_of
from petitions.models.petition import Petition
from petitions.models.signals import SignatureSignal, name_numbers
from petitions.models.signature import Signature

INDEX_JOB = "petitions.index_names"
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
        enqueue(session, INDEX_JOB, petition_id=petition.id)
    return petition


def forget_some_names(session: Session, *, petition_id: int) -> bool:
    """Empties some of the fingerprints that a petition at high risk still has; whether there may be more. Also for a
    signature that came in with a picture of the petition from a second before."""
    if not session.get_one(Petition, petition_id, populate_existing=True).is_high_risk:
        return False
    digests = _emptying(session, Signature, col(Signature.id), [col(Signature.name_digest)], petition_id)
    numbers = [col(SignatureSignal.name_skeleton), col(SignatureSignal.name_folded)]
    return _emptying(session, SignatureSignal, col(SignatureSignal.signature_id), numbers, petition_id) or digests


def index_some_names(session: Session, *, petition_id: int, after: int) -> int:
    """Makes the fingerprints of some names anew. Says after which id to go on, 0 at the end, and when the risk has
    risen again meanwhile."""
    found = session.execute(
        sa.select(Signature, SignatureSignal)
        .outerjoin(SignatureSignal, col(SignatureSignal.signature_id) == col(Signature.id))
        .where(
            col(Signature.petition_id) == petition_id,
            col(Signature.id) > after,
            col(Signature.envelope).is_not(None),
        )
        .order_by(col(Signature.id))
        .limit(AT_ONCE)
        .with_for_update(of=Signature)
    ).all()
    # Signatures first, as everywhere: who locks them and then counts is not to wait for this in a circle.
    petition = session.get_one(Petition, petition_id, populate_existing=True)
    if petition.is_high_risk:
        return 0
    last = 0
    for signature, signal in found:
        person = person_of(signature)
        name = person.name if person else ""
        signature.name_digest = name_digest(petition, name)
        if signal is not None:
            signal.name_skeleton, signal.name_folded = name_numbers(petition, name)
        last = signature.row_id
    session.flush()
    session.expunge_all()
    return last


def _emptying(
    session: Session,
    table: type[SQLModel],
    row_id: sa.SQLColumnExpression[Any],
    columns: Sequence[sa.SQLColumnExpression[Any]],
    petition_id: int,
) -> bool:
    """Found by the first of the columns, which an index leads to."""
    of_petition = sa.literal_column(f"{table.__tablename__}.petition_id") == petition_id
    ids = list(session.execute(sa.select(row_id).where(of_petition, columns[0].is_not(None)).limit(AT_ONCE)).scalars())
    if ids:
        # In the order that all keep to.
        session.execute(sa.select(row_id).where(row_id.in_(ids)).order_by(row_id).with_for_update())
        session.execute(
            sa.update(table)
            .where(row_id.in_(ids))
            .values(dict.fromkeys(columns))
            .execution_options(synchronize_session=False)
        )
    return len(ids) == AT_ONCE
