"""Sheets come back: one organiser enters the batch with its scan, another counts again, and the count follows."""

import io
import re
from datetime import timedelta

import pytest
from PIL import Image
from pypdf import PdfWriter
from sqlmodel import select
from starlette.testclient import TestClient

from campaigns.app import create_app
from foundation.accounts.models import AuditEntry
from foundation.accounts.roles import Role
from foundation.clock import utc_now
from foundation.database import Database
from foundation.files import StoredFile
from foundation.settings import Settings
from petitions.actions import paper_scans
from petitions.actions.paper_scans import forget_paper
from petitions.models.paper import PaperBatch, PaperState
from petitions.models.petition import Petition
from tests.conftest import BASE_URL
from tests.factories.accounts import PASSWORD, an_organisation, an_organiser
from tests.factories.petitions import an_open_petition, make_older

DAY = str((utc_now() - timedelta(days=2)).date())
SHEETS = {"source": "Example Bakers", "place": "Canary Square", "collected_on": DAY, "claimed": "40", "country": "FR"}
PAPER = "/desk/petitions/free-ada/paper"


@pytest.fixture
def petition(database: Database) -> Petition:
    with database.writing() as session:
        organisation = an_organisation(session)
        for name in ("ada", "jean"):
            an_organiser(session, organisation, Role.EDITOR, f"{name}@example.org")
        an_organiser(session, organisation, Role.VIEWER, "viewer@example.org")
        return an_open_petition(session, organisation)


def desk(settings: Settings, database: Database, who: str) -> TestClient:
    client = TestClient(
        create_app(settings, database),
        base_url=BASE_URL,
        follow_redirects=False,
        headers={"Origin": BASE_URL, "Accept-Language": "en"},
    )
    assert client.post("/desk/sign-in", data={"email": f"{who}@example.org", "password": PASSWORD}).status_code == 303
    return client


@pytest.fixture
def ada(settings: Settings, database: Database, petition: Petition) -> TestClient:
    return desk(settings, database, "ada")


@pytest.fixture
def jean(settings: Settings, database: Database, petition: Petition) -> TestClient:
    return desk(settings, database, "jean")


def a_scan(kind: str = "JPEG") -> bytes:
    out = io.BytesIO()
    if kind == "PDF":
        writer = PdfWriter()
        writer.add_blank_page(200, 200)
        writer.write(out)
    else:
        Image.new("RGB", (80, 60), "white").save(out, kind)
    return out.getvalue()


def enter(client: TestClient, scan: bytes | None = None, **changed: str) -> str:
    """The address of the new batch."""
    files = {"scan": ("sheets.bin", scan)} if scan is not None else None
    answer = client.post(PAPER, data=SHEETS | changed, files=files)
    assert answer.status_code == 303, re.findall(r'class="problem"[^>]*>([^<]+)', answer.text)
    return answer.headers["location"]


def test_two_people_bring_a_batch_into_the_public_count(
    client: TestClient, database: Database, ada: TestClient, jean: TestClient, petition: Petition
) -> None:
    batch = enter(ada)
    assert "waits for a second count" in ada.get(PAPER).text
    assert "You counted this batch first" in ada.get(batch).text
    assert ada.post(f"{batch}/recount", data={"recounted": "40"}).status_code == 409
    blind = jean.get(batch).text
    assert "hidden until somebody else has counted" in blind
    assert "<dd>40</dd>" not in blind
    assert jean.post(f"{batch}/recount", data={"recounted": "39"}).status_code == 303
    assert "the two counts differ" in jean.get(batch).text
    assert jean.post(f"{batch}/recount", data={"recounted": "40"}).status_code == 303
    with database.writing() as session:
        make_older(session, petition.id)
    page = client.get("/petitions/free-ada").text
    assert "40 on paper" in page
    assert client.get("/petitions/free-ada/count.json").json()["paper"] == 40
    assert jean.post(f"{batch}/withdraw", data={"why": "copies of other sheets"}).status_code == 303
    assert "copies of other sheets" in ada.get(batch).text
    with database.writing() as session:
        make_older(session, petition.id)
    assert client.get("/petitions/free-ada/count.json").json()["paper"] == 0
    assert ada.post(f"{batch}/restore").status_code == 303
    assert ada.post(f"{batch}/correct", data={"claimed": "41", "reason": "one was overlooked"}).status_code == 303
    assert "the two counts differ" in ada.get(PAPER).text


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("claimed", "0"),
        ("claimed", "many"),
        ("claimed", "9" * 30),
        ("collected_on", "2999-01-01"),
        ("collected_on", "0001-01-01"),
        ("collected_on", "yesterday"),
        ("source", ""),
        ("place", "x" * 300),
        ("country", "ZZ"),
    ],
)
def test_what_is_wrong_stands_beside_its_field_and_nothing_is_kept(
    ada: TestClient, database: Database, field: str, value: str
) -> None:
    answer = ada.post(PAPER, data=SHEETS | {field: value})
    assert answer.status_code == 422
    assert f'id="{field}-problem"' in answer.text
    assert 'value="Example Bakers"' in answer.text or field == "source"
    with database.reading() as session:
        assert session.exec(select(PaperBatch)).first() is None


