"""Ninety days after the end nobody can be told from another: every column of every table is empty or on the keep-list."""

import json
from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest
import sqlalchemy as sa
import time_machine
from pydantic import SecretStr
from sqlmodel import Session, col, select

import petitions.emails  # noqa: F401  # importing registers the mails
from campaigns.dossiers.jobs import forget_names
from campaigns.dossiers.models import Dossier, DossierState
from campaigns.tables import metadata
from foundation.accounts.actions import record
from foundation.accounts.models import AuditEntry
from foundation.accounts.trail.chain import verify_trail
from foundation.database import Database
from foundation.files import path_of, store
from foundation.mail.drain import drain
from foundation.mail.jobs import tidy_outbox
from foundation.mail.models import Stream
from foundation.mail.setup import configure_mail
from foundation.security.rate_limits import count_attempt
from foundation.settings import Settings
from petitions import jobs
from petitions.access import petition_for_reader
from petitions.actions import anonymise, forget_groups
from petitions.actions.disown import disown
from petitions.actions.my_data import ask_for_my_data
from petitions.actions.push import close_all, open_all
from petitions.actions.recount import recount
from petitions.actions.sign import sign
from petitions.jobs import anonymise_due, forget_old
from petitions.models.consent import ConsentKind
from petitions.models.envelope import member_person
from petitions.models.list_member import ListMember
from petitions.models.petition import Petition
from petitions.models.signature import AddresseeVisibility, Signature, WebVisibility
from petitions.models.tally import PublishedGroups, Tally, TallyKind
from petitions.queries.counting import count_again, kept_counts
from petitions.queries.figures import public_groups
from petitions.queries.signatures import desk_page, public_page
from tests.factories.petitions import (
    a_confirmed_signature,
    a_pending_signature,
    a_quarantined_signature,
    a_withdrawn_signature,
    an_invalidated_signature,
    not_me_token,
    typed,
)
from tests.house.world import build_world
from tests.petitions.kept_columns import KEPT
from tests.smtp_sink import SmtpSink

pytestmark = pytest.mark.slow

NOON = "2026-05-01 12:00:00Z"
CANARY = "zimzal"


def a_canary(number: int, *also: ConsentKind) -> Any:
    return typed(
        f"{CANARY}{number}@example.net",
        name=f"Zimzal Aabim {number}",
        organisation="Zimzal Bakers",
        country=("NO", "FR", "KZ")[number % 3],
        web=(WebVisibility.FULL, WebVisibility.INITIALS, WebVisibility.NONE)[number % 3],
        addressee=AddresseeVisibility.FULL,
        also=(*also, ConsentKind.SHOW, ConsentKind.ADDRESSEE),
        via=("bakers", "", "miners")[number % 3],
    )


def canaries_sign(session: Session, petition: Petition) -> None:
    """One of every state, with everything that can be asked for and typed."""
    for number in range(7):
        a_confirmed_signature(session, petition, a_canary(number, ConsentKind.UPDATES))
    a_confirmed_signature(session, petition, a_canary(7, ConsentKind.LIST))
    a_pending_signature(session, petition, a_canary(10))
    a_quarantined_signature(session, petition, a_canary(11))
    an_invalidated_signature(session, petition, a_canary(12)).reason = "because"
    a_withdrawn_signature(session, petition, a_canary(13))
    disown(session, token=not_me_token(a_confirmed_signature(session, petition, a_canary(14))))
    sign(session, petition=petition, typed=a_canary(0))
    ask_for_my_data(session, petition=petition, email=f"{CANARY}1@example.net", language="en")
    count_attempt(session, what="sign", key=f"{CANARY}.example", at_most=9, window=timedelta(minutes=1))


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def petition(clock: time_machine.Traveller, settings: Settings, database: Database) -> Petition:
    """A campaign with all it can have, canaries among its signers, mail under way, and an edition with their names."""
    with database.writing() as session:
        build_world(session, settings)
        petition = session.exec(select(Petition)).one()
        for old in session.exec(select(Signature)):
            session.delete(old)
        petition.waiting = 0
        session.flush()
        canaries_sign(session, petition)
        annex = store(session, settings.effective_files_dir, b"Zimzal Aabim 0", media_type="application/pdf", pages=1)
        the_edition(session).annex_sha256 = annex.sha256
    with SmtpSink() as sink:
        configure_mail(settings.model_copy(update={"smtp_url": SecretStr(sink.url)}))
        drain(database, Stream.CONFIRMATION)
        assert sink.received
    return petition


