"""What goes on by itself when a campaign goes live and when it changes: its dossier, its mailings, a last warning."""

from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import Session, col, select

from campaigns.actions.facts import add_event, change_texts
from campaigns.actions.push import words_for_mailings
from campaigns.actions.states import close
from campaigns.dossiers.actions import LOST_AFTER, order_again
from campaigns.dossiers.contents import DossierContents, print_dossier
from campaigns.dossiers.jobs import build_edition
from campaigns.dossiers.models import Dossier, DossierState, Profile
from campaigns.dossiers.queries import newest_ready
from campaigns.models.campaign import Campaign, Outcome
from campaigns.models.partial_date import PartialDate
from foundation.accounts.access import SignedIn
from foundation.accounts.roles import Role
from foundation.clock import utc_now
from foundation.database import Database
from foundation.jobs import client
from foundation.mail.setup import configure_mail
from foundation.pdf import Pdf
from foundation.settings import Settings
from outreach.actions.mailings import AboutCampaign
from outreach.merge_values import values_for
from tests.factories.accounts import an_organisation, an_organiser
from tests.factories.campaigns import a_draft_campaign, a_live_campaign
from tests.factories.outreach import a_contact, a_draft, a_partner
from tests.jobs_running import run_jobs

pytestmark = pytest.mark.slow


@pytest.fixture
def people(database: Database) -> tuple[SignedIn, SignedIn]:
    with database.writing() as session:
        organisation = an_organisation(session)
        return an_organiser(session, organisation), an_organiser(
            session, organisation, Role.REVIEWER, email="reviewer@example.org"
        )


@pytest.fixture
def live(database: Database, settings: Settings, people: tuple[SignedIn, SignedIn]) -> Campaign:
    configure_mail(settings)
    with database.writing() as session:
        return a_live_campaign(session, *people)


def something_happens(session: Session, user: SignedIn, campaign: Campaign, text: str) -> None:
    campaign = session.get_one(Campaign, campaign.id)
    values = {"date": PartialDate.parse("2026-05-03"), "text": {"en": text, "ru": "Событие."}, "hold": False}
    add_event(session, user=user, campaign=campaign, source_id=None, values=values)


def editions(database: Database, language: str = "en") -> list[tuple[int, DossierState]]:
    with database.reading() as session:
        found = session.exec(select(Dossier).where(Dossier.language == language).order_by(col(Dossier.edition)))
        return [(dossier.edition, dossier.state) for dossier in found]


def test_a_draft_has_no_dossier_and_a_live_campaign_gets_one_by_itself(
    database: Database, settings: Settings, people: tuple[SignedIn, SignedIn]
) -> None:
    configure_mail(settings)
    with database.writing() as session:
        a_draft_campaign(session, people[0], "Jean Modele")
    assert editions(database) == []
    with database.writing() as session:
        a_live_campaign(session, *people)
    assert run_jobs(database).count("dossiers.build_edition") == 4
    assert editions(database) == editions(database, "ru") == [(1, DossierState.READY)]


def test_several_changes_in_a_row_give_one_edition_which_holds_them_all(
    database: Database, people: tuple[SignedIn, SignedIn], live: Campaign
) -> None:
    run_jobs(database)
    for text in ("A first hearing.", "A second hearing.", "A third hearing."):
        with database.writing() as session:
            something_happens(session, people[0], live, text)
    assert editions(database) == [(1, DossierState.READY), (2, DossierState.ORDERED)]
    assert run_jobs(database) == [], "it waits for more changes"
    waiting = client(database.engine).list_workflows(name="dossiers.build_edition", status="DELAYED")
    assert len(waiting) == 4, "one for each language"
    with database.reading() as session:
        second = session.exec(select(Dossier).where(Dossier.language == "en", Dossier.edition == 2)).one()
    build_edition(database, dossier_id=second.id)
    with database.reading() as session:
        newest = newest_ready(
            session, campaign=session.get_one(Campaign, live.id), language="en", profile=Profile.PUBLIC
        )
        assert newest is not None
        assert (newest.edition, newest.facts_version) == (2, session.get_one(Campaign, live.id).version)
    assert editions(database) == [(1, DossierState.READY), (2, DossierState.READY)]


def test_a_change_while_an_edition_is_being_made_gets_an_edition_of_its_own(
    database: Database, people: tuple[SignedIn, SignedIn], live: Campaign, monkeypatch: pytest.MonkeyPatch
) -> None:
    def print_slowly(contents: DossierContents, **how: Any) -> Pdf:
        monkeypatch.undo()
        with database.writing() as session:
            something_happens(session, people[0], live, "While it is printed.")
        return print_dossier(contents, **how)

    monkeypatch.setattr("campaigns.dossiers.jobs.print_dossier", print_slowly)
    with database.reading() as session:
        first = session.exec(select(Dossier).where(Dossier.language == "en")).one()
    build_edition(database, dossier_id=first.id)
    assert editions(database) == [(1, DossierState.READY), (2, DossierState.ORDERED)]
    assert editions(database, "ru") == [(1, DossierState.ORDERED)], "this one has not been read yet and takes it in"


def test_an_edition_whose_job_was_lost_holds_up_no_other(database: Database, live: Campaign) -> None:
    run_jobs(database)
    with database.writing() as session:
        campaign = session.get_one(Campaign, live.id)
        order_again(session, campaign=campaign)
        for dossier in session.exec(select(Dossier).where(Dossier.edition == 2)):
            dossier.ordered_at = utc_now() - LOST_AFTER - timedelta(minutes=1)
    dbos = client(database.engine)
    before = len(dbos.list_workflows(name="dossiers.build_edition", status="DELAYED"))
    with database.writing() as session:
        order_again(session, campaign=session.get_one(Campaign, live.id))
    assert len(dbos.list_workflows(name="dossiers.build_edition", status="DELAYED")) == before + 4


def test_closing_a_campaign_orders_its_last_edition(
    database: Database, people: tuple[SignedIn, SignedIn], live: Campaign
) -> None:
    run_jobs(database)
    with database.writing() as session:
        close(session, user=people[0], campaign=session.get_one(Campaign, live.id), outcome=Outcome.WON)
    assert editions(database)[-1] == (2, DossierState.ORDERED)


def test_drafts_to_partners_carry_the_campaign_s_present_name(
    database: Database, people: tuple[SignedIn, SignedIn], live: Campaign
) -> None:
    user = people[0]
    with database.writing() as session:
        campaign = session.get_one(Campaign, live.id)
        draft = a_draft(session, user, campaign=AboutCampaign(campaign.id, words_for_mailings(campaign)))
        texts = {
            name: dict(getattr(campaign, name))
            for name in ("title", "summary", "background", "petition_title", "petition_text", "petition_addressee")
        }
        change_texts(session, user=user, campaign=campaign, texts=texts | {"title": {"en": "Ada is free"}})
        assert draft.campaign["en"]["title"] == "Ada is free"
        assert list(draft.campaign) == ["en"]
        partner = a_partner(session, user)
        contact, union = a_contact(session, user, partner), an_organisation(session, "Other")
        values = values_for(draft, "en", contact, partner, union, base_url="http://testserver")
    assert values["campaign.link"] == f"http://testserver/campaigns/{live.slug}"
