"""An organiser chooses among kinds of letters, answers what a kind asks, and takes the PDF; the command line does too."""

import io
from pathlib import Path

import pytest
from pypdf import PdfReader
from sqlmodel import select
from starlette.testclient import TestClient

from campaigns.cli import main
from campaigns.letters.actions import save_letter
from campaigns.letters.kinds import LetterKind
from campaigns.letters.models import Letter
from campaigns.models.campaign import Campaign
from foundation.accounts.models import Organisation
from foundation.accounts.roles import Role
from foundation.database import Database
from foundation.files import read
from foundation.settings import Settings
from tests.campaigns.letters.papers import ASTANA, SIGNED, confirmed
from tests.factories.accounts import PASSWORD, an_organiser
from tests.factories.letters import a_mission, a_sender, an_arrest, approved
from tests.schema_told import tell_schema

LETTERS = "/desk/campaigns/free-ada/letters"
COMPLAINT = f"{LETTERS}/ilo_cfa_complaint/ilo-dg"
GENEVA = {
    "language": "en",
    "lines": "International Labour Office\n4 route des Morillons\nCH-1211 Genève 22\nSWITZERLAND",
    "confirmed_on": "2026-11-01",
    "page": "https://www.ilo.example.org/contact",
}
COMPLETE = {
    "language": "en",
    "signatory_name": "Jean Modèle",
    "signatory_office": "General Secretary",
    "place": "Example Town",
    "dated_on": "2026-11-20",
    "intent": "yes",
    "complainant": "national",
    "standing": "We bring together the dockers of eleven ports.",
    "conciliation": "no",
}


@pytest.fixture
def campaigns(database: Database) -> None:
    with database.writing() as session:
        organisation = a_sender(session)
        an_arrest(session, organisation)
        a_mission(session, organisation)
        an_organiser(session, organisation)
        an_organiser(session, organisation, Role.VIEWER, email="viewer@example.org")


def sign_in(client: TestClient, email: str = "ada@example.org") -> None:
    client.post("/desk/sign-in", data={"email": email, "password": PASSWORD})


def words_of(content: bytes) -> str:
    reader = PdfReader(io.BytesIO(content))
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def test_the_tab_lists_kinds_in_groups_and_each_says_who_may_send_it(client: TestClient, campaigns: None) -> None:
    sign_in(client)
    tab = client.get(LETTERS).text
    places = [
        tab.index(words)
        for words in (
            "To governments, courts and employers",
            "To the International Labour Organization",
            "To the United Nations and the European Union",
            "To partner unions and the press",
        )
    ]
    assert places == sorted(places)
    for kind in LetterKind:
        assert f'href="{LETTERS}/{kind}"' in tab
        page = client.get(f"{LETTERS}/{kind}")
        assert page.status_code == 200, kind
        assert kind.words in page.text
    complaint = client.get(f"{LETTERS}/ilo_cfa_complaint").text
    assert "Only organisations may complain" in complaint
    assert "Nobody has read at its source" in complaint
    assert client.get(f"{LETTERS}/telegram").status_code == 404


def test_in_russian_the_kinds_speak_russian(client: TestClient, campaigns: None) -> None:
    sign_in(client)
    tab = client.get(f"/ru{LETTERS}").text
    assert "Жалоба в Комитет по свободе объединения" in tab
    assert "Профсоюзам-партнёрам и прессе" in tab
    page = client.get(f"/ru{LETTERS}/ilo_cfa_complaint").text
    assert "Жалобу подают только организации" in page