def test_a_wrong_number_is_said_on_the_page_of_the_batch(ada: TestClient, jean: TestClient) -> None:
    batch = enter(ada)
    for act, sent, field in (
        ("recount", {"recounted": "-1"}, "recounted"),
        ("correct", {"claimed": "5"}, "reason"),
        ("withdraw", {"why": " "}, "why"),
    ):
        answer = jean.post(f"{batch}/{act}", data=sent)
        assert answer.status_code == 422
        assert f'id="{field}-problem"' in answer.text


@pytest.mark.parametrize(
    ("kind", "media_type"), [("PDF", "application/pdf"), ("JPEG", "image/jpeg"), ("PNG", "image/png")]
)
def test_a_scan_lies_sealed_and_leaves_as_a_download_that_is_recorded(
    ada: TestClient, jean: TestClient, database: Database, settings: Settings, kind: str, media_type: str
) -> None:
    scan = a_scan(kind)
    batch = enter(ada, scan)
    with database.reading() as session:
        stored = session.exec(select(StoredFile)).one()
        assert stored.media_type == "application/octet-stream"
    on_disk = [path.read_bytes() for path in settings.effective_files_dir.rglob("*") if path.is_file()]
    assert on_disk
    assert all(b"%PDF" not in content and b"JFIF" not in content and b"PNG" not in content for content in on_disk)
    assert jean.get(f"{batch}/scan/open").status_code == 405, "no link fetches it"
    answer = jean.post(f"{batch}/scan/open")
    assert answer.headers["content-type"] == media_type
    assert answer.headers["content-disposition"].startswith("attachment; ")
    assert "sandbox" in answer.headers["content-security-policy"]
    assert answer.headers["cache-control"] == "private, no-store"
    if kind == "PDF":
        assert answer.content == scan
    with database.reading() as session:
        acts = [entry.act for entry in session.exec(select(AuditEntry))]
    assert acts[-2:] == ["paper.scan_added", "paper.scan_opened"]
    assert jean.post(f"{batch}/scan/remove").status_code == 303
    assert jean.post(f"{batch}/scan/open").status_code == 404
    assert not [path for path in settings.effective_files_dir.rglob("*") if path.is_file()]


def test_another_scan_takes_the_place_of_the_first(ada: TestClient, database: Database, settings: Settings) -> None:
    batch = enter(ada, a_scan("JPEG"))
    assert ada.post(f"{batch}/scan", files={"scan": ("x.pdf", a_scan("PDF"))}).status_code == 303
    assert ada.post(f"{batch}/scan/open").headers["content-type"] == "application/pdf"
    assert len([path for path in settings.effective_files_dir.rglob("*") if path.is_file()]) == 1


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"MZ a program",
        b"<html><script>alert(1)</script>",
        b"%PDF-1.7 but nothing more",
        a_scan("PDF") + b"<script>" * 200,
        b"\x89PNG\r\n\x1a\n cut off",
        b"%PDF-" + b"\0" * (10 * 1024 * 1024 + 1),
    ],
)
def test_a_file_that_is_not_what_it_should_be_is_refused_and_not_kept(
    ada: TestClient, database: Database, settings: Settings, content: bytes
) -> None:
    batch = enter(ada)
    for answer in (
        ada.post(f"{batch}/scan", files={"scan": ("../../x.pdf", content)}),
        ada.post(PAPER, data=SHEETS, files={"scan": ("x.jpg", content)}) if content else None,
    ):
        if answer is not None:
            assert answer.status_code == 422
            assert 'id="scan-problem"' in answer.text
    assert not [path for path in settings.effective_files_dir.rglob("*") if path.is_file()]
    with database.reading() as session:
        assert len(session.exec(select(PaperBatch)).all()) == 1


