"""The roof over all rooms: routers, middlewares, error pages."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from fastapi import APIRouter, Depends, FastAPI
from starlette.routing import BaseRoute

import campaigns.acts
import campaigns.deliveries.desk_routes.names
import campaigns.deliveries.desk_routes.packs
import campaigns.deliveries.desk_routes.plans
import campaigns.deliveries.desk_routes.visits
import campaigns.deliveries.jobs  # what it registers is enqueued, and asked when rights end
import campaigns.desk_home
import campaigns.desk_routes.campaign_file
import campaigns.desk_routes.cases
import campaigns.desk_routes.delete
import campaigns.desk_routes.events
import campaigns.desk_routes.facts
import campaigns.desk_routes.launch
import campaigns.desk_routes.launch_facts
import campaigns.desk_routes.linked
import campaigns.desk_routes.listing
import campaigns.desk_routes.mailings
import campaigns.desk_routes.people
import campaigns.desk_routes.risks
import campaigns.desk_routes.search
import campaigns.desk_routes.sources
import campaigns.desk_routes.states
import campaigns.desk_routes.status_steps
import campaigns.desk_routes.texts_and_demands
import campaigns.dossiers.desk_routes
import campaigns.dossiers.public_routes
import campaigns.faces.desk_routes
import campaigns.faces.public_routes
import campaigns.kits.desk_routes
import campaigns.kits.letter_routes
import campaigns.kits.public_routes
import campaigns.kits.report_routes
import campaigns.letters.approval_routes
import campaigns.letters.desk_routes
import campaigns.letters.own_mail_routes
import campaigns.letters.picture_routes
import campaigns.letters.public_routes
import campaigns.letters.templated.desk_routes
import campaigns.letters.templated.life_routes
import campaigns.news_mail.desk_routes
import campaigns.news_mail.jobs  # what it registers is enqueued, and asked when rights or petitions end
import campaigns.offices.desk_routes
import campaigns.offices.file_routes
import campaigns.offices.proposal_routes
import campaigns.outcomes.desk_routes
import campaigns.outcomes.public_routes
import campaigns.partner_codes  # petitions ask it
import campaigns.previews.desk_routes
import campaigns.procedures.desk_routes
import campaigns.procedures.part_routes
import campaigns.procedures.public_routes
import campaigns.public_routes
import campaigns.register.desk_routes
import campaigns.register.dispatch_routes
import campaigns.register.jobs  # what it registers is enqueued
import campaigns.register.list_routes
import campaigns.register.reply_routes
import campaigns.runs.desk_routes
import campaigns.runs.file_routes
import campaigns.runs.jobs  # what it registers is enqueued
import campaigns.stock.desk_routes
import campaigns.translating.desk_routes.languages
import campaigns.translating.desk_routes.sheet
import campaigns.translating.public_routes
import campaigns.unpublishing.desk_routes
import campaigns.updates.desk_routes.pictures
import campaigns.updates.desk_routes.publishing
import campaigns.updates.desk_routes.writing
import campaigns.updates.public_routes
import campaigns.verifying.public_routes
import campaigns.versions.desk_routes
import foundation.accounts.desk_routes
import foundation.accounts.people.desk_routes
import foundation.accounts.people.public_routes
import foundation.accounts.proof.desk_routes
import foundation.accounts.proof.set_up_routes
import foundation.accounts.proof.settings_routes
import foundation.accounts.settings_routes
import foundation.accounts.trail.desk_routes
import foundation.letterhead.desk_routes
import foundation.mail.inbox_routes
import foundation.mail.public_routes
import foundation.signing.desk_routes
import foundation.switches.desk_routes
import foundation.web.comfort_routes
import foundation.web.pattern_routes
import foundation.web.public_routes
import outreach.desk_routes.imports
import outreach.desk_routes.kit_codes
import outreach.desk_routes.mailings
import outreach.desk_routes.partners
import outreach.desk_routes.preview
import outreach.desk_routes.sending
import outreach.jobs  # what it registers is enqueued and unsubscribed from
import petitions.acts
import petitions.desk_routes.figures
import petitions.desk_routes.general_list
import petitions.desk_routes.paper
import petitions.desk_routes.partner_news
import petitions.desk_routes.petition
import petitions.desk_routes.quarantine
import petitions.desk_routes.rules
import petitions.desk_routes.safety
import petitions.desk_routes.signatures
import petitions.desk_routes.signers_data
import petitions.desk_routes.spread
import petitions.desk_routes.write_again
import petitions.leaving
import petitions.public_routes.figures
import petitions.public_routes.handouts
import petitions.public_routes.links
import petitions.public_routes.my_data
import petitions.public_routes.petition
import petitions.public_routes.spread
from campaigns.authorisation import RULES
from foundation.database import Database
from foundation.settings import Settings
from foundation.web.authorisation import authorise, rules_by_route, spoken_at, unlisted_routes
from foundation.web.body_limit import BodyLimitMiddleware
from foundation.web.copies import CopiesMiddleware
from foundation.web.direct import DirectRoutesMiddleware, direct_routes
from foundation.web.error_pages import LastNet, add_error_pages
from foundation.web.headers import HeadersMiddleware, HeadMiddleware
from foundation.web.language import LanguageMiddleware
from petitions.batcher import Write
from petitions.group_commit import write_together
from petitions.signing_desk import close_signing, open_signing

# Looked through in this order: what most people ask for stands first.
ROUTERS = (
    petitions.public_routes.petition.router,
    petitions.public_routes.links.router,
    petitions.public_routes.figures.router,
    foundation.web.public_routes.router,
    foundation.accounts.desk_routes.router,
    foundation.web.comfort_routes.router,
    foundation.accounts.settings_routes.router,
    foundation.accounts.proof.desk_routes.router,
    foundation.accounts.proof.settings_routes.router,
    foundation.accounts.proof.set_up_routes.router,
    foundation.accounts.people.desk_routes.router,
    foundation.accounts.people.public_routes.router,
    foundation.accounts.trail.desk_routes.router,
    foundation.letterhead.desk_routes.router,
    foundation.signing.desk_routes.router,
    foundation.switches.desk_routes.router,
    foundation.mail.public_routes.router,
    foundation.mail.inbox_routes.router,
    foundation.web.pattern_routes.router,
    campaigns.public_routes.router,
    campaigns.updates.public_routes.router,
    campaigns.outcomes.public_routes.router,
    petitions.public_routes.handouts.router,
    petitions.public_routes.spread.router,
    petitions.desk_routes.petition.router,
    petitions.desk_routes.figures.router,
    petitions.desk_routes.quarantine.router,
    petitions.desk_routes.rules.router,
    petitions.desk_routes.safety.router,
    petitions.desk_routes.paper.router,
    petitions.desk_routes.partner_news.router,
    petitions.desk_routes.spread.router,
    petitions.public_routes.my_data.router,
    petitions.desk_routes.signatures.router,
    petitions.desk_routes.signers_data.router,
    petitions.desk_routes.write_again.router,
    petitions.desk_routes.general_list.router,
    campaigns.desk_home.router,
    campaigns.desk_routes.campaign_file.router,
    campaigns.desk_routes.launch.router,
    campaigns.desk_routes.launch_facts.router,
    campaigns.stock.desk_routes.router,
    campaigns.desk_routes.search.router,
    campaigns.desk_routes.listing.router,
    campaigns.desk_routes.states.router,
    campaigns.desk_routes.delete.router,
    campaigns.desk_routes.mailings.router,
    campaigns.desk_routes.people.router,
    campaigns.desk_routes.risks.router,
    campaigns.previews.desk_routes.router,
    campaigns.verifying.public_routes.router,
    campaigns.versions.desk_routes.router,
    campaigns.unpublishing.desk_routes.router,
    campaigns.desk_routes.facts.router,
    campaigns.desk_routes.cases.router,
    campaigns.desk_routes.status_steps.router,
    campaigns.desk_routes.events.router,
    campaigns.desk_routes.linked.router,
    campaigns.faces.desk_routes.router,
    campaigns.faces.public_routes.router,
    campaigns.desk_routes.texts_and_demands.router,
    campaigns.translating.desk_routes.languages.router,
    campaigns.translating.desk_routes.sheet.router,
    campaigns.translating.public_routes.router,
    campaigns.updates.desk_routes.writing.router,
    campaigns.updates.desk_routes.publishing.router,
    campaigns.updates.desk_routes.pictures.router,
    campaigns.news_mail.desk_routes.router,
    campaigns.outcomes.desk_routes.router,
    campaigns.procedures.desk_routes.router,
    campaigns.procedures.part_routes.router,
    campaigns.procedures.public_routes.router,
    campaigns.offices.desk_routes.router,
    campaigns.offices.proposal_routes.router,
    campaigns.offices.file_routes.router,
    campaigns.desk_routes.sources.router,
    campaigns.dossiers.public_routes.router,
    campaigns.dossiers.desk_routes.router,
    outreach.desk_routes.partners.router,
    outreach.desk_routes.kit_codes.router,
    outreach.desk_routes.imports.router,
    outreach.desk_routes.mailings.router,
    outreach.desk_routes.preview.router,
    outreach.desk_routes.sending.router,
    campaigns.letters.public_routes.router,
    campaigns.letters.own_mail_routes.router,
    campaigns.runs.desk_routes.router,  # before what takes any word for a kind of letter
    campaigns.runs.file_routes.router,
    campaigns.letters.desk_routes.router,
    campaigns.letters.approval_routes.router,
    campaigns.letters.templated.desk_routes.router,
    campaigns.letters.templated.life_routes.router,
    campaigns.kits.public_routes.router,
    campaigns.kits.letter_routes.router,
    campaigns.kits.report_routes.router,
    campaigns.kits.desk_routes.router,
    campaigns.letters.picture_routes.router,
    campaigns.register.desk_routes.router,
    campaigns.register.dispatch_routes.router,
    campaigns.register.list_routes.router,
    campaigns.register.reply_routes.router,
    campaigns.deliveries.desk_routes.plans.router,
    campaigns.deliveries.desk_routes.names.router,
    campaigns.deliveries.desk_routes.packs.router,
    campaigns.deliveries.desk_routes.visits.router,
)


# By the identity of a router, which stays alive in its routes.
_joined: dict[int, list[BaseRoute]] = {}


def _routes_of(router: APIRouter) -> list[BaseRoute]:
    """Behind the authorisation table. FastAPI works out what its handlers take when somebody first asks, which is a
    third of a second for all rooms: once a process, however many applications it makes."""
    if id(router) not in _joined:
        guarded = APIRouter(dependencies=[Depends(authorise)])
        guarded.include_router(router)
        _joined[id(router)] = guarded.routes
    return _joined[id(router)]


def create_app(settings: Settings, database: Database, *, inbox: Any = None, write: Write = write_together) -> FastAPI:
    """The whole site. `inbox` is the built-in mailbox of `solidarity start`; without it there are no `/inbox` pages.
    `write` writes signatures down, in another process where one was started for it.
    Raises RuntimeError when a route has no rule in the authorisation table."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        try:
            yield
        finally:
            await close_signing(app)

    app = FastAPI(
        lifespan=lifespan,
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        # Nobody outside is told who looks at what, whatever the surroundings are set to.
        telemetry={"tracing": False, "metrics": False, "logs": False},
        routes=[route for router in ROUTERS for route in _routes_of(router)],
        dependencies=[Depends(authorise)],  # of whatever else is added to it
    )
    app.state.settings = settings
    app.state.database = database
    app.state.inbox = inbox
    open_signing(app, database, write)
    app.state.rules = rules_by_route(RULES)
    add_error_pages(app)
    app.add_middleware(DirectRoutesMiddleware, routes=direct_routes(ROUTERS))
    app.add_middleware(BodyLimitMiddleware, rules=RULES)
    app.add_middleware(LastNet)
    app.add_middleware(LanguageMiddleware, spoken_at=spoken_at(RULES))
    app.add_middleware(HeadMiddleware)
    app.add_middleware(HeadersMiddleware, https=settings.https, keyed_by="/kit/")
    app.add_middleware(CopiesMiddleware, rules=RULES, changes=database.changes)
    if unlisted := unlisted_routes(ROUTERS, app.state.rules):
        raise RuntimeError("not in the authorisation table, or without a route: " + ", ".join(unlisted))
    return app
