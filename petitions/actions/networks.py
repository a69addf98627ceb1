"""The number by which sign-ups of one network are recognised for a day."""

import secrets
import threading
from datetime import date
from weakref import WeakKeyDictionary

import sqlalchemy as sa
from sqlmodel import col

from foundation.clock import utc_today
from foundation.database import Database, insert_into
from foundation.security.networks import network_of
from petitions.models.signals import NetworkKey, keyed_number

_known: "WeakKeyDictionary[sa.Engine, tuple[date, bytes]]" = WeakKeyDictionary()
_lock = threading.Lock()


def network_number(database: Database, address: str) -> int | None:
    """None for what is no address. The address goes no further than this."""
    network = network_of(address)
    return keyed_number(network, "network-of-signature", key_of_today(database)) if network else None


def knows_key_of_today(database: Database) -> bool:
    """Whether the key is at hand without asking the database."""
    return _known.get(database.engine, (None, b""))[0] == utc_today()


def key_of_today(database: Database) -> bytes:
    """The same in all processes. Looked up once a day in each."""
    today = utc_today()
    day, key = _known.get(database.engine, (None, b""))
    if day == today:
        return key
    with _lock:
        key = _read(database, today) or _make(database, today)
        _known[database.engine] = (today, key)
    return key


def _read(database: Database, day: date) -> bytes | None:
    with database.reading() as session:
        return session.execute(sa.select(col(NetworkKey.key)).where(col(NetworkKey.day) == day)).scalar_one_or_none()


def _make(database: Database, day: date) -> bytes:
    """Whoever comes second finds the key of the first."""
    with database.writing(shows=False) as session:
        session.execute(
            insert_into(NetworkKey, session.get_bind().dialect.name)
            .values(day=day, key=secrets.token_bytes(32))
            .on_conflict_do_nothing(index_elements=["day"])
        )
        key: bytes = session.execute(sa.select(col(NetworkKey.key)).where(col(NetworkKey.day) == day)).scalar_one()
        return key
