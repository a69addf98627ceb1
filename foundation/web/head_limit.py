"""How long the head of a request may be. The parser itself takes whatever comes, and keeps it until the head ends."""

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

LONGEST_HEAD = 64 * 1024
"""Bytes, as servers usually have it. What is longer is cut off with 431 (RFC 6585, 5)."""
_TOO_LONG = b"HTTP/1.1 431 Request Header Fields Too Large\r\nconnection: close\r\ncontent-length: 0\r\n\r\n"


class LimitedHeads(HttpToolsProtocol):
    """`uvicorn.Config(http=LimitedHeads)`"""

    _length_of_head = 0
    _head_is_over = False

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self._length_of_head, self._head_is_over = 0, False

    def on_headers_complete(self) -> None:
        super().on_headers_complete()
        self._head_is_over = True

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        if self._head_is_over:
            return
        self._length_of_head += len(data)
        if self._length_of_head > LONGEST_HEAD and not self.transport.is_closing():
            self.transport.write(_TOO_LONG)
            self.transport.close()
