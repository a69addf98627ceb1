"""Templates on the desk: the list, and one to read or to write beside its preview."""

from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response
from sqlmodel import Session

from campaigns.letters.kinds import LetterKind, languages_of
from campaigns.letters.templated.access import TEMPLATES, Chosen, find_template, text_now
from campaigns.letters.templated.actions import make_template, save_template
from campaigns.letters.templated.fields import FIELDS, PART_WORDS, PARTS
from campaigns.letters.templated.forms import NewTemplateForm, PreviewForm, TextForm
from campaigns.letters.templated.models import LONGEST_TEXT, NO_SUCH_LANGUAGE, LetterTemplate
from campaigns.letters.templated.preview import try_out
from campaigns.letters.templated.queries import history_of, templates_of
from campaigns.letters.templated.shipped import shipped_templates
from campaigns.meanwhile import as_opened, refuse_if_changed
from foundation.accounts.access import NO_SUCH_PAGE, SignedIn, require
from foundation.accounts.roles import May
from foundation.database import SessionDep
from foundation.errors import NotFound
from foundation.web.authorisation import UserDep
from foundation.web.forms import Submitted, blank, submitted
from foundation.web.posting_once import posted, posted_before
from foundation.web.templating import here, page

router = APIRouter()

ONE = TEMPLATES + "/{template_id}"
TAKING_TEMPLATES = [kind for kind in LetterKind if not kind.declared.prescribed]


@router.get(TEMPLATES)
def list_templates(request: Request, session: SessionDep, user: UserDep, done: str = "", template: int = 0) -> Response:
    listed = templates_of(session, user)
    return page(
        request,
        "pages/letters/templates.html",
        templates=[one for one in listed if one.template.deleted_at is None],
        deleted=[one for one in listed if one.template.deleted_at is not None],
        shipped=shipped_templates().values(),
        kinds=[(kind, language) for kind in TAKING_TEMPLATES for language in languages_of(kind)],
        prescribed=[kind for kind in LetterKind if kind.declared.prescribed],
        may_write=user.may(May.WRITE, user.organisation_id),
        done=done,
        just_deleted=next((one for one in listed if one.template.id == template), None),
    )


@router.get(TEMPLATES + "/new")
def show_new(
    request: Request, session: SessionDep, user: UserDep, of: str = "", campaign: str = "", office: str = ""
) -> Response:
    """`of`: kind and language as `appeal.en`, or the key of one that comes with the product, which is copied."""
    require(user, user.organisation_id, May.WRITE)
    if not of:
        return RedirectResponse(here(request, TEMPLATES), status_code=303)
    copied = shipped_templates().get(of)
    kind, language = (copied.kind, copied.language) if copied else _kind_and_language(of)
    form = blank(
        kind=kind,
        language=language,
        name=copied.name if copied else "",
        text=copied.text if copied else "",
        for_supporters=["yes"] if copied and copied.for_supporters else [],
        campaign=campaign,
        office=office,
    )
    return _page(request, session, user, form, kind, language)


@router.get(TEMPLATES + "/shipped/{shipped}")
def show_shipped(
    request: Request, session: SessionDep, user: UserDep, shipped: str, campaign: str = "", office: str = ""
) -> Response:
    found = shipped_templates().get(shipped)
    if found is None:
        raise NotFound(NO_SUCH_PAGE)
    form = blank(
        name=found.name, text=found.text, for_supporters=["yes"] if found.for_supporters else [], campaign=campaign,
        office=office,
    )  # fmt: skip
    return _page(request, session, user, form, found.kind, found.language, shipped=found.key)


@router.post(TEMPLATES)
def take_new(
    request: Request,
    session: SessionDep,
    user: UserDep,
    form: Annotated[Submitted[NewTemplateForm], Depends(submitted(NewTemplateForm))],
) -> Response:
    require(user, user.organisation_id, May.WRITE)
    if before := posted_before(request, session, user.organisation_id, form):
        return before
    kind, language = _written_in(form)
    if not form.ok:
        return _page(request, session, user, form, kind, language, status=422)
    given = form.checked
    template = make_template(
        session,
        user=user,
        kind=given.kind,
        language=given.language,
        name=given.name,
        text=given.text,
        for_supporters="yes" in given.for_supporters,
    )
    return posted(request, session, user.organisation_id, form, _back(request, template, "saved", form))


