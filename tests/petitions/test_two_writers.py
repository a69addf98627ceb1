"""Two web processes write what came in at the same moment. Step by step, so that it does not depend on luck: while one
is in the middle of its batch, the other must come to its end."""

from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa
from sqlmodel import Session, select

from foundation.database import Database
from petitions.access import lock_petition, lock_signatures
from petitions.actions.confirm import LinkState, Presented, Pressed, confirm_many
from petitions.actions.sign import AT_FIRST, make_ready, sign
from petitions.group_commit import write_together
from petitions.models.petition import Petition
from petitions.models.signature import Signature
from petitions.queries.counting import count_again, kept_counts
from tests.factories.petitions import an_open_petition, confirm_token, typed
from tests.jobs_running import until

WAITS_FOR_A_LOCK = sa.text(
    "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
)


@pytest.fixture
def petition(database: Database) -> Petition:
    """With one signature that waits for its button to be pressed."""
    if database.engine.dialect.name == "sqlite":
        pytest.skip("SQLite lets one writer in at a time")
    with database.writing() as session:
        petition = an_open_petition(session)
        sign(session, petition=petition, typed=typed())
    return petition


def the_link(database: Database) -> Presented:
    with database.reading() as session:
        return Presented(confirm_token(session.exec(select(Signature)).one()))


def wait_no_longer(session: Session) -> None:
    session.execute(sa.text("SET LOCAL lock_timeout = '500ms'"))


def is_counted(database: Database, petition: Petition, waiting: int, confirmed: int) -> bool:
    with database.reading() as session:
        kept = kept_counts(session, petition.id)
        return kept == count_again(session, petition.id) and (kept.waiting, kept.confirmed) == (waiting, confirmed)


def test_who_confirms_waits_for_nobody_whose_signature_is_being_written(database: Database, petition: Petition) -> None:
    link = the_link(database)
    with database.engine.begin() as elsewhere:
        # With its petition, which must stay there until this is committed.
        elsewhere.execute(sa.insert(Signature), [{**AT_FIRST, **make_ready(petition, typed()).row}])
        with database.writing() as session:
            wait_no_longer(session)
            [pressed] = confirm_many(session, [link])
        assert isinstance(pressed, Pressed)
        assert pressed.state is LinkState.CONFIRMED
        elsewhere.rollback()
    assert is_counted(database, petition, 0, 1)


def test_a_batch_stands_in_nobodys_way_while_it_waits_for_a_signature(database: Database, petition: Petition) -> None:
    """Who holds that signature may be about to count: if the batch held the count, each would wait for the other."""
    link = the_link(database)
    with ThreadPoolExecutor(1) as pool:
        with database.writing() as elsewhere:
            [held] = lock_signatures(elsewhere, Signature.petition_id, [petition.id])
            batch = pool.submit(write_together, database, [make_ready(petition, typed()), link])
            with database.engine.connect() as watching:
                until(lambda: bool(watching.scalar(WAITS_FOR_A_LOCK)), seconds=10)
            wait_no_longer(elsewhere)
            lock_petition(elsewhere, petition.id)
            assert not batch.done()
        signed, pressed = batch.result(10).outcomes
    assert held.petition_id == petition.id
    assert signed is None
    assert isinstance(pressed, Pressed)
    assert is_counted(database, petition, 1, 1)
