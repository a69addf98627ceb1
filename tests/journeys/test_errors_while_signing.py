"""Signing is served before all other routes; what goes wrong there becomes a page all the same."""

import logging
from typing import cast

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from foundation.database import Database
from petitions.batcher import Batcher
from petitions.group_commit import Written
from petitions.models.petition import Petition

ADA = {"name": "Ada Example", "email": "ada@example.net", "country": "NO", "agree_count": "yes", "language": "en"}
SIGN = "/petitions/free-ada/signatures"


def fail(_database: object, _entries: object) -> Written:
    raise ValueError("ada@example.net could not be written")


@pytest.fixture
def failing(client: TestClient, database: Database) -> TestClient:
    cast(FastAPI, client.app).state.batcher = Batcher(database, fail)
    return TestClient(
        client.app, base_url=str(client.base_url), headers=dict(client.headers), raise_server_exceptions=False
    )


@pytest.mark.parametrize(("language", "words"), [("en", "Go back and try again in a moment"), ("ru", "Вернитесь")])
def test_what_nobody_expected_is_told_in_words_and_names_nobody(
    failing: TestClient, petition: Petition, caplog: pytest.LogCaptureFixture, language: str, words: str
) -> None:
    with caplog.at_level(logging.INFO):
        answer = failing.post(SIGN, data=ADA, headers={"Accept-Language": language})
    assert answer.status_code == 500
    assert words in answer.text
    assert "Traceback" not in answer.text
    assert "ada@example.net" not in answer.text + caplog.text
    assert "ValueError" in caplog.text


def test_a_petition_that_is_not_there_is_not_found(client: TestClient) -> None:
    answer = client.post("/petitions/nobody/signatures", data=ADA)
    assert answer.status_code == 404
    assert "<h1" in answer.text


def test_another_site_may_not_send_its_readers_here(client: TestClient, petition: Petition) -> None:
    answer = client.post(SIGN, data=ADA, headers={"Origin": "https://example.com", "Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403
    assert "<h1" in answer.text
