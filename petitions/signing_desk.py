"""What the signing and confirming routes share within one web process: snapshots of petitions, and the batcher."""

from dataclasses import dataclass

from fastapi import FastAPI, Request
from starlette.concurrency import run_in_threadpool

from foundation.database import Database, get_database
from foundation.security.client_address import client_address, was_handed_on
from foundation.security.networks import is_this_machine
from petitions.actions.networks import key_of_today, knows_key_of_today, network_number
from petitions.batcher import Batcher, Write
from petitions.snapshots import Snapshots


def open_signing(app: FastAPI, database: Database, write: Write) -> None:
    """Part of making the application; nothing runs before the first signature comes."""
    app.state.snapshots = Snapshots(database)
    app.state.batcher = Batcher(database, write)


async def close_signing(app: FastAPI) -> None:
    """At the end of its life: what people still wait for is written."""
    await run_in_threadpool(app.state.batcher.stop)


def batcher(request: Request) -> Batcher:
    found: Batcher = request.app.state.batcher
    return found


@dataclass(frozen=True)
class Origin:
    """Where a request came from: the number of its network, and whether it is this machine. The address itself goes no
    further."""

    network: int | None
    is_local: bool


async def origin_of(request: Request) -> Origin:
    """Without asking the database, but for once a day."""
    if not knows_key_of_today(get_database(request)):
        await run_in_threadpool(key_of_today, get_database(request))
    return origin_in_thread(request)


def origin_in_thread(request: Request) -> Origin:
    """For handlers that may wait for the database."""
    address = client_address(request, request.app.state.settings.trusted_proxies)
    is_local = is_this_machine(address)
    if is_local and was_handed_on(request):
        # By a proxy here that the settings do not count (`doctor` says so): where it came from, nobody knows.
        return Origin(None, is_local=False)
    return Origin(network_number(get_database(request), address), is_local)


def snapshots(request: Request) -> Snapshots:
    found: Snapshots = request.app.state.snapshots
    return found
