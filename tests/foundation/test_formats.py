"""Days, moments, numbers and countries as the reader's language writes them."""

from datetime import UTC, date, datetime

import pytest

from foundation.web import formats
from foundation.web.formats import countries, country_name, format_day, format_moment, format_number
from foundation.web.language import speaking
from foundation.web.templating import environment

MOMENT = datetime(2026, 5, 1, 22, 4, 59, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "day", "moment", "number", "country"),
    [
        ("en", "5 July 2023", "1 May 2026, 22:04", "1,204", "Switzerland"),
        ("ru", "5 июля 2023\u202fг.", "1 мая 2026\u202fг., 22:04", "1\u00a0204", "Швейцария"),
    ],
)
def test_each_language_has_its_own_way(language: str, day: str, moment: str, number: str, country: str) -> None:
    with speaking(language):
        assert format_day(date(2023, 7, 5)) == day
        assert format_moment(MOMENT) == moment
        assert format_number(1204) == number
        assert country_name("CH") == country


def test_a_moment_is_told_in_the_readers_zone() -> None:
    with speaking("en"):
        assert format_moment(MOMENT, "Asia/Almaty") == "2 May 2026, 03:04"


def test_countries_stand_in_the_order_of_the_language() -> None:
    assert list(countries("ru").values())[:3] == ["Австралия", "Австрия", "Азербайджан"]
    assert "EU" not in countries("en")


def test_a_literal_in_a_template_speaks_the_language_of_the_moment() -> None:
    template = environment().from_string("{{ 'CH'|country }}")
    for language, name in (("en", "Switzerland"), ("ru", "Швейцария")):
        with speaking(language):
            assert template.render() == name


def test_a_page_knows_its_zone_and_whether_it_told_a_time() -> None:
    assert formats.zone_of_times() == ""
    with formats.times_in("Asia/Almaty"):
        assert formats.format_moment(MOMENT, "UTC").endswith("22:04")
        assert formats.zone_of_times() == ""
        assert formats.format_moment(MOMENT).endswith("03:04")
        assert formats.zone_of_times() == "Asia/Almaty"
    assert formats.format_moment(MOMENT).endswith("22:04")
