"""Addresses that are known in every way there is, many of each, for `bench secrecy`."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from sqlmodel import Session, col, select

from foundation.mail.models import SuppressionReason
from foundation.mail.suppression import suppress
from foundation.measuring.load import CannotMeasure, ask, post
from foundation.measuring.place import Place
from foundation.security.links import make_token
from petitions.actions.confirm import Presented, confirm_many
from petitions.actions.disown import disown
from petitions.benches import people
from petitions.mailed_links import NOT_ME_PURPOSE, confirm_purpose
from petitions.models.envelope import email_digest
from petitions.models.petition import Petition
from petitions.models.signature import Signature

AT_ONCE = 100
_OF_A_KIND = 1_000_000


@dataclass(frozen=True)
class Kind:
    """`signed`: it signed before. `is_the_same`: what is typed then is what was typed before, each time; and with
    `is_another_entry` it differs from the first time on."""

    place: int
    words: str
    signed: bool = True
    is_the_same: bool = False
    is_another_entry: bool = False


NEW = Kind(0, "new", signed=False)
SAME = Kind(1, "waits, the same again", is_the_same=True)
BESIDE = Kind(2, "waits, another entry", is_another_entry=True)
CONFIRMED = Kind(3, "confirmed")
DISOWNED = Kind(4, "said it was not them")
STOPPED = Kind(5, "stopped all mail", signed=False)
BLOCKED = Kind(6, "blocked after a complaint", signed=False)
KINDS = (NEW, SAME, BESIDE, CONFIRMED, DISOWNED, STOPPED, BLOCKED)
# The yardstick: what lies between these and the new ones lies in the machine.
NEW_TOO = Kind(7, "new as well", signed=False)


def number_of(kind: Kind, turn: int) -> int:
    """Of the made-up person; no two kinds and turns share one."""
    return kind.place * _OF_A_KIND + turn + 1


def make_known(place: Place, petition_id: int, ports: Sequence[int], number: int) -> None:
    """`number` of each kind."""
    first = [
        post("/petitions/bench/signatures", people.form(one) | {"via": ""}, x_forwarded_for=people.came_from(one))
        for kind in KINDS
        if kind.signed
        for one in (number_of(kind, turn) for turn in range(number))
    ]
    ask(ports, first, connections=AT_ONCE, seconds=600).require(303)
    for batch in _batches(iter(range(number))):
        with place.database.writing() as session:
            petition = session.get_one(Petition, petition_id)
            _confirm(session, petition, batch)
            for signature in _signatures(session, petition, DISOWNED, batch):
                disown(session, token=make_token(NOT_ME_PURPOSE, signature.reference, signature.nonce))
            for kind, reason in (
                (STOPPED, SuppressionReason.UNSUBSCRIBED),
                (BLOCKED, SuppressionReason.COMPLAINED),
            ):
                for turn in batch:
                    suppress(session, address=people.person(number_of(kind, turn)).email, reason=reason)


def _confirm(session: Session, petition: Petition, batch: Sequence[int]) -> None:
    links = [
        Presented(make_token(confirm_purpose(signature), signature.reference, signature.nonce))
        for signature in _signatures(session, petition, CONFIRMED, batch)
    ]
    for pressed in confirm_many(session, links):
        if isinstance(pressed, Exception) or pressed.signature.confirmed_at is None:
            raise CannotMeasure("A signature was not confirmed.")


def _signatures(session: Session, petition: Petition, kind: Kind, batch: Sequence[int]) -> list[Signature]:
    digests = [email_digest(petition, people.person(number_of(kind, turn)).email) for turn in batch]
    wanted = select(Signature).where(Signature.petition_id == petition.id, col(Signature.email_digest).in_(digests))
    found = list(session.exec(wanted))
    if len(found) != len(batch):
        raise CannotMeasure("Not everybody who signed is there.")
    return found


def _batches(turns: Iterator[int]) -> Iterator[list[int]]:
    while batch := list(islice(turns, AT_ONCE)):
        yield batch
