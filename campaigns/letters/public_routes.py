"""Letters a supporter may send: what there is, one to read, and a PDF with the supporter's own name."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from campaigns.letters.access import public_campaign
from campaigns.letters.forms import SupporterForm
from campaigns.letters.offered import offered_letter, offered_letters
from campaigns.letters.render import file_name, print_letter
from campaigns.letters.supporters import count_taken, letter_page, slow_down, supporters_letter, why_closed, wished
from campaigns.letters.variants import Variant, any_variant
from foundation.database import SessionDep
from foundation.web.downloads import pdf_response
from foundation.web.forms import Submitted, blank, submitted
from foundation.web.templating import page

router = APIRouter()

LETTERS = "/campaigns/{slug}/letters"


@router.get(LETTERS)
def list_letters(request: Request, session: SessionDep, slug: str) -> Response:
    campaign = public_campaign(session, slug)
    return page(
        request,
        "pages/letters/public_list.html",
        campaign=campaign,
        closed=why_closed(campaign),
        offered=offered_letters(session, campaign=campaign, wished=wished(request)),
    )


@router.get(LETTERS + "/{letter}")
def show_letter(
    request: Request, session: SessionDep, slug: str, letter: str, language: str = "", variant: str = ""
) -> Response:
    campaign = public_campaign(session, slug)
    chosen = Variant(variant) if variant in set(Variant) else any_variant()
    read_in = language or wished(request)
    offered = offered_letter(session, campaign=campaign, office_id=letter, wished=read_in, variant=chosen)
    return letter_page(request, campaign, offered, blank(language=offered.language, variant=chosen))


@router.post(LETTERS + "/{letter}/pdf")
def take_letter(
    request: Request,
    slug: str,
    letter: str,
    form: Annotated[Submitted[SupporterForm], Depends(submitted(SupporterForm))],
) -> Response:
    """The PDF is the answer; nothing of what was typed is kept, only that one more letter was taken."""
    written = supporters_letter(request, slug, letter, form)
    if isinstance(written, Response):
        return written
    slow_down(request)
    pdf = print_letter(written.contents)
    count_taken(request, written)
    return pdf_response(pdf.content, file_name(written.contents))
