"""Pictures of an update at the desk: look, add, word, remove."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from campaigns.desk_routes.in_languages import typed_in_each
from campaigns.updates.access import picture_of, update_at_desk
from campaigns.updates.actions.pictures import add_picture, remove_picture, word_picture
from campaigns.updates.desk_routes.showing import to_update, update_page
from campaigns.updates.forms import PictureForm, PictureWordsForm
from campaigns.updates.models import Update
from campaigns.updates.pictures import picture_response
from foundation.accounts.roles import May
from foundation.database import SessionDep
from foundation.errors import BadInput
from foundation.picture_uploads import drawn_for_a_page
from foundation.web.authorisation import UserDep
from foundation.web.forms import Submitted, submitted
from foundation.web.language import mark

router = APIRouter()

PICTURES = "/desk/campaigns/{slug}/updates/{update_id}/pictures"
SAY_WHAT_IT_SHOWS = mark("Say in a sentence what the picture shows, for everybody who does not see it.")


@router.post(PICTURES)
def take_picture(
    request: Request,
    session: SessionDep,
    user: UserDep,
    slug: str,
    update_id: int,
    form: Annotated[Submitted[PictureForm], Depends(submitted(PictureForm))],
) -> Response:
    """Looked at before it is stored; what is refused is not kept."""
    campaign, update = update_at_desk(session, user, slug, update_id, May.WRITE, lock=True)
    _refuse_without_words(form, update)
    if form.ok:
        sent = form.checked
        try:
            add_picture(
                session,
                user=user,
                campaign=campaign,
                update=update,
                files_dir=request.app.state.settings.effective_files_dir,
                picture=drawn_for_a_page(sent.picture.content),
                alt=typed_in_each(sent, "alt"),
                credit=sent.credit,
            )
        except BadInput as refusal:
            form.refuse("picture", refusal.words, **refusal.values)
    if not form.ok:
        return update_page(request, session, user, campaign, update, picture_form=form)
    return to_update(request, campaign, update)


@router.get(PICTURES + "/{picture_id}")
def show_picture(
    request: Request, session: SessionDep, user: UserDep, slug: str, update_id: int, picture_id: int
) -> Response:
    _campaign, update = update_at_desk(session, user, slug, update_id)
    picture = picture_of(session, update, picture_id)
    folder = request.app.state.settings.effective_files_dir
    return picture_response(folder, sha256=picture.sha256, media_type=picture.media_type, cache="private, no-store")


@router.post(PICTURES + "/{picture_id}")
def take_words(
    request: Request,
    session: SessionDep,
    user: UserDep,
    slug: str,
    update_id: int,
    picture_id: int,
    form: Annotated[Submitted[PictureWordsForm], Depends(submitted(PictureWordsForm))],
) -> Response:
    campaign, update = update_at_desk(session, user, slug, update_id, May.WRITE, lock=True)
    picture = picture_of(session, update, picture_id)
    _refuse_without_words(form, update)
    if not form.ok:
        raise BadInput(SAY_WHAT_IT_SHOWS)
    sent = form.checked
    word_picture(
        session,
        user=user,
        campaign=campaign,
        update=update,
        picture=picture,
        alt=typed_in_each(sent, "alt"),
        credit=sent.credit,
    )
    return to_update(request, campaign, update)


@router.post(PICTURES + "/{picture_id}/remove")
def take_removal(
    request: Request, session: SessionDep, user: UserDep, slug: str, update_id: int, picture_id: int
) -> Response:
    campaign, update = update_at_desk(session, user, slug, update_id, May.WRITE, lock=True)
    remove_picture(
        session,
        user=user,
        campaign=campaign,
        update=update,
        files_dir=request.app.state.settings.effective_files_dir,
        picture=picture_of(session, update, picture_id),
    )
    return to_update(request, campaign, update)


def _refuse_without_words(form: Submitted[Any], update: Update) -> None:
    name = f"alt_{update.original_language}"
    if not str(form.value(name)).strip():
        form.refuse(name, SAY_WHAT_IT_SHOWS)