def test_a_complaint_becomes_ready_answer_by_answer(client: TestClient, database: Database, campaigns: None) -> None:
    sign_in(client)
    editor = client.get(COMPLAINT).text
    for words in (
        "Say that your organisation means to lodge a complaint",
        "Say as what your organisation complains",
        "this kind must be dated",
        "Who signs the letter is missing",
        "Substantiation to follow",
    ):
        assert words in editor, words
    draft = words_of(client.get(f"{COMPLAINT}/pdf").content)
    assert "DRAFT" in draft
    assert "lodges a complaint" not in draft

    assert client.post(f"{COMPLAINT}/address", data=GENEVA).status_code == 303
    answer = client.post(COMPLAINT, data=COMPLETE | {"quote": "Nobody asks this here.", "complainant": "none"})
    assert answer.status_code == 303
    assert "Ask the national centre or a global union" in client.get(COMPLAINT).text
    assert client.post(COMPLAINT, data=COMPLETE | {"quote": "Nobody asks this here."}).status_code == 303
    editor = client.get(COMPLAINT).text
    assert "Ready to leave" in editor
    assert "Worth knowing" in editor
    with database.reading() as session:
        letter = session.exec(select(Letter).where(Letter.kind == LetterKind.ILO_CFA_COMPLAINT)).one()
        assert letter.answers == {
            name: COMPLETE[name] for name in ("intent", "complainant", "standing", "conciliation")
        }

    complaint = words_of(client.get(f"{COMPLAINT}/pdf").content)
    assert "DRAFT" in complaint, "nobody has approved it"
    for words in (
        "Complaint to the Committee on Freedom of Association against the Government of the Republic of Exemplia",
        "lodges a complaint with the Committee on Freedom of Association",
        "is a national organisation of workers with a direct interest in the case of Ada Example.",
        "12 Example Street, 1200 Example Town, Switzerland.",
        "1. 3 May 2026: Police arrested Ada Example in the office of the union.",
        "Evidence in the case of Ada Example will follow for paragraph 1.",
        "1. Release Ada Example at once. Drop all charges against her.",
    ):
        assert words in complaint, words
    assert client.post(f"{COMPLAINT}/file", data={"language": "en"}).status_code == 303


def test_answers_of_the_wrong_shape_stand_beside_their_field(client: TestClient, campaigns: None) -> None:
    sign_in(client)
    for wrong in ({"complainant": "everybody"}, {"standing": "x" * 3000}, {"intent": "perhaps"}):
        assert client.post(COMPLAINT, data=COMPLETE | wrong).status_code == 422, wrong
    appeal = f"{LETTERS}/urgent_appeal/everybody"
    answer = client.post(appeal, data={"language": "en", "act_until": "tomorrow"})
    assert answer.status_code == 422
    assert "Please write a day, such as 1 May 2026" in answer.text


def test_what_goes_to_no_office_asks_for_no_address(client: TestClient, campaigns: None) -> None:
    sign_in(client)
    appeal = f"{LETTERS}/urgent_appeal/everybody"
    editor = client.get(appeal).text
    assert "Confirm the address" not in editor
    assert "Say until which day people should act" in editor
    given = {
        "language": "en",
        "place": "Example Town",
        "act_until": "2030-06-30",
        "appeal_number": "7",
        "contact_name": "Jean Modèle",
        "contact_phone": "+41 00 000 00 01",
    }
    assert client.post(appeal, data=given).status_code == 303
    answer = client.get(f"{appeal}/pdf")
    assert len(PdfReader(io.BytesIO(answer.content)).pages) == 1
    text = words_of(answer.content)
    for words in ("Urgent appeal No. 7", "30 June 2030", "President of the Republic of Exemplia", "Do not", "Free Ada"):
        assert words in text, words
    assert client.get(f"{appeal}/preview").status_code == 200


def test_a_viewer_looks_and_changes_nothing(client: TestClient, campaigns: None) -> None:
    sign_in(client, "viewer@example.org")
    assert client.get(f"{LETTERS}/un_wgad").status_code == 200
    assert client.get(f"{LETTERS}/un_wgad/un-wgad").status_code == 200
    assert client.post(f"{LETTERS}/un_wgad/un-wgad", data={"language": "en"}).status_code == 403


