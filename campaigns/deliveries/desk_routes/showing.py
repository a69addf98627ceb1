"""The pages of deliveries, and what their forms share."""

from pathlib import Path
from typing import Any

from fastapi import Request
from fastapi.responses import RedirectResponse, Response
from sqlmodel import Session

import campaigns.deliveries.words  # noqa: F401  # what states, parts and acts are called
from campaigns.deliveries.access import page_of
from campaigns.deliveries.models.delivery import Delivery
from campaigns.deliveries.models.pack import PartKind
from campaigns.deliveries.queries import Shown, countries_off, deliveries_of, offices_to_visit, shown_delivery
from campaigns.deliveries.words import STAGES
from campaigns.letters.models import Letter
from campaigns.models.campaign import Campaign
from foundation.accounts.access import SignedIn
from foundation.accounts.roles import May
from foundation.clock import utc_today
from foundation.web.formats import country_name
from foundation.web.forms import Submitted, blank
from foundation.web.language import LANGUAGES
from foundation.web.looking_again import looking_again
from foundation.web.templating import here, page


def list_page(
    request: Request,
    session: Session,
    user: SignedIn,
    campaign: Campaign,
    *,
    done: str = "",
    form: Submitted[Any] | None = None,
) -> Response:
    def may(act: May) -> bool:
        return user.may(act, campaign.organisation_id, campaign.id)

    return page(
        request,
        "pages/deliveries/list.html",
        status=422 if form else 200,
        campaign=campaign,
        rows=deliveries_of(session, campaign, request.state.language),
        off=[(code, country_name(code)) for code in countries_off(session, campaign)],
        countries=[(code, country_name(code)) for code in campaign.countries],
        form=form or blank(),
        done=done,
        may_write=may(May.WRITE) and not campaign.is_history,
        may_manage=may(May.MANAGE),
    )


def plan_page(
    request: Request, session: Session, campaign: Campaign, form: Submitted[Any], *, status: int = 200
) -> Response:
    return page(
        request,
        "pages/deliveries/new.html",
        status=status,
        campaign=campaign,
        offices=offices_to_visit(session, campaign, request.state.language),
        languages=list(LANGUAGES.items()),
        form=form,
    )


def delivery_page(
    request: Request,
    session: Session,
    user: SignedIn,
    campaign: Campaign,
    delivery: Delivery,
    *,
    done: str = "",
    news: str = "",
    plan: Submitted[Any] | None = None,
    ask: Submitted[Any] | None = None,
    pack: Submitted[Any] | None = None,
    visit: Submitted[Any] | None = None,
) -> Response:
    """`plan`, `ask`, `pack` and `visit` are forms that were refused; `news` hold a photo that was deleted here."""
    shown = shown_delivery(session, user, campaign, delivery, request.state.language)
    look = looking_again(request, shown.is_at_work)
    today = utc_today().isoformat()
    return page(
        request,
        "pages/deliveries/delivery.html",
        status=422 if plan or ask or pack or visit else 200,
        headers=look.headers,
        campaign=campaign,
        shown=shown,
        delivery=delivery,
        done=done,
        news=news,
        look=look,
        stages={kind.value: words for kind, words in STAGES.items()},
        letters_by_id=_letters_of(session, shown),
        languages=list(LANGUAGES.items()),
        plan=plan or blank(**_typed(delivery) if shown.may_write else {}),
        ask=ask or blank(until=today),
        pack_form=pack or blank(names=["yes"] if shown.may_name and not shown.no_names else []),
        visit=visit or blank(visited_on=today, letters=_packed(shown), who_went=_who(delivery, shown)),
    )


def _typed(delivery: Delivery) -> dict[str, Any]:
    return {
        "planned_on": delivery.planned_on.isoformat(),
        "language": delivery.language,
        "delegation": delivery.delegation,
        "note": delivery.note,
    }


def _who(delivery: Delivery, shown: Shown) -> str:
    return delivery.delegation if shown.may_write else ""


def _packed(shown: Shown) -> list[str]:
    """The letters that were taken along: of the pack that is ready, else all that might have been."""
    if shown.ready:
        return [str(part.letter_id) for part in shown.ready.parts if part.kind is PartKind.LETTER]
    return [str(one.letter.id) for one in shown.letters if not one.why]


def _letters_of(session: Session, shown: Shown) -> dict[int, Letter]:
    known = {one.letter.id: one.letter for one in shown.letters}
    wanted = {letter_id for one in shown.visits for letter_id in (*one.noted, *one.unnoted)} - set(known)
    return known | {letter_id: session.get_one(Letter, letter_id) for letter_id in wanted}


def files_dir(request: Request) -> Path:
    folder: Path = request.app.state.settings.effective_files_dir
    return folder


def back(request: Request, campaign: Campaign, delivery: Delivery, done: str) -> Response:
    return RedirectResponse(here(request, f"{page_of(campaign, delivery)}?done={done}"), status_code=303)
