"""An organiser narrows the list, looks for one signer, takes a table out, and sees when all of it goes."""

import csv
import io
import zipfile
from datetime import timedelta

import pytest
import sqlalchemy as sa
import time_machine
from sqlmodel import select
from starlette.testclient import TestClient

import petitions.jobs
from campaigns.tables import metadata
from foundation.accounts.models import AuditEntry
from foundation.accounts.roles import Role
from foundation.clock import utc_now
from foundation.database import Database
from foundation.switches.models import Switch, SwitchedOff
from foundation.xlsx_files import MOST_ROWS
from petitions.actions.push import close_all
from petitions.models.consent import ConsentKind
from petitions.models.petition import Petition
from petitions.models.signature import Signature, WebVisibility
from tests.factories.accounts import PASSWORD, an_organisation, an_organiser
from tests.factories.petitions import a_confirmed_signature, a_pending_signature, an_open_petition, typed
from tests.jobs_running import run_jobs

DESK = "/desk/petitions/free-ada"
HOSTILE = ["=1+1", "＝cmd|' /C calc'!A0", "+1", "＋1", "-1", "－1", "@SUM(A1)", "＠x"]


@pytest.fixture
def petition(database: Database) -> Petition:
    with database.writing() as session:
        organisation = an_organisation(session)
        for role in (Role.OWNER, Role.EDITOR, Role.VIEWER):
            an_organiser(session, organisation, role, f"{role.value}@example.org")
        petition = an_open_petition(session, organisation)
        a_confirmed_signature(
            session,
            petition,
            typed(
                "ada@example.net",
                name="Siri Example",
                organisation="=HYPERLINK(1)",
                country="NO",
                web=WebVisibility.FULL,
                also=(ConsentKind.UPDATES, ConsentKind.LIST),
                via="bakers",
            ),
        )
        a_confirmed_signature(session, petition, typed("jean@example.net", also=(ConsentKind.PARTNER,)))
        a_pending_signature(session, petition, typed("peter@example.net", name="Пётр Примеров", country="KZ"))
        return petition


def sign_in(client: TestClient, who: str = "owner") -> None:
    client.post("/desk/sign-in", data={"email": f"{who}@example.org", "password": PASSWORD})


def trail(database: Database) -> list[tuple[str, str]]:
    with database.reading() as session:
        return [(entry.act, entry.detail) for entry in session.exec(select(AuditEntry).order_by(AuditEntry.id))]  # type: ignore[arg-type]  # a column


def table(content: bytes) -> list[list[str]]:
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize(
    ("question", "shown"),
    [
        ("", {"Siri", "Jean", "Пётр"}),
        ("?state=confirmed", {"Siri", "Jean"}),
        ("?state=pending&country=KZ", {"Пётр"}),
        ("?country=FR", {"Jean"}),
        ("?via=bakers", {"Siri"}),
        ("?via=nobody", set()),
        ("?since=2000-01-01", {"Siri", "Jean", "Пётр"}),
        ("?since=2199-01-01", set()),
        ("?until=2000-01-01", set()),
    ],
)
def test_filters_narrow_the_list(client: TestClient, petition: Petition, question: str, shown: set[str]) -> None:
    sign_in(client)
    html = client.get(f"{DESK}/signatures{question}").text
    assert {name for name in ("Siri", "Jean", "Пётр") if f"<bdi>{name}" in html} == shown
    assert "@example.net" not in html


def test_a_filter_that_cannot_be_read_is_told_beside_its_field(client: TestClient, petition: Petition) -> None:
    sign_in(client)
    for wrong in ("since=yesterday", "country=XX", "state=lost", "via=%22%3E", "until=2026-02-31", "until=9999-12-31"):
        answer = client.get(f"{DESK}/signatures?{wrong}")
        assert answer.status_code == 422
        assert f'id="{wrong.partition("=")[0]}-problem"' in answer.text
    assert client.get(f"{DESK}/signatures?after=nonsense").status_code == 200


