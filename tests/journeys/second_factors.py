"""Signing in with a second factor, as tests do it."""

import re
from datetime import datetime

from starlette.testclient import TestClient

from campaigns.app import create_app
from foundation.accounts.proof.codes import STEP_SECONDS, code_at
from foundation.database import Database
from foundation.settings import Settings
from tests.conftest import SECRET
from tests.factories.accounts import PASSWORD

BASE_URL = "https://campaigns.example.org"


def a_browser(
    settings: Settings, database: Database, agent: str = "Mozilla/5.0 (X11; Linux) Firefox/140.0"
) -> TestClient:
    """In front of an installation on the web, where everybody needs a second factor."""
    there = Settings(
        data_dir=settings.data_dir,
        database_url=settings.database_url,
        base_url=BASE_URL,
        secret_key=SECRET,
        _env_file=None,
    )
    return TestClient(
        create_app(there, database),
        base_url=BASE_URL,
        follow_redirects=False,
        headers={"Origin": BASE_URL, "Accept-Language": "en", "User-Agent": agent},
    )


def give_password(client: TestClient, email: str = "ada@example.org", wished: str = "/desk") -> None:
    answer = client.post("/desk/sign-in", data={"email": email, "password": PASSWORD, "next": wished})
    assert (answer.status_code, answer.headers["location"]) == (303, wished)


def set_up_app(client: TestClient, now: datetime) -> tuple[str, list[str]]:
    """The secret and the recovery codes."""
    page = client.get("/desk/second-factor").text
    secret = re.search(r"<code>([A-Z2-7 ]+)</code>", page)[1].replace(" ", "")  # type: ignore[index]  # it is there
    sealed = re.search(r'name="sealed" value="([^"]+)"', page)[1]  # type: ignore[index]  # it is there
    answer = client.post("/desk/second-factor/app", data={"code": code_now(secret, now), "sealed": sealed})
    assert answer.status_code in (200, 303), answer.text
    return secret, re.findall(r"<code>([a-z2-9]{4}(?:-[a-z2-9]{4}){3})</code>", answer.text)


def code_now(secret: str, now: datetime) -> str:
    return code_at(secret, int(now.timestamp()) // STEP_SECONDS)


def show_code(client: TestClient, secret: str, now: datetime) -> int:
    return client.post("/desk/sign-in/second", data={"code": code_now(secret, now), "next": "/desk"}).status_code
