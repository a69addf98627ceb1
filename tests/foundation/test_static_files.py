"""Sheets and icon reach a reader small, once, and are kept."""

import gzip

from starlette.testclient import TestClient

from foundation.web.static_files import static_address, static_file


def test_the_sheet_comes_compressed_to_whom_can_read_it(client: TestClient) -> None:
    address = static_address("site.css")
    small = client.get(address, headers={"Accept-Encoding": "gzip"})
    plain = client.get(address, headers={"Accept-Encoding": "identity"})
    assert small.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert small.content == plain.content == gzip.decompress(static_file("site.css").compressed)
    assert int(small.headers["content-length"]) < len(plain.content) / 3
    assert "Accept-Encoding" in small.headers["vary"]
    assert "Accept-Encoding" in plain.headers["vary"]
    assert "immutable" in small.headers["cache-control"]


def test_without_its_hash_a_file_is_kept_for_a_day(client: TestClient) -> None:
    icon = client.get("/static/icon.svg")
    assert icon.headers["content-type"] == "image/svg+xml"
    assert icon.headers["cache-control"] == "public, max-age=86400"
    assert client.get("/favicon.ico").headers["location"] == "/static/icon.svg"


def test_nothing_else_of_the_disk_is_served(client: TestClient) -> None:
    for path in ("/static/", "/static/site", "/static/nothing.css", "/static/%2e%2e/settings.py", "/static/%00"):
        assert client.get(path).status_code == 404
