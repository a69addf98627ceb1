"""Somebody prints a sheet and hangs up a poster; a messenger shows the picture of the link."""

import io
from collections.abc import Callable
from typing import Any, cast

import pytest
import segno
from PIL import Image
from pypdf import PdfReader
from starlette.testclient import TestClient

from foundation.accounts.models import Organisation
from foundation.database import Database
from foundation.pdf import html_to_png
from foundation.qr import qr_svg
from petitions.models.petition import Petition, PetitionState
from petitions.printed.handouts import LONGEST_TEXT_IN_FRONT, MANY_LINES
from tests.campaigns.letters.papers import places_of
from tests.factories.petitions import (
    TEXTS,
    a_closed_petition,
    a_confirmed_signature,
    a_paused_petition,
    a_petition,
    an_example_petition,
    an_open_petition,
    make_older,
)


@pytest.fixture
def petition(database: Database) -> Petition:
    with database.writing() as session:
        petition = an_open_petition(session)
        session.get_one(Organisation, petition.organisation_id).email = "office@example.org"
        return petition


def read(content: bytes) -> tuple[PdfReader, str]:
    reader = PdfReader(io.BytesIO(content))
    return reader, " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def test_the_sheet_holds_what_a_signer_and_a_counter_need(client: TestClient, petition: Petition) -> None:
    answer = client.get("/en/petitions/free-ada/sheet.pdf")
    assert answer.headers["content-type"] == "application/pdf"
    assert "free-ada-sheet-en.pdf" in answer.headers["content-disposition"]
    reader, text = read(answer.content)
    assert len(reader.pages) == 1
    assert cast(Any, reader.root_object["/MarkInfo"])["/Marked"]
    assert reader.root_object["/Lang"] == "en"
    for words in (
        "Free Ada Example",
        "To the President of the Republic of Example",
        "That is no crime.",
        "testserver/petitions/ free-ada",  # on two lines
        "I explicitly agree that Example Federation of Trade Unions",
        "may show that I belong to a trade union",
        "Name, in capital letters",
        "Collected where",
        "Signatures on this sheet",
        "1 Example Street, 1200 Example Town",
        "office@example.org",
    ):
        assert words in text
    assert str(MANY_LINES) in text


def test_sheet_and_poster_speak_the_readers_language(client: TestClient, petition: Petition) -> None:
    for kind, words in (("sheet", "профсоюзе"), ("poster", "Наведите камеру телефона")):
        reader, text = read(client.get(f"/ru/petitions/free-ada/{kind}.pdf").content)
        assert "Освободите Аду Пример" in text
        assert words in text
        assert reader.root_object["/Lang"] == "ru"


