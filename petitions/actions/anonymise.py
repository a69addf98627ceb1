"""Anonymising: the campaign is over, and so is the reason to keep who signed. What is left are numbers.

In steps of one short transaction each, so that it goes on where it was when a process is killed: the key first, after
which nobody is recognised any more, then the signatures, the date last. It cannot be switched off.
"""

import random
from collections.abc import Callable
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from foundation.clock import utc_now
from foundation.database import random_id
from foundation.mail.models import GroupHold, OutboxMail, Suppression
from petitions.access import mail_group
from petitions.actions.counting import Change, count_changes
from petitions.actions.forget_groups import forget_reasons, forget_some_groups, forget_told_groups
from petitions.actions.recording import record_act
from petitions.models.consent import Consent
from petitions.models.data_request import DataRequest
from petitions.models.list_member import ListMember
from petitions.models.petition import Petition, PetitionState
from petitions.models.retyping import Retyping
from petitions.models.rules import RuleRun
from petitions.models.signals import SignatureSignal, SignWindow
from petitions.models.signature import AddresseeVisibility, Signature, SignatureState, WebVisibility

AT_ONCE = 2000
UNCOUNTED = [state for state in SignatureState if not state.counts]
_shuffled = random.SystemRandom()

Forget = Callable[[Session, int], None]
_others: list[Forget] = []


def when_anonymising(function: Forget) -> Forget:
    """Registers `f(session, campaign_id)`: whoever keeps something of the signers of a campaign's petition forgets it
    in the transaction that destroys the petition's key."""
    if function not in _others:
        _others.append(function)
    return function


def begin_anonymising(session: Session, *, petition_id: int) -> bool:
    """Destroys the key, and what was asked and written in the petition's name. False when it was reopened."""
    petition = session.get_one(Petition, petition_id, with_for_update=True)
    if petition.state is not PetitionState.CLOSED:
        return False
    petition.digest_key = b""
    session.add(petition)
    group = mail_group(petition_id)
    for table, condition in (
        (DataRequest, col(DataRequest.petition_id) == petition_id),
        (OutboxMail, col(OutboxMail.group_key) == group),
        (Suppression, col(Suppression.group_key) == group),
        (GroupHold, col(GroupHold.group_key) == group),
        (SignWindow, col(SignWindow.petition_id) == petition_id),
        # Its criteria may hold a name.
        (RuleRun, col(RuleRun.petition_id) == petition_id),
    ):
        session.execute(sa.delete(table).where(condition).execution_options(synchronize_session=False))
    for forget in _others:
        forget(session, petition.campaign_id)
    return True


def anonymise_some(session: Session, *, petition_id: int) -> bool:
    """The next signatures; False when there are none left, or when the petition was reopened meanwhile."""
    petition = session.get_one(Petition, petition_id, with_for_update=True)
    if not petition.is_anonymised:
        return False
    return (
        _delete_uncounted(session, petition_id)
        or _tear_apart(session, petition_id)
        or forget_some_groups(session, petition_id=petition_id)
    )


def finish_anonymising(session: Session, *, petition_id: int) -> None:
    petition = session.get_one(Petition, petition_id, with_for_update=True)
    if not petition.is_anonymised:
        return
    forget_told_groups(session, petition_id=petition_id)
    forget_reasons(session, petition=petition)
    petition.anonymised_at = utc_now()
    session.add(petition)
    record_act(session, None, petition, "petition.anonymised")


def _delete_uncounted(session: Session, petition_id: int) -> bool:
    """Who waits, withdrew or was taken out is in no total."""
    for state in UNCOUNTED:
        found = (
            sa.select(col(Signature.id))
            .where(col(Signature.petition_id) == petition_id, col(Signature.state) == state)
            .limit(AT_ONCE)
        )
        ids = list(session.execute(found).scalars())
        if ids:
            session.execute(
                sa.delete(Signature).where(col(Signature.id).in_(ids)).execution_options(synchronize_session=False)
            )
            waiting = -len(ids) if state.waits else 0
            count_changes(session, [Change(petition_id, waiting=waiting)], now=utc_now())
            return True
    return False


def _tear_apart(session: Session, petition_id: int) -> bool:
    """Of those that count, country, partner code and day stay, for the totals; but each is dealt out anew among the
    signatures of this step, so that no row says any more that somebody from there came this way on that day. The last
    step takes what would be left over as well: among a few, dealing out hides nobody."""
    found = session.execute(
        sa.select(col(Signature.id), *(col(getattr(Signature, name)) for name in TOTALS_NEED))
        .where(col(Signature.petition_id) == petition_id, col(Signature.email_digest).is_not(None))
        .order_by(col(Signature.id))
        .limit(2 * AT_ONCE)
    ).all()
    if not found:
        return False
    if len(found) == 2 * AT_ONCE:
        found = found[:AT_ONCE]
    ids = [row[0] for row in found]
    dealt = {name: [row[place] for row in found] for place, name in enumerate(TOTALS_NEED, start=1)}
    for values in dealt.values():
        _shuffled.shuffle(values)
    session.connection().execute(
        _EMPTY, [_emptied(number, {name: dealt[name][place] for name in dealt}) for place, number in enumerate(ids)]
    )
    for table, signature_id in (
        (Consent, col(Consent.signature_id)),
        (Retyping, col(Retyping.signature_id)),
        (SignatureSignal, col(SignatureSignal.signature_id)),
    ):
        session.execute(sa.delete(table).where(signature_id.in_(ids)).execution_options(synchronize_session=False))
    session.execute(
        sa.update(ListMember)
        .where(col(ListMember.signature_id).in_(ids))
        .values(signature_id=None)
        .execution_options(synchronize_session=False)
    )
    return True


# The columns of a signature that a total is made of.
TOTALS_NEED = ("country", "via", "confirmed_at")
_signatures = Signature.__table__  # type: ignore[attr-defined]  # SQLModel sets it on table classes
_EMPTIED = [column.name for column in _signatures.c if column.name not in ("id", "petition_id")]
_EMPTY = (
    sa.update(_signatures)
    .where(_signatures.c.id == sa.bindparam("row_id"))
    .values({name: sa.bindparam(name) for name in _EMPTIED})
)


def _emptied(row_id: int, kept: dict[str, Any]) -> dict[str, Any]:
    """Every column but the row's own number and petition: a new one is emptied because it is not named here."""
    confirmed_at: datetime = kept["confirmed_at"]
    day = confirmed_at.replace(hour=0, minute=0, second=0, microsecond=0)
    empty: dict[str, Any] = dict.fromkeys(_EMPTIED)
    return empty | {
        "row_id": row_id,
        # Below zero no link finds it, and it says nothing of the one in the mail.
        "reference": -random_id(),
        "nonce": b"",
        "round": 0,
        "state": SignatureState.CONFIRMED,
        "reason": "",
        "web_visibility": WebVisibility.NONE,
        "addressee_visibility": AddresseeVisibility.COUNTED,
        "keeps_address": False,
        "stood_aside": False,
        "counted_after": 0,
        "language": "",
        "text_version": "",
        "signed_at": day,
        "mailed_at": day,
        "mails_since": day,
        "mails": 0,
        "country": kept["country"],
        "via": kept["via"],
        "confirmed_at": day,
    }
