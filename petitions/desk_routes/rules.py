"""Rules that take many signatures out: described, looked at, run, stopped, undone."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response
from sqlmodel import Session

from foundation.accounts.access import SignedIn
from foundation.accounts.acts import name_acts
from foundation.accounts.roles import May
from foundation.database import SessionDep
from foundation.errors import BadInput
from foundation.web.authorisation import UserDep
from foundation.web.formats import countries
from foundation.web.forms import Submitted, blank, submitted
from foundation.web.language import mark
from foundation.web.looking_again import looking_again
from foundation.web.posting_once import posted, posted_before
from foundation.web.templating import here, page
from petitions.access import petition_at_desk, rule_at_desk
from petitions.actions.rules import cancel_rule, draft_rule, run_rule, undo_rule
from petitions.forms.rules import BACKWARDS, RuleForm, RunForm
from petitions.models.rules import RuleState
from petitions.models.texts import text_in
from petitions.queries.rules import busy_networks, preview, rule_runs

router = APIRouter()

name_acts(
    {
        "rule.looked": mark("looked at whom a rule hits"),
        "rule.started": mark("started a rule that takes signatures out"),
        "rule.stopped": mark("stopped a rule"),
        "rule.undone": mark("undid a rule"),
    }
)

RuleFormDep = Annotated[Submitted[RuleForm], Depends(submitted(RuleForm))]
RunFormDep = Annotated[Submitted[RunForm], Depends(submitted(RunForm))]


@router.get("/desk/petitions/{slug}/rules")
def show_rules(
    request: Request, session: SessionDep, user: UserDep, slug: str, network: str = "", domain: str = ""
) -> Response:
    return _rules(request, session, user, slug, blank(network=network, domain=domain))


@router.post("/desk/petitions/{slug}/rules")
def take_rule(request: Request, session: SessionDep, user: UserDep, slug: str, form: RuleFormDep) -> Response:
    organisation_id = petition_at_desk(session, user, slug, May.WRITE).organisation_id
    if form.ok and form.checked.criteria().ends_before_it_begins:
        form.refuse("until_day", BACKWARDS)
    # To look at the same rule once more is nothing to ask about.
    if before := posted_before(request, session, organisation_id, form, asks=False):
        return before
    if form.ok:
        criteria = form.checked.criteria()
        try:
            run = draft_rule(session, user=user, slug=slug, criteria=criteria, reason=form.checked.reason)
        except BadInput as refusal:
            for field in criteria.seeks or ("country",):
                form.refuse(field, refusal.words)
        else:
            answer = RedirectResponse(here(request, f"/desk/petitions/{slug}/rules/{run.id}"), status_code=303)
            return posted(request, session, organisation_id, form, answer)
    return _rules(request, session, user, slug, form, status=422)


@router.get("/desk/petitions/{slug}/rules/{rule_id}")
def show_rule(request: Request, session: SessionDep, user: UserDep, slug: str, rule_id: str) -> Response:
    return _rule(request, session, user, slug=slug, rule_id=rule_id)


@router.post("/desk/petitions/{slug}/rules/{rule_id}/run")
def take_run(
    request: Request, session: SessionDep, user: UserDep, *, slug: str, rule_id: str, form: RunFormDep
) -> Response:
    if not form.ok:
        return _rule(request, session, user, slug=slug, rule_id=rule_id, form=form, status=422)
    run_rule(session, user=user, slug=slug, rule_id=rule_id, reason=form.checked.reason)
    return RedirectResponse(here(request, f"/desk/petitions/{slug}/rules/{rule_id}"), status_code=303)


@router.post("/desk/petitions/{slug}/rules/{rule_id}/cancel")
def take_cancel(request: Request, session: SessionDep, user: UserDep, slug: str, rule_id: str) -> Response:
    cancel_rule(session, user=user, slug=slug, rule_id=rule_id)
    return RedirectResponse(here(request, f"/desk/petitions/{slug}/rules/{rule_id}"), status_code=303)


@router.post("/desk/petitions/{slug}/rules/{rule_id}/undo")
def take_undo(request: Request, session: SessionDep, user: UserDep, slug: str, rule_id: str) -> Response:
    undo_rule(session, user=user, slug=slug, rule_id=rule_id)
    return RedirectResponse(here(request, f"/desk/petitions/{slug}/rules/{rule_id}"), status_code=303)


def _rules(
    request: Request, session: Session, user: SignedIn, slug: str, form: Submitted[RuleForm], *, status: int = 200
) -> Response:
    petition = petition_at_desk(session, user, slug, May.WRITE)
    return page(
        request,
        "pages/petitions/desk_rules.html",
        status=status,
        petition=petition,
        text=text_in(petition, request.state.language),
        form=form,
        runs=rule_runs(session, petition),
        networks=busy_networks(session, petition),
        countries=countries(request.state.language),
    )


def _rule(
    request: Request,
    session: Session,
    user: SignedIn,
    *,
    slug: str,
    rule_id: str,
    form: Submitted[RunForm] | None = None,
    status: int = 200,
) -> Response:
    petition, run = rule_at_desk(session, user, slug, rule_id, May.WRITE)
    is_draft = run.state is RuleState.DRAFTED
    may_look = is_draft and run.made_by_id == user.user_id and not (petition.is_high_risk and run.wanted.seeks)
    look = looking_again(request, run.state.is_at_work)
    shows_some = not petition.is_high_risk and user.may(May.MANAGE, petition.organisation_id)
    return page(
        request,
        "pages/petitions/desk_rule.html",
        status=status,
        headers={"Cache-Control": "private, no-store"} | look.headers,
        look=look,
        petition=petition,
        text=text_in(petition, request.state.language),
        run=run,
        criteria=run.wanted,
        is_draft=is_draft,
        found=preview(session, petition, run.wanted, shows_some=shows_some) if may_look else None,
        form=form or blank(reason=run.reason),
    )
