"""What a newcomer sees after the first start: four campaigns, each complete on its pages in both languages."""

import io
import re
from pathlib import Path

import pytest
from pypdf import PdfReader
from sqlmodel import select
from starlette.testclient import TestClient

import campaigns.worker  # noqa: F401  # registers the jobs
from campaigns.dossiers.models import Dossier, DossierState
from campaigns.facts.gather import gather_facts
from campaigns.first_run import fill_empty_database
from campaigns.models.campaign import Campaign
from foundation.database import Database
from foundation.mail.setup import configure_mail
from foundation.settings import Settings

HISTORY = (
    "central-asia-2019-recommendations",
    "kyrgyzstan-kloop-media",
    "kyrgyzstan-trade-union-law-case-3386",
)
LIVE = "exemplia-free-peter-example"


@pytest.mark.slow
def test_the_first_start_leaves_complete_pages(
    client: TestClient, settings: Settings, database: Database, tmp_path: Path
) -> None:
    configure_mail(settings)
    said: list[str] = []
    fill_empty_database(settings, database, said.append)

    kept = tmp_path / "first-login"
    assert oct(kept.stat().st_mode)[-3:] == "600"
    assert [line.split()[0] for line in kept.read_text().splitlines()] == ["organiser", "reviewer"]
    who, email, password = kept.read_text().splitlines()[0].split()
    assert (who, client.post("/desk/sign-in", data={"email": email, "password": password}).status_code) == (
        "organiser",
        303,
    )

    for language in ("en", "ru"):
        for slug in (*HISTORY, LIVE):
            _names_everything(client, database, slug, language)
            dossier = client.get(f"/{language}/campaigns/{slug}/dossier.pdf")
            assert dossier.content.startswith(b"%PDF"), slug
            read = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(dossier.content)).pages)
            assert len(read) > 1000
            assert not re.search("incapable|недееспособ", read, re.IGNORECASE)
            assert client.get(f"/{language}/petitions/{slug}").status_code == 200
            assert client.get(f"/{language}/campaigns/{slug}/letters").status_code == 200
    assert "На этой странице" in client.get(f"/ru/campaigns/{HISTORY[0]}").text
    for slug in HISTORY:
        page = client.get(f"/campaigns/{slug}")
        assert page.headers["x-robots-tag"] == "noindex"
        assert "example from history" in page.text
        assert "What happened since" in page.text
        assert not re.search(r">kyrgyzstan-[a-z-]+\d*<", page.text)
        sign = {"name": "Jean Modèle", "email": "jean@example.org", "country": "FR", "agree_count": "yes"}
        assert client.post(f"/petitions/{slug}/signatures", data=sign).status_code in (409, 410)
    assert "Sign the petition" in client.get(f"/campaigns/{LIVE}").text
    assert "Do you or your family live in this country: Exemplia?" in client.get(f"/en/petitions/{LIVE}").text
    assert "Примерия" in client.get(f"/ru/petitions/{LIVE}").text
    with database.reading() as session:
        states = session.exec(select(Dossier.state)).all()
    assert states == [DossierState.READY] * 8

    fill_empty_database(settings, database, said.append)
    with database.reading() as session:
        assert len(session.exec(select(Campaign.id)).all()) == 4


def _names_everything(client: TestClient, database: Database, slug: str, language: str) -> None:
    """Every person, organisation, demand and call that is not on hold is on the campaign's page."""
    answer = client.get(f"/{language}/campaigns/{slug}")
    assert answer.status_code == 200, slug
    text = _plain(answer.text)
    for named in re.findall(r'href="#([^"]+)"', answer.text):
        assert f'id="{named}"' in answer.text, f"{slug} leads nowhere: #{named}"
    with database.reading() as session:
        campaign = session.exec(select(Campaign).where(Campaign.slug == slug)).one()
        facts = gather_facts(session, campaign, language=language)
    for words in (
        *(case.name for case in facts.cases),
        *(actor.name for actor in facts.actors),
        *(law.name for law in facts.laws),
        *(demand.summary for demand in facts.demands),
        *(action for demand in facts.demands for action in demand.actions),
        *(call.text for call in facts.calls),
        *(intention.text for intention in facts.intentions),
        *(event.text for event in facts.timeline),
        *(argument.text for argument in facts.arguments),
        *(situation.text for situation in facts.situation),
        *(fact.text for finding in facts.findings for fact in finding.facts),
    ):
        assert _plain(words) in text, f"{slug} in {language} lacks: {words}"


def _plain(html: str) -> str:
    for mark, plain in (("&#39;", "'"), ("&#34;", '"'), ("&quot;", '"'), ("&amp;", "&")):
        html = html.replace(mark, plain)
    return " ".join(html.split())
