"""A name that is on hold, in everything that an organiser could have written it into: who only reads or translates
meets it on no page of the desk, in no search, file or print. A new page is in the test by being in the table of routes.
"""

import io
from typing import Any

import pytest
from pypdf import PdfReader
from sqlmodel import Session, select
from starlette.testclient import TestClient

from campaigns.actions.holding import keep_holds
from campaigns.app import create_app
from campaigns.authorisation import RULES
from campaigns.models.campaign import Campaign
from campaigns.models.case import Case, CaseKind
from campaigns.models.demand import DemandState
from campaigns.models.event import Event
from campaigns.models.mention import Mention, MentionRole
from campaigns.models.partial_date import PartialDate
from campaigns.models.procedure import DateKind, Procedure, ProcedureDate, ProcedureKind
from campaigns.models.source import Claim, Source
from campaigns.outcomes.models import Evidence
from foundation.accounts.access import SignedIn
from foundation.accounts.actions import record
from foundation.accounts.models import Grant, Organisation
from foundation.accounts.roles import May, Role
from foundation.clock import utc_today
from foundation.database import Database
from foundation.files import store
from foundation.mail.setup import configure_mail
from foundation.settings import Settings
from outreach.models.mailings import Mailing, MailingText
from tests.conftest import BASE_URL
from tests.factories.accounts import PASSWORD, an_organisation, an_organiser
from tests.factories.updates import a_draft_update
from tests.house.world import address_of, build_world

pytestmark = pytest.mark.slow

HELD = "Quaxmeier"
READING = [rule for rule in RULES if rule.method == "GET" and rule.who in (May.READ, May.TRANSLATE)]
SEEN_BY_EDITORS = {"/desk/campaigns/{slug}/facts", "/desk/campaigns/{slug}/translate/{language}", "/desk"}


def put_on_hold(session: Session, settings: Settings, user: SignedIn, campaign: Campaign) -> None:
    """Somebody who is on hold, and whatever was written of them all over the desk."""
    own: dict[str, Any] = {"campaign_id": campaign.id}
    soon = PartialDate.parse(utc_today().isoformat())
    held = Case(**own, key="quaxmeier", kind=CaseKind.PERSON, name={"en": f"Zwentibold {HELD}"}, hold=True)
    event = Event(**own, key="hearing", date=soon, text={"en": f"Hearing of {HELD}"})
    procedure = Procedure(**own, key="held", kind=ProcedureKind.OTHER, body={"en": f"Committee on {HELD}"})
    source = Source(**own, key="quaxmeier-paper", title={"en": f"Paper on {HELD}"})
    session.add_all([held, event, procedure, source])
    session.flush()
    day = ProcedureDate(
        **own, procedure_id=procedure.id, kind=DateKind.SESSION, date=soon, text={"en": f"Session on {HELD}"}
    )
    session.add_all(
        [
            day,
            Claim(**own, source_id=source.id, case_id=held.id),
            Mention(**own, role=MentionRole.CONCERNED, from_event_id=event.id, case_id=held.id),
        ]
    )
    step = session.exec(select(DemandState).where(DemandState.campaign_id == campaign.id)).first()
    stored = store(session, settings.effective_files_dir, HELD.encode(), media_type="application/pdf")
    assert step is not None
    session.add(
        Evidence(
            **own,
            demand_state_id=step.id,
            sha256=stored.sha256,
            media_type="application/pdf",
            size=9,
            words=f"Letter about {HELD}",
        )
    )
    campaign.summary = {**campaign.summary, "en": f"{HELD} and others."}
    campaign.motto = {"en": f"{HELD} is one of us"}
    a_draft_update(session, user, campaign, {"en": (f"{HELD} writes", f"To all: {HELD}.")})
    mailing = session.exec(select(Mailing).where(Mailing.campaign_id == campaign.id)).first()
    assert mailing is not None
    mailing.title = f"About {HELD}"
    session.add(MailingText(mailing_id=mailing.id, language="fr", subject=HELD, body=f"Pour {HELD}"))
    record(
        session,
        user=user,
        organisation_id=campaign.organisation_id,
        act="case.changed",
        about=f"campaign:{campaign.slug}",
        detail="quaxmeier",
    )
    keep_holds(session, campaign)


@pytest.fixture
def readers(settings: Settings, database: Database) -> dict[str, TestClient]:
    configure_mail(settings)
    with database.writing() as session:
        ours = build_world(session, settings)
        roles = (Role.OWNER, Role.EDITOR, Role.VIEWER, Role.TRANSLATOR)
        owner, *_ = [an_organiser(session, ours, role, email=f"{role.value}@example.org") for role in roles]
        campaign = session.exec(select(Campaign).where(Campaign.organisation_id == ours.id)).first()
        assert campaign is not None
        put_on_hold(session, settings, owner, campaign)
        _granted(session, campaign)
    app = create_app(settings, database)
    return {who: _browser(app, f"{who}@example.org") for who in ("owner", "editor", "viewer", "translator", "granted")}


def _granted(session: Session, campaign: Campaign) -> None:
    """A translator of another organisation who was asked to help with this campaign alone."""
    other: Organisation = an_organisation(session, "Another Example Union")
    granted = an_organiser(session, other, Role.OWNER, email="granted@example.org")
    own: dict[str, Any] = {"of_organisation_id": campaign.organisation_id, "campaign_id": campaign.id}
    session.add(Grant(**own, user_id=granted.user_id, role=Role.TRANSLATOR))


def _browser(app: object, email: str) -> TestClient:
    client = TestClient(app, base_url=BASE_URL, headers={"Origin": BASE_URL, "Accept-Language": "en"})  # type: ignore[arg-type]  # an ASGI application
    client.post("/desk/sign-in", data={"email": email, "password": PASSWORD})
    return client


def read_by(client: TestClient, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code < 500, address
    if answer.headers["content-type"].startswith("application/pdf") and answer.content.startswith(b"%PDF-"):
        return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages)
    return answer.content.decode("utf-8", "replace")


def every_page(client: TestClient) -> dict[str, str]:
    pages = {rule.path: read_by(client, address_of(rule.path)) for rule in READING}
    pages |= {f"search {word}": read_by(client, f"/desk/search?q={word}") for word in ("Letter", "About", "Committee")}
    return pages


def test_readers_and_translators_meet_no_name_that_is_on_hold(readers: dict[str, TestClient]) -> None:
    for who in ("viewer", "translator", "granted"):
        told = [path for path, words in every_page(readers[who]).items() if HELD.casefold() in words.casefold()]
        assert not told, who


def test_those_who_work_on_the_facts_see_what_is_on_hold(readers: dict[str, TestClient]) -> None:
    for who in ("owner", "editor"):
        told = {path for path, words in every_page(readers[who]).items() if HELD in words}
        assert told >= SEEN_BY_EDITORS, who


def test_a_reader_is_told_that_something_is_on_hold(readers: dict[str, TestClient]) -> None:
    page = readers["viewer"].get(address_of("/desk/campaigns/{slug}/facts")).text
    assert "Something in this campaign is on hold." in page
    assert (
        "Something in this campaign is on hold."
        not in readers["owner"].get(address_of("/desk/campaigns/{slug}/facts")).text
    )
