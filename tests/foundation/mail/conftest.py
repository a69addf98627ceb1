"""A mail server that listens, and an outbox that sends to it."""

from collections.abc import Iterator

import pytest

from foundation.settings import Settings
from tests.foundation.mail import letters
from tests.jobs_running import sending_to
from tests.smtp_sink import SmtpSink


@pytest.fixture
def sink(settings: Settings) -> Iterator[SmtpSink]:
    letters.instead.clear()
    with SmtpSink() as sink, sending_to(sink, settings):
        yield sink
