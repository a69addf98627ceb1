"""Which signatures a rule hits, found without changing anything."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import sqlalchemy as sa
from sqlmodel import Session, col, select

from foundation.mail.addresses import canonical_address
from petitions.models.envelope import Person, person_of
from petitions.models.look_alikes import skeleton
from petitions.models.petition import Petition
from petitions.models.rules import Criteria, RuleRun
from petitions.models.signals import SignatureSignal, domain_number, network_code
from petitions.models.signature import Signature, SignatureState
from petitions.queries.signatures import DeskRow

IN_SAMPLE = 20
# Opening envelopes takes time, and somebody waits for the page: beyond so many, a preview says "of the newest".
OPENED_IN_PREVIEW = 20_000
NETWORKS_SHOWN = 10


@dataclass(frozen=True)
class Preview:
    """`is_whole`: all were looked at, so `hits` is their number; else it is that of the newest `looked_at`."""

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


def preview(session: Session, petition: Petition, criteria: Criteria) -> Preview:
    where = conditions(petition, criteria)
    newest = select(Signature).where(*where).order_by(col(Signature.id).desc())
    if not criteria.reads_envelopes:
        hits = session.scalar(sa.select(sa.func.count()).select_from(Signature).where(*where)) or 0
        return Preview(hits, hits, True, _sample(session.exec(newest.limit(IN_SAMPLE)).all()))
    hits, looked_at = 0, 0
    sample: list[Signature] = []
    for signature in session.exec(newest.limit(OPENED_IN_PREVIEW).execution_options(yield_per=500)):
        looked_at += 1
        if fits(signature, criteria):
            hits += 1
            if len(sample) < IN_SAMPLE:
                sample.append(signature)
    return Preview(hits, looked_at, looked_at < OPENED_IN_PREVIEW, _sample(sample))


def conditions(petition: Petition, criteria: Criteria) -> list[sa.ColumnElement[bool]]:
    """What the database can tell. Who withdrew or was taken out already is never hit."""
    states = [SignatureState.QUARANTINED]
    if not criteria.only_set_aside:
        states += [SignatureState.PENDING, SignatureState.CONFIRMED]
    found: list[sa.ColumnElement[bool]] = [col(Signature.petition_id) == petition.id, col(Signature.state).in_(states)]
    if criteria.country:
        found.append(col(Signature.country) == criteria.country)
    if criteria.via:
        found.append(col(Signature.via) == criteria.via)
    if criteria.signed_from:
        found.append(col(Signature.signed_at) >= criteria.signed_from)
    if criteria.signed_until:
        found.append(col(Signature.signed_at) < criteria.signed_until)
    of_signal = [col(SignatureSignal.petition_id) == petition.id]
    if criteria.domain:
        domain = canonical_address(f"x@{criteria.domain}").rpartition("@")[2]
        of_signal.append(col(SignatureSignal.domain) == domain_number(petition, domain))
    if criteria.network is not None:
        of_signal.append(col(SignatureSignal.network) == criteria.network)
    if criteria.looks_alike:
        of_signal.append(col(SignatureSignal.looks_alike).is_(True))
    if len(of_signal) > 1:
        found.append(col(Signature.id).in_(sa.select(col(SignatureSignal.signature_id)).where(*of_signal)))
    return found


def fits(signature: Signature, criteria: Criteria) -> bool:
    """What only the opened envelope tells."""
    if not criteria.reads_envelopes:
        return True
    person = person_of(signature)
    return person is not None and _person_fits(person, criteria)


def _person_fits(person: Person, criteria: Criteria) -> bool:
    return all(
        not pattern or _pattern(pattern).search(skeleton(text)) is not None
        for pattern, text in ((criteria.name, person.name), (criteria.organisation, person.organisation))
    )


@lru_cache(maxsize=32)
def _pattern(typed: str) -> re.Pattern[str]:
    """Compared as names are compared, so that a look-alike letter hides nothing. `*` stands for anything, and then the
    pattern describes the whole name."""
    parts = [re.escape(skeleton(part)) for part in typed.split("*")]
    return re.compile(".*".join(parts) if len(parts) == 1 else f"^{'.*'.join(parts)}$")


def busy_networks(session: Session, petition: Petition) -> list[BusyNetwork]:
    """Where most came from, as far as it is still known."""
    set_aside = sa.func.sum(sa.case((col(Signature.state) == SignatureState.QUARANTINED, 1), else_=0))
    number = sa.func.count()
    rows = session.execute(
        sa.select(col(SignatureSignal.network), number, set_aside)
        .join(Signature, col(Signature.id) == col(SignatureSignal.signature_id))
        .where(col(SignatureSignal.petition_id) == petition.id, col(SignatureSignal.network).is_not(None))
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
