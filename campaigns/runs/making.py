"""Making what a run still lacks: each letter by itself, as many at once as there are cores, and none of them twice."""

import os
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from secrets import token_hex

from sqlmodel import Session, col, select

from campaigns.kits.editable import as_document
from campaigns.letters.contents import LetterContents
from campaigns.letters.render import NOT_CLEAN, print_letter
from campaigns.models.campaign import Campaign
from campaigns.runs.actions import settle_run
from campaigns.runs.models import DOCUMENT, LetterRun, RunLetter, RunState
from campaigns.runs.partner_paper import on_paper_of
from campaigns.runs.reasons import kept
from campaigns.runs.standing import held_against, why_item_fell
from foundation.clock import utc_now
from foundation.database import Database
from foundation.errors import AppError, Busy, Conflict
from foundation.files import path_of, store, store_written
from foundation.job_worker import is_stopping
from foundation.pdf import Press
from foundation.pdf_merging import Part, merge
from foundation.web.language import mark

PDF = "application/pdf"
MOST_AT_ONCE = 4
NOTHING_STANDS = mark("None of these letters could be made. Beside each reason stands which of them it concerns.")


@dataclass(frozen=True)
class Work:
    """`over` is set as soon as nothing more of this run is to be made here: it failed, was called off, or this process
    stops."""

    database: Database
    files_dir: Path
    run_id: int
    press: Press
    over: threading.Event = field(default_factory=threading.Event)


def make_run(database: Database, files_dir: Path, *, run_id: int) -> bool:
    """False when this process stops before everything is made. Raises AppError, worded, for what cannot be made."""
    with database.writing(shows=False) as session:
        run = session.get(LetterRun, run_id, with_for_update=True)
        if run is None or run.state is not RunState.MAKING:
            return True
        run.touched_at = utc_now()
        session.add(run)
        left = select(RunLetter.place).where(
            RunLetter.run_id == run_id, col(RunLetter.made_at).is_(None), RunLetter.fell == ""
        )
        places = list(session.exec(left.order_by(col(RunLetter.place))))
        is_kit = run.is_kit
    at_once = 1 if is_kit else max(1, min(MOST_AT_ONCE, len(os.sched_getaffinity(0)), len(places)))
    work = Work(database, files_dir, run_id, Press(at_once))
    try:
        with ThreadPoolExecutor(at_once) as pool:
            for made in [pool.submit(_make, work, place) for place in places]:
                made.result()
    finally:
        work.press.close()
    if is_stopping():
        return False
    _finish(database, files_dir, run_id)
    return True


def _make(work: Work, place: int) -> None:
    if work.over.is_set() or is_stopping():
        return
    try:
        try:
            _make_one(work, place)
        except Busy:
            raise
        except AppError as refusal:
            _let_fall(work, place, refusal)
    except BaseException:
        work.over.set()
        raise


def _make_one(work: Work, place: int) -> None:
    with work.database.reading() as session:
        found = _still_to_make(session, work, place)
        if found is None:
            return
        run, item = found
        contents = _checked(session, run, item)
    if contents is None:
        _keep(work, place, None, None)
        return
    pdf = print_letter(contents, press=work.press)
    document = as_document(contents, press=work.press) if run.is_kit else None
    _keep(work, place, (pdf.content, pdf.pages), document)


def _still_to_make(session: Session, work: Work, place: int) -> tuple[LetterRun, RunLetter] | None:
    run = session.get(LetterRun, work.run_id)
    item = session.get(RunLetter, (work.run_id, place))
    if run is None or item is None or run.state is not RunState.MAKING:
        work.over.set()
        return None
    return None if item.made_at is not None or item.fell else (run, item)


def _checked(session: Session, run: LetterRun, item: RunLetter) -> LetterContents | None:
    """What is laid out; None for our own paper, where the file is the one that was approved. Raises Conflict, worded,
    for what does not stand any more."""
    campaign = session.get_one(Campaign, run.campaign_id)
    held = held_against(session, campaign, [item], is_kit=run.is_kit)
    if why := why_item_fell(session, held, item):
        raise Conflict(why)
    if item.own_paper:
        return None
    letter, head = held.letters[item.letter_id], held.heads[item.partner_id or 0]
    contents = on_paper_of(session, campaign=campaign, letter=letter, head=head, day=run.dated_on)
    if contents.lacks:
        raise Conflict(NOT_CLEAN, lacks=contents.lacks)
    return contents


def _let_fall(work: Work, place: int, refusal: AppError) -> None:
    """One that must not leave, or cannot be laid out, holds up no other."""
    with work.database.writing(shows=False) as session:
        run = session.get(LetterRun, work.run_id, with_for_update=True)
        item = session.get(RunLetter, (work.run_id, place), with_for_update=True)
        if run is None or item is None or run.state is not RunState.MAKING:
            work.over.set()
        elif item.made_at is None:
            item.fell, item.fell_values, run.touched_at = refusal.words, kept(refusal.values), utc_now()
            session.add_all([run, item])


def _keep(work: Work, place: int, pdf: tuple[bytes, int] | None, document: bytes | None) -> None:
    """Files it, unless the run has ended meanwhile: then nothing of it is left."""
    with work.database.writing(shows=False) as session:
        run = session.get(LetterRun, work.run_id, with_for_update=True)
        item = session.get(RunLetter, (work.run_id, place), with_for_update=True)
        if run is None or item is None or run.state is not RunState.MAKING:
            work.over.set()
            return
        if item.made_at is not None or item.fell:
            return
        item.made_at = run.touched_at = utc_now()
        if pdf is None:
            item.pdf_sha256, item.pages = item.approved_sha256, None
        else:
            stored = store(session, work.files_dir, pdf[0], media_type=PDF, pages=pdf[1])
            item.pdf_sha256, item.pages = stored.sha256, pdf[1]
        if document is not None:
            item.document_sha256 = store(session, work.files_dir, document, media_type=DOCUMENT).sha256
        session.add_all([run, item])


def _finish(database: Database, files_dir: Path, run_id: int) -> None:
    """One file for the printer, merged on the disk while no transaction is open. Raises Conflict, worded, where nothing
    of it stands."""
    with database.reading() as session:
        run = session.get(LetterRun, run_id)
        items = session.exec(select(RunLetter).where(RunLetter.run_id == run_id).order_by(col(RunLetter.place))).all()
    if run is None or run.state is not RunState.MAKING or any(item.made_at is None and not item.fell for item in items):
        return
    if all(item.fell for item in items):
        reasons = {(item.fell, repr(item.fell_values)) for item in items}
        raise Conflict(items[0].fell, **items[0].fell_values) if len(reasons) == 1 else Conflict(NOTHING_STANDS)
    parts = [Part(item.name, path_of(files_dir, item.pdf_sha256)) for item in items if item.pdf_sha256]
    unfinished = None
    if not run.is_kit and len(parts) > 1:
        unfinished = files_dir / "00" / f".{token_hex(8)}"
        unfinished.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        pages = merge(parts, unfinished) if unfinished else None
        with database.writing(shows=False) as session:
            run = session.get(LetterRun, run_id, with_for_update=True)
            if run is None or run.state is not RunState.MAKING:
                return
            merged = store_written(session, files_dir, unfinished, media_type=PDF, pages=pages) if unfinished else None
            settle_run(session, run, merged_sha256=merged.sha256 if merged else None)
    finally:
        if unfinished:
            unfinished.unlink(missing_ok=True)