def test_leafing_keeps_the_filters(client: TestClient, database: Database, petition: Petition) -> None:
    with database.writing() as session:
        for number in range(60):
            a_pending_signature(session, petition, typed(name=f"Ada {number}.", country="SE"))
    sign_in(client)
    today = utc_now().date()
    for filters in ("country=SE", f"country=SE&since={today - timedelta(days=1)}"):
        first = client.get(f"{DESK}/signatures?{filters}").text
        assert "Ada 59." in first
        following = first.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
        second = client.get(following).text
        assert "Ada 0." in second
        assert "Ada 59." not in second
        assert "Jean" not in second


@pytest.mark.parametrize(
    ("by", "text", "found"),
    [
        ("email", "ADA+x@example.net", True),
        ("email", "nobody@example.net", False),
        ("name", "siri  EXAMPLE", True),
        ("name", "ада пример", False),
    ],
)
def test_an_owner_looks_for_a_signer_and_the_trail_says_why_but_not_whom(
    client: TestClient, database: Database, petition: Petition, by: str, text: str, found: bool
) -> None:
    sign_in(client)
    answer = client.post(f"{DESK}/find", data={"by": by, "text": text, "reason": "she asked us"})
    assert answer.status_code == 200
    assert ("<bdi>Siri Example</bdi>" in answer.text) is found
    assert ("Nobody with exactly this" in answer.text) is not found
    assert trail(database) == [("signatures.searched", f"{by}: she asked us")]


def test_looking_needs_a_reason_and_an_owner(client: TestClient, database: Database, petition: Petition) -> None:
    asked = {"by": "email", "text": "ada@example.net", "reason": "she asked us"}
    sign_in(client)
    for lacking, field in (({"reason": ""}, "reason"), ({"text": "ada"}, "text"), ({"by": "phone"}, "by")):
        answer = client.post(f"{DESK}/find", data=asked | lacking)
        assert answer.status_code == 422
        assert f'id="{field}-problem"' in answer.text
    assert trail(database) == []
    sign_in(client, "editor")
    assert client.post(f"{DESK}/find", data=asked).status_code == 403


def test_at_high_risk_nobody_is_found_and_no_fingerprint_stays(
    client: TestClient, database: Database, petition: Petition
) -> None:
    sign_in(client)
    with database.writing() as session:
        signers = [("one@example.net", "Ada Example"), ("two@example.net", "Ada Example"), ("3@example.net", "Jean M")]
        ids = [a_pending_signature(session, petition, typed(email, name=name)).row_id for email, name in signers]
    columns = fingerprints_of_names(database, ids)
    assert columns > {"signature.name_digest", "signature_signal.name_folded"}
    assert client.post(f"{DESK}/risk", data={"high": "yes"}).status_code == 303
    run_jobs(database)
    assert {column: kept_in(database, column) for column in columns} == {key: {None} for key in columns}
    asked = {"by": "name", "text": "Siri Example", "reason": "she asked us"}
    assert client.post(f"{DESK}/find", data=asked).status_code == 409
    assert "high risk" in client.get(f"{DESK}/find").text
    with database.writing() as session:
        again = session.get_one(Petition, petition.id)
        a_pending_signature(session, again, typed("new@example.net"))
        a_pending_signature(session, again, typed("new2@example.net", name="Jеаn Modèle"))
    assert {column: kept_in(database, column) for column in columns} == {key: {None} for key in columns}
    client.post(f"{DESK}/risk")
    run_jobs(database)
    assert all(None not in kept_in(database, column) for column in columns)
    assert "<bdi>Siri Example</bdi>" in client.post(f"{DESK}/find", data=asked).text
    assert [act for act, _detail in trail(database)] == [
        "petition.risk_raised",
        "petition.risk_lowered",
        "signatures.searched",
    ]


def fingerprints_of_names(database: Database, ids: list[int]) -> set[str]:
    """Of three signatures, the first two with one name: all columns that are equal for those and for them alone."""
    found = set()
    with database.reading() as session:
        for table, own_id in (("signature", "id"), ("signature_signal", "signature_id")):
            for column in metadata.tables[table].columns:
                one, two, other = (
                    session.scalar(sa.text(f'SELECT "{column.name}" FROM {table} WHERE {own_id} = {number}'))  # noqa: S608
                    for number in ids
                )
                if one == two != other:
                    found.add(f"{table}.{column.name}")
    return found


