"""`verify`: was this PDF made here, is it unchanged, has it been superseded."""

import hashlib
from argparse import Namespace
from typing import Any

from campaigns.commands.data import WrongFile, read_whole
from campaigns.commands.opening import opened
from campaigns.verifying.queries import Verified, verified

LARGEST = 200_000_000


def add_command(commands: Any) -> None:
    parser = commands.add_parser("verify", help="say whether a PDF was made here, is unchanged, and is the newest")
    parser.add_argument("file", metavar="FILE")
    parser.set_defaults(run=verify)


def verify(options: Namespace) -> None:
    """Raises WrongFile for a file that is not known. One that is superseded is fine, and is called so."""
    sha256 = hashlib.sha256(read_whole(options.file, LARGEST)).hexdigest()
    with opened() as (settings, database), database.reading() as session:
        found = verified(session, sha256, language="en")
        base = settings.effective_base_url
    if found is None:
        raise WrongFile(f"{options.file} is not known here: it was not made here, was changed, or was withdrawn.")
    print(f"{options.file}: unchanged {_called(found)}, made {found.made_at:%Y-%m-%d %H:%M} UTC")
    print("superseded" if found.is_superseded else "newest")
    if found.newest:
        print(f"{'The newest is at' if found.is_superseded else 'At'} {base}{found.newest}")


def _called(found: Verified) -> str:
    parts = [str(found.kind)]
    if found.addressee:
        parts.append(f"to {found.addressee}")
    if found.title:
        parts.append(f"of “{found.title}”")
    if found.edition:
        parts.append(f"edition {found.edition}")
    parts.append(f"version {found.version} of the facts")
    return ", ".join(parts)
