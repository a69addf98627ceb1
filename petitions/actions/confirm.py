"""Confirming: what a press on the button of the mailed link's page does, as often as it is pressed."""

import enum
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from foundation.clock import utc_now
from foundation.errors import AppError, NotFound
from petitions.access import lock_by_references
from petitions.actions.counting import Change, count_changes, moved
from petitions.actions.follow import Followed, follow_confirmations
from petitions.actions.judging_confirmations import Press, judge_presses
from petitions.actions.mails import (
    CONFIRM_BESIDE_MAIL,
    CONFIRM_MAIL,
    THANKS_MAIL,
    count_mail,
    may_mail,
    note_mail,
    put_mail,
    put_mails,
)
from petitions.actions.retypings import empty_beside, take_over
from petitions.mailed_links import BAD_LINK, link_to_confirm, lock_to_confirm
from petitions.models.consent import ConsentKind
from petitions.models.envelope import Person, person_of, seal_person, shown_name
from petitions.models.petition import Petition
from petitions.models.retyping import Retyping
from petitions.models.signature import Signature, SignatureState, StateBefore
from petitions.queries.consents import Agreed, agreed_to_by

# Who signed before the petition closed may still press the button this long afterwards.
AFTER_CLOSING = timedelta(hours=24)


class LinkState(enum.StrEnum):
    """What a confirm link can do at a moment."""

    READY = "ready"
    CONFIRMED = "confirmed"
    EXPIRED = "expired"
    TOO_LATE = "too_late"
    WITHDRAWN = "withdrawn"
    NOT_COUNTED = "not_counted"

    @property
    def is_over(self) -> bool:
        return self not in (LinkState.READY, LinkState.CONFIRMED)


def link_state(signature: Signature, petition: Petition, now: datetime, retyping: Retyping | None = None) -> LinkState:
    """A quarantined signature looks to its signer like any other. Pressing releases it, as a rule. `retyping` is what
    the link is about, where that is not the signature itself."""
    if signature.state is SignatureState.WITHDRAWN:
        return LinkState.WITHDRAWN
    if signature.state is SignatureState.INVALIDATED:
        return LinkState.NOT_COUNTED
    if signature.confirmed_at is not None:
        return LinkState.CONFIRMED
    if petition.is_closed and now - (petition.closed_at or now) > AFTER_CLOSING:
        return LinkState.TOO_LATE
    ends_at = signature.link_ends_at if retyping is None or retyping.is_empty else retyping.link_ends_at
    return LinkState.EXPIRED if now > ends_at else LinkState.READY


@dataclass(frozen=True)
class Pressed:
    """The state is that of the link after the press."""

    signature: Signature
    petition: Petition
    state: LinkState


@dataclass(frozen=True)
class Presented:
    """A link whose button was pressed, and from which network; None on this machine."""

    token: str
    network: int | None = None


def confirm(session: Session, *, token: str, network: int | None = None) -> tuple[Signature, Petition, LinkState]:
    """Counts at most once; the state is that of the link after this press. Raises NotFound for a link that is not ours,
    or not the newest."""
    pressed = confirm_many(session, [Presented(token, network)])[0]
    if isinstance(pressed, AppError):
        raise pressed
    return pressed.signature, pressed.petition, pressed.state


def confirm_many(
    session: Session, several: Sequence[Presented], *, uncounted: Sequence[Change] = ()
) -> list[Pressed | AppError]:
    """In the order of their coming; of two presses on one link the first counts, and of the links of several entries
    with one address the one that is pressed first. `uncounted`: what changed in the same transaction before, and is
    counted together with these."""
    now = utc_now()
    signatures, retypings = lock_to_confirm(session, [presented.token for presented in several])
    changes = [*uncounted, *_take_over_pressed(session, several, signatures, retypings, now)]
    agreed = agreed_to_by(session, signature_ids={signature.row_id for signature in signatures.values()})
    petition_ids = {signature.petition_id for signature in signatures.values()}
    petitions = {
        petition.id: petition for petition in session.exec(select(Petition).where(col(Petition.id).in_(petition_ids)))
    }
    judged = judge_presses(session, list(_to_judge(several, signatures, petitions, now)), now=now)
    outcomes: list[Pressed | AppError] = []
    changes += judged.changes
    replaced = lock_by_references(session, {s.replaces for s in signatures.values() if s.replaces is not None})
    mails: list[tuple[str, int, int]] = []
    followed: list[Followed] = []
    confirmed: list[int] = []
    # Half changed, a row would break its own constraints.
    with session.no_autoflush:
        for presented in several:
            signature = signatures.get(presented.token)
            if signature is None:
                outcomes.append(NotFound(BAD_LINK))
                continue
            petition = petitions[signature.petition_id]
            retyping = retypings.get(presented.token)
            state = link_state(signature, petition, now, retyping)
            if state is LinkState.READY and retyping is not None and not retyping.is_empty:
                # Another entry was taken over a moment ago, and could not be counted.
                state = LinkState.EXPIRED
            before = replaced.pop(signature.replaces or 0, None)
            if state is LinkState.READY and signature.replaces is not None:
                state = _may_replace(before)
            if state is LinkState.READY:
                wishes = agreed[signature.row_id]
                joins = ConsentKind.LIST in wishes
                if joins or signature.replaces is not None:
                    # With the address, which the signature itself may lose with the next line.
                    followed.append(Followed(signature, person_of(signature), joins))
                stays = signature.row_id in judged.stay or (before is not None and before.confirmed_is_set_aside)
                confirmed.append(signature.row_id)
                changes += _count_it(signature, wishes, now, stays_aside=stays)
                state = LinkState.CONFIRMED
                if (signature.keeps_address or joins) and signature.state.counts:
                    note_mail(signature, now)
                    mails.append((THANKS_MAIL, signature.petition_id, signature.reference))
            outcomes.append(Pressed(signature, petition, state))
        count_changes(session, changes, now=now)
    session.flush()
    empty_beside(session, confirmed)
    follow_confirmations(session, followed, now=now)
    put_mails(session, mails)
    return outcomes


