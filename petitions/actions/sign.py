"""Signing: the same answer for everybody, and a mail that says the rest.

A new address gets a confirm link; what happens to one that has signed before stands in sign_again.py. Whoever has the
database takes many signatures at once: one statement for all rows, one for all consents, one for each counter.
"""

import secrets
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from operator import itemgetter
from typing import Any

from sqlmodel import Session

from foundation.clock import utc_now
from foundation.database import random_id
from foundation.errors import AppError, Conflict, Gone
from foundation.many_rows import insert_many, run
from petitions.actions.agreements import give_all_consents
from petitions.actions.counting import Change, count_changes
from petitions.actions.judging import Judged, judge_arrivals, keep_signals, set_aside_earlier, state_of
from petitions.actions.mails import CONFIRM_MAIL, put_mails
from petitions.actions.sign_again import sign_again
from petitions.models.arrival import Arrival, arrival_of
from petitions.models.envelope import email_digest, name_digest, seal_person
from petitions.models.petition import Petition, PetitionState
from petitions.models.signature import Signature, SignatureState
from petitions.models.typed import Typed

# What all signatures begin with.
AT_FIRST: Mapping[str, Any] = {
    "round": 1,
    "state": SignatureState.PENDING,
    "state_before": None,
    "stood_aside": False,
    "reason": "",
    "reply_envelope": None,
    "replaces": None,
    "shown_name": None,
    "keeps_address": False,
    "confirmed_at": None,
    "counted_after": 0,
    "withdrawn_at": None,
    "mails": 1,
    "reminded_at": None,
    "taken_out_by": None,
}
# Of these, what is decided for each anew.
_JUDGED = ("state", "state_before")
# What rows differ in. The first two put them in one order, so that two processes never wait for each other.
_OWN = (
    "petition_id",
    "email_digest",
    "reference",
    "nonce",
    "envelope",
    "name_digest",
    "country",
    "web_visibility",
    "addressee_visibility",
    "language",
    "via",
    "text_version",
    *_JUDGED,
)
_own_values = itemgetter(*_OWN)
_in_order = itemgetter(0, 1)


@dataclass(frozen=True)
class Signing:
    """What was typed, sealed and digested; all that can be done without the database."""

    petition_id: int
    typed: Typed
    row: dict[str, Any]
    arrival: Arrival


def make_ready(petition: Petition, typed: Typed) -> Signing:
    return Signing(petition.id, typed, new_row(petition, typed, utc_now()), arrival_of(petition, typed))


def sign(session: Session, *, petition: Petition, typed: Typed) -> None:
    """Raises Gone or Conflict when the petition takes no signatures."""
    refusal = sign_many(session, [make_ready(petition, typed)])[0]
    if refusal is not None:
        raise refusal


def sign_many(session: Session, several: Sequence[Signing]) -> list[AppError | None]:
    """What each of them is to be told: nothing, or why it was not taken. What looks like a flood is told nothing."""
    outcomes, changes = take_many(session, several)
    count_changes(session, changes, now=utc_now())
    return outcomes


def take_many(session: Session, several: Sequence[Signing]) -> tuple[list[AppError | None], list[Change]]:
    """As `sign_many`, for who has more to write: what changed is to be counted last, when no signature is to be locked
    any more."""
    now = utc_now()
    changes: list[Change] = []
    refused = _not_open(session, {signing.petition_id for signing in several})
    outcomes = [refused.get(signing.petition_id) for signing in several]
    taken = [signing for signing, refusal in zip(several, outcomes, strict=True) if refusal is None]
    if taken:
        judged = judge_arrivals(session, [signing.arrival for signing in taken], now=now)
        for signing, verdict in zip(taken, judged, strict=True):
            signing.row.update(state_of(verdict.verdict))
        both = list(zip(taken, judged, strict=True))
        ids = _insert_new(session, taken, now)
        new = [(ids[s.row["reference"]], s, j) for s, j in both if s.row["reference"] in ids]
        known = [(s.typed, j, (s.petition_id, s.row["email_digest"])) for s, j in both if s.row["reference"] not in ids]
        changes += _begin(session, new, now)
        if known:
            changes += sign_again(session, known, now=now)
        changes += set_aside_earlier(session, judged, now=now)
    return outcomes, changes


def new_row(petition: Petition, typed: Typed, now: datetime) -> dict[str, Any]:
    """What is a signature's own of a row that waits for its mail; the rest is AT_FIRST. Touches no database."""
    reference = random_id()
    return {
        "reference": reference,
        "petition_id": petition.id,
        "email_digest": email_digest(petition, typed.person.email),
        "nonce": secrets.token_bytes(16),
        "envelope": seal_person(typed.person, reference),
        "name_digest": name_digest(petition, typed.person.name),
        "country": typed.country,
        "web_visibility": typed.web_visibility.value,
        "addressee_visibility": typed.addressee_visibility.value,
        "language": typed.language,
        "via": typed.via,
        "text_version": typed.signed_words.version,
        "signed_at": now,
        "mailed_at": now,
        "mails_since": now,
    }


def _not_open(session: Session, petition_ids: set[int]) -> Mapping[int, AppError]:
    session.flush()
    refused: dict[int, AppError] = {
        petition_id: Gone("This petition is closed. It takes no more signatures.") for petition_id in petition_ids
    }
    # Written out, as they are whole numbers: working out a statement costs more than running it.
    ids = ", ".join(f"{petition_id:d}" for petition_id in petition_ids)
    asked = f"SELECT id, state, is_example FROM petition WHERE id IN ({ids})"  # noqa: S608  # whole numbers
    for petition_id, state, is_example in run(session.connection(), asked):
        if state == PetitionState.PAUSED and not is_example:
            refused[petition_id] = Conflict("This petition is paused at the moment. Please come back later.")
        elif state == PetitionState.OPEN and not is_example:
            del refused[petition_id]
    return refused


def _insert_new(session: Session, taken: Sequence[Signing], now: datetime) -> dict[int, int]:
    """Reference to id, of those whose address is new. Of two with one address the first is."""
    connection = session.connection()
    rows = sorted((_own_values(signing.row) for signing in taken), key=_in_order)
    inserted: list[Any] = insert_many(
        connection,
        Signature,
        _OWN,
        rows,
        same={name: value for name, value in AT_FIRST.items() if name not in _JUDGED}
        | dict.fromkeys(("signed_at", "mailed_at", "mails_since"), now),
        then="ON CONFLICT (petition_id, email_digest) DO NOTHING RETURNING reference, id",
    )
    return dict(inserted)


def _begin(session: Session, new: Sequence[tuple[int, Signing, Judged]], now: datetime) -> list[Change]:
    """What comes with a new signature: the words, the consents, how it was judged, the mail."""
    give_all_consents(
        session,
        ((signature_id, signing.typed.consents) for signature_id, signing, _judged in new),
        signed_words=(signing.typed.signed_words for _id, signing, _judged in new),
        now=now,
    )
    keep_signals(session, [(signature_id, judged) for signature_id, _signing, judged in new], now=now)
    mailed = (signing for _id, signing, judged in new if not judged.verdict.holds_mail)
    put_mails(session, ((CONFIRM_MAIL, signing.petition_id, signing.row["reference"]) for signing in mailed))
    waiting = Counter(signing.petition_id for _id, signing, judged in new if not judged.verdict.sets_aside)
    return [Change(petition_id, waiting=number) for petition_id, number in waiting.items()]
