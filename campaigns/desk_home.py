"""The first page of the desk: what needs me today."""

from collections.abc import Sequence

from fastapi import APIRouter, Request
from fastapi.responses import Response
from sqlmodel import Session, col, select

from campaigns.access import own_campaigns
from campaigns.facts.words import Words, words_of
from campaigns.models.campaign import ENDED_STATES, Campaign, CampaignState
from campaigns.today import today_of
from campaigns.translating.standing import work_by_campaign
from campaigns.updates.models import Update
from campaigns.updates.queries import titles_of, updates_in_review
from foundation.accounts.access import SignedIn
from foundation.accounts.roles import May
from foundation.clock import utc_today
from foundation.database import SessionDep
from foundation.mail.queries import mail_trouble
from foundation.web.authorisation import UserDep
from foundation.web.templating import page
from outreach.words import language_name
from petitions.models.petition import Petition

router = APIRouter()


@router.get("/desk")
def show_desk(request: Request, session: SessionDep, user: UserDep) -> Response:
    campaigns = own_campaigns(session, user)
    titles = {
        campaign.id: words_of(campaign.title, request.state.language, campaign.original_language)
        for campaign in campaigns
    }
    in_review = [campaign for campaign in campaigns if campaign.state is CampaignState.IN_REVIEW]
    return page(
        request,
        "pages/campaigns/desk.html",
        titles=titles,
        to_review=[campaign for campaign in in_review if _may_review(user, campaign)],
        elsewhere=[campaign for campaign in in_review if not _may_review(user, campaign)],
        to_review_afterwards=[campaign for campaign in campaigns if _may_look(user, campaign)],
        off_the_site=[campaign for campaign in campaigns if campaign.unpublished],
        drafts=[campaign for campaign in campaigns if campaign.state is CampaignState.DRAFT],
        running=[(campaign, _petition(session, campaign)) for campaign in campaigns if campaign.takes_signatures],
        to_check=_to_check(session, user, campaigns, request.state.language),
        trouble=mail_trouble(session),
        translations=_translations(session, user, campaigns),
        language_name=language_name,
        also=today_of(session, user, today=utc_today(), language=request.state.language),
    )


def _translations(
    session: Session, user: SignedIn, campaigns: Sequence[Campaign]
) -> list[tuple[Campaign, str, int, int]]:
    """Campaign, language, how many texts wait to be taken over, how many are older than their originals; of campaigns
    that this organiser may write in and that have not ended."""
    own = {
        campaign.id: campaign
        for campaign in campaigns
        if campaign.state not in ENDED_STATES and user.may(May.WRITE, campaign.organisation_id, campaign.id)
    }
    work = work_by_campaign(session, list(own))
    return [(own[campaign_id], language, *numbers) for (campaign_id, language), numbers in sorted(work.items())]


def _to_check(
    session: Session, user: SignedIn, campaigns: list[Campaign], language: str
) -> list[tuple[Campaign, Update, Words]]:
    """News that wait for this organiser as the second person."""
    known = {one.id: one for one in campaigns if user.may(May.PUBLISH, one.organisation_id, one.id)}
    found = [
        update
        for update in updates_in_review(session, known)
        if user.user_id not in (*update.authors, update.published_by_id)
    ]
    titles = titles_of(session, found, language)
    return [(known[update.campaign_id], update, titles[update.id]) for update in found]


def _may_review(user: SignedIn, campaign: Campaign) -> bool:
    """Somebody else's campaign, for those who may publish it."""
    authors = (campaign.created_by_id, campaign.submitted_by_id)
    return user.may(May.PUBLISH, campaign.organisation_id, campaign.id) and user.user_id not in authors


def _may_look(user: SignedIn, campaign: Campaign) -> bool:
    """Published by one person in an emergency, and for somebody else to look at."""
    may = user.may(May.PUBLISH, campaign.organisation_id, campaign.id)
    return campaign.awaits_review_after_emergency and may and user.user_id != campaign.published_by_id


def _petition(session: Session, campaign: Campaign) -> Petition | None:
    return session.exec(select(Petition).where(col(Petition.campaign_id) == campaign.id)).first()
