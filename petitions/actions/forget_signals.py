"""Deleting what told floods from people: keys after two days, networks after thirty, windows after one."""

from datetime import timedelta

import sqlalchemy as sa
from sqlmodel import Session, col

from foundation.clock import utc_now, utc_today
from petitions.actions.forget import AT_ONCE, UNCONFIRMED_KEPT, go_on_with_others
from petitions.models.signals import NetworkKey, SignatureSignal, SignWindow, SpentChallenge
from petitions.models.signature import IS_SET_ASIDE, Signature

KEYS_KEPT = timedelta(days=2)
WINDOWS_KEPT = timedelta(days=1)
NETWORKS_KEPT = timedelta(days=30)


def forget_signals(session: Session) -> None:
    now = utc_now()
    session.execute(sa.delete(NetworkKey).where(col(NetworkKey.day) <= utc_today() - KEYS_KEPT))
    session.execute(sa.delete(SpentChallenge).where(col(SpentChallenge.ends_at) < now))
    session.execute(sa.delete(SignWindow).where(col(SignWindow.starts_at) < now - WINDOWS_KEPT))
    session.execute(
        sa.update(SignatureSignal)
        .where(col(SignatureSignal.network).is_not(None), col(SignatureSignal.seen_at) < now - NETWORKS_KEPT)
        .values(network=None)
        .execution_options(synchronize_session=False)
    )


def forget_set_aside(session: Session) -> int:
    """Who was set aside and never confirmed is kept as long as anybody who never did. Nothing was counted of them. Says
    how many it went through; call again until none."""
    now = utc_now()
    old = sa.select(col(Signature.id)).where(
        IS_SET_ASIDE, col(Signature.confirmed_at).is_(None), col(Signature.mailed_at) < now - UNCONFIRMED_KEPT
    )
    ids = list(session.execute(old.limit(AT_ONCE).with_for_update(skip_locked=True)).scalars())
    if ids:
        going_on = go_on_with_others(session, ids, now)
        session.execute(
            sa.delete(Signature)
            .where(col(Signature.id).in_(set(ids) - going_on))
            .execution_options(synchronize_session=False)
        )
    return len(ids)
