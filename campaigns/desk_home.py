"""The first page of the desk: what needs me today."""

from fastapi import APIRouter, Request
from fastapi.responses import Response
from sqlmodel import Session, col, select

from campaigns.access import own_campaigns
from campaigns.facts.words import words_of
from campaigns.models.campaign import Campaign, CampaignState
from campaigns.today import today_of
from foundation.accounts.access import SignedIn
from foundation.accounts.roles import May
from foundation.clock import utc_today
from foundation.database import SessionDep
from foundation.mail.queries import mail_trouble
from foundation.web.authorisation import UserDep
from foundation.web.templating import page
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
        drafts=[campaign for campaign in campaigns if campaign.state is CampaignState.DRAFT],
        running=[(campaign, _petition(session, campaign)) for campaign in campaigns if campaign.takes_signatures],
        trouble=mail_trouble(session),
        also=today_of(session, user, today=utc_today(), language=request.state.language),
    )


def _may_review(user: SignedIn, campaign: Campaign) -> bool:
    """Somebody else's campaign, for those who may publish it."""
    authors = (campaign.created_by_id, campaign.submitted_by_id)
    return user.may(May.PUBLISH, campaign.organisation_id, campaign.id) and user.user_id not in authors


def _petition(session: Session, campaign: Campaign) -> Petition | None:
    return session.exec(select(Petition).where(col(Petition.campaign_id) == campaign.id)).first()
