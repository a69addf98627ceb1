"""Fixtures of journeys."""

from collections.abc import Iterator

import pytest
from pydantic import SecretStr
from starlette.testclient import TestClient

import foundation.accounts.emails  # noqa: F401  # importing registers the mails
import petitions.emails  # noqa: F401  # likewise
from foundation.database import Database
from foundation.mail.setup import configure_mail
from foundation.settings import Settings
from petitions.models.petition import Petition
from tests.factories.accounts import PASSWORD, an_organisation, an_organiser
from tests.factories.petitions import an_open_petition
from tests.mailbox import Mailbox
from tests.smtp_sink import SmtpSink


@pytest.fixture
def mailbox(settings: Settings, database: Database) -> Iterator[Mailbox]:
    with SmtpSink() as sink:
        configure_mail(settings.model_copy(update={"smtp_url": SecretStr(sink.url)}))
        yield Mailbox(database, sink)


@pytest.fixture
def petition(database: Database) -> Petition:
    """An open one, at whose desk somebody works."""
    with database.writing() as session:
        organisation = an_organisation(session)
        an_organiser(session, organisation)
        return an_open_petition(session, organisation)


@pytest.fixture
def desk(client: TestClient, petition: Petition) -> TestClient:
    client.post("/desk/sign-in", data={"email": "ada@example.org", "password": PASSWORD})
    return client
