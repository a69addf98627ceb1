"""Procedures of a campaign at the desk: all of them, one with everything in it, adding, changing, taking back, undo."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response
from sqlmodel import Session

import campaigns.procedures.acts  # noqa: F401  # names the acts for the trail
from campaigns import page_parts
from campaigns.access import find_campaign
from campaigns.actions.facts import fact_of
from campaigns.desk_routes.choices import country_options, said_options, source_options
from campaigns.facts.gather import gather_facts
from campaigns.facts.rows import read_rows
from campaigns.facts.shapes import CampaignFacts
from campaigns.forms import UndoForm
from campaigns.kept_from import is_kept, keeps_something, kept_from, require_told, sees_held
from campaigns.meanwhile import as_opened, refuse_if_changed
from campaigns.models.campaign import Campaign
from campaigns.models.mention import MentionRole
from campaigns.models.procedure import Communication, Procedure, ProcedureKind, ProcedureStatus
from campaigns.procedures.actions import Linked, save_procedure, take_back
from campaigns.procedures.calendar import sessions_for, terms_for
from campaigns.procedures.forms import ProcedureForm
from campaigns.procedures.parts import OF_PROCEDURE, typed, values_of
from campaigns.procedures.queries import changes_of
from campaigns.procedures.undo import newest_change, undo_newest
from foundation.accounts.access import SignedIn
from foundation.accounts.roles import May
from foundation.clock import utc_today
from foundation.database import SessionDep
from foundation.web.authorisation import UserDep
from foundation.web.forms import Submitted, blank, submitted
from foundation.web.language import gettext, mark, speaking
from foundation.web.posting_once import posted, posted_before
from foundation.web.templating import here, page

router = APIRouter()

PROCEDURES = "/desk/campaigns/{slug}/procedures"
ONE = PROCEDURES + "/{procedure_id}"
FormDep = Annotated[Submitted[ProcedureForm], Depends(submitted(ProcedureForm))]
BODIES = {
    "ilo_cfa": mark("ILO Committee on Freedom of Association"),
    "ilo_article_24": mark("ILO Governing Body"),
    "ilo_article_26": mark("ILO Governing Body"),
    "ilo_ceacr": mark("ILO Committee of Experts (CEACR)"),
    "ilo_dg_intervention": mark("ILO Director-General"),
    "un_special_procedures": mark("UN special procedures"),
    "un_wgad": mark("UN Working Group on Arbitrary Detention"),
    "un_treaty_body": mark("UN treaty body"),
    "other": mark("Other procedure"),
}


@router.get(PROCEDURES)
def show_procedures(request: Request, session: SessionDep, user: UserDep, slug: str) -> Response:
    campaign = find_campaign(session, user, slug)
    kept = kept_from(session, user, campaign)
    there = {row.id for row in read_rows(session, campaign_id=campaign.id, include_held=True).of(Procedure)}
    return page(
        request,
        "pages/procedures/list.html",
        campaign=campaign,
        facts=_facts(request, session, user, campaign),
        keeps_something=keeps_something(session, user, campaign),
        gone=[
            change
            for change in changes_of(session, campaign)
            if change.procedure_id not in there and not change.is_undone and not is_kept(kept, [change.part])
        ],
        may_write=user.may(May.WRITE, campaign.organisation_id, campaign.id),
    )


@router.get(PROCEDURES + "/new")
def show_new(request: Request, session: SessionDep, user: UserDep, slug: str) -> Response:
    campaign = find_campaign(session, user, slug, May.WRITE)
    known = blank(country=campaign.countries[0] if campaign.countries else "")
    return _form_page(request, session, campaign, None, known)


@router.post(PROCEDURES + "/new")
def take_new(request: Request, session: SessionDep, user: UserDep, slug: str, form: FormDep) -> Response:
    campaign = find_campaign(session, user, slug, May.WRITE)
    return _save(request, session, user, campaign, None, form)


@router.get(ONE)
def show_procedure(request: Request, session: SessionDep, user: UserDep, slug: str, procedure_id: int) -> Response:
    campaign = find_campaign(session, user, slug)
    row = fact_of(session, Procedure, campaign, procedure_id)
    facts = _facts(request, session, user, campaign)
    shown = next((one for one in facts.procedures if one.id == row.id), None)
    require_told(shown is not None)
    rows = read_rows(session, campaign_id=campaign.id, include_held=sees_held(user, campaign))
    kept = kept_from(session, user, campaign)
    return page(
        request,
        "pages/procedures/procedure.html",
        campaign=campaign,
        facts=facts,
        procedure=shown,
        parts=page_parts,
        terms=terms_for(row, rows.children(Communication, row), utc_today()),
        sessions=sessions_for(row.kind),
        today=utc_today(),
        changes=[one for one in changes_of(session, campaign, row.id) if not is_kept(kept, [one.part])],
        newest=newest_change(session, campaign, row.id),
        may_write=user.may(May.WRITE, campaign.organisation_id, campaign.id),
    )


@router.get(ONE + "/edit")
def show_form(request: Request, session: SessionDep, user: UserDep, slug: str, procedure_id: int) -> Response:
    campaign = find_campaign(session, user, slug, May.WRITE)
    row = fact_of(session, Procedure, campaign, procedure_id)
    return _form_page(request, session, campaign, row, blank(**as_opened(_typed(session, row))))


@router.post(ONE + "/edit")
def take_form(
    request: Request, session: SessionDep, user: UserDep, slug: str, procedure_id: int, form: FormDep
) -> Response:
    campaign = find_campaign(session, user, slug, May.WRITE)
    row = fact_of(session, Procedure, campaign, procedure_id)
    refuse_if_changed(form, _typed(session, row))
    return _save(request, session, user, campaign, row, form)


@router.post(ONE + "/remove")
def take_removal(request: Request, session: SessionDep, user: UserDep, slug: str, procedure_id: int) -> Response:
    campaign = find_campaign(session, user, slug, May.WRITE)
    row = fact_of(session, Procedure, campaign, procedure_id)
    take_back(session, user=user, campaign=campaign, procedure=row, row=row)
    return RedirectResponse(here(request, PROCEDURES.format(slug=campaign.slug)), status_code=303)


@router.post(ONE + "/undo")
def take_undo(
    request: Request,
    session: SessionDep,
    user: UserDep,
    slug: str,
    procedure_id: int,
    form: Annotated[Submitted[UndoForm], Depends(submitted(UndoForm))],
) -> Response:
    """Also of a procedure that was taken back."""
    campaign = find_campaign(session, user, slug, May.WRITE)
    change_id = form.checked.newest
    undo_newest(session, user=user, campaign=campaign, procedure_id=procedure_id, change_id=change_id)
    is_there = session.get(Procedure, procedure_id) is not None
    address = (ONE if is_there else PROCEDURES).format(slug=campaign.slug, procedure_id=procedure_id)
    return RedirectResponse(here(request, address), status_code=303)


def back_to(request: Request, campaign: Campaign, procedure: Procedure) -> Response:
    address = ONE.format(slug=campaign.slug, procedure_id=procedure.id)
    return RedirectResponse(here(request, address), status_code=303)


def actor_options(facts: CampaignFacts) -> list[tuple[str, str]]:
    return [(str(actor.id), str(actor.name)) for actor in facts.actors]


def law_options(facts: CampaignFacts) -> list[tuple[str, str]]:
    return [(str(law.id), str(law.name)) for law in facts.laws]


def still_there(ids: list[int], options: list[tuple[str, str]]) -> list[int]:
    """Without what somebody removed while the form was open."""
    there = {value for value, _words in options}
    return [fact_id for fact_id in ids if str(fact_id) in there]


def _save(
    request: Request, session: Session, user: SignedIn, campaign: Campaign, row: Procedure | None, form: FormDep
) -> Response:
    if row is None and (before := posted_before(request, session, campaign.organisation_id, form)):
        return before
    if not form.ok:
        return _form_page(request, session, campaign, row, form, 422)
    given = form.checked
    values = values_of(OF_PROCEDURE, given, row)
    values["body"] = values["body"] or _body(given.kind, campaign)
    facts = gather_facts(session, campaign, language=request.state.language, public=False)
    links = [
        Linked("actor_id", MentionRole.COMPLAINANT, still_there(given.complainants, actor_options(facts))),
        Linked("law_id", MentionRole.CONCERNED, still_there(given.laws, law_options(facts))),
    ]
    sources = still_there(given.sources, source_options(facts))
    saved = save_procedure(
        session, user=user, campaign=campaign, procedure=row, values=values, sources=sources, links=links
    )
    answer = back_to(request, campaign, saved)
    return posted(request, session, campaign.organisation_id, form, answer) if row is None else answer


def _body(kind: ProcedureKind, campaign: Campaign) -> dict[str, str]:
    """What the body is usually called, where nobody wrote it."""
    found = {}
    for language in {campaign.original_language, "en", "ru"}:
        with speaking(language):
            found[language] = gettext(BODIES[kind])
    return found


def _typed(session: Session, row: Procedure) -> dict[str, Any]:
    return typed(OF_PROCEDURE, row, read_rows(session, campaign_id=row.campaign_id, include_held=True))


def _facts(request: Request, session: Session, user: SignedIn, campaign: Campaign) -> CampaignFacts:
    return gather_facts(session, campaign, language=request.state.language, public=not sees_held(user, campaign))


def _form_page(
    request: Request,
    session: Session,
    campaign: Campaign,
    row: Procedure | None,
    form: Submitted[Any],
    status: int = 200,
) -> Response:
    language = request.state.language
    facts = gather_facts(session, campaign, language=request.state.language, public=False)
    return page(
        request,
        "pages/procedures/edit.html",
        status=status,
        campaign=campaign,
        facts=facts,
        procedure=row,
        form=form,
        kinds=said_options(ProcedureKind, language),
        statuses=said_options(ProcedureStatus, language),
        countries=country_options(language),
        actors=actor_options(facts),
        laws=law_options(facts),
        sources=source_options(facts),
    )
