"""A client that asks in bursts: what it measures is there to be seen."""

import asyncio
import re
import threading
from collections.abc import Iterator
from contextlib import suppress

import pytest

from foundation.measuring.bursts import ask_in_bursts
from foundation.measuring.load import CannotMeasure, ask, get

SLOW = 0.08
TOGETHER = 3


class Server:
    """Answers /slow late, /together when so many of them are there, and /never by hanging up; after /last it hangs up
    as well."""

    def __init__(self) -> None:
        self.waiting: list[asyncio.StreamWriter] = []
        self.lines = 0
        self.port = 0
        self.loop: asyncio.AbstractEventLoop | None = None
        self.listens = threading.Event()
        self.ends = asyncio.Event()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(asyncio.IncompleteReadError):
            while True:
                await self.take(await reader.readuntil(b"\r\n\r\n"), writer)
        writer.close()

    async def take(self, head: bytes, writer: asyncio.StreamWriter) -> None:
        path = head.split(b" ", 2)[1]
        if path == b"/never":
            writer.close()
            return
        if path == b"/slow":
            await asyncio.sleep(SLOW)
        self.waiting.append(writer)
        if path != b"/together" or len(self.waiting) == TOGETHER:
            for each in self.waiting:
                self.answer(each)
            self.waiting.clear()
        if path == b"/last":
            writer.close()

    def answer(self, writer: asyncio.StreamWriter) -> None:
        self.lines += 1
        writer.write(f"HTTP/1.1 303 See Other\r\ndate: {self.lines}\r\ncontent-length: 0\r\n\r\n".encode())

    async def run(self) -> None:
        async with await asyncio.start_server(self.serve, "127.0.0.1", 0) as server:
            self.loop = asyncio.get_running_loop()
            self.port = server.sockets[0].getsockname()[1]
            self.listens.set()
            await self.ends.wait()


@pytest.fixture
def server() -> Iterator[Server]:
    server = Server()
    thread = threading.Thread(target=lambda: asyncio.run(server.run()), daemon=True)
    thread.start()
    assert server.listens.wait(10)
    yield server
    assert server.loop is not None
    server.loop.call_soon_threadsafe(server.ends.set)
    thread.join(10)


DATE = re.compile(rb"date: [^\r]*\r\n")


def test_a_slower_kind_is_seen_and_answers_are_compared_without_their_date(server: Server) -> None:
    bursts = [("quick", [get("/")]), ("slow", [get("/"), get("/slow")])] * 3
    found = ask_in_bursts([server.port], bursts, connections=4, without=DATE)
    assert [len(one.waits) for one in found.values()] == [3, 6]
    assert all(wait < SLOW for wait in found["quick"].slowest)
    assert all(wait >= SLOW for wait in found["slow"].slowest)
    assert sum(wait >= SLOW for wait in found["slow"].waits) == 3
    assert len(found["quick"].answers | found["slow"].answers) == 1


def test_a_burst_is_under_way_at_the_same_moment(server: Server) -> None:
    """One after another, they would wait for each other for ever."""
    found = ask_in_bursts(
        [server.port], [("all", [get("/together")] * TOGETHER)] * 2, connections=TOGETHER, without=DATE
    )
    assert len(found["all"].slowest) == 2


def test_who_hangs_up_is_no_figure(server: Server) -> None:
    with pytest.raises(CannotMeasure):
        ask_in_bursts([server.port], [("all", [get("/never")])], connections=1, without=DATE)


def test_a_line_that_rested_until_it_was_closed_is_opened_again(server: Server) -> None:
    bursts = [("all", [get("/last")]), ("all", [get("/slow")]), ("all", [get("/")])]
    assert len(ask_in_bursts([server.port], bursts, connections=2, without=DATE)["all"].waits) == 3


def test_a_client_says_how_much_of_the_machine_it_took(server: Server) -> None:
    sent = ask([server.port], [get("/slow")] * 4, connections=1, seconds=5)
    assert sent.require(303).seconds >= 4 * SLOW
    assert 0 < sent.busy < sent.seconds
    assert sent.share_of_a_core < 0.9
