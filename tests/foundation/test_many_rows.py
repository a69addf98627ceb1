"""Many rows in one statement: what is read back is what was given, on both databases."""

import pytest
from sqlmodel import Session, col, select

from foundation.clock import utc_now
from foundation.database import Database
from foundation.mail.models import MailState, OutboxMail, Stream
from foundation.many_rows import insert_many

SAME = {
    "stream": Stream.CONFIRMATION,
    "state": MailState.QUEUED,
    "reason": "",
    "reply_code": "",
    "attempts": 0,
    "next_attempt_at": None,
}


def test_rows_and_what_is_the_same_in_all(database: Database) -> None:
    now = utc_now()
    kinds = ["one", "two'; --", "three % %s ? \\"]
    with database.writing() as session:
        insert_many(
            session.connection(),
            OutboxMail,
            ("subject_id", "kind", "group_key"),
            [(number, kind, "många-rader") for number, kind in enumerate(kinds, 1)],
            same=SAME | {"created_at": now},
        )
    with database.reading() as session:
        mails = _mails(session)
        assert [(mail.subject_id, mail.kind) for mail in mails] == list(enumerate(kinds, 1))
        assert {mail.created_at for mail in mails} == {now}
        assert {(mail.state, mail.stream, mail.next_attempt_at) for mail in mails} == {
            (MailState.QUEUED, Stream.CONFIRMATION, None)
        }


@pytest.mark.parametrize("text", ["it's", "100 %", "\\", "é"])
def test_what_people_type_is_not_written_into_a_statement(database: Database, text: str) -> None:
    with database.writing() as session, pytest.raises(ValueError, match="plain words"):
        insert_many(session.connection(), OutboxMail, ("subject_id",), [(1,)], same=SAME | {"reason": text})


def _mails(session: Session) -> list[OutboxMail]:
    return list(session.exec(select(OutboxMail).order_by(col(OutboxMail.subject_id))).all())
