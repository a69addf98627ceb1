"""Reading `SOLIDARITY_SMTP_URL`."""

import ipaddress
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

from foundation.settings import SettingsError

_EXAMPLE = "such as smtp://user:password@mail.example.org:587"


@dataclass(frozen=True)
class MailServer:
    host: str
    port: int
    user: str = ""
    password: str = field(default="", repr=False)
    # TLS from the first byte (`smtps://`); otherwise STARTTLS where the server offers it.
    tls: bool = False

    @property
    def is_local(self) -> bool:
        if self.host == "localhost":
            return True
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return False

    @property
    def must_encrypt(self) -> bool:
        """A password leaves this machine only over an encrypted connection to a server that proved its name."""
        return bool(self.user) and not self.is_local


def parse_smtp_url(url: str) -> MailServer:
    """`smtp://user:pass@host:port` or `smtps://…`; special characters of user and password as percent codes.

    Without a port: 465 for smtps, 587 when somebody signs in, else 25. Raises SettingsError, which shows no part of
    the URL.
    """
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise SettingsError(f"SOLIDARITY_SMTP_URL: the port must be a number up to 65535, {_EXAMPLE}") from None
    if parts.scheme not in ("smtp", "smtps"):
        raise SettingsError(f"SOLIDARITY_SMTP_URL must begin with smtp:// or smtps://, {_EXAMPLE}")
    if not parts.hostname or any(character.isspace() or not character.isprintable() for character in url):
        raise SettingsError(f"SOLIDARITY_SMTP_URL must name a host, {_EXAMPLE}")
    if parts.path.strip("/") or parts.query or parts.fragment:
        raise SettingsError(
            "SOLIDARITY_SMTP_URL: nothing may follow host and port. In a password write / as %2F, ? as %3F, # as %23"
        )
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    if bool(user) != bool(password):
        raise SettingsError("SOLIDARITY_SMTP_URL must hold both a user and a password, or neither")
    tls = parts.scheme == "smtps"
    return MailServer(parts.hostname, port or _usual_port(tls, bool(user)), user, password, tls)


def _usual_port(tls: bool, signs_in: bool) -> int:
    if tls:
        return 465
    return 587 if signs_in else 25
