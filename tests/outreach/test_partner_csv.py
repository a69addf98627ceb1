"""A partner list is read as people write it, and every row that cannot be taken says why."""

import csv
import io
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foundation.csv_files import read_csv
from foundation.errors import BadInput
from foundation.web.language import speaking
from outreach.models.partners import PartnerKind
from outreach.partner_csv import FIELDS, PartnerRow, read_partners, report_of_refused

HEADER = [
    "name",
    "kind",
    "country",
    "sector",
    "languages",
    "members",
    "members on",
    "parent",
    "contact",
    "role",
    "email",
    "language",
    "zone",
]
RUSSIAN = """\
Название;Вид;Страна;Отрасль;Языки;Численность;На дату;Входит в;Контакт;Должность;Эл. почта;Язык;Часовой пояс
Профсоюз горняков;профсоюз;Казахстан;горное дело;русский, казахский;12 500;01.05.2026;Федерация;Пётр Примеров;\
председатель;petr@example.org;русский;Asia/Almaty
"""


def only_row(content: str) -> PartnerRow:
    sheet = read_partners(content.encode())
    assert (len(sheet.rows), sheet.refused) == (1, ())
    return sheet.rows[0]


def refusals(content: str) -> list[tuple[int, str, str]]:
    return [(row.number, row.column, row.reason) for row in read_partners(content.encode()).refused]


def test_a_russian_list_is_understood() -> None:
    row = only_row(RUSSIAN)
    assert (row.name, row.kind, row.country, row.sector) == (
        "Профсоюз горняков",
        PartnerKind.UNION,
        "KZ",
        "горное дело",
    )
    assert (row.languages, row.members, row.members_on) == (("ru", "kk"), 12_500, date(2026, 5, 1))
    assert (row.parent, row.contact, row.role) == ("Федерация", "Пётр Примеров", "председатель")
    assert (row.email, row.language, row.zone) == ("petr@example.org", "ru", "Asia/Almaty")


@pytest.mark.parametrize(
    ("rows", "refused"),
    [
        ('"unclosed,u@x.example,FR\n', (2, "", "This row has fewer cells than the header.")),
        ('"one,a@x.example,FR\ntwo,b@x.example,DE\n', (2, "", "This row has fewer cells than the header.")),
        ("only a name\n", (2, "", "This row has fewer cells than the header.")),
        ('"one,a@x.example,FR\ntwo",b@x.example,DE\n', (2, "name", "The name has swallowed other cells.")),
        ('"one, one@x.example",b@x.example,DE\n', (2, "name", "The name has swallowed other cells.")),
    ],
    ids=["to the end of the row", "over two rows", "one cell", "a line break in it", "an address in it"],
)
def test_a_row_that_a_quotation_mark_has_swallowed_is_no_partner(rows: str, refused: tuple[int, str, str]) -> None:
    content = f"name,email,country\n{rows}"
    assert read_partners(content.encode()).rows == ()
    number, column, words = refusals(content)[0]
    assert (number, column, words.split(" Is a")[0]) == refused


def test_columns_without_a_head_at_the_end_need_no_cells() -> None:
    assert only_row("name,email,,\nExample Union,a@example.org\n").email == "a@example.org"


def test_an_english_list_is_understood() -> None:
    row = only_row(
        "Organization,Type,Country code,Members,E-Mail Address,Contact person,Lang,Notes\n"
        'Example Dockers,National Center,nl,"12,500",a@example.org,Ada Example,PT-br,ignored\n'
    )
    assert (row.kind, row.country, row.members) == (PartnerKind.NATIONAL_CENTRE, "NL", 12_500)
    assert (row.email, row.contact, row.language) == ("a@example.org", "Ada Example", "pt-BR")


@pytest.mark.parametrize("word", ["KG", "kg", "Kyrgyzstan", "Кыргызстан", "Киргизия", "Кыргызская Республика"])
def test_a_country_goes_by_its_names(word: str) -> None:
    assert only_row(f"name,email,country\nExample,a@example.org,{word}\n").country == "KG"


def test_missing_columns_are_named_with_what_is_there() -> None:
    with pytest.raises(BadInput) as refusal:
        read_partners("Организация;Город\nПрофсоюз;Бишкек\n".encode())
    with speaking("en"):
        assert "no column “E-mail address”. It has: “Организация”, “Город”" in str(refusal.value)


def test_a_wrong_encoding_leaves_no_known_columns() -> None:
    with pytest.raises(BadInput, match="choose another encoding"):
        read_partners("Название;Почта\nПрофсоюз;a@example.org\n".encode("koi8-r"), encoding="cp1251")


def test_two_columns_of_one_meaning_are_refused() -> None:
    with pytest.raises(BadInput, match="“name” and “Union”"):
        read_partners(b"name,Union,email\nA,B,a@example.org\n")


@pytest.mark.parametrize(
    ("row", "column", "reason"),
    [
        (",KZ,a@example.org,,", "name", "Please fill this in."),
        ("A\u202eB,KZ,a@example.org,,", "name", "This holds characters that cannot be shown. Please type it again."),
        ("A,Atlantis,a@example.org,,", "country", "“Atlantis” is no country that we know."),
        ("A,KZ,no address,,", "email", "This is not a complete e-mail address."),
        ("A,KZ,,Ada Example,", "email", "A contact needs an e-mail address."),
        ("A,KZ,a@example.org,Ada,club", "kind", "“club” is no kind of partner that we know."),
        ("A,KZ,a@example.org,Ada,union,more", "", "This row has more cells than the header."),
    ],
)
def test_a_row_that_cannot_be_taken_says_why(row: str, column: str, reason: str) -> None:
    found = refusals(f"name,country,email,contact,kind\nFine,KZ,fine@example.org,,\n{row}\n")
    assert [(number, where) for number, where, _words in found] == [(3, column)]
    assert found[0][2].startswith(reason)


def test_the_report_can_be_corrected_and_read_again() -> None:
    content = b'name,email,note\n=Union,broken,"=HYPERLINK(1)"\nFine,fine@example.org,\n'
    sheet = read_partners(content)
    report = report_of_refused(sheet.table.header, sheet.refused)
    cells = list(csv.reader(io.StringIO(report.decode("utf-8-sig"), newline="")))
    assert cells[1][:3] == ["'=Union", "broken", "'=HYPERLINK(1)"]
    assert cells[1][3:5] == ["2", "E-mail address"]
    again = read_partners(report.replace(b"broken", b"mended@example.org"))
    assert [(row.name, row.email) for row in again.rows] == [("=Union", "mended@example.org")]


def test_the_report_speaks_russian() -> None:
    sheet = read_partners(b"name,email\nA,broken\n")
    with speaking("ru"):
        report = read_csv(report_of_refused(sheet.table.header, sheet.refused))
    assert report.header[2:] == ("Строка в файле", "Столбец", "Что не так")


@given(st.lists(st.tuples(*[st.text(max_size=12)] * len(FIELDS)), min_size=1, max_size=5))
def test_every_row_is_either_taken_or_refused(rows: list[tuple[str, ...]]) -> None:
    file = io.StringIO(newline="")
    writer = csv.writer(file, quoting=csv.QUOTE_ALL)
    writer.writerows([HEADER, *rows])
    try:
        sheet = read_partners(file.getvalue().encode("utf-8", "replace"), encoding="utf-8", delimiter=",")
    except BadInput:
        return
    filled = [number for number, cells in sheet.table.rows if any(cells)]
    assert sorted([row.number for row in sheet.rows] + [row.number for row in sheet.refused]) == filled
