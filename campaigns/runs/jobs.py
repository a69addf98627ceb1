"""Making runs, taking their files away, and looking after those that nobody is heard of any more."""

import logging
from datetime import timedelta

import sqlalchemy as sa
from sqlmodel import col, select

from campaigns.runs.actions import CLEAR_JOB, KIT_JOB, MAKE_JOB, SILENT_FOR, begin_again, fail_run, work_on
from campaigns.runs.clearing import clear
from campaigns.runs.making import make_run
from campaigns.runs.models import LetterRun, RunLetter, RunState
from foundation.clock import utc_now
from foundation.database import Database
from foundation.errors import AppError
from foundation.faults import kind_and_places
from foundation.jobs import Queue, job
from foundation.mail.setup import mail_setup
from foundation.web.language import mark

BROKE = mark("Something went wrong while the letters were made. Please make them again.")
KITS_FOR = timedelta(days=7)
_log = logging.getLogger(__name__)


@job(MAKE_JOB, queue=Queue.SLOW)
def make(database: Database, *, run_id: int) -> None:
    _make(database, run_id)


@job(KIT_JOB)
def make_kit(database: Database, *, run_id: int) -> None:
    _make(database, run_id)


def _make(database: Database, run_id: int) -> None:
    """Only what is missing. Whatever goes wrong is said on the page of the run."""
    try:
        done = make_run(database, mail_setup().files_dir, run_id=run_id)
    except AppError as refusal:
        with database.writing() as session:
            fail_run(session, run_id=run_id, refusal=refusal)
        return
    except Exception as error:  # noqa: BLE001  # the run must not stay as if it were being made
        _log.error("a run of letters broke: %s", kind_and_places(error))
        with database.writing() as session:
            fail_run(session, run_id=run_id, refusal=AppError(BROKE))
        return
    if not done:
        with database.writing() as session:
            run = session.get(LetterRun, run_id)
            if run is not None and run.state is RunState.MAKING:
                work_on(session, run)


@job(CLEAR_JOB)
def clear_run(database: Database, *, run_id: int) -> None:
    clear(database, mail_setup().files_dir, run_id=run_id)


@job("letters.look_after_runs", every="*/10 * * * *", retries=0)
def look_after_runs(database: Database) -> None:
    """What fell silent is taken up again; what ended, whose partner is gone, or what a partner left lying for a week
    leaves no files."""
    for run_id in _silent(database):
        with database.writing() as session:
            run = session.get(LetterRun, run_id, with_for_update=True)
            if run is not None and run.state is RunState.MAKING:
                begin_again(session, run)
    _forget_old_kits(database)
    with database.reading() as session:
        ended = sa.or_(
            col(LetterRun.state).not_in([state for state in RunState if state.keeps_files]),
            sa.and_(col(RunLetter.partner_id).is_(None), col(RunLetter.own_paper).is_(False)),
        )
        has_files = sa.or_(
            col(RunLetter.pdf_sha256).is_not(None),
            col(RunLetter.document_sha256).is_not(None),
            col(LetterRun.merged_sha256).is_not(None),
            col(LetterRun.state) == RunState.REMOVED,
        )
        left = select(LetterRun.id).join(RunLetter, isouter=True).where(ended, has_files).distinct()
        left_ids = list(session.exec(left))
    for run_id in left_ids:
        clear(database, mail_setup().files_dir, run_id=run_id)


def _silent(database: Database) -> list[int]:
    """None of a queue in which another one goes on: they may only wait for their turn."""
    lately = utc_now() - SILENT_FOR
    with database.reading() as session:
        making = session.exec(select(LetterRun).where(LetterRun.state == RunState.MAKING)).all()
    going_on = {run.is_kit for run in making if run.touched_at is not None and run.touched_at >= lately}
    return [run.id for run in making if run.is_kit not in going_on and (run.touched_at or run.ordered_at) < lately]


def _forget_old_kits(database: Database) -> None:
    with database.writing(shows=False) as session:
        old = sa.and_(col(LetterRun.is_kit).is_(True), col(LetterRun.settled_at) < utc_now() - KITS_FOR)
        orphaned = sa.and_(col(LetterRun.is_kit).is_(True), col(LetterRun.partner_id).is_(None))
        forgotten = sa.update(LetterRun).where(sa.or_(old, orphaned)).values(state=RunState.REMOVED)
        session.execute(forgotten)
