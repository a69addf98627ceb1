"""What the public does costs the audit trail nothing: no entry, and no look at it."""

import sqlalchemy as sa
from starlette.testclient import TestClient

from foundation.database import Database
from tests.factories.petitions import an_open_petition
from tests.mailbox import Mailbox, path_of

ADA = {"name": "Ada Example", "email": "ada@example.net", "country": "NO", "agree_count": "yes", "language": "en"}


def test_signing_confirming_and_withdrawing_ask_nothing_of_the_trail(
    client: TestClient, database: Database, mailbox: Mailbox
) -> None:
    with database.writing() as session:
        an_open_petition(session)
    asked: list[str] = []
    sa.event.listen(database.engine, "before_cursor_execute", lambda *given: asked.append(str(given[2])))
    assert client.post("/petitions/free-ada/signatures", data=ADA).status_code == 303
    mail = mailbox.only_mail()
    assert client.post(path_of(mail, "confirm")).status_code == 200
    assert client.post(path_of(mail, "withdraw")).status_code == 200
    assert any("signature" in statement for statement in asked)
    of_the_trail = [
        statement
        for statement in asked
        if any(table in statement for table in ("trail_head", "audit_entry", "organiser", "role_grant"))
    ]
    assert of_the_trail == []
