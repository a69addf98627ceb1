"""Mailings as the desk shows them: the list, and how far each has come."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from sqlmodel import Session, col, select

from foundation.accounts.access import SignedIn, seen_by
from foundation.accounts.models import User
from foundation.files import FileKind, StoredFile
from foundation.mail.models import GroupHold, MailState, OutboxMail, Stream
from foundation.mail.queries import Trouble, group_mails, groups_progress, mail_trouble
from foundation.mail.words import NOTHING_TO_SAY
from foundation.web.language import mark
from outreach.models.mailings import Delivery, Mailing, MailingAttachment, MailingState, TrialMail
from outreach.models.partners import Contact, ContactState, Partner

PAGE = 50
EVERY_STATE = frozenset(MailState)

REMOVED = mark("The contact was removed from the directory before it was sent.")
UNSUBSCRIBED_BEFORE = mark("The contact unsubscribed before it was sent.")


class OnItsWay(Protocol):
    """A mailing of this room, or of one that stands on it."""

    @property
    def group_key(self) -> str: ...
    @property
    def state(self) -> MailingState: ...
    @property
    def expected(self) -> int: ...
    @property
    def filled_at(self) -> datetime | None: ...


@dataclass(frozen=True)
class Progress:
    """Every recipient is in exactly one state: in one of the outbox's, or not in the outbox yet."""

    counts: Counter[MailState]
    expected: int
    hold: str = ""
    trouble: Trouble | None = None

    @property
    def total(self) -> int:
        return max(self.expected, self.counts.total())

    @property
    def not_begun(self) -> int:
        return self.total - self.counts.total()

    @property
    def ended(self) -> int:
        return sum(count for state, count in self.counts.items() if state.is_final)

    @property
    def sent(self) -> int:
        return self.counts[MailState.SENT]

    @property
    def unknown(self) -> int:
        return self.counts[MailState.UNKNOWN]

    @property
    def is_complete(self) -> bool:
        return self.ended == self.total


@dataclass(frozen=True)
class RecipientLine:
    """`reason` is a message id: why this state and no other."""

    mail: OutboxMail
    contact: Contact | None
    partner: Partner | None
    reason: str


def mailings_page(session: Session, user: SignedIn, *, before: int = 0) -> tuple[Sequence[Mailing], int]:
    """Newest first, and the id before which the next page begins, or 0."""
    query = select(Mailing).where(seen_by(user, col(Mailing.organisation_id), col(Mailing.campaign_id)))
    last = session.get(Mailing, before) if before else None
    if last is not None:
        older = (col(Mailing.created_at) < last.created_at) | (
            (col(Mailing.created_at) == last.created_at) & (col(Mailing.id) < last.id)
        )
        query = query.where(older)
    ordered = query.order_by(col(Mailing.created_at).desc(), col(Mailing.id).desc())
    found = session.exec(ordered.limit(PAGE + 1)).all()
    return found[:PAGE], found[PAGE - 1].id if len(found) > PAGE else 0


def progress_of(session: Session, mailing: OnItsWay) -> Progress:
    return progress_of_each(session, [mailing])[0]


def progress_of_each(session: Session, mailings: Sequence[OnItsWay]) -> list[Progress]:
    """In their order."""
    if not mailings:
        return []
    keys = [mailing.group_key for mailing in mailings]
    counts = groups_progress(session, keys)
    holds = session.exec(
        select(GroupHold).where(col(GroupHold.group_key).in_(keys), col(GroupHold.let_go_at).is_(None))
    )
    reasons = {hold.group_key: hold.reason for hold in holds}
    blocked = [trouble for trouble in mail_trouble(session) if trouble.stream is Stream.BULK]
    return [
        Progress(
            counts=counts[mailing.group_key],
            expected=0 if mailing.filled_at else mailing.expected,
            hold=reasons.get(mailing.group_key, ""),
            trouble=blocked[0] if blocked and mailing.state.is_under_way else None,
        )
        for mailing in mailings
    ]


def attachments_of(session: Session, mailing: Mailing) -> Sequence[MailingAttachment]:
    return attachments_of_each(session, [mailing])[mailing.id]


def attachments_of_each(session: Session, mailings: Sequence[Mailing]) -> dict[int, list[MailingAttachment]]:
    """By the id of the mailing."""
    found: dict[int, list[MailingAttachment]] = {mailing.id: [] for mailing in mailings}
    query = select(MailingAttachment).where(col(MailingAttachment.mailing_id).in_(list(found)))
    for file in session.exec(query.order_by(col(MailingAttachment.added_at), col(MailingAttachment.id))):
        found[file.mailing_id].append(file)
    return found


def uploaded(session: Session, files: Sequence[MailingAttachment]) -> list[MailingAttachment]:
    """Those that somebody brought along; the others were made here."""
    query = select(StoredFile.sha256).where(
        col(StoredFile.sha256).in_({file.sha256 for file in files}), StoredFile.kind == FileKind.UPLOADED
    )
    brought = set(session.exec(query)) if files else set()
    return [file for file in files if file.sha256 in brought]


def recipients_page(
    session: Session, mailing: Mailing, *, state: MailState | None, after: int = 0
) -> tuple[list[RecipientLine], int]:
    """In the order in which they were put into the outbox, and the outbox id after which the next page begins, or 0."""
    states = frozenset({state}) if state else EVERY_STATE
    mails = group_mails(session, mailing.group_key, states=states, after_id=after, limit=PAGE + 1)
    page = mails[:PAGE]
    rows = session.exec(
        select(Delivery.id, Contact, Partner)
        .join(Contact, col(Contact.id) == col(Delivery.contact_id))
        .join(Partner, col(Partner.id) == col(Contact.partner_id))
        .where(col(Delivery.id).in_([mail.subject_id for mail in page]))
    )
    people = {delivery_id: (contact, partner) for delivery_id, contact, partner in rows}
    lines = []
    for mail in page:
        contact, partner = people.get(mail.subject_id, (None, None))
        lines.append(RecipientLine(mail, contact, partner, _reason(mail, contact)))
    return lines, page[-1].id or 0 if len(mails) > PAGE else 0


def _reason(mail: OutboxMail, contact: Contact | None) -> str:
    """The outbox knows that there was nothing to say; the room knows why."""
    if mail.reason != NOTHING_TO_SAY:
        return mail.reason
    if contact is None:
        return REMOVED
    return UNSUBSCRIBED_BEFORE if contact.state is ContactState.UNSUBSCRIBED else mail.reason


def latest_trial(session: Session, mailing: Mailing, user_id: int) -> tuple[TrialMail, OutboxMail] | None:
    """The last test this organiser asked for, and how far it has come."""
    query = (
        select(TrialMail, OutboxMail)
        .join(OutboxMail, col(OutboxMail.subject_id) == col(TrialMail.id))
        .where(
            TrialMail.mailing_id == mailing.id,
            TrialMail.organiser_id == user_id,
            OutboxMail.group_key == mailing.trial_group_key,
        )
    )
    return session.exec(query.order_by(col(OutboxMail.id).desc()).limit(1)).first()


def names_of(session: Session, user_ids: Collection[int | None]) -> dict[int, str]:
    """Organisers by id."""
    rows = session.exec(select(User.id, User.name).where(col(User.id).in_([some for some in user_ids if some])))
    return dict(rows.all())


def is_still_running(mailing: OnItsWay, progress: Progress) -> bool:
    """Whether the page is worth looking at again by itself."""
    return mailing.state in (MailingState.QUEUED, MailingState.SENDING) and not progress.is_complete
