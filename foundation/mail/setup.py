"""What a process knows about sending: the server, the sender and the address people see. Set once when it starts."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from urllib.parse import urlsplit

from foundation.mail.smtp_url import MailServer, parse_smtp_url
from foundation.settings import Settings
from foundation.web.language import DEFAULT_LANGUAGE, LANGUAGES


class MailNotSetUp(RuntimeError):
    """Mail was asked for before `configure_mail`."""


@dataclass(frozen=True)
class MailSetup:
    # None: no server is set, and mail waits in the outbox.
    server: MailServer | None
    sender: str
    base_url: str
    # Attachments are read from here.
    files_dir: Path

    def site_in(self, language: str) -> str:
        """What stands before the path of a link in a mail: the configured address, never the one a request claimed;
        with the language that the mail speaks, so that its links open in it. English is the site's own: its addresses
        bear no language, and the reader's browser may ask for another."""
        speaks_another = language in LANGUAGES and language != DEFAULT_LANGUAGE
        return f"{self.base_url}/{language}" if speaks_another else self.base_url

    @cached_property
    def host(self) -> str:
        """Right of the @ of our Message-IDs, and our name before the server. Numeric hosts are no domain names."""
        host = urlsplit(self.base_url).hostname or ""
        return host if any(letter.isalpha() for letter in host) and ":" not in host else "localhost"


_setup: MailSetup | None = None


def configure_mail(settings: Settings) -> None:
    """Raises SettingsError when the SMTP address cannot be read."""
    global _setup  # noqa: PLW0603  # one a process, set when it starts
    url = settings.smtp_url.get_secret_value()
    server = parse_smtp_url(url) if url else None
    _setup = MailSetup(server, settings.mail_from, settings.effective_base_url, settings.effective_files_dir)


def mail_setup() -> MailSetup:
    if _setup is None:
        raise MailNotSetUp("configure_mail was not called")
    return _setup
