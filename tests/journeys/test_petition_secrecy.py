"""A stolen database tells no address, and no name that its owner did not choose to show."""

import hashlib
import ipaddress
import logging
import secrets
import uuid
from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from sqlmodel import Session
from starlette.testclient import TestClient

from campaigns.app import create_app
from foundation.database import Database
from foundation.security.networks import network_of
from foundation.settings import Settings
from petitions.models.signature import SignatureState
from tests.conftest import BASE_URL
from tests.factories.petitions import an_open_petition
from tests.mailbox import Mailbox, path_of
from tests.postgresql import Cluster

EMAIL = "canary@example.net"
FORM = {
    "name": "Canary Example",
    "organisation": "Canary Bakers",
    "country": "NO",
    "agree_count": "yes",
    "language": "en",
}


# What a proxy says of the signer's computer.
IP_ADDRESS = "203.0.113.77"


def everything(session: Session) -> str:
    """Every value of every table, those of the jobs too; bytes as they are and as hex."""
    values: list[str] = []
    tables = sa.MetaData()
    for schema in (None, "dbos"):
        if schema is None or session.get_bind().dialect.name == "postgresql":
            tables.reflect(session.connection(), schema=schema)
    assert any("workflow_status" in name for name in tables.tables)
    for table in tables.tables.values():
        for row in session.execute(sa.select(table)):
            for value in row:
                if isinstance(value, bytes):
                    values += [value.decode("latin-1"), value.hex()]
                else:
                    values.append(str(value))
    return "\n".join(values).lower()


def digests(text: str) -> list[str]:
    plain = [hashlib.new(name, text.encode()).hexdigest() for name in ("md5", "sha1", "sha256", "sha512")]
    named = [uuid.uuid5(space, text).hex for space in (uuid.NAMESPACE_DNS, uuid.NAMESPACE_URL)]
    return plain + named


@pytest.fixture
def client(settings: Settings, database: Database) -> Iterator[TestClient]:
    app = create_app(settings.model_copy(update={"trusted_proxies": 1}), database)
    headers = {"Origin": BASE_URL, "X-Forwarded-For": IP_ADDRESS}
    with TestClient(app, base_url=BASE_URL, follow_redirects=False, headers=headers) as client:
        yield client


@pytest.mark.parametrize("news", [False, True])
def test_the_database_and_the_logs_hold_nothing_in_clear(
    client: TestClient, database: Database, mailbox: Mailbox, caplog: pytest.LogCaptureFixture, news: bool
) -> None:
    caplog.set_level(logging.DEBUG)
    with database.writing() as session:
        an_open_petition(session)
    states = []

    def look() -> None:
        with database.reading() as session:
            found = everything(session)
            states.append(session.execute(sa.text("SELECT state FROM signature ORDER BY id")).scalars().first())
        assert "canary" not in found
        assert IP_ADDRESS not in found
        assert IP_ADDRESS.rpartition(".")[0] not in found
        assert ipaddress.ip_address(IP_ADDRESS).packed.hex() not in found
        for address in (EMAIL, EMAIL.upper(), IP_ADDRESS, network_of(IP_ADDRESS)):
            assert not [digest for digest in digests(address) if digest in found]

    form = FORM | {"email": EMAIL} | ({"agree_updates": "yes"} if news else {})
    client.post("/petitions/free-ada/signatures", data=form)
    look()
    mail = mailbox.only_mail()
    look()
    client.post(path_of(mail, "confirm"))
    mailbox.fetch()
    look()
    client.post("/petitions/free-ada/signatures", data=form)
    mailbox.fetch()
    look()
    client.post(path_of(mail, "withdraw"))
    look()
    assert states == [SignatureState.PENDING] * 2 + [SignatureState.CONFIRMED] * 2 + [SignatureState.WITHDRAWN]
    ours = "\n".join(record.getMessage() for record in caplog.records if not record.name.startswith("mail.log"))
    assert "canary" not in ours.lower()
    assert IP_ADDRESS not in ours


def test_a_form_that_is_refused_leaves_nothing(client: TestClient, database: Database) -> None:
    with database.writing() as session:
        an_open_petition(session)
        before = everything(session)
    answer = client.post("/petitions/free-ada/signatures", data=FORM | {"email": EMAIL, "country": "XX"})
    assert answer.status_code == 422
    with database.reading() as session:
        assert everything(session) == before


@pytest.mark.parametrize("news", [False, True])
def test_no_file_of_the_database_and_no_log_of_it_holds_anything_in_clear(
    client: TestClient,
    settings: Settings,
    database: Database,
    cluster: Cluster | None,
    mailbox: Mailbox,
    news: bool,
) -> None:
    """The bytes on the disk, with the write-ahead log, at every step of a signature's life."""
    # Other tests write to the same PostgreSQL: this address is nobody else's.
    mailbox_name = "canary" + "".join(secrets.choice("bdklmnrst") + secrets.choice("aeiou") for _ in range(5))
    address = f"{mailbox_name}@example.net"
    with database.writing() as session:
        an_open_petition(session)
    folder = settings.data_dir if cluster is None else cluster.folder

    def look() -> None:
        if cluster is not None:
            with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                connection.exec_driver_sql("CHECKPOINT")
        for path in folder.rglob("*"):
            if path.is_file():
                assert mailbox_name.encode() not in path.read_bytes().lower(), path

    form = FORM | {"email": address} | ({"agree_updates": "yes", "agree_list": "yes"} if news else {})
    client.post("/petitions/free-ada/signatures", data=form)
    look()
    mail = mailbox.only_mail()
    client.post(path_of(mail, "confirm"))
    mailbox.fetch()
    look()
    client.post("/petitions/free-ada/my-data", data={"email": address})
    mailbox.fetch()
    look()
    client.post(path_of(mail, "withdraw"))
    look()
