"""Letters on the desk: which can be written, the editor of one, its preview and PDF, the address that is confirmed."""

from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response
from sqlmodel import Session

from campaigns.actions.confirm_address import confirm_address
from campaigns.kept_from import is_kept, kept_from, require_told
from campaigns.letters.access import campaign_for_organiser, kind_of
from campaigns.letters.actions import locked_or_none, must_be_open, save_letter
from campaigns.letters.choosing import kinds_to_choose, letters_of_kind
from campaigns.letters.contents import LetterContents
from campaigns.letters.editor import Edited, approving_of, edited, set_values, values_of
from campaigns.letters.forms import ConfirmAddressForm, LetterForm
from campaigns.letters.gather import gather_letter
from campaigns.letters.models import Letter, own_texts
from campaigns.letters.queries import campaigns_with_letters, taken_by_supporters, writable_letters
from campaigns.letters.render import file_name, letter_body, print_letter
from campaigns.letters.templated.access import chosen_for, require_template_told
from campaigns.letters.templated.queries import choices_for
from campaigns.letters.writing import letter_as_set, store_letter
from campaigns.meanwhile import refuse_if_changed
from campaigns.models.campaign import Campaign
from campaigns.offices.merged import directory_now
from campaigns.register.enclosing import enclosed_with
from foundation.accounts.access import SignedIn
from foundation.accounts.roles import May
from foundation.database import SessionDep, get_database
from foundation.errors import BadInput
from foundation.files import read
from foundation.web.authorisation import UserDep
from foundation.web.downloads import pdf_response
from foundation.web.forms import Submitted, blank, submitted
from foundation.web.language import mark
from foundation.web.templating import here, page

router = APIRouter()

LETTERS = "/desk/campaigns/{slug}/letters"
LETTER = LETTERS + "/{kind}/{office}"
NOT_OFFERED = mark("This template is not there any more. Choose another text.")


@dataclass(frozen=True)
class Named:
    """The letter an address names; English where it names no language."""

    slug: str
    kind: str
    office: str
    language: str = "en"

    def campaign(self, session: Session, user: SignedIn, act: May) -> Campaign:
        return campaign_for_organiser(session, user, self.slug, act)

    def letter(
        self, session: Session, user: SignedIn, campaign: Campaign, language: str = ""
    ) -> tuple[Letter, LetterContents]:
        """Raises NotFound for a kind, office or language in which the campaign has no letter, Forbidden for one whose
        own words tell what this organiser is not told."""
        letter = letter_as_set(
            session,
            campaign=campaign,
            kind=kind_of(self.kind),
            office=self.office,
            language=language or self.language or "en",
        )
        chosen = chosen_for(session, campaign, letter)
        require_told(not is_kept(kept_from(session, user, campaign), [*own_texts(letter), ""]))
        require_template_told(session, user, campaign, chosen)
        return letter, gather_letter(session, campaign=campaign, letter=letter)


NamedDep = Annotated[Named, Depends()]
LetterFormDep = Annotated[Submitted[LetterForm], Depends(submitted(LetterForm))]
AddressFormDep = Annotated[Submitted[ConfirmAddressForm], Depends(submitted(ConfirmAddressForm))]


@router.get("/desk/letters")
def list_letters(request: Request, session: SessionDep, user: UserDep) -> Response:
    directory = directory_now(session)
    return page(
        request,
        "pages/letters/desk_list.html",
        campaigns=campaigns_with_letters(session, user),
        office_title=lambda office: directory.office(office).title_in(request.state.language),
    )


@router.get(LETTERS)
def show_possible_letters(request: Request, session: SessionDep, user: UserDep, slug: str) -> Response:
    campaign = campaign_for_organiser(session, user, slug, May.READ)
    return page(
        request,
        "pages/letters/desk_campaign.html",
        campaign=campaign,
        writable=writable_letters(session, campaign=campaign),
        groups=kinds_to_choose(session, campaign=campaign),
        taken=taken_by_supporters(session, campaign_id=campaign.id),
    )


@router.get(LETTERS + "/{kind}")
def show_kind(request: Request, session: SessionDep, user: UserDep, slug: str, kind: str) -> Response:
    """What a letter of this kind is, who may send it, and to whom it can be written here."""
    campaign = campaign_for_organiser(session, user, slug, May.READ)
    chosen = kind_of(kind)
    return page(
        request,
        "pages/letters/desk_kind.html",
        campaign=campaign,
        kind=chosen,
        entries=letters_of_kind(session, campaign=campaign, kind=chosen),
    )


@router.get(LETTER)
def show_editor(request: Request, session: SessionDep, user: UserDep, named: NamedDep, done: str = "") -> Response:
    campaign = named.campaign(session, user, May.READ)
    letter, contents = named.letter(session, user, campaign)
    if letter.state.is_approved:
        return RedirectResponse(here(request, register_path(campaign, letter)), status_code=303)
    return _editor(request, session, user, edited(session, campaign, letter, contents), done=done)


