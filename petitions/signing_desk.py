"""What the signing and confirming routes share within one web process: snapshots of petitions, and the batcher."""

from fastapi import FastAPI, Request
from starlette.concurrency import run_in_threadpool

from foundation.database import Database
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


def snapshots(request: Request) -> Snapshots:
    found: Snapshots = request.app.state.snapshots
    return found
