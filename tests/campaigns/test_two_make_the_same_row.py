"""Two processes that make the same row at the same moment: the second waits for the first, and neither fails."""

import threading
import time
from collections.abc import Callable

from sqlmodel import Session, select

from campaigns.letters.models import LetterNumbering
from campaigns.letters.numbering import pattern_of, set_pattern
from campaigns.models.campaign import Campaign
from campaigns.register.actions.noting import set_term
from campaigns.register.models import LetterTerm
from foundation.accounts.access import SignedIn
from foundation.database import Database
from foundation.mail.actions import hold_group
from foundation.mail.models import GroupHold
from tests.factories.accounts import an_organiser
from tests.factories.letters import a_sender, an_arrest


def at_the_same_moment(database: Database, act: Callable[[Session], None]) -> None:
    failed: list[Exception] = []

    def come_second() -> None:
        try:
            with database.writing() as session:
                act(session)
        except Exception as error:  # noqa: BLE001  # a thread tells nobody of its errors
            failed.append(error)

    second = threading.Thread(target=come_second)
    with database.writing() as session:
        act(session)
        second.start()
        time.sleep(0.2)
    second.join()
    assert not failed


def an_owner(database: Database) -> tuple[SignedIn, int]:
    with database.writing() as session:
        organisation = a_sender(session)
        campaign = an_arrest(session, organisation)
        return an_organiser(session, organisation), campaign.id


def test_two_workers_hold_the_same_mails(database: Database) -> None:
    at_the_same_moment(database, lambda session: hold_group(session, group_key="letter-1", reason="refused"))
    with database.reading() as session:
        assert [held.group_key for held in session.exec(select(GroupHold))] == ["letter-1"]


def test_two_owners_say_how_references_are_written(database: Database) -> None:
    owner, _campaign_id = an_owner(database)
    organisation_id = owner.organisation_id

    def say(session: Session) -> None:
        set_pattern(session, user=owner, organisation_id=organisation_id, pattern="EX-{year}-{number}")

    at_the_same_moment(database, say)
    with database.reading() as session:
        assert len(session.exec(select(LetterNumbering)).all()) == 1
        assert pattern_of(session, organisation_id) == "EX-{year}-{number}"


def test_two_people_say_when_an_answer_is_overdue(database: Database) -> None:
    owner, campaign_id = an_owner(database)

    def say(session: Session) -> None:
        set_term(session, user=owner, campaign=session.get_one(Campaign, campaign_id), days=14)

    at_the_same_moment(database, say)
    with database.reading() as session:
        assert [term.days for term in session.exec(select(LetterTerm))] == [14]