def test_a_petition_keeps_so_many_scans_and_no_more(ada: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paper_scans, "MOST_SCANS", 1)
    batch = enter(ada, a_scan())
    assert ada.post(f"{batch}/scan", files={"scan": ("x.jpg", a_scan())}).status_code == 303, "in its place"
    second = enter(ada)
    answer = ada.post(f"{second}/scan", files={"scan": ("x.jpg", a_scan())})
    assert answer.status_code == 422
    assert "at most 1 scans" in answer.text


def test_a_viewer_reads_numbers_and_changes_nothing(ada: TestClient, settings: Settings, database: Database) -> None:
    batch = enter(ada, a_scan())
    viewer = desk(settings, database, "viewer")
    assert "Example Bakers" in viewer.get(batch).text
    assert "Download the scan" not in viewer.get(batch).text
    for act in ("recount", "correct", "withdraw", "restore", "scan", "scan/open", "scan/remove"):
        assert viewer.post(f"{batch}/{act}").status_code == 403
    assert viewer.post(PAPER, data=SHEETS).status_code == 403


def test_a_batch_of_another_petition_is_not_found(ada: TestClient, database: Database) -> None:
    number = enter(ada).rsplit("/", 1)[1]
    with database.writing() as session:
        an_open_petition(session, an_organisation(session, "Another Example Union"), slug="other")
    assert ada.get(f"/desk/petitions/other/paper/{number}").status_code == 404
    for wrong in ("0", "1", str(2**63), "9" * 40):
        assert ada.get(f"{PAPER}/{wrong}").status_code == 404


def test_what_leads_to_people_is_forgotten_and_the_numbers_stay(
    ada: TestClient, jean: TestClient, database: Database, settings: Settings, petition: Petition
) -> None:
    batch = enter(ada, a_scan())
    jean.post(f"{batch}/recount", data={"recounted": "40"})
    with database.writing() as session:
        forget_paper(session, files_dir=settings.effective_files_dir, petition_id=petition.id)
    with database.reading() as session:
        kept = session.exec(select(PaperBatch)).one()
        assert (kept.source, kept.place, kept.reason, kept.country, kept.scan_sha256) == (None,) * 5
        assert (kept.state, kept.claimed) == (PaperState.COUNTED, 40)
        assert session.exec(select(StoredFile)).first() is None
    assert not [path for path in settings.effective_files_dir.rglob("*") if path.is_file()]
    assert "deleted" in ada.get(batch).text
    assert "Canary Square" not in ada.get(PAPER).text


def test_where_it_was_collected_does_not_lie_in_clear_on_the_disk(ada: TestClient, database: Database) -> None:
    enter(ada)
    with database.reading() as session:
        row = session.connection().exec_driver_sql("SELECT source, place FROM paper_batch").one()
    assert all(b"Canary" not in bytes(value) and b"Bakers" not in bytes(value) for value in row)


def test_the_desk_hands_out_what_is_passed_on(ada: TestClient, client: TestClient) -> None:
    page = ada.get("/en/desk/petitions/free-ada/spread").text
    for words in (
        "/ru/petitions/free-ada/poster.pdf",
        "/en/petitions/free-ada/sheet.pdf",
        "&lt;iframe src=",
        "picture.png",
    ):
        assert words in page
    assert "frame-ancestors *" in client.get("/petitions/free-ada/embed").headers["content-security-policy"]
    sites = "https://www.example.org/\n\nhttps://bakers.example.net:8443\nhttps://www.example.org"
    assert ada.post("/desk/petitions/free-ada/embed-sites", data={"sites": sites}).status_code == 303
    policy = client.get("/petitions/free-ada/embed").headers["content-security-policy"]
    assert policy.endswith("frame-ancestors https://www.example.org https://bakers.example.net:8443")
    assert "frame-ancestors 'none'" in client.get("/petitions/free-ada").headers["content-security-policy"]
    assert ada.post("/desk/petitions/free-ada/embed-sites", data={"sites": ""}).status_code == 303
    assert "frame-ancestors *" in client.get("/petitions/free-ada/embed").headers["content-security-policy"]


@pytest.mark.parametrize(
    "sites",
    ["example.org", "https://a.example; script-src *", "'self'", "https://", "javascript:x", "https://пример.example"],
)
def test_only_sites_come_into_the_list(ada: TestClient, client: TestClient, sites: str) -> None:
    answer = ada.post("/desk/petitions/free-ada/embed-sites", data={"sites": sites})
    assert answer.status_code == 422
    assert 'id="sites-problem"' in answer.text
    assert "frame-ancestors *" in client.get("/petitions/free-ada/embed").headers["content-security-policy"]
