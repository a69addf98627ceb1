"""Any kind of campaign, from about ten facts to the review, and the stock of sentences behind it."""

from typing import Any

import pytest
from sqlmodel import select
from starlette.testclient import TestClient

from campaigns.actions.launch import may_be_named
from campaigns.models.campaign import Campaign, CampaignKind, CampaignState
from campaigns.models.case import Case, Consent
from campaigns.models.demand import Demand
from campaigns.models.event import Event
from campaigns.models.texts import gaps_in
from campaigns.stock.kinds import KINDS
from campaigns.stock.sentences import LANGUAGES, shipped
from foundation.database import Database
from foundation.settings import Settings
from outreach.models.mailings import MailingText
from petitions.models.petition import Petition
from tests.journeys.signed_in import a_desk

COMMON = {
    "country": "KZ",
    "date": "2026-05",
    "office": "kz-president",
    "source_title": "Statement of the union",
    "risk_considered": "yes",
}
FACTS: dict[CampaignKind, dict[str, Any]] = {
    CampaignKind.ARREST: {
        "name": "Ada Example",
        "name_ru": "Ада Примерова",
        "role": "chair",
        "union": "Example Union",
        "union_ru": "Пример",
        "charge": "extremism",
        "held_at": "not known",
        "demands": "release",
        "consent": "given",
    },
    CampaignKind.DISMISSALS: {
        "employer": "Example Port Ltd",
        "employer_ru": "Примерный порт",
        "union": "Example Union",
        "union_ru": "Пример",
        "number": "47",
        "reason": "the founding of a union",
        "demands": "reinstate",
        "consent": "not_asked",
    },
    CampaignKind.UNION_DISSOLVED: {
        "union": "Example Union",
        "union_ru": "Пример",
        "measure": "dissolved",
        "authority": "a court",
        "ground": "inactivity",
        "demands": "restore",
    },
    CampaignKind.OUTLET_CLOSED: {
        "outlet": "Example Times",
        "outlet_ru": "Примерные вести",
        "measure": "sued",
        "ground": "missing registration",
        "topic": ["topic.labour"],
        "demands": "restore",
    },
    CampaignKind.BAD_LAW: {
        "law": "Law on Trade Unions",
        "stage": "draft",
        "effect": ["effect.monopoly", "effect.strikes"],
        "demands": "withdraw",
    },
    CampaignKind.STRIKE_REPRESSED: {
        "union": "Example Union",
        "union_ru": "Пример",
        "aim": ["aim.unpaid"],
        "measures": ["measures.arrests"],
        "demands": "talks",
        "consent": "not_asked",
    },
    CampaignKind.FORCED_LABOUR: {
        "who": ["who.public"],
        "work": ["work.cotton"],
        "threat": ["threat.dismissal"],
        "demands": "end",
    },
    CampaignKind.MISSION_RECOMMENDATIONS: {
        "mission": "Example Mission",
        "mission_ru": "Примерная миссия",
        "own_demands": "Register independent unions.",
        "own_demands_ru": "Зарегистрировать независимые профсоюзы.",
        "demands": "answer",
    },
}


@pytest.fixture
def desk(settings: Settings, database: Database) -> dict[str, TestClient]:
    return a_desk(settings, database)


def launched(desk: dict[str, TestClient], kind: CampaignKind, **changed: Any) -> str:
    answer = desk["organiser"].post(
        f"/desk/campaigns/new/{kind}", data={**COMMON, **FACTS[kind], "then": "review", **changed}
    )
    assert answer.status_code == 200, answer.text
    return str(answer.url.path.rpartition("/")[2])


def the_campaign(database: Database) -> Campaign:
    with database.reading() as session:
        return session.exec(select(Campaign)).one()


