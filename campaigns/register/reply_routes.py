"""Answers to a letter, at the desk, and how far they bring its demands."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from campaigns.actions.facts import fact_of
from campaigns.models.demand import Demand
from campaigns.register.access import find_letter, find_reply
from campaigns.register.actions.noting import note_reply, remove_reply
from campaigns.register.actions.stepping import step_from_reply, undo_step_from_reply
from campaigns.register.choosing_steps import chosen_steps
from campaigns.register.forms import ReplyForm, StepsForm
from campaigns.register.proposing import name_of_answer, proposals
from campaigns.register.showing import LETTER, back, files_dir, kept_file, letter_page, scan_response
from foundation.accounts.roles import May
from foundation.database import SessionDep
from foundation.errors import BadInput
from foundation.web.authorisation import UserDep
from foundation.web.forms import Submitted, submitted
from foundation.web.posting_once import posted, posted_before

router = APIRouter()

REPLY = LETTER + "/replies/{reply_id}"
STEP = REPLY + "/demands/{demand_id}"


@router.post(LETTER + "/replies")
def take_reply(
    request: Request,
    session: SessionDep,
    user: UserDep,
    slug: str,
    letter_id: int,
    form: Annotated[Submitted[ReplyForm], Depends(submitted(ReplyForm))],
) -> Response:
    campaign, letter = find_letter(session, user, slug, letter_id, May.WRITE, to_change=True)
    if before := posted_before(request, session, campaign.organisation_id, form):
        return before
    sha256 = kept_file(request, session, form, "scan")
    if form.ok:
        given = form.checked
        try:
            note_reply(
                session,
                user=user,
                campaign=campaign,
                letter=letter,
                kind=given.kind,
                received_on=given.received_on,
                their_reference=given.their_reference,
                summary=given.summary,
                scan_sha256=sha256,
            )
        except BadInput as refusal:
            form.refuse("received_on", refusal.words, **refusal.values)
    if not form.ok:
        return letter_page(request, session, user, campaign, letter, reply=form)
    return posted(request, session, campaign.organisation_id, form, back(request, campaign, letter, "answered"))


@router.get(REPLY + "/scan")
def show_scan(
    request: Request, session: SessionDep, user: UserDep, slug: str, letter_id: int, reply_id: int
) -> Response:
    campaign, letter = find_letter(session, user, slug, letter_id, May.READ)
    sha256 = find_reply(session, letter, reply_id).scan_sha256
    return scan_response(request, session, user, campaign, letter, sha256)


@router.post(REPLY + "/remove")
def take_reply_away(
    request: Request, session: SessionDep, user: UserDep, slug: str, letter_id: int, reply_id: int
) -> Response:
    campaign, letter = find_letter(session, user, slug, letter_id, May.WRITE, to_change=True)
    reply = find_reply(session, letter, reply_id)
    remove_reply(session, user=user, campaign=campaign, letter=letter, reply=reply, files_dir=files_dir(request))
    return back(request, campaign, letter, "answer_removed")


@router.post(REPLY + "/demands")
def take_steps(
    request: Request,
    session: SessionDep,
    user: UserDep,
    slug: str,
    letter_id: int,
    reply_id: int,
    form: Annotated[Submitted[StepsForm], Depends(submitted(StepsForm))],
) -> Response:
    """All that was chosen, or nothing of it: each state with its day, its source and its proof, never without a
    person's choice."""
    campaign, letter = find_letter(session, user, slug, letter_id, May.WRITE, to_change=True)
    reply = find_reply(session, letter, reply_id)
    proposed = proposals(session, campaign, letter, (reply,), language=request.state.language).get(reply.id, [])
    chosen = chosen_steps(form, reply_id, proposed)
    try:
        with session.begin_nested():
            for demand_id, progress in chosen.items() if form.ok else ():
                step_from_reply(
                    session,
                    user=user,
                    campaign=campaign,
                    letter=letter,
                    reply=reply,
                    demand=fact_of(session, Demand, campaign, demand_id),
                    progress=progress,
                    title=name_of_answer(session, campaign, letter, reply),
                    files_dir=files_dir(request),
                )
    except BadInput as refusal:
        form.refuse("", refusal.words, **refusal.values)
    if not form.ok:
        return letter_page(request, session, user, campaign, letter, steps=form, steps_of=reply_id)
    return back(request, campaign, letter, "step_noted")


@router.post(STEP + "/undo")
def take_step_back(
    request: Request, session: SessionDep, user: UserDep, slug: str, letter_id: int, reply_id: int, demand_id: int
) -> Response:
    campaign, letter = find_letter(session, user, slug, letter_id, May.WRITE, to_change=True)
    reply = find_reply(session, letter, reply_id)
    demand = fact_of(session, Demand, campaign, demand_id)
    undo_step_from_reply(
        session, user=user, campaign=campaign, reply=reply, demand=demand, files_dir=files_dir(request)
    )
    return back(request, campaign, letter, "step_undone")
