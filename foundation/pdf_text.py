"""What a PDF from outside says, so that names which must not be public are found in it.

Read once, in a child process, within bounds. What was read is kept in a file beside the PDF and goes with it. What was
not read in time is read again at night, when nobody waits, with more time and not for ever. Of a scan the program sees
nothing, and says so.
"""

import hashlib
import json
import logging
import os
import secrets
import threading
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from foundation.errors import AppError
from foundation.fence import Refused, ask_child
from foundation.files import read, words_path_of
from foundation.web.language import mark

# Of one file; the child stops by itself before, and tells what it has read until then.
SECONDS = 10
SECONDS_AT_NIGHT = 60
MOST_TRIES = 4
_AT_ONCE = threading.BoundedSemaphore(2)
CANNOT_READ = mark("The program cannot read this file: look yourself whether it names somebody.")
CANNOT_READ_ALL = mark("The program cannot read all of this file: look yourself whether it names somebody.")

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class PdfText:
    """`words` are also what the file says of itself; `share` is what of its pages could be read: all, some or none.
    `in_time`: more time would not tell more."""

    words: str = ""
    share: str = "none"
    in_time: bool = False
    tries: int = 1

    @property
    def warning(self) -> str:
        """A message id; empty where the program has read everything."""
        return {"all": "", "some": CANNOT_READ_ALL}.get(self.share, CANNOT_READ)

    @property
    def may_tell_more(self) -> bool:
        return not self.in_time and self.share != "all" and self.tries < MOST_TRIES


def read_pdf(files_dir: Path, content: bytes) -> PdfText:
    """Before it is stored, so that nobody waits for it while something is being written."""
    sha256 = hashlib.sha256(content).hexdigest()
    found = _kept(files_dir, sha256)
    if found is None:
        found = _in_a_child(content)
        _keep(words_path_of(files_dir, sha256), found)
    return found


def text_of(files_dir: Path, sha256: str) -> PdfText:
    """Of a stored PDF. One that is gone or damaged is one that cannot be read."""
    found = _kept(files_dir, sha256)
    if found is not None:
        return found
    try:
        return read_pdf(files_dir, read(files_dir, sha256))
    except AppError:
        return PdfText()


def read_again(files_dir: Path, sha256: str) -> None:
    """Once more, with more time, what was not read in time; anything else stays as it is."""
    before = _kept(files_dir, sha256)
    if before is None or not before.may_tell_more:
        return
    try:
        content = read(files_dir, sha256)
    except AppError:
        return
    found = _in_a_child(content, SECONDS_AT_NIGHT)
    more = found if len(found.words) >= len(before.words) else before
    _keep(words_path_of(files_dir, sha256), replace(more, in_time=found.in_time, tries=before.tries + 1))


def _in_a_child(content: bytes, seconds: int = SECONDS) -> PdfText:
    try:
        told = ask_child("foundation.pdf_text_child", content, str(seconds - 2), seconds=seconds, places=_AT_ONCE)
    except Refused as refusal:
        log.info("A PDF could not be read%s", "" if refusal.will_again else " in time")
        return PdfText(in_time=refusal.will_again)
    return PdfText(**json.loads(told))


def _kept(files_dir: Path, sha256: str) -> PdfText | None:
    try:
        return PdfText(**json.loads(words_path_of(files_dir, sha256).read_bytes()))
    except (OSError, ValueError, TypeError):
        return None


def _keep(path: Path, found: PdfText) -> None:
    """Never half of it. Should it get lost, it is read again."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    unfinished = path.with_name(f".{secrets.token_hex(8)}")
    try:
        with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
            json.dump(asdict(found), file, ensure_ascii=False)
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
