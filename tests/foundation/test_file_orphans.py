"""Files that no row names go after two nights; what a row names stays, whatever happens meanwhile."""

import os
from pathlib import Path

import pytest
from sqlmodel import Session

from foundation.clock import utc_now
from foundation.database import Database
from foundation.file_jobs import SET_ASIDE, forget_orphans
from foundation.files import path_of, read, store, words_path_of
from foundation.mail.setup import configure_mail
from foundation.settings import Settings

LETTER, FORGOTTEN = b"%PDF-1.7 a letter", b"%PDF-1.7 a letter whose transaction failed"
TWO_DAYS = 2 * 86_400


@pytest.fixture
def files(settings: Settings) -> Path:
    configure_mail(settings)
    return settings.effective_files_dir


def a_letter(database: Database, files: Path) -> str:
    with database.writing() as session:
        return store(session, files, LETTER, media_type="application/pdf").sha256


def an_orphan(database: Database, files: Path) -> str:
    with Session(database.engine) as session:
        sha256 = store(session, files, FORGOTTEN, media_type="application/pdf").sha256
        session.rollback()
    return sha256


def grow_old(files: Path) -> None:
    then = utc_now().timestamp() - TWO_DAYS
    for path in files.rglob("*"):
        if path.is_file():
            os.utime(path, (then, then))


def left(files: Path) -> list[str]:
    return sorted(path.name for path in files.rglob("*") if path.is_file())


def test_an_orphan_goes_after_two_nights_and_a_letter_stays(database: Database, files: Path) -> None:
    letter, orphan = a_letter(database, files), an_orphan(database, files)
    forget_orphans(database)
    assert left(files) == sorted([letter[2:], orphan[2:]]), "what is younger than a day may still get its row"
    grow_old(files)
    forget_orphans(database)
    assert left(files) == sorted([letter[2:], SET_ASIDE + orphan[2:]])
    forget_orphans(database)
    assert SET_ASIDE + orphan[2:] in left(files), "set aside a moment ago"
    grow_old(files)
    forget_orphans(database)
    assert left(files) == [letter[2:]]
    assert read(files, letter) == LETTER


def test_content_that_is_stored_again_is_no_orphan(database: Database, files: Path) -> None:
    an_orphan(database, files)
    grow_old(files)
    with database.writing() as session:
        sha256 = store(session, files, FORGOTTEN, media_type="application/pdf").sha256
        forget_orphans(database)  # sees no row: it is not committed yet
    assert read(files, sha256) == FORGOTTEN


def test_a_file_set_aside_whose_row_came_after_all_has_its_name_back(database: Database, files: Path) -> None:
    letter = a_letter(database, files)
    path_of(files, letter).replace(path_of(files, letter).with_name(SET_ASIDE + letter[2:]))
    grow_old(files)
    forget_orphans(database)
    assert read(files, letter) == LETTER


def test_half_written_files_go_and_what_others_put_there_stays(database: Database, files: Path) -> None:
    shelf = files / "ab"
    shelf.mkdir(parents=True)
    (shelf / ".0123456789abcdef").write_bytes(b"half")
    (shelf / "note").write_text("an operator's own")
    (files / "README").write_text("an operator's own")
    grow_old(files)
    forget_orphans(database)
    assert left(files) == ["README", "note"]


def test_what_was_read_in_a_file_goes_with_it(database: Database, files: Path) -> None:
    letter, orphan = a_letter(database, files), an_orphan(database, files)
    for sha256 in (letter, orphan):
        words_path_of(files, sha256).write_text("{}")
    for _night in range(3):
        grow_old(files)
        forget_orphans(database)
    assert left(files) == sorted([letter[2:], f"{letter[2:]}.words"])
