"""`verify`: was this PDF made here, is it unchanged, has it been superseded."""

import hashlib
from argparse import Namespace
from typing import Any

from campaigns.commands.data import WrongFile, read_whole
from campaigns.commands.opening import opened
from campaigns.verifying.queries import Standing, Verified, verified
from campaigns.verifying.signatures import SeenSignature, attributed
from foundation.signing.queries import KnownKey
from foundation.signing.reading import Held, read_signatures

LARGEST = 200_000_000


def add_command(commands: Any) -> None:
    parser = commands.add_parser("verify", help="say whether a PDF was made here, is unchanged, and is the newest")
    parser.add_argument("file", metavar="FILE")
    parser.set_defaults(run=verify)


def verify(options: Namespace) -> None:
    """Raises WrongFile for a file that is not known. One that is superseded is fine, and is called so."""
    content = read_whole(options.file, LARGEST)
    sha256 = hashlib.sha256(content).hexdigest()
    with opened() as (settings, database):
        with database.reading() as session:
            found = verified(session, sha256, language="en")
        base = settings.effective_base_url
        if found is None:
            read = read_signatures(content)
            with database.reading() as session:
                told = " ".join(_said(one) for one in attributed(session, read))
            raise WrongFile(
                f"{options.file} is not known here: it was not made here, was changed, or was withdrawn. {told}".strip()
            )
    print(f"{options.file}: unchanged {_called(found)}, made {found.made_at:%Y-%m-%d %H:%M} UTC")
    if found.standing is Standing.ENDED:
        print("its approval was ended; do not rely on it")
    else:
        print("superseded" if found.is_superseded else "newest")
    if found.signed_with:
        print(f"signed by {found.signed_with.organisation}, certificate {found.signed_with.certificate.fingerprint}")
        if found.signed_with.removed_at:
            print(_unused(found.signed_with))
    if found.newest:
        print(f"{'The newest is at' if found.is_superseded else 'At'} {base}{found.newest}")


def _said(one: SeenSignature) -> str:
    if one.held is Held.UNREADABLE:
        return "Its signature cannot be read."
    if one.held is Held.BROKEN:
        return "Its signature is not valid."
    whose = one.key.organisation if one.key else "a key that is not known here"
    changed = "not changed since" if one.held is Held.INTACT else "changed since"
    removed = f" {_unused(one.key)}; do not rely on it." if one.key and one.key.removed_at else ""
    return f"It was signed by {whose}, certificate {one.fingerprint}, and {changed}.{removed}"


def _unused(key: KnownKey) -> str:
    return f"{key.organisation} has not used this key since {key.removed_at:%Y-%m-%d}"


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
