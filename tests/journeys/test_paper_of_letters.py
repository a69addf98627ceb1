"""An owner sets the paper of the organisation's letters; an organiser sets one letter otherwise and looks at it."""

import io
import re

import pypdfium2
import pytest
from fastapi.testclient import TestClient
from PIL import Image, ImageDraw
from pypdf import PdfReader

from campaigns.models.campaign import Campaign
from foundation.accounts.models import Organisation
from foundation.accounts.roles import Role
from foundation.database import Database
from tests.factories.accounts import PASSWORD, an_organiser
from tests.factories.letters import a_mission, a_sender

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 20"><rect width="60" height="20" fill="#a4161a"/></svg>'
PAPER = "/desk/settings/paper"
LETTER = "/desk/campaigns/mission/letters/appeal/kz-president"


@pytest.fixture
def mission(database: Database) -> tuple[Campaign, Organisation]:
    with database.writing() as session:
        sender = a_sender(session)
        campaign = a_mission(session, sender)
        an_organiser(session, sender, Role.OWNER, email="owner@example.org")
        an_organiser(session, sender, Role.EDITOR, email="editor@example.org")
    return campaign, sender


def signed_in(client: TestClient, email: str) -> TestClient:
    client.cookies.clear()
    assert client.post("/desk/sign-in", data={"email": email, "password": PASSWORD}).status_code == 303
    return client


def signature() -> bytes:
    paper = Image.new("RGB", (600, 300), "white")
    ImageDraw.Draw(paper).line((100, 200, 400, 60), fill="#112", width=8)
    content = io.BytesIO()
    paper.save(content, "JPEG")
    return content.getvalue()


@pytest.mark.slow
def test_a_letter_is_set_on_the_paper_of_its_organisation_and_otherwise_where_it_says_so(
    client: TestClient, mission: tuple[Campaign, Organisation]
) -> None:
    address = LETTER
    owner = signed_in(client, "owner@example.org")
    assert "name of the organisation alone" in owner.get(PAPER).text
    refused = owner.post(f"{PAPER}/logo", files={"logo": ("logo.png", SVG)})
    assert refused.status_code == 422
    assert "says PNG, but what is in it is something else" in refused.text
    assert owner.post(f"{PAPER}/logo", files={"logo": ("logo.svg", SVG)}).status_code == 303
    sent = {"paper": "letter", "window": "left", "is_archived": "yes"}
    assert owner.post(PAPER, data=sent).status_code == 303
    kept = {"name": "Jean Modèle"}
    assert owner.post(f"{PAPER}/signatures", data=kept, files={"picture": ("a.jpg", signature())}).status_code == 303
    shown = owner.get(PAPER).text
    assert shown.count('src="data:image/') == 2
    assert "Jean Modèle" in shown

    first = PdfReader(io.BytesIO(owner.get(f"{address}/pdf?language=en").content))
    assert (round(first.pages[0].mediabox.width), round(first.pages[0].mediabox.height)) == (612, 792)
    assert b"pdfaid" in first.root_object["/Metadata"].get_object().get_data()  # type: ignore[union-attr]

    editor = signed_in(client, "editor@example.org")
    page = editor.get(f"{address}?language=en").text
    seen = re.search(r'name="seen" value="([^"]*)"', page)
    typed = {
        "seen": seen[1] if seen else "",
        "language": "en",
        "signatory_name": "Jean Modèle",
        "signatory_office": "General Secretary",
        "cosigners": "Ada Example; President\nMax Mustermann; Chair; Another Union",
        "with_pictures": "yes",
        "paper": "a4",
        "window": "right",
        "archived": "no",
        "postal_note": "By registered post",
    }
    assert editor.post(address, data=typed).status_code == 303
    content = editor.get(f"{address}/pdf?language=en").content
    reader = PdfReader(io.BytesIO(content))
    words = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
    for said in ("By registered post", "Ada Example President", "Max Mustermann Chair Another Union"):
        assert said in words
    assert round(reader.pages[0].mediabox.height) == 842
    assert b"pdfuaid" in reader.root_object["/Metadata"].get_object().get_data()  # type: ignore[union-attr]
    assert pictures_in(content) == 1, "only Jean Modèle's signature is kept; the logo is a drawing"

    preview = editor.get(f"{address}/preview?language=en").text
    assert "window-right" in preview
    assert preview.count('src="data:image/') == 2
    assert "image:" not in preview.replace("data:image", "")


def pictures_in(content: bytes) -> int:
    document = pypdfium2.PdfDocument(content)
    try:
        return sum(1 for page in document for one in page.get_objects() if one.type == pypdfium2.raw.FPDF_PAGEOBJ_IMAGE)
    finally:
        document.close()


def test_what_is_wrong_with_a_letters_paper_stands_beside_its_field(
    client: TestClient, mission: tuple[Campaign, Organisation]
) -> None:
    address = LETTER
    editor = signed_in(client, "editor@example.org")
    for field, value, words in (
        ("cosigners", "Ada Example", "Please put a semicolon between name and office"),
        ("cosigners", "\n".join(["A; b"] * 6), "at most 5 lines"),
        ("window", "above", "Please choose one of the answers."),
        ("postal_note", "x" * 41, "too long"),
    ):
        answer = editor.post(address, data={"language": "en", field: value})
        assert answer.status_code == 422, field
        assert words in answer.text, field


def test_only_an_owner_changes_the_paper(client: TestClient, mission: tuple[Campaign, Organisation]) -> None:
    editor = signed_in(client, "editor@example.org")
    assert "An owner of your organisation can change the paper." in editor.get(PAPER).text
    for path in ("", "/logo", "/logo/remove", "/signatures", "/signatures/1/remove"):
        assert editor.post(PAPER + path, data={"paper": "a4", "window": "none"}).status_code == 403, path