def the_edition(session: Session) -> Dossier:
    """The one that was printed; others are ordered and wait for a worker."""
    return session.exec(select(Dossier).where(Dossier.state == DossierState.READY)).one()


def let_time_pass(database: Database, petition: Petition, clock: time_machine.Traveller, days: int = 91) -> None:
    with database.writing() as session:
        close_all(session, campaign_id=petition.campaign_id)
    clock.shift(timedelta(days=days))
    anonymise_due(database)
    forget_names(database)
    forget_old(database)
    tidy_outbox(database)


def columns_that_say_something(session: Session) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for table in metadata.tables.values():
        for row in session.execute(sa.select(table)).mappings():
            said = {name for name, value in row.items() if value not in (None, "", b"", 0, False, [], {})}
            found.setdefault(table.name, set()).update(said)
    return found


def everything(connection: sa.Connection) -> str:
    """Every value of every table there is, of ours and of DBOS."""
    values: list[str] = []
    inspector = sa.inspect(connection)
    for schema in inspector.get_schema_names():
        if schema in ("information_schema", "pg_catalog"):
            continue
        reflected = sa.MetaData()
        reflected.reflect(connection, schema=schema)
        for table in reflected.tables.values():
            names = ", ".join(f'"{column.name}"' for column in table.columns)
            for row in connection.exec_driver_sql(f'SELECT {names} FROM "{schema}"."{table.name}"'):  # noqa: S608  # reflected names
                values += [value.decode("latin-1") if isinstance(value, bytes) else str(value) for value in row]
    return "\n".join(values).lower()


def totals(database: Database, petition: Petition) -> Any:
    """By day, country and partner; organisations are sealed with the persons and go with them."""
    kinds = (TallyKind.DAY, TallyKind.COUNTRY, TallyKind.PARTNER)
    with database.reading() as session:
        kept, truth = kept_counts(session, petition.id), count_again(session, petition.id)
        assert (kept.waiting, kept.confirmed) == (truth.waiting, truth.confirmed)
        assert [kept.of(kind) for kind in kinds] == [truth.of(kind) for kind in kinds]
        return kept.confirmed, *(kept.of(kind) for kind in kinds)


def test_every_column_is_empty_or_on_the_keep_list(
    database: Database, petition: Petition, clock: time_machine.Traveller
) -> None:
    with database.reading() as session:
        before = columns_that_say_something(session)
    for table in ("signature", "consent", "data_request", "outbox_mail", "petition", "rate_window", "list_member"):
        assert before[table] - KEPT[table], f"the canaries fill {table}"
    let_time_pass(database, petition, clock)
    with database.reading() as session:
        for table, said in columns_that_say_something(session).items():
            assert said <= KEPT.get(table, frozenset()), f"{table}: {sorted(said - KEPT.get(table, frozenset()))}"


def test_no_table_file_or_log_holds_a_canary(
    database: Database, petition: Petition, clock: time_machine.Traveller, settings: Settings
) -> None:
    with database.engine.connect() as connection:
        assert CANARY in everything(connection)
    let_time_pass(database, petition, clock)
    with database.engine.connect() as connection:
        assert CANARY not in everything(connection)
    for path in settings.data_dir.rglob("*"):
        if path.is_file():
            content = path.read_bytes().lower()
            assert CANARY.encode() not in content, path
            assert CANARY.encode("utf-16-le") not in content, path


def test_the_totals_stay_as_they_were(database: Database, petition: Petition, clock: time_machine.Traveller) -> None:
    before = totals(database, petition)
    assert before[0] == 8
    let_time_pass(database, petition, clock)
    assert totals(database, petition) == (8, before[1], {}, {}), "but for groups of which one could be guessed"


