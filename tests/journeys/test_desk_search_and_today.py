"""The desk's first page says what needs me, and one box finds everything but signers."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlmodel import select
from starlette.testclient import TestClient

from campaigns.actions.import_campaign import import_campaign
from campaigns.actions.push import push
from campaigns.dossiers.models import Dossier, DossierState, Profile
from campaigns.letters.kinds import LetterKind
from campaigns.letters.models import Letter
from campaigns.models.campaign import Campaign, CampaignState
from campaigns.models.case import Case
from campaigns.models.procedure import Procedure, ProcedureKind
from campaigns.updates.models import Update, UpdateText
from foundation.accounts.roles import Role
from foundation.clock import utc_now
from foundation.database import Database
from foundation.files import store
from foundation.settings import Settings
from outreach.actions.partners import enter_partner
from outreach.models.mailings import Mailing, MailingState
from outreach.models.partners import PartnerKind
from petitions.models.petition import Petition
from petitions.models.tally import Tally, TallyKind
from tests.campaigns.test_update_from_file import FILE
from tests.factories.accounts import an_organisation, an_organiser
from tests.journeys.signed_in import signed_in

HEARING = (utc_now() + timedelta(days=9)).date().isoformat()
TEXT = (
    FILE.replace("name: {en: Ada Example}", "name: {en: Ada Example, ru: Адель Примерова}\n    name_variants: [Adele]")
    .replace("  - {id: e1,", f"  - {{id: e9, date: {HEARING}, text: {{en: The court hears her.}}}}\n  - {{id: e1,")
    .replace("    name: {en: The President}\n", "    name: {en: The President}\n    offices: [kz-president]\n")
)


@pytest.fixture
def desk(settings: Settings, database: Database) -> dict[str, TestClient]:
    with database.writing() as session:
        union, other = an_organisation(session), an_organisation(session)
        owner = an_organiser(session, union, Role.OWNER, email="owner@example.org")
        an_organiser(session, union, Role.VIEWER, email="viewer@example.org")
        an_organiser(session, other, Role.OWNER, email="stranger@example.org")
        import_campaign(session, organisation_id=union.id, content=TEXT.encode(), by=owner)
        campaign = session.exec(select(Campaign)).one()
        session.add(
            Letter(
                campaign_id=campaign.id, kind=LetterKind.APPEAL, office_id="kz-president", language="en",
                our_reference="DU/2026-17",
            )
        )  # fmt: skip
        session.add(Mailing(organisation_id=union.id, title="Письмо партнёрам", state=MailingState.PAUSED))
        enter_partner(
            session, user=owner, organisation_id=union.id, name="Fédération des dockers", kind=PartnerKind.FEDERATION,
            country="FR", languages=["fr"],
        )  # fmt: skip
    return signed_in(settings, database, ("owner", "viewer", "stranger"))


def links(html: str) -> set[str]:
    return set(re.findall(r'<li><a href="([^"]+)"', html.split("<main", 1)[1]))


def found(browser: TestClient, typed: str, language: str = "en") -> set[str]:
    answer = browser.get(f"/{language}/desk/search", params={"q": typed})
    assert answer.status_code == 200
    return {path.removeprefix(f"/{language}") for path in links(answer.text)}


def test_one_box_finds_everything(desk: dict[str, TestClient], database: Database) -> None:
    with database.reading() as session:
        cases = {case.key: case.id for case in session.exec(select(Case)).all()}
    at = "/desk/campaigns/free-ada"
    assert at in found(desk["owner"], "dockers")
    for typed in ("Ada", "adele", "АДЕЛЬ", "адель примеров", "Primerova"):
        assert f"{at}/cases/{cases['ada']}" in found(desk["owner"], typed), typed
    assert any("/letters/" in path for path in found(desk["owner"], "DU/2026-17"))
    assert any("/mailings/" in path for path in found(desk["owner"], "партнерам"))
    assert any("/partners/" in path for path in found(desk["owner"], "federation"))
    assert f"{at}/facts" in found(desk["owner"], "president")
    office = "/desk/directory/offices/kg-president"
    assert office in found(desk["owner"], "president kyrgyz")
    assert desk["owner"].get(office).status_code == 200
    assert found(desk["owner"], "nobody") == set()
    page = desk["owner"].get("/desk/search", params={"q": "adele"}).text
    assert "<mark>(Adele)</mark>" in page
    assert desk["owner"].get("/desk/search", params={"q": "<script>%_'\x00"}).status_code in (200, 422)


@pytest.fixture
def papers(desk: dict[str, TestClient], database: Database, tmp_path: Path) -> dict[str, str]:
    """A procedure, a held one, an update that names somebody on hold, and a dossier; where each of them is."""
    with database.writing() as session:
        campaign = session.exec(select(Campaign)).one()
        shown = Procedure(
            campaign_id=campaign.id, position=90, key="p8", kind=ProcedureKind.ILO_CFA, number="3386",
            subject={"en": "Dissolution of a union", "ru": "Роспуск профсоюза"},
        )  # fmt: skip
        held = Procedure(
            campaign_id=campaign.id, position=91, key="p9", kind=ProcedureKind.ILO_CFA, number="3999", hold=True
        )
        news = Update(campaign_id=campaign.id, original_language="en", names_held=True)
        stored = store(session, tmp_path, b"%PDF-1.7 made up", media_type="application/pdf", pages=1)
        session.add_all([shown, held, news])
        session.flush()
        session.add(UpdateText(update_id=news.id, language="en", title="Appeal heard", text="The tribunal postponed."))
        session.add(
            Dossier(
                campaign_id=campaign.id, profile=Profile.PUBLIC, language="fr", edition=4, facts_version=1,
                state=DossierState.READY, file_sha256=stored.sha256,
            )
        )  # fmt: skip
        at = f"/desk/campaigns/{campaign.slug}"
        return {
            "procedure": f"{at}/procedures/{shown.id}",
            "held": f"{at}/procedures/{held.id}",
            "update": f"{at}/updates/{news.id}",
            "dossiers": f"{at}/dossiers",
            "hash": stored.sha256,
        }


def test_a_procedure_is_found_by_its_number_however_it_is_cited(
    desk: dict[str, TestClient], papers: dict[str, str]
) -> None:
    for typed in ("3386", "Case No. 3386", "case 3386", "Дело № 3386", "cas n° 3386", "caso núm. 3386", "CFA 338"):
        assert papers["procedure"] in found(desk["owner"], typed), typed
    assert papers["procedure"] in found(desk["owner"], "роспуск", "ru")
    for other in ("Case No. 3387", "386", "33386"):
        assert papers["procedure"] not in found(desk["owner"], other), other
    assert papers["held"] in found(desk["owner"], "3999")
    assert found(desk["viewer"], "3999") == set()
    assert found(desk["stranger"], "3386") == set()


def test_news_are_found_by_their_words_and_follow_a_change(
    desk: dict[str, TestClient], papers: dict[str, str], database: Database
) -> None:
    assert papers["update"] in found(desk["owner"], "tribunal")
    assert papers["update"] not in found(desk["viewer"], "tribunal"), "it names somebody who is on hold"
    with database.writing() as session:
        session.exec(select(UpdateText)).one().text = "The court of appeal postponed."
    assert papers["update"] not in found(desk["owner"], "tribunal")
    assert papers["update"] in found(desk["owner"], "Appeal postponed")


def test_a_dossier_is_found_by_its_campaign_and_by_the_hash_of_its_file(
    desk: dict[str, TestClient], papers: dict[str, str]
) -> None:
    for typed in ("dossier", "dossier ada", "досье", papers["hash"], papers["hash"][:12].upper()):
        assert papers["dossiers"] in found(desk["owner"], typed), typed
    assert "French, edition 4" in desk["owner"].get("/desk/search", params={"q": "dossier"}).text
    assert papers["dossiers"] not in found(desk["owner"], "dossier nobody")
    assert found(desk["stranger"], papers["hash"]) == set()


def test_what_is_on_hold_is_found_by_those_who_may_change_it_only(desk: dict[str, TestClient]) -> None:
    assert len(found(desk["owner"], "Modèle")) == 1
    assert "On hold" in desk["owner"].get("/desk/search", params={"q": "modele"}).text
    assert found(desk["viewer"], "Modèle") == set()
    assert found(desk["viewer"], "Ada") != set()


def test_strangers_find_nothing_of_ours(desk: dict[str, TestClient]) -> None:
    for typed in ("Ada", "dockers", "DU/2026-17", "партнерам", "federation"):
        assert found(desk["stranger"], typed) == set(), typed


def test_the_first_page_says_what_waits_and_where_it_is_done(desk: dict[str, TestClient], database: Database) -> None:
    page = desk["owner"].get("/desk").text
    for words in ("Dates ahead", "The court hears her.", "Drafts", "Addresses to confirm", "paused"):
        assert words in page, words
    assert "/desk/campaigns/free-ada/letters" in links(page)
    viewers = desk["viewer"].get("/desk").text
    assert "The court hears her." in viewers
    assert "Addresses to confirm" not in viewers
    assert "Nothing waits for you" in desk["stranger"].get("/desk").text


def test_signatures_of_today_stand_beside_two_weeks(desk: dict[str, TestClient], database: Database) -> None:
    with database.writing() as session:
        campaign = session.exec(select(Campaign)).one()
        campaign.state = CampaignState.LIVE
        campaign.petition_text = {"en": "We ask you."}
        campaign.petition_title = {"en": "Free her"}
        push(session, campaign)
        petition = session.exec(select(Petition)).one()
        for back, confirmed in ((0, 7), (3, 12)):
            day = (utc_now().date() - timedelta(days=back)).isoformat()
            session.add(Tally(petition_id=petition.id, kind=TallyKind.DAY, key=day, confirmed=confirmed))
    page = desk["owner"].get("/desk").text
    assert re.search(r'data-head="Today"[^>]*><div>7</div>', page)
    assert "The most in a day: 12" in page


def test_the_first_page_asks_no_more_for_many_campaigns_than_for_one(
    desk: dict[str, TestClient], database: Database
) -> None:
    def queries() -> int:
        counted: list[str] = []

        def count(*given: object) -> None:
            counted.append(str(given[2]))

        sa.event.listen(database.engine, "before_cursor_execute", count)
        try:
            assert desk["owner"].get("/desk").status_code == 200
        finally:
            sa.event.remove(database.engine, "before_cursor_execute", count)
        return len(counted)

    before = queries()
    with database.writing() as session:
        organisation_id = session.exec(select(Campaign.organisation_id)).one()
        for number in range(5):
            text = TEXT.replace("slug: free-ada", f"slug: free-ada-{number}")
            import_campaign(session, organisation_id=organisation_id, content=text.encode(), by=None)
    assert queries() == before
