"""What petitions do by the clock."""

from sqlmodel import select

import petitions.emails  # noqa: F401  # importing registers what writes the mails
from foundation.clock import utc_now
from foundation.database import Database, shorten_log, sweep
from foundation.job_worker import is_stopping
from foundation.jobs import Queue, enqueue, job
from foundation.mail.setup import mail_setup
from foundation.security.rate_limits import forget_attempts
from petitions.actions.anonymise import anonymise_some, begin_anonymising, finish_anonymising
from petitions.actions.forget import forget_replies, forget_retypings, forget_unconfirmed
from petitions.actions.forget_signals import forget_set_aside, forget_signals
from petitions.actions.keeping import INDEX_JOB, forget_some_names, index_some_names
from petitions.actions.my_data import forget_requests
from petitions.actions.paper_scans import forget_paper
from petitions.actions.recount import RECOUNT_JOB, recount
from petitions.actions.remind import remind_some
from petitions.actions.rules import forget_drafts, look_for_more, put_some_back, take_some_out
from petitions.models.rules import RuleRun, RuleState
from petitions.queries.keeping import at_high_risk, due_for_anonymising
from petitions.queries.reading import all_petition_ids


@job("petitions.anonymise_due", queue=Queue.SLOW, every="11 * * * *")
def anonymise_due(database: Database) -> None:
    """Goes on where an earlier run was stopped: what is left over is found again."""
    with database.reading() as session:
        due = due_for_anonymising(session, utc_now())
    for petition_id in due:
        with database.writing() as session:
            if not begin_anonymising(session, petition_id=petition_id):
                continue
        more = True
        while more:
            if is_stopping():
                return
            with database.writing() as session:
                more = anonymise_some(session, petition_id=petition_id)
        with database.writing() as session:
            forget_paper(session, files_dir=mail_setup().files_dir, petition_id=petition_id)
            finish_anonymising(session, petition_id=petition_id)
    if due:
        sweep(database)


@job("petitions.forget_old", every="23 * * * *")
def forget_old(database: Database) -> None:
    """Deletes what has had its time, in short transactions."""
    with database.writing() as session:
        forget_replies(session)
        forget_requests(session)
        forget_retypings(session)
        forget_attempts(session)
        forget_drafts(session)
    deleted = True
    while deleted:
        with database.writing() as session:
            deleted = forget_unconfirmed(session) > 0
    shorten_log(database)


@job(RECOUNT_JOB, queue=Queue.SLOW)
def count_again(database: Database, *, petition_id: int) -> None:
    recount(database, petition_id=petition_id)


@job("petitions.count_all_again", queue=Queue.SLOW, every="41 2 * * *")
def count_all_again(database: Database) -> None:
    """Every night, one petition after the other."""
    with database.reading() as session:
        petitions = all_petition_ids(session)
    for petition_id in petitions:
        if is_stopping():
            return
        recount(database, petition_id=petition_id)


@job("petitions.forget_signals", every="41 3 * * *")
def forget_old_signals(database: Database) -> None:
    """What was kept to tell floods from people, once it has served."""
    with database.writing() as session:
        forget_signals(session)
    deleted = True
    while deleted:
        with database.writing() as session:
            deleted = forget_set_aside(session) > 0


@job("petitions.remind", every="11 * * * *")
def remind(database: Database) -> None:
    reminded = True
    while reminded:
        with database.writing() as session:
            reminded = remind_some(session) > 0


@job("petitions.work_off_rule", queue=Queue.SLOW)
def work_off_rule(database: Database, *, rule_id: int) -> None:
    """Some at a time; goes on where it was when it is run again, and ends when it is stopped."""
    more = True
    while more:
        with database.reading() as session:
            run = session.get(RuleRun, rule_id)
            if run is None or not run.state.is_at_work:
                return
            found = look_for_more(session, run) if run.state is RuleState.RUNNING else None
        with database.writing() as session:
            run = session.exec(
                select(RuleRun).where(RuleRun.id == rule_id).with_for_update().execution_options(populate_existing=True)
            ).first()
            if run is None or not run.state.is_at_work:
                return
            if run.state is RuleState.UNDOING:
                more = put_some_back(session, run)
            elif found is not None:
                more = take_some_out(session, run, found)
            if not more:
                run.state = RuleState.DONE if run.state is RuleState.RUNNING else RuleState.UNDONE
                run.ended_at = utc_now()


@job(INDEX_JOB, queue=Queue.SLOW)
def index_names(database: Database, *, petition_id: int, after: int = 0) -> None:
    """Whether names can be found follows the petition's risk, as it is while this runs."""
    is_more = True
    while is_more:
        with database.writing() as session:
            is_more = forget_some_names(session, petition_id=petition_id)
            if not is_more:
                after = index_some_names(session, petition_id=petition_id, after=after)
                is_more = after > 0
            if is_more and is_stopping():
                # What has ended well is not begun again: the rest is for the next process.
                enqueue(session, INDEX_JOB, petition_id=petition_id, after=after)
                return


@job("petitions.forget_names", queue=Queue.SLOW, every="31 * * * *")
def forget_names(database: Database) -> None:
    """Fingerprints of names that should not be there any more, whatever has come between."""
    with database.reading() as session:
        petitions = at_high_risk(session)
    for petition_id in petitions:
        is_more = True
        while is_more and not is_stopping():
            with database.writing() as session:
                is_more = forget_some_names(session, petition_id=petition_id)