def test_a_long_text_stands_on_the_back_and_the_lines_stay_in_front(
    client: TestClient, database: Database, petition: Petition
) -> None:
    with database.writing() as session:
        found = session.get_one(Petition, petition.id)
        found.texts = {"en": TEXTS["en"] | {"text": "A sentence of the petition. " * (LONGEST_TEXT_IN_FRONT // 20)}}
    reader, _ = read(client.get("/petitions/free-ada/sheet.pdf").content)
    front, back = (page.extract_text() for page in reader.pages)
    assert "on the back of this sheet" in " ".join(front.split())
    assert "Collected where" in front
    assert "A sentence of the petition." in back
    assert "A sentence of the petition." not in front


def test_the_poster_is_one_page_with_headline_code_and_address(client: TestClient, petition: Petition) -> None:
    reader, text = read(client.get("/petitions/free-ada/poster.pdf").content)
    assert len(reader.pages) == 1
    for words in ("Free Ada Example", "testserver/petitions/free-ada", "She was arrested on 1 May."):
        assert words in text


def test_a_partners_code_goes_along_and_a_nonsense_one_does_not(client: TestClient, petition: Petition) -> None:
    poster = read(client.get("/petitions/free-ada/poster.pdf?via=bakers").content)[1]
    assert "free-ada?via=bakers" in poster.replace(" ", "")
    plain = client.get("/petitions/free-ada/poster.pdf")
    wrong = client.get("/petitions/free-ada/poster.pdf", params={"via": "Jean Modèle <x>"})
    assert wrong.content == plain.content


def test_the_code_on_paper_is_the_address(petition: Petition) -> None:
    """Each module of the printed square is the one that the standard asks for."""
    address = "https://campaigns.example.org/petitions/free-ada"
    matrix = segno.make(address, error="m", micro=False).matrix
    modules = len(matrix) + 8
    html = (
        '<html lang="en"><head><title>x</title></head><body style="margin:0">'
        f"<style>@page{{size:{modules}0px;margin:0}}img{{width:{modules}0px;display:block}}</style>"
        '<img src="image:qr" alt="code"></body></html>'
    )
    png = html_to_png(html, width=modules * 10, images={"qr": qr_svg(address)})
    picture: Any = Image.open(io.BytesIO(png)).convert("L")
    for row, line in enumerate(matrix):
        for column, dark in enumerate(line):
            shade = picture.getpixel(((column + 4) * 10 + 5, (row + 4) * 10 + 5))
            assert (shade < 128) == bool(dark)
    assert all(picture.getpixel((place, 20)) > 200 for place in range(0, modules * 10, 5))


@pytest.mark.parametrize(
    ("make", "status", "words"),
    [
        (a_closed_petition, 410, "This petition is closed."),
        (an_example_petition, 410, "an example from history"),
        (a_paused_petition, 409, "paused at the moment"),
    ],
)
def test_nobody_collects_for_what_takes_no_signatures(
    client: TestClient, database: Database, make: Callable[..., Petition], status: int, words: str
) -> None:
    with database.writing() as session:
        make(session)
    for kind in ("sheet", "poster"):
        answer = client.get(f"/petitions/free-ada/{kind}.pdf")
        assert answer.status_code == status
        assert words in answer.text
        assert "text/html" in answer.headers["content-type"]


def test_what_the_reader_has_already_is_not_sent_again(client: TestClient, petition: Petition) -> None:
    for kind in ("sheet.pdf", "picture.png", "count.json"):
        first = client.get(f"/petitions/free-ada/{kind}")
        assert first.headers["cache-control"].startswith("public, max-age=")
        again = client.get(f"/petitions/free-ada/{kind}", headers={"If-None-Match": first.headers["etag"]})
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["etag"] == first.headers["etag"]
        assert client.get(f"/petitions/free-ada/{kind}", headers={"If-None-Match": '"other"'}).status_code == 200
        assert client.head(f"/petitions/free-ada/{kind}").status_code == 200


def test_the_picture_is_made_for_messengers_and_moves_with_the_count(
    client: TestClient, database: Database, petition: Petition
) -> None:
    before = client.get("/en/petitions/free-ada/picture.png")
    assert before.headers["content-type"] == "image/png"
    assert Image.open(io.BytesIO(before.content)).size == (1200, 630)
    assert len(before.content) < 100_000
    with database.writing() as session:
        a_confirmed_signature(session, session.get_one(Petition, petition.id))
    assert client.get("/en/petitions/free-ada/picture.png").content == before.content, "within the minute"
    with database.writing() as session:
        make_older(session, petition.id)
    assert client.get("/en/petitions/free-ada/picture.png").content != before.content
    assert client.get("/ru/petitions/free-ada/picture.png").content != before.content


def test_a_right_to_left_petition_is_printed_from_the_right(client: TestClient, database: Database) -> None:
    words = "أطلقوا سراح آدا مثال"
    with database.writing() as session:
        petition = a_petition(session, state=PetitionState.OPEN)
        petition.texts = {"ar": {"title": words, "text": "هذه ليست جريمة", "addressee": ""}}
        petition.original_language = "ar"
    for kind in ("sheet", "poster"):
        reader, text = read(client.get(f"/petitions/free-ada/{kind}.pdf").content)
        assert len(reader.pages) == 1
        assert "مثال" in text
    assert client.get("/petitions/free-ada/picture.png").status_code == 200


def test_examples_from_history_have_a_picture_without_a_count(client: TestClient, database: Database) -> None:
    with database.writing() as session:
        an_example_petition(session)
    assert client.get("/petitions/free-ada/picture.png").status_code == 200


def test_a_poster_with_a_long_title_keeps_its_story_above_the_code(
    client: TestClient, database: Database, petition: Petition
) -> None:
    title = "Отзовите законопроект о профессиональных союзах и прекратите преследование их избранных лидеров " * 2
    story = "Аду Пример арестовали за то, что она объединила товарищей по работе. " * 5 + "Конец"
    with database.writing() as session:
        found = session.get_one(Petition, petition.id)
        found.texts = TEXTS | {"ru": TEXTS["ru"] | {"title": title[:140].strip()}}
        found.surroundings = {"ru": {"summary": story}, "en": {"summary": story}}
    reader, _ = read(client.get("/ru/petitions/free-ada/poster.pdf").content)
    assert len(reader.pages) == 1
    tops = {words: top for words, (_left, top) in places_of(reader).items()}
    ends = next(top for words, top in tops.items() if words.endswith("Конец"))
    assert ends < next(top for words, top in tops.items() if words.startswith("Прочитайте.")) - 15
