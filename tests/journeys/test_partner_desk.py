"""The partner directory on the desk: what is wrong stands beside its field, and nothing typed is lost."""

import re

import pytest
from sqlmodel import select
from starlette.testclient import TestClient

from foundation.csv_files import LARGEST_FILE
from foundation.database import Database
from outreach.models.imports import PartnerImport
from outreach.models.partners import Contact, Partner
from tests.factories.accounts import PASSWORD, an_organisation, an_organiser
from tests.factories.outreach import a_partner


@pytest.fixture
def desk(client: TestClient, database: Database) -> TestClient:
    with database.writing() as session:
        an_organiser(session, an_organisation(session))
    client.post("/desk/sign-in", data={"email": "ada@example.org", "password": PASSWORD})
    return client


def upload(desk: TestClient, content: bytes, language: str = "") -> tuple[int, str]:
    prefix = f"/{language}" if language else ""
    answer = desk.post(f"{prefix}/desk/outreach/import", files={"file": ("list.csv", content, "text/csv")})
    return answer.status_code, answer.text


def enter_partner(desk: TestClient, **fields: object) -> str:
    """The partner's address."""
    form = {"name": "Example Miners", "kind": "union", "country": "KZ", "languages": "русский, en"}
    answer = desk.post("/desk/outreach/partners", data=form | fields)
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


def test_a_partner_and_its_contact_are_entered_changed_and_removed(desk: TestClient, database: Database) -> None:
    federation = enter_partner(desk, name="Example Federation", kind="federation")
    partner = enter_partner(desk, parent="example federation", members="12500", members_on="2026-05-01")
    page = desk.get(partner).text
    assert "12,500 (1 May 2026)" in page
    assert federation in page
    contact = {"name": "Ada Example", "email": "ada@example.net", "language": "Russian", "zone": "Asia/Almaty"}
    assert desk.post(f"{partner}/contacts", data=contact).status_code == 303
    page = desk.get(partner).text
    assert "ada@example.net" in page
    address = re.search(r"/desk/outreach/contacts/\d+", page)
    assert address
    assert 'value="Asia/Almaty"' in desk.get(address[0]).text
    assert desk.post(address[0], data=contact | {"name": "Jean Modèle"}).status_code == 303
    assert "Jean Modèle" in desk.get(partner).text
    assert desk.post(partner, data={"name": "Example Miners", "kind": "ngo"}).status_code == 303
    assert "NGO" in desk.get(partner).text
    desk.post(f"{address[0]}/remove")
    desk.post(f"{partner}/remove")
    assert desk.get(partner).status_code == 404
    with database.reading() as session:
        assert session.exec(select(Contact)).all() == []
        assert [found.name for found in session.exec(select(Partner))] == ["Example Federation"]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"name": "  "}, "Please fill this in."),
        ({"name": "A\x00B"}, "This holds characters that cannot be shown."),
        ({"name": "x" * 201}, "This is too long: at most 200 characters."),
        ({"kind": "club"}, "Please choose one of the answers."),
        ({"country": "ZZ"}, "Please choose a country from the list."),
        ({"languages": "Klingonese"}, "“Klingonese” is no language that we know."),
        ({"members": "many"}, "Please write a whole number."),
        ({"members_on": "yesterday"}, "Please write a day, such as 1 May 2026"),
        ({"parent": "Nobody"}, "There is no partner of this name in the directory."),
        ({"name": "“example” FEDERATION"}, "There is already a partner of this name in this country."),
    ],
)
def test_a_wrong_answer_stands_beside_its_field(desk: TestClient, fields: dict[str, str], words: str) -> None:
    enter_partner(desk, name="Example Federation")
    form = {"name": "Example Miners", "kind": "union", "country": "KZ", "sector": "kept as typed"}
    answer = desk.post("/desk/outreach/partners", data=form | fields)
    assert answer.status_code == 422
    assert words in answer.text
    assert 'value="kept as typed"' in answer.text


