"""The way of a campaign: draft, in review, live, paused, closed, reopened. Two persons publish."""

from sqlmodel import Session

from campaigns.actions.holding import keep_holds
from campaigns.actions.push import push
from campaigns.actions.stock import missing_facts
from campaigns.models.campaign import Campaign, CampaignState, Outcome
from campaigns.models.texts import Texts
from campaigns.outcomes.actions.closing import note_closed, note_reopened
from foundation.accounts.access import SignedIn
from foundation.accounts.actions import record
from foundation.clock import utc_now
from foundation.errors import Conflict


def submit_for_review(session: Session, *, user: SignedIn, campaign: Campaign) -> None:
    keep_holds(session, campaign)
    _move(session, user, campaign, CampaignState.IN_REVIEW, "campaign.submitted")
    campaign.submitted_at, campaign.submitted_by_id = utc_now(), user.user_id


def return_to_draft(session: Session, *, user: SignedIn, campaign: Campaign, reason: str) -> None:
    _move(session, user, campaign, CampaignState.DRAFT, "campaign.returned", reason)
    campaign.submitted_at = campaign.submitted_by_id = None


def publish(session: Session, *, user: SignedIn, campaign: Campaign) -> None:
    """Raises Conflict when the same person submitted it, or when it was not submitted."""
    if campaign.state is not CampaignState.IN_REVIEW:
        raise Conflict("Only a campaign in review can be published. Submit it first.")
    if user.user_id in (campaign.submitted_by_id, campaign.created_by_id):
        raise Conflict("A second person must publish this: you wrote or submitted it yourself.")
    keep_holds(session, campaign)
    require_words(campaign)
    _move(session, user, campaign, CampaignState.LIVE, "campaign.published")
    now = utc_now()
    campaign.published_at, campaign.published_by_id = now, user.user_id
    campaign.reviewed_at, campaign.reviewed_by_id = now, user.user_id
    push(session, campaign)


def require_words(campaign: Campaign) -> None:
    """Raises Conflict while there is nothing to sign in the original language, or a gap in it."""
    if not campaign.petition_text.get(campaign.original_language):
        raise Conflict("The petition has no text yet. Write one under “Texts” first.")
    if missing := missing_facts(campaign):
        raise Conflict(
            "Facts are still missing: %(what)s. Fill them in under “Launch”, or write there that they are not known.",
            what=", ".join(missing),
        )


def pause(session: Session, *, user: SignedIn, campaign: Campaign) -> None:
    _move(session, user, campaign, CampaignState.PAUSED, "campaign.paused")
    push(session, campaign)


def resume(session: Session, *, user: SignedIn, campaign: Campaign) -> None:
    if campaign.state is not CampaignState.PAUSED:
        raise Conflict("Only a paused campaign can go on.")
    require_words(campaign)
    _move(session, user, campaign, CampaignState.LIVE, "campaign.resumed")
    push(session, campaign)


def close(
    session: Session,
    *,
    user: SignedIn,
    campaign: Campaign,
    outcome: Outcome,
    statement: Texts | None = None,
    merged_into: Campaign | None = None,
) -> None:
    _move(session, user, campaign, CampaignState.CLOSED, "campaign.closed", outcome.value)
    campaign.closed_at, campaign.outcome = utc_now(), outcome
    note_closed(
        session, user=user, campaign=campaign, outcome=outcome, statement=statement or {}, merged_into=merged_into
    )
    keep_holds(session, campaign)
    push(session, campaign)


def reopen(session: Session, *, user: SignedIn, campaign: Campaign) -> None:
    """The same campaign with the same history: won, then arrested again. Raises Conflict for an example from
    history.
    """
    if campaign.state is not CampaignState.CLOSED:
        raise Conflict("Only a closed campaign can be reopened.")
    if campaign.is_history:
        raise Conflict("An example from history stays closed.")
    campaign.outcome = None
    _move(session, user, campaign, CampaignState.LIVE, "campaign.reopened")
    campaign.closed_at = None
    note_reopened(session, user=user, campaign=campaign)
    push(session, campaign)


def _move(
    session: Session, user: SignedIn, campaign: Campaign, state: CampaignState, act: str, detail: str = ""
) -> None:
    if not campaign.state.may_become(state):
        raise Conflict("This cannot be done in the campaign's present state. Somebody may have changed it meanwhile.")
    campaign.state = state
    campaign.updated_at = utc_now()
    session.add(campaign)
    record(
        session,
        user=user,
        organisation_id=campaign.organisation_id,
        act=act,
        about=f"campaign:{campaign.slug}",
        detail=detail,
    )
