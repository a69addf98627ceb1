"""What goes to the ILO, and what anybody reads of a campaign, is French or Spanish from the first line to the last."""

import re
from typing import Any

import pytest
from sqlmodel import Session, select
from starlette.testclient import TestClient

from campaigns.actions.states import close
from campaigns.app import create_app
from campaigns.dossiers.contents import dossier_html, gather_contents
from campaigns.dossiers.models import Profile
from campaigns.models.campaign import Campaign, Outcome
from campaigns.models.demand import Demand, DemandState, Progress
from campaigns.models.partial_date import PartialDate
from campaigns.models.procedure import (
    Communication,
    CommunicationKind,
    DateKind,
    Effect,
    Procedure,
    ProcedureDate,
    ProcedureKind,
    ProcedureStatus,
    Recommendation,
    Report,
    ReportKind,
)
from campaigns.updates.models import Update, UpdateState, UpdateText
from campaigns.versions.models import CampaignVersion
from foundation.accounts.models import Organisation
from foundation.accounts.roles import Role
from foundation.clock import utc_now
from foundation.database import Database
from foundation.settings import Settings
from foundation.web.language import FURTHER_LANGUAGES
from tests.conftest import BASE_URL
from tests.factories.accounts import an_organisation, an_organiser
from tests.factories.campaigns import a_live_campaign
from tests.listening import listen

AT = "/campaigns/free-ada-example"
DAY = PartialDate.parse("2026-06-01")
HEADINGS = {
    "fr": ("Dossier destiné au public", "Procédures internationales", "Revendications", "1er\u00a0juin 2026"),
    "es": (
        "Expediente para el público",
        "Procedimientos internacionales",
        "Reivindicaciones",
        "1\u00a0de junio de 2026",
    ),
}
CASE = {
    "fr": "Plainte devant le Comité de la liberté syndicale de l’OIT\u00a0: cas n°\u00a03999",
    "es": "Queja ante el Comité de Libertad Sindical de la OIT: caso núm.\u00a03999",
}


def a_campaign(session: Session) -> Campaign:
    """Live, in the four languages of the stock, with a complaint to the ILO, news and a demand that moved."""
    union = an_organisation(session)
    owner = an_organiser(session, union)
    campaign = a_live_campaign(session, owner, an_organiser(session, union, Role.REVIEWER, "reviewer@example.org"))
    of_it: dict[str, Any] = {"campaign_id": campaign.id, "position": 90}
    procedure = Procedure(
        **of_it,
        key="complaint",
        kind=ProcedureKind.ILO_CFA,
        number="3999",
        country="KZ",
        filed=DAY,
        status=ProcedureStatus.ACTIVE,
        serious_and_urgent=True,
        legislative_aspects_referred=True,
    )
    session.add(procedure)
    session.flush()
    report = Report(
        **of_it, procedure_id=procedure.id, number="401", kind=ReportKind.KEPT_INFORMED, paragraphs="453 ff.", date=DAY
    )
    demand = session.exec(select(Demand)).first()
    assert demand is not None
    news = Update(
        campaign_id=campaign.id,
        original_language="en",
        number=1,
        state=UpdateState.PUBLISHED,
        published_at=utc_now(),
        changed_at=utc_now(),
    )
    session.add_all([report, news])
    session.add(
        Communication(**of_it, procedure_id=procedure.id, kind=CommunicationKind.URGENT_APPEAL, reference="A 1")
    )
    session.add(ProcedureDate(**of_it, procedure_id=procedure.id, kind=DateKind.DEADLINE, date=DAY, unverified=True))
    session.add(DemandState(**of_it, demand_id=demand.id, progress=Progress.PARTLY_MET, date=DAY))
    session.flush()
    session.add(
        Recommendation(**of_it, report_id=report.id, letter="a", text={"en": "Free her."}, effect=Effect.PARTLY)
    )
    session.add(UpdateText(update_id=news.id, language="en", title="She was heard", text="The court heard her."))
    return campaign


