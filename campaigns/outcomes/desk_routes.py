"""What came of each demand, at the desk: the table of all, one more step, taking it back, how the campaign ended."""

from pathlib import Path
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response
from sqlmodel import Session

from campaigns.access import find_campaign, own_campaigns
from campaigns.actions import facts as actions
from campaigns.desk_routes.choices import said_options
from campaigns.desk_routes.in_languages import typed_in_each
from campaigns.desk_routes.one_demand import demand_page
from campaigns.facts.gather import gather_facts
from campaigns.facts.words import words_of
from campaigns.forms import UndoForm
from campaigns.kept_from import keeps_something, kept_from, require_told, sees_held
from campaigns.models.campaign import Campaign, Outcome
from campaigns.models.demand import Demand
from campaigns.models.partial_date import PartialDate
from campaigns.outcomes.actions.steps import Proof, checked_proof, note_step, undo_step
from campaigns.outcomes.evidence import evidence_response, find_evidence
from campaigns.outcomes.forms import StepForm
from campaigns.outcomes.queries import closings_of, evidence_told, notes_on_evidence, shares_of
from campaigns.updates.queries import titles_of, updates_at_desk
from foundation.accounts.access import SignedIn
from foundation.accounts.roles import May
from foundation.database import SessionDep
from foundation.errors import BadInput
from foundation.web.authorisation import UserDep
from foundation.web.forms import Submitted, blank, submitted
from foundation.web.language import mark
from foundation.web.posting_once import posted, posted_before
from foundation.web.templating import here, page

router = APIRouter()

DEMAND = "/desk/campaigns/{slug}/demands/{demand_id}"
WHEN = mark("Please say when: a day, a month or a year.")
WHERE_FROM = mark("Please say where this is from: choose a source, give a page, or add a file.")
WHAT_IT_IS = mark("Please say in a few words what this is.")


@router.get("/desk/campaigns/{slug}/outcome")
def show_outcome(request: Request, session: SessionDep, user: UserDep, slug: str) -> Response:
    return outcome_page(request, session, user, find_campaign(session, user, slug))


def outcome_page(
    request: Request,
    session: Session,
    user: SignedIn,
    campaign: Campaign,
    *,
    form: Submitted[Any] | None = None,
) -> Response:
    """`form` is a closing that was refused."""
    language = request.state.language
    kept = kept_from(session, user, campaign)
    facts = gather_facts(session, campaign, language=language, public=not sees_held(user, campaign))
    folder = request.app.state.settings.effective_files_dir
    evidence = evidence_told(session, campaign, facts, kept, folder)
    updates = [one for one in updates_at_desk(session, campaign) if not (kept and one.names_held)]
    others = [one for one in own_campaigns(session, user) if one.id != campaign.id and not one.is_example]
    return page(
        request,
        "pages/outcomes/desk.html",
        status=422 if form is not None and form.problems else 200,
        campaign=campaign,
        facts=facts,
        shares=shares_of(facts),
        evidence=evidence,
        notes=notes_on_evidence(session, campaign, evidence, folder),
        keeps_something=keeps_something(session, user, campaign),
        closings=[
            (closing, name, words_of(closing.statement, language, campaign.original_language))
            for closing, name in closings_of(session, campaign)
        ],
        titles=titles_of(session, updates, language),
        outcomes=[(value, words, "") for value, words in said_options(Outcome, language)],
        others=[(one.slug, words_of(one.title, language, one.original_language)) for one in others],
        may_write=user.may(May.WRITE, campaign.organisation_id, campaign.id),
        form=form or blank(),
    )


@router.post(DEMAND + "/states")
def take_step(
    request: Request,
    session: SessionDep,
    user: UserDep,
    slug: str,
    demand_id: int,
    form: Annotated[Submitted[Any], Depends(submitted(StepForm))],
) -> Response:
    """A file is looked at before anything is written."""
    campaign = find_campaign(session, user, slug, May.WRITE)
    demand = actions.fact_of(session, Demand, campaign, demand_id)
    proof = _checked(form, request.app.state.settings.effective_files_dir)
    if before := posted_before(request, session, campaign.organisation_id, form):
        return before
    if form.ok:
        given = form.checked
        try:
            note_step(
                session,
                user=user,
                campaign=campaign,
                demand=demand,
                files_dir=request.app.state.settings.effective_files_dir,
                progress=given.progress,
                values={"date": PartialDate.parse(given.date), "note": typed_in_each(given, "note")},
                source_id=given.source,
                page=(given.page_title, given.page) if given.page else None,
                proof=proof,
            )
        except BadInput as refusal:
            form.refuse("progress", refusal.words, **refusal.values)
    if not form.ok:
        return demand_page(request, session, campaign, demand, state_form=form)
    return posted(request, session, campaign.organisation_id, form, _back(request, campaign))


@router.post(DEMAND + "/states/undo")
def take_undo(
    request: Request,
    session: SessionDep,
    user: UserDep,
    slug: str,
    demand_id: int,
    form: Annotated[Submitted[UndoForm], Depends(submitted(UndoForm))],
) -> Response:
    campaign = find_campaign(session, user, slug, May.WRITE)
    demand = actions.fact_of(session, Demand, campaign, demand_id)
    folder = request.app.state.settings.effective_files_dir
    step_id = form.checked.newest
    undo_step(session, user=user, campaign=campaign, demand=demand, step_id=step_id, files_dir=folder)
    return _back(request, campaign)


@router.get("/desk/campaigns/{slug}/evidence/{evidence_id}")
def show_evidence(request: Request, session: SessionDep, user: UserDep, slug: str, evidence_id: int) -> Response:
    campaign = find_campaign(session, user, slug)
    folder = request.app.state.settings.effective_files_dir
    evidence = find_evidence(session, campaign, evidence_id)
    if not sees_held(user, campaign):
        facts = gather_facts(session, campaign, language=campaign.original_language)
        told = evidence_told(session, campaign, facts, kept_from(session, user, campaign), folder)
        require_told(any(evidence.id == one.id for files in told.values() for one in files))
    return evidence_response(folder, campaign, evidence, cache="private, no-store")


def _checked(form: Submitted[Any], files_dir: Path) -> Proof | None:
    """What the form class cannot see: what belongs together, and what the file holds."""
    if not form.ok:
        return None
    given = form.checked
    if not PartialDate.parse(given.date).is_known:
        form.refuse("date", WHEN)
    if not (given.source or given.page or given.file):
        form.refuse("source", WHERE_FROM)
    if given.page and not given.page_title:
        form.refuse("page_title", WHAT_IT_IS)
    if given.file is None:
        return None
    if not given.file_words:
        form.refuse("file_words", WHAT_IT_IS)
    try:
        return checked_proof(
            given.file.content, words=given.file_words, is_public=given.file_public, files_dir=files_dir
        )
    except BadInput as refusal:
        form.refuse("file", refusal.words, **refusal.values)
        return None


def _back(request: Request, campaign: Campaign) -> Response:
    return RedirectResponse(here(request, f"/desk/campaigns/{campaign.slug}/outcome"), status_code=303)
