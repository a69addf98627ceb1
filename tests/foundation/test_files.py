"""Files are kept by what is in them: written once, found again, never half there, and never silently changed."""

import hashlib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlmodel import Session, select

from foundation.database import Database
from foundation.errors import NotFound
from foundation.files import Damaged, FileKind, StoredFile, path_of, read, store

LETTER = b"%PDF-1.7 a letter"


def test_a_produced_letter_is_found_again(session: Session, tmp_path: Path) -> None:
    stored = store(session, tmp_path, LETTER, media_type="application/pdf", pages=2)
    assert stored.sha256 == hashlib.sha256(LETTER).hexdigest()
    assert (stored.size, stored.pages, stored.kind) == (len(LETTER), 2, FileKind.PRODUCED)
    assert stored.created_at.tzinfo is not None
    assert read(tmp_path, stored.sha256) == LETTER
    path = path_of(tmp_path, stored.sha256)
    assert path == tmp_path / stored.sha256[:2] / stored.sha256[2:]
    assert path.stat().st_mode & 0o777 == 0o600


def test_the_same_content_is_one_row_and_one_file(session: Session, tmp_path: Path) -> None:
    first = store(session, tmp_path, LETTER, media_type="application/pdf", pages=2)
    again = store(session, tmp_path, LETTER, media_type="application/pdf", pages=2, kind=FileKind.UPLOADED)
    assert again is first
    assert again.kind == FileKind.PRODUCED
    assert len(session.exec(select(StoredFile)).all()) == 1
    assert len([path for path in tmp_path.rglob("*") if path.is_file() and "sqlite" not in path.name]) == 1


def test_two_who_store_the_same_at_once_both_succeed(database: Database, tmp_path: Path) -> None:
    def file_it(_number: int) -> str:
        with database.writing() as session:
            return store(session, tmp_path, LETTER, media_type="application/pdf", pages=1).sha256

    with ThreadPoolExecutor(4) as threads:
        assert len(set(threads.map(file_it, range(12)))) == 1
    with database.reading() as session:
        assert session.exec(select(sa.func.count()).select_from(StoredFile)).one() == 1


def test_a_missing_file_and_a_name_that_is_no_hash_are_not_found(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("no")
    for name in ("0" * 64, "../secret", "", "A" * 64, "0" * 63 + "/"):
        with pytest.raises(NotFound):
            read(tmp_path, name)


def test_a_changed_file_is_not_handed_out(session: Session, tmp_path: Path) -> None:
    stored = store(session, tmp_path, LETTER, media_type="application/pdf")
    path_of(tmp_path, stored.sha256).write_bytes(LETTER + b"!")
    with pytest.raises(Damaged):
        read(tmp_path, stored.sha256)


def test_a_full_disk_leaves_no_half_file(session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_space(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", no_space)
    with pytest.raises(OSError, match="No space"):
        store(session, tmp_path / "files", LETTER, media_type="application/pdf")
    assert [path for path in (tmp_path / "files").rglob("*") if path.is_file()] == []


@pytest.mark.parametrize("changes", [{"sha256": "short"}, {"size": -1}, {"pages": 0}, {"kind": "found"}])
def test_the_database_refuses_what_cannot_be(session: Session, changes: dict[str, object]) -> None:
    row = {"sha256": "0" * 64, "media_type": "a/b", "size": 1, "pages": 1, "kind": "uploaded"} | changes
    statement = sa.text(
        "INSERT INTO stored_file (sha256, media_type, size, pages, kind, created_at)"
        " VALUES (:sha256, :media_type, :size, :pages, :kind, '2026-01-01 00:00:00+00:00')"
    )
    with pytest.raises(sa.exc.IntegrityError):
        session.execute(statement, row)