FALLS_BACK = {
    "fr": "Une partie de ce fichier n’est pas encore traduite (français). Elle figure en\N{NO-BREAK SPACE}: anglais.",
    "es": "Parte de este archivo aún no está traducida (español). Figura en: inglés.",
}


@pytest.mark.parametrize("language", FURTHER_LANGUAGES)
def test_a_dossier_says_nothing_of_its_own_in_english(
    session: Session, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    campaign = a_campaign(session)
    session.flush()
    asked = listen(monkeypatch, language)
    contents = gather_contents(
        session, campaign, language=language, edition=2, profile=Profile.PUBLIC, base_url=BASE_URL
    )
    html = dossier_html(contents)
    assert not asked
    assert f'<html lang="{language}"' in html
    for words in (*HEADINGS[language], CASE[language], FALLS_BACK[language]):
        assert words in html, words


@pytest.mark.parametrize("language", FURTHER_LANGUAGES)
def test_the_pages_of_a_campaign_speak_the_language_of_their_reader(
    settings: Settings, database: Database, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    with database.writing() as session:
        campaign = a_campaign(session)
        session.flush()
        owner = an_organiser(session, the_union(session), email="second@example.org")
        close(session, user=owner, campaign=campaign, outcome=Outcome.PARTLY_WON, statement={"en": "She is free."})
    reader = TestClient(create_app(settings, database), base_url=BASE_URL, headers={"Origin": BASE_URL})
    asked = listen(monkeypatch, language)
    for path in ("", AT, f"{AT}/outcome", f"{AT}/updates", f"{AT}/updates/1", f"{AT}/procedures/complaint", "/verify"):
        answer = reader.get(f"/{language}{path or '/'}")
        assert answer.status_code == 200, path
        assert f'<html lang="{language}"' in answer.text, path
        assert not asked, path
        by_wish = reader.get(path or "/", headers={"Accept-Language": f"{language}, en;q=0.4"})
        assert f'<html lang="{language}"' in by_wish.text, path
        assert "Accept-Language" in by_wish.headers["vary"]
    shown = reader.get(f"/{language}{AT}").text
    assert {"fr": "Victoire partielle", "es": "Victoria parcial"}[language] in shown
    assert {"fr": "La campagne a été close", "es": "Se cerró la campaña"}[language] in shown
    assert CASE[language] in shown
    unknown = reader.post(f"/{language}/verify", data={"sha256": "0" * 64})
    wrong = reader.post(f"/{language}/verify", data={"sha256": "x"})
    lost = reader.get(f"/{language}/campaigns/nobody")
    assert [unknown.status_code, wrong.status_code, lost.status_code] == [200, 422, 404]
    assert not asked
    assert {"fr": "Nous ne connaissons pas ce fichier", "es": "No conocemos este archivo"}[language] in unknown.text


def the_union(session: Session) -> Organisation:
    return session.exec(select(Organisation)).one()


def test_what_is_not_translated_stands_in_english_and_the_page_says_so(settings: Settings, database: Database) -> None:
    """Whoever reads French rather reads English than an original in a third language."""
    with database.writing() as session:
        campaign = a_campaign(session)
        campaign.original_language = "ru"
        campaign.summary = {key: text for key, text in campaign.summary.items() if key != "fr"}
        session.add(campaign)
    page = TestClient(create_app(settings, database), base_url=BASE_URL).get(f"/fr{AT}").text
    assert "Une partie de cette page n’est pas encore traduite dans votre langue (français)" in page
    assert re.search(r'<p class="lead" lang="en"', page)
    assert "anglais" in page
    procedure = TestClient(create_app(settings, database), base_url=BASE_URL).get(f"/es{AT}/procedures/complaint").text
    assert "Parte de esta página aún no está traducida a su idioma (español). Figura en: inglés." in procedure


def test_the_log_of_changes_is_written_in_all_four(session: Session) -> None:
    campaign = a_campaign(session)
    session.flush()
    version = session.exec(select(CampaignVersion).where(CampaignVersion.campaign_id == campaign.id)).first()
    assert version is not None
    texts = version.lines[0]["text"]
    assert (texts["fr"], texts["es"]) == ("La campagne a été publiée.", "Se publicó la campaña.")
