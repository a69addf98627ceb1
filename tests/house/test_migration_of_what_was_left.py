"""Tellings are numbered, and what stood aside is worked out, for what was there before; on both databases."""

import json
from datetime import timedelta

import sqlalchemy as sa
import time_machine
from alembic import command
from sqlmodel import Session, col, select

from foundation.database import Database
from petitions.models.petition import Petition
from petitions.models.signals import SignatureSignal
from petitions.models.signature import Signature
from petitions.queries.figures import published
from tests.factories.petitions import (
    a_confirmed_signature,
    a_pending_signature,
    an_invalidated_signature,
    an_open_petition,
)
from tests.house.other_schemas import move

NOON = "2026-05-01 12:00:00Z"
TOLD = {"confirmed": 2, "until": "2026-05-01T12:30:00+00:00", "tallies": {}}
SHOWN = {
    "confirmed": 2,
    "as_of": TOLD["until"],
    "days": [],
    "countries": {},
    "organisations": [],
    "partners": {},
}


def taken_out(session: Session, petition: Petition, reasons: str) -> int:
    signature = an_invalidated_signature(session, petition)
    session.flush()
    session.execute(
        sa.update(SignatureSignal)
        .where(col(SignatureSignal.signature_id) == signature.row_id)
        .values(reasons=reasons, score=1)
    )
    session.execute(
        sa.update(Signature)
        .where(col(Signature.id) == signature.row_id)
        .values(state_before="pending", stood_aside=False)
    )
    return signature.row_id


def test_what_was_there_before_is_told_and_put_back_as_it_should(database: Database) -> None:
    with time_machine.travel(NOON, tick=False) as clock, database.writing() as session:
        petition = an_open_petition(session)
        early = [a_confirmed_signature(session, petition).row_id for _ in range(2)]
        a_pending_signature(session, petition)
        clock.shift(timedelta(minutes=30))
        late = a_confirmed_signature(session, petition).row_id
        aside = taken_out(session, petition, "no_proof crowd")
        not_aside = taken_out(session, petition, "no_proof")
    move(database, "head", command.stamp)
    move(database, "0024", command.downgrade)
    with database.engine.begin() as connection:
        connection.execute(
            sa.text("INSERT INTO published_groups (petition_id, groups) VALUES (:petition, :groups)"),
            {"petition": petition.id, "groups": json.dumps({"shown": SHOWN, "told": TOLD})},
        )
    move(database, "head", command.upgrade)
    with database.reading() as session:
        assert session.get_one(Petition, petition.id).tellings == 1
        assert published(session, petition.id).told.number == 1
        counted_after = dict(session.exec(select(Signature.id, Signature.counted_after)).all())
        assert [counted_after[number] for number in (*early, late)] == [0, 0, 1]
        stood_aside = dict(session.exec(select(Signature.id, Signature.stood_aside)).all())
        assert (stood_aside[aside], stood_aside[not_aside]) == (True, False)