def kept_in(database: Database, column: str) -> set[object]:
    table, _, name = column.partition(".")
    with database.reading() as session:
        return set(session.execute(sa.text(f"SELECT {name} FROM {table}")).scalars())  # noqa: S608


def test_fingerprints_go_also_when_the_work_is_interrupted_or_one_comes_late(
    client: TestClient, database: Database, petition: Petition, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign_in(client)
    monkeypatch.setattr("petitions.actions.keeping.AT_ONCE", 1)
    for high in ("yes", ""):
        client.post(f"{DESK}/risk", data={"high": high})
        with monkeypatch.context() as stopped:
            # As if every step of it were the last of a process.
            stopped.setattr("petitions.jobs.is_stopping", lambda: True)
            assert len(run_jobs(database)) > 3
        assert (None in kept_in(database, "signature.name_digest")) is bool(high)
        assert len(kept_in(database, "signature_signal.name_folded")) == (1 if high else 3)
    client.post(f"{DESK}/risk", data={"high": "yes"})
    run_jobs(database)
    with database.writing() as session:
        signature = session.exec(select(Signature)).first()
        assert signature is not None
        signature.name_digest = b"from a picture of a second before"
    petitions.jobs.forget_names(database)
    assert kept_in(database, "signature.name_digest") == {None}


def test_a_table_holds_names_no_address_and_no_formula(
    client: TestClient, database: Database, petition: Petition
) -> None:
    with database.writing() as session:
        for hostile in HOSTILE:
            a_pending_signature(session, petition, typed(name="Ada Hostile", organisation=hostile))
    sign_in(client, "editor")
    answer = client.post(f"{DESK}/export", data={"format": "csv", "reason": "for the mission"})
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert 'filename="signatures-free-ada.csv"' in answer.headers["content-disposition"]
    assert answer.headers["cache-control"] == "private, no-store"
    rows = table(answer.content)
    assert rows[0][:3] == ["Name", "Organisation", "Country"]
    assert len(rows) == 1 + 3 + len(HOSTILE)
    assert rows[1][:7] == ["Siri Example", "'=HYPERLINK(1)", "NO", "confirmed", "full", "counted", "en"]
    assert [row[1] for row in rows[-len(HOSTILE) :]] == [f"'{cell}" for cell in HOSTILE]
    assert rows[1][9][:4] == rows[1][8][:4] == str(utc_now().year)
    assert rows[3][9] == ""
    assert b"@example.net" not in answer.content
    assert trail(database) == [("signatures.exported", "csv all: for the mission")]


def test_addresses_are_for_owners_and_of_those_who_asked_for_news(
    client: TestClient, database: Database, petition: Petition
) -> None:
    asked = {"format": "csv", "reason": "a farewell", "addresses": "yes", "confirmed": "yes"}
    sign_in(client, "editor")
    assert client.post(f"{DESK}/export", data=asked).status_code == 403
    sign_in(client, "owner")
    rows = table(client.post(f"{DESK}/export", data=asked).content)
    assert [(row[0], row[-1]) for row in rows[1:]] == [("Siri Example", "ada@example.net"), ("Jean Modèle", "")]
    assert trail(database) == [("signatures.exported", "csv confirmed addresses: a farewell")]


def test_a_spreadsheet_has_texts_only(client: TestClient, database: Database, petition: Petition) -> None:
    sign_in(client)
    answer = client.post(f"{DESK}/export", data={"format": "xlsx", "reason": "for the mission"})
    with zipfile.ZipFile(io.BytesIO(answer.content)) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert "Пётр Примеров" in sheet
    assert "<f>" not in sheet
    assert "&#39;=HYPERLINK" in sheet or "'=HYPERLINK" in sheet
    folder = client.app.state.settings.data_dir / "exports"  # type: ignore[attr-defined]  # it is a FastAPI
    assert list(folder.iterdir()) == []
    assert MOST_ROWS > 100_000


def test_no_export_without_a_reason(client: TestClient, database: Database, petition: Petition) -> None:
    sign_in(client)
    for wrong, field in (({"reason": ""}, "reason"), ({"format": "pdf"}, "format")):
        answer = client.post(f"{DESK}/export", data={"format": "csv", "reason": "x"} | wrong)
        assert answer.status_code == 422
        assert f'id="{field}-problem"' in answer.text
    assert trail(database) == []
    sign_in(client, "viewer")
    assert client.post(f"{DESK}/export", data={"format": "csv", "reason": "x"}).status_code == 403


def test_the_general_list_shows_a_number_and_owners_may_take_it_out(
    client: TestClient, database: Database, petition: Petition
) -> None:
    sign_in(client)
    page = client.get("/desk/general-list").text
    assert "<dt>On the list</dt><dd>1</dd>" in page
    assert "Siri" not in page
    asked = {"format": "csv", "reason": "the newsletter of May"}
    rows = table(client.post(f"/desk/general-list/{petition.organisation_id}/export", data=asked).content)
    assert [row[:3] for row in rows[1:]] == [["Siri Example", "ada@example.net", "en"]]
    assert trail(database) == [("list.exported", "csv: the newsletter of May")]
    assert client.post("/desk/general-list/1/export", data=asked).status_code == 404
    sign_in(client, "editor")
    assert client.post(f"/desk/general-list/{petition.organisation_id}/export", data=asked).status_code == 403


def test_the_desk_and_the_public_page_say_when_names_go(
    client: TestClient, database: Database, petition: Petition
) -> None:
    sign_in(client)
    assert "90 days after the campaign has ended" in client.get(f"{DESK}/data").text
    assert "deleted 90 days after the campaign has ended" in client.get("/petitions/free-ada").text
    for wrong in ("91", "0", "many"):
        answer = client.post(f"{DESK}/keeping", data={"days": wrong})
        assert answer.status_code == 422
        assert 'id="days-problem"' in answer.text
    assert client.post(f"{DESK}/keeping", data={"days": "30"}).status_code == 303
    shorter = client.get("/petitions/free-ada").text
    assert shorter.count("deleted 30 days after the campaign has ended") == 2
    assert "90 days" not in shorter
    assert client.post(f"{DESK}/keeping", data={"days": "1"}).status_code == 303
    one_day = client.get("/petitions/free-ada").text
    assert "deleted 1 day after the campaign has ended" in one_day
    assert "1 days" not in one_day
    assert "через 1 день после окончания кампании" in client.get("/ru/petitions/free-ada").text
    longer = client.post(f"{DESK}/keeping", data={"days": "60"})
    assert longer.status_code == 422
    assert "It can only be made shorter" in longer.text
    with time_machine.travel("2026-05-01 12:00:00Z", tick=False), database.writing() as session:
        close_all(session, campaign_id=petition.campaign_id)
    assert "2 May 2026" in client.get(f"{DESK}/data").text
    assert "2 May 2026" in client.get("/petitions/free-ada").text
    assert trail(database) == [("petition.kept_shorter", "30"), ("petition.kept_shorter", "1")]


def test_in_russian(client: TestClient, petition: Petition) -> None:
    sign_in(client)
    for path, words in (
        (f"{DESK}/signatures", "Показать не все"),
        (f"{DESK}/data", "Сколько хранятся имена"),
        (f"{DESK}/find", "Найти подписавшего"),
        (f"{DESK}/export", "Выгрузить подписи таблицей"),
        ("/desk/general-list", "Общий список рассылки"),
    ):
        assert words in client.get(f"/ru{path}").text
    rows = table(client.post(f"/ru{DESK}/export", data={"format": "csv", "reason": "для миссии"}).content)
    assert rows[0][0] == "Имя"


def test_on_a_bad_day_nothing_is_taken_out(client: TestClient, database: Database, petition: Petition) -> None:
    sign_in(client)
    with database.writing() as session:
        session.merge(SwitchedOff(switch=Switch.EXPORTS))
    asked = {"format": "csv", "reason": "for the mission"}
    for address in (f"{DESK}/export", f"/desk/general-list/{petition.organisation_id}/export"):
        answer = client.post(address, data=asked)
        assert answer.status_code == 503
        assert "Exports are switched off" in answer.text
    assert "signatures.exported" not in {act for act, _detail in trail(database)}
