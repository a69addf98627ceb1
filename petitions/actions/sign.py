"""Signing: the same answer for everybody, and a mail that says the rest.

A new address gets a confirm link; what happens to one that has signed before stands in sign_again.py. Whoever has the
database takes many signatures at once: one statement for all rows, one for all consents, one for each counter.
"""

import secrets
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from foundation.clock import utc_now
from foundation.database import insert_into, random_id
from foundation.errors import AppError, Conflict, Gone
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

# Run with every batch of signatures. Made once, because building it anew each time costs more than running it.
_STATES = sa.text("SELECT id, state, is_example FROM petition WHERE id IN :ids").bindparams(
    sa.bindparam("ids", expanding=True)
)


# What all signatures begin with.
AT_FIRST: Mapping[str, Any] = {
    "round": 1,
    "state": SignatureState.PENDING,
    "state_before": None,
    "reason": "",
    "reply_envelope": None,
    "replaces": None,
    "shown_name": None,
    "keeps_address": False,
    "confirmed_at": None,
    "withdrawn_at": None,
    "mails": 1,
    "reminded_at": None,
    "taken_out_by": None,
}
# Of these, what is decided for each anew.
_JUDGED = ("state", "state_before")


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
    now = utc_now()
    refused = _not_open(session, {signing.petition_id for signing in several})
    outcomes = [refused.get(signing.petition_id) for signing in several]
    taken = [signing for signing, refusal in zip(several, outcomes, strict=True) if refusal is None]
    if taken:
        judged = judge_arrivals(session, [signing.arrival for signing in taken], now=now)
        for signing, verdict in zip(taken, judged, strict=True):
            signing.row.update(state_of(verdict.verdict))
        both = list(zip(taken, judged, strict=True))
        ids = _insert_new(session, taken)
        new = [(ids[s.row["reference"]], s, j) for s, j in both if s.row["reference"] in ids]
        known = [(s.typed, j, (s.petition_id, s.row["email_digest"])) for s, j in both if s.row["reference"] not in ids]
        changes = _begin(session, new, now)
        if known:
            changes += sign_again(session, known, now=now)
        changes += set_aside_earlier(session, judged, now=now)
        count_changes(session, changes, now=now)
    return outcomes


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
        "web_visibility": typed.web_visibility,
        "addressee_visibility": typed.addressee_visibility,
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
    for petition_id, state, is_example in session.connection().execute(_STATES, {"ids": list(petition_ids)}):
        if state == PetitionState.PAUSED and not is_example:
            refused[petition_id] = Conflict("This petition is paused at the moment. Please come back later.")
        elif state == PetitionState.OPEN and not is_example:
            del refused[petition_id]
    return refused


def _insert_new(session: Session, taken: Sequence[Signing]) -> dict[int, int]:
    """Reference to id, of those whose address is new. Of two with one address the first is."""
    connection = session.connection()
    # In one order, so that two processes never wait for each other.
    rows = sorted((signing.row for signing in taken), key=lambda row: (row["petition_id"], row["email_digest"]))
    inserted = connection.execute(_inserting(connection.dialect.name), rows)
    return {reference: row_id for reference, row_id in inserted if row_id is not None}


@lru_cache
def _inserting(dialect: str) -> sa.Executable:
    """With the values that are the same for all as part of the statement, for each one sent costs time."""
    insert = insert_into(Signature, dialect)
    return (
        insert.values({name: _written_out(value) for name, value in AT_FIRST.items() if name not in _JUDGED})
        .on_conflict_do_nothing(index_elements=["petition_id", "email_digest"])
        .returning(col(Signature.reference), col(Signature.id))
    )


def _written_out(value: bool | int | str | None) -> sa.ColumnElement[Any]:
    if value is None:
        return sa.null()
    if isinstance(value, bool):
        return sa.true() if value else sa.false()
    return sa.literal_column(str(value) if isinstance(value, int) else f"'{value}'")


def _begin(session: Session, new: Sequence[tuple[int, Signing, Judged]], now: datetime) -> list[Change]:
    """What comes with a new signature: the words, the consents, how it was judged, the mail."""
    give_all_consents(
        session,
        ((signature_id, signing.typed.consents) for signature_id, signing, _judged in new),
        signed_words=(signing.typed.signed_words for _id, signing, _judged in new),
        now=now,
    )
    keep_signals(session, [(signature_id, judged) for signature_id, _signing, judged in new])
    mailed = (signing for _id, signing, judged in new if not judged.verdict.holds_mail)
    put_mails(session, ((CONFIRM_MAIL, signing.petition_id, signing.row["reference"]) for signing in mailed))
    waiting = Counter(signing.petition_id for _id, signing, judged in new if not judged.verdict.sets_aside)
    return [Change(petition_id, waiting=number) for petition_id, number in waiting.items()]