@router.post(LETTER)
def take_letter(request: Request, session: SessionDep, user: UserDep, named: NamedDep, form: LetterFormDep) -> Response:
    campaign = named.campaign(session, user, May.WRITE)
    language = form.value("language") or named.language
    locked_or_none(session, campaign, kind=kind_of(named.kind), office_id=named.office, language=language)
    letter, contents = named.letter(session, user, campaign, language)
    must_be_open(letter)
    refuse_if_changed(form, set_values(letter))
    offered = [template_id for template_id, _ in choices_for(session, user, campaign, letter)]
    if form.ok and form.checked.template_id not in (None, *offered):
        form.refuse("template_id", NOT_OFFERED)
    if not form.ok:
        return _editor(request, session, user, edited(session, campaign, letter, contents, form=form), status=422)
    save_letter(
        session,
        campaign=campaign,
        kind=letter.kind,
        office_id=letter.office_id,
        language=letter.language,
        values=values_of(form.checked, letter.kind),
        by=user,
    )
    return _back(request, named, letter.language, "saved")


@router.post(LETTER + "/file")
def take_file(request: Request, user: UserDep, named: NamedDep, form: LetterFormDep) -> Response:
    """Stores the letter's PDF; no transaction is open while it is laid out."""
    database = get_database(request)
    with database.reading() as session:
        campaign = named.campaign(session, user, May.WRITE)
        _, contents = named.letter(session, user, campaign, form.value("language"))
    files_dir = request.app.state.settings.effective_files_dir
    store_letter(database, files_dir, campaign=campaign, contents=contents, by=user)
    return _back(request, named, contents.language, "filed")


@router.get(LETTER + "/preview")
def show_preview(request: Request, session: SessionDep, user: UserDep, named: NamedDep) -> Response:
    campaign = named.campaign(session, user, May.READ)
    letter, contents = named.letter(session, user, campaign)
    if letter.state.is_approved:
        return RedirectResponse(here(request, register_path(campaign, letter)), status_code=303)
    return page(request, "pages/letters/preview.html", campaign=campaign, letter=contents, body=letter_body(contents))


@router.get(LETTER + "/pdf")
def show_pdf(request: Request, user: UserDep, named: NamedDep) -> Response:
    """As the letter stands now; what is stored is made by the form beside it. An approved one to the last byte as it
    was approved."""
    with get_database(request).reading() as session:
        letter, contents = named.letter(session, user, named.campaign(session, user, May.READ))
    if letter.state.is_approved and letter.file_sha256:
        content = read(request.app.state.settings.effective_files_dir, letter.file_sha256)
        return pdf_response(content, file_name(contents), inline=True)
    return pdf_response(print_letter(contents).content, file_name(contents), inline=True)


@router.post(LETTER + "/address")
def take_address(
    request: Request, session: SessionDep, user: UserDep, named: NamedDep, form: AddressFormDep
) -> Response:
    campaign = named.campaign(session, user, May.WRITE)
    letter, contents = named.letter(session, user, campaign, form.value("language"))
    if form.ok:
        try:
            confirm_address(
                session,
                office_id=letter.office_id,
                organisation_id=campaign.organisation_id,
                lines=form.checked.lines.split("\n"),
                confirmed_on=form.checked.confirmed_on,
                page=form.checked.page,
                by=user,
            )
        except BadInput as refusal:
            form.refuse("lines", refusal.words, **refusal.values)
    if not form.ok:
        return _editor(
            request, session, user, edited(session, campaign, letter, contents, address_form=form), status=422
        )
    return _back(request, named, letter.language, "confirmed")


def _back(request: Request, named: Named, language: str, done: str) -> Response:
    address = LETTER.format(slug=named.slug, kind=named.kind, office=named.office)
    return RedirectResponse(here(request, f"{address}?language={language}&done={done}"), status_code=303)


def register_path(campaign: Campaign, letter: Letter) -> str:
    """Where an approved letter is shown: it stays as it is, and only what becomes of it is written there."""
    return f"/desk/campaigns/{campaign.slug}/register/{letter.id}"


def show_again(request: Request, user: SignedIn, named: Named, form: Submitted[Any]) -> Response:
    """The editor, with what was refused in the form for approving alone."""
    with get_database(request).reading() as session:
        campaign = named.campaign(session, user, May.PUBLISH)
        letter, contents = named.letter(session, user, campaign, form.value("language"))
        editor = edited(session, campaign, letter, contents)
        return _editor(request, session, user, editor, status=422, approval=form)


def _editor(
    request: Request,
    session: Session,
    user: SignedIn,
    editor: Edited,
    *,
    done: str = "",
    status: int = 200,
    approval: Submitted[Any] | None = None,
) -> Response:
    zone = request.app.state.settings.time_zone
    return page(
        request,
        "pages/letters/editor.html",
        status=status,
        editor=editor,
        done=done,
        approving=approving_of(session, user, editor, zone=zone),
        approval=approval or blank(),
        templates=choices_for(session, user, editor.campaign, editor.letter),
        enclosed=enclosed_with(session, campaign=editor.campaign, letter=editor.letter),
        may_write=user.may(May.WRITE, editor.campaign.organisation_id, editor.campaign.id),
    )
