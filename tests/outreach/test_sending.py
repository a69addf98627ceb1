"""A mailing moves from draft to its end, once, and every recipient with it."""

import re
from collections.abc import Callable

import pytest
import sqlalchemy as sa
from sqlmodel import Session, col, func, select

import outreach.jobs  # noqa: F401  # registers what happens when a right ends
from foundation.accounts.access import SignedIn
from foundation.accounts.models import Membership, Organisation
from foundation.accounts.people.actions.members import change_role
from foundation.accounts.roles import Role
from foundation.errors import Conflict
from foundation.mail.models import GroupHold, MailState, OutboxMail
from foundation.mail.words import NO_SUCH_MAILBOX, REFUSED_FOR_GOOD
from outreach.actions import sending
from outreach.actions.partners import change_contact
from outreach.actions.sending import cancel, decide_unknown, fill_outbox, hold_mailings_of, pause, resume, send, settle
from outreach.models.mailings import Delivery, Mailing, MailingState
from outreach.models.partners import Contact, ContactState
from outreach.queries.mailings import progress_of
from tests.factories.accounts import an_organisation, an_organiser
from tests.factories.outreach import (
    MAILINGS,
    a_contact,
    a_done_mailing,
    a_draft,
    a_partner,
    a_queued_mailing,
    a_sending_mailing,
    an_unsubscribed_contact,
)


@pytest.fixture
def user(session: Session) -> SignedIn:
    """Of an organisation with three contacts."""
    user = an_organiser(session, an_organisation(session))
    for _number in range(3):
        a_contact(session, user)
    return user


def rows_of(session: Session, table: type[Delivery] | type[OutboxMail]) -> int:
    return session.exec(select(func.count()).select_from(table)).one()


@pytest.mark.parametrize("state", list(MailingState))
def test_each_state_allows_what_its_page_offers(session: Session, user: SignedIn, state: MailingState) -> None:
    mailing = MAILINGS[state](session, user)
    assert mailing.state is state
    for act, allowed in ((pause, state.may_be_paused), (resume, state.is_under_way), (cancel, state.may_be_cancelled)):
        with session.begin_nested() as attempt:
            if allowed:
                act(session, user=user, mailing=mailing)
            else:
                with pytest.raises(Conflict):
                    act(session, user=user, mailing=mailing)
            attempt.rollback()
        session.refresh(mailing)
    assert send(session, user=user, mailing=mailing) is (state is MailingState.DRAFT)


def test_filling_the_outbox_in_chunks_reaches_everybody_once(
    session: Session, user: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "CHUNK", 2)
    an_unsubscribed_contact(session, user)
    mailing = a_queued_mailing(session, user)
    assert fill_outbox(session, mailing_id=mailing.id)
    assert (rows_of(session, Delivery), mailing.state) == (2, MailingState.QUEUED)
    while fill_outbox(session, mailing_id=mailing.id):
        pass
    for _again in range(2):
        assert not fill_outbox(session, mailing_id=mailing.id)
    assert rows_of(session, Delivery) == rows_of(session, OutboxMail) == mailing.expected == 3
    assert mailing.state is MailingState.SENDING


def test_a_contact_that_is_removed_while_the_outbox_is_filled_stops_nobody(
    session: Session, user: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "CHUNK", 2)
    mailing = a_queued_mailing(session, user)
    fill_outbox(session, mailing_id=mailing.id)
    last = session.exec(select(func.max(Delivery.contact_id))).one()
    session.execute(sa.delete(Contact).where(col(Contact.id) == last))
    while fill_outbox(session, mailing_id=mailing.id):
        pass
    assert rows_of(session, Delivery) == 3


def test_what_is_paused_while_it_is_filled_is_filled_and_stays(session: Session, user: SignedIn) -> None:
    mailing = a_queued_mailing(session, user)
    pause(session, user=user, mailing=mailing)
    while fill_outbox(session, mailing_id=mailing.id):
        pass
    assert (rows_of(session, OutboxMail), mailing.state) == (3, MailingState.PAUSED)
    resume(session, user=user, mailing=mailing)
    assert mailing.state is MailingState.SENDING


def test_what_is_cancelled_while_it_is_filled_is_filled_no_further(session: Session, user: SignedIn) -> None:
    mailing = a_queued_mailing(session, user)
    cancel(session, user=user, mailing=mailing)
    assert not fill_outbox(session, mailing_id=mailing.id)
    progress = progress_of(session, mailing)
    assert (rows_of(session, OutboxMail), progress.not_begun, progress.total) == (0, 3, 3)


def test_a_mailing_is_done_when_nothing_waits(session: Session, user: SignedIn) -> None:
    mailing = a_sending_mailing(session, user)
    settle(session, mailing=mailing)
    assert mailing.state is MailingState.SENDING
    states = [MailState.SENT, MailState.UNKNOWN, MailState.DEFERRED]
    for mail, state in zip(session.exec(select(OutboxMail)), states, strict=True):
        mail.state = state
    session.flush()
    settle(session, mailing=mailing)
    assert mailing.state is MailingState.SENDING
    session.execute(sa.update(OutboxMail).where(col(OutboxMail.state) == MailState.DEFERRED).values(state="sent"))
    settle(session, mailing=mailing)
    assert mailing.state is MailingState.DONE
    assert progress_of(session, mailing).is_complete


