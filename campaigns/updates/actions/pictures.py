"""Pictures of an update: drawn anew, with words for those who do not see them."""

from pathlib import Path

import sqlalchemy as sa
from sqlmodel import Session, col, select

from campaigns.deliveries.models.delivery import Delivery
from campaigns.deliveries.models.visit import Visit
from campaigns.models.campaign import Campaign
from campaigns.models.portrait import Portrait
from campaigns.models.texts import Texts
from campaigns.outcomes.models import Evidence
from campaigns.updates.actions.recording import record_update
from campaigns.updates.actions.write import changed
from campaigns.updates.models import Update, UpdatePicture
from foundation.accounts.access import SignedIn
from foundation.clock import utc_now
from foundation.errors import BadInput
from foundation.files import FileKind, StoredFile, discard_if_unnamed, store
from foundation.picture_uploads import Picture

MOST_PICTURES = 8
MOST_FILES = 50
MOST_BYTES = 200 * 1024 * 1024


def add_picture(
    session: Session,
    *,
    user: SignedIn,
    campaign: Campaign,
    update: Update,
    files_dir: Path,
    picture: Picture,
    alt: Texts,
    credit: str,
) -> UpdatePicture:
    """At the end. Raises BadInput for one too many."""
    number = session.exec(select(sa.func.count()).where(col(UpdatePicture.update_id) == update.id)).one()
    if number >= MOST_PICTURES:
        raise BadInput("An update has at most %(most)s pictures.", most=MOST_PICTURES)
    require_room(session, campaign, len(picture.content))
    stored = store(session, files_dir, picture.content, media_type=picture.media_type, kind=FileKind.UPLOADED)
    row = UpdatePicture(
        update_id=update.id,
        sha256=stored.sha256,
        media_type=picture.media_type,
        size=len(picture.content),
        width=picture.width,
        height=picture.height,
        alt=alt,
        credit=credit,
    )
    session.add(row)
    session.flush()
    update.written_by_id = user.user_id
    changed(session, campaign, update, now=utc_now())
    record_update(session, user, campaign, update, "update.picture_added")
    return row


def word_picture(
    session: Session,
    *,
    user: SignedIn,
    campaign: Campaign,
    update: Update,
    picture: UpdatePicture,
    alt: Texts,
    credit: str,
) -> None:
    picture.alt, picture.credit = alt, credit
    session.add(picture)
    update.written_by_id = user.user_id
    changed(session, campaign, update, now=utc_now())
    record_update(session, user, campaign, update, "update.picture_worded")


def remove_picture(
    session: Session, *, user: SignedIn, campaign: Campaign, update: Update, files_dir: Path, picture: UpdatePicture
) -> None:
    """The file goes with the last row that shows it."""
    sha256 = picture.sha256
    session.delete(picture)
    session.flush()
    discard_if_unnamed(session, files_dir, sha256)
    update.written_by_id = user.user_id
    changed(session, campaign, update, now=utc_now())
    record_update(session, user, campaign, update, "update.picture_removed")


def require_room(session: Session, campaign: Campaign, size: int) -> None:
    """Pictures, portraits, evidence and files of visits of a campaign together. Raises BadInput when there is no room
    for so many bytes more."""
    of_updates = (
        sa.select(sa.func.count(), sa.func.coalesce(sa.func.sum(col(UpdatePicture.size)), 0))
        .join(Update, col(Update.id) == col(UpdatePicture.update_id))
        .where(col(Update.campaign_id) == campaign.id)
    )
    of_demands = sa.select(sa.func.count(), sa.func.coalesce(sa.func.sum(col(Evidence.size)), 0)).where(
        col(Evidence.campaign_id) == campaign.id
    )
    of_cases = sa.select(sa.func.count(), sa.func.coalesce(sa.func.sum(col(Portrait.size)), 0)).where(
        col(Portrait.campaign_id) == campaign.id
    )
    of_visits = (
        sa.select(sa.func.count(), sa.func.coalesce(sa.func.sum(col(StoredFile.size)), 0))
        .join(Visit, col(StoredFile.sha256).in_([col(Visit.photo_sha256), col(Visit.scan_sha256)]))
        .join(Delivery, col(Delivery.id) == col(Visit.delivery_id))
        .where(col(Delivery.campaign_id) == campaign.id)
    )
    found = [session.execute(query).one() for query in (of_updates, of_demands, of_cases, of_visits)]
    if sum(number for number, _size in found) >= MOST_FILES or sum(taken for _n, taken in found) + size > MOST_BYTES:
        raise BadInput("The pictures and files of a campaign may be 50, and 200 MB together.")
