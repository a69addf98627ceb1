"""Runs at the desk: choosing letters and papers, how far the work has come, calling off, making again, taking files."""

from dataclasses import replace
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import RedirectResponse, Response
from sqlmodel import Session

from campaigns.access import find_campaign
from campaigns.facts.words import words_of
from campaigns.kept_from import is_kept, kept_from
from campaigns.kits.models import PartnerReport
from campaigns.kits.queries import FailedKit, failed_kits, reports_of_campaign
from campaigns.letters.models import Letter
from campaigns.models.campaign import Campaign
from campaigns.runs.access import RUNS, find_run, items_of, require_partners, sees_partners
from campaigns.runs.actions import call_off, offer_letters, order_run, remove_run
from campaigns.runs.forms import OfferForm, RunForm
from campaigns.runs.models import LetterRun, RunState
from campaigns.runs.queries import approved_letters, choices, chosen_files, runs_of
from campaigns.runs.shown import PAGE, run_shown, title_of_office
from campaigns.runs.standing import partners_may
from foundation.accounts.access import SignedIn
from foundation.accounts.roles import May
from foundation.database import SessionDep
from foundation.errors import BadInput, Conflict
from foundation.web.authorisation import UserDep
from foundation.web.forms import Submitted, blank, submitted
from foundation.web.looking_again import looking_again
from foundation.web.posting_once import posted, posted_before
from foundation.web.templating import here, page
from outreach.queries.letterheads import lenders

router = APIRouter()

RUN = RUNS + "/{run_id}"


@router.get(RUNS)
def show_runs(request: Request, session: SessionDep, user: UserDep, slug: str, done: str = "") -> Response:
    campaign = find_campaign(session, user, slug)
    return _runs_page(request, session, user, campaign, done=done)


@router.post(RUNS)
def take_order(
    request: Request,
    session: SessionDep,
    user: UserDep,
    slug: str,
    form: Annotated[Submitted[RunForm], Depends(submitted(RunForm))],
) -> Response:
    campaign = find_campaign(session, user, slug, May.WRITE)
    if before := posted_before(request, session, campaign.organisation_id, form):
        return before
    run = None
    if form.ok:
        try:
            run = _ordered(session, user, campaign, form.checked)
        except BadInput as refusal:
            form.refuse("letters", refusal.words, **refusal.values)
    if run is None:
        return _runs_page(request, session, user, campaign, form=form)
    return posted(request, session, campaign.organisation_id, form, _to_run(request, campaign, run))


@router.post(RUNS + "/offered")
def take_offered(
    request: Request,
    session: SessionDep,
    user: UserDep,
    slug: str,
    form: Annotated[Submitted[OfferForm], Depends(submitted(OfferForm))],
) -> Response:
    campaign = find_campaign(session, user, slug, May.WRITE)
    if not form.ok:
        return _runs_page(request, session, user, campaign, offer=form)
    among = [letter for letter in approved_letters(session, campaign) if partners_may(letter)]
    chosen = chosen_files(form.checked.offered)
    try:
        offer_letters(session, user=user, campaign=campaign, among=among, chosen=chosen)
    except BadInput as refusal:
        form.refuse("offered", refusal.words, **refusal.values)
        return _runs_page(request, session, user, campaign, offer=form)
    return RedirectResponse(here(request, f"{RUNS.format(slug=campaign.slug)}?done=offered"), status_code=303)


@router.get(RUN)
def show_run(
    request: Request,
    session: SessionDep,
    user: UserDep,
    slug: str,
    run_id: int,
    after: Annotated[int, Query(ge=0, lt=2**31)] = 0,
) -> Response:
    """Whoever only reads sees how far it is; what went wrong in it may quote the facts, and is for those who write."""
    campaign, run = find_run(session, user, slug, run_id, May.READ)
    look = looking_again(request, run.state is RunState.MAKING)
    return page(
        request,
        "pages/letters/run.html",
        headers=look.headers,
        campaign=campaign,
        title=words_of(campaign.title, request.state.language, campaign.original_language),
        look=look,
        shown=run_shown(session, user, campaign, run, after=after),
        office_title=title_of_office(session, request.state.language),
        per_page=PAGE,
    )


@router.post(RUN + "/call-off")
def take_off(request: Request, session: SessionDep, user: UserDep, slug: str, run_id: int) -> Response:
    campaign, run = find_run(session, user, slug, run_id, May.WRITE, to_change=True)
    call_off(session, user=user, campaign=campaign, run=run)
    return _to_run(request, campaign, run)


