"""Handing mails to the server: one connection for many, one mail for each recipient, an answer for each mail.

The only importer of fastapi_mail. Its `send_message` stops at the first refusal without saying which, so the three
commands of a mail are given one by one: only then is it known whether a broken connection lost the mail before or
after it was handed over.
"""

import contextlib
import ssl
from types import TracebackType
from typing import Self

from aiosmtplib import (
    SMTP,
    SMTPAuthenticationError,
    SMTPDataError,
    SMTPException,
    SMTPHeloError,
    SMTPResponseException,
)
from fastapi_mail import ConnectionConfig
from fastapi_mail.connection import Connection
from fastapi_mail.errors import ConnectionErrors
from pydantic import SecretStr

from foundation.mail import words
from foundation.mail.answers import (
    ACCEPTED,
    LOST_AFTER_HANDING_OVER,
    LOST_BEFORE_HANDING_OVER,
    Answer,
    Stage,
    judge,
)
from foundation.mail.models import MailState
from foundation.mail.smtp_url import MailServer

TIMEOUT_SECONDS = 60
SLOWEST_BYTES_A_SECOND = 20_000


class Unreachable(Exception):
    """No connection. `reason` is a sentence of the catalogues."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class MailConnection:
    """An asynchronous context. Raises Unreachable on entering."""

    def __init__(self, server: MailServer, own_name: str, timeout: float = TIMEOUT_SECONDS) -> None:
        # Made without validation: validating reads MAIL_… variables of the environment, and knows only yes or no to
        # STARTTLS where None means "if it is offered".
        config = ConnectionConfig.model_construct(
            MAIL_SERVER=server.host,
            MAIL_PORT=server.port,
            MAIL_USERNAME=server.user,
            MAIL_PASSWORD=SecretStr(server.password),
            MAIL_SSL_TLS=server.tls,
            MAIL_STARTTLS=_starttls(server),  # type: ignore[arg-type]  # three answers, as said above
            USE_CREDENTIALS=bool(server.user),
            # Encryption without a password is a courtesy that anybody in between could turn off: no name to prove.
            VALIDATE_CERTS=server.must_encrypt or (server.tls and not server.is_local),
            LOCAL_HOSTNAME=own_name,
            TIMEOUT=timeout,  # type: ignore[arg-type]  # a test waits for less than a second
        )
        self._timeout = timeout
        self._connection = Connection(config)

    @property
    def _smtp(self) -> SMTP:
        session: SMTP = self._connection.session
        return session

    async def __aenter__(self) -> Self:
        try:
            await self._connection.__aenter__()
            await self._greet()
        except ConnectionErrors as error:
            self._smtp.close()
            raise Unreachable(_reason(error.__context__)) from None
        except (SMTPException, OSError) as error:
            self._smtp.close()
            raise Unreachable(_reason(error)) from None
        return self

    async def _greet(self) -> None:
        """Again after STARTTLS, which makes server and client forget what was said before."""
        if not self._smtp.is_ehlo_or_helo_needed:
            return
        try:
            await self._smtp.ehlo()
        except SMTPHeloError:
            await self._smtp.helo()

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with contextlib.suppress(SMTPException, OSError):
            await self._smtp.quit(timeout=min(5, self._timeout))
        self._smtp.close()

    async def send(self, sender: str, recipient: str, mail: bytes) -> Answer:
        """Never raises for what a server or a network does."""
        if not self._smtp.is_connected:
            return LOST_BEFORE_HANDING_OVER
        options = [b"SIZE=%d" % len(mail)] if self._smtp.supports_extension("size") else []
        if not recipient.isascii():
            if not self._smtp.supports_extension("smtputf8"):
                return Answer(MailState.BOUNCED, words.SERVER_KNOWS_ASCII_ONLY)
            options.append(b"SMTPUTF8")
        try:
            said = await self._smtp.execute_command(b"MAIL", b"FROM:<" + sender.encode() + b">", *options)
            if said.code != 250:
                return await self._after_refusal(judge(Stage.SENDER, said.code, said.message))
            said = await self._smtp.execute_command(b"RCPT", b"TO:<" + recipient.encode() + b">")
            if said.code not in (250, 251):
                return await self._after_refusal(judge(Stage.RECIPIENT, said.code, said.message))
        except (SMTPException, OSError):
            self._smtp.close()
            return LOST_BEFORE_HANDING_OVER
        return await self._hand_over(mail)

    async def _hand_over(self, mail: bytes) -> Answer:
        """A connection that breaks in here leaves it open whether the server has taken the mail."""
        try:
            await self._smtp.data(mail, timeout=self._timeout + len(mail) / SLOWEST_BYTES_A_SECOND)
        except SMTPDataError as refusal:
            return await self._after_refusal(judge(Stage.CONTENT, refusal.code, refusal.message))
        except (SMTPException, OSError):
            self._smtp.close()
            return LOST_AFTER_HANDING_OVER
        return ACCEPTED

    async def _after_refusal(self, answer: Answer) -> Answer:
        """The server forgets the refused mail before the next one begins."""
        if answer.gone:
            self._smtp.close()
            return answer
        try:
            await self._smtp.rset()
        except (SMTPException, OSError):
            self._smtp.close()
        return answer


def _starttls(server: MailServer) -> bool | None:
    if server.tls:
        return False
    return True if server.must_encrypt else None


def _reason(error: BaseException | None) -> str:
    if isinstance(error, SMTPAuthenticationError):
        return words.SIGN_IN_REFUSED
    if isinstance(error, ssl.SSLCertVerificationError) or isinstance(error.__cause__ if error else None, ssl.SSLError):
        return words.BAD_CERTIFICATE
    if isinstance(error, SMTPException) and not isinstance(error, (OSError, SMTPResponseException)):
        return words.NO_ENCRYPTION if "STARTTLS" in str(error) or "AUTH" in str(error) else words.UNREACHABLE
    return words.UNREACHABLE
