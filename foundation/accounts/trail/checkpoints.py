"""Where each trail had got to, written down among the files: so that its end is not cut off unseen in the database.

A line an organisation: its number, how many entries there were, the hash of the last one, when, and a seal over the
line. A line only ever moves on, along a chain that still holds what it says.
"""

import hmac
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlmodel import Session, col, select

from foundation.accounts.models import AuditEntry, TrailHead
from foundation.accounts.trail.chain import Break, BrokenChain, verify_trail
from foundation.clock import utc_now
from foundation.security.keys import subkey

FILE = "trail-checkpoints"


@dataclass(frozen=True)
class Checkpoint:
    organisation_id: int
    seq: int
    hash: bytes
    at: datetime

    @property
    def line(self) -> str:
        told = f"{self.organisation_id} {self.seq} {self.hash.hex()} {self.at.isoformat(timespec='seconds')}"
        return f"{told} {hmac.digest(subkey('trail-checkpoints'), told.encode(), 'sha256').hex()}"


class SpoiledCheckpoints(Exception):
    """The file does not say what was written into it."""


def read_checkpoints(folder: Path) -> dict[int, Checkpoint]:
    """By organisation; none where there is no file. Raises SpoiledCheckpoints."""
    try:
        lines = (folder / FILE).read_text(encoding="ascii").splitlines()
    except FileNotFoundError:
        return {}
    except ValueError:
        raise SpoiledCheckpoints from None
    found = [_read(line) for line in lines]
    return {checkpoint.organisation_id: checkpoint for checkpoint in found}


def _read(line: str) -> Checkpoint:
    try:
        organisation_id, seq, digest, at, _seal = line.split()
        checkpoint = Checkpoint(int(organisation_id), int(seq), bytes.fromhex(digest), datetime.fromisoformat(at))
    except ValueError:
        raise SpoiledCheckpoints from None
    if not hmac.compare_digest(checkpoint.line, line):
        raise SpoiledCheckpoints
    return checkpoint


def write_checkpoints(session: Session, folder: Path) -> None:
    """Leaves a line as it is where the trail does not hold it any more. Raises SpoiledCheckpoints."""
    kept = read_checkpoints(folder)
    new = dict(kept)
    for head in session.exec(select(TrailHead)):
        known = kept.get(head.organisation_id)
        if known is None or (known.seq < head.seq and _holds(session, known)):
            new[head.organisation_id] = Checkpoint(head.organisation_id, head.seq, head.hash, utc_now())
    if new == kept:
        return
    folder.mkdir(parents=True, exist_ok=True)
    unfinished = folder / f".{FILE}"
    unfinished.write_text("".join(f"{each.line}\n" for each in new.values()), encoding="ascii")
    unfinished.replace(folder / FILE)


def verify_whole(session: Session, organisation_id: int, folder: Path) -> BrokenChain | None:
    """The chain of an organisation in itself, and whether it still reaches as far as it once did."""
    broken = verify_trail(session, organisation_id)
    if broken is not None:
        return broken
    try:
        known = read_checkpoints(folder).get(organisation_id)
    except SpoiledCheckpoints:
        return BrokenChain(Break.UNKNOWN, 0)
    return None if known is None or _holds(session, known) else BrokenChain(Break.CUT, known.seq, known.at)


def _holds(session: Session, checkpoint: Checkpoint) -> bool:
    kept = session.exec(
        select(AuditEntry.hash).where(
            AuditEntry.organisation_id == checkpoint.organisation_id, col(AuditEntry.seq) == checkpoint.seq
        )
    ).first()
    return kept is not None and hmac.compare_digest(kept, checkpoint.hash)
