"""A letter that leaves as an e-mail: from our own address, to one office, with the frozen PDF."""

from collections.abc import Sequence

from sqlmodel import Session, col, select

from campaigns.letters.actions import record_letter
from campaigns.letters.approving import mark_sent
from campaigns.letters.models import Letter
from campaigns.models.campaign import Campaign
from campaigns.register.enclosing import enclosed_with
from campaigns.register.models import Dispatch, DispatchState, LetterMail, Way
from foundation.accounts.access import SignedIn
from foundation.accounts.models import Organisation
from foundation.clock import utc_now
from foundation.errors import BadInput, Conflict
from foundation.mail.actions import call_off_group, let_group_go, let_unknown_rest, put_in_outbox
from foundation.mail.models import MailState, OutboxMail, Stream

KIND = "campaigns.letter_to_office"
MOST_AT_ONCE = 100
LEFT = frozenset({MailState.SENT, MailState.UNKNOWN, MailState.BOUNCED})


def ask_mail(session: Session, *, user: SignedIn, campaign: Campaign, letter: Letter, to: str) -> LetterMail:
    """It leaves when this transaction is committed. Raises BadInput where an answer would reach nobody, or where the
    same waits already, Conflict for a letter that nobody approved."""
    if not letter.state.is_approved:
        raise Conflict("Only an approved letter can be sent. A second person approves it first.")
    if not session.get_one(Organisation, campaign.organisation_id).email:
        raise BadInput("Your organisation has no e-mail address for the answer yet. It is given in the settings.")
    waiting = select(LetterMail.sent_to).where(LetterMail.letter_id == letter.id, col(LetterMail.ended_at).is_(None))
    if to.casefold() in {address.casefold() for address in session.exec(waiting)}:
        raise BadInput("An e-mail to this address is on its way already.")
    enclosed = enclosed_with(session, campaign=campaign, letter=letter)
    mail = LetterMail(
        letter_id=letter.id,
        campaign_id=campaign.id,
        sent_to=to,
        enclosed_sha256=enclosed.sha256,
        enclosed_edition=enclosed.dossier.edition if enclosed.dossier else None,
        asked_by_id=user.user_id,
    )
    session.add(mail)
    session.flush()
    put_in_outbox(session, stream=Stream.BULK, kind=KIND, subject_id=mail.id, group_key=mail.group_key)
    record_letter(session, campaign, letter, act="letter.mail_asked", by=user)
    return mail


def call_mail_off(session: Session, *, user: SignedIn, campaign: Campaign, letter: Letter, mail: LetterMail) -> None:
    """Raises Conflict when it has begun to leave."""
    if not call_off_group(session, group_key=mail.group_key):
        raise Conflict("This e-mail has left already, or is leaving just now.")
    record_letter(session, campaign, letter, act="letter.mail_called_off", by=user)
    settle_mails(session)


def try_mail_again(session: Session, *, user: SignedIn, campaign: Campaign, letter: Letter, mail: LetterMail) -> None:
    """One that the office's server refused by a rule, and that waits for a person since."""
    let_group_go(session, group_key=mail.group_key)
    record_letter(session, campaign, letter, act="letter.mail_asked", by=user)


def settle_mails(session: Session) -> int:
    """Notes in the register what has left or came back, and ends what will never leave. Says how many that were."""
    final = [state for state in MailState if state.is_final]
    ended = (
        select(LetterMail)
        .join(OutboxMail, (col(OutboxMail.subject_id) == col(LetterMail.id)) & (col(OutboxMail.kind) == KIND))
        .where(col(LetterMail.ended_at).is_(None), col(OutboxMail.state).in_(final))
        .order_by(col(LetterMail.id))
        .limit(MOST_AT_ONCE)
    )
    mails = session.exec(ended.with_for_update(of=LetterMail, skip_locked=True)).all()
    for mail in mails:
        _settle(session, mail)
    return len(mails)


def _settle(session: Session, mail: LetterMail) -> None:
    row = session.exec(select(OutboxMail).where(OutboxMail.kind == KIND, OutboxMail.subject_id == mail.id)).one()
    letter = session.get_one(Letter, mail.letter_id, with_for_update=True)
    campaign = session.get_one(Campaign, mail.campaign_id)
    mail.ended_at = utc_now()
    if row.state in LEFT and letter.state.is_approved:
        mark_sent(session, letter=letter)
        dispatch = _dispatch(mail, row)
        session.add(dispatch)
        session.flush()
        mail.dispatch_id = dispatch.id
        came_back = row.state is MailState.BOUNCED
        act = "letter.mail_came_back" if came_back else "letter.mail_left"
        record_letter(session, campaign, letter, act=act, by=None)
    else:
        record_letter(session, campaign, letter, act="letter.mail_stayed", by=None)
    if row.state is MailState.UNKNOWN:
        # It may have arrived, and whoever wants a second one asks for it.
        let_unknown_rest(session, group_key=mail.group_key)
    session.add(mail)
    session.flush()


def _dispatch(mail: LetterMail, row: OutboxMail) -> Dispatch:
    left_on = (row.sent_at or row.claimed_at or utc_now()).date()
    came_back = row.state is MailState.BOUNCED
    return Dispatch(
        letter_id=mail.letter_id,
        campaign_id=mail.campaign_id,
        way=Way.EMAIL,
        sent_on=left_on,
        sent_to=mail.sent_to,
        state=DispatchState.RETURNED if came_back else DispatchState.SENT,
        settled_on=max(left_on, utc_now().date()) if came_back else None,
        recorded_by_id=mail.asked_by_id,
    )


def mails_of(session: Session, letter: Letter) -> Sequence[tuple[LetterMail, OutboxMail]]:
    """With what became of each, the newest first."""
    return session.exec(
        select(LetterMail, OutboxMail)
        .join(OutboxMail, (col(OutboxMail.subject_id) == col(LetterMail.id)) & (col(OutboxMail.kind) == KIND))
        .where(LetterMail.letter_id == letter.id)
        .order_by(col(LetterMail.asked_at).desc())
    ).all()
