"""The first page of the desk: what needs me today."""

from collections.abc import Sequence

from fastapi import APIRouter, Request
from fastapi.responses import Response
from sqlmodel import Session, col, select

from campaigns.access import own_campaigns
from campaigns.facts.words import words_of
from campaigns.models.campaign import ENDED_STATES, Campaign, CampaignState
from campaigns.translating.standing import work_by_campaign
from foundation.accounts.access import SignedIn
from foundation.accounts.roles import May
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
        drafts=[campaign for campaign in campaigns if campaign.state is CampaignState.DRAFT],
        running=[(campaign, _petition(session, campaign)) for campaign in campaigns if campaign.takes_signatures],
        trouble=mail_trouble(session),
        translations=_translations(session, user, campaigns),
        language_name=language_name,
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


def _may_review(user: SignedIn, campaign: Campaign) -> bool:
    """Somebody else's campaign, for those who may publish it."""
    authors = (campaign.created_by_id, campaign.submitted_by_id)
    return user.may(May.PUBLISH, campaign.organisation_id, campaign.id) and user.user_id not in authors


def _petition(session: Session, campaign: Campaign) -> Petition | None:
    return session.exec(select(Petition).where(col(Petition.campaign_id) == campaign.id)).first()