def send_new_link(session: Session, *, token: str) -> Petition:
    """For a link that has expired. The new mail's link lives as long as the first one did; the old one stays dead."""
    now = utc_now()
    signature, retyping = link_to_confirm(session, token, lock=True)
    petition = session.get_one(Petition, signature.petition_id)
    if link_state(signature, petition, now, retyping) is LinkState.EXPIRED and may_mail(signature, now):
        if retyping is not None and not retyping.is_empty:
            retyping.round += 1
            retyping.mailed_at = now
            count_mail(signature, now)
            put_mail(session, CONFIRM_BESIDE_MAIL, signature.petition_id, retyping.reference)
        else:
            signature.round += 1
            note_mail(signature, now)
            put_mail(session, CONFIRM_MAIL, signature.petition_id, signature.reference)
    return petition


def _take_over_pressed(
    session: Session,
    several: Sequence[Presented],
    signatures: Mapping[str, Signature],
    retypings: Mapping[str, Retyping],
    now: datetime,
) -> list[Change]:
    """What was typed beside a signature becomes it, where that is what the first good press is about."""
    changes: list[Change] = []
    pressed: set[int] = set()
    for presented in several if retypings else ():
        signature, retyping = signatures.get(presented.token), retypings.get(presented.token)
        if signature is None or signature.row_id in pressed:
            continue
        petition = session.get_one(Petition, signature.petition_id)
        if link_state(signature, petition, now, retyping) is LinkState.READY:
            pressed.add(signature.row_id)
            if retyping is not None and not retyping.is_empty:
                changes.append(take_over(session, signature, retyping, now=now))
    return changes


def _may_replace(replaced: Signature | None) -> LinkState:
    """What moves here counts only in place of what it was: else one signature could become many."""
    if replaced is None or replaced.state is SignatureState.WITHDRAWN:
        return LinkState.WITHDRAWN
    return LinkState.NOT_COUNTED if replaced.state is SignatureState.INVALIDATED else LinkState.READY


def _to_judge(
    several: Sequence[Presented], signatures: Mapping[str, Signature], petitions: Mapping[int, Petition], now: datetime
) -> Iterator[Press]:
    for presented in several:
        signature = signatures.get(presented.token)
        if signature is None:
            continue
        petition = petitions[signature.petition_id]
        person = person_of(signature) if presented.network is not None else None
        if person is not None and link_state(signature, petition, now) is LinkState.READY:
            yield Press(signature, petition, person.email, presented.network)


def _count_it(signature: Signature, wishes: Agreed, now: datetime, *, stays_aside: bool) -> list[Change]:
    """Releases one that was set aside, unless it stays so: then nothing is counted, and nobody is told."""
    person = person_of(signature)
    if person is None:
        raise ValueError("a signature that waits has its envelope")
    signature.keeps_address = any(kind.needs_the_address for kind in wishes)
    if not signature.keeps_address:
        signature.envelope = seal_person(Person(person.name, person.organisation), signature.reference)
    signature.confirmed_at = now
    if stays_aside:
        change = moved(signature, SignatureState.QUARANTINED)
        signature.state_before = StateBefore.CONFIRMED
        return [change]
    signature.state_before = None
    signature.shown_name = shown_name(person.name, signature.web_visibility)
    return [moved(signature, SignatureState.CONFIRMED)]
