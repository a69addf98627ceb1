"""A campaign on a partner's pages: every letter at once on its own paper, to be sent in its own name."""

from collections.abc import Sequence

from fastapi import APIRouter, Request
from fastapi.responses import Response
from sqlmodel import Session

from campaigns.facts.words import words_of
from campaigns.kits.access import kit_campaign, newest_kit
from campaigns.kits.models import PartnerReport
from campaigns.kits.queries import letters_to_take, reports_of_partner
from campaigns.kits.showing import KIT, kit_page, slow_down, to_kit
from campaigns.letters.models import Letter
from campaigns.models.campaign import Campaign
from campaigns.runs.access import item_at, items_of
from campaigns.runs.actions import order_kit
from campaigns.runs.leaving import Leaving, leaving
from campaigns.runs.models import LetterRun, RunLetter, RunState
from campaigns.runs.shown import title_of_office, why_in_words
from campaigns.runs.standing import fallen_items, lacks_phone
from campaigns.runs.taking import document_response, files_dir, letter_response, zip_response
from foundation.database import SessionDep, get_database
from foundation.errors import BadInput, Conflict, NotFound
from foundation.web.language import mark
from foundation.web.looking_again import looking_again
from outreach.access import partner_by_code
from outreach.models.partners import Partner
from outreach.queries.letterheads import letterhead_of_partner

router = APIRouter()

CAMPAIGN = KIT + "/campaigns/{slug}"
NO_FILES = mark("These letters are not there any more. Make them again on this page.")


@router.get(CAMPAIGN)
def show_campaign(request: Request, session: SessionDep, code: str, slug: str) -> Response:
    slow_down(request, code, reads=True)
    partner = partner_by_code(session, code)
    campaign = kit_campaign(session, partner, slug)
    head = letterhead_of_partner(session, partner.id)
    run = newest_kit(session, partner, campaign)
    items = items_of(session, run) if run else []
    found = leaving(session, campaign, run, items) if run else Leaving()
    reports = reports_of_partner(session, partner, campaign)
    is_making = run is not None and run.state is RunState.MAKING
    language = head.language if head else request.state.language
    # Each letter is gathered anew for it: not every few seconds.
    offered = [] if is_making else letters_to_take(session, campaign, language=language)
    look = looking_again(request, is_making)
    return kit_page(
        request,
        session,
        "campaign",
        partner,
        headers=look.headers,
        look=look,
        campaign=campaign,
        title=words_of(campaign.title, request.state.language, campaign.original_language),
        head=head,
        run=run,
        items=items,
        standing=found.items,
        made=sum(item.made_at is not None for item in items),
        letters={item.letter_id: session.get(Letter, item.letter_id) for item in items},
        fell=list(dict.fromkeys(why_in_words(one, may_write=False) for one in found.fallen)),
        offered=offered,
        needs_phone=head is not None and any(lacks_phone(letter, head) for letter in offered),
        answered_of=[one for one in _reported_of(session, reports) if one.id not in {letter.id for letter in offered}],
        office_title=title_of_office(session, request.state.language),
    )


@router.post(CAMPAIGN)
def make_letters(request: Request, code: str, slug: str) -> Response:
    """Pressed twice it is the same order."""
    slow_down(request, code)
    with get_database(request).writing(shows=False) as session:
        partner = partner_by_code(session, code)
        campaign = kit_campaign(session, partner, slug)
        head = letterhead_of_partner(session, partner.id)
        if head is None:
            return to_kit(request, partner, "/letterhead", "first")
        letters = letters_to_take(session, campaign, language=head.language)
        try:
            order_kit(session, campaign=campaign, partner=partner, letters=letters)
        except BadInput as refusal:
            raise Conflict(refusal.words, **refusal.values) from None
        return to_kit(request, partner, f"/campaigns/{campaign.slug}")


@router.get(CAMPAIGN + "/letters.zip")
def take_zip(request: Request, code: str, slug: str) -> Response:
    slow_down(request, code)
    with get_database(request).reading() as session:
        partner = partner_by_code(session, code)
        campaign = kit_campaign(session, partner, slug)
        found = _standing(session, partner, campaign)
        if found is None:
            return to_kit(request, partner, f"/campaigns/{campaign.slug}")
        run, items = found
        return zip_response(files_dir(request), run, items, f"{campaign.slug}-{run.dated_on.isoformat()}.zip")


@router.get(CAMPAIGN + "/files/{place}/letter.pdf")
def take_pdf(request: Request, code: str, slug: str, place: int) -> Response:
    return _one(request, code, slug, place, is_document=False)


@router.get(CAMPAIGN + "/files/{place}/letter.docx")
def take_document(request: Request, code: str, slug: str, place: int) -> Response:
    return _one(request, code, slug, place, is_document=True)


def _one(request: Request, code: str, slug: str, place: int, *, is_document: bool) -> Response:
    slow_down(request, code)
    with get_database(request).reading() as session:
        partner = partner_by_code(session, code)
        campaign = kit_campaign(session, partner, slug)
        run = newest_kit(session, partner, campaign)
        if run is None:
            raise NotFound(NO_FILES)
        item = item_at(session, run, place)
        if run.state is not RunState.READY or fallen_items(session, campaign, run, [item]):
            return to_kit(request, partner, f"/campaigns/{campaign.slug}")
        respond = document_response if is_document else letter_response
        return respond(files_dir(request), item)


def _standing(session: Session, partner: Partner, campaign: Campaign) -> tuple[LetterRun, list[RunLetter]] | None:
    """None where nothing of it may leave."""
    run = newest_kit(session, partner, campaign)
    if run is None or run.state is not RunState.READY:
        return None
    items = list(leaving(session, campaign, run, items_of(session, run)).items)
    return (run, items) if items else None


def _reported_of(session: Session, reports: Sequence[PartnerReport]) -> list[Letter]:
    """Letters that this partner has reported of: an answer may come when they are not offered any more."""
    ids = dict.fromkeys(report.letter_id for report in reports)
    found = [session.get(Letter, letter_id) for letter_id in ids]
    return [letter for letter in found if letter is not None]
