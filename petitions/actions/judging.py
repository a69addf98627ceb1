"""Judging sign-ups as they arrive, a batch at a time: a fixed number of statements, however many there are.

judged = judge_arrivals(session, [arrival_of(petition, typed), …], now=now)
# insert the new signatures: quarantined where `judged.verdict.sets_aside`, else pending
keep_signals(session, [(signature_id, judged), …], now=now)
changes += set_aside_earlier(session, judged, now=now)
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Session, col

from foundation.database import insert_into
from foundation.many_rows import insert_many
from petitions.actions.counting import Change
from petitions.actions.windows import Counted, InWindow, count_in_windows
from petitions.models.arrival import Arrival
from petitions.models.judgement import (
    CROWD,
    DOMAIN_CROWD,
    FLOOD,
    SET_ASIDE_FROM,
    WEIGHTS,
    WINDOW,
    Reason,
    Signals,
    Verdict,
    Windows,
    crowd_reasons,
    own_reasons,
    verdict_of,
    weight_of,
)
from petitions.models.signals import SignatureSignal, SpentChallenge, WindowKind
from petitions.models.signature import IS_PENDING, Signature, SignatureState, StateBefore
from petitions.queries.look_alikes import look_alikes

_SIGNAL = (
    "petition_id",
    "network",
    "domain",
    "name_skeleton",
    "name_folded",
    "looks_alike",
    "score",
    "reasons",
)


@dataclass(frozen=True)
class Crossing:
    """A crowd that this batch made one: what came earlier belongs to it as well."""

    petition_id: int
    kind: WindowKind
    key: int
    reason: Reason


@dataclass(frozen=True)
class Judged:
    """`signal` holds what is kept of it, in the order of `_SIGNAL`."""

    verdict: Verdict
    signal: tuple[int | str | None, ...]
    looks_alike: bool
    crossings: tuple[Crossing, ...]


def judge_arrivals(session: Session, arrivals: Sequence[Arrival], *, now: datetime) -> list[Judged]:
    """The same work for a new and a known address. In the order given."""
    spent = _spend_challenges(session, [arrival.signals for arrival in arrivals])
    looking_alike = look_alikes(
        session, [(each.petition_id, each.name_skeleton, each.name_folded) for each in arrivals]
    )
    keys = [_keys(arrival) for arrival in arrivals]
    windows = count_in_windows(session, Counter(key for several in keys for key in several), now=now)
    judged = []
    for place, (arrival, counted) in enumerate(zip(arrivals, keys, strict=True)):
        proof_is_good = arrival.signals.challenge is None or place in spent
        seen = {each.kind: (each, windows[each]) for each in counted}
        judged.append(_judge(arrival, proof_is_good, seen, looks_alike=place in looking_alike))
    return judged


def state_of(verdict: Verdict) -> dict[str, str | None]:
    """The columns a new signature begins with."""
    if verdict.sets_aside:
        return {"state": SignatureState.QUARANTINED.value, "state_before": StateBefore.PENDING.value}
    return {"state": SignatureState.PENDING.value, "state_before": None}


def keep_signals(session: Session, rows: Sequence[tuple[int, Judged]], *, now: datetime) -> None:
    """For signatures that are new."""
    if not rows:
        return
    insert_many(
        session.connection(),
        SignatureSignal,
        ("signature_id", *_SIGNAL),
        [(signature_id, *judged.signal) for signature_id, judged in rows],
        same={"seen_at": now},
    )


def keep_signals_anew(session: Session, signature_id: int, judged: Judged, *, now: datetime) -> None:
    """For one that was typed anew."""
    session.execute(
        sa.delete(SignatureSignal)
        .where(col(SignatureSignal.signature_id) == signature_id)
        .execution_options(synchronize_session=False)
    )
    keep_signals(session, [(signature_id, judged)], now=now)


def set_aside_earlier(session: Session, several: Iterable[Judged], *, now: datetime) -> list[Change]:
    """A crowd is seen only once it is there: those who waited since before it became one are set aside with it. Call it
    when the batch itself is written, and count what it gives back."""
    changes = []
    for crossing in {crossing for judged in several for crossing in judged.crossings}:
        column = SignatureSignal.network if crossing.kind is WindowKind.NETWORK else SignatureSignal.domain
        of_the_crowd = sa.and_(
            col(SignatureSignal.petition_id) == crossing.petition_id,
            col(column) == crossing.key,
            col(SignatureSignal.seen_at) > now - WINDOW,
            col(SignatureSignal.score) + WEIGHTS[crossing.reason] >= SET_ASIDE_FROM,
        )
        ids = list(
            session.execute(
                sa.update(Signature)
                .where(
                    IS_PENDING, col(Signature.id).in_(sa.select(col(SignatureSignal.signature_id)).where(of_the_crowd))
                )
                .values(state=SignatureState.QUARANTINED, state_before=StateBefore.PENDING)
                .returning(col(Signature.id))
                .execution_options(synchronize_session=False)
            ).scalars()
        )
        if ids:
            add_reason(session, ids, crossing.reason)
            changes.append(Change(crossing.petition_id, waiting=-len(ids)))
    return changes


def add_reason(session: Session, signature_ids: Sequence[int], reason: Reason) -> None:
    """To those who do not have it. One reason's word may be a part of another's: whole words are compared."""
    words = sa.literal(" ") + col(SignatureSignal.reasons) + sa.literal(" ")
    session.execute(
        sa.update(SignatureSignal)
        .where(
            col(SignatureSignal.signature_id).in_(signature_ids),
            ~words.contains(f" {reason.value} ", autoescape=True),
        )
        .values(reasons=sa.func.trim(col(SignatureSignal.reasons) + f" {reason.value}"))
        .execution_options(synchronize_session=False)
    )


def mark_look_alike(session: Session, signature_id: int) -> None:
    session.execute(
        sa.update(SignatureSignal)
        .where(col(SignatureSignal.signature_id) == signature_id)
        .values(looks_alike=True)
        .execution_options(synchronize_session=False)
    )


def _judge(
    arrival: Arrival,
    proof_is_good: bool,
    windows: dict[WindowKind, tuple[Counted, InWindow]],
    *,
    looks_alike: bool,
) -> Judged:
    signals = arrival.signals if proof_is_good else arrival.signals.without_proof()
    own = own_reasons(signals, has_odd_name=arrival.has_odd_name, has_lent_address=arrival.has_lent_address)
    sizes = {kind: counted.after for kind, (_key, counted) in windows.items()}
    around = crowd_reasons(
        Windows(sizes.get(WindowKind.NETWORK, 0), sizes.get(WindowKind.DOMAIN, 0)), is_local=signals.is_local
    )
    verdict = verdict_of(own + around)
    signal = (
        arrival.petition_id,
        signals.network,
        arrival.domain,
        arrival.name_skeleton,
        arrival.name_folded,
        looks_alike,
        weight_of(own),
        " ".join(verdict.reasons),
    )
    return Judged(verdict, signal, looks_alike, tuple(_crossings(windows)))


def _crossings(windows: dict[WindowKind, tuple[Counted, InWindow]]) -> Iterable[Crossing]:
    for kind, (key, counted) in windows.items():
        steps = (
            ((FLOOD, Reason.FLOOD), (CROWD, Reason.CROWD))
            if kind is WindowKind.NETWORK
            else ((DOMAIN_CROWD, Reason.DOMAIN_CROWD),)
        )
        for threshold, reason in steps:
            if counted.crosses(threshold):
                yield Crossing(key.petition_id, kind, key.key, reason)


def _keys(arrival: Arrival) -> list[Counted]:
    """Of domains that very many people share nothing is counted."""
    keys = []
    if arrival.signals.network is not None:
        keys.append(Counted(arrival.petition_id, WindowKind.NETWORK, arrival.signals.network))
    if not arrival.shares_domain:
        keys.append(Counted(arrival.petition_id, WindowKind.DOMAIN, arrival.domain))
    return keys


def _spend_challenges(session: Session, several: Sequence[Signals]) -> set[int]:
    """The places of those whose answer is good now and never again."""
    first: dict[bytes, int] = {}
    rows = []
    for place, signals in enumerate(several):
        if signals.challenge is not None and signals.challenge.challenge not in first:
            first[signals.challenge.challenge] = place
            rows.append({"challenge": signals.challenge.challenge, "ends_at": signals.challenge.ends_at})
    if not rows:
        return set()
    rows.sort(key=lambda row: row["challenge"])  # type: ignore[arg-type,return-value]  # bytes, of two kinds of value
    spent = session.execute(
        insert_into(SpentChallenge, session.get_bind().dialect.name)
        .values(rows)
        .on_conflict_do_nothing(index_elements=["challenge"])
        .returning(col(SpentChallenge.challenge))
    ).scalars()
    return {first[bytes(challenge)] for challenge in spent}
