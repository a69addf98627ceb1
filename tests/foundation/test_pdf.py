"""What people get: a tagged PDF whose text can be read, searched and copied in every language."""

import io
import re
import shutil
import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, cast

import pytest
from pypdf import PdfReader

from foundation.pdf import Pdf, PdfAttachment, Press, html_to_pdf
from tests.foundation import samples

pytestmark = pytest.mark.slow

SENTENCES = {
    "en": "Freedom of association belongs to every worker.",
    "ru": "Право на объединение принадлежит каждому работнику.",
    "kk": "Бірлесу құқығы әрбір еңбеккерге тиесілі: ә, ғ, қ, ң, ө, ұ, ү, һ, і.",
    "ar": "لكل عامل الحق في حرية التنظيم النقابي",
}


def read(pdf: Pdf) -> PdfReader:
    return PdfReader(io.BytesIO(pdf.content))


def catalogue_of(pdf: Pdf) -> dict[str, Any]:
    return cast(dict[str, Any], read(pdf).root_object)


@pytest.fixture(scope="module")
def letter() -> Pdf:
    return html_to_pdf(samples.letter_html("en"), images={"logo": samples.LOGO})


@pytest.fixture(scope="module")
def dossier() -> Pdf:
    images = {"logo": samples.LOGO, "portrait": samples.portrait()}
    return html_to_pdf(samples.dossier_html(), images=images)


def test_a_letter_is_tagged_and_says_its_language_title_author_and_date(letter: Pdf) -> None:
    reader = read(letter)
    catalogue = catalogue_of(letter)
    assert catalogue["/MarkInfo"]["/Marked"]
    assert catalogue["/StructTreeRoot"]["/K"]
    assert catalogue["/Lang"] == "en"
    assert catalogue["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata is not None
    assert reader.metadata.title == samples.letter_texts("en")["subject"]
    assert reader.metadata.author == "Example Federation of Energy Workers"
    assert str(reader.metadata.creation_date).startswith("2019-11-20")
    assert letter.pages == len(reader.pages) == 2


@pytest.mark.parametrize("language", SENTENCES)
def test_text_can_be_copied_out_again(language: str) -> None:
    sheet = '<link rel="stylesheet" href="print:common">'
    pdf = html_to_pdf(f'<html lang="{language}"><title>x</title>{sheet}<p>{SENTENCES[language]}</p>')
    text = read(pdf).pages[0].extract_text()
    # Arabic comes out in the order it is drawn in; the words are whole, whichever way round the line is.
    words, found = SENTENCES[language].split(), text.split()
    assert words in (found, found[::-1])
    assert catalogue_of(pdf)["/Lang"] == language


@pytest.mark.parametrize("language", ["en", "ru"])
def test_each_demand_of_a_letter_is_found_in_order(language: str) -> None:
    pdf = html_to_pdf(samples.letter_html(language), images={"logo": samples.LOGO})
    text = " ".join(" ".join(page.extract_text() for page in read(pdf).pages).split())
    places = [text.index(demand[:40]) for demand in samples.letter_texts(language)["demands"]]
    assert places == sorted(places)
    assert len(places) == 7


def test_qpdf_finds_nothing_wrong(letter: Pdf, dossier: Pdf, tmp_path: Path) -> None:
    assert shutil.which("qpdf"), "qpdf is not installed; ./solidarity test installs it"
    for pdf in (letter, dossier):
        path = tmp_path / "checked.pdf"
        path.write_bytes(pdf.content)
        result = subprocess.run(["qpdf", "--check", str(path)], capture_output=True, text=True, check=False)
        assert result.returncode == 0, result.stdout + result.stderr


def test_the_same_document_makes_the_same_bytes_in_another_child(letter: Pdf) -> None:
    other = Press()
    try:
        again = html_to_pdf(samples.letter_html("en"), images={"logo": samples.LOGO}, press=other)
    finally:
        other.close()
    assert again == letter


def test_a_dossier_has_bookmarks_and_true_page_numbers_in_its_contents(dossier: Pdf) -> None:
    reader = read(dossier)
    pages = {
        str(item.title): reader.get_destination_page_number(item)
        for item in reader.outline
        if not isinstance(item, list)
    }
    assert list(pages) == [
        "Background",
        "People and organisations",
        "Timeline",
        "Demands",
        "Calls to others",
        "Sources",
    ]
    contents = reader.pages[1].extract_text()
    for title, page in pages.items():
        assert page is not None
        assert re.search(rf"{title}[ .]+{page + 1}\b", contents), title


def test_the_running_head_names_campaign_and_chapter_but_not_on_the_cover(dossier: Pdf) -> None:
    pages = [page.extract_text() for page in read(dossier).pages]
    assert "page 1 of" not in pages[0]
    for number, page in enumerate(pages[1:], start=2):
        assert f"page {number} of {dossier.pages}" in page
        assert "Labour rights in Central Asia: recommendations to five governments" in page


def test_a_file_can_be_put_inside() -> None:
    attachment = PdfAttachment("facts.json", b'{"demands": 7}', "The facts")
    pdf = html_to_pdf('<html lang="en"><title>x</title><p>See the file.', attachments=[attachment])
    assert dict(read(pdf).attachments) == {"facts.json": [b'{"demands": 7}']}


def test_a_picture_that_was_not_handed_over_is_replaced_by_its_words() -> None:
    pdf = html_to_pdf('<html lang="en"><title>x</title><p>Before <img src="image:gone" alt="Our emblem"> after')
    assert "Our emblem" in read(pdf).pages[0].extract_text()


@pytest.fixture
def two_children() -> Iterator[Press]:
    press = Press(2)
    yield press
    press.close()


def test_four_people_at_once_each_get_their_own_letter(two_children: Press) -> None:
    def ask(name: str) -> str:
        pdf = html_to_pdf(f'<html lang="en"><title>{name}</title><p>For {name}', press=two_children)
        return read(pdf).pages[0].extract_text()

    names = [f"Ada{number}" for number in range(24)]
    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(ask, names)) == [f"For {name}" for name in names]
    assert len(two_children.pids()) == 2