def test_a_partner_cannot_stand_above_itself(desk: TestClient) -> None:
    federation = enter_partner(desk, name="Example Federation")
    enter_partner(desk, parent="Example Federation")
    form = {"name": "Example Federation", "kind": "union", "country": "KZ"}
    for parent in ("Example Miners", "Example Federation"):
        answer = desk.post(federation, data=form | {"parent": parent})
        assert answer.status_code == 422
        assert "This partner stands above that one already." in answer.text


def test_an_address_stands_once_in_the_directory(desk: TestClient) -> None:
    first, second = enter_partner(desk), enter_partner(desk, name="Example Dockers")
    contact = {"email": "ada@example.net", "language": "en"}
    assert desk.post(f"{first}/contacts", data=contact).status_code == 303
    answer = desk.post(f"{second}/contacts", data=contact | {"email": "ADA@example.net"})
    assert answer.status_code == 422
    assert "This address already belongs to a contact of Example Miners." in answer.text


def test_the_list_is_filtered_and_leafed_through(desk: TestClient, database: Database) -> None:
    with database.writing() as session:
        user = an_organiser(session, an_organisation(session, "Other"), email="other@example.org")
        for number in range(120):
            a_partner(session, user, f"Union {number:03}", country="KZ" if number % 2 else "NL")
    desk.post("/desk/sign-in", data={"email": "other@example.org", "password": PASSWORD})
    seen: list[str] = []
    address = "/desk/outreach?country=KZ&kind=nonsense&language=%00"
    while address:
        page = desk.get(address).text
        seen += re.findall(r"<bdi>(Union \d+)</bdi>", page)
        following = re.search(r'rel="next" href="([^"]+)"', page)
        address = following[1].replace("&amp;", "&") if following else ""
    assert seen == [f"Union {number:03}" for number in range(1, 120, 2)]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "This file is empty."),
        (b"\xef\xbb\xbf\r\n", "This file is empty."),
        (b"PK\x03\x04" + b"\x00" * 50, "This is not a CSV file."),
        (bytes(range(256)) * 10, "This is not a CSV file."),
        (b'name,email\n"A,a@example.org\n' + b"B,b@example.org\n" * 10_000, "Is a quotation mark missing?"),
        (b"name,email\n" + b"A,a@example.org\n" * 50_001, "This file has more than 50000 rows."),
    ],
)
def test_what_is_no_table_is_refused_with_words(desk: TestClient, content: bytes, words: str) -> None:
    status, page = upload(desk, content)
    assert status == 422
    assert words in page


def test_a_file_that_is_too_large_is_refused(desk: TestClient) -> None:
    assert upload(desk, b"x" * (LARGEST_FILE + 1))[0] == 422
    assert upload(desk, b"x" * (LARGEST_FILE + 2 * 1024 * 1024))[0] == 413


def test_missing_columns_are_told_in_russian(desk: TestClient) -> None:
    answer = desk.post(
        "/ru/desk/outreach/import",
        files={"file": ("list.csv", "Название;Город\nПрофсоюз;Алматы\n".encode(), "text/csv")},
    )
    page = desk.get(answer.headers["location"])
    assert page.status_code == 422
    assert "В файле нет столбца “Адрес электронной почты”. В нём есть: “Название”, “Город”." in page.text


def test_a_wrong_guess_is_corrected_by_hand(desk: TestClient, database: Database) -> None:
    content = "name;email\nПрофсоюз;a@example.org\n".encode("koi8-r")
    answer = desk.post("/desk/outreach/import", files={"file": ("list.csv", content, "text/csv")})
    preview = answer.headers["location"]
    wrong = desk.get(f"{preview}?encoding=cp1251").text
    assert "рТПЖУПАЪ" in wrong
    assert '<option value="cp1251" selected>' in wrong
    assert "Line 2 cannot be read as UTF-8" in desk.get(f"{preview}?encoding=utf-8").text
    assert desk.get(f"{preview}?encoding=rot13").status_code == 422
    assert desk.get(f"{preview}?delimiter=%2C").status_code == 422
    assert desk.post(preview, data={"encoding": "koi8-r", "delimiter": ";"}).status_code == 303
    with database.reading() as session:
        assert [partner.name for partner in session.exec(select(Partner))] == ["Профсоюз"]
        upload = session.exec(select(PartnerImport)).one()
        assert (upload.content, upload.is_done) == ("", True)


