"""Whether a confirmation releases what was set aside. It does, unless a domain confirms by itself, in bulk."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlmodel import Session, col, select

from petitions.actions.counting import Change, moved
from petitions.actions.judging import add_reason
from petitions.actions.windows import Counted, InWindow, count_in_windows
from petitions.models.judgement import (
    DOMAIN_CROWD,
    FAST,
    FAST_CONFIRMS,
    WINDOW,
    ConfirmSignals,
    Reason,
    stays_aside,
)
from petitions.models.mail_domains import is_shared
from petitions.models.petition import Petition
from petitions.models.signals import SignatureSignal, WindowKind, domain_number, domain_of
from petitions.models.signature import Signature, SignatureState, StateBefore

MOST_TAKEN_BACK = 500


@dataclass(frozen=True)
class Press:
    """A press on the button of a signature that waits for it. Without a `network`, that is on this machine, nobody is
    judged."""

    signature: Signature
    petition: Petition
    email: str
    network: int | None


@dataclass(frozen=True)
class JudgedPresses:
    """`stay` are the ids of those that stay set aside; `changes` are to be counted: some that had been counted were
    taken back, because it became plain what their domain does."""

    stay: frozenset[int]
    changes: list[Change]


@dataclass(frozen=True)
class _Pressed:
    signature_id: int
    is_set_aside: bool
    after: timedelta
    fast: Counted
    from_there: Counted


def judge_presses(session: Session, presses: Sequence[Press], *, now: datetime) -> JudgedPresses:
    """Call it before any of them is counted."""
    of_crowds = _of_crowds(session, presses, now)
    numbers: Counter[Counted] = Counter()
    for pressed in of_crowds:
        numbers[pressed.fast] += pressed.after < FAST
        numbers[pressed.from_there] += 1
    windows = count_in_windows(session, numbers, now=now)
    changes: list[Change] = []
    for fast in {pressed.fast for pressed in of_crowds}:
        if windows[fast].crosses(FAST_CONFIRMS):
            changes += _take_back(session, fast, windows[fast], now)
    return JudgedPresses(_stay(session, of_crowds, windows), changes)


def _of_crowds(session: Session, presses: Sequence[Press], now: datetime) -> list[_Pressed]:
    """Only where a domain has brought many there is anything to judge."""
    found: dict[int, _Pressed] = {}
    crowds: dict[tuple[int, int], bool] = {}
    for press in presses:
        domain = domain_of(press.email)
        if press.network is None or is_shared(domain):
            continue
        key = (press.petition.id, domain_number(press.petition, domain))
        if key not in crowds:
            crowds[key] = _is_crowd(session, *key)
        if crowds[key]:
            signature = press.signature
            found[signature.row_id] = _Pressed(
                signature.row_id,
                signature.state is SignatureState.QUARANTINED,
                now - signature.signed_at,
                Counted(press.petition.id, WindowKind.FAST_CONFIRM, key[1]),
                Counted(press.petition.id, WindowKind.NETWORK_CONFIRM, press.network),
            )
    return list(found.values())


def _stay(session: Session, of_crowds: Sequence[_Pressed], windows: dict[Counted, InWindow]) -> frozenset[int]:
    set_aside = [pressed for pressed in of_crowds if pressed.is_set_aside]
    scores = _own_scores(session, [pressed.signature_id for pressed in set_aside])
    by_reason: dict[Reason, list[int]] = {}
    for pressed in set_aside:
        signals = ConfirmSignals(
            is_judged=True,
            after=pressed.after,
            domain=DOMAIN_CROWD,
            fast_confirms=windows[pressed.fast].after,
            network_confirms=windows[pressed.from_there].after,
        )
        if stays_aside(signals, own_score=scores.get(pressed.signature_id, 0)):
            reason = Reason.FAST_CONFIRMS if signals.is_fast else Reason.ONE_NETWORK
            by_reason.setdefault(reason, []).append(pressed.signature_id)
    for reason, ids in by_reason.items():
        add_reason(session, ids, reason)
    return frozenset(signature_id for ids in by_reason.values() for signature_id in ids)


def _take_back(session: Session, fast: Counted, window: InWindow, now: datetime) -> list[Change]:
    """Those of the domain that were counted within seconds, before there were enough of them to notice."""
    rows = session.exec(
        select(Signature, SignatureSignal.score)
        .join(SignatureSignal, col(SignatureSignal.signature_id) == col(Signature.id))
        .where(
            col(SignatureSignal.petition_id) == fast.petition_id,
            col(SignatureSignal.domain) == fast.key,
            col(Signature.state) == SignatureState.CONFIRMED,
            col(Signature.confirmed_at) > now - WINDOW,
        )
        .order_by(col(Signature.id))
        .limit(MOST_TAKEN_BACK)
        .with_for_update(of=Signature)
    ).all()
    changes, ids = [], []
    for signature, score in rows:
        after = (signature.confirmed_at or now) - signature.signed_at
        signals = ConfirmSignals(
            is_judged=True, after=after, domain=DOMAIN_CROWD, fast_confirms=window.after, network_confirms=0
        )
        if signals.is_fast and stays_aside(signals, own_score=score):
            changes.append(moved(signature, SignatureState.QUARANTINED))
            signature.shown_name = None
            signature.state_before = StateBefore.CONFIRMED
            ids.append(signature.row_id)
    session.flush()
    if ids:
        add_reason(session, ids, Reason.FAST_CONFIRMS)
    return changes


def _is_crowd(session: Session, petition_id: int, domain: int) -> bool:
    """Counted no further than it matters."""
    some = (
        sa.select(sa.literal(1))
        .where(col(SignatureSignal.petition_id) == petition_id, col(SignatureSignal.domain) == domain)
        .limit(DOMAIN_CROWD)
        .subquery()
    )
    return (session.scalar(sa.select(sa.func.count()).select_from(some)) or 0) >= DOMAIN_CROWD


def _own_scores(session: Session, signature_ids: Sequence[int]) -> dict[int, int]:
    if not signature_ids:
        return {}
    rows = session.execute(
        sa.select(col(SignatureSignal.signature_id), col(SignatureSignal.score)).where(
            col(SignatureSignal.signature_id).in_(signature_ids)
        )
    )
    return {row[0]: row[1] for row in rows}
