"""What every answer carries, and what no answer shows."""

import pytest
from starlette.testclient import TestClient

from campaigns.app import create_app
from campaigns.authorisation import RULES
from foundation.database import Database
from foundation.settings import Settings
from foundation.web.authorisation import Who
from tests.conftest import BASE_URL, SECRET

# Asked about nothing, it finds nothing.
ASKS_FOR_AN_ADDRESS = "/oembed"
OPEN_PAGES = sorted(
    rule.path
    for rule in RULES
    if rule.method == "GET" and rule.who is Who.ANYONE and "{" not in rule.path and rule.path != ASKS_FOR_AN_ADDRESS
)


@pytest.mark.parametrize("path", [*OPEN_PAGES, "/no-such-page", "/desk"])
def test_every_answer_carries_the_headers(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["referrer-policy"] == "same-origin"
    assert headers["x-content-type-options"] == "nosniff"
    assert "strict-transport-security" not in headers
    assert "server" not in headers


@pytest.mark.parametrize("path", OPEN_PAGES)
def test_head_answers_wherever_get_does(client: TestClient, path: str) -> None:
    get, head = client.get(path), client.head(path)
    assert head.status_code == get.status_code < 400
    assert head.content == b""
    assert head.headers.get("content-type") == get.headers.get("content-type")


def test_pages_vary_with_the_language_asked_for(client: TestClient) -> None:
    russian = client.get("/desk/sign-in", headers={"Accept-Language": "kk-KZ, ru;q=0.8, en;q=0.5"})
    assert '<html lang="ru"' in russian.text
    assert "Accept-Language" in russian.headers["vary"]
    by_path = client.get("/ru/desk/sign-in")
    assert '<html lang="ru"' in by_path.text
    assert "Accept-Language" not in by_path.headers.get("vary", "")


def test_the_description_of_the_routes_is_not_public(client: TestClient) -> None:
    assert [client.get(path).status_code for path in ("/docs", "/redoc", "/openapi.json")] == [404] * 3


def test_on_https_the_cookie_and_the_transport_are_bound_to_it(settings: Settings, database: Database) -> None:
    secure = Settings(
        data_dir=settings.data_dir,
        database_url=settings.database_url,
        base_url="https://campaigns.example.org",
        secret_key=SECRET,
        _env_file=None,
    )
    with TestClient(create_app(secure, database), base_url=secure.base_url) as client:
        answer = client.post("/desk/sign-out", headers={"Origin": secure.base_url}, follow_redirects=False)
        assert answer.headers["strict-transport-security"].startswith("max-age=31536000")
        assert answer.headers["set-cookie"].startswith("__Host-solidarity=")
        for part in ("Secure", "HttpOnly", "SameSite=lax", "Path=/"):
            assert part in answer.headers["set-cookie"]


@pytest.mark.parametrize("declared", [True, False])
def test_a_body_over_the_limit_is_cut_also_when_its_length_is_not_told(client: TestClient, declared: bool) -> None:
    body = b"email=" + b"x" * 200_000
    answer = client.post(
        "/desk/sign-in",
        content=body if declared else iter([body[:100_000], body[100_000:]]),
        headers={"Content-Type": "application/x-www-form-urlencoded"},
    )
    assert answer.status_code == 413
    assert "too large" in answer.text


def test_an_unexpected_error_says_nothing_of_itself(
    client: TestClient, database: Database, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_arguments: object, **_named: object) -> None:
        raise RuntimeError("canary@example.org")

    monkeypatch.setattr("foundation.accounts.desk_routes.sign_in", fail)
    form = {"email": "canary@example.org", "password": "canary password"}
    answer = client.post("/desk/sign-in", data=form, headers={"Origin": BASE_URL})
    assert answer.status_code == 500
    assert "canary" not in answer.text
    assert "canary" not in caplog.text
    assert "RuntimeError at" in caplog.text
    assert answer.headers["content-security-policy"]


def test_an_address_that_cannot_be_read_gets_a_page_with_words(client: TestClient) -> None:
    for path in ("/%00", "/%ff%fe", "/static/../pyproject.toml", "/static/%2e%2e/web/forms.py", "/ru/" + "x" * 3000):
        answer = client.get(path)
        assert answer.status_code in (404, 422)
        assert "<html" in answer.text
