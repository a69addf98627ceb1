"""A campaign is taken out as its file and brought in again, at the desk and by command."""

import base64
import hashlib
import io
import re
import sys
from html import unescape
from pathlib import Path

import pytest
from PIL import Image
from sqlmodel import select
from starlette.testclient import TestClient

from campaigns.actions.import_campaign import import_campaign
from campaigns.cli import main
from campaigns.files.kept_files import MOST_ATTACHED
from campaigns.files.sealed import unseal
from campaigns.files.yaml_tree import LARGEST_FILE
from campaigns.models.campaign import Campaign
from campaigns.models.case import Case
from foundation.accounts.models import AuditEntry
from foundation.accounts.roles import Role
from foundation.database import Database
from foundation.security import keys
from foundation.settings import Settings
from tests.campaigns.full_file import FULL_FILE, PNG
from tests.campaigns.test_update_from_file import FILE
from tests.conftest import SECRET
from tests.factories.accounts import an_organisation, an_organiser
from tests.journeys.signed_in import signed_in

WORDS = "four dockers on strike"


@pytest.fixture
def desk(settings: Settings, database: Database) -> dict[str, TestClient]:
    with database.writing() as session:
        union = an_organisation(session)
        for role in (Role.OWNER, Role.EDITOR, Role.VIEWER):
            an_organiser(session, union, role, email=f"{role}@example.org")
        import_campaign(session, organisation_id=union.id, content=FILE.encode(), by=None)
    return signed_in(settings, database, ("owner", "editor", "viewer"))


def uploaded(browser: TestClient, text: str | bytes, **more: str) -> str:
    content = text.encode() if isinstance(text, str) else text
    answer = browser.post("/desk/campaigns/new/file", files={"file": ("a.yaml", content)}, data=more)
    return answer.text


