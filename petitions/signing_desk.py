"""What the signing and confirming routes share within one web process: snapshots of petitions, and the batcher."""

from fastapi import FastAPI, Request
from starlette.concurrency import run_in_threadpool

from foundation.database import Database, get_database
from foundation.security.client_address import client_address
from foundation.security.networks import is_this_machine
from petitions.actions.networks import key_of_today, knows_key_of_today, network_number
from petitions.batcher import Batcher
from petitions.snapshots import Snapshots


def open_signing(app: FastAPI, database: Database) -> None:
    """Part of making the application; nothing runs before the first signature comes."""
    app.state.snapshots = Snapshots(database)
    app.state.batcher = Batcher(database)


async def close_signing(app: FastAPI) -> None:
    """At the end of its life: what people still wait for is written."""
    await run_in_threadpool(app.state.batcher.stop)


def batcher(request: Request) -> Batcher:
    found: Batcher = request.app.state.batcher
    return found


def comes_from_here(request: Request) -> bool:
    return is_this_machine(client_address(request, request.app.state.settings.trusted_proxies))


async def network_number_of(request: Request) -> int | None:
    """The number of the network a request came from. The address itself goes no further."""
    address = client_address(request, request.app.state.settings.trusted_proxies)
    database = get_database(request)
    if not knows_key_of_today(database):
        await run_in_threadpool(key_of_today, database)
    return network_number(database, address)


def snapshots(request: Request) -> Snapshots:
    found: Snapshots = request.app.state.snapshots
    return found
