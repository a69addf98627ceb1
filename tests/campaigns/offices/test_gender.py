"""Where a language has no neutral form, somebody has to say who holds the office."""

import pytest

from campaigns.directory import load_directory


@pytest.mark.parametrize(
    ("office", "language", "needed"),
    [
        ("kz-president", "ru", False),
        ("kz-labour", "ru", True),
        ("kz-labour", "en", False),
        ("kz-labour", "fr", False),
        ("kz-prosecutor", "es", True),
        ("ilo-dg", "ru", True),
        ("un-wgad", "ru", False),
        ("ituc", "es", False),
        ("eu-eeas", "en", False),
    ],
)
def test_a_form_that_guesses_is_noticed(office: str, language: str, needed: bool) -> None:
    directory = load_directory()
    assert directory.needs_gender(directory.office(office), language) is needed
