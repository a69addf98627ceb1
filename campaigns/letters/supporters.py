"""A supporter's letter, for whatever it is taken as: read from the form, slowed down, counted."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from fastapi import Request
from fastapi.responses import Response

from campaigns.letters.access import public_campaign
from campaigns.letters.actions import count_supporter
from campaigns.letters.blocks import Supporter
from campaigns.letters.contents import LetterContents
from campaigns.letters.kinds import LetterKind, languages_of
from campaigns.letters.offered import Offered, offered_letter, personal_letter
from campaigns.letters.render import letter_text
from campaigns.letters.variants import Variant
from campaigns.models.campaign import ENDED_STATES, Campaign
from campaigns.offices.shapes import Office
from foundation.database import get_database
from foundation.security.client_address import client_address
from foundation.security.rate_limits import count_attempt, whoever_is_at
from foundation.web.forms import Submitted
from foundation.web.language import mark
from foundation.web.templating import page
from outreach.words import language_name

ENDED = mark("This campaign has ended. Its letters can still be read, but none is sent any more.")
RESTING = mark("This campaign is resting. Letters can be sent again once it goes on.")
# Many supporters share one office's or one provider's address; the limit only keeps a script from holding the printer.
AT_MOST = 60
WINDOW = timedelta(minutes=10)


@dataclass(frozen=True)
class Written:
    campaign: Campaign
    offered: Offered
    contents: LetterContents


def supporters_letter(request: Request, slug: str, office_id: str, form: Submitted[Any]) -> Written | Response:
    """The letter as its form asks for it, or the page that says why there is none."""
    with get_database(request).reading() as session:
        campaign = public_campaign(session, slug)
        variant = form.checked.variant if form.ok else Variant.FULL
        read_in = str(form.value("language")) or wished(request)
        offered = offered_letter(session, campaign=campaign, office_id=office_id, wished=read_in, variant=variant)
        if not campaign.sends_letters:
            return letter_page(request, campaign, offered, form, status=410 if campaign.state in ENDED_STATES else 409)
        if form.ok and form.checked.language not in offered.languages:
            form.refuse("language", "There is no letter in this language.")
        if not form.ok:
            return letter_page(request, campaign, offered, form, status=422)
        given = form.checked
        supporter = Supporter(given.name, given.place, given.organisation, given.sentence, given.variant)
        contents = personal_letter(
            session, campaign=campaign, office_id=office_id, language=given.language, supporter=supporter
        )
        return Written(campaign, offered, contents)


def slow_down(request: Request) -> None:
    """Raises TooMany."""
    from_address = client_address(request, request.app.state.settings.trusted_proxies)
    with get_database(request).writing(shows=False) as session:
        count_attempt(session, what="letter", key=whoever_is_at(from_address), at_most=AT_MOST, window=WINDOW)


def count_taken(request: Request, written: Written) -> None:
    with get_database(request).writing() as session:
        count_supporter(session, campaign_id=written.campaign.id, office_id=written.offered.office.id)


def wished(request: Request) -> str:
    """What its reader would rather read, where letters are shipped in it."""
    reads: str = request.state.reads
    speaks: str = request.state.language
    return reads if reads in languages_of(LetterKind.APPEAL) else speaks


def why_closed(campaign: Campaign) -> str:
    if campaign.sends_letters:
        return ""
    return ENDED if campaign.state in ENDED_STATES else RESTING


def concerned_countries(campaign: Campaign, office: Office) -> frozenset[str]:
    """Countries from which it can be dangerous to show that office a name or a mailbox."""
    return frozenset(campaign.countries) | ({office.country} if office.country else frozenset())


def letter_page(
    request: Request, campaign: Campaign, offered: Offered, form: Submitted[Any], status: int = 200
) -> Response:
    return page(
        request,
        "pages/letters/public_letter.html",
        status=status,
        campaign=campaign,
        closed=why_closed(campaign),
        offered=offered,
        text=letter_text(offered.contents),
        variants=tuple(Variant),
        sent_in=language_name(offered.language),
        concerned=sorted(concerned_countries(campaign, offered.office)),
        form=form,
    )
