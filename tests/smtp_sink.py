"""A mail server for tests that answers as it is told, and keeps what it took.

with SmtpSink() as sink:
    sink.answer("451 4.7.1 Come again later", to="ada@example.org", times=1)
    ...
    assert sink.addresses() == ["jean@example.org"]
"""

import asyncio
import email.policy
import threading
from collections import Counter
from dataclasses import dataclass
from email import message_from_bytes
from email.message import EmailMessage
from types import TracebackType
from typing import Any, Self

from foundation.mail.smtp_server import LOOPBACK, LoopbackServer

# Told instead of an answer: close the connection without a word.
DROP = "drop"


@dataclass(frozen=True)
class Received:
    sender: str
    recipients: tuple[str, ...]
    content: bytes

    @property
    def message(self) -> EmailMessage:
        return message_from_bytes(self.content, policy=email.policy.default)

    def body(self, kind: str = "plain") -> str:
        part = self.message.get_body((kind,))
        return str(part.get_content()).replace("\r\n", "\n") if part else ""


@dataclass
class _Rule:
    reply: str
    stage: str
    to: str
    times: int

    def fits(self, stage: str, recipient: str) -> bool:
        return self.times != 0 and self.stage == stage and self.to in ("", recipient)


class SmtpSink:
    """Used as a context. `port` may be given to come back where another one was; `seconds` is what each mail takes."""

    def __init__(self, port: int = 0, *, seconds: float = 0, **smtp: Any) -> None:
        self.seconds = seconds
        self.received: list[Received] = []
        self.connections = 0
        self._rules: list[_Rule] = []
        self._lock = threading.Lock()
        self._server = LoopbackServer(_Handler(self), port, **smtp)

    def __enter__(self) -> Self:
        self._server.start()
        self.connections = 0  # The controller knocks once to see that it runs.
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.stop()

    @property
    def port(self) -> int:
        return int(self._server.port)

    @property
    def url(self) -> str:
        return f"smtp://{LOOPBACK}:{self.port}"

    def answer(self, reply: str, *, stage: str = "rcpt", to: str = "", times: int = -1) -> None:
        """`stage`: mail, rcpt, data (after the content). `to` narrows it to one recipient, `times` to so many answers.

        With `DROP` the connection is closed instead: at stage data, after the mail was taken.
        """
        self._rules.append(_Rule(reply, stage, to, times))

    def forget_answers(self) -> None:
        self._rules.clear()

    def addresses(self) -> list[str]:
        return [recipient for mail in self.received for recipient in mail.recipients]

    def has_received(self, count: int) -> bool:
        return len(self.received) >= count

    def counts(self) -> Counter[str]:
        return Counter(self.addresses())

    def mails_to(self, address: str) -> list[Received]:
        return [mail for mail in self.received if address in mail.recipients]

    def told(self, stage: str, recipient: str) -> str:
        with self._lock:
            rule = next((rule for rule in self._rules if rule.fits(stage, recipient)), None)
            if rule is None:
                return ""
            rule.times -= 1
            return rule.reply


class _Handler:
    def __init__(self, sink: SmtpSink) -> None:
        self._sink = sink

    async def handle_EHLO(  # noqa: N802  # aiosmtpd calls these methods so
        self, _server: Any, session: Any, _envelope: Any, hostname: str, responses: list[str]
    ) -> list[str]:
        self._sink.connections += 1
        session.host_name = hostname
        return responses

    async def handle_MAIL(self, server: Any, _session: Any, envelope: Any, address: str, options: Any) -> str:  # noqa: N802
        told = self._sink.told("mail", "")
        if not told:
            envelope.mail_from = address
            envelope.mail_options.extend(options)
        return self._say(server, told)

    async def handle_RCPT(self, server: Any, _session: Any, envelope: Any, address: str, _options: Any) -> str:  # noqa: N802
        told = self._sink.told("rcpt", address)
        if not told:
            envelope.rcpt_tos.append(address)
        return self._say(server, told)

    async def handle_DATA(self, server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802
        await asyncio.sleep(self._sink.seconds)
        told = self._sink.told("data", envelope.rcpt_tos[0])
        if not told or told == DROP:
            self._sink.received.append(
                Received(envelope.mail_from, tuple(envelope.rcpt_tos), bytes(envelope.original_content))
            )
        return self._say(server, told)

    def _say(self, server: Any, told: str) -> str:
        if told == DROP:
            server.transport.abort()
        elif told.startswith("421"):
            server.loop.call_later(0.01, server.transport.close)
        return told or "250 OK"