def test_several_countries_have_to_be_parted_before_a_government_is_named(client: TestClient, campaigns: None) -> None:
    sign_in(client)
    complaint = COMPLAINT.replace("free-ada", "mission")
    assert "This goes against one government" in client.get(complaint).text
    editor = client.get(complaint).text
    keys = [part.split('"')[0] for part in editor.split('value="addressee:')[1:]]
    left_out = [f"addressee:{key}" for key in keys[1:]]
    assert client.post(complaint, data=COMPLETE | {"omitted": left_out}).status_code == 303
    assert "This goes against one government" not in client.get(complaint).text


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch, database: Database, settings: Settings, campaigns: None) -> None:
    tell_schema(database)
    monkeypatch.setenv("SOLIDARITY_DATABASE_URL", settings.database_url)
    monkeypatch.setenv("SOLIDARITY_DATA_DIR", str(settings.data_dir))
    monkeypatch.setenv("SOLIDARITY_SECRET_KEY", settings.secret_key.get_secret_value())


def test_the_command_writes_every_kind(installed: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for kind, more in (("ilo-cfa-complaint", []), ("protest", ["--to", "zz-president"]), ("press_release", [])):
        target = tmp_path / f"{kind}.pdf"
        assert main(["letter", "free-ada", kind, *more, "--language", "ru", "-o", str(target)]) == 0
        assert target.read_bytes().startswith(b"%PDF")
    assert main(["letter", "mission", "protest", "--all", "--language", "en", "-o", str(tmp_path / "all")]) == 0
    names = sorted(path.name for path in (tmp_path / "all").iterdir())
    assert names == [
        f"protest-mission-{office}-en.pdf" for office in ("kz-president", "kz-prime-minister", "tm-president")
    ]
    capsys.readouterr()


def test_the_command_writes_the_bytes_that_were_approved(
    installed: None, database: Database, settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with database.writing() as session:
        campaign = session.exec(select(Campaign).where(Campaign.slug == "mission")).one()
        author = an_organiser(session, session.get_one(Organisation, campaign.organisation_id), email="a@example.org")
        second = an_organiser(session, session.get_one(Organisation, campaign.organisation_id), email="b@example.org")
        confirmed(session, campaign, "kz-president", ASTANA)
        values, office = SIGNED["en"], {"kind": LetterKind.APPEAL, "office_id": "kz-president", "language": "en"}
        save_letter(session, campaign=campaign, values=values, by=author, **office)  # type: ignore[arg-type]  # as in `office`
        letter = approved(session, settings.effective_files_dir, campaign, by=second)
        frozen = read(settings.effective_files_dir, str(letter.file_sha256))
    target = tmp_path / "letter.pdf"
    command = ["letter", "mission", "appeal", "--language", "en", "-o"]
    assert main([*command, str(target), "--to", "kz-president"]) == 0
    assert target.read_bytes() == frozen
    assert "as it was approved" in capsys.readouterr().out
    assert main([*command, str(tmp_path / "all"), "--all"]) == 0
    assert (tmp_path / "all" / "mission-kz-president-en.pdf").read_bytes() == frozen


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["letter", "mission", "apeal"], "Is appeal meant?"),
        (["letter", "mission", "cfa-complaint"], "Is ilo_cfa_complaint meant?"),
        (["letter", "mission", "appeal", "--to", "kz-presidant"], "Is kz-president meant?"),
        (["letter", "mission", "un_wgad", "--to", "kz-president"], "They go to: un-wgad."),
        (["letter", "mission", "appeal", "--to", "kz-president", "--language", "fr"], "is written in: en, ru."),
    ],
)
def test_a_wrong_word_is_answered_with_the_nearest_right_one(
    installed: None, tmp_path: Path, capsys: pytest.CaptureFixture[str], words: list[str], said: str
) -> None:
    assert main([*words, "-o", str(tmp_path / "letter.pdf")]) == 1
    err = capsys.readouterr().err
    assert said in err
    assert "Traceback" not in err
