"""What was there before there were search keys is found by them, whatever it is called; on both databases."""

import pytest
import sqlalchemy as sa
from alembic import command

from foundation.database import Database
from tests.factories.accounts import an_organisation, an_organiser
from tests.factories.campaigns import a_draft_campaign
from tests.factories.outreach import a_contact, a_partner
from tests.house.other_schemas import move


@pytest.mark.parametrize("name", ["", "[Ada] Example", "{x", "12", "null", "Ada Example"])
def test_a_contact_of_any_name_gets_the_key_that_it_would_get_today(database: Database, name: str) -> None:
    with database.writing() as session:
        union = an_organisation(session)
        organiser = an_organiser(session, union)
        a_draft_campaign(session, organiser)
        a_contact(session, organiser, a_partner(session, organiser), name=name)
    before = kept_keys(database)
    move(database, "head", command.stamp)
    move(database, "0025", command.downgrade)
    move(database, "head", command.upgrade)
    assert kept_keys(database) == before
    assert bool(before["contact"]) == bool(name)


def kept_keys(database: Database) -> dict[str, str]:
    tables = ("campaign", "campaign_case", "partner", "contact")
    with database.reading() as session:
        return {
            name: " ".join(session.execute(sa.text(f"SELECT search_key FROM {name} ORDER BY id")).scalars())  # noqa: S608  # names of ours
            for name in tables
        }
