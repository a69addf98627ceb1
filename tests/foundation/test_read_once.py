"""What a session has read stays read until something of it is written, locked or taken back."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa
from sqlmodel import Session, select

from foundation.accounts.models import Organisation
from foundation.read_once import read_once
from tests.factories.accounts import an_organisation


def _names(session: Session, asked: list[int]) -> list[str]:
    def read() -> list[str]:
        asked.append(1)
        return sorted(session.exec(select(Organisation.name)))

    return read_once(session, "names", (Organisation,), read)


def test_a_second_asker_gets_what_the_first_read(session: Session) -> None:
    an_organisation(session, "Dockers")
    asked: list[int] = []
    assert _names(session, asked) == _names(session, asked) == ["Dockers"]
    assert len(asked) == 1


def _added(session: Session, _row: Organisation) -> None:
    an_organisation(session, "Bakers")


def _changed(session: Session, row: Organisation) -> None:
    row.name = "Bakers"


def _removed(session: Session, row: Organisation) -> None:
    session.delete(row)


def _by_statement(session: Session, _row: Organisation) -> None:
    session.execute(sa.update(Organisation).values(name="Bakers"))


@pytest.mark.parametrize("write", [_added, _changed, _removed, _by_statement])
def test_what_was_written_is_read_anew(session: Session, write: Callable[[Session, Organisation], None]) -> None:
    row = an_organisation(session, "Dockers")
    asked: list[int] = []
    before = _names(session, asked)
    write(session, row)
    assert _names(session, asked) != before
    assert len(asked) == 2


def test_what_was_taken_back_is_read_anew(session: Session) -> None:
    an_organisation(session, "Dockers")
    session.flush()
    asked: list[int] = []
    savepoint = session.begin_nested()
    an_organisation(session, "Bakers")
    assert _names(session, asked) == ["Bakers", "Dockers"]
    savepoint.rollback()
    assert _names(session, asked) == ["Dockers"]


def test_who_locks_a_row_reads_anew(session: Session) -> None:
    row = an_organisation(session, "Dockers")
    asked: list[int] = []
    _names(session, asked)
    session.refresh(row, with_for_update=True)
    _names(session, asked)
    session.exec(select(Organisation).with_for_update()).all()
    _names(session, asked)
    assert len(asked) == 3


@pytest.mark.parametrize("end", [Session.commit, Session.rollback, Session.close])
def test_the_end_of_a_transaction_forgets(session: Session, end: Callable[[Session], None]) -> None:
    asked: list[int] = []
    _names(session, asked)
    end(session)
    _names(session, asked)
    assert len(asked) == 2


def test_each_session_reads_for_itself(session: Session) -> None:
    asked: list[int] = []
    _names(session, asked)
    session.commit()
    with Session(session.get_bind()) as other:
        _names(other, asked)
    assert len(asked) == 2
