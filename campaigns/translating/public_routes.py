"""The page of a translator without an account: whoever holds the link reads the texts that are not on hold, and hands
in translations that wait for an organiser.
"""

from collections.abc import Sequence
from datetime import timedelta
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import RedirectResponse, Response
from sqlmodel import Session

from campaigns.facts.words import words_of
from campaigns.models.campaign import Campaign
from campaigns.translating.access import link_of_token
from campaigns.translating.actions.waiting import keep_drafts
from campaigns.translating.forms import LinkSheetForm
from campaigns.translating.models import TranslatorLink
from campaigns.translating.seen_by_links import standings_for_links
from campaigns.translating.sheet import SHOWN, Typed, chosen, part_of, typed_into
from campaigns.translating.standing import Standing, sums_of
from campaigns.translating.words import about_of, label_of, section_of
from foundation.accounts.models import Organisation
from foundation.database import SessionDep, get_database
from foundation.security.client_address import client_address
from foundation.security.rate_limits import count_attempt, whoever_is_at
from foundation.web.forms import Submitted, blank, submitted
from foundation.web.templating import here, page
from outreach.words import language_name

router = APIRouter()

AT_MOST, WINDOW = 120, timedelta(minutes=10)
# The address is the key: it goes into no Referer, no search engine and no cache.
_SECRET = {"Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex, nofollow", "Cache-Control": "no-store"}
PageNumber = Annotated[int, Query(ge=1, le=10_000, alias="page")]


@router.get("/translate/{token}")
def show_link(
    request: Request,
    session: SessionDep,
    token: str,
    show: str = "",
    number: PageNumber = 1,
    saved: Annotated[int, Query(ge=0, le=100)] = 0,
) -> Response:
    link, campaign = link_of_token(session, token)
    found = standings_for_links(session, campaign, link)
    show = show if show in SHOWN else ("left" if any(one.is_left for one in found) else "all")
    shown, number, pages = part_of(chosen(found, show), number)
    entries = [Typed(one, one.field_text) for one in shown]
    form = blank(translator=next((one.draft.written_by for one in found if one.draft), ""))
    more = {"show": show, "number": number, "pages": pages, "saved": saved}
    return _page(request, session, token, link, campaign, found, entries, form, **more)


@router.post("/translate/{token}")
def take_from_link(
    request: Request,
    token: str,
    form: Annotated[Submitted[LinkSheetForm], Depends(submitted(LinkSheetForm))],
    show: str = "all",
    number: PageNumber = 1,
) -> Response:
    """Whatever was changed anywhere on the page waits for an organiser from now on."""
    database = get_database(request)
    from_address = client_address(request, request.app.state.settings.trusted_proxies)
    with database.writing(shows=False) as session:
        for key in (whoever_is_at(from_address), token):
            count_attempt(session, what="translator", key=key, at_most=AT_MOST, window=WINDOW)
    with database.writing(shows=False) as session:
        link, campaign = link_of_token(session, token)
        session.refresh(campaign, with_for_update=True)
        entries = typed_into(form.values, _by_key(session, campaign, link))
        changed = [(entry.standing, entry.text) for entry in entries if entry.changed]
        if form.ok and changed:
            name = form.checked.translator
            keep_drafts(session, campaign=campaign, language=link.language, texts=changed, name=name, link=link)
        show = show if show in SHOWN else "all"
        if form.ok and all(entry.problem is None for entry in entries):
            address = f"/translate/{token}?show={show}&page={number}&saved={len(changed)}"
            return RedirectResponse(here(request, address), status_code=303, headers=_SECRET)
        now = _by_key(session, campaign, link)
        for entry in entries if form.ok else ():
            entry.standing = now.get(entry.standing.block.key, entry.standing)
        more = {"show": show, "number": number, "status": 422}
        return _page(request, session, token, link, campaign, list(now.values()), entries, form, **more)


def _by_key(session: Session, campaign: Campaign, link: TranslatorLink) -> dict[str, Standing]:
    return {one.block.key: one for one in standings_for_links(session, campaign, link)}


def _page(
    request: Request,
    session: Session,
    token: str,
    link: TranslatorLink,
    campaign: Campaign,
    found: Sequence[Standing],
    entries: Sequence[Typed],
    form: Submitted[Any],
    **more: Any,
) -> Response:
    return page(
        request,
        "pages/translating/by_link.html",
        headers=_SECRET,
        token=token,
        title=words_of(campaign.title, request.state.language, campaign.original_language),
        organisation=session.get_one(Organisation, campaign.organisation_id).name,
        into=link.language,
        language_name=language_name,
        ends_at=link.ends_at,
        entries=entries,
        form=form,
        sums=sums_of(found),
        left=sum(one.is_left for one in found),
        every=len(found),
        section_of=section_of,
        label_of=label_of,
        about_of=about_of,
        **{"pages": 1, "saved": 0, **more},
    )
