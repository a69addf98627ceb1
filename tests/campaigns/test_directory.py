"""The directory of offices and instruments: whole, and right in the forms that letters need."""

from collections import Counter

import pytest

from campaigns.conventions import RatificationCheck, RatificationStatus, load_conventions
from campaigns.directory import load_directory
from campaigns.offices.shapes import Check, Holder, Office
from foundation.errors import NotFound

OFFICES = [office for office in load_directory().offices if not office.fictitious]


def test_no_office_was_lost() -> None:
    by_country = Counter(office.country for office in OFFICES)
    assert by_country == {"KZ": 8, "KG": 10, "TJ": 7, "TM": 5, "UZ": 7, "BY": 4, None: 15}
    assert len({office.id for office in load_directory().offices}) == 57


def test_check_marks_are_kept() -> None:
    checks = Counter(office.check for office in OFFICES)
    assert checks == {Check.SOURCED: 10, Check.CONFLICT: 6, Check.UNVERIFIED: 40}
    in_conflict = {office.id for office in OFFICES if office.check is Check.CONFLICT}
    assert in_conflict == {"kz-president", "kg-president", "kg-mfa", "tj-president", "uz-president", "ituc"}


@pytest.mark.parametrize("office", OFFICES, ids=lambda office: office.id)
def test_each_office_can_be_written_to_in_english_and_russian(office: Office) -> None:
    directory = load_directory()
    for language in ("en", "ru"):
        assert directory.speaks(office, language)
        assert directory.salutation(office, language)
        assert directory.closing(office, language)
    assert office.dative["ru"]
    assert office.source or office.check is not Check.SOURCED or office.id == "ilo-actrav"


def test_russian_addresses_stand_in_the_dative() -> None:
    directory = load_directory()
    assert directory.office("kz-president").addressed_in("ru") == "Президенту Республики Казахстан"
    assert directory.office("ilo-dg").addressed_in("ru") == "Генеральному директору Международного бюро труда"
    assert directory.office("kz-president").addressed_in("en") == "President of the Republic of Kazakhstan"


@pytest.mark.parametrize(
    ("office", "language", "holder", "salutation"),
    [
        ("kz-president", "en", Holder.UNKNOWN, "Excellency,"),
        ("kz-president", "ru", Holder.UNKNOWN, "Ваше Превосходительство!"),
        ("kz-president", "ru", Holder.MAN, "Уважаемый господин Президент!"),
        ("ilo-dg", "ru", Holder.UNKNOWN, "Уважаемый господин Генеральный директор!"),
        ("ilo-dg", "fr", Holder.WOMAN, "Madame la Directrice générale,"),
        ("eu-eeas", "en", Holder.MAN, "Dear High Representative,"),
        ("un-wgad", "es", Holder.WOMAN, "Estimados titulares de mandatos:"),
        ("kz-president", "kk", Holder.UNKNOWN, "Excellency,"),
    ],
)
def test_salutations_follow_office_language_and_holder(
    office: str, language: str, holder: Holder, salutation: str
) -> None:
    directory = load_directory()
    assert directory.salutation(directory.office(office), language, holder) == salutation


def test_the_french_closing_repeats_the_salutation() -> None:
    directory = load_directory()
    closing = directory.closing(directory.office("kz-labour"), "fr", Holder.MAN)
    assert closing == "Veuillez agréer, Monsieur le Ministre, l'expression de notre haute considération."


def test_addresses_read_as_on_an_envelope() -> None:
    directory = load_directory()
    shared = directory.address_of(directory.office("un-sr-foaa"))
    assert shared is not None
    assert shared.printed == ("OHCHR-UNOG", "8-14 avenue de la Paix", "CH-1211 Genève 10", "SWITZERLAND")
    embassy = directory.address_of(directory.office("kg-embassy-us"))
    assert embassy is not None
    assert embassy.printed[-2:] == ("Washington, DC 20008", "UNITED STATES")
    [other] = directory.office("uz-president").other_readings
    assert other.address is not None
    assert other.address.printed == ("6 Mustaqillik Square", "Tashkent")


def test_countries_have_a_russian_genitive_and_languages_for_letters() -> None:
    countries = load_directory().countries
    assert countries["KZ"].genitive["ru"] == "Республики Казахстан"
    assert {code for code, country in countries.items() if not country.fictitious} == {
        "KZ", "KG", "TJ", "TM", "UZ", "BY",
    }  # fmt: skip
    assert all("ru" in country.letter_languages for country in countries.values())


def test_an_unknown_office_is_not_found() -> None:
    with pytest.raises(NotFound):
        load_directory().office("kz-presidnet")


def test_no_instrument_or_ratification_was_lost() -> None:
    conventions = load_conventions()
    fundamental = [instrument for instrument in conventions.instruments if instrument.fundamental]
    assert (len(conventions.instruments), len(fundamental)) == (21, 11)
    assert all({"en", "fr", "es", "ru"} <= instrument.title.keys() for instrument in fundamental)
    cells = [cell for cells in conventions.ratifications.values() for cell in cells.values()]
    assert Counter(cell.check for cell in cells) == {
        RatificationCheck.VERIFIED: 33,
        RatificationCheck.STATUS_OK: 13,
        RatificationCheck.INFERRED: 2,
        RatificationCheck.UNVERIFIED: 18,
    }
    assert all(cell.source in conventions.sources for cell in cells if cell.source)
    assert [cell.year is not None for cell in cells] == [cell.status is RatificationStatus.RATIFIED for cell in cells]
    assert len(conventions.un_articles) == 10
    assert set(conventions.un_parties) == {"KZ", "KG", "TJ", "TM", "UZ", "BY"}
    assert conventions.other_ratifications[0].instrument == "C190"


def test_all_six_states_have_ratified_the_two_conventions_on_unions() -> None:
    for country in ("KZ", "KG", "TJ", "TM", "UZ", "BY"):
        for instrument in ("C087", "C098"):
            cell = load_conventions().ratification(country, instrument)
            assert cell is not None
            assert cell.status is RatificationStatus.RATIFIED