@router.post(TEMPLATES + "/preview")
def show_preview(
    request: Request,
    session: SessionDep,
    user: UserDep,
    form: Annotated[Submitted[PreviewForm], Depends(submitted(PreviewForm))],
) -> Response:
    """The page as it was sent, with its text tried out; nothing is saved."""
    require(user, user.organisation_id, May.WRITE)
    kind, language = _written_in(form)
    typed = str(form.value("template") or 0)
    known = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 19 else 0
    template = find_template(session, user, known, May.WRITE) if known else None
    return _page(request, session, user, form, kind, language, template=template, status=200 if form.ok else 422)


@router.get(ONE)
def show_template(
    request: Request,
    session: SessionDep,
    user: UserDep,
    template_id: int,
    done: str = "",
    campaign: str = "",
    office: str = "",
) -> Response:
    template = find_template(session, user, template_id, May.READ)
    form = blank(**as_opened(_typed(session, template)), campaign=campaign, office=office)
    return _page(request, session, user, form, template.kind, template.language, template=template, done=done)


@router.post(ONE)
def take_template(
    request: Request,
    session: SessionDep,
    user: UserDep,
    template_id: int,
    form: Annotated[Submitted[TextForm], Depends(submitted(TextForm))],
) -> Response:
    template = find_template(session, user, template_id, May.WRITE, to_change=True)
    refuse_if_changed(form, _typed(session, template))
    if not form.ok:
        return _page(request, session, user, form, template.kind, template.language, template=template, status=422)
    given = form.checked
    save_template(
        session,
        user=user,
        template=template,
        name=given.name,
        text=given.text,
        for_supporters="yes" in given.for_supporters,
    )
    return _back(request, template, "saved", form)


def _typed(session: Session, template: LetterTemplate) -> dict[str, Any]:
    now = text_now(session, template)
    return {"name": now.name, "text": now.text, "for_supporters": ["yes"] if now.for_supporters else []}


def _written_in(form: Submitted[Any]) -> tuple[LetterKind, str]:
    """A language without letters of that kind is refused on the page, where what was typed stays. Raises NotFound for
    a kind whose form is prescribed."""
    kind, language = str(form.value("kind")), str(form.value("language"))
    if kind not in set(TAKING_TEMPLATES) or language in languages_of(LetterKind(kind)):
        return _kind_and_language(f"{kind}.{language}")
    form.refuse("language", NO_SUCH_LANGUAGE)
    return LetterKind(kind), languages_of(LetterKind(kind))[0]


def _kind_and_language(named: str) -> tuple[LetterKind, str]:
    """Raises NotFound for a kind whose form is prescribed, and for a language without letters of that kind."""
    kind, _, language = named.partition(".")
    if kind not in set(LetterKind):
        raise NotFound(NO_SUCH_PAGE)
    found = LetterKind(kind)
    if found.declared.prescribed or language not in languages_of(found):
        raise NotFound(NO_SUCH_PAGE)
    return found, language


def _back(request: Request, template: LetterTemplate, done: str, form: Submitted[Any]) -> Response:
    """With the same campaign and office in the preview."""
    address = f"{ONE.format(template_id=template.id)}?done={done}"
    if form.checked.campaign:
        address += f"&campaign={quote(form.checked.campaign)}&office={quote(form.checked.office)}"
    return RedirectResponse(here(request, address), status_code=303)


def _page(
    request: Request,
    session: Session,
    user: SignedIn,
    form: Submitted[Any],
    kind: LetterKind,
    language: str,
    *,
    template: LetterTemplate | None = None,
    shipped: str = "",
    done: str = "",
    status: int = 200,
) -> Response:
    organisation_id = template.organisation_id if template else user.organisation_id
    chosen = Chosen(
        template.id if template else 0,
        0,
        str(form.value("name")),
        str(form.value("text")).replace("\r\n", "\n")[:LONGEST_TEXT],
        "yes" in (form.value("for_supporters") or []),
    )
    return page(
        request,
        "pages/letters/template.html",
        status=status,
        known=template,
        shipped=shipped,
        kind=kind,
        written_in=language,
        form=form,
        done=done,
        tried=try_out(
            session,
            user,
            kind=kind,
            language=language,
            chosen=chosen,
            campaign=str(form.value("campaign")),
            office=str(form.value("office")),
        ),
        history=history_of(session, user, template) if template else [],
        may_write=not shipped and user.may(May.WRITE, organisation_id),
        may_copy=bool(shipped) and user.may(May.WRITE, organisation_id),
        fields=FIELDS,
        parts=PARTS,
        part_words=PART_WORDS,
        takes_supporters=kind is LetterKind.APPEAL,
    )
