"""A petition is passed on: by message, on another site, through a partner; never with the name of who passes it on."""

import html
import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from starlette.testclient import TestClient

from campaigns.app import create_app
from foundation.database import Database
from foundation.settings import Settings
from petitions.models.petition import Petition
from petitions.sharing import embed_snippet
from tests.browser import chromium, serving
from tests.factories.petitions import a_pending_signature, an_example_petition, an_open_petition, confirm_token, typed

HERE = "http://testserver"


@pytest.fixture
def petition(database: Database) -> Petition:
    with database.writing() as session:
        return an_open_petition(session)


def links(page: str) -> list[str]:
    return [html.unescape(found) for found in re.findall(r'href="([^"]+)"', page)]


def shared(page: str) -> dict[str, str]:
    """The message that each way would send."""
    ways = {}
    for link in links(page):
        parts = urlsplit(link)
        if parts.netloc in ("wa.me", "t.me") or parts.scheme == "mailto":
            ways[parts.netloc or parts.scheme] = " ".join(
                value for values in parse_qs(parts.query).values() for value in values
            )
    return ways


def test_every_way_of_passing_on_carries_the_address_and_nobody(client: TestClient, petition: Petition) -> None:
    ways = shared(client.get("/ru/petitions/free-ada").text)
    assert set(ways) == {"wa.me", "t.me", "mailto"}
    for message in ways.values():
        assert f"{HERE}/ru/petitions/free-ada" in message
        assert "Освободите Аду Пример. Прочитайте и подпишите:" in message
        assert "via" not in message


def test_a_partners_code_travels_with_the_reader(client: TestClient, petition: Petition) -> None:
    page = client.get("/en/petitions/free-ada?via=bakers").text
    assert all("free-ada?via=bakers" in message for message in shared(page).values())
    assert "/ru/petitions/free-ada?via=bakers" in links(page)
    assert 'name="via" value="bakers"' in page
    assert "/embed?via=bakers" in html.unescape(html.unescape(page))
    assert "/en/petitions/free-ada/poster.pdf?via=bakers" in links(page)
    embedded = client.get("/en/petitions/free-ada/embed?via=bakers").text
    assert f"{HERE}/en/petitions/free-ada?via=bakers" in links(embedded)
    nonsense = client.get("/en/petitions/free-ada", params={"via": "Jean Modèle"}).text
    assert not any("via" in message for message in shared(nonsense).values())
    assert "Mod" not in client.get("/en/petitions/free-ada/embed", params={"via": "Jean Modèle"}).text


def test_after_signing_and_after_confirming_the_page_offers_to_pass_on(
    client: TestClient, database: Database, petition: Petition
) -> None:
    thanks = client.get("/en/petitions/free-ada/check-your-mail?via=bakers").text
    assert "free-ada?via=bakers" in shared(thanks)["t.me"]
    with database.writing() as session:
        token = confirm_token(a_pending_signature(session, session.get_one(Petition, petition.id), typed(via="bakers")))
    confirmed = client.post(f"/confirm/{token}").text
    assert "free-ada?via=bakers" in shared(confirmed)["wa.me"]
    assert token not in "".join(shared(confirmed).values())


def test_a_link_preview_has_absolute_addresses_and_the_two_sentences(client: TestClient, petition: Petition) -> None:
    page = client.get("/ru/petitions/free-ada").text
    said = dict(re.findall(r'<meta (?:property|name)="((?:og|twitter):[a-z:]+)" content="([^"]*)"', page))
    assert said["og:title"] == "Освободите Аду Пример"
    assert said["og:description"] == "Ada Example leads a union of bakers. She was arrested on 1 May."
    assert said["og:url"] == f"{HERE}/ru/petitions/free-ada"
    assert said["og:image"].startswith(f"{HERE}/ru/petitions/free-ada/picture.png")
    assert said["twitter:card"] == "summary_large_image"
    picture = client.get(said["og:image"].removeprefix(HERE))
    assert (picture.status_code, picture.headers["content-type"]) == (200, "image/png")


