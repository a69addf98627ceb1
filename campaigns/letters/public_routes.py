"""Letters a supporter may send: what there is, one to read, and a PDF with the supporter's own name."""

from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from campaigns.letters.access import public_campaign
from campaigns.letters.actions import count_supporter
from campaigns.letters.blocks import Supporter
from campaigns.letters.forms import SupporterForm
from campaigns.letters.kinds import LetterKind, languages_of
from campaigns.letters.offered import Offered, offered_letter, offered_letters, personal_letter
from campaigns.letters.render import file_name, letter_text, print_letter
from campaigns.models.campaign import ENDED_STATES, Campaign
from foundation.database import SessionDep, get_database
from foundation.security.client_address import client_address
from foundation.security.rate_limits import count_attempt, whoever_is_at
from foundation.web.downloads import pdf_response
from foundation.web.forms import Submitted, blank, submitted
from foundation.web.language import mark
from foundation.web.templating import page

router = APIRouter()

LETTERS = "/campaigns/{slug}/letters"
ENDED = mark("This campaign has ended. Its letters can still be read, but none is sent any more.")
RESTING = mark("This campaign is resting. Letters can be sent again once it goes on.")
# Many supporters share one office's or one provider's address; the limit only keeps a script from holding the printer.
AT_MOST = 60
WINDOW = timedelta(minutes=10)


@router.get(LETTERS)
def list_letters(request: Request, session: SessionDep, slug: str) -> Response:
    campaign = public_campaign(session, slug)
    return page(
        request,
        "pages/letters/public_list.html",
        campaign=campaign,
        closed=_why_closed(campaign),
        offered=offered_letters(session, campaign=campaign, wished=_wished(request)),
    )


@router.get(LETTERS + "/{letter}")
def show_letter(request: Request, session: SessionDep, slug: str, letter: str, language: str = "") -> Response:
    campaign = public_campaign(session, slug)
    offered = offered_letter(session, campaign=campaign, office_id=letter, wished=language or _wished(request))
    return _page(request, campaign, offered, blank(language=offered.language))


@router.post(LETTERS + "/{letter}/pdf")
def take_letter(
    request: Request,
    slug: str,
    letter: str,
    form: Annotated[Submitted[SupporterForm], Depends(submitted(SupporterForm))],
) -> Response:
    """The PDF is the answer; nothing of what was typed is kept, only that one more letter was taken."""
    database = get_database(request)
    with database.reading() as session:
        campaign = public_campaign(session, slug)
        wished = str(form.value("language")) or _wished(request)
        offered = offered_letter(session, campaign=campaign, office_id=letter, wished=wished)
        if not campaign.sends_letters:
            return _page(request, campaign, offered, form, status=410 if campaign.state in ENDED_STATES else 409)
        if form.ok and form.checked.language not in offered.languages:
            form.refuse("language", "There is no letter in this language.")
        if not form.ok:
            return _page(request, campaign, offered, form, status=422)
        supporter = Supporter(form.checked.name, form.checked.place, form.checked.organisation)
        contents = personal_letter(
            session, campaign=campaign, office_id=letter, language=form.checked.language, supporter=supporter
        )
    from_address = client_address(request, request.app.state.settings.trusted_proxies)
    with database.writing(shows=False) as session:
        count_attempt(session, what="letter", key=whoever_is_at(from_address), at_most=AT_MOST, window=WINDOW)
    pdf = print_letter(contents)
    with database.writing() as session:
        count_supporter(session, campaign_id=campaign.id, office_id=letter)
    return pdf_response(pdf.content, file_name(contents))


def _wished(request: Request) -> str:
    """What its reader would rather read, where letters are shipped in it."""
    reads: str = request.state.reads
    speaks: str = request.state.language
    return reads if reads in languages_of(LetterKind.APPEAL) else speaks


def _why_closed(campaign: Campaign) -> str:
    if campaign.sends_letters:
        return ""
    return ENDED if campaign.state in ENDED_STATES else RESTING


def _page(
    request: Request, campaign: Campaign, offered: Offered, form: Submitted[SupporterForm], status: int = 200
) -> Response:
    return page(
        request,
        "pages/letters/public_letter.html",
        status=status,
        campaign=campaign,
        closed=_why_closed(campaign),
        offered=offered,
        text=letter_text(offered.contents),
        form=form,
    )
