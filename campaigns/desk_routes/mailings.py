"""A campaign's mailings to partner unions: begin one, and let a letter or the dossier go with it."""

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response
from sqlmodel import Session, col, select

from campaigns.access import find_campaign
from campaigns.actions.partner_mailings import attach_dossier, attach_letters, start_for_campaign, take_newer_edition
from campaigns.facts.words import words_of
from campaigns.letters.access import kind_of
from campaigns.letters.kinds import languages_of
from campaigns.letters.models import Letter
from campaigns.letters.queries import writable_letters
from campaigns.letters.render import name_of_file
from campaigns.letters.writing import letter_file_for_mailing
from campaigns.mailing_holds import made_here
from campaigns.models.campaign import Campaign
from foundation.accounts.access import NO_SUCH_PAGE, SignedIn
from foundation.accounts.roles import May
from foundation.database import SessionDep
from foundation.errors import Conflict, NotFound
from foundation.web.authorisation import UserDep
from foundation.web.templating import here, page
from outreach.access import attachment_of, mailing_of
from outreach.actions.mailings import may_be_mended, replace_file, texts_of
from outreach.hindrances import kept_from_reader
from outreach.models.mailings import Mailing
from outreach.queries.mailings import attachments_of_each
from outreach.words import MAILING_STATES, language_name

router = APIRouter()

MAILINGS = "/desk/campaigns/{slug}/mailings"


@router.get(MAILINGS)
def show_mailings(request: Request, session: SessionDep, user: UserDep, slug: str) -> Response:
    campaign = find_campaign(session, user, slug)
    query = select(Mailing).where(Mailing.campaign_id == campaign.id).order_by(col(Mailing.created_at).desc())
    found = session.exec(query).all()
    kept = kept_from_reader(session, user, found)
    mailings = [mailing for mailing in found if mailing.id not in kept]
    attached = attachments_of_each(session, mailings)
    writable = writable_letters(session, campaign=campaign)
    return page(
        request,
        "pages/campaigns/mailings.html",
        campaign=campaign,
        title=words_of(campaign.title, request.state.language, campaign.original_language),
        mailings=[(mailing, attached[mailing.id]) for mailing in mailings],
        addressed=[*writable.named, *writable.ilo],
        states=MAILING_STATES,
        language_name=language_name,
        may_write=user.may(May.WRITE, campaign.organisation_id, campaign.id),
    )


@router.post(MAILINGS)
def take_mailing(request: Request, session: SessionDep, user: UserDep, slug: str) -> Response:
    campaign = find_campaign(session, user, slug, May.WRITE)
    start_for_campaign(session, user=user, campaign=campaign)
    return _back(request, slug)


@router.post(MAILINGS + "/{mailing_id}/letters/{kind}/{office}")
def take_letter(
    request: Request, session: SessionDep, user: UserDep, slug: str, mailing_id: int, kind: str, office: str
) -> Response:
    """In each language in which it was approved."""
    campaign, mailing = _both(session, user, slug, mailing_id, to_change=True)
    _must_be_open(session, mailing)
    chosen = kind_of(kind)
    spoken = [language for language in languages_of(chosen) if language in texts_of(session, mailing)]
    stored, refusals = [], []
    for language in spoken:
        try:
            name = name_of_file(campaign.slug, chosen, office, language)
            stored.append(
                (
                    language,
                    name,
                    letter_file_for_mailing(session, campaign=campaign, kind=chosen, office=office, language=language),
                )
            )
        except Conflict as refusal:
            refusals.append(refusal)
    if not stored and refusals:
        raise refusals[0]
    attach_letters(session, user=user, mailing=mailing, stored=stored)
    return _back(request, slug)


@router.post(MAILINGS + "/{mailing_id}/dossier")
def take_dossier(request: Request, session: SessionDep, user: UserDep, slug: str, mailing_id: int) -> Response:
    campaign, mailing = _both(session, user, slug, mailing_id, to_change=True)
    attach_dossier(session, user=user, campaign=campaign, mailing=mailing)
    return _back(request, slug)


@router.post(MAILINGS + "/{mailing_id}/attachments/{attachment_id}/newer")
def take_newer(
    request: Request, session: SessionDep, user: UserDep, slug: str, mailing_id: int, attachment_id: int
) -> Response:
    """The newest edition of the dossier, or the letter as it was approved anew, in the place of the file of before."""
    campaign, mailing = _both(session, user, slug, mailing_id, to_change=True)
    _must_be_open(session, mailing)
    attachment = attachment_of(session, mailing, attachment_id)
    known = made_here(session, campaign, attachment.sha256)
    if known is None:
        raise NotFound(NO_SUCH_PAGE)
    if not known.can_be_newer:
        raise Conflict("The dossier is being made just now. Please come back in a minute.")
    if isinstance(known.of, Letter):
        letter = known.of
        sha256 = letter_file_for_mailing(
            session, campaign=campaign, kind=letter.kind, office=letter.office_id, language=letter.language
        )
        replace_file(
            session,
            user=user,
            mailing=mailing,
            attachment=attachment,
            sha256=sha256,
            filename=name_of_file(campaign.slug, letter.kind, letter.office_id, letter.language),
        )
    elif known.newer is not None:
        take_newer_edition(
            session, user=user, campaign=campaign, mailing=mailing, attachment=attachment, edition=known.newer
        )
    return RedirectResponse(here(request, f"/desk/outreach/mailings/{mailing_id}"), status_code=303)


def _both(
    session: Session, user: SignedIn, slug: str, mailing_id: int, *, to_change: bool = False
) -> tuple[Campaign, Mailing]:
    campaign = find_campaign(session, user, slug, May.WRITE)
    mailing = mailing_of(session, user, mailing_id, May.WRITE, to_change=to_change)
    if mailing.campaign_id != campaign.id:
        raise NotFound(NO_SUCH_PAGE)
    return campaign, mailing


def _must_be_open(session: Session, mailing: Mailing) -> None:
    if not mailing.state.may_be_changed and not may_be_mended(session, mailing):
        raise Conflict("This mailing has been sent or called off already.")


def _back(request: Request, slug: str) -> Response:
    return RedirectResponse(here(request, MAILINGS.format(slug=slug)), status_code=303)
