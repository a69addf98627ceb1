"""Sending a mailing to its end: send, pause, resume, cancel, and what to do about those of whom nobody knows."""

from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, select

from foundation.accounts.access import SignedIn, organiser_now
from foundation.accounts.roles import May
from foundation.clock import utc_now
from foundation.database import random_id
from foundation.errors import Conflict
from foundation.jobs import enqueue
from foundation.mail.actions import (
    call_off_group,
    hold_group_by_a_person,
    let_group_go,
    let_unknown_rest,
    put_in_outbox,
    put_many_in_outbox,
    send_again,
)
from foundation.mail.models import MailState, OutboxMail, Stream
from foundation.mail.words import NO_SUCH_MAILBOX
from outreach.actions.mailings import record_act, texts_of
from outreach.hindrances import Hindrance, held_in, hindrances, hindrances_to_going_on
from outreach.models.mailings import Delivery, Mailing, MailingState, TrialMail
from outreach.models.partners import Contact, ContactState
from outreach.queries.segments import in_segment, shares, version_for
from outreach.words import NAMES_HELD, PAUSED

FAN_OUT_JOB = "outreach.fan_out_mailing"
MAILING_MAIL = "outreach.mailing"
TRIAL_MAIL = "outreach.trial_mailing"
CHUNK = 500


def send(session: Session, *, user: SignedIn, mailing: Mailing) -> bool:
    """Once: False when it was pressed before, in another tab. Raises Conflict while something keeps it from being sent.

    `mailing` is held for this transaction (access.mailing_of, to_change)."""
    if mailing.state is not MailingState.DRAFT:
        return False
    found = shares(session, mailing)
    _refuse(hindrances(mailing, texts_of(session, mailing), found, held_in(session, mailing)))
    mailing.state = MailingState.QUEUED
    mailing.queued_by_id, mailing.queued_at = user.user_id, utc_now()
    mailing.expected = sum(share.contacts for share in found)
    session.add(mailing)
    enqueue(session, FAN_OUT_JOB, once=f"{mailing.id}", mailing_id=mailing.id)
    record_act(session, user, mailing, "mailing.sent", detail=f"{mailing.expected} recipients")
    return True


def fill_outbox(session: Session, *, mailing_id: int) -> bool:
    """The next recipients' rows, all in this transaction. True while there may be more. Nobody is put in twice."""
    mailing = session.exec(select(Mailing).where(Mailing.id == mailing_id).with_for_update()).first()
    if mailing is None or mailing.filled_at is not None or not mailing.state.is_under_way or mailing.is_stopped:
        return False
    if mailing.state.may_be_paused and not _sender_may(session, mailing):
        hold_for_another(session, mailing)
        return False
    if mailing.state.may_be_paused and held_in(session, mailing):
        hold_back(session, mailing=mailing)
        return False
    recipients = _next_recipients(session, mailing)
    if not recipients:
        mailing.filled_at = utc_now()
        if mailing.state is MailingState.QUEUED:
            mailing.state = MailingState.SENDING
        session.add(mailing)
        return False
    versions = texts_of(session, mailing)
    deliveries = [
        {
            "id": random_id(),
            "mailing_id": mailing.id,
            "contact_id": contact_id,
            "language": version_for(language, versions),
        }
        for contact_id, language in recipients
    ]
    session.execute(sa.insert(Delivery), deliveries)
    put_many_in_outbox(
        session,
        stream=Stream.BULK,
        kind=MAILING_MAIL,
        subject_ids=[delivery["id"] for delivery in deliveries],
        group_key=mailing.group_key,
    )
    return True


def _next_recipients(session: Session, mailing: Mailing) -> list[Any]:
    """By id, behind the last who has a row. The second condition is for a last one that was removed meanwhile."""
    of_this = col(Delivery.mailing_id) == mailing.id
    last = sa.select(sa.func.coalesce(sa.func.max(col(Delivery.contact_id)), 0)).where(of_this).scalar_subquery()
    is_in = sa.exists().where(of_this, col(Delivery.contact_id) == col(Contact.id))
    query = sa.select(col(Contact.id), col(Contact.language)).where(
        *in_segment(mailing), col(Contact.id) > last, ~is_in
    )
    return list(session.execute(query.order_by(col(Contact.id)).limit(CHUNK)))


def pause(session: Session, *, user: SignedIn, mailing: Mailing) -> None:
    """What is being handed over right now still goes; all else waits."""
    if not mailing.state.may_be_paused:
        raise Conflict("Only a mailing that is being sent can be paused.")
    hold_group_by_a_person(session, group_key=mailing.group_key, reason=PAUSED)
    mailing.state = MailingState.PAUSED
    session.add(mailing)
    record_act(session, user, mailing, "mailing.paused")


def hold_mailings_of(session: Session, user_id: int) -> None:
    """Somebody lost a right: what leaves in this name waits until another looks at it, and what this person approved
    has to be looked at again."""
    on_their_way = select(Mailing).where(
        Mailing.queued_by_id == user_id, col(Mailing.state).in_([MailingState.QUEUED, MailingState.SENDING])
    )
    for mailing in session.exec(on_their_way.with_for_update()).all():
        if not _sender_may(session, mailing):
            hold_for_another(session, mailing)
    for mailing in session.exec(
        select(Mailing).where(Mailing.approved_by_id == user_id, Mailing.state == MailingState.DRAFT)
    ).all():
        if not _may_send(session, mailing, user_id):
            mailing.approved_by_id = mailing.approved_at = None
            session.add(mailing)


