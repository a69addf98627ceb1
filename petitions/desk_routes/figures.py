"""Signatures by day, country, organisation and partner at the desk: exact, with what the public may see of them."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response

from foundation.accounts.acts import name_acts, word_details
from foundation.accounts.roles import May
from foundation.database import SessionDep
from foundation.errors import BadInput
from foundation.switches.models import Switch
from foundation.switches.queries import switched_off
from foundation.web.authorisation import UserDep
from foundation.web.forms import Submitted, submitted
from foundation.web.language import gettext, mark
from foundation.web.templating import here, page
from petitions.access import petition_at_desk
from petitions.actions.hide_group import hide_group, look_again, look_at_names
from petitions.actions.recount import ask_for_recount
from petitions.forms.figures import GroupForm, LookAgainForm, NamesForm
from petitions.models.groups import steps_of
from petitions.models.tally import TallyKind
from petitions.models.texts import surroundings_in, text_in
from petitions.partner_codes import partner_names
from petitions.pictures import time_chart, world_map
from petitions.queries.figures import (
    country_tallies,
    day_tallies,
    largest_tallies,
    last_look,
    last_recount,
    milestones,
    names_to_look_at,
    recent_drift,
)


def _looked_at_said(detail: str) -> str:
    shown, _, kept_out = detail.partition(" ")
    return gettext("may be shown: %(shown)s, kept out: %(kept_out)s") % {"shown": shown, "kept_out": kept_out}


def _group_said(detail: str) -> str:
    """A code is readable, the key of an organisation is not."""
    kind, _, key = detail.partition(" ")
    if kind == TallyKind.ORGANISATION:
        return gettext("an organisation")
    return gettext("the partner code %(code)s") % {"code": key} if key else gettext("a partner code")


name_acts(
    {
        "petition.recount_asked": mark("asked for a new count"),
        "petition.counts_put_right": mark("counted again and put numbers right"),
        "petition.group_hidden": mark("took a group out of the public figures"),
        "petition.group_shown": mark("showed a group in the public figures again"),
        "petition.names_looked_at": mark("looked at names of organisations before the public sees them"),
        "petition.look_taken_back": mark("took a look at names back: they wait again"),
    }
)
word_details(["petition.names_looked_at"], _looked_at_said)
word_details(["petition.group_hidden", "petition.group_shown"], _group_said)

router = APIRouter()

NamesFormDep = Annotated[Submitted[NamesForm], Depends(submitted(NamesForm))]
LookAgainFormDep = Annotated[Submitted[LookAgainForm], Depends(submitted(LookAgainForm))]
GroupFormDep = Annotated[Submitted[GroupForm], Depends(submitted(GroupForm))]


@router.get("/desk/petitions/{slug}/figures")
def show_figures(
    request: Request, session: SessionDep, user: UserDep, slug: str, asked: str = "", looked: str = ""
) -> Response:
    petition = petition_at_desk(session, user, slug, May.READ)
    countries = country_tallies(session, petition.id)
    may_write = user.may(May.WRITE, petition.organisation_id, petition.campaign_id)
    partners = largest_tallies(session, petition.id, TallyKind.PARTNER)
    return page(
        request,
        "pages/petitions/desk_figures.html",
        petition=petition,
        text=text_in(petition, request.state.language),
        chart=time_chart(steps_of(day_tallies(session, petition.id))),
        world=world_map(countries),
        countries=countries,
        country_names=surroundings_in(petition, request.state.language).country_names,
        # They are typed by signers, and a name of a small one is nearly a person's.
        organisations=largest_tallies(session, petition.id, TallyKind.ORGANISATION) if may_write else [],
        names_waiting=names_to_look_at(session, petition) if may_write else [],
        last_look=last_look(session, petition.id) if may_write else None,
        has_looked=looked == "yes",
        partners=partners,
        partner_names=partner_names(session, petition.organisation_id, [tally.key for tally in partners]),
        milestones=milestones(session, petition.id, petition.confirmed),
        public_is_off=switched_off(session, Switch.CHARTS),
        recount=last_recount(session, petition.id),
        drift=recent_drift(session, petition.id),
        was_asked=asked == "yes",
        may_write=may_write,
    )


@router.post("/desk/petitions/{slug}/figures/recount")
def take_recount(request: Request, session: SessionDep, user: UserDep, slug: str) -> Response:
    ask_for_recount(session, user=user, slug=slug)
    return RedirectResponse(here(request, f"/desk/petitions/{slug}/figures?asked=yes"), status_code=303)


@router.post("/desk/petitions/{slug}/figures/group")
def take_group(request: Request, session: SessionDep, user: UserDep, slug: str, form: GroupFormDep) -> Response:
    petition_at_desk(session, user, slug, May.WRITE)
    if not form.ok:
        raise BadInput("This group is not there any more. Load the page again and look.")
    group = form.checked
    hide_group(session, user=user, slug=slug, kind=group.kind, key=group.key, is_hidden=group.to == "hide")
    return RedirectResponse(here(request, f"/desk/petitions/{slug}/figures"), status_code=303)


@router.post("/desk/petitions/{slug}/figures/names")
def take_names(request: Request, session: SessionDep, user: UserDep, slug: str, form: NamesFormDep) -> Response:
    petition_at_desk(session, user, slug, May.WRITE)
    if not form.ok:
        raise BadInput("This group is not there any more. Load the page again and look.")
    look_at_names(session, user=user, slug=slug, seen=form.checked.seen, may_be_shown=set(form.checked.shown))
    return RedirectResponse(here(request, f"/desk/petitions/{slug}/figures?looked=yes#organisations-head"), 303)


@router.post("/desk/petitions/{slug}/figures/look-again")
def take_look_again(
    request: Request, session: SessionDep, user: UserDep, slug: str, form: LookAgainFormDep
) -> Response:
    petition_at_desk(session, user, slug, May.WRITE)
    if not form.ok:
        raise BadInput("This group is not there any more. Load the page again and look.")
    look_again(session, user=user, slug=slug, at=form.checked.at)
    return RedirectResponse(here(request, f"/desk/petitions/{slug}/figures#organisations-head"), status_code=303)
