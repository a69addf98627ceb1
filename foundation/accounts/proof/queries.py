"""Second factors, recovery codes and browsers of one organiser."""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Session, col, select

from foundation.accounts.access import IDLE, LONGEST
from foundation.accounts.proof_models import FactorKind, RecoveryCode, SecondFactor, SignInSession


def factors_of(session: Session, user_id: int, kind: FactorKind | None = None) -> Sequence[SecondFactor]:
    query = select(SecondFactor).where(SecondFactor.user_id == user_id)
    if kind is not None:
        query = query.where(SecondFactor.kind == kind)
    return session.exec(query.order_by(col(SecondFactor.created_at), col(SecondFactor.id))).all()


def credentials_of(session: Session, user_id: int) -> list[bytes]:
    return [factor.credential for factor in factors_of(session, user_id, FactorKind.KEY) if factor.credential]


def recovery_codes_left(session: Session, user_id: int) -> int:
    unused = (col(RecoveryCode.user_id) == user_id) & col(RecoveryCode.used_at).is_(None)
    return session.exec(select(sa.func.count()).select_from(RecoveryCode).where(unused)).one()


def open_sessions(session: Session, user_id: int, now: datetime) -> Sequence[SignInSession]:
    """Those that still open something, the latest used first."""
    return session.exec(
        select(SignInSession)
        .where(
            SignInSession.user_id == user_id,
            col(SignInSession.seen_at) > now - IDLE,
            col(SignInSession.created_at) > now - LONGEST,
        )
        .order_by(col(SignInSession.seen_at).desc(), col(SignInSession.id))
    ).all()
