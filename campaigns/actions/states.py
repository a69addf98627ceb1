"""The way of a campaign: draft, in review, live, paused, closed, reopened. Two persons publish."""

from sqlmodel import Session, col, select

from campaigns.actions.holding import keep_holds
from campaigns.actions.push import push
from campaigns.actions.stock import missing_facts
from campaigns.dossiers.queries import editions
from campaigns.models.campaign import Campaign, CampaignState, Outcome
from campaigns.models.case import Case, Consent
from campaigns.models.texts import Texts
from campaigns.outcomes.actions.closing import note_closed, note_reopened
from campaigns.versions.actions import begin_log, keep_version
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
    go_live(session, user=user, campaign=campaign, act="campaign.published")
    campaign.reviewed_at, campaign.reviewed_by_id = campaign.published_at, user.user_id


def go_live(session: Session, *, user: SignedIn, campaign: Campaign, act: str, detail: str = "") -> None:
    """What was printed of the draft stays at the desk: it may name who is on hold by now."""
    keep_holds(session, campaign)
    require_words(campaign)
    _require_consent(session, campaign)
    _move(session, user, campaign, CampaignState.LIVE, act, detail)
    campaign.published_at, campaign.published_by_id = utc_now(), user.user_id
    if editions(session, campaign_id=campaign.id):
        campaign.version += 1
        campaign.held_since_version = campaign.version
    begin_log(session, campaign=campaign, user=user)
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


def _require_consent(session: Session, campaign: Campaign) -> None:
    """Raises Conflict while somebody would be named who does not want it. A made-up example names nobody."""
    against_will = select(Case.id).where(
        Case.campaign_id == campaign.id, Case.consent == Consent.REFUSED, col(Case.hold).is_(False)
    )
    if not campaign.is_example and session.exec(against_will).first() is not None:
        raise Conflict("Somebody who does not want to be named is not on hold. Look at “Facts”.")


def pause(session: Session, *, user: SignedIn, campaign: Campaign) -> None:
    _move(session, user, campaign, CampaignState.PAUSED, "campaign.paused")
    _tell(session, user, campaign)


def resume(session: Session, *, user: SignedIn, campaign: Campaign) -> None:
    if campaign.state is not CampaignState.PAUSED:
        raise Conflict("Only a paused campaign can go on.")
    require_words(campaign)
    _move(session, user, campaign, CampaignState.LIVE, "campaign.resumed")
    _tell(session, user, campaign)


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
    _tell(session, user, campaign)


def archive(session: Session, *, user: SignedIn, campaign: Campaign) -> None:
    """It leaves the lists and the search engines; its address, its outcome and its history stay."""
    _move(session, user, campaign, CampaignState.ARCHIVED, "campaign.archived")
    _tell(session, user, campaign)


def take_from_archive(session: Session, *, user: SignedIn, campaign: Campaign) -> None:
    if campaign.state is not CampaignState.ARCHIVED:
        raise Conflict("Only an archived campaign can be taken from the archive.")
    _move(session, user, campaign, CampaignState.CLOSED, "campaign.unarchived")
    _tell(session, user, campaign)


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
    _tell(session, user, campaign)


def _tell(session: Session, user: SignedIn, campaign: Campaign) -> None:
    """The facts are those of before: their version stays, and the change log has one line more."""
    keep_version(session, campaign=campaign, user=user)
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
