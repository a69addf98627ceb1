"""Browsers around one delivery: an owner, an editor, a reviewer and a viewer, with a letter that was approved and people
who signed; and what the files of a pack say."""

import io
import re
import zipfile

from pypdf import PdfReader
from sqlmodel import Session, select
from starlette.testclient import TestClient

import campaigns.worker  # noqa: F401  # as a worker does: it registers the jobs
from campaigns.actions.push import push_to_petition
from campaigns.deliveries.models.delivery import Delivery
from campaigns.deliveries.models.pack import Pack, PackPart, PartKind
from campaigns.models.campaign import Campaign
from foundation.accounts.models import Organisation
from foundation.database import Database
from foundation.mail.setup import configure_mail
from foundation.settings import Settings
from petitions.access import petition_at
from petitions.models.petition import Petition
from tests.factories.accounts import an_organiser
from tests.factories.deliveries import a_named_signer
from tests.factories.petitions import a_confirmed_signature, make_older, typed
from tests.jobs_running import run_jobs
from tests.journeys.letter_desks import Desks, approve, open_letter_desks, today
from tests.journeys.signed_in import signed_in

DELIVERIES = "/desk/campaigns/mission/deliveries"
TITLE = {"en": "Let unions in Central Asia work freely", "ru": "Дайте профсоюзам Центральной Азии работать свободно"}
REGISTER = "/desk/campaigns/mission/register"


def open_delivery_desks(settings: Settings, database: Database) -> Desks:
    """`author` is an editor, `second` a reviewer. Twelve have signed: three are named to the addressee."""
    configure_mail(settings)
    desks = open_letter_desks(settings, database)
    with database.writing() as session:
        organisation = session.exec(select(Organisation)).one()
        an_organiser(session, organisation, email="owner@example.org")
        an_organiser(session, organisation, email="other@example.org")
        campaign = the_campaign(session)
        campaign.petition_title, campaign.petition_text = (
            TITLE,
            {"en": "Let unions work.", "ru": "Дайте профсоюзам работать."},
        )
        push_to_petition(session, campaign)
        session.flush()
        petition = the_petition(session)
        for _number in range(9):
            a_confirmed_signature(session, petition, typed(name="Counted Quietly", country="FR"))
        a_named_signer(session, petition, "Béatrice Modèle", organisation="Dockers of Example Port", country="FR")
        a_named_signer(session, petition, "Zoë Example", country="CH")
        a_named_signer(session, petition, "Carl Hushed", organisation="Union of Bakers", by_initials=True)
        make_older(session, petition.id)
    more = signed_in(settings, database, ["owner", "other"])
    for name, browser in more.items():
        browser.follow_redirects = False
        desks[name] = browser
    approve(desks)
    return desks


def plan(browser: TestClient, office: str = "kz-president", **more: str) -> str:
    """The address of the delivery."""
    data = {"office": office, "planned_on": today(), "language": "en"} | more
    answer = browser.post(f"{DELIVERIES}/new", data=data)
    assert answer.status_code == 303, answer.text
    return str(answer.headers["location"]).partition("?")[0]


def ask_and_approve(desks: Desks, at: str) -> str:
    """The address of the ask."""
    asked = desks["owner"].post(f"{at}/names", data={"until": today(), "reason": "The embassy asked for names."})
    assert asked.status_code == 303, asked.text
    found = re.search(rf'action="({at}/names/\d+)/approve"', desks["second"].get(at).text)
    assert found
    assert desks["second"].post(f"{found[1]}/approve").status_code == 303
    return found[1]


def order(database: Database, browser: TestClient, at: str, *, names: bool = False) -> None:
    """Ordered and made."""
    answer = browser.post(f"{at}/packs", data={"names": "yes"} if names else {})
    assert answer.status_code == 303, answer.text
    run_jobs(database)


def newest_pack(session: Session) -> Pack:
    packs = session.exec(select(Pack)).all()
    return max(packs, key=lambda pack: pack.ordered_at)


def parts(database: Database, at: str) -> dict[str, tuple[str, PackPart]]:
    """By kind, and by kind and language where there are several: the address of each file."""
    with database.reading() as session:
        pack = newest_pack(session)
        found = session.exec(select(PackPart).where(PackPart.pack_id == pack.id)).all()
    several = (PartKind.PRESS, PartKind.LETTER)
    return {
        f"{part.kind.value}-{part.language}" if part.kind in several else part.kind.value: (
            f"{at}/packs/{pack.id}/parts/{part.id}",
            part,
        )
        for part in found
    }


def text_of(content: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages).split())


def names_in_zip(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def the_delivery(session: Session) -> Delivery:
    return session.exec(select(Delivery)).one()


def the_campaign(session: Session) -> Campaign:
    return session.exec(select(Campaign).where(Campaign.slug == "mission")).one()


def the_petition(session: Session) -> Petition:
    return petition_at(session, "mission")


def files_left(settings: Settings, database: Database, hashes: list[str]) -> list[str]:
    """Of these, those that lie on the disk still."""
    folder = settings.effective_files_dir
    return [sha256 for sha256 in hashes if (folder / sha256[:2] / sha256[2:]).exists()]