def hidden(html: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', html)
    assert found, name
    return unescape(found[1])


def test_a_corrected_public_file_is_compared_and_brought_in(desk: dict[str, TestClient], database: Database) -> None:
    public = desk["viewer"].get("/desk/campaigns/free-ada/campaign.yaml").text
    assert "Jean" not in public
    html = uploaded(desk["editor"], public.replace("She was arrested.", "She was arrested at work."))
    for words in ("She was arrested at work.", "She was arrested.", "Changed", "and stays: Jean Modèle"):
        assert words in html
    took = desk["editor"].post(
        "/desk/campaigns/new/file/take", data={"content": hidden(html, "content"), "seen": hidden(html, "seen")}
    )
    assert took.url.path == "/desk/campaigns/free-ada/facts"
    assert "arrested at work" in took.text
    with database.reading() as session:
        assert set(session.exec(select(Case.key)).all()) == {"ada", "jean"}


def test_somebody_elses_change_in_the_meantime_is_shown_first(desk: dict[str, TestClient]) -> None:
    html = uploaded(desk["editor"], FILE.replace("Both were", "They were"))
    sent = {"content": hidden(html, "content"), "seen": hidden(html, "seen")}
    texts = {"title_en": "Free all dockers"}
    seen = hidden(desk["owner"].get("/desk/campaigns/free-ada/texts").text, "seen")
    desk["owner"].post("/desk/campaigns/free-ada/texts", data=texts | {"seen": seen})
    answer = desk["editor"].post("/desk/campaigns/new/file/take", data=sent)
    assert answer.status_code == 409
    assert "Free all dockers" in answer.text


def test_the_page_names_the_size_that_is_taken(desk: dict[str, TestClient]) -> None:
    assert f"up to {LARGEST_FILE // 1024**2} MB" in desk["editor"].get("/desk/campaigns/new/file").text


def test_what_is_wrong_with_a_file_is_told_with_its_place(desk: dict[str, TestClient]) -> None:
    assert "line 3, column 7: “arest” is not known here." in unescape(
        uploaded(desk["editor"], FILE.replace("kind: arrest\n", "kind: arest\n"))
    )
    assert "References (&amp;a)" in uploaded(desk["editor"], "a: &a [1]\nb: [*a, *a]\n")
    assert "nested too deeply" in uploaded(desk["editor"], "a: " + "[" * 5000)
    assert "larger than 8 MB" in uploaded(desk["editor"], b"x" * (8 * 1024 * 1024 + 1))
    took = desk["editor"].post("/desk/campaigns/new/file/take", data={"content": "nonsense"})
    assert took.status_code == 422
    assert "choose the file again" in took.text


def test_a_new_campaign_is_looked_at_and_imported_as_a_draft(desk: dict[str, TestClient], database: Database) -> None:
    html = uploaded(desk["editor"], FILE.replace("slug: free-ada", "slug: free-jean"))
    assert "not here yet" in html
    took = desk["editor"].post("/desk/campaigns/new/file/take", data={"content": hidden(html, "content")})
    assert took.url.path == "/desk/campaigns/free-jean"


def test_everything_is_for_owners_with_a_reason_and_sealed(desk: dict[str, TestClient], database: Database) -> None:
    asked = {"reason": "moving to another server", "passphrase": WORDS, "again": WORDS}
    assert desk["editor"].post("/desk/campaigns/free-ada/file", data=asked).status_code == 403
    assert "Everything, sealed" not in desk["editor"].get("/desk/campaigns/free-ada/file").text
    for missing in ("reason", "passphrase", "again"):
        assert desk["owner"].post("/desk/campaigns/free-ada/file", data=asked | {missing: ""}).status_code == 422
    sealed = desk["owner"].post("/desk/campaigns/free-ada/file", data=asked)
    assert "Jean" not in sealed.text
    assert "Jean Modèle" in unseal(sealed.content, passphrase=WORDS).decode()
    with database.reading() as session:
        entry = session.exec(select(AuditEntry).where(AuditEntry.act == "campaign.exported_whole")).one()
        assert entry.detail == "moving to another server"
    assert "does not open" in uploaded(desk["owner"], sealed.content, passphrase="some other words")
    assert "nothing that is not here already" in uploaded(desk["owner"], sealed.content, passphrase=WORDS)


def test_by_command_too(
    desk: dict[str, TestClient],
    settings: Settings,
    database: Database,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("SOLIDARITY_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("SOLIDARITY_DATABASE_URL", settings.effective_database_url)
    monkeypatch.setenv("SOLIDARITY_SECRET_KEY", SECRET)
    monkeypatch.setattr("campaigns.commands.opening.schema_of", lambda _database: "head")
    monkeypatch.setattr("campaigns.commands.opening.newest_schema", lambda: "head")
    monkeypatch.setattr("campaigns.commands.opening.migrate", lambda *_: None)
    plain, sealed = tmp_path / "plain.yaml", tmp_path / "all.txt"
    assert main(["export-campaign", "free-ada", "-o", str(plain)]) == 0
    assert "Jean" not in plain.read_text()
    assert main(["export-campaign", "free-ada", "--with-held", "-o", str(sealed)]) == 1
    monkeypatch.setattr(sys, "stdin", io.StringIO(WORDS + "\n"))
    assert main(["export-campaign", "free-ada", "--with-held", "--reason", "a move", "-o", str(sealed)]) == 0
    plain.write_text(plain.read_text().replace("Both", "Both").replace("She was", "She really was"))
    capsys.readouterr()
    assert main(["import-campaign", str(plain), "--dry-run"]) == 0
    said = capsys.readouterr().out
    assert "She was arrested. -> She really was arrested." in said
    assert "On hold here, not in the file, and stays: Jean Modèle" in said
    with database.reading() as session:
        assert session.exec(select(Campaign)).one().version == 1
    assert main(["import-campaign", str(plain)]) == 1
    assert main(["import-campaign", str(plain), "--update"]) == 0
    monkeypatch.setattr(sys, "stdin", io.StringIO(WORDS + "\n"))
    assert main(["import-campaign", str(sealed), "--update"]) == 0
    keys.unlock(SECRET)
    with database.reading() as session:
        assert set(session.exec(select(Case.key)).all()) == {"ada", "jean"}


def test_pictures_and_evidence_come_along(desk: dict[str, TestClient], database: Database) -> None:
    """As many bytes as a file may hold, through the form that shows what would change."""
    written = io.BytesIO()
    Image.effect_noise((1200, 1000), 90).convert("RGB").save(written, "PNG")
    large = written.getvalue()
    assert 1_000_000 < len(large) < MOST_ATTACHED
    text = FULL_FILE.replace("slug: free-ada", "slug: free-ada-again").replace("is_history: true\nis_", "is_")
    text = text.replace(base64.b64encode(PNG).decode(), base64.b64encode(large).decode())
    text = text.replace(hashlib.sha256(PNG).hexdigest(), hashlib.sha256(large).hexdigest())
    html = uploaded(desk["editor"], text)
    sent = {"content": hidden(html, "content"), "seen": ""}
    took = desk["editor"].post("/desk/campaigns/new/file/take", data=sent)
    assert took.url.path == "/desk/campaigns/free-ada-again"
    public = desk["editor"].get("/desk/campaigns/free-ada-again/campaign.yaml").text
    assert f"- file: {hashlib.sha256(large).hexdigest()}" in public
    without = public[: public.index("files:\n")].replace("On bail.", "Out on bail.")
    html = uploaded(desk["editor"], without)
    assert "Out on bail." in html
    assert "only named in this file" not in html
    named_only = without.replace("slug: free-ada-again", "slug: free-ada-elsewhere")
    assert "2 pictures and files are only named in this file" in uploaded(desk["editor"], named_only)
