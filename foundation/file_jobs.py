"""Files whose transaction was rolled back have no row and never get one. They are taken away in two nights.

The first night only takes the name away: should the same content be stored in that very moment, its row finds the file
again the next night instead of never.
"""

import re
from datetime import datetime, timedelta
from pathlib import Path

from sqlmodel import Session, col, select

from foundation.clock import utc_now
from foundation.database import Database
from foundation.files import WORDS, StoredFile
from foundation.jobs import job
from foundation.mail.setup import mail_setup
from foundation.pdf_text import read_again

# No transaction is open for so long.
A_DAY = timedelta(days=1)
SET_ASIDE = ".orphan-"
_FOLDER = re.compile(r"[0-9a-f]{2}")
_KEPT = re.compile(r"[0-9a-f]{62}")
_UNFINISHED = re.compile(r"\.[0-9a-f]{16}")


@job("foundation.forget_orphans", every="47 3 * * *", retries=0)
def forget_orphans(database: Database) -> None:
    """Nothing that a row names is ever deleted, nor anything that the program did not write there."""
    folder = mail_setup().files_dir
    for shelf in sorted(folder.glob("[0-9a-f][0-9a-f]")):
        if _FOLDER.fullmatch(shelf.name) and shelf.is_dir():
            with database.reading() as session:
                _tidy(session, shelf)


@job("foundation.read_pdfs_again", every="17 4 * * *", retries=0)
def read_pdfs_again(_database: Database) -> None:
    """Those that could not be read in time, each a few nights at most."""
    folder = mail_setup().files_dir
    for path in sorted(folder.glob(f"[0-9a-f][0-9a-f]/*{WORDS}")):
        if _FOLDER.fullmatch(path.parent.name) and _KEPT.fullmatch(path.stem):
            read_again(folder, path.parent.name + path.stem)


def _tidy(session: Session, shelf: Path) -> None:
    old = [path for path in shelf.iterdir() if path.is_file() and _age(path) > A_DAY]
    known = _known(session, {_sha256(path) for path in old})
    for path in old:
        kept = shelf / path.name.removeprefix(SET_ASIDE)
        if _UNFINISHED.fullmatch(path.name):
            path.unlink(missing_ok=True)
        elif path.suffix == WORDS and _KEPT.fullmatch(path.stem):
            if not path.with_suffix("").exists():
                path.unlink(missing_ok=True)
        elif not _KEPT.fullmatch(kept.name):
            continue
        elif _sha256(path) in known:
            if path != kept:
                path.replace(kept)
        elif path == kept:
            aside = path.replace(shelf / f"{SET_ASIDE}{path.name}")
            aside.touch()
        else:
            path.unlink(missing_ok=True)


def _known(session: Session, hashes: set[str]) -> set[str]:
    return set(session.exec(select(StoredFile.sha256).where(col(StoredFile.sha256).in_(hashes))))


def _sha256(path: Path) -> str:
    return path.parent.name + path.name.removeprefix(SET_ASIDE)


def _age(path: Path) -> timedelta:
    return utc_now() - datetime.fromtimestamp(path.stat().st_mtime, tz=utc_now().tzinfo)
