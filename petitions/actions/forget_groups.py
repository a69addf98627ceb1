"""When a petition is anonymised: small groups go, for one of a few can be guessed, and so do words about signers that
organisers wrote into the trail."""

from dataclasses import replace

import sqlalchemy as sa
from sqlmodel import Session, col, select

from foundation.accounts.models import AuditEntry
from foundation.accounts.trail.forgetting import FORGOTTEN, forget_words
from petitions.actions.publishing import publish
from petitions.actions.recording import record_act
from petitions.models.groups import LEAST_GROUP
from petitions.models.petition import Petition
from petitions.models.signature import HAS_VIA, Signature
from petitions.models.tally import Tally, TallyKind
from petitions.models.telling import Published
from petitions.queries.figures import groups_of, published

AT_ONCE = 500
# Days stay: without a country and a code, a day says nothing of anybody.
_FORGOTTEN = (TallyKind.COUNTRY, TallyKind.ORGANISATION, TallyKind.PARTNER)
# Acts that are written down with a reason in free words. What stands before the colon is ours.
_WITH_A_REASON = (
    "signature.invalidated",
    "rule.looked",
    "rule.started",
    "signatures.searched",
    "signatures.exported",
    "petition.mail_allowed_again",
    "partner_news.exported",
    "petition.group_hidden",
    "petition.group_shown",
)
_BEFORE_THE_REASON = ("signatures.searched", "signatures.exported")
# Of which kind it was stays, which one does not: it may have been of a few.
_OF_A_GROUP = ("petition.group_hidden", "petition.group_shown")


def forget_some_groups(session: Session, *, petition_id: int) -> bool:
    """Of fewer than ten, and what was hidden, for that was for a reason. Their signatures go on counting, without the
    country or the code. Whether there may be more. Call it when no signature can be told from another any more."""
    rows = session.execute(
        sa.select(col(Tally.kind), col(Tally.key))
        .where(
            col(Tally.petition_id) == petition_id,
            col(Tally.kind).in_(_FORGOTTEN),
            sa.or_(col(Tally.confirmed) < LEAST_GROUP, col(Tally.is_hidden)),
        )
        .limit(AT_ONCE)
    ).all()
    keys: dict[TallyKind, list[str]] = {}
    for kind, key in rows:
        keys.setdefault(kind, []).append(key)
    own = col(Signature.petition_id) == petition_id
    if countries := keys.get(TallyKind.COUNTRY):
        _update(session, sa.update(Signature).where(own, col(Signature.country).in_(countries)).values(country=None))
    if codes := keys.get(TallyKind.PARTNER):
        _update(session, sa.update(Signature).where(own, col(Signature.via).in_(codes), HAS_VIA).values(via=""))
    for kind, several in keys.items():
        session.execute(
            sa.delete(Tally)
            .where(col(Tally.petition_id) == petition_id, col(Tally.kind) == kind, col(Tally.key).in_(several))
            .execution_options(synchronize_session=False)
        )
    return len(rows) == AT_ONCE


def forget_told_groups(session: Session, *, petition_id: int) -> None:
    """What the public goes on being shown is made from no group that was forgotten."""
    kept = published(session, petition_id)
    if kept.told.until is None:
        return
    rows = session.execute(sa.select(col(Tally.kind), col(Tally.key)).where(col(Tally.petition_id) == petition_id))
    there = {(kind, key) for kind, key in rows}
    tallies = {
        kind: {
            key: number
            for key, number in groups.items()
            if kind not in _FORGOTTEN or (number >= LEAST_GROUP and (kind, key) in there)
        }
        for kind, groups in kept.told.tallies.items()
    }
    told = replace(kept.told, tallies=tallies)
    publish(session, petition_id, Published(groups_of(session, petition_id, told), told))


def forget_reasons(session: Session, *, petition: Petition) -> None:
    """Who did what, and when, stays; why may name somebody. Also where the petition stood at other addresses."""
    addresses = [f"petition:{slug}" for slug in (petition.slug, *petition.former_slugs)]
    entries = session.exec(
        select(AuditEntry)
        .where(
            AuditEntry.organisation_id == petition.organisation_id,
            sa.or_(
                col(AuditEntry.about).in_(addresses),
                *(col(AuditEntry.about).startswith(f"{address} ", autoescape=True) for address in addresses),
            ),
            col(AuditEntry.act).in_(_WITH_A_REASON),
        )
        .order_by(col(AuditEntry.id))
    )
    lines = forget_words(session, [(entry, _what_may_stay(entry)) for entry in entries])
    for numbers in lines:
        record_act(session, None, petition, FORGOTTEN, numbers)


def _what_may_stay(entry: AuditEntry) -> str:
    if entry.act in _BEFORE_THE_REASON:
        return entry.detail.partition(": ")[0]
    return entry.detail.partition(" ")[0] if entry.act in _OF_A_GROUP else ""


def _update(session: Session, statement: sa.Update) -> None:
    session.execute(statement.execution_options(synchronize_session=False))
