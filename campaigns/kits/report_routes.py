"""What a partner reports of one letter: that it sent it, and what the office answered."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response
from sqlmodel import Session

from campaigns.facts.words import words_of
from campaigns.kits.access import kit_campaign, kit_letter
from campaigns.kits.actions import report_answer, report_sent
from campaigns.kits.forms import TheyAnsweredForm, WeSentForm
from campaigns.kits.letter_routes import CAMPAIGN
from campaigns.kits.queries import reports_of_partner
from campaigns.kits.showing import kit_page, slow_down, to_kit
from campaigns.letters.models import Letter
from campaigns.models.campaign import Campaign
from campaigns.outcomes.actions.steps import Proof, checked_proof
from campaigns.register.models import ReplyKind, Way
from campaigns.runs.shown import title_of_office
from campaigns.runs.taking import files_dir
from foundation.clock import utc_today
from foundation.database import SessionDep, get_database
from foundation.errors import BadInput
from foundation.files import FileKind, store
from foundation.web.forms import Submitted, blank, submitted
from foundation.web.posting_once import posted, posted_before
from outreach.access import partner_by_code
from outreach.models.partners import Partner

router = APIRouter()

LETTER = CAMPAIGN + "/letters/{letter_id}"
SentForm = Annotated[Submitted[WeSentForm], Depends(submitted(WeSentForm))]
AnswerForm = Annotated[Submitted[TheyAnsweredForm], Depends(submitted(TheyAnsweredForm))]


@router.get(LETTER)
def show_reports(request: Request, session: SessionDep, code: str, slug: str, letter_id: int) -> Response:
    slow_down(request, code, reads=True)
    partner, campaign, letter = _found(session, code, slug, letter_id)
    return _page(request, session, partner, campaign, letter)


@router.post(LETTER + "/sent")
def take_sent(request: Request, code: str, slug: str, letter_id: int, form: SentForm) -> Response:
    slow_down(request, code)
    with get_database(request).writing() as session:
        partner, campaign, letter = _found(session, code, slug, letter_id)
        if before := posted_before(request, session, campaign.organisation_id, form, key=code):
            return before
        if form.ok:
            given = form.checked
            try:
                report_sent(
                    session, partner=partner, campaign=campaign, letter=letter, way=given.way, day=given.sent_on
                )
            except BadInput as refusal:
                form.refuse("sent_on", refusal.words, **refusal.values)
        if not form.ok:
            return _page(request, session, partner, campaign, letter, sent=form)
        answer = to_kit(request, partner, f"/campaigns/{campaign.slug}/letters/{letter.id}", "sent")
        return posted(request, session, campaign.organisation_id, form, answer, key=code)


@router.post(LETTER + "/answered")
def take_answered(request: Request, code: str, slug: str, letter_id: int, form: AnswerForm) -> Response:
    """What was handed in is looked through before anything is written."""
    slow_down(request, code)
    with get_database(request).reading() as session:
        _found(session, code, slug, letter_id)
    scan = _checked_scan(request, form)
    with get_database(request).writing() as session:
        partner, campaign, letter = _found(session, code, slug, letter_id)
        if before := posted_before(request, session, campaign.organisation_id, form, key=code):
            return before
        if form.ok:
            given = form.checked
            try:
                report = report_answer(
                    session,
                    partner=partner,
                    campaign=campaign,
                    letter=letter,
                    kind=given.kind,
                    day=given.received_on,
                    summary=given.summary,
                )
                if scan is not None:
                    kept = store(
                        session,
                        files_dir(request),
                        scan.content,
                        media_type=scan.media_type,
                        kind=FileKind.UPLOADED,
                    )
                    report.scan_sha256 = kept.sha256
                    session.add(report)
            except BadInput as refusal:
                form.refuse("received_on", refusal.words, **refusal.values)
        if not form.ok:
            return _page(request, session, partner, campaign, letter, answer=form)
        there = to_kit(request, partner, f"/campaigns/{campaign.slug}/letters/{letter.id}", "answered")
        return posted(request, session, campaign.organisation_id, form, there, key=code)


def _checked_scan(request: Request, form: AnswerForm) -> Proof | None:
    """As it is kept, without the traces of who made it; what is wrong with it stands beside its field."""
    if not form.ok or form.checked.scan is None:
        return None
    try:
        return checked_proof(form.checked.scan.content, files_dir=files_dir(request), words="", is_public=False)
    except BadInput as refusal:
        form.refuse("scan", refusal.words, **refusal.values)
        return None


def _found(session: Session, code: str, slug: str, letter_id: int) -> tuple[Partner, Campaign, Letter]:
    partner = partner_by_code(session, code)
    campaign = kit_campaign(session, partner, slug)
    return partner, campaign, kit_letter(session, partner, campaign, letter_id)


def _page(
    request: Request,
    session: Session,
    partner: Partner,
    campaign: Campaign,
    letter: Letter,
    *,
    sent: Submitted[Any] | None = None,
    answer: Submitted[Any] | None = None,
) -> Response:
    today = utc_today().isoformat()
    return kit_page(
        request,
        session,
        "letter",
        partner,
        status=422 if sent or answer else 200,
        campaign=campaign,
        title=words_of(campaign.title, request.state.language, campaign.original_language),
        letter=letter,
        reports=[one for one in reports_of_partner(session, partner, campaign) if one.letter_id == letter.id],
        sent=sent or blank(sent_on=today),
        answer=answer or blank(received_on=today),
        ways=tuple(Way),
        kinds=tuple(ReplyKind),
        office_title=title_of_office(session, request.state.language),
    )
