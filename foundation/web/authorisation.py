"""The mechanism of the authorisation table: every route is listed with who may call it, and what is not listed is
refused.

The table itself is `campaigns/authorisation.py`, with a part for each room below in campaigns/authorised. It is the
first wall; the second is each room's access.py, which looks at the row.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.routing import APIRoute
from starlette.concurrency import run_in_threadpool
from starlette.routing import compile_path

from foundation.accounts.access import ROLE_TOO_SMALL, SignedIn
from foundation.accounts.roles import May
from foundation.accounts.sign_in import COOKIE_NAMES, user_of_cookie
from foundation.database import SAFE_METHODS, get_database
from foundation.errors import FactorNeeded, Forbidden, NotFound, PasswordNeeded, ProofNeeded, SignInNeeded
from foundation.security.client_address import is_from_this_machine
from foundation.security.origin import comes_from_our_pages
from foundation.web.language import LANGUAGES, mark

LARGEST_UPLOAD = 11 * 1024 * 1024
"""Files of up to 10 MB, and the form around them."""


class Who(Enum):
    ANYONE = "anyone"
    LINK = "whoever holds the link"
    LOOPBACK = "this machine only"
    HALF_SIGNED_IN = "whoever has given the password"
    SIGNED_IN = "any organiser"


@dataclass(frozen=True)
class Rule:
    method: str
    path: str
    who: Who | May
    checks_origin: bool = True
    largest_body: int = 0
    """Bytes, where an upload is larger than a form may be."""
    copied: tuple[str, ...] | None = None
    """For a page that is the same for everybody and kept for a moment (foundation/web/copies.py): which parts of the
    question behind its address it depends on."""
    wider: tuple[str, ...] = ()
    """All languages that the page speaks, where they are more than those of the interface."""
    asks_password: bool = False
    """Unless it was given lately: what would take an account over, or gives others a right."""

    @property
    def speaks(self) -> tuple[str, ...]:
        """The languages in which all that the page says is there."""
        return self.wider or tuple(LANGUAGES)


FOREIGN_FORM = mark("This form was sent from another site. Open our page and send it from there.")

_NUMBER_OF_A_ROW = re.compile(r"[0-9]{1,18}")

PASSWORD_AGAIN = mark("Please give your password once more.")


def rules_by_route(rules: Iterable[Rule]) -> dict[tuple[str, str], Rule]:
    return {(rule.method, rule.path): rule for rule in rules}


def spoken_at(rules: Iterable[Rule]) -> Callable[[str], tuple[str, ...]]:
    """Path → what its page speaks."""
    usual = tuple(LANGUAGES)
    wider = [(compile_path(rule.path)[0], rule.wider) for rule in rules if rule.wider]

    def languages_of(path: str) -> tuple[str, ...]:
        return next((languages for pattern, languages in wider if pattern.match(path)), usual)

    return languages_of


def unlisted_routes(routers: Iterable[APIRouter], rules: Mapping[tuple[str, str], Rule]) -> list[str]:
    """Routes without a rule, and rules without a route; both fail the start. Routers are included without a prefix."""
    routes = {
        (method, route.path)
        for router in routers
        for route in router.routes
        if isinstance(route, APIRoute)
        for method in route.methods or ()
    }
    return [f"{method} {path}" for method, path in sorted(routes ^ set(rules))]


async def authorise(request: Request) -> None:
    """Runs before every handler. Leaves the organiser, if there is one, in `request.state.user`."""
    rule: Rule | None = request.app.state.rules.get((request.method, request.scope["route"].path))
    if rule is None or not _may_name_rows(request.path_params):
        raise NotFound("There is no page at this address.")
    settings = request.app.state.settings
    if (
        request.method not in SAFE_METHODS
        and rule.checks_origin
        and not comes_from_our_pages(request, settings.effective_base_url)
    ):
        raise Forbidden(FOREIGN_FORM)
    if rule.who is Who.LOOPBACK and not is_from_this_machine(request, settings.effective_base_url):
        raise NotFound("There is no page at this address.")
    request.state.user = None
    if rule.who in (Who.ANYONE, Who.LINK, Who.LOOPBACK):
        return
    token = next((request.cookies[name] for name in COOKIE_NAMES if name in request.cookies), "")
    user = await run_in_threadpool(user_of_cookie, get_database(request), token) if token else None
    if user is None:
        raise SignInNeeded("Please sign in first.")
    request.state.user = user
    if rule.who is not Who.HALF_SIGNED_IN:
        require_proof(user, needs_factor=settings.needs_second_factor)
    if isinstance(rule.who, May) and not user.may(rule.who):
        raise Forbidden(ROLE_TOO_SMALL)
    if rule.asks_password and not user.gave_password_lately:
        raise PasswordNeeded(PASSWORD_AGAIN, back=_page_before(request, rule))


def _may_name_rows(path_params: Mapping[str, str]) -> bool:
    """A longer number than any row has would be an error of the database."""
    return all(_NUMBER_OF_A_ROW.fullmatch(value) for name, value in path_params.items() if name.endswith("_id"))


def _page_before(request: Request, rule: Rule) -> str:
    """The page of the table on which a form that leads here stands; a page itself is its own."""
    named, asked = rule.path.split("/"), request.scope["path"].split("/")
    rules = request.app.state.rules
    while ("GET", "/".join(named)) not in rules:
        named.pop()
    return "/".join(asked[: len(named)])


def require_proof(user: SignedIn, *, needs_factor: bool) -> None:
    """Raises where the password alone does not do."""
    if user.has_second_factor and not user.proved:
        raise ProofNeeded("Please show your second factor first.")
    if needs_factor and not user.has_second_factor:
        raise FactorNeeded("Please set up a second factor first.")


def get_user(request: Request) -> SignedIn:
    """The organiser behind the request, on routes that ask for one."""
    user: SignedIn | None = request.state.user
    if user is None:
        raise SignInNeeded("Please sign in first.")
    return user


UserDep = Annotated[SignedIn, Depends(get_user)]
