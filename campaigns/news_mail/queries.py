"""Who would get an update, and what became of those who were to get it."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import sqlalchemy as sa
from sqlmodel import Session, col, select

from campaigns.models.campaign import Campaign
from campaigns.news_mail.models import Audience, NewsMailing
from campaigns.updates.models import Update
from foundation.mail.models import MailState, OutboxMail
from outreach.models.mailings import MailingState
from outreach.queries.mailings import Progress, progress_of
from outreach.queries.written_to import contacts_written_to, count_contacts_written_to
from petitions.queries.news import (
    count_list_readers,
    count_news_readers,
    list_readers,
    news_readers,
    petition_of_campaign,
)


class Recipient(Protocol):
    """Of any audience; an empty address is one that is not kept any more."""

    @property
    def place(self) -> int: ...
    @property
    def reference(self) -> int: ...
    @property
    def language(self) -> str: ...
    @property
    def address(self) -> str: ...


@dataclass(frozen=True)
class Why:
    """So many mails ended in this state for this reason; `code` is the server's own."""

    state: MailState
    reason: str
    code: str
    number: int


def next_recipients(
    session: Session, campaign: Campaign, audience: Audience, *, after: int, limit: int
) -> Sequence[Recipient]:
    if audience is Audience.LIST:
        return list_readers(session, organisation_id=campaign.organisation_id, after=after, limit=limit)
    if audience is Audience.PARTNERS:
        return contacts_written_to(session, campaign_id=campaign.id, after=after, limit=limit)
    petition = petition_of_campaign(session, campaign.id)
    if petition is None or petition.is_anonymised:
        return []
    return news_readers(session, petition_id=petition.id, after=after, limit=limit)


def count_recipients(session: Session, campaign: Campaign) -> dict[Audience, Counter[str]]:
    """Of each audience, by language."""
    petition = petition_of_campaign(session, campaign.id)
    knows_signers = petition is not None and not petition.is_anonymised
    return {
        Audience.SIGNERS: count_news_readers(session, petition_id=petition.id)
        if petition is not None and knows_signers
        else Counter(),
        Audience.LIST: count_list_readers(session, organisation_id=campaign.organisation_id),
        Audience.PARTNERS: count_contacts_written_to(session, campaign_id=campaign.id),
    }


def expected_of(mailing: NewsMailing, found: Mapping[Audience, Counter[str]]) -> int:
    """At most so many: who belongs to two audiences gets one mail, and whose addresses are equal shows only later."""
    return sum(found[Audience(audience)].total() for audience in mailing.audiences)


def newest_mailing(session: Session, update: Update) -> NewsMailing | None:
    return session.exec(
        select(NewsMailing)
        .where(NewsMailing.update_id == update.id)
        .order_by(col(NewsMailing.created_at).desc(), col(NewsMailing.id).desc())
    ).first()


def mailings_of(session: Session, updates: Iterable[Update]) -> dict[int, NewsMailing]:
    """The newest of each update, by the update's id."""
    rows = session.exec(
        select(NewsMailing)
        .where(col(NewsMailing.update_id).in_([update.id for update in updates]))
        .order_by(col(NewsMailing.created_at), col(NewsMailing.id))
    )
    return {row.update_id: row for row in rows}


def progress_of_news(session: Session, mailing: NewsMailing) -> Progress:
    """From the mails, or from what was noted when they were forgotten."""
    if mailing.forgotten_at is None:
        return progress_of(session, mailing)
    return Progress(Counter({MailState(state): number for state, number in mailing.counts.items()}), expected=0)


def why(session: Session, mailing: NewsMailing) -> list[Why]:
    """What became of them and why, the most first. Never who."""
    rows = session.execute(
        sa.select(col(OutboxMail.state), col(OutboxMail.reason), col(OutboxMail.reply_code), sa.func.count())
        .where(col(OutboxMail.group_key) == mailing.group_key, col(OutboxMail.reason) != "")
        .group_by(col(OutboxMail.state), col(OutboxMail.reason), col(OutboxMail.reply_code))
        .order_by(sa.func.count().desc(), col(OutboxMail.reason))
    )
    return [Why(MailState(state), reason, code, number) for state, reason, code, number in rows]


def in_state(session: Session, state: MailingState) -> list[int]:
    return list(session.exec(select(NewsMailing.id).where(col(NewsMailing.state) == state)))