def test_another_site_finds_out_how_to_show_the_petition(client: TestClient, petition: Petition) -> None:
    page = client.get("/en/petitions/free-ada").text
    found = re.search(r'<link rel="alternate" type="application/json\+oembed" href="([^"]+)"', page)
    assert found
    answer = client.get(html.unescape(found[1]).removeprefix(HERE))
    assert answer.headers["access-control-allow-origin"] == "*"
    card = answer.json()
    assert (card["version"], card["type"], card["title"]) == ("1.0", "rich", "Free Ada Example")
    assert f'src="{HERE}/en/petitions/free-ada/embed"' in card["html"]
    small = client.get(
        "/oembed", params={"url": f"{HERE}/petitions/free-ada?via=bakers", "maxwidth": 200, "maxheight": 90}
    )
    assert (small.json()["width"], small.json()["height"]) == (200, 90)
    assert 'width="200" height="90"' in small.json()["html"]
    assert "/embed?via=bakers" in small.json()["html"]
    large = client.get(
        "/oembed", params={"url": f"{HERE}/petitions/free-ada", "maxwidth": 9000, "maxheight": "x"}
    ).json()
    assert (large["width"], large["height"]) == (card["width"], card["height"])


@pytest.mark.parametrize(
    "url",
    [
        "",
        "http://evil.example/petitions/free-ada",
        f"{HERE}.evil.example/petitions/free-ada",
        f"{HERE}@evil.example/petitions/free-ada",
        f"{HERE}//evil.example/petitions/free-ada",
        f"{HERE}/petitions/nobody",
        f"{HERE}/desk/petitions/free-ada",
        f"{HERE}/petitions/free-ada/embed",
        f"{HERE}[/petitions/free-ada",
        "http://[",
        f"{HERE}/petitions/free-ada?" + "x" * 5000,
    ],
)
def test_only_our_own_petitions_are_described(client: TestClient, petition: Petition, url: str) -> None:
    assert client.get("/oembed", params={"url": url}).status_code == 404


def test_no_other_format_is_offered(client: TestClient, petition: Petition) -> None:
    answer = client.get("/oembed", params={"url": f"{HERE}/petitions/free-ada", "format": "xml"})
    assert answer.status_code == 501


def test_a_closed_one_is_passed_on_to_be_read(client: TestClient, database: Database) -> None:
    with database.writing() as session:
        an_example_petition(session)
    page = client.get("/en/petitions/free-ada").text
    assert "Free Ada Example. Read it: " in shared(page)["wa.me"]
    assert "poster.pdf" not in page


@pytest.mark.browser
def test_a_frame_on_another_site_opens_the_petition_in_the_whole_window(
    settings: Settings, database: Database, petition: Petition
) -> None:
    def app(address: str) -> object:
        return create_app(settings.model_copy(update={"base_url": address}), database)

    with serving(app) as ours, chromium() as browser:
        snippet = embed_snippet("Free Ada Example", f"{ours}/en/petitions/free-ada/embed?via=bakers")

        async def other_site(_scope: object, _receive: object, send: Any) -> None:
            await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"text/html")]})
            await send({"type": "http.response.body", "body": f"<!doctype html>{snippet}".encode()})

        with serving(lambda _address: other_site) as theirs:
            page = browser.new_page()
            # Another host for the browser, and the same machine.
            page.goto(theirs.replace("127.0.0.1", "localhost"))
            page.frame_locator("iframe").get_by_role("link", name="Read and sign").click()
            page.wait_for_url(f"{ours}/en/petitions/free-ada?via=bakers")
            assert page.get_by_role("button", name="Sign").is_visible()


def test_the_count_keeps_to_its_promised_fields(client: TestClient, petition: Petition) -> None:
    answer = client.get("/petitions/free-ada/count.json")
    assert answer.json() == {"confirmed": 0, "paper": 0, "organisations": 0, "countries": {}}
    assert answer.headers["access-control-allow-origin"] == "*"
