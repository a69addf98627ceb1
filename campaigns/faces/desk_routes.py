"""The picture of a case at the desk: look, hang, correct, remove, put back."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response
from sqlmodel import Session

from campaigns.access import find_campaign
from campaigns.actions.facts import fact_of
from campaigns.desk_routes.in_languages import into_fields, typed_in_each, with_others
from campaigns.faces import actions
from campaigns.faces.forms import PortraitForm
from campaigns.faces.queries import portrait_at_desk, portrait_of, public_portrait, removed_portrait_of
from campaigns.faces.words import CONSENTS
from campaigns.facts.words import words_of
from campaigns.kept_from import sees_held
from campaigns.meanwhile import as_opened, refuse_if_changed
from campaigns.models.campaign import Campaign
from campaigns.models.case import Case
from campaigns.models.portrait import PictureConsent, Portrait
from campaigns.translating.languages import languages_to_type
from campaigns.updates.pictures import picture_response
from foundation.accounts.roles import May
from foundation.database import SessionDep
from foundation.errors import BadInput
from foundation.picture_uploads import JPEG, drawn_as_portrait
from foundation.web.authorisation import UserDep
from foundation.web.forms import Submitted, blank, submitted
from foundation.web.language import gettext, mark
from foundation.web.templating import here, page
from outreach.words import language_name

router = APIRouter()

PORTRAIT = "/desk/campaigns/{slug}/cases/{case_id}/portrait"
SAY_WHAT_IT_SHOWS = mark("Say in a sentence what the picture shows, for everybody who does not see it.")
SAY_WHO = mark("Who agreed: the person, or who of the family?")
SAY_WHEN = mark("On which day did they agree?")
CHOOSE_ONE = mark("Please choose a picture.")


@router.get(PORTRAIT)
def show_portrait(request: Request, session: SessionDep, user: UserDep, slug: str, case_id: int) -> Response:
    campaign = find_campaign(session, user, slug, May.WRITE)
    case = fact_of(session, Case, campaign, case_id)
    return _portrait_page(
        request, session, campaign, case, blank(**as_opened(_typed(campaign, portrait_of(session, case))))
    )


@router.post(PORTRAIT)
def take_portrait(
    request: Request,
    session: SessionDep,
    user: UserDep,
    slug: str,
    case_id: int,
    form: Annotated[Submitted[Any], Depends(submitted(PortraitForm))],
) -> Response:
    """With a file it takes the place of what hangs; without one only what is said of it changes."""
    campaign = find_campaign(session, user, slug, May.WRITE)
    case = fact_of(session, Case, campaign, case_id)
    hung = portrait_of(session, case)
    refuse_if_changed(form, _typed(campaign, hung))
    _refuse_gaps(form, campaign, hung)
    if form.ok:
        try:
            _keep(request, session, user, campaign, case, hung, form)
        except BadInput as refusal:
            form.refuse("picture", refusal.words, **refusal.values)
    if not form.ok:
        return _portrait_page(request, session, campaign, case, form, 422)
    return _to_portrait(request, slug, case_id)


@router.post(PORTRAIT + "/remove")
def take_removal(request: Request, session: SessionDep, user: UserDep, slug: str, case_id: int) -> Response:
    campaign = find_campaign(session, user, slug, May.WRITE)
    actions.remove_portrait(session, user=user, campaign=campaign, case=fact_of(session, Case, campaign, case_id))
    return _to_portrait(request, slug, case_id)


@router.post(PORTRAIT + "/put-back")
def take_put_back(request: Request, session: SessionDep, user: UserDep, slug: str, case_id: int) -> Response:
    campaign = find_campaign(session, user, slug, May.WRITE)
    actions.put_portrait_back(session, user=user, campaign=campaign, case=fact_of(session, Case, campaign, case_id))
    return _to_portrait(request, slug, case_id)


@router.get("/desk/campaigns/{slug}/faces/{portrait_id}")
def show_whole(request: Request, session: SessionDep, user: UserDep, slug: str, portrait_id: int) -> Response:
    campaign = find_campaign(session, user, slug)
    find = portrait_at_desk if sees_held(user, campaign) else public_portrait
    portrait = find(session, campaign, portrait_id)
    folder = request.app.state.settings.effective_files_dir
    return picture_response(folder, sha256=portrait.sha256, media_type=JPEG, cache="private, no-store")


def _keep(
    request: Request,
    session: Session,
    user: Any,
    campaign: Campaign,
    case: Case,
    hung: Portrait | None,
    form: Submitted[Any],
) -> None:
    given = form.checked
    about: dict[str, Any] = {"session": session, "user": user, "campaign": campaign, "case": case}
    values = {
        "alt": with_others(hung.alt, form, "alt") if hung else typed_in_each(given, "alt"),
        "credit": given.credit,
        "given_by": given.given_by,
        "consent": given.picture_consent,
        "consent_by": given.picture_consent_by,
        "consent_on": given.picture_consent_on,
        "hold": given.portrait_hold,
    }
    if given.picture is None:
        assert hung is not None  # noqa: S101  # refused before
        actions.word_portrait(**about, portrait=hung, values=values)
        return
    picture = drawn_as_portrait(given.picture.content)
    folder = request.app.state.settings.effective_files_dir
    actions.hang_portrait(**about, files_dir=folder, picture=picture, values=values)


def _refuse_gaps(form: Submitted[Any], campaign: Campaign, hung: Portrait | None) -> None:
    if not form.value("picture") and hung is None:
        form.refuse("picture", CHOOSE_ONE)
    name = f"alt_{campaign.original_language}"
    if name not in form.problems and not str(form.value(name)).strip():
        form.refuse(name, SAY_WHAT_IT_SHOWS)
    if form.value("picture_consent") != PictureConsent.GIVEN:
        return
    for field, words in (("picture_consent_by", SAY_WHO), ("picture_consent_on", SAY_WHEN)):
        if field not in form.problems and not str(form.value(field)).strip():
            form.refuse(field, words)


def _typed(campaign: Campaign, hung: Portrait | None) -> dict[str, Any]:
    if hung is None:
        return {"picture_consent": ""}
    return {
        **into_fields(hung, ("alt",), languages_to_type(campaign)),
        "hung": hung.sha256,
        "credit": hung.credit,
        "given_by": hung.given_by,
        "picture_consent": hung.consent.value,
        "picture_consent_by": hung.consent_by,
        "picture_consent_on": hung.consent_on.isoformat() if hung.consent_on else "",
        "portrait_hold": hung.hold,
    }


def _portrait_page(
    request: Request, session: Session, campaign: Campaign, case: Case, form: Submitted[Any], status: int = 200
) -> Response:
    removed = removed_portrait_of(session, case)
    hung = portrait_of(session, case)
    return page(
        request,
        "pages/campaigns/portrait.html",
        status=status,
        campaign=campaign,
        case=case,
        name=words_of(case.name, request.state.language, campaign.original_language),
        portrait=hung,
        alt=words_of(hung.alt, request.state.language, campaign.original_language) if hung else "",
        is_shown=hung is not None and not hung.is_kept_back and not case.hold,
        removed=removed if hung is None else None,
        put_back_until=removed.removed_at + actions.PUT_BACK_WITHIN if removed and removed.removed_at else None,
        form=form,
        consents=[(value.value, gettext(label), gettext(hint)) for value, (label, hint) in CONSENTS.items()],
        languages=languages_to_type(campaign),
        language_name=language_name,
    )


def _to_portrait(request: Request, slug: str, case_id: int) -> Response:
    return RedirectResponse(here(request, PORTRAIT.format(slug=slug, case_id=case_id)), status_code=303)
