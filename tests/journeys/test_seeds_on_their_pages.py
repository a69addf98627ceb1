"""Each block of the two source documents is one element of a public page, in both languages, and what is on hold is not."""

import re

import pytest
from sqlmodel import select
from starlette.testclient import TestClient

from campaigns.actions.load_examples import load_examples
from campaigns.actions.push import push_to_petition
from campaigns.files.export_campaign import export_campaign
from campaigns.models.campaign import Campaign
from foundation.database import Database
from tests.campaigns.seeds.blocks import KINDS, inventory, unlike
from tests.campaigns.seeds.from_file import blocks_of_file
from tests.campaigns.seeds.from_page import blocks_of_page
from tests.campaigns.told import ASIA, KLOOP, LAW
from tests.factories.accounts import an_organisation

SEEDS = (ASIA, LAW, KLOOP)
HELD = re.compile("incapable|недееспособ", re.IGNORECASE)


@pytest.fixture
def public_files(database: Database) -> dict[str, str]:
    """What anybody may take of each example."""
    with database.writing() as session:
        load_examples(session, organisation_id=an_organisation(session).id)
        for campaign in session.exec(select(Campaign)):
            push_to_petition(session, campaign)
    with database.reading() as session:
        found = session.exec(select(Campaign)).all()
        return {campaign.slug: export_campaign(session, campaign=campaign) for campaign in found}


@pytest.mark.parametrize("slug", SEEDS)
def test_each_block_is_one_element_of_the_page(client: TestClient, public_files: dict[str, str], slug: str) -> None:
    told, found = inventory(slug), blocks_of_page(client.get(f"/en/campaigns/{slug}").text)
    lost = [problem for kind in KINDS for problem in unlike(told[kind], found[kind])]
    assert lost == []


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("slug", SEEDS)
def test_the_page_says_what_the_file_says(
    client: TestClient, public_files: dict[str, str], slug: str, language: str
) -> None:
    told = blocks_of_file(public_files[slug], language)
    found = blocks_of_page(client.get(f"/{language}/campaigns/{slug}").text, language)
    lost = [problem for kind in KINDS for problem in unlike(told[kind], found[kind])]
    assert lost == []


@pytest.mark.parametrize("slug", SEEDS)
def test_what_is_on_hold_is_on_no_page(client: TestClient, public_files: dict[str, str], slug: str) -> None:
    seen, waiting = (
        set(),
        {f"/{language}/{room}/{slug}" for language in ("en", "ru") for room in ("campaigns", "petitions")},
    )
    while waiting:
        path = waiting.pop()
        seen.add(path)
        answer = client.get(path)
        assert not HELD.search(answer.text), path
        if path.startswith(("/en", "/ru")) and answer.headers["content-type"].startswith("text/html"):
            links = re.findall(rf'href="(/(?:en|ru)/(?:campaigns|petitions)/{slug}[^"#]*)"', answer.text)
            waiting |= {one.replace("&amp;", "&") for one in links if not one.endswith(".pdf")} - seen
    assert len(seen) >= 8
