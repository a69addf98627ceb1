"""From draft to public by two persons, by one in an emergency, and back."""

from sqlmodel import Session, func, select

from campaigns.actions.emergency import nobody_can_look, refuse_by_day
from campaigns.actions.push import push_to_petition
from campaigns.models.campaign import Campaign
from campaigns.models.texts import gaps_in
from campaigns.news_mail.actions.holding import hold_mailings_of_update
from campaigns.updates.actions.recording import record_update
from campaigns.updates.models import Update, UpdateState
from campaigns.updates.queries import texts_of
from foundation.accounts.access import SignedIn
from foundation.accounts.actions import record
from foundation.clock import utc_now
from foundation.errors import Conflict


def submit_update(session: Session, *, user: SignedIn, campaign: Campaign, update: Update) -> None:
    _require(update, UpdateState.DRAFT)
    update.state, update.submitted_by_id = UpdateState.IN_REVIEW, user.user_id
    session.add(update)
    record_update(session, user, campaign, update, "update.submitted")


def return_update(session: Session, *, user: SignedIn, campaign: Campaign, update: Update) -> None:
    _require(update, UpdateState.IN_REVIEW)
    update.state, update.submitted_by_id = UpdateState.DRAFT, None
    session.add(update)
    record_update(session, user, campaign, update, "update.returned")


def publish_update(session: Session, *, user: SignedIn, campaign: Campaign, update: Update) -> None:
    """Raises Conflict when the same person wrote or submitted it, or while readers could not read it."""
    _require(update, UpdateState.IN_REVIEW)
    if user.user_id in update.authors:
        raise Conflict("A second person must publish this: you wrote or submitted it yourself.")
    _make_public(session, user, campaign, update, alone=False)
    update.reviewed_at, update.reviewed_by_id = utc_now(), user.user_id
    # Whoever publishes has read every language.
    for text in texts_of(session, update).values():
        text.is_checked = text.of_version == update.text_version
        session.add(text)
    record_update(session, user, campaign, update, "update.published")


def may_publish_alone(session: Session, *, user: SignedIn, campaign: Campaign, update: Update, zone: str) -> bool:
    waits = update.state in (UpdateState.DRAFT, UpdateState.IN_REVIEW)
    return waits and nobody_can_look(session, user=user, campaign=campaign, zone=zone)


def publish_update_alone(
    session: Session, *, user: SignedIn, campaign: Campaign, update: Update, reason: str, zone: str
) -> None:
    """At night, or where there is nobody else. Marked until somebody else has looked at it, and mailed only then.
    Raises Conflict by day while somebody else could look at it first."""
    _require(update, UpdateState.DRAFT, UpdateState.IN_REVIEW)
    refuse_by_day(alone=nobody_can_look(session, user=user, campaign=campaign, zone=zone))
    _make_public(session, user, campaign, update, alone=True)
    update.reviewed_at = update.reviewed_by_id = None
    record(
        session,
        user=user,
        organisation_id=campaign.organisation_id,
        act="update.published_alone",
        about=f"campaign:{campaign.slug}",
        detail=f"{update.number}: {reason}",
    )


def review_afterwards(session: Session, *, user: SignedIn, campaign: Campaign, update: Update) -> None:
    if not update.awaits_review_after_emergency:
        raise Conflict("Nothing waits for a review here.")
    if user.user_id in (*update.authors, update.published_by_id):
        raise Conflict("A second person has to look at this: you wrote or published it yourself.")
    update.reviewed_at, update.reviewed_by_id = utc_now(), user.user_id
    session.add(update)
    record_update(session, user, campaign, update, "update.reviewed")


def take_back(session: Session, *, user: SignedIn, campaign: Campaign, update: Update) -> None:
    """Off the pages and the feed at once, and no further mail of it leaves. Whoever has a mail keeps it."""
    _require(update, UpdateState.PUBLISHED)
    update.state, update.taken_back_at = UpdateState.TAKEN_BACK, utc_now()
    session.add(update)
    hold_mailings_of_update(session, update)
    push_to_petition(session, campaign)
    record_update(session, user, campaign, update, "update.taken_back")


def put_back(session: Session, *, user: SignedIn, campaign: Campaign, update: Update) -> None:
    """As it was: what was changed meanwhile is a draft, and goes the long way."""
    _require(update, UpdateState.TAKEN_BACK)
    _require_readable(session, campaign, update)
    update.state = UpdateState.PUBLISHED
    session.add(update)
    push_to_petition(session, campaign)
    record_update(session, user, campaign, update, "update.put_back")


def _make_public(session: Session, user: SignedIn, campaign: Campaign, update: Update, *, alone: bool) -> None:
    _require_readable(session, campaign, update)
    now = utc_now()
    if update.number is None:
        # Nobody else gives a number meanwhile.
        session.refresh(campaign, with_for_update=True)
        highest = session.exec(select(func.max(Update.number)).where(Update.campaign_id == campaign.id)).one() or 0
        update.number, update.published_at = highest + 1, now
    else:
        update.changed_at = now
    update.published_in_emergency = alone
    update.state, update.published_by_id = UpdateState.PUBLISHED, user.user_id
    session.add(update)
    push_to_petition(session, campaign)


def _require_readable(session: Session, campaign: Campaign, update: Update) -> None:
    if not campaign.is_public:
        raise Conflict("Publish the campaign first: nobody could open the page of its news yet.")
    if update.names_held:
        raise Conflict("This names somebody who is on hold. Write it without the name first.")
    gaps = [words for text in texts_of(session, update).values() for words in gaps_in(f"{text.title}\n{text.text}")]
    if gaps:
        raise Conflict("Facts are still missing: %(what)s.", what=", ".join(dict.fromkeys(gaps)))


def _require(update: Update, *states: UpdateState) -> None:
    if update.state not in states:
        raise Conflict("This cannot be done in the update's present state. Somebody may have changed it meanwhile.")
