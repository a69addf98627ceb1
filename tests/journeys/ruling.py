"""What the journeys with rules begin with: a petition, somebody at its desk, a flood and honest people."""

from starlette.testclient import TestClient

from foundation.database import Database
from petitions.models.petition import Petition
from petitions.models.signature import WebVisibility
from tests.factories.petitions import a_confirmed_signature, a_pending_signature, typed

RULES = "/desk/petitions/free-ada/rules"


def fill(database: Database, petition: Petition, *, flood: int, honest: int) -> None:
    with database.writing() as session:
        for n in range(flood):
            what = typed(f"u{n}@flood.example.com", name=f"User {n}", country="FR", web=WebVisibility.FULL)
            (a_confirmed_signature if n % 2 else a_pending_signature)(session, petition, what)
        for n in range(honest):
            a_confirmed_signature(session, petition, typed(f"jean{n}@example.net", name="Jean Modèle", country="NO"))


def draft(desk: TestClient, **fields: str) -> str:
    answer = desk.post(RULES, data={"reason": "a flood"} | fields)
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]
