"""Two organisers at one letter in the same moment: one approval, one number, and nothing is lost without a word."""

import threading
from collections.abc import Callable

import pytest
from sqlmodel import select
from starlette.testclient import TestClient

from campaigns.app import create_app
from campaigns.letters.models import Letter, LetterPrint, LetterReference, LetterState
from campaigns.register.models import Dispatch
from foundation.accounts.models import AuditEntry, Organisation
from foundation.accounts.roles import Role
from foundation.database import Database
from foundation.settings import Settings
from tests.conftest import BASE_URL
from tests.factories.accounts import PASSWORD, an_organiser
from tests.journeys.letter_desks import ENGLISH, Desks, approve, mark_in, open_letter_desks, today
from tests.journeys.test_letters import COMPLETE, EDITOR


@pytest.fixture
def desks(settings: Settings, database: Database) -> Desks:
    found = open_letter_desks(settings, database)
    with database.writing() as session:
        organisation = session.exec(select(Organisation)).one()
        an_organiser(session, organisation, Role.REVIEWER, email="third@example.org")
    third = TestClient(
        create_app(settings, database), base_url=BASE_URL, follow_redirects=False, headers={"Origin": BASE_URL}
    )
    third.post("/desk/sign-in", data={"email": "third@example.org", "password": PASSWORD})
    return found | {"third": third}


def at_once(*acts: Callable[[], int]) -> list[int]:
    begin, answers = threading.Barrier(len(acts)), []

    def act(one: Callable[[], int]) -> None:
        begin.wait()
        answers.append(one())

    threads = [threading.Thread(target=act, args=(one,)) for one in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(answers)


def approving(desks: Desks, name: str) -> Callable[[], int]:
    data = ENGLISH | {"approved": mark_in(desks[name].get(EDITOR, params=ENGLISH).text)}
    return lambda: desks[name].post(f"{EDITOR}/approve", data=data).status_code


def test_two_who_approve_at_once_make_one_approval_with_one_number(desks: Desks, database: Database) -> None:
    assert at_once(approving(desks, "second"), approving(desks, "third")) == [303, 409]
    with database.reading() as session:
        letter = session.exec(select(Letter)).one()
        assert letter.state is LetterState.APPROVED
        assert len(session.exec(select(LetterReference)).all()) == 1
        prints = session.exec(select(LetterPrint.sha256)).all()
        assert prints == [letter.file_sha256]
        acts = session.exec(select(AuditEntry.act)).all()
    assert acts.count("letter.approved") == 1


def test_an_edit_while_it_is_approved_ends_in_one_of_both_and_never_in_a_mixture(
    desks: Desks, database: Database
) -> None:
    def edit() -> int:
        data = COMPLETE | {"our_reference": "", "own_words": "One more thing."}
        return desks["author"].post(EDITOR, data=data).status_code

    answers = at_once(approving(desks, "second"), edit)
    with database.reading() as session:
        letter = session.exec(select(Letter)).one()
    if letter.state is LetterState.APPROVED:
        assert "One more thing." not in letter.told
    assert letter.state.is_approved == (letter.own_words == "")
    assert answers == [303, 409]


def test_two_who_note_at_once_that_it_left_make_it_sent_once(desks: Desks, database: Database) -> None:
    at = approve(desks)

    def note(name: str) -> Callable[[], int]:
        return lambda: desks[name].post(f"{at}/sent", data={"way": "post", "sent_on": today()}).status_code

    assert at_once(note("author"), note("second")) == [303, 303]
    with database.reading() as session:
        assert session.exec(select(Letter)).one().state is LetterState.SENT
        assert len(session.exec(select(Dispatch)).all()) == 2
