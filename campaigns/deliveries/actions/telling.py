"""News of a visit: a draft with what is certain, for a person to look at and another to publish."""

from contextlib import suppress
from pathlib import Path

from sqlmodel import Session

from campaigns.deliveries.actions.recording import record_delivery
from campaigns.deliveries.models.delivery import Delivery
from campaigns.deliveries.models.visit import Visit
from campaigns.deliveries.told import news_of_visit, words_of_photo
from campaigns.models.campaign import Campaign
from campaigns.updates.actions.pictures import add_picture
from campaigns.updates.actions.write import write_update
from campaigns.updates.models import Update
from foundation.accounts.access import SignedIn
from foundation.errors import BadInput
from foundation.files import read
from foundation.picture_uploads import Picture


def draft_news(
    session: Session, *, user: SignedIn, campaign: Campaign, delivery: Delivery, visit: Visit, files_dir: Path
) -> Update:
    """One draft a visit: asked again, the same. The photo goes along only where everybody on it agreed."""
    known = session.get(Update, visit.update_id) if visit.update_id else None
    if known is not None:
        return known
    texts = news_of_visit(session, campaign, delivery, visit)
    original = campaign.original_language if campaign.original_language in texts else next(iter(texts))
    update = write_update(session, user=user, campaign=campaign, original=original, texts=texts)
    if visit.may_show and visit.photo_sha256:
        content = read(files_dir, visit.photo_sha256)
        # Where the campaign has as many files as it may have, news without a picture are news all the same.
        with suppress(BadInput):
            add_picture(
                session,
                user=user,
                campaign=campaign,
                update=update,
                files_dir=files_dir,
                picture=Picture(content, visit.photo_type, visit.photo_width, visit.photo_height),
                alt=words_of_photo(session, delivery, visit, tuple(texts)),
                credit="",
            )
    visit.update_id = update.id
    session.add(visit)
    session.flush()
    record_delivery(session, user, campaign, delivery, "delivery.news_drafted")
    return update
