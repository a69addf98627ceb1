"""Taking away the files of what has ended, a few at a time, so that nobody waits for it."""

from collections.abc import Sequence
from pathlib import Path

import sqlalchemy as sa
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from campaigns.runs.models import LetterRun, RunLetter, RunState
from foundation.database import Database
from foundation.files import discard_if_unnamed

AT_ONCE = 20


def clear(database: Database, files_dir: Path, *, run_id: int) -> None:
    """All files of a run that has ended, and of one that stands those whose partner has left the directory. A run that
    was removed goes with its rows in the end. Does no harm when done twice."""
    while _clear_some(database, files_dir, run_id):
        pass
    with database.writing(shows=False) as session:
        run = session.get(LetterRun, run_id, with_for_update=True)
        if run is None:
            return
        merged = run.merged_sha256
        if merged is not None and (not run.state.keeps_files or _lacks_a_partner(session, run_id)):
            run.merged_sha256 = None
            session.add(run)
            discard_if_unnamed(session, files_dir, merged)
        if run.state is RunState.REMOVED:
            session.delete(run)


def _clear_some(database: Database, files_dir: Path, run_id: int) -> bool:
    with database.writing(shows=False) as session:
        run = session.get(LetterRun, run_id)
        if run is None:
            return False
        items = session.exec(_with_files(run)).all()
        for item in items:
            names = [name for name in (item.pdf_sha256, item.document_sha256) if name]
            item.pdf_sha256 = item.document_sha256 = None
            session.add(item)
            for sha256 in names:
                discard_if_unnamed(session, files_dir, sha256)
        return bool(items)


def _with_files(run: LetterRun) -> SelectOfScalar[RunLetter]:
    wanted = (
        select(RunLetter)
        .where(
            RunLetter.run_id == run.id,
            sa.or_(col(RunLetter.pdf_sha256).is_not(None), col(RunLetter.document_sha256).is_not(None)),
        )
        .order_by(col(RunLetter.place))
        .limit(AT_ONCE)
    )
    if run.state.keeps_files:
        wanted = wanted.where(*_of_nobody())
    return wanted


def _lacks_a_partner(session: Session, run_id: int) -> bool:
    return session.exec(select(RunLetter.place).where(RunLetter.run_id == run_id, *_of_nobody())).first() is not None


def _of_nobody() -> Sequence[sa.ColumnElement[bool]]:
    return (col(RunLetter.partner_id).is_(None), col(RunLetter.own_paper).is_(False))
