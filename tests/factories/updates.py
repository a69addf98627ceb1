"""Updates for tests, one function a state, and pictures to upload."""

import io

from PIL import Image
from sqlmodel import Session, select

from campaigns.models.campaign import Campaign
from campaigns.models.demand import Demand, Progress
from campaigns.models.partial_date import PartialDate
from campaigns.news_mail.actions.sending import choose_audiences
from campaigns.news_mail.models import Audience
from campaigns.outcomes.actions.steps import checked_proof, note_step
from campaigns.outcomes.models import Evidence
from campaigns.updates.actions.pictures import add_picture
from campaigns.updates.actions.publish import publish_update, submit_update
from campaigns.updates.actions.write import Texts, write_update
from campaigns.updates.models import Update
from foundation.accounts.access import SignedIn
from foundation.picture_uploads import drawn_for_a_page
from foundation.settings import Settings

TEXTS: Texts = {
    "en": ("The court has set a day", "The hearing is **on 5 June**."),
    "ru": ("Суд назначил день", "Заседание — **5 июня**."),
}


def a_picture(width: int = 60, height: int = 40, note: bytes = b"canary of a place") -> bytes:
    exif = Image.Exif()
    exif[0x010E] = note.decode()
    out = io.BytesIO()
    Image.new("RGB", (width, height), "white").save(out, "JPEG", exif=exif, comment=note)
    return out.getvalue()


def a_draft_update(
    session: Session, user: SignedIn, campaign: Campaign, texts: Texts | None = None, original: str = "en"
) -> Update:
    return write_update(session, user=user, campaign=campaign, original=original, texts=texts or TEXTS)


def a_published_update(
    session: Session,
    user: SignedIn,
    reviewer: SignedIn,
    campaign: Campaign,
    texts: Texts | None = None,
    original: str = "en",
) -> Update:
    update = a_draft_update(session, user, campaign, texts, original)
    submit_update(session, user=user, campaign=campaign, update=update)
    publish_update(session, user=reviewer, campaign=campaign, update=update)
    session.flush()
    return update


def updates_of_the_world(
    session: Session, settings: Settings, user: SignedIn, reviewer: SignedIn, campaign: Campaign
) -> dict[str, str]:
    """One published update with a picture and a sending, and one step of a demand with a file."""
    files_dir = settings.effective_files_dir
    texts = {"en": ("Canary news", "Canary words.")}
    update = a_draft_update(session, user, campaign, texts)
    picture = add_picture(
        session,
        user=user,
        campaign=campaign,
        update=update,
        files_dir=files_dir,
        picture=drawn_for_a_page(a_picture()),
        alt={"en": "A canary"},
        credit="",
    )
    submit_update(session, user=user, campaign=campaign, update=update)
    publish_update(session, user=reviewer, campaign=campaign, update=update)
    choose_audiences(session, user=user, update=update, audiences=[Audience.SIGNERS])
    demand = session.exec(select(Demand).where(Demand.campaign_id == campaign.id)).first()
    assert demand is not None
    state = note_step(
        session,
        user=user,
        campaign=campaign,
        demand=demand,
        files_dir=files_dir,
        progress=Progress.ACKNOWLEDGED,
        values={"date": PartialDate.parse("2026-05-02"), "note": {}},
        page=("Canary Gazette", "https://canary.example.org"),
        proof=checked_proof(a_picture(), words="Canary letter", is_public=True, files_dir=files_dir),
    )
    evidence = session.exec(select(Evidence).where(Evidence.demand_state_id == state.id)).one()
    return {"update_id": str(update.id), "picture_id": str(picture.id), "evidence_id": str(evidence.id)}
