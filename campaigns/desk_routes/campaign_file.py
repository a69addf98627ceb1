"""A campaign as its file, at the desk: taken out, looked at before it comes in, and brought in."""

import base64
import hashlib
import zlib
from pathlib import Path
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response
from sqlmodel import Session

from campaigns.access import find_campaign
from campaigns.actions.bring_files import FilesOfCampaign, known_files
from campaigns.actions.import_campaign import import_campaign
from campaigns.actions.slugs import is_taken
from campaigns.actions.update_from_file import Update, plan_update, update_from_file
from campaigns.file_forms import ExportForm, FileForm, TakeForm
from campaigns.files.export_campaign import export_campaign
from campaigns.files.problems import FileProblem
from campaigns.files.read import read_file
from campaigns.files.sealed import is_sealed, seal, unseal
from campaigns.files.yaml_tree import LARGEST_FILE
from campaigns.models.campaign import Campaign
from campaigns.offices.merged import directory_now
from foundation.accounts.access import SignedIn, require
from foundation.accounts.actions import record
from foundation.accounts.roles import May
from foundation.database import SessionDep
from foundation.errors import BadInput, NotFound
from foundation.web.authorisation import UserDep
from foundation.web.downloads import content_disposition
from foundation.web.forms import Submitted, blank, submitted
from foundation.web.language import mark
from foundation.web.templating import here, page

router = APIRouter()

OF_ONE = "/desk/campaigns/{slug}/file"
NEW = "/desk/campaigns/new/file"
NOT_THE_SAME = mark("The two passphrases differ.")
CHANGED = mark("The campaign was changed in the meantime. Look at the comparison again, then bring the file in.")
UNREADABLE = mark("This cannot be read any more. Please choose the file again.")


@router.get(NEW)
def ask_for_file(request: Request, user: UserDep) -> Response:
    require(user, user.organisation_id, May.WRITE)
    return page(request, "pages/campaigns/file_upload.html", form=blank(), problems=())


@router.post(NEW)
def look_at_file(
    request: Request,
    session: SessionDep,
    user: UserDep,
    form: Annotated[Submitted[FileForm], Depends(submitted(FileForm))],
) -> Response:
    require(user, user.organisation_id, May.WRITE)
    problems: tuple[FileProblem, ...] = ()
    if form.ok:
        try:
            content = opened(form.checked.file.content, form.checked.passphrase)
            return _preview(request, session, user, content, drop_held=False)
        except BadInput as refusal:
            form.refuse("passphrase", refusal.words, **refusal.values)
        except _Wrong as wrong:
            problems = wrong.problems
    return page(request, "pages/campaigns/file_upload.html", status=422, form=form, problems=problems)


@router.post("/desk/campaigns/new/file/take")
def take_file(
    request: Request,
    session: SessionDep,
    user: UserDep,
    form: Annotated[Submitted[TakeForm], Depends(submitted(TakeForm))],
) -> Response:
    require(user, user.organisation_id, May.WRITE)
    try:
        content = _unpacked(form.checked.content)
        if form.checked.look:
            return _preview(request, session, user, content, drop_held=form.checked.drop_held)
        return _take(request, session, user, content, form.checked)
    except BadInput as refusal:
        form.refuse("file", refusal.words, **refusal.values)
        return page(request, "pages/campaigns/file_upload.html", status=422, form=form, problems=())
    except _Wrong as wrong:
        return page(request, "pages/campaigns/file_upload.html", status=422, form=form, problems=wrong.problems)


@router.get(OF_ONE)
def show_file(request: Request, session: SessionDep, user: UserDep, slug: str) -> Response:
    return _file_page(request, user, find_campaign(session, user, slug), blank())


@router.get("/desk/campaigns/{slug}/campaign.yaml")
def take_public_file(request: Request, session: SessionDep, user: UserDep, slug: str) -> Response:
    campaign = find_campaign(session, user, slug)
    text = export_campaign(session, campaign=campaign, files_dir=_files_dir(request))
    return _download(text, f"{campaign.slug}.yaml", "application/yaml")


@router.post(OF_ONE)
def take_everything(
    request: Request,
    session: SessionDep,
    user: UserDep,
    slug: str,
    form: Annotated[Submitted[ExportForm], Depends(submitted(ExportForm))],
) -> Response:
    campaign = find_campaign(session, user, slug, May.MANAGE)
    if form.ok and form.checked.passphrase != form.checked.again:
        form.refuse("again", NOT_THE_SAME)
    if not form.ok:
        return _file_page(request, user, campaign, form, 422)
    text = export_campaign(session, campaign=campaign, include_held=True, files_dir=_files_dir(request))
    record(
        session,
        user=user,
        organisation_id=campaign.organisation_id,
        act="campaign.exported_whole",
        about=f"campaign:{campaign.slug}",
        detail=form.checked.reason,
    )
    return _download(seal(text, passphrase=form.checked.passphrase), f"{campaign.slug}.sealed.txt", "text/plain")


