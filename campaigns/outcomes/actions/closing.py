"""What ends and begins again with a campaign's state: the closing with its statement, and the news that tell of it."""

from sqlmodel import Session

from campaigns.models.campaign import Campaign, Outcome
from campaigns.models.texts import Texts
from campaigns.news_mail.actions.sending import choose_audiences
from campaigns.news_mail.models import Audience
from campaigns.outcomes.models import Closing
from campaigns.outcomes.queries import newest_closing
from campaigns.outcomes.report import reopening_texts, report_texts
from campaigns.updates.actions.write import write_update
from campaigns.updates.models import Update, UpdateKind
from foundation.accounts.access import SignedIn
from foundation.clock import utc_now
from foundation.errors import BadInput

# Everybody who asked, or was asked.
TOLD = (Audience.SIGNERS, Audience.PARTNERS)


def note_closed(
    session: Session,
    *,
    user: SignedIn,
    campaign: Campaign,
    outcome: Outcome,
    statement: Texts,
    merged_into: Campaign | None,
) -> Closing:
    """With the draft of a report to everybody who asked, made of the facts. Raises BadInput for a campaign that would
    go on in itself."""
    if merged_into is not None and merged_into.id == campaign.id:
        raise BadInput("A campaign cannot go on in itself.")
    closing = Closing(
        campaign_id=campaign.id,
        outcome=outcome,
        statement=statement,
        merged_into_id=merged_into.id if merged_into else None,
        closed_by_id=user.user_id,
    )
    session.add(closing)
    session.flush()
    texts = report_texts(session, campaign, closing)
    if texts and not campaign.is_history:
        report = _draft(session, user, campaign, UpdateKind.REPORT, texts)
        closing.report_id = report.id
        session.add(closing)
    return closing


def note_reopened(session: Session, *, user: SignedIn, campaign: Campaign) -> None:
    """With the draft of the news that it goes on, which somebody has to finish."""
    closing = newest_closing(session, campaign)
    if closing is None:
        return
    closing.reopened_at = utc_now()
    session.add(closing)
    texts = reopening_texts(session, campaign, closing)
    if texts:
        _draft(session, user, campaign, UpdateKind.REOPENING, texts)


def _draft(
    session: Session, user: SignedIn, campaign: Campaign, kind: UpdateKind, texts: dict[str, tuple[str, str]]
) -> Update:
    original = campaign.original_language if campaign.original_language in texts else next(iter(texts))
    update = write_update(session, user=user, campaign=campaign, original=original, texts=texts, kind=kind)
    choose_audiences(session, user=user, update=update, audiences=TOLD)
    return update