def test_a_country_or_code_of_fewer_than_ten_is_forgotten_and_one_of_more_stays(
    database: Database, petition: Petition, clock: time_machine.Traveller, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(forget_groups, "AT_ONCE", 1)
    with database.writing() as session:
        again = session.get_one(Petition, petition.id)
        for _ in range(9):
            a_confirmed_signature(session, again, typed(country="NO", via="bakers"))
        for number in range(3):
            a_confirmed_signature(session, again, typed(country="KZ", via=f"code-{number}"))
        clock.shift(timedelta(minutes=1))
        a_confirmed_signature(session, again, typed(country="KZ"))
    let_time_pass(database, petition, clock)
    assert totals(database, petition)[2:] == ({"NO": 12}, {"bakers": 12})
    with database.reading() as session:
        assert set(session.exec(select(Signature.country, Signature.via))) <= {
            (country, via) for country in ("NO", None) for via in ("bakers", "")
        }
        again = session.get_one(Petition, petition.id)
        assert public_groups(session, again).countries == {}, "the other nine could be told apart by subtracting"
        kept = json.dumps(session.exec(select(PublishedGroups.groups)).one())
    assert "KZ" not in kept
    assert recount(database, petition_id=petition.id) == {}


def test_no_step_deals_out_among_a_few(
    database: Database, petition: Petition, clock: time_machine.Traveller, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(anonymise, "AT_ONCE", 4)
    with database.writing() as session:
        a_confirmed_signature(session, session.get_one(Petition, petition.id))
        close_all(session, campaign_id=petition.campaign_id)
        anonymise.begin_anonymising(session, petition_id=petition.id)
        steps = [0]
        while anonymise.anonymise_some(session, petition_id=petition.id):
            steps.append(len(session.exec(select(Signature.id).where(col(Signature.email_digest).is_(None))).all()))
    done = [after - before for before, after in pairwise(steps) if after > before]
    assert done == [4, 5]


def test_what_organisers_wrote_about_signers_goes_and_what_they_did_stays(
    database: Database, petition: Petition, clock: time_machine.Traveller
) -> None:
    acts = (
        ("signature.invalidated", " signature:5", "Zimzal Aabim wrote to us", ""),
        ("rule.started", " rule:5", "Zimzal again", ""),
        ("signatures.exported", "", "csv all: for Zimzal: the mission", "csv all"),
        ("petition.mail_allowed_again", "", "Zimzal asked for it by telephone", ""),
        ("petition.group_hidden", "", "partner zimzal-few", "partner"),
        ("petition.goal_set", "", "500", "500"),
    )
    names = [act[0] for act in acts]
    with database.writing() as session:
        for act, part, detail, _left in acts:
            for slug in (petition.slug, "free-zimzal"):
                about = f"petition:{slug}{part}"
                record(
                    session, user=None, organisation_id=petition.organisation_id, act=act, about=about, detail=detail
                )
        record(
            session,
            user=None,
            organisation_id=petition.organisation_id,
            act="signature.invalidated",
            about="petition:another",
            detail="stays",
        )
        # The address of the page named somebody who went on hold later.
        session.get_one(Petition, petition.id).former_slugs = ["free-zimzal"]
    let_time_pass(database, petition, clock)
    with database.reading() as session:
        kept = session.exec(
            select(AuditEntry).where(col(AuditEntry.act).in_(names), AuditEntry.about != "petition:another")
        ).all()
        assert len(kept) == 2 * len(acts)
        assert {(entry.act, entry.detail) for entry in kept} == {(act, left) for act, _part, _detail, left in acts}
        assert session.exec(select(AuditEntry.detail).where(AuditEntry.about == "petition:another")).all() == ["stays"]
        assert verify_trail(session, petition.organisation_id) is None, "what was forgotten breaks no chain"


def test_counting_again_afterwards_finds_nothing_wrong(
    database: Database, petition: Petition, clock: time_machine.Traveller
) -> None:
    let_time_pass(database, petition, clock)
    assert recount(database, petition_id=petition.id) == {}


def test_an_organisation_that_few_named_goes_and_one_that_many_named_stays(
    database: Database, petition: Petition, clock: time_machine.Traveller
) -> None:
    with database.writing() as session:
        again = session.get_one(Petition, petition.id)
        for _ in range(10):
            a_confirmed_signature(session, again, typed(organisation="Example Miners"))
    let_time_pass(database, petition, clock)
    with database.reading() as session:
        left = session.exec(select(Tally).where(Tally.kind == TallyKind.ORGANISATION)).all()
        assert [(tally.name, tally.confirmed) for tally in left] == [("Example Miners", 10)]


def test_the_day_before_everybody_is_still_there(
    database: Database, petition: Petition, clock: time_machine.Traveller
) -> None:
    let_time_pass(database, petition, clock, days=89)
    with database.reading() as session:
        assert not session.get_one(Petition, petition.id).is_anonymised
        assert any(row.name for row in desk_page(session, petition, sees_names=True).rows)


def test_an_open_petition_is_never_anonymised(
    database: Database, petition: Petition, clock: time_machine.Traveller
) -> None:
    clock.shift(timedelta(days=1000))
    anonymise_due(database)
    with database.reading() as session:
        assert not session.get_one(Petition, petition.id).is_anonymised


def test_who_is_stopped_in_the_middle_goes_on_where_it_was(
    database: Database, petition: Petition, clock: time_machine.Traveller, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(anonymise, "AT_ONCE", 2)
    before, stops = totals(database, petition), iter([False, False, True] + [False] * 99)
    monkeypatch.setattr(jobs, "is_stopping", lambda: next(stops))
    let_time_pass(database, petition, clock)
    with database.reading() as session:
        assert session.get_one(Petition, petition.id).anonymised_at is None
    assert totals(database, petition) == before
    anonymise_due(database)
    with database.reading() as session:
        assert session.get_one(Petition, petition.id).anonymised_at is not None
        assert columns_that_say_something(session)["signature"] <= KEPT["signature"]
    assert totals(database, petition)[:2] == before[:2]


def test_pages_still_open_and_show_nobody(
    database: Database, petition: Petition, clock: time_machine.Traveller
) -> None:
    let_time_pass(database, petition, clock)
    with database.reading() as session:
        again = petition_for_reader(session, petition.slug)
        assert public_page(session, again).signatories == []
        rows = desk_page(session, again, sees_names=True).rows
        assert {row.name for row in rows} == {""}
        assert {row.signature.row_id for row in rows}
        assert all(row.signature.reference < 0 for row in rows)


def test_the_general_list_outlives_it(database: Database, petition: Petition, clock: time_machine.Traveller) -> None:
    let_time_pass(database, petition, clock)
    with database.reading() as session:
        member = session.exec(select(ListMember)).one()
        person = member_person(member)
        assert person is not None
        assert person.email == f"{CANARY}7@example.net"
        assert member.signature_id is None
        assert member.text_version


def test_reopened_afterwards_it_takes_signatures_and_is_anonymised_once_more(
    database: Database, petition: Petition, clock: time_machine.Traveller
) -> None:
    let_time_pass(database, petition, clock)
    with database.writing() as session:
        open_all(session, campaign_id=petition.campaign_id)
        again = session.get_one(Petition, petition.id)
        for _ in range(2):
            a_confirmed_signature(session, again, a_canary(20))
    assert totals(database, petition)[0] == 9
    let_time_pass(database, petition, clock)
    with database.reading() as session:
        assert session.get_one(Petition, petition.id).is_anonymised
        assert columns_that_say_something(session)["signature"] <= KEPT["signature"]
    assert totals(database, petition)[0] == 9


def test_the_printed_names_go_too(
    database: Database, petition: Petition, clock: time_machine.Traveller, settings: Settings
) -> None:
    with database.reading() as session:
        annex = the_edition(session).annex_sha256 or ""
    assert path_of(settings.effective_files_dir, annex).exists()
    let_time_pass(database, petition, clock)
    assert not path_of(settings.effective_files_dir, annex).exists()
    with database.reading() as session:
        dossier = the_edition(session)
        assert (dossier.annex_sha256, dossier.file_sha256 is None) == (None, False)
