"""The facts of a campaign at the desk: see them all, add where they were read."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from campaigns.access import find_campaign
from campaigns.actions import facts as actions
from campaigns.desk_routes.facts_page import back_to_facts, show
from campaigns.forms import SourceForm
from campaigns.kept_from import keeps_something, sees_held
from campaigns.models.partial_date import PartialDate
from foundation.accounts.roles import May
from foundation.database import SessionDep
from foundation.web.authorisation import UserDep
from foundation.web.forms import Submitted, blank, submitted
from foundation.web.posting_once import posted, posted_before

router = APIRouter()


@router.get("/desk/campaigns/{slug}/facts")
def show_facts(request: Request, session: SessionDep, user: UserDep, slug: str) -> Response:
    campaign = find_campaign(session, user, slug)
    return show(
        request,
        session,
        campaign,
        "facts",
        public=not sees_held(user, campaign),
        keeps_something=keeps_something(session, user, campaign),
        may_write=user.may(May.WRITE, campaign.organisation_id, campaign.id),
        form=blank(),
    )


@router.post("/desk/campaigns/{slug}/sources")
def add_source(
    request: Request,
    session: SessionDep,
    user: UserDep,
    slug: str,
    form: Annotated[Submitted[SourceForm], Depends(submitted(SourceForm))],
) -> Response:
    campaign = find_campaign(session, user, slug, May.WRITE)
    if before := posted_before(request, session, campaign.organisation_id, form):
        return before
    if not form.ok:
        return show(request, session, campaign, "facts", 422, keeps_something=False, may_write=True, form=form)
    given = form.checked
    language = campaign.original_language
    actions.add_source(
        session,
        user=user,
        campaign=campaign,
        values={
            "title": {language: given.title},
            "publisher": {language: given.publisher} if given.publisher else {},
            "url": given.url,
            "published": PartialDate.parse(given.published),
        },
    )
    return posted(request, session, campaign.organisation_id, form, back_to_facts(request, campaign))
