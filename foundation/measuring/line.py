"""A connection to a server that is measured."""

import asyncio


class Line(asyncio.Protocol):
    """One connection, one request at a time. Understands answers with a length, which are all that we give."""

    def __init__(self) -> None:
        self.transport: asyncio.Transport | None = None
        self.answer: asyncio.Future[bytes] | None = None
        self.received = bytearray()
        self.whole = -1

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        if isinstance(transport, asyncio.Transport):
            self.transport = transport

    @property
    def is_closed(self) -> bool:
        """By the other end, or never opened."""
        return self.transport is None or self.transport.is_closing()

    def send(self, request: bytes) -> "asyncio.Future[bytes]":
        answer = self.answer = asyncio.get_running_loop().create_future()
        if self.transport is None or self.is_closed:
            answer.set_exception(ConnectionResetError())
        else:
            self.transport.write(request)
        return answer

    def data_received(self, data: bytes) -> None:
        self.received += data
        if self.whole < 0:
            end = self.received.find(b"\r\n\r\n")
            if end < 0:
                return
            head = bytes(self.received[:end]).lower()
            place = head.find(b"\r\ncontent-length:")
            length = int(head[place + 17 :].split(b"\r\n", 1)[0]) if place >= 0 else 0
            self.whole = end + 4 + length
        if len(self.received) >= self.whole and self.answer is not None and not self.answer.done():
            answer = bytes(self.received)
            self.received.clear()
            self.whole = -1
            self.answer.set_result(answer)

    def connection_lost(self, exc: Exception | None) -> None:
        if self.answer is not None and not self.answer.done():
            self.answer.set_exception(ConnectionResetError())

    def close(self) -> None:
        if self.transport is not None:
            self.transport.close()
