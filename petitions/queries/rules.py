"""Which signatures a rule hits, found without changing anything."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, select

from foundation.mail.addresses import canonical_address
from petitions.models.envelope import Person, person_of, person_unsealer
from petitions.models.patterns import fits_pattern
from petitions.models.petition import Petition
from petitions.models.rules import Criteria, RuleRun
from petitions.models.signals import LOOKS_ALIKE, SignatureSignal, domain_number, network_code
from petitions.models.signature import HAS_VIA, IS_NOT_CONFIRMED, IS_SET_ASIDE, Signature, SignatureState
from petitions.queries.newest import newest_first, of_petition
from petitions.queries.signatures import Conditions, DeskRow

IN_SAMPLE = 20
# So many envelopes are opened in one go, before anything is locked.
OPENED_AT_ONCE = 2000
# Somebody waits for the page: beyond so many, a preview says "of the newest".
LOOKED_AT_IN_PREVIEW = 10_000
NETWORKS_SHOWN = 10
NETWORKS_OF = 5_000
"""The newest signatures among which the busiest networks are looked for. A flood is new when it is looked for."""


@dataclass(frozen=True)
class Preview:
    """`is_whole`: all that could be hit were looked at, so `hits` is their number; else it is that of the newest
    `looked_at`."""

    hits: int
    looked_at: int
    is_whole: bool
    sample: list[DeskRow]


@dataclass(frozen=True)
class BusyNetwork:
    number: int
    signatures: int
    set_aside: int

    @property
    def code(self) -> str:
        return network_code(self.number)


@dataclass(frozen=True)
class Found:
    """The next signatures that a rule hits: all between the ids `after` and `until` have been looked at."""

    ids: list[int]
    looked_at: int
    after: int
    until: int
    is_all: bool


def next_hits(
    session: Session, petition: Petition, criteria: Criteria, *, after: int, signed_by: datetime, most: int
) -> Found:
    """Locks nothing: opening envelopes takes its time, and signers are not to wait for it. At most `most` of them."""
    looked_at = OPENED_AT_ONCE if criteria.reads_envelopes else most
    rows = session.execute(
        sa.select(col(Signature.id), col(Signature.reference), col(Signature.envelope))
        .where(*conditions(petition, criteria), col(Signature.id) > after, col(Signature.signed_at) <= signed_by)
        .order_by(col(Signature.id))
        .limit(looked_at)
    ).all()
    unsealed = person_unsealer()
    ids: list[int] = []
    for place, (signature_id, reference, envelope) in enumerate(rows, start=1):
        if criteria.reads_envelopes and (
            envelope is None or not _person_fits(Person(**unsealed(envelope, reference)), criteria)
        ):
            continue
        ids.append(signature_id)
        if len(ids) == most:
            return Found(ids, place, after, signature_id, is_all=False)
    return Found(ids, len(rows), after, rows[-1].id if rows else after, is_all=len(rows) < looked_at)


def preview(session: Session, petition: Petition, criteria: Criteria, *, shows_some: bool) -> Preview:
    """Names are shown to whom they may be shown to when a signer is looked for: with `shows_some`."""
    newest = _newest(session, petition, criteria).limit(LOOKED_AT_IN_PREVIEW).subquery()
    looked_at = session.scalar(sa.select(sa.func.count()).select_from(newest)) or 0
    found = (
        sa.select(col(Signature.id), col(Signature.reference), col(Signature.envelope))
        .join(newest, newest.c.id == col(Signature.id))
        .where(*conditions(petition, criteria, without_signals=True))
    )
    if criteria.reads_envelopes:
        hits, ids = _opened(session, found.order_by(col(Signature.id).desc()), criteria)
    else:
        hits = session.scalar(found.with_only_columns(sa.func.count())) or 0
        newest_of_it = found.order_by(col(Signature.id).desc()).limit(IN_SAMPLE)
        ids = [row.id for row in session.execute(newest_of_it)] if shows_some else []
    if not shows_some:
        return Preview(hits, looked_at, looked_at < LOOKED_AT_IN_PREVIEW, [])
    sample = session.exec(select(Signature).where(col(Signature.id).in_(ids)).order_by(col(Signature.id).desc())).all()
    return Preview(hits, looked_at, looked_at < LOOKED_AT_IN_PREVIEW, _sample(sample))


def _opened(session: Session, found: sa.Executable, criteria: Criteria) -> tuple[int, list[int]]:
    """How many of them fit, and the ids of the newest few that do."""
    unsealed, hits = person_unsealer(), 0
    ids: list[int] = []
    for signature_id, reference, envelope in session.execute(found.execution_options(yield_per=500)):
        if envelope is None or not _person_fits(Person(**unsealed(envelope, reference)), criteria):
            continue
        hits += 1
        if len(ids) < IN_SAMPLE:
            ids.append(signature_id)
    return hits, ids


def _newest(session: Session, petition: Petition, criteria: Criteria) -> sa.Select[Any]:
    """The ids that one index leads to, newest first: all that the rule can hit are among them."""
    petition_id = col(Signature.petition_id)
    own = of_petition(session, petition_id, petition.id)
    if of_signal := _of_signal(petition, criteria):
        petition_id = col(SignatureSignal.petition_id)
        signalled: sa.Label[Any] = col(SignatureSignal.signature_id).label("id")
        found = sa.select(signalled).where(of_petition(session, petition_id, petition.id), *of_signal)
        return found.order_by(*newest_first(session, petition_id, col(SignatureSignal.signature_id)))
    by_id = sa.select(col(Signature.id)).where(own).order_by(*newest_first(session, petition_id, col(Signature.id)))
    if criteria.via and not criteria.only_set_aside:
        return by_id.where(col(Signature.via) == criteria.via, HAS_VIA)
    if criteria.country:
        by_id = by_id.where(col(Signature.country) == criteria.country)
    if criteria.only_set_aside:
        return by_id.where(IS_SET_ASIDE, IS_NOT_CONFIRMED)
    if criteria.country:
        return by_id
    if criteria.signed_from or criteria.signed_until:
        by_time = sa.select(col(Signature.id)).where(own, *_signed_within(criteria))
        return by_time.order_by(*newest_first(session, petition_id, col(Signature.signed_at), col(Signature.id)))
    return by_id


def conditions(petition: Petition, criteria: Criteria, *, without_signals: bool = False) -> Conditions:
    """What the database can tell. Who withdrew or was taken out already is never hit."""
    states = [SignatureState.QUARANTINED]
    if not criteria.only_set_aside:
        states += [SignatureState.PENDING, SignatureState.CONFIRMED]
    found: Conditions = [
        col(Signature.petition_id) == petition.id,
        col(Signature.state).in_(states),
        *_signed_within(criteria),
    ]
    if criteria.country:
        found.append(col(Signature.country) == criteria.country)
    if criteria.via:
        found.append(col(Signature.via) == criteria.via)
    if not without_signals and (of_signal := _of_signal(petition, criteria)):
        signalled = sa.select(col(SignatureSignal.signature_id)).where(
            col(SignatureSignal.petition_id) == petition.id, *of_signal
        )
        found.append(col(Signature.id).in_(signalled))
    return found


def _signed_within(criteria: Criteria) -> list[sa.ColumnElement[bool]]:
    found = []
    if criteria.signed_from:
        found.append(col(Signature.signed_at) >= criteria.signed_from)
    if criteria.signed_until:
        found.append(col(Signature.signed_at) < criteria.signed_until)
    return found


def _of_signal(petition: Petition, criteria: Criteria) -> Conditions:
    found: Conditions = []
    if criteria.domain:
        domain = canonical_address(f"x@{criteria.domain}").rpartition("@")[2]
        found.append(col(SignatureSignal.domain) == domain_number(petition, domain))
    if criteria.network is not None:
        found.append(col(SignatureSignal.network) == criteria.network)
    if criteria.looks_alike:
        found.append(LOOKS_ALIKE)
    return found


def fits(signature: Signature, criteria: Criteria) -> bool:
    """What only the opened envelope tells."""
    if not criteria.reads_envelopes:
        return True
    person = person_of(signature)
    return person is not None and _person_fits(person, criteria)


def _person_fits(person: Person, criteria: Criteria) -> bool:
    return all(
        not pattern or fits_pattern(pattern, text)
        for pattern, text in ((criteria.name, person.name), (criteria.organisation, person.organisation))
    )


def busy_networks(session: Session, petition: Petition) -> list[BusyNetwork]:
    """Where most of the newest NETWORKS_OF came from, as far as it is still known."""
    own = of_petition(session, col(Signature.petition_id), petition.id)
    newest = sa.select(col(Signature.id)).where(own)
    newest = newest.order_by(*newest_first(session, col(Signature.petition_id), col(Signature.id)))
    from_here = session.execute(newest.offset(NETWORKS_OF - 1).limit(1)).scalar_one_or_none() or 0
    set_aside = sa.func.sum(sa.case((col(Signature.state) == SignatureState.QUARANTINED, 1), else_=0))
    number = sa.func.count()
    rows = session.execute(
        sa.select(col(SignatureSignal.network), number, set_aside)
        .join(Signature, col(Signature.id) == col(SignatureSignal.signature_id))
        .where(
            own,
            col(Signature.id) >= from_here,
            # Said of both, for planners that start at the other end.
            col(SignatureSignal.signature_id) >= from_here,
            col(SignatureSignal.network).is_not(None),
        )
        .group_by(col(SignatureSignal.network))
        .having(number > 1)
        .order_by(number.desc())
        .limit(NETWORKS_SHOWN)
    ).all()
    return [BusyNetwork(row[0], row[1], int(row[2] or 0)) for row in rows]


def rule_runs(session: Session, petition: Petition) -> Sequence[RuleRun]:
    return session.exec(
        select(RuleRun).where(RuleRun.petition_id == petition.id).order_by(col(RuleRun.made_at).desc()).limit(50)
    ).all()


def _sample(rows: Sequence[Signature]) -> list[DeskRow]:
    people = [(signature, person_of(signature)) for signature in rows]
    return [
        DeskRow(signature, person.name if person else "", person.organisation if person else "")
        for signature, person in people
    ]
