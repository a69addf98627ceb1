"""Every setting of an installation, each with a sentence. Read from the environment or `.env`."""

import ipaddress
import os
import secrets
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import Field, SecretStr, ValidationError, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

SHORTEST_SECRET = 32


class SettingsError(Exception):
    """A setting is wrong; the message is one sentence for the person at the terminal and shows no value."""


class Settings(BaseSettings):
    """Field `data_dir` is read from `SOLIDARITY_DATA_DIR`, and so on."""

    model_config = SettingsConfigDict(
        env_prefix="SOLIDARITY_", env_file=".env", extra="ignore", hide_input_in_errors=True, frozen=True
    )

    data_dir: Path = Field(Path("var"), description="Where the embedded database, the secret key and files are kept.")
    files_dir: Path | None = Field(
        None,
        description="Where produced and uploaded files are kept; several hosts share it. Default: in the data dir.",
    )
    time_zone: str = Field("UTC", description="The zone in which people are shown times; days are counted in UTC.")
    database_url: str = Field(
        "", description="`postgresql+psycopg://…` for an installation; unset: SQLite in the data dir."
    )
    base_url: str = Field("", description="The address people see in mails and PDFs. Default: host and port below.")
    secret_key: SecretStr = Field(
        SecretStr(""), description="At least 32 characters; made and kept in the data dir when unset with SQLite."
    )
    smtp_url: SecretStr = Field(
        SecretStr(""), description="`smtp://user:pass@host:port` or `smtps://…`; unset: the built-in inbox."
    )
    mail_from: str = Field("campaigns@localhost.example", description="The sender's address of every mail.")
    trusted_proxies: int = Field(
        0, ge=0, le=10, description="How many proxies stand in front and append to X-Forwarded-For."
    )
    host: str = Field("127.0.0.1", description="The address to listen on.")
    port: int = Field(8000, ge=1, le=65535, description="The port to listen on.")

    @model_validator(mode="after")
    def _belongs_together(self) -> Self:
        if self.database_url and not self.database_url.startswith(("postgresql+psycopg://", "sqlite:///")):
            raise ValueError("SOLIDARITY_DATABASE_URL must begin with postgresql+psycopg:// or sqlite:///")
        secret = self.secret_key.get_secret_value()
        if secret and len(secret) < SHORTEST_SECRET:
            raise ValueError(f"SOLIDARITY_SECRET_KEY must have at least {SHORTEST_SECRET} characters")
        if not self.embedded and not secret:
            raise ValueError("SOLIDARITY_SECRET_KEY must be set when SOLIDARITY_DATABASE_URL is PostgreSQL")
        ZoneInfo(self.time_zone)
        return self

    @property
    def embedded(self) -> bool:
        """One SQLite file, one process."""
        return not self.database_url.startswith("postgresql")

    @property
    def effective_database_url(self) -> str:
        return self.database_url or f"sqlite:///{self.data_dir.resolve() / 'solidarity.sqlite3'}"

    @property
    def effective_files_dir(self) -> Path:
        return self.files_dir or self.data_dir / "files"

    @property
    def effective_base_url(self) -> str:
        return (self.base_url or f"http://{self.host}:{self.port}").rstrip("/")

    @property
    def needs_second_factor(self) -> bool:
        """Of every organiser, unless the site is for people at this machine alone."""
        host = urlsplit(self.effective_base_url).hostname or ""
        try:
            return not ipaddress.ip_address(host).is_loopback
        except ValueError:
            return host != "localhost"

    @property
    def https(self) -> bool:
        return self.effective_base_url.startswith("https://")

    def secret(self) -> str:
        """The master secret; with SQLite it is made once and kept in `secret-key` (mode 0600) in the data dir."""
        given = self.secret_key.get_secret_value()
        if given:
            return given
        path = self.data_dir / "secret-key"
        self.data_dir.mkdir(parents=True, exist_ok=True)
        try:
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            return path.read_text().strip()
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_urlsafe(48))
            file.flush()
            os.fsync(file.fileno())
        return path.read_text().strip()


def load_settings() -> Settings:
    """The settings of this process; raises SettingsError with one sentence, never with a value."""
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False, include_context=False)[0]
        name = "SOLIDARITY_" + "_".join(str(part) for part in first["loc"]).upper() if first["loc"] else ""
        message = first["msg"].removeprefix("Value error, ")
        raise SettingsError(f"{name}: {message}" if name else message) from None
