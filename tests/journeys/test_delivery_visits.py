"""What may be noted of a visit, who may send files for it, and what of it can be taken out again."""

import pytest
from sqlmodel import Session, select

from campaigns.letters.models import Letter, LetterState
from campaigns.register.models import Dispatch
from foundation.database import Database
from foundation.settings import Settings
from tests.journeys.delivery_desks import open_delivery_desks, plan
from tests.journeys.letter_desks import Desks, today

pytestmark = pytest.mark.slow


@pytest.fixture
def desks(settings: Settings, database: Database) -> Desks:
    return open_delivery_desks(settings, database)


def the_letter(session: Session) -> Letter:
    return session.exec(select(Letter)).one()


def test_a_visit_notes_no_letter_to_another_office(desks: Desks, database: Database) -> None:
    author = desks["author"]
    elsewhere = plan(author, "kz-prosecutor")
    with database.reading() as session:
        letter = the_letter(session)
    for letters in ([str(letter.id)], [str(letter.id), "x"], ["7"]):
        visit = {"outcome": "received", "visited_on": today(), "letters": letters}
        refused = author.post(f"{elsewhere}/visits", data=visit)
        assert (refused.status_code, "is not for this delivery" in refused.text) == (422, True), letters
    with database.reading() as session:
        assert the_letter(session).state is LetterState.APPROVED
        assert not session.exec(select(Dispatch)).all()