@pytest.mark.parametrize("kind", list(CampaignKind))
def test_ten_facts_of_any_kind_are_in_review_in_four_languages_and_go_live(
    desk: dict[str, TestClient], database: Database, kind: CampaignKind
) -> None:
    slug = launched(desk, kind)
    campaign = the_campaign(database)
    assert (campaign.kind, campaign.state) == (kind, CampaignState.IN_REVIEW)
    for texts in (campaign.title, campaign.summary, campaign.petition_text, campaign.background):
        assert set(texts) == set(LANGUAGES)
        assert not [text for text in texts.values() if gaps_in(text)]
    with database.reading() as session:
        for demand in session.exec(select(Demand)):
            assert {"en", "ru"} <= set(demand.summary)
        assert set(session.exec(select(Event)).one().text) == set(LANGUAGES)
    for language in LANGUAGES:
        page = desk["organiser"].get(f"/desk/campaigns/{slug}/appeal?language={language}")
        assert campaign.title[language][:12].split("’")[0] in page.text.replace("&#39;", "'")
    sheet = desk["organiser"].get(f"/ru/desk/campaigns/{slug}/appeal").text
    assert '<div lang="ru" class="prose">' in sheet
    assert "<strong>{{campaign.title}}</strong>" in sheet
    assert "**" not in sheet
    desk["reviewer"].post(f"/desk/campaigns/{slug}/publish")
    assert the_campaign(database).state is CampaignState.LIVE
    with database.writing() as session:
        session.exec(select(Petition)).one().confirmed = 4321
    for preview in ("page", "petition"):
        assert "4,321" in desk["reviewer"].get(f"/desk/campaigns/{slug}/preview/{preview}").text
    for path in ("", "/ru"):
        assert desk["public"].get(f"{path}/petitions/{slug}").status_code == 200
        assert desk["public"].get(f"{path}/campaigns/{slug}").status_code == 200
        letter = desk["public"].get(f"{path}/campaigns/{slug}/letters/kz-president")
        assert letter.status_code == 200


def test_every_kind_is_offered_with_its_own_form(desk: dict[str, TestClient]) -> None:
    offered = desk["organiser"].get("/desk/campaigns/new").text
    russian = desk["organiser"].get("/ru/desk/campaigns/new").text
    for kind in KINDS:
        assert f'href="/desk/campaigns/new/{kind}"' in offered
        assert f'href="/ru/desk/campaigns/new/{kind}"' in russian
        form = desk["organiser"].get(f"/desk/campaigns/new/{kind}").text
        assert form.index('name="harm"') < form.index(f'name="{KINDS[kind].asked[0].key}"')


def test_a_missing_fact_is_marked_and_keeps_the_campaign_from_leaving(
    desk: dict[str, TestClient], database: Database
) -> None:
    slug = launched(desk, CampaignKind.ARREST, charge="", held_at="")
    campaign = the_campaign(database)
    assert "[… charge]" in campaign.petition_text["en"]
    assert "[… обвинение]" in campaign.petition_text["ru"]
    assert "[… chef d’accusation]" in desk["organiser"].get(f"/desk/campaigns/{slug}/appeal?language=fr").text
    refused = desk["reviewer"].post(f"/desk/campaigns/{slug}/publish")
    assert refused.status_code == 409
    assert "charge, place of detention" in refused.text
    assert "charge, place of detention" in desk["organiser"].get(f"/desk/campaigns/{slug}").text

    typed = {**COMMON, **FACTS[CampaignKind.ARREST], "charge": "extremism", "held_at": "not known"}
    assert desk["organiser"].post(f"/desk/campaigns/{slug}/launch/arrest", data=typed).status_code == 200
    campaign = the_campaign(database)
    assert "charged with extremism" in campaign.petition_text["en"]
    assert not gaps_in(campaign.petition_text["ru"])
    desk["reviewer"].post(f"/desk/campaigns/{slug}/publish")
    assert the_campaign(database).state is CampaignState.LIVE
    emptied = desk["organiser"].post(f"/desk/campaigns/{slug}/launch/arrest", data={**typed, "charge": ""})
    assert emptied.status_code == 422
    assert "Readers would see a gap" in emptied.text


def test_a_title_without_its_name_stays_at_the_desk(desk: dict[str, TestClient], database: Database) -> None:
    slug = launched(desk, CampaignKind.DISMISSALS, employer_ru="")
    assert "ru" not in the_campaign(database).title
    assert "⟨en: " in the_campaign(database).petition_text["ru"]
    desk["reviewer"].post(f"/desk/campaigns/{slug}/publish")
    for path in (f"/ru/petitions/{slug}", f"/ru/campaigns/{slug}"):
        page = desk["public"].get(path)
        assert page.status_code == 200
        assert "[…" not in page.text
        assert "[en:" not in page.text


def test_somebody_in_danger_is_not_named_unasked(desk: dict[str, TestClient], database: Database) -> None:
    slug = launched(desk, CampaignKind.ARREST, consent="not_asked", harm=["person"])
    assert slug == "free-a-trade-unionist-arrested-in-kazakhstan"
    with database.reading() as session:
        assert session.exec(select(Case)).one().hold
    assert may_be_named(Consent.NOT_ASKED, ["signers"])
    assert not may_be_named(Consent.REFUSED, [])
    assert launched(desk, CampaignKind.ARREST, naming="unnamed") == f"{slug}-2"