@pytest.mark.parametrize(("resend", "state"), [(True, MailState.QUEUED), (False, MailState.CANCELLED)])
def test_a_person_decides_about_those_nobody_knows_of(
    session: Session, user: SignedIn, resend: bool, state: MailState
) -> None:
    mailing = a_done_mailing(session, user)
    mail = session.exec(select(OutboxMail)).first()
    assert mail is not None
    mail.state = MailState.UNKNOWN
    session.flush()
    assert decide_unknown(session, user=user, mailing=mailing, resend=resend) == 1
    session.refresh(mail)
    assert mail.state is state
    assert mailing.state is (MailingState.SENDING if resend else MailingState.DONE)


def test_a_mailbox_that_does_not_exist_marks_its_contact(session: Session, user: SignedIn) -> None:
    mailing = a_sending_mailing(session, user)
    gone, refused, _fine = session.exec(select(OutboxMail).order_by(col(OutboxMail.id))).all()
    gone.state, gone.reason = MailState.BOUNCED, NO_SUCH_MAILBOX
    refused.state, refused.reason = MailState.BOUNCED, REFUSED_FOR_GOOD
    session.flush()
    settle(session, mailing=mailing)
    session.expire_all()
    contact_of = {
        delivery.id: session.get_one(Contact, delivery.contact_id) for delivery in session.exec(select(Delivery))
    }
    assert contact_of[gone.subject_id].state is ContactState.BOUNCED
    assert contact_of[refused.subject_id].state is ContactState.ACTIVE
    contact = contact_of[gone.subject_id]
    change_contact(session, user=user, contact=contact, name="", role="", email="new@example.org", language="en")
    settle(session, mailing=mailing)
    session.refresh(contact)
    assert contact.state is ContactState.ACTIVE


def test_who_unsubscribed_gets_no_later_mailing(session: Session, user: SignedIn) -> None:
    partner = a_partner(session, user)
    an_unsubscribed_contact(session, user, email="gone@example.org")
    a_contact(session, user, partner)
    mailing = a_sending_mailing(session, user)
    assert mailing.expected == rows_of(session, Delivery) == 4


def test_nothing_unfinished_can_be_sent(session: Session, user: SignedIn) -> None:
    empty = a_draft(session, user, versions={})
    with pytest.raises(Conflict, match="no text yet"):
        send(session, user=user, mailing=empty)
    unknown = a_draft(session, user, versions={"en": ("Hello", "Dear {{nmae}}")})
    with pytest.raises(Conflict, match=re.escape("Did you mean {{contact.name}}")):
        send(session, user=user, mailing=unknown)
    of_a_campaign = a_draft(session, user, versions={"en": ("Hello", "See {{campaign.link}}")})
    with pytest.raises(Conflict, match=re.escape("campaign.link")):
        send(session, user=user, mailing=of_a_campaign)
    a_contact(session, user, role="")
    gap = a_draft(session, user, versions={"en": ("Hello", "Dear {{contact.role}}")})
    with pytest.raises(Conflict, match=re.escape("{{contact.role}} would stay empty for some recipients: 1")):
        send(session, user=user, mailing=gap)


@pytest.mark.parametrize("make", [a_queued_mailing, a_sending_mailing])
def test_what_leaves_in_the_name_of_somebody_who_lost_the_right_waits_for_another(
    session: Session, user: SignedIn, make: Callable[[Session, SignedIn], Mailing]
) -> None:
    union = session.get_one(Organisation, user.organisation_id)
    editor = an_organiser(session, union, Role.EDITOR, email="editor@example.org")
    mailing = make(session, editor)
    hold_mailings_of(session, editor.user_id)
    assert mailing.state in (MailingState.QUEUED, MailingState.SENDING)

    change_role(session, user=user, organiser_id=editor.user_id, role=Role.VIEWER)
    session.refresh(mailing)
    assert mailing.state is MailingState.PAUSED
    assert session.get_one(GroupHold, mailing.group_key).let_go_at is None

    resume(session, user=user, mailing=mailing)
    hold_mailings_of(session, editor.user_id)
    assert mailing.state is not MailingState.PAUSED


def test_filling_the_outbox_stops_when_the_sender_is_gone(session: Session, user: SignedIn) -> None:
    union = session.get_one(Organisation, user.organisation_id)
    editor = an_organiser(session, union, Role.EDITOR, email="editor@example.org")
    mailing = a_queued_mailing(session, editor)
    session.delete(session.get_one(Membership, (editor.user_id, union.id)))
    session.flush()
    assert not fill_outbox(session, mailing_id=mailing.id)
    assert (rows_of(session, Delivery), mailing.state) == (0, MailingState.PAUSED)
