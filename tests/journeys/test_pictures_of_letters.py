"""Beside the editor of a letter stands its first page, as it would be printed now."""

import io

import pytest
from PIL import Image

from foundation.database import Database
from foundation.settings import Settings
from tests.journeys.letter_desks import ENGLISH, approve, open_letter_desks
from tests.journeys.test_letters import EDITOR

PICTURE = f"{EDITOR}/picture.png"


@pytest.mark.slow
def test_whoever_may_read_a_letter_sees_its_first_page_until_it_is_approved(
    settings: Settings, database: Database
) -> None:
    desks = open_letter_desks(settings, database)
    for name in ("author", "viewer"):
        assert f'src="{PICTURE}?language=en"' in desks[name].get(EDITOR, params=ENGLISH).text
        answer = desks[name].get(PICTURE, params=ENGLISH)
        assert (answer.status_code, answer.headers["content-type"]) == (200, "image/png")
        assert answer.headers["cache-control"] == "private, no-store"
        with Image.open(io.BytesIO(answer.content)) as picture:
            assert picture.width == 800
            assert 1130 <= picture.height <= 1133
    assert desks["nobody"].get(PICTURE, params=ENGLISH).status_code == 303
    in_french = {"language": "fr"}
    assert desks["author"].get(PICTURE, params=in_french).status_code == 404
    entry = approve(desks)
    answer = desks["viewer"].get(PICTURE, params=ENGLISH)
    assert (answer.status_code, answer.headers["location"]) == (303, entry)