def test_a_corrected_sentence_reaches_drafts_and_new_campaigns_until_it_is_undone(
    desk: dict[str, TestClient], database: Database
) -> None:
    launched(desk, CampaignKind.UNION_DISSOLVED)
    original = shipped("fr")["union_dissolved.point"].forms["any"]
    corrected = "Sans l’organisation {{union}}, ses membres n’ont plus de voix au travail."
    which = {"language": "fr", "sentence": "union_dissolved.point"}
    page = desk["organiser"].post("/desk/stock/correct", data={**which, "any": corrected})
    assert "Corrected here" in page.text
    assert original.replace("'", "&#39;") in page.text
    assert "Sans l’organisation Example Union" in the_campaign(database).summary["fr"]
    checked = {**which, "checked_by": "Jeanne Modèle, CGT Exemple", "checked_on": "2026-05-02"}
    assert "Checked by Jeanne Modèle" in desk["organiser"].post("/desk/stock/checked", data=checked).text
    assert "1 of" in desk["organiser"].get("/desk/stock?language=fr&kind=union_dissolved").text
    for _ in range(2):
        page = desk["organiser"].post("/desk/stock/undo", data=which)
    assert "Corrected here" not in page.text
    assert original.partition("{{")[0] in the_campaign(database).summary["fr"]
    assert desk["organiser"].post("/desk/stock/undo", data=which).status_code == 409
    assert "corrected a sentence of the stock" in desk["organiser"].get("/desk/settings/trail").text


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{{unoin}} is gone.", "Did you mean {{union}}"),
        ("[[{{union}} is gone.", "Every [[ needs its ]]"),
        ("", "Please fill this in"),
        (shipped("en")["union_dissolved.point"].forms["any"], "Nothing was changed"),
    ],
)
def test_a_sentence_that_could_not_be_filled_is_refused_beside_its_field(
    desk: dict[str, TestClient], text: str, words: str
) -> None:
    which = {"language": "en", "sentence": "union_dissolved.point"}
    answer = desk["organiser"].post("/desk/stock/correct", data={**which, "any": text})
    assert answer.status_code == 422
    assert words in answer.text


def test_words_that_somebody_wrote_by_hand_do_not_follow_the_stock(
    desk: dict[str, TestClient], database: Database
) -> None:
    slug = launched(desk, CampaignKind.BAD_LAW)
    campaign = the_campaign(database)
    texts = {
        f"{name}_{code}": getattr(campaign, name).get(code, "")
        for name in ("title", "summary", "background", "petition_title", "petition_text", "petition_addressee")
        for code in ("en", "ru")
    }
    desk["organiser"].post(f"/desk/campaigns/{slug}/texts", data={**texts, "summary_en": "Our own words."})
    which = {"language": "en", "sentence": "bad_law.point"}
    desk["organiser"].post("/desk/stock/correct", data={**which, "any": "The {{law}} has to go."})
    campaign = the_campaign(database)
    assert campaign.summary["en"] == "Our own words."
    assert campaign.summary["fr"].startswith("Le projet")


def test_partner_mail_begins_with_the_facts_of_the_campaign(desk: dict[str, TestClient], database: Database) -> None:
    slug = launched(desk, CampaignKind.STRIKE_REPRESSED)
    desk["reviewer"].post(f"/desk/campaigns/{slug}/publish")
    page = desk["organiser"].post(f"/desk/campaigns/{slug}/mailings")
    assert page.status_code == 200
    with database.reading() as session:
        bodies = {text.language: text.body for text in session.exec(select(MailingText))}
    assert "strikers of Example Union" in bodies["en"]
    assert "{{contact.name}}" in bodies["en"]
    assert "«Пример»" in bodies["ru"]


def test_further_countries_are_ticked_and_those_in_use_stand_first(
    desk: dict[str, TestClient], database: Database
) -> None:
    launched(desk, CampaignKind.BAD_LAW, more_countries=["UZ", "KG"])
    assert the_campaign(database).countries == ["KZ", "UZ", "KG"]
    form = desk["organiser"].get("/desk/campaigns/new/arrest").text
    assert "Ctrl" not in form
    assert " multiple" not in form
    assert '<details class="many">' in form
    further = form.partition('<details class="many">')[2].partition("</details>")[0]
    assert further.index('value="UZ"') < further.index('value="AF"')
    slug = the_campaign(database).slug
    again = desk["organiser"].get(f"/desk/campaigns/{slug}/launch").text
    assert '<details class="many" open>' in again
    assert 'value="UZ" checked' in again
