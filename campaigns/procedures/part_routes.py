"""The parts of a procedure at the desk: each kind with its form, the same five routes for all of them."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response
from sqlmodel import Session

from campaigns.access import find_campaign
from campaigns.actions.facts import fact_of
from campaigns.desk_routes.choices import said_options, source_options
from campaigns.facts.gather import gather_facts
from campaigns.facts.rows import FactRows, read_rows
from campaigns.meanwhile import as_opened, refuse_if_changed
from campaigns.models.campaign import Campaign
from campaigns.models.fact import Fact
from campaigns.models.procedure import CommunicationKind, DateKind, Effect, Procedure, Report, ReportKind
from campaigns.procedures.actions import (
    Contradiction,
    Linked,
    organisation_named,
    save_part,
    take_back,
)
from campaigns.procedures.desk_routes import ONE, actor_options, back_to, still_there
from campaigns.procedures.parts import KINDS, LINKS, Kind, is_part_of, typed, values_of
from foundation.accounts.access import NO_SUCH_PAGE, SignedIn
from foundation.accounts.roles import May
from foundation.database import SessionDep
from foundation.errors import GoneAlready, NotFound
from foundation.web.authorisation import UserDep
from foundation.web.forms import Submitted, blank, submitted
from foundation.web.language import mark
from foundation.web.posting_once import posted, posted_before
from foundation.web.templating import here, page

router = APIRouter()

NO_CONTRADICTION = mark("Say what this source has instead.")


def _add_routes(kind: Kind) -> None:
    taken = Annotated[Submitted[Any], Depends(submitted(kind.form))]
    new, row_path = f"{ONE}/{kind.name}/new", f"{ONE}/{kind.name}/{{{kind.row}}}"

    @router.get(new, name=f"show_new_{kind.name}")
    def show_new(
        request: Request, session: SessionDep, user: UserDep, slug: str, procedure_id: int, report: int = 0
    ) -> Response:
        at = _At(session, user, slug, procedure_id, kind)
        reports = at.rows.children(Report, at.procedure)
        if kind.name == "recommendations" and not reports:
            address = f"{ONE}/reports/new".format(slug=at.campaign.slug, procedure_id=procedure_id)
            return RedirectResponse(here(request, address), status_code=303)
        chosen = report or (reports[-1].id if reports else 0)
        return at.page(request, None, blank(hold=kind.name == "dates", report=str(chosen or "")))

    @router.post(new, name=f"take_new_{kind.name}")
    def take_new(
        request: Request,
        session: SessionDep,
        user: UserDep,
        slug: str,
        procedure_id: int,
        form: taken,
    ) -> Response:
        return _At(session, user, slug, procedure_id, kind).save(request, None, form)

    @router.get(row_path, name=f"show_{kind.row}")
    def show_row(request: Request, session: SessionDep, user: UserDep, slug: str, procedure_id: int) -> Response:
        at = _At(session, user, slug, procedure_id, kind)
        row = at.row(request)
        return at.page(request, row, blank(**as_opened(at.typed(row))))

    @router.post(row_path, name=f"take_{kind.row}")
    def take_row(
        request: Request,
        session: SessionDep,
        user: UserDep,
        slug: str,
        procedure_id: int,
        form: taken,
    ) -> Response:
        at = _At(session, user, slug, procedure_id, kind)
        session.refresh(at.campaign, with_for_update=True)
        row = at.row(request)
        refuse_if_changed(form, at.typed(row))
        return at.save(request, row, form)

    @router.post(row_path + "/remove", name=f"remove_{kind.row}")
    def remove_row(request: Request, session: SessionDep, user: UserDep, slug: str, procedure_id: int) -> Response:
        at = _At(session, user, slug, procedure_id, kind)
        take_back(session, user=user, campaign=at.campaign, procedure=at.procedure, row=at.row(request))
        return back_to(request, at.campaign, at.procedure)


class _At:
    """The place of a request: campaign, procedure and kind of part, found and checked."""

    def __init__(self, session: Session, user: SignedIn, slug: str, procedure_id: int, kind: Kind) -> None:
        self.session = session
        self.user = user
        self.kind = kind
        self.campaign: Campaign = find_campaign(session, user, slug, May.WRITE)
        self.procedure = fact_of(session, Procedure, self.campaign, procedure_id)

    @property
    def rows(self) -> FactRows:
        return read_rows(self.session, campaign_id=self.campaign.id, include_held=True)

    def row(self, request: Request) -> Fact:
        """Raises GoneAlready for a part of another procedure."""
        text = str(request.path_params[self.kind.row])
        if not text.isdigit() or len(text) > 19:
            raise NotFound(NO_SUCH_PAGE)
        row = fact_of(self.session, self.kind.table, self.campaign, int(text) % 2**63)
        if not is_part_of(row, self.procedure, self.rows):
            raise GoneAlready(NO_SUCH_PAGE, page=f"/desk/campaigns/{self.campaign.slug}/procedures")
        return row

    def typed(self, row: Fact) -> dict[str, Any]:
        return typed(self.kind, row, self.rows)

    def save(self, request: Request, row: Fact | None, form: Submitted[Any]) -> Response:
        if form.ok and form.checked.other_source and not (form.checked.other_says_en or form.checked.other_says_ru):
            form.refuse("other_says_en", NO_CONTRADICTION)
        if row is None and (before := posted_before(request, self.session, self.campaign.organisation_id, form)):
            return before
        if not form.ok:
            return self.page(request, row, form, 422)
        given = form.checked
        facts = gather_facts(self.session, self.campaign, language=request.state.language, public=False)
        sources = source_options(facts)
        save_part(
            self.session,
            user=self.user,
            campaign=self.campaign,
            procedure=self.procedure,
            table=self.kind.table,
            row=row,
            belongs={} if row else self.belongs(given),
            values=values_of(self.kind, given, row),
            sources=still_there(given.sources, sources),
            links=self.links(given, actor_options(facts)),
            contradiction=_contradiction(given, sources),
        )
        answer = back_to(request, self.campaign, self.procedure)
        return posted(request, self.session, self.campaign.organisation_id, form, answer) if row is None else answer

    def belongs(self, given: Any) -> dict[str, int]:
        if self.kind.name != "recommendations":
            return {"procedure_id": self.procedure.id}
        report = fact_of(self.session, Report, self.campaign, given.report or 0)
        if report.procedure_id != self.procedure.id:
            raise NotFound(NO_SUCH_PAGE)
        return {"report_id": report.id}

    def links(self, given: Any, actors: list[tuple[str, str]]) -> list[Linked]:
        found = []
        for field, column, role in LINKS.get(self.kind.table, ()):
            ids = still_there(getattr(given, field), actors)
            if field == "senders" and given.new_sender:
                ids.append(
                    organisation_named(self.session, campaign=self.campaign, name=given.new_sender, hold=given.hold)
                )
            found.append(Linked(column, role, list(dict.fromkeys(ids))))
        return found

    def page(self, request: Request, row: Fact | None, form: Submitted[Any], status: int = 200) -> Response:
        language = request.state.language
        facts = gather_facts(self.session, self.campaign, language=language, public=False)
        procedure = next(one for one in facts.procedures if one.id == self.procedure.id)
        return page(
            request,
            "pages/procedures/part.html",
            status=status,
            campaign=self.campaign,
            procedure=procedure,
            kind=self.kind,
            row=row,
            form=form,
            communication_kinds=said_options(CommunicationKind, language),
            report_kinds=said_options(ReportKind, language),
            effects=said_options(Effect, language),
            date_kinds=said_options(DateKind, language),
            actors=actor_options(facts),
            sources=source_options(facts),
        )


def _contradiction(given: Any, sources: list[tuple[str, str]]) -> Contradiction | None:
    if not given.other_source or not still_there([given.other_source], sources):
        return None
    says = {code: text for code in ("en", "ru") if (text := getattr(given, f"other_says_{code}"))}
    return Contradiction(given.other_source, says)


for _kind in KINDS:
    _add_routes(_kind)
