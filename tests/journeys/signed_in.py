"""Browsers for journeys: one for each organiser, and one for somebody who is nobody here."""

from collections.abc import Iterable, Mapping

from starlette.testclient import TestClient

from campaigns.app import create_app
from foundation.accounts.roles import Role
from foundation.database import Database
from foundation.settings import Settings
from tests.conftest import BASE_URL
from tests.factories.accounts import PASSWORD, an_organisation, an_organiser

STAFF = {"organiser": Role.OWNER, "reviewer": Role.REVIEWER}

# What an organiser knows at six in the morning.
TEN_FACTS = {
    "name": "Ada Example",
    "name_ru": "Ада Примерова",
    "name_accusative_ru": "Аду Примерову",
    "gender": "f",
    "role": "chair",
    "role_ru": "председатель",
    "union": "Dockers' Union of Example Port",
    "union_ru": "Профсоюз докеров Примерного порта",
    "country": "KZ",
    "date": "2026-05-01",
    "authority": "the city police",
    "authority_ru": "городская полиция",
    "charge": "leading an unlawful strike",
    "charge_ru": "руководство незаконной забастовкой",
    "held_at": "the city remand prison",
    "held_at_ru": "городской следственный изолятор",
    "demands": ["release", "charges"],
    "own_demands": "Return the union's office.",
    "own_demands_ru": "Вернуть профсоюзу помещение.",
    "office": "kz-president",
    "source_title": "Statement of the union",
    "source_url": "https://union.example.org/statement",
    "risk_considered": "yes",
    "consent": "given",
}


def signed_in(
    settings: Settings, database: Database, names: Iterable[str], *, besides: Iterable[str] = ()
) -> dict[str, TestClient]:
    """By name. `names` sign in as name@example.org, who are there already; those `besides` do not."""
    app = create_app(settings, database)
    headers = {"Origin": BASE_URL, "Accept-Language": "en"}
    browsers = {name: TestClient(app, base_url=BASE_URL, headers=headers) for name in (*names, *besides)}
    for name in names:
        browsers[name].post("/desk/sign-in", data={"email": f"{name}@example.org", "password": PASSWORD})
    return browsers


def a_desk(settings: Settings, database: Database, staff: Mapping[str, Role] = STAFF) -> dict[str, TestClient]:
    """Of a new organisation with this staff, and a browser of the public."""
    with database.writing() as session:
        union = an_organisation(session)
        for name, role in staff.items():
            an_organiser(session, union, role, email=f"{name}@example.org")
    return signed_in(settings, database, list(staff), besides=("public",))