@router.post(RUN + "/remove")
def take_away(request: Request, session: SessionDep, user: UserDep, slug: str, run_id: int) -> Response:
    campaign, run = find_run(session, user, slug, run_id, May.WRITE, to_change=True)
    remove_run(session, user=user, campaign=campaign, run=run)
    return RedirectResponse(here(request, f"{RUNS.format(slug=campaign.slug)}?done=removed"), status_code=303)


@router.post(RUN + "/again")
def take_again(request: Request, session: SessionDep, user: UserDep, slug: str, run_id: int) -> Response:
    """With the letters and the papers that stand now; the files of before go."""
    campaign, run = find_run(session, user, slug, run_id, May.WRITE, to_change=True)
    if run.state is RunState.MAKING:
        return _to_run(request, campaign, run)
    letters = _letters_again(session, campaign, run)
    items = items_of(session, run)
    partner_ids = {item.partner_id for item in items if item.partner_id}
    partners = [one for one in lenders(session, campaign.organisation_id) if one.id in partner_ids]
    own_paper = any(item.own_paper for item in items)
    if partners:
        require_partners(user, campaign)
    try:
        new = order_run(session, user=user, campaign=campaign, letters=letters, partners=partners, own_paper=own_paper)
    except BadInput as refusal:
        raise Conflict(refusal.words, **refusal.values) from None
    remove_run(session, user=user, campaign=campaign, run=run)
    return _to_run(request, campaign, new)


def _letters_again(session: Session, campaign: Campaign, run: LetterRun) -> list[Letter]:
    """Those of the run that may leave now. Raises Conflict where nothing is left."""
    wanted = {item.letter_id for item in items_of(session, run)}
    standing = [choice.letter for choice in choices(session, campaign) if choice.letter.id in wanted and not choice.why]
    if not standing:
        raise Conflict("None of these letters may leave now. Approve them anew first.")
    return standing


def _ordered(session: Session, user: SignedIn, campaign: Campaign, given: RunForm) -> LetterRun:
    """Raises BadInput for what is not there any more; NotFound for partners in the order of a guest."""
    letters = [letter for letter in approved_letters(session, campaign) if letter.id in given.letters]
    if len(letters) != len(set(given.letters)):
        raise BadInput("A letter is not approved any more, or a newer one was begun. Choose again.")
    partners = []
    if given.partners:
        require_partners(user, campaign)
        partners = [one for one in lenders(session, campaign.organisation_id) if one.id in given.partners]
        if len(partners) != len(set(given.partners)):
            raise BadInput("A partner has taken its letterhead back. Choose again.")
    return order_run(
        session, user=user, campaign=campaign, letters=letters, partners=partners, own_paper="yes" in given.own_paper
    )


def _to_run(request: Request, campaign: Campaign, run: LetterRun) -> Response:
    return RedirectResponse(here(request, RUN.format(slug=campaign.slug, run_id=run.id)), status_code=303)


def _reports_told(session: Session, user: SignedIn, campaign: Campaign) -> list[PartnerReport]:
    """Without those that tell what this organiser is not told."""
    kept = kept_from(session, user, campaign)
    return [one for one in reports_of_campaign(session, campaign) if not is_kept(kept, [one.summary])]


def _kits_told(session: Session, user: SignedIn, campaign: Campaign) -> list[FailedKit]:
    """Without reasons that tell what this organiser is not told."""
    kept = kept_from(session, user, campaign)
    return [
        replace(one, reasons=tuple(why for why in one.reasons if not is_kept(kept, [why])))
        for one in failed_kits(session, campaign)
    ]


def _runs_page(
    request: Request,
    session: Session,
    user: SignedIn,
    campaign: Campaign,
    *,
    done: str = "",
    form: Submitted[Any] | None = None,
    offer: Submitted[Any] | None = None,
) -> Response:
    found = choices(session, campaign)
    may_write = user.may(May.WRITE, campaign.organisation_id, campaign.id)
    sees = sees_partners(user, campaign)
    return page(
        request,
        "pages/letters/runs.html",
        status=422 if form or offer else 200,
        campaign=campaign,
        title=words_of(campaign.title, request.state.language, campaign.original_language),
        done=done,
        runs=runs_of(session, campaign),
        choices=found,
        offerable=[choice for choice in found if partners_may(choice.letter)],
        partners_may=partners_may,
        partners=lenders(session, campaign.organisation_id) if sees else [],
        sees_partners=sees,
        may_write=may_write,
        form=form or blank(letters=[], partners=[], own_paper=[]),
        reports=_reports_told(session, user, campaign),
        failed_kits=_kits_told(session, user, campaign) if may_write and sees else [],
        offer=offer or blank(offered=[choice.value for choice in found if choice.offered]),
        office_title=title_of_office(session, request.state.language),
    )
