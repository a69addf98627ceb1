"""Whether what should be sealed stands on the disk as it was typed: in the database, its logs, the jobs, the output."""

import hashlib
import ipaddress
import uuid
from collections.abc import Iterable, Sequence
from pathlib import Path
from urllib.parse import urlencode

import sqlalchemy as sa

from foundation.measuring.place import Place
from petitions.benches import people

# Some thirty spellings of each are looked for, in all that there is.
SAMPLE = 10
A_BLOCK = 16 * 1024 * 1024


def found_in_clear(place: Place, numbers: Sequence[int]) -> int | None:
    """How often; None where the files of the database server cannot be read. Of some of these made-up people."""
    needles = needles_of(numbers[:: max(1, len(numbers) // SAMPLE)])
    files = [path for path in place.folder.rglob("*") if path.is_file()]
    if not place.settings.embedded:
        of_server = _files_of_server(place)
        if of_server is None:
            return None
        files += of_server
    return sum(_count(path, needles) for path in files)


def needles_of(numbers: Iterable[int]) -> set[bytes]:
    needles = {b"2001:db8:"}
    for number in numbers:
        needles.add(ipaddress.ip_address(people.came_from(number)).packed)
        address = people.person(number).email
        for spelling in {address, address.upper(), urlencode({"": address})[1:]}:
            needles.add(spelling.encode())
            for name in ("md5", "sha1", "sha256", "sha512"):
                digest = hashlib.new(name, spelling.encode())
                needles |= {digest.digest(), digest.hexdigest().encode()}
            for space in (uuid.NAMESPACE_DNS, uuid.NAMESPACE_URL):
                named = uuid.uuid5(space, spelling)
                needles |= {named.bytes, named.hex.encode(), str(named).encode()}
    return needles


def _files_of_server(place: Place) -> list[Path] | None:
    """Of this database and the write-ahead log, where the server runs on this machine and lets us."""
    try:
        with place.database.engine.connect() as connection:
            data = Path(connection.scalar(sa.text("SELECT current_setting('data_directory')")))
            own = connection.scalar(sa.text("SELECT oid FROM pg_database WHERE datname = current_database()"))
        began = place.folder.stat().st_ctime
        tables, log = (list(folder.iterdir()) for folder in (data / "base" / str(own), data / "pg_wal"))
        return [path for path in tables + log if path.is_file() and path.stat().st_mtime >= began]
    except (sa.exc.DBAPIError, OSError):
        return None


def _count(path: Path, needles: set[bytes]) -> int:
    """Block by block, each with the end of the one before."""
    longest = max(map(len, needles))
    found, before = 0, b""
    with path.open("rb") as file:
        while block := file.read(A_BLOCK):
            both = before + block
            found += sum(both.count(needle) - before.count(needle) for needle in needles)
            before = both[-longest + 1 :]
    return found
