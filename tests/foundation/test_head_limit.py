"""The head of a request has an end, and so has what is kept of it."""

import socket
import threading
import time
from collections.abc import Iterator

import pytest
import uvicorn
from starlette.responses import PlainTextResponse

from foundation.web.head_limit import LONGEST_HEAD, LimitedHeads

PIECE = b"a" * 8000


@pytest.fixture
def address() -> Iterator[tuple[str, int]]:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        config = uvicorn.Config(PlainTextResponse("here"), http=LimitedHeads, log_level="critical", access_log=False)
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        while not server.started:
            time.sleep(0.01)
        yield listener.getsockname()
        server.should_exit = True
        thread.join(timeout=10)


def answer_to(address: tuple[str, int], beginning: bytes, pieces: int, end: bytes) -> bytes:
    with socket.create_connection(address, timeout=10) as connection:
        try:
            for part in (beginning, *[PIECE] * pieces, end):
                connection.sendall(part)
                time.sleep(0.002)
            return connection.recv(100)
        except (BrokenPipeError, ConnectionResetError):
            return b""


@pytest.mark.parametrize("beginning", [b"GET /", b"GET / HTTP/1.1\r\nHost: here\r\nX-Long: "])
def test_a_head_without_end_is_cut_off(address: tuple[str, int], beginning: bytes) -> None:
    answer = answer_to(address, beginning, 4 * LONGEST_HEAD // len(PIECE), b"")
    assert answer == b"" or answer.startswith(b"HTTP/1.1 431 ")


def test_long_heads_that_end_and_long_bodies_are_taken(address: tuple[str, int]) -> None:
    head = b"GET / HTTP/1.1\r\nHost: here\r\nX-Long: "
    assert answer_to(address, head, 5, b"\r\n\r\n").startswith(b"HTTP/1.1 200 ")
    post = b"POST / HTTP/1.1\r\nHost: here\r\nContent-Length: %d\r\n\r\n" % (20 * len(PIECE))
    assert answer_to(address, post, 20, b"").startswith(b"HTTP/1.1 200 ")
