"""How the web part listens."""

import asyncio
import socket

from campaigns.serving import reserved_port
from foundation.settings import Settings


def test_a_page_is_sent_to_its_end_at_once(settings: Settings) -> None:
    """Without this, the kernel holds the last packet back until the reader's has answered for the one before."""
    sends_at_once: list[bool] = []

    async def serve_one(reserved: socket.socket) -> None:
        async def answer(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            accepted = writer.get_extra_info("socket")
            sends_at_once.append(bool(accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)))
            writer.close()

        async with await asyncio.start_server(answer, sock=reserved):
            reader, writer = await asyncio.open_connection(*reserved.getsockname()[:2])
            await reader.read()
            writer.close()

    with reserved_port(settings.model_copy(update={"port": 0})) as reserved:
        asyncio.run(serve_one(reserved))
    assert sends_at_once == [True]
