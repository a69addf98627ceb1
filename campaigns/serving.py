"""Runs the parts: web alone, worker alone, or everything together with the built-in inbox."""

import gc
import logging
import signal
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import uvicorn
from starlette.types import ASGIApp

from foundation.settings import Settings
from foundation.web.head_limit import LimitedHeads

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}


LONGEST_TURN = 0.001
"""Seconds for which one thread of the web process keeps others from running."""


class PortTaken(Exception):
    """Somebody listens there already."""


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config, when_ready: Callable[[], None]) -> None:
        super().__init__(config)
        self.when_ready = when_ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self.when_ready()


@contextmanager
def reserved_port(settings: Settings) -> Iterator[socket.socket]:
    """Taken before the long set-up, so that a second start fails at once; nobody is let in before `run_web` listens."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    # Named as TCP, for only then are small packets sent at once; else each page with a body waits 40 ms for its end.
    with socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP) as reserved:
        reserved.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            reserved.bind((settings.host, settings.port))
        except OSError as error:
            raise PortTaken(
                f"Cannot listen on {settings.host}:{settings.port} ({error.strerror}). "
                "Set SOLIDARITY_PORT to another port."
            ) from None
        yield reserved


def run_web(app: ASGIApp, reserved: socket.socket, when_ready: Callable[[], None]) -> None:
    """Until it is told to stop. No access log: it would hold who visited which page."""
    logging.getLogger("uvicorn.access").disabled = True
    # When it has ended in good order, uvicorn raises the signal once more. The default would kill us there, before jobs
    # and database are closed, and with a status that looks like a failure.
    signal.signal(signal.SIGTERM, lambda *_: None)
    config = uvicorn.Config(
        app,
        http=LimitedHeads,
        proxy_headers=False,
        access_log=False,
        server_header=False,
        log_config=LOGGING,
        log_level="warning",
    )
    # What is loaded by now lives as long as the process. Looking through it for garbage again and again would let
    # everybody wait for a tenth of a second.
    gc.collect()
    gc.freeze()
    # The desk's pages and, on SQLite, the jobs are worked off by other threads. The loop that answers whoever signs
    # gets its turn back after this time, not after the usual 5 ms.
    sys.setswitchinterval(LONGEST_TURN)
    _Server(config, when_ready).run(sockets=[reserved])
