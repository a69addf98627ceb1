"""What a signer does with mail: it is sent through real SMTP, and its links are read out of it."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from foundation.database import Database
from foundation.mail.drain import drain
from foundation.mail.models import Stream
from tests.smtp_sink import Received, SmtpSink

_LINK = re.compile(r"\bhttps?://\S+")


@dataclass
class Mailbox:
    database: Database
    sink: SmtpSink

    def fetch(self) -> list[Received]:
        """What has newly arrived, for anybody."""
        before = len(self.sink.received)
        drain(self.database, Stream.CONFIRMATION)
        return self.sink.received[before:]

    def only_mail(self) -> Received:
        arrived = self.fetch()
        assert len(arrived) == 1, [mail.recipients for mail in arrived]
        return arrived[0]


def links(mail: Received) -> list[str]:
    return _LINK.findall(mail.body())


def path_of(mail: Received, page: str) -> str:
    """The path of the mail's link to `confirm` or `withdraw`."""
    paths = {urlsplit(link).path for link in links(mail) if f"/{page}/" in link}
    assert len(paths) == 1, paths
    return paths.pop()
