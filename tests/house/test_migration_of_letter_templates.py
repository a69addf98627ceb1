"""The way to templates and back: letters stay, and what was approved stays as it is; on both databases."""

from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command
from sqlalchemy.exc import DBAPIError

from campaigns.letters.kinds import LetterKind
from campaigns.letters.models import Letter, LetterState
from campaigns.letters.templated.actions import make_template
from foundation.clock import utc_now
from foundation.database import open_database
from foundation.files import store
from foundation.migrating import migrate
from foundation.settings import Settings
from tests.conftest import SECRET
from tests.factories.accounts import an_organiser
from tests.factories.letters import a_mission, a_sender
from tests.house.other_schemas import move
from tests.postgresql import Cluster


def test_letters_outlive_the_way_back_and_forth(cluster: Cluster | None, tmp_path: Path) -> None:
    url = cluster.create(f"templates_{tmp_path.name}") if cluster else f"sqlite:///{tmp_path / 'templates.sqlite3'}"
    database = open_database(Settings(data_dir=tmp_path, database_url=url, secret_key=SECRET, _env_file=None))
    migrate(Settings(data_dir=tmp_path, database_url=url, secret_key=SECRET, _env_file=None), database)
    with database.writing() as session:
        organisation = a_sender(session)
        campaign, user = a_mission(session, organisation), an_organiser(session, organisation)
        kind, language = LetterKind.APPEAL, "en"
        template = make_template(
            session, user=user, kind=kind, language=language, name="Ours", text="x", for_supporters=True
        )
        draft = Letter(campaign_id=campaign.id, kind=kind, office_id="kz-president", language=language)
        letter = Letter(campaign_id=campaign.id, kind=kind, office_id="kz-prime-minister", language=language)
        draft.template_id = letter.template_id = template.id
        letter.file_sha256 = store(session, tmp_path, b"%PDF", media_type="application/pdf", pages=1).sha256
        letter.pages, letter.printed_at, letter.facts_version, letter.is_clean = 1, utc_now(), 1, True
        letter.state, letter.approved_at, letter.template_version = LetterState.APPROVED, utc_now(), 1
        session.add_all([draft, letter])

    move(database, "0033", command.downgrade)
    assert _letters(database.engine) == 2
    _refuses(database.engine, "subject = 'x'")
    move(database, "head", command.upgrade)
    assert _letters(database.engine) == 2
    _refuses(database.engine, "template_version = 2")
    assert "letter_template_version" in sa.inspect(database.engine).get_table_names()
    database.engine.dispose()


def _letters(engine: sa.Engine) -> int:
    with engine.connect() as connection:
        return int(connection.execute(sa.text("SELECT count(*) FROM letter")).scalar_one())


def _refuses(engine: sa.Engine, change: str) -> None:
    with pytest.raises(DBAPIError, match="stays as it is"), engine.begin() as connection:
        connection.execute(sa.text(f"UPDATE letter SET {change} WHERE state = 'approved'"))  # noqa: S608  # constants of this test