def _sender_may(session: Session, mailing: Mailing) -> bool:
    return mailing.queued_by_id is None or _may_send(session, mailing, mailing.queued_by_id)


def _may_send(session: Session, mailing: Mailing, user_id: int) -> bool:
    user = organiser_now(session, user_id)
    return user is not None and user.may(May.SEND, mailing.organisation_id, mailing.campaign_id)


def hold_for_another(session: Session, mailing: Mailing) -> None:
    """Until a person who may resumes it."""
    hold_group_by_a_person(session, group_key=mailing.group_key, reason=PAUSED)
    mailing.state = MailingState.PAUSED
    session.add(mailing)
    record_act(session, None, mailing, "mailing.held")


def hold_back(session: Session, *, mailing: Mailing) -> None:
    """It tells what is on hold: nothing leaves until it was mended and a person lets it go on. One that was mended by
    what changed around it is looked at as well."""
    hold_group_by_a_person(session, group_key=mailing.group_key, reason=NAMES_HELD)
    mailing.state = MailingState.PAUSED
    session.add(mailing)
    record_act(session, None, mailing, "mailing.held_back")


def resume(session: Session, *, user: SignedIn, mailing: Mailing) -> None:
    """Also lets go what was held because servers refused it by a rule of theirs. From now on it leaves in the name of
    who resumed it."""
    if not mailing.state.is_under_way:
        raise Conflict("This mailing is not paused.")
    _refuse(hindrances_to_going_on(mailing, held_in(session, mailing)))
    let_group_go(session, group_key=mailing.group_key)
    if mailing.state is MailingState.PAUSED:
        mailing.state = MailingState.SENDING if mailing.filled_at else MailingState.QUEUED
    mailing.queued_by_id = user.user_id
    session.add(mailing)
    record_act(session, user, mailing, "mailing.resumed")


def cancel(session: Session, *, user: SignedIn, mailing: Mailing) -> None:
    """For good. Who got it has got it; nobody else will."""
    if not mailing.state.may_be_cancelled:
        raise Conflict("This mailing has ended already.")
    called_off = call_off_group(session, group_key=mailing.group_key)
    mailing.state, mailing.ended_at = MailingState.CANCELLED, utc_now()
    session.add(mailing)
    record_act(session, user, mailing, "mailing.cancelled", detail=f"{called_off} called off")


def decide_unknown(session: Session, *, user: SignedIn, mailing: Mailing, resend: bool) -> int:
    """Those of whom nobody knows whether they got it: once more, or left alone. Says how many that were."""
    if resend:
        _refuse(held_in(session, mailing))
        moved = send_again(session, group_key=mailing.group_key)
        if moved and mailing.state is MailingState.DONE:
            mailing.state, mailing.ended_at = MailingState.SENDING, None
            session.add(mailing)
    else:
        moved = let_unknown_rest(session, group_key=mailing.group_key)
    record_act(session, user, mailing, "mailing.unknown_resent" if resend else "mailing.unknown_skipped", f"{moved}")
    return moved


def send_trial(session: Session, *, user: SignedIn, mailing: Mailing, language: str, contact: Contact | None) -> None:
    """One mail, to the organiser who asks, as the contact would get it."""
    trial = TrialMail(
        mailing_id=mailing.id,
        organiser_id=user.user_id,
        contact_id=contact.id if contact else None,
        language=language,
    )
    session.add(trial)
    session.flush()
    put_in_outbox(session, stream=Stream.BULK, kind=TRIAL_MAIL, subject_id=trial.id, group_key=mailing.trial_group_key)


def settle(session: Session, *, mailing: Mailing) -> None:
    """Notes mailboxes that do not exist, and that a mailing is done. Harmless at any time."""
    _note_bounces(session, mailing)
    if mailing.state is not MailingState.SENDING:
        return
    open_states = [state for state in MailState if not state.is_final]
    still_open = sa.exists().where(
        col(OutboxMail.group_key) == mailing.group_key, col(OutboxMail.state).in_(open_states)
    )
    if not session.execute(sa.select(still_open)).scalar():
        mailing.state, mailing.ended_at = MailingState.DONE, utc_now()
        session.add(mailing)


def _refuse(found: list[Hindrance]) -> None:
    for hindrance in found:
        raise Conflict(hindrance.words, **hindrance.values)


def _note_bounces(session: Session, mailing: Mailing) -> None:
    """A bounce older than the contact's present state is of an address it had before."""
    bounced = (
        sa.select(col(Delivery.contact_id))
        .join(OutboxMail, col(OutboxMail.subject_id) == col(Delivery.id))
        .where(
            col(Delivery.mailing_id) == mailing.id,
            col(OutboxMail.group_key) == mailing.group_key,
            col(OutboxMail.state) == MailState.BOUNCED,
            col(OutboxMail.reason) == NO_SUCH_MAILBOX,
            sa.or_(col(Contact.state_since).is_(None), col(OutboxMail.claimed_at) > col(Contact.state_since)),
        )
        .correlate(Contact)
    )
    session.execute(
        sa.update(Contact)
        .where(col(Contact.state) == ContactState.ACTIVE, col(Contact.id).in_(bounced))
        .values(state=ContactState.BOUNCED, state_since=utc_now())
        .execution_options(synchronize_session=False)
    )
