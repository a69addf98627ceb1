"""The side-by-side page of one language."""

from collections.abc import Callable, Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import RedirectResponse, Response
from sqlmodel import Session

from campaigns.access import find_campaign
from campaigns.facts.words import words_of
from campaigns.kept_from import sees_held
from campaigns.models.campaign import Campaign
from campaigns.translating.access import language_named
from campaigns.translating.actions import waiting, write
from campaigns.translating.forms import SheetForm
from campaigns.translating.sheet import SHOWN, Typed, chosen, part_of, typed_into
from campaigns.translating.standing import Standing, standings, sums_of
from campaigns.translating.words import MOVED_MEANWHILE, about_of, label_of, section_of
from foundation.accounts.access import SignedIn
from foundation.accounts.roles import May
from foundation.database import SessionDep
from foundation.errors import AppError, Conflict, Forbidden, NotFound
from foundation.web.authorisation import UserDep
from foundation.web.forms import Problem, Submitted, submitted
from foundation.web.templating import here, page
from outreach.words import language_name

router = APIRouter()

PAGES = "/desk/campaigns/{slug}/translate"
WORDS: dict[str, Any] = {"section_of": section_of, "label_of": label_of, "about_of": about_of}
PageNumber = Annotated[int, Query(ge=1, le=10_000)]
Act = Callable[..., None]
_ACTS: dict[str, tuple[May, Act]] = {
    "check": (May.TRANSLATE, write.mark_checked),
    "uncheck": (May.TRANSLATE, write.take_check_back),
    "fits": (May.WRITE, write.say_it_fits),
    "back": (May.WRITE, write.put_back),
    "take": (May.WRITE, waiting.take_over),
    "decline": (May.WRITE, waiting.decline),
    "fetch": (May.WRITE, waiting.fetch_back),
}


@router.get(PAGES + "/{language}")
def show_sheet(
    *,
    request: Request,
    session: SessionDep,
    user: UserDep,
    slug: str,
    language: str,
    show: str = "",
    number: Annotated[PageNumber, Query(alias="page")] = 1,
) -> Response:
    campaign = find_campaign(session, user, slug, May.TRANSLATE)
    language_named(campaign, language)
    found = standings(session, campaign, language, public=not sees_held(user, campaign))
    show = show if show in SHOWN else ("left" if any(one.is_left for one in found) else "all")
    shown, number, pages = part_of(chosen(found, show), number)
    entries = [Typed(one, one.field_text) for one in shown]
    return _sheet(request, user, campaign, language, found, entries, show=show, number=number, pages=pages)


@router.post(PAGES + "/{language}")
def take_sheet(
    *,
    request: Request,
    session: SessionDep,
    user: UserDep,
    slug: str,
    language: str,
    form: Annotated[Submitted[SheetForm], Depends(submitted(SheetForm))],
    show: str = "all",
    number: Annotated[PageNumber, Query(alias="page")] = 1,
) -> Response:
    """Every button sends the whole page: what was typed anywhere is saved, then done what the button says."""
    campaign = find_campaign(session, user, slug, May.TRANSLATE)
    language_named(campaign, language)
    given = form.checked
    entries = typed_into(form.values, _by_key(session, user, campaign, language))
    if changed := [(entry.standing, entry.text) for entry in entries if entry.changed]:
        _save(session, user, campaign, language, changed)
    act, _, key = given.act.partition(":")
    refusal = _act(session, user, campaign, language, act, key, entries)
    if not refusal and all(entry.problem is None for entry in entries):
        address = (
            PAGES.format(slug=campaign.slug) + f"/{language}?show={show if show in SHOWN else 'all'}&page={number}"
        )
        return RedirectResponse(here(request, address + (f"#{key}" if key else "")), status_code=303)
    found = _by_key(session, user, campaign, language)
    for entry in entries:
        entry.standing = found.get(entry.standing.block.key, entry.standing)
        if entry.standing.block.key == key and refusal:
            entry.problem = refusal
    return _sheet(
        request, user, campaign, language, list(found.values()), entries, show=show, number=number, status=422
    )


def _by_key(session: Session, user: SignedIn, campaign: Campaign, language: str) -> dict[str, Standing]:
    found = standings(session, campaign, language, public=not sees_held(user, campaign))
    return {one.block.key: one for one in found}


def _save(
    session: Session, user: SignedIn, campaign: Campaign, language: str, changed: Sequence[tuple[Standing, str]]
) -> None:
    if user.may(May.WRITE, campaign.organisation_id, campaign.id):
        write.write_translations(session, user=user, campaign=campaign, language=language, texts=changed)
    else:
        waiting.keep_drafts(session, campaign=campaign, language=language, texts=changed, name=user.name, user=user)


def _act(
    session: Session,
    user: SignedIn,
    campaign: Campaign,
    language: str,
    act: str,
    key: str,
    entries: Sequence[Typed],
) -> Problem | None:
    """What stood in the way, to be said beside the block; what was typed elsewhere is saved all the same."""
    if act not in _ACTS:
        return None
    entry = next((one for one in entries if one.standing.block.key == key), None)
    standing = _by_key(session, user, campaign, language).get(key)
    if standing is None:
        raise NotFound("There is no page at this address.")
    if entry is not None and entry.problem is not None:
        return entry.problem
    if entry is not None and not entry.is_as_seen:
        # Nobody takes over or checks words that another wrote in the place of those on the page.
        return Problem(MOVED_MEANWHILE)
    right, do = _ACTS[act]
    try:
        if not user.may(right, campaign.organisation_id, campaign.id):
            raise Forbidden("Your role does not allow this. Ask an owner of your organisation.")
        do(session, user=user, campaign=campaign, standing=standing)
    except (Conflict, Forbidden) as refusal:
        return _problem(refusal)
    return None


def _problem(refusal: AppError) -> Problem:
    return Problem(refusal.words, refusal.values)


def _sheet(
    request: Request,
    user: SignedIn,
    campaign: Campaign,
    language: str,
    found: Sequence[Standing],
    entries: Sequence[Typed],
    *,
    status: int = 200,
    **more: Any,
) -> Response:
    return page(
        request,
        "pages/translating/sheet.html",
        status=status,
        campaign=campaign,
        title=words_of(campaign.title, request.state.language, campaign.original_language),
        into=language,
        language_name=language_name,
        entries=entries,
        sums=sums_of(found),
        left=sum(one.is_left for one in found),
        to_check=sum(one.waits_for_check for one in found),
        every=len(found),
        may_write=user.may(May.WRITE, campaign.organisation_id, campaign.id),
        user_id=user.user_id,
        **WORDS,
        **{"pages": 1, **more},
    )