def test_an_upload_can_be_thrown_away(desk: TestClient, database: Database) -> None:
    answer = desk.post(
        "/desk/outreach/import", files={"file": ("list.csv", b"name,email\nA,a@example.org\n", "text/csv")}
    )
    preview = answer.headers["location"]
    assert desk.post(f"{preview}/discard").status_code == 303
    assert desk.get(preview).status_code == 404
    with database.reading() as session:
        assert session.exec(select(Partner)).all() == []


MAILING = {"title": "Appeal", "subject_en": "Hello", "body_en": "Dear {{contact.name}}"}


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"title": ""}, "Please fill this in."),
        ({"subject_en": ""}, "Please fill this in."),
        ({"subject_ru": "Без текста"}, "Please fill this in."),
        ({"body_en": "Dear {{nmae}}"}, "Line 1: there is no field {{nmae}}. Did you mean {{contact.name}}?"),
        ({"body_en": "One\n{{7*7}}"}, "Line 2: there is no field {{7*7}}."),
        ({"body_en": "Dear {{contact.name"}, "Line 1: {{ opens a field that is not closed by }} on the same line."),
        ({"subject_en": "Hello\r\nBcc: evil@example.org"}, "This holds characters that cannot be shown."),
        ({"subject_en": "Hello\u2028there"}, "This holds characters that cannot be shown."),
        ({"body_en": "x" * 20_001}, "This is too long: at most 20000 characters."),
        ({"kinds": "club"}, "Please choose one of the answers."),
        ({"countries": "ZZ"}, "Please choose a country from the list."),
    ],
)
def test_a_text_that_cannot_be_sent_is_refused_beside_its_field(
    desk: TestClient, fields: dict[str, str], words: str
) -> None:
    answer = desk.post("/desk/outreach/mailings", data=MAILING | fields)
    assert answer.status_code == 422
    assert words in answer.text
    assert "Appeal" in answer.text or "title" in fields


def test_an_unknown_field_is_named_in_russian(desk: TestClient) -> None:
    answer = desk.post("/ru/desk/outreach/mailings", data=MAILING | {"body_en": "{{nmae}}"})
    assert "Строка 1: поля {{nmae}} нет. Может быть, {{contact.name}}?" in answer.text


def test_what_looks_like_a_template_appears_literally(desk: TestClient) -> None:
    body = "${7*7} {% for x in range(10**9) %} {0.x} #{1} <script>alert(1)</script>"
    fields = {"subject_en": "{0.__class__}", "body_en": body}
    answer = desk.post("/desk/outreach/mailings", data=MAILING | fields)
    preview = desk.get(f"{answer.headers['location']}/preview").text
    assert "{0.__class__}" in preview
    assert "${7*7} {% for x in range(10**9) %} {0.x} #{1} &lt;script&gt;alert(1)&lt;/script&gt;" in preview


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"<html>", b"PK\x03\x04"])
def test_only_pdfs_are_attached(desk: TestClient, content: bytes) -> None:
    mailing = desk.post("/desk/outreach/mailings", data=MAILING).headers["location"]
    answer = desk.post(f"{mailing}/attachments", files={"file": ("letter.pdf", content, "application/pdf")})
    assert answer.status_code == 422
    assert "This is not a PDF file, or it is damaged." in answer.text


@pytest.mark.parametrize("number", ["0", "999999999999999999999999", "1"])
def test_a_number_nobody_has_is_not_found(desk: TestClient, number: str) -> None:
    for page in ("partners", "contacts", "import", "mailings"):
        assert desk.get(f"/desk/outreach/{page}/{number}").status_code == 404
