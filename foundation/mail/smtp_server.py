"""A real SMTP server on this machine, for the built-in inbox."""

import asyncio
import socket
from typing import Any

from aiosmtpd.controller import Controller

LOOPBACK = "127.0.0.1"


class LoopbackServer(Controller):
    """Runs in a thread of its own. `handler` is one of aiosmtpd's; port 0 takes a free one, then found in `port`."""

    def __init__(self, handler: Any, port: int = 0, **smtp: Any) -> None:
        # Bound here, so that the port is known and nobody else's; and named, or every connection would look the host
        # up.
        self._socket = socket.create_server((LOOPBACK, port))
        super().__init__(
            handler, hostname=LOOPBACK, port=self._socket.getsockname()[1], server_hostname="localhost", **smtp
        )

    def _create_server(self) -> Any:
        return self.loop.create_server(self._factory_invoker, sock=self._socket, ssl=self.ssl_context)

    def stop(self, no_assert: bool = False) -> None:
        super().stop(no_assert)
        self._socket.close()

    def cancel_tasks(self, stop_loop: bool = True) -> None:
        """Connections that are still open are closed with the loop, not left to the garbage collector."""
        for task in asyncio.all_tasks(self.loop):
            task.cancel()
        if stop_loop:
            self.loop.call_soon(self.loop.stop)
