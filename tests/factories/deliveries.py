"""Signers who chose to be named to the addressee, and one row of everything that a delivery has."""

from sqlmodel import Session

from campaigns.deliveries.models.delivery import Delivery, NamesAsk
from campaigns.deliveries.models.pack import Pack, PackPart, PackState, PartKind
from campaigns.deliveries.models.visit import Visit, VisitOutcome
from campaigns.models.campaign import Campaign
from foundation.accounts.access import SignedIn
from foundation.clock import utc_now
from foundation.files import store
from foundation.settings import Settings
from petitions.models.petition import Petition
from petitions.models.signature import AddresseeVisibility, Signature
from tests.factories.petitions import a_confirmed_signature, make_older, typed
from tests.factories.updates import a_picture


def a_named_signer(
    session: Session,
    petition: Petition,
    name: str,
    *,
    organisation: str = "",
    country: str = "FR",
    by_initials: bool = False,
) -> Signature:
    """Confirmed an hour ago."""
    chosen = AddresseeVisibility.INITIALS if by_initials else AddresseeVisibility.FULL
    what = typed(name=name, organisation=organisation, country=country, addressee=chosen)
    signature = a_confirmed_signature(session, petition, what)
    make_older(session, petition.id)
    return signature


def deliveries_of_the_world(session: Session, settings: Settings, user: SignedIn, campaign: Campaign) -> dict[str, str]:
    """A visit that was noted, with its photo, and a pack that is ready."""
    files_dir = settings.effective_files_dir
    delivery = Delivery(
        campaign_id=campaign.id,
        office_id="kz-president",
        country="KZ",
        language="en",
        planned_on=utc_now().date(),
        delegation="Canary Delegate",
        note="Canary note",
        created_by_id=user.user_id,
    )
    session.add(delivery)
    session.flush()
    ask = NamesAsk(delivery_id=delivery.id, until=utc_now(), reason="Canary reason", asked_by_id=user.user_id)
    pack = Pack(delivery_id=delivery.id, facts_version=campaign.version, state=PackState.READY, settled_at=utc_now())
    photo = store(session, files_dir, a_picture(), media_type="image/jpeg")
    scan = store(session, files_dir, b"%PDF canary copy", media_type="application/pdf", pages=1)
    visit = Visit(
        delivery_id=delivery.id,
        outcome=VisitOutcome.REFUSED,
        visited_on=utc_now().date(),
        received_by="Canary Guard",
        who_went="Canary Delegate",
        note="Canary note",
        photo_sha256=photo.sha256,
        photo_type="image/jpeg",
        photo_width=60,
        photo_height=40,
        scan_sha256=scan.sha256,
    )
    session.add_all([ask, pack, visit])
    session.flush()
    part = PackPart(
        pack_id=pack.id, place=0, kind=PartKind.PROTOCOL, language="en", name="canary.pdf", sha256=scan.sha256
    )
    session.add(part)
    session.flush()
    return {
        "delivery_id": str(delivery.id),
        "ask_id": str(ask.id),
        "pack_id": str(pack.id),
        "part_id": str(part.id),
        "visit_id": str(visit.id),
    }
