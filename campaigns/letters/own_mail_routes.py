"""A supporter's letter as text: to be copied, or sent from their own mailbox."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from campaigns.letters.forms import OwnMailForm
from campaigns.letters.plain import MOST_IN_A_LINK, mail_link, plain_letter
from campaigns.letters.supporters import Written, concerned_countries, count_taken, slow_down, supporters_letter
from foundation.web.formats import countries
from foundation.web.forms import Submitted, submitted
from foundation.web.templating import page

router = APIRouter()


@router.post("/campaigns/{slug}/letters/{letter}/text")
def take_text(
    request: Request,
    slug: str,
    letter: str,
    form: Annotated[Submitted[OwnMailForm], Depends(submitted(OwnMailForm))],
) -> Response:
    """The same form comes back with a country from whoever would use their own mailbox; that is no second letter."""
    written = supporters_letter(request, slug, letter, form)
    if isinstance(written, Response):
        return written
    slow_down(request)
    if not form.checked.country:
        count_taken(request, written)
    is_risky = written.campaign.endangers_signers
    email = "" if is_risky else _email(written)
    concerned = concerned_countries(written.campaign, written.offered.office)
    is_inside = form.checked.country in concerned
    names = countries(request.state.language)
    link = mail_link(email, written.contents) if email and form.checked.country and not is_inside else ""
    return page(
        request,
        "pages/letters/own_mail.html",
        campaign=written.campaign,
        offered=written.offered,
        letter=written.contents,
        text=plain_letter(written.contents),
        form=form,
        email=email,
        is_risky=is_risky,
        is_inside=is_inside,
        inside=[names[code] for code in sorted(concerned) if code in names],
        countries=names,
        link=link if len(link) <= MOST_IN_A_LINK else "",
        length=len(link),
        most=MOST_IN_A_LINK,
    )


def _email(written: Written) -> str:
    """None that nobody has found in a source."""
    contact = written.offered.office.contact
    return contact.email if contact else ""
