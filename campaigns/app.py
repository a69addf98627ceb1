"""The roof over all rooms: routers, middlewares, error pages."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from fastapi import Depends, FastAPI

import campaigns.desk_home
import foundation.accounts.desk_routes
import foundation.web.comfort_routes
import foundation.web.pattern_routes
import foundation.web.public_routes
from campaigns.authorisation import RULES
from foundation.database import Database
from foundation.settings import Settings
from foundation.web.authorisation import authorise, rules_by_route, unlisted_routes
from foundation.web.body_limit import BodyLimitMiddleware
from foundation.web.error_pages import LastNet, add_error_pages
from foundation.web.headers import HeadersMiddleware, HeadMiddleware
from foundation.web.language import LanguageMiddleware

ROUTERS = (
    foundation.web.public_routes.router,
    foundation.accounts.desk_routes.router,
    foundation.web.comfort_routes.router,
    foundation.web.pattern_routes.router,
    campaigns.desk_home.router,
)


def create_app(settings: Settings, database: Database, *, inbox: Any = None) -> FastAPI:
    """The whole site. `inbox` is the built-in mailbox of `solidarity start`; without it there are no `/inbox` pages.
    Raises RuntimeError when a route has no rule in the authorisation table."""

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        yield

    app = FastAPI(
        lifespan=lifespan,
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        dependencies=[Depends(authorise)],
    )
    app.state.settings = settings
    app.state.database = database
    app.state.inbox = inbox
    app.state.rules = rules_by_route(RULES)
    for router in ROUTERS:
        app.include_router(router)
    add_error_pages(app)
    app.add_middleware(BodyLimitMiddleware, rules=RULES)
    app.add_middleware(LastNet)
    app.add_middleware(LanguageMiddleware)
    app.add_middleware(HeadMiddleware)
    app.add_middleware(HeadersMiddleware, https=settings.https)
    if unlisted := unlisted_routes(ROUTERS, app.state.rules):
        raise RuntimeError("not in the authorisation table, or without a route: " + ", ".join(unlisted))
    return app