def _files_dir(request: Request) -> Path:
    folder: Path = request.app.state.settings.effective_files_dir
    return folder


def _download(text: str, name: str, media_type: str) -> Response:
    headers = {"Content-Disposition": content_disposition(name), "Cache-Control": "private, no-store"}
    return Response(text.encode(), media_type=media_type, headers=headers)


def _file_page(
    request: Request, user: SignedIn, campaign: Campaign, form: Submitted[Any], status: int = 200
) -> Response:
    return page(
        request,
        "pages/campaigns/file.html",
        status=status,
        campaign=campaign,
        form=form,
        may_take_all=user.may(May.MANAGE, campaign.organisation_id, campaign.id),
        may_write=user.may(May.WRITE, campaign.organisation_id, campaign.id),
    )


class _Wrong(Exception):
    def __init__(self, problems: tuple[FileProblem, ...]) -> None:
        super().__init__()
        self.problems = problems


def opened(content: bytes, passphrase: str) -> bytes:
    """The YAML, also of a sealed file. Raises BadInput when the passphrase does not open it."""
    return unseal(content, passphrase=passphrase) if is_sealed(content) else content


def _take(request: Request, session: Session, user: SignedIn, content: bytes, given: TakeForm) -> Response:
    campaign, update = _planned(session, user, content, drop_held=given.drop_held, files_dir=_files_dir(request))
    if campaign is None or update is None:
        report = import_campaign(
            session, organisation_id=user.organisation_id, content=content, by=user, files_dir=_files_dir(request)
        )
        if report.problems:
            raise _Wrong(report.problems)
        return RedirectResponse(here(request, f"/desk/campaigns/{report.slug}"), status_code=303)
    if given.seen != _mark_of(update):
        return _preview(request, session, user, content, drop_held=given.drop_held, words=CHANGED)
    if not update.comparison.is_empty:
        with session.begin_nested():  # a file that nobody may keep takes all of it back
            update_from_file(session, user=user, campaign=campaign, update=update, files_dir=_files_dir(request))
    return RedirectResponse(here(request, f"/desk/campaigns/{campaign.slug}/facts"), status_code=303)


def _planned(
    session: Session, user: SignedIn, content: bytes, *, drop_held: bool, files_dir: Path
) -> tuple[Campaign | None, Update | None]:
    """The campaign of the file's slug that this organiser may write, with what would change; None when it is new here.
    Raises _Wrong when the file cannot be taken."""
    file, tree, problems = read_file(content, directory_now(session))
    if file is None:
        raise _Wrong(problems)
    if not is_taken(session, file.slug, organisation_id=user.organisation_id):
        return None, None
    try:
        campaign = find_campaign(session, user, file.slug, May.WRITE)
    except NotFound:
        report = import_campaign(session, organisation_id=user.organisation_id, content=content, by=user, dry_run=True)
        raise _Wrong(report.problems) from None
    update = plan_update(session, campaign=campaign, file=file, drop_held=drop_held, files_dir=files_dir)
    if wrong := FilesOfCampaign(session, update.file, known_files(session, campaign), None).problems(tree):
        raise _Wrong(tuple(sorted(wrong)))
    return campaign, update


def _preview(
    request: Request, session: Session, user: SignedIn, content: bytes, *, drop_held: bool, words: str = ""
) -> Response:
    campaign, update = _planned(session, user, content, drop_held=drop_held, files_dir=_files_dir(request))
    report = None
    if update is None:
        report = import_campaign(session, organisation_id=user.organisation_id, content=content, by=user, dry_run=True)
        if report.problems:
            raise _Wrong(report.problems)
    return page(
        request,
        "pages/campaigns/file_preview.html",
        status=409 if words else 200,
        campaign=campaign,
        comparison=update.comparison if update else None,
        report=report,
        lacking=update.lacking if update else report.lacking if report else 0,
        words=words,
        drop_held=drop_held,
        content=base64.b64encode(zlib.compress(content)).decode(),
        seen=_mark_of(update) if update else "",
    )


def _mark_of(update: Update) -> str:
    return hashlib.sha256(repr(update.comparison).encode()).hexdigest()[:32]


def _unpacked(packed: str) -> bytes:
    """Raises BadInput for what is not ours, also for what would unpack beyond the largest file."""
    try:
        unpacking = zlib.decompressobj()
        content = unpacking.decompress(base64.b64decode(packed, validate=True), LARGEST_FILE)
    except (ValueError, zlib.error):
        raise BadInput(UNREADABLE) from None
    if unpacking.unconsumed_tail or not unpacking.eof:
        raise BadInput(UNREADABLE)
    return content
