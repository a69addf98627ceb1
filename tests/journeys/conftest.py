"""Fixtures of journeys."""

from collections.abc import Iterator

import pytest
from pydantic import SecretStr

import foundation.accounts.emails  # noqa: F401  # importing registers the mails
import petitions.emails  # noqa: F401  # likewise
from foundation.database import Database
from foundation.mail.setup import configure_mail
from foundation.settings import Settings
from tests.mailbox import Mailbox
from tests.smtp_sink import SmtpSink


@pytest.fixture
def mailbox(settings: Settings, database: Database) -> Iterator[Mailbox]:
    with SmtpSink() as sink:
        configure_mail(settings.model_copy(update={"smtp_url": SecretStr(sink.url)}))
        yield Mailbox(database, sink)
