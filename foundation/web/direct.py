"""A route whose handler takes the request and nothing else, for an address to which thousands send at once.

FastAPI works out the parameters of a handler anew for every request, and opens three stacks of contexts around it,
which costs more than signing does. So these routes are found and served before all others. The authorisation table is
asked as everywhere; form and path are read by the handler itself, and what it raises becomes a page where all errors
do.
"""

from collections.abc import Callable, Coroutine, Iterable, Sequence
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.routing import APIRoute
from starlette.routing import Match
from starlette.types import ASGIApp, Receive, Scope, Send

from foundation.web.authorisation import authorise

Handler = Callable[[Request], Coroutine[Any, Any, Response]]
_RAISED = "foundation.web.direct.raised"


class DirectRoute(APIRoute):
    """`router.add_api_route(path, handler, methods=["POST"], route_class_override=DirectRoute)`"""

    def get_route_handler(self) -> Handler:
        """Reached only where something was raised already: by way of the error pages, which stand around all routes."""

        async def handle(request: Request) -> Response:
            if _RAISED in request.scope:
                raise request.scope[_RAISED]
            return await self.answer(request)

        return handle

    async def answer(self, request: Request) -> Response:
        await authorise(request)
        response: Response = await self.endpoint(request)
        return response


class DirectRoutesMiddleware:
    """The innermost of ours: whatever they do for a route, they do for these."""

    def __init__(self, app: ASGIApp, routes: Sequence[DirectRoute]) -> None:
        self.app = app
        self.routes = routes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        route = self._route_of(scope)
        if route is None:
            await self.app(scope, receive, send)
            return
        try:
            response = await route.answer(Request(scope, receive))
        except Exception as error:  # noqa: BLE001  # the error pages decide
            await self.app({**scope, _RAISED: error}, receive, send)
            return
        await response(scope, receive, send)

    def _route_of(self, scope: Scope) -> DirectRoute | None:
        if scope["type"] != "http":
            return None
        for route in self.routes:
            if scope["method"] in (route.methods or ()):
                match, found = route.matches(scope)
                if match is Match.FULL:
                    scope.update(found)
                    return route
        return None


def direct_routes(routers: Iterable[APIRouter]) -> list[DirectRoute]:
    return [route for router in routers for route in router.routes if isinstance(route, DirectRoute)]
