"""How far a trail reached stands outside the database: its end cannot be cut off there without being missed."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from campaigns.commands.examination import trails
from foundation.accounts.access import SignedIn
from foundation.accounts.actions import record
from foundation.accounts.trail.chain import Break, verify_trail
from foundation.accounts.trail.checkpoints import FILE, read_checkpoints, verify_whole
from foundation.accounts.trail.jobs import write_trail_checkpoints
from foundation.database import Database
from foundation.mail import setup
from foundation.mail.setup import configure_mail
from foundation.settings import Settings
from tests.factories.accounts import an_organisation, an_organiser


@pytest.fixture
def user(database: Database) -> SignedIn:
    with database.writing() as session:
        return an_organiser(session, an_organisation(session))


@pytest.fixture
def folder(settings: Settings) -> Iterator[Path]:
    before = setup._setup
    configure_mail(settings)
    yield settings.effective_files_dir
    setup._setup = before


def act(database: Database, user: SignedIn, times: int) -> None:
    for _time in range(times):
        with database.writing() as session:
            record(session, user=user, organisation_id=user.organisation_id, act="campaign.published", about="x")


def cut_off(database: Database, after: int) -> None:
    """As whoever can write to the database would: the entries, and the head with them."""
    with database.engine.begin() as connection:
        connection.execute(sa.text("DELETE FROM audit_entry WHERE seq > :after"), {"after": after})
        connection.execute(
            sa.text("UPDATE trail_head SET seq = :after, hash = (SELECT hash FROM audit_entry WHERE seq = :after)"),
            {"after": after},
        )


def verdict(database: Database, user: SignedIn, folder: Path) -> tuple[Break, int] | None:
    with database.reading() as session:
        broken = verify_whole(session, user.organisation_id, folder)
    return (broken.kind, broken.seq) if broken else None


def said(database: Database, folder: Path) -> tuple[bool, str]:
    [finding] = trails(database, folder)
    return finding.fine, finding.words


def test_an_end_that_was_cut_off_with_its_head_is_missed(database: Database, user: SignedIn, folder: Path) -> None:
    act(database, user, 5)
    write_trail_checkpoints(database)
    cut_off(database, after=3)
    with database.reading() as session:
        assert verify_trail(session, user.organisation_id) is None, "the chain in itself cannot tell"
    assert verdict(database, user, folder) == (Break.CUT, 5)
    fine, words = said(database, folder)
    assert not fine
    assert "once reached line 5" in words


def test_nor_do_later_acts_or_the_next_checkpoint_cover_it_up(database: Database, user: SignedIn, folder: Path) -> None:
    act(database, user, 5)
    write_trail_checkpoints(database)
    cut_off(database, after=3)
    act(database, user, 4)
    write_trail_checkpoints(database)
    assert verdict(database, user, folder) == (Break.CUT, 5)


def test_a_trail_that_grows_holds_and_its_checkpoint_moves_on(database: Database, user: SignedIn, folder: Path) -> None:
    assert verdict(database, user, folder) is None
    for reached in (2, 4, 6):
        act(database, user, 2)
        assert verdict(database, user, folder) is None
        write_trail_checkpoints(database)
        assert read_checkpoints(folder)[user.organisation_id].seq == reached
    fine, words = said(database, folder)
    assert fine
    assert "holds: 6 lines, the last one sealed" in words


@pytest.mark.parametrize("spoilt", ["1 2 3", "", "{organisation} 2 {hash} {at} {seal}", "\u00e9"])
def test_a_file_that_was_written_by_somebody_else_is_not_believed(
    database: Database, user: SignedIn, folder: Path, spoilt: str
) -> None:
    act(database, user, 5)
    write_trail_checkpoints(database)
    organisation, _seq, digest, at, seal = (folder / FILE).read_text().split()
    words = spoilt.format(organisation=organisation, hash=digest, at=at, seal=seal)
    (folder / FILE).write_text(f"{words}\n")
    cut_off(database, after=2)
    write_trail_checkpoints(database)
    assert verdict(database, user, folder) == (Break.UNKNOWN, 0)
    assert "cannot be told" in said(database, folder)[1]


def test_doctor_names_the_line_where_a_chain_is_broken(database: Database, user: SignedIn, folder: Path) -> None:
    act(database, user, 5)
    with database.engine.begin() as connection:
        connection.execute(sa.text("UPDATE audit_entry SET act = 'letterhead.changed' WHERE seq = 4"))
    assert said(database, folder)[1].startswith(
        "the audit trail of Example Federation of Trade Unions is broken at line 4"
    )
    with database.engine.begin() as connection:
        connection.execute(sa.text("DELETE FROM audit_entry WHERE seq = 2"))
    fine, words = said(database, folder)
    assert not fine
    assert words.endswith("line 2 is missing")
