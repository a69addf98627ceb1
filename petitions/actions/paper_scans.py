"""Scans of signed sheets. They hold names, so they lie sealed, are handed out as a download only, and leave a trace
whenever somebody opens one.
"""

from dataclasses import dataclass, field
from pathlib import Path

from sqlmodel import Session, select

from foundation.accounts.access import SignedIn
from foundation.accounts.roles import May
from foundation.errors import BadInput, NotFound
from foundation.files import FileKind, discard, read, store
from foundation.pdf_uploads import MEDIA_TYPE, check_pdf
from foundation.picture_uploads import redrawn
from foundation.security.sealing import seal_bytes, unseal_bytes
from petitions.access import paper_batch_at_desk
from petitions.actions.paper import record_paper
from petitions.models.paper import PaperBatch
from petitions.queries.paper import scans_of

SEALED = "petitions.paper-scan"
SEALED_TYPE = "application/octet-stream"
MOST_SCANS = 50
MOST_BYTES = 200 * 1024 * 1024


@dataclass(frozen=True)
class Scan:
    content: bytes = field(repr=False)
    media_type: str

    @property
    def ending(self) -> str:
        return {MEDIA_TYPE: "pdf", "image/jpeg": "jpg", "image/png": "png"}[self.media_type]


def checked_scan(content: bytes) -> Scan:
    """By content, never by name. Pictures are drawn anew. Raises BadInput, worded."""
    if content.startswith(b"%PDF-"):
        check_pdf(content)
        return Scan(content, MEDIA_TYPE)
    return Scan(*redrawn(content))


def attach_scan(session: Session, *, user: SignedIn, files_dir: Path, slug: str, batch_id: int, scan: Scan) -> None:
    """In place of an earlier one. Raises BadInput when the petition has as many as it may have."""
    petition, batch = paper_batch_at_desk(session, user, slug, batch_id, May.WRITE, lock=True)
    number, size = scans_of(session, petition.id)
    if number - (batch.scan_sha256 is not None) >= MOST_SCANS:
        raise BadInput("A petition keeps at most %(most)s scans.", most=MOST_SCANS)
    if size - batch.scan_size + len(scan.content) > MOST_BYTES:
        raise BadInput("The scans of a petition may take 200 MB together. Please scan with fewer dots per inch.")
    _drop(session, files_dir, batch)
    sealed = seal_bytes(scan.content, SEALED, str(batch.id))
    stored = store(session, files_dir, sealed, media_type=SEALED_TYPE, kind=FileKind.UPLOADED)
    batch.scan_sha256, batch.scan_type, batch.scan_size = stored.sha256, scan.media_type, len(scan.content)
    session.add(batch)
    record_paper(session, user, petition, batch, act="paper.scan_added")


def open_scan(session: Session, *, user: SignedIn, files_dir: Path, slug: str, batch_id: int) -> Scan:
    """Recorded, since names are read. Raises NotFound when there is none."""
    petition, batch = paper_batch_at_desk(session, user, slug, batch_id, May.WRITE)
    if batch.scan_sha256 is None or batch.scan_type is None:
        raise NotFound("There is no scan of this batch.")
    content = unseal_bytes(read(files_dir, batch.scan_sha256), SEALED, str(batch.id))
    record_paper(session, user, petition, batch, act="paper.scan_opened")
    return Scan(content, batch.scan_type)


def remove_scan(session: Session, *, user: SignedIn, files_dir: Path, slug: str, batch_id: int) -> None:
    """Does no harm where there is none."""
    petition, batch = paper_batch_at_desk(session, user, slug, batch_id, May.WRITE, lock=True)
    if batch.scan_sha256 is not None:
        _drop(session, files_dir, batch)
        record_paper(session, user, petition, batch, act="paper.scan_removed")


def forget_paper(session: Session, *, files_dir: Path, petition_id: int) -> None:
    """What may lead to people goes: scans, and where and by whom it was collected. The numbers and days stay."""
    for batch in session.exec(select(PaperBatch).where(PaperBatch.petition_id == petition_id)):
        _drop(session, files_dir, batch)
        batch.source = batch.place = batch.reason = batch.country = None
        session.add(batch)


def _drop(session: Session, files_dir: Path, batch: PaperBatch) -> None:
    if batch.scan_sha256 is None:
        return
    sha256, batch.scan_sha256, batch.scan_type, batch.scan_size = batch.scan_sha256, None, None, 0
    session.add(batch)
    session.flush()  # the row refers to the file no more before that goes
    # Sealed with a nonce of its own, the file belongs to this row alone.
    discard(session, files_dir, sha256)
