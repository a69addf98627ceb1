"""Produced and uploaded files, kept by the hash of their content: `ab/cdef…` under SOLIDARITY_FILES_DIR, never changed.

The file is on the disk before its row is committed. Should the transaction fail, a file without a row remains, which
nothing refers to and `foundation.forget_orphans` takes away. A row without its file comes about only where discarding
it fails at the very end.
"""

import enum
import hashlib
import os
import re
import secrets
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import sqlalchemy as sa
from sqlmodel import Field, Session, SQLModel, col

from foundation.clock import utc_now
from foundation.database import UtcDateTime, enum_column, insert_into
from foundation.errors import AppError, NotFound
from foundation.web.language import mark

WORDS = ".words"
_PIECE = 256 * 1024
_DAMAGED = mark("This file is damaged. Please tell the operator of this server, who can restore it from a backup.")
_SHA256 = re.compile(r"[0-9a-f]{64}")


class FileKind(enum.StrEnum):
    PRODUCED = "produced"
    UPLOADED = "uploaded"


class StoredFile(SQLModel, table=True):
    """What is known of a file. The same content is one row, however often it is produced."""

    __tablename__ = "stored_file"
    __table_args__ = (
        sa.CheckConstraint("length(sha256) = 64", name="sha256_length"),
        sa.CheckConstraint("size >= 0", name="size_positive"),
        sa.CheckConstraint("pages > 0", name="pages_positive"),
    )

    sha256: str = Field(primary_key=True, sa_type=sa.String(64))
    media_type: str = Field(sa_type=sa.String(100))
    size: int = Field(sa_type=sa.BigInteger)
    pages: int | None = None
    kind: FileKind = Field(sa_type=enum_column(FileKind))
    created_at: datetime = Field(sa_type=UtcDateTime)


class Damaged(AppError):
    """The disk holds something else than what was stored."""


def store(
    session: Session,
    files_dir: Path,
    content: bytes,
    *,
    media_type: str,
    pages: int | None = None,
    kind: FileKind = FileKind.PRODUCED,
) -> StoredFile:
    """The row of this content, new or known. The file has reached the disk when this returns. Whoever would discard the
    same content waits until this transaction has ended; whoever is just doing so is waited for."""
    sha256 = hashlib.sha256(content).hexdigest()
    values = {
        "sha256": sha256,
        "media_type": media_type,
        "size": len(content),
        "pages": pages,
        "kind": kind,
        "created_at": utc_now(),
    }
    insert = insert_into(StoredFile, session.get_bind().dialect.name).values(values)
    # An update that changes nothing locks the row.
    session.execute(insert.on_conflict_do_update(index_elements=["sha256"], set_={"sha256": sha256}))
    _write(path_of(files_dir, sha256), content)
    return session.get_one(StoredFile, sha256)


def store_written(
    session: Session, files_dir: Path, written: Path, *, media_type: str, pages: int | None = None
) -> StoredFile:
    """What was written in pieces, too large to be held in memory: it is moved to its place. Otherwise as `store`."""
    sha256, size = _hash_of(written), written.stat().st_size
    values = {
        "sha256": sha256,
        "media_type": media_type,
        "size": size,
        "pages": pages,
        "kind": FileKind.PRODUCED,
        "created_at": utc_now(),
    }
    insert = insert_into(StoredFile, session.get_bind().dialect.name).values(values)
    session.execute(insert.on_conflict_do_update(index_elements=["sha256"], set_={"sha256": sha256}))
    path = path_of(files_dir, sha256)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    _sync(written)
    written.replace(path)
    for directory in (path.parent, path.parent.parent):
        _sync(directory)
    return session.get_one(StoredFile, sha256)


def read_in_pieces(files_dir: Path, sha256: str) -> Iterator[bytes]:
    """As `read`, for what is too large to be held in memory; it is looked through before the first piece is given."""
    path = path_of(files_dir, sha256)
    try:
        if _hash_of(path) != sha256:
            raise Damaged(_DAMAGED)
    except FileNotFoundError:
        raise NotFound("This file is no longer here.") from None
    return _pieces(path)


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            yield piece


def _hash_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def read(files_dir: Path, sha256: str) -> bytes:
    """The content as it was stored; raises NotFound, or Damaged when the hash no longer fits."""
    try:
        content = path_of(files_dir, sha256).read_bytes()
    except FileNotFoundError:
        raise NotFound("This file is no longer here.") from None
    if hashlib.sha256(content).hexdigest() != sha256:
        raise Damaged(_DAMAGED)
    return content


def discard(session: Session, files_dir: Path, sha256: str) -> None:
    """Its row, which nothing may name any more, then the file. Should the transaction fail afterwards, what is left is
    a row that says it is gone."""
    session.execute(sa.delete(StoredFile).where(col(StoredFile.sha256) == sha256))
    path_of(files_dir, sha256).unlink(missing_ok=True)
    words_path_of(files_dir, sha256).unlink(missing_ok=True)


def discard_if_unnamed(session: Session, files_dir: Path, sha256: str) -> None:
    """Unless a row of any room still names it: the same content is one file for all."""
    session.flush()
    # Whoever is storing the same content holds it until that is committed, and is seen then.
    session.execute(sa.select(col(StoredFile.sha256)).where(col(StoredFile.sha256) == sha256).with_for_update())
    for table in StoredFile.metadata.tables.values():
        for key in table.foreign_keys:
            wanted = sa.select(key.parent).where(key.parent == sha256).limit(1)
            if key.column.table.name == StoredFile.__tablename__ and session.execute(wanted).first() is not None:
                return
    discard(session, files_dir, sha256)


def path_of(files_dir: Path, sha256: str) -> Path:
    if not _SHA256.fullmatch(sha256):
        raise NotFound("This file is no longer here.")
    return files_dir / sha256[:2] / sha256[2:]


def words_path_of(files_dir: Path, sha256: str) -> Path:
    """What was read in it (foundation/pdf_text.py)."""
    return path_of(files_dir, sha256).with_suffix(WORDS)


def _write(path: Path, content: bytes) -> None:
    """Under another name first, so that nobody ever sees half a file, and onto the disk before the name is given."""
    if path.exists():
        path.touch()  # its age is that of its last use: what is stored again just now is nobody's orphan
        return
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    unfinished = path.with_name(f".{secrets.token_hex(8)}")
    try:
        with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
    for directory in (path.parent, path.parent.parent):
        _sync(directory)


def _sync(directory: Path) -> None:
    descriptor = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
