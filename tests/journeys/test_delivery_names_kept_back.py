"""A name on a list for an addressee that must not stand there: on hold, or let go by an approval that has ended."""

import threading
import time

import pytest
from sqlmodel import select

from campaigns.deliveries.models.delivery import NamesAsk, NamesState
from campaigns.deliveries.names import RIGHT_ENDED
from campaigns.models.case import Case, CaseKind
from foundation.clock import utc_now
from foundation.database import Database
from foundation.settings import Settings
from tests.factories.deliveries import a_named_signer
from tests.journeys.delivery_desks import (
    ask_and_approve,
    open_delivery_desks,
    order,
    parts,
    plan,
    text_of,
    the_campaign,
    the_petition,
)
from tests.journeys.letter_desks import Desks, today

pytestmark = pytest.mark.slow


@pytest.fixture
def desks(settings: Settings, database: Database) -> Desks:
    return open_delivery_desks(settings, database)


def test_whoever_is_on_hold_is_not_on_the_list_by_initials_either(desks: Desks, database: Database) -> None:
    author, at = desks["author"], plan(desks["author"])
    with database.writing() as session:
        held = Case(
            campaign_id=the_campaign(session).id,
            key="zarina",
            kind=CaseKind.PERSON,
            name={"en": "Zarina Hidden"},
            hold=True,
        )
        session.add(held)
        a_named_signer(
            session, the_petition(session), "Zarina Hidden", organisation="Union of Weavers", by_initials=True
        )
    ask_and_approve(desks, at)
    order(database, author, at, names=True)
    said = text_of(author.post(parts(database, at)["names"][0]).content)
    assert "C. H., Union of Bakers" in said
    assert "Z. H." not in said
    assert "Union of Weavers" not in said


def test_an_approval_does_not_bring_back_an_ask_that_falls_at_that_moment(desks: Desks, database: Database) -> None:
    at = plan(desks["author"])
    assert desks["owner"].post(f"{at}/names", data={"until": today(), "reason": "They asked."}).status_code == 303
    answers: list[int] = []
    with database.writing() as session:
        ask = session.exec(select(NamesAsk)).one()
        ask.state, ask.decided_at, ask.because = NamesState.FALLEN, utc_now(), RIGHT_ENDED
        session.add(ask)
        session.flush()
        address = f"{at}/names/{ask.id}/approve"
        approving = threading.Thread(target=lambda: answers.append(desks["second"].post(address).status_code))
        approving.start()
        time.sleep(0.3)
    approving.join()
    assert answers == [409]
    with database.reading() as session:
        assert session.exec(select(NamesAsk)).one().state is NamesState.FALLEN
