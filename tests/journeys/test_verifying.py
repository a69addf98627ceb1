"""A stranger checks a PDF: ours or not, unchanged or not, superseded or the newest. Also by command."""

import hashlib

import pytest
from sqlmodel import select
from starlette.testclient import TestClient

from campaigns.actions.facts import add_event
from campaigns.dossiers.jobs import build_edition
from campaigns.dossiers.models import Dossier, DossierState
from campaigns.letters.actions import keep_file, save_letter
from campaigns.letters.kinds import LetterKind
from campaigns.models.campaign import Campaign
from campaigns.models.partial_date import PartialDate
from campaigns.verifying.queries import verified
from foundation.accounts.access import SignedIn
from foundation.accounts.roles import Role
from foundation.database import Database
from foundation.files import read, store
from foundation.mail.setup import configure_mail
from foundation.settings import Settings
from tests.factories.accounts import an_organisation, an_organiser
from tests.factories.campaigns import a_live_campaign
from tests.schema_told import tell_schema

pytestmark = pytest.mark.slow


@pytest.fixture
def people(database: Database) -> tuple[SignedIn, SignedIn]:
    with database.writing() as session:
        union = an_organisation(session)
        return an_organiser(session, union), an_organiser(session, union, Role.REVIEWER, "reviewer@example.org")


@pytest.fixture
def live(database: Database, settings: Settings, people: tuple[SignedIn, SignedIn]) -> Campaign:
    configure_mail(settings)
    with database.writing() as session:
        return a_live_campaign(session, *people)


def an_edition(database: Database, settings: Settings, language: str = "en") -> bytes:
    """The waiting one, made now."""
    with database.reading() as session:
        waiting = session.exec(
            select(Dossier).where(Dossier.state == DossierState.ORDERED, Dossier.language == language)
        ).one()
    build_edition(database, dossier_id=waiting.id)
    with database.reading() as session:
        sha256 = session.get_one(Dossier, waiting.id).file_sha256
    return read(settings.effective_files_dir, str(sha256))


def something_happens(database: Database, user: SignedIn, campaign: Campaign) -> None:
    with database.writing() as session:
        values = {"date": PartialDate.parse("2026-05-03"), "text": {"en": "A hearing."}, "hold": False}
        add_event(session, user=user, campaign=session.get_one(Campaign, campaign.id), source_id=None, values=values)


def ask(client: TestClient, content: bytes) -> str:
    answer = client.post("/verify", files={"file": ("dossier.pdf", content, "application/pdf")})
    assert answer.status_code == 200
    assert "no-store" in answer.headers["cache-control"]
    return answer.text


def test_a_dossier_is_the_newest_until_a_fact_changes_and_its_bytes_stay(
    client: TestClient, database: Database, settings: Settings, people: tuple[SignedIn, SignedIn], live: Campaign
) -> None:
    first = an_edition(database, settings)
    assert "unchanged, and is the newest" in ask(client, first)
    something_happens(database, people[0], live)
    superseded = ask(client, first)
    assert "it is superseded" in superseded
    assert "the newest is 2" in superseded
    assert f"/campaigns/{live.slug}/dossier.pdf" in superseded
    second = an_edition(database, settings)
    assert second != first
    assert "is the newest" in ask(client, second)
    assert "it is superseded" in ask(client, first)
    assert "We do not know this file" in ask(client, first + b" ")
    assert "устарел" in client.post("/ru/verify", data={"sha256": hashlib.sha256(first).hexdigest().upper()}).text


def test_every_print_of_a_letter_is_known_and_only_the_last_is_the_newest(
    client: TestClient, database: Database, settings: Settings, people: tuple[SignedIn, SignedIn], live: Campaign
) -> None:
    hashes = []
    with database.writing() as session:
        campaign = session.get_one(Campaign, live.id)
        kind, office = LetterKind.APPEAL, "kz-president"
        for content in (b"%PDF one", b"%PDF two"):
            values = {"place": "Example Town"}
            letter = save_letter(
                session,
                campaign=campaign,
                kind=kind,
                office_id=office,
                language="en",
                values=values,
                by=people[0],
            )
            stored = store(session, settings.effective_files_dir, content, media_type="application/pdf", pages=1)
            hashes.append(stored.sha256)
            keep_file(
                session,
                campaign=campaign,
                letter=letter,
                sha256=stored.sha256,
                pages=1,
                facts_version=campaign.version,
                is_clean=True,
                by=people[0],
            )
    with database.reading() as session:
        known = [verified(session, sha256, language="en") for sha256 in hashes]
    assert [one and one.is_superseded for one in known] == [True, False]
    something_happens(database, people[0], live)
    with database.reading() as session:
        last = verified(session, hashes[1], language="en")
    assert last is not None
    assert (last.is_superseded, last.version, last.newest_version) == (True, 1, 2)
    assert "President" in client.post("/verify", data={"sha256": hashes[1]}).text


def test_what_cannot_be_a_hash_or_was_left_out_is_said_beside_its_field(client: TestClient) -> None:
    for data in ({}, {"sha256": "abc"}, {"sha256": "g" * 64}):
        refused = client.post("/verify", data=data)
        assert refused.status_code == 422
        assert "Choose a file" in refused.text or "64 characters" in refused.text
    assert client.get("/verify").status_code == 200


def test_of_what_is_off_the_site_nothing_is_told_but_that_it_is_ours(
    client: TestClient, database: Database, settings: Settings, people: tuple[SignedIn, SignedIn], live: Campaign
) -> None:
    from campaigns.unpublishing.actions import unpublish
    from petitions.models.petition import Unpublished

    content = an_edition(database, settings)
    with database.writing() as session:
        campaign = session.get_one(Campaign, live.id)
        unpublish(session, user=people[0], campaign=campaign, what=Unpublished.NAMES)
    told = ask(client, content)
    assert "This file was made here" in told
    assert "Ada" not in told
    assert "not available at the moment" in told


def test_whoever_has_many_signed_files_looked_at_is_slowed_down_and_known_ones_are_not_counted(
    client: TestClient, monkeypatch: pytest.MonkeyPatch, database: Database, settings: Settings, live: Campaign
) -> None:
    monkeypatch.setattr("campaigns.verifying.public_routes.AT_MOST", 1)
    monkeypatch.setattr("campaigns.verifying.public_routes.read_signatures", lambda _: [])
    content = an_edition(database, settings)
    file = {"file": ("a.pdf", b"%PDF-1.7 /ByteRange", "application/pdf")}
    assert [client.post("/verify", files=file).status_code for _ in range(2)] == [200, 429]
    for _ in range(2):
        assert "This file was made here" in ask(client, content)
        assert "We do not know this file" in ask(client, b"%PDF-1.7 not signed")


def test_the_command_says_the_word_and_ends_well(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: object,
    database: Database,
    settings: Settings,
    people: tuple[SignedIn, SignedIn],
    live: Campaign,
) -> None:
    from pathlib import Path

    from campaigns.cli import main

    first = an_edition(database, settings)
    something_happens(database, people[0], live)
    file = Path(str(tmp_path)) / "first.pdf"
    file.write_bytes(first)
    tell_schema(database)
    monkeypatch.setenv("SOLIDARITY_DATABASE_URL", settings.database_url)
    monkeypatch.setenv("SOLIDARITY_DATA_DIR", str(settings.data_dir))
    monkeypatch.setenv("SOLIDARITY_SECRET_KEY", settings.secret_key.get_secret_value())
    assert main(["verify", str(file)]) == 0
    said = capsys.readouterr().out
    assert "\nsuperseded\n" in said
    assert "edition 1, version 1 of the facts" in said
    file.write_bytes(first + b"\n")
    assert main(["verify", str(file)]) == 1
    assert "is not known here" in capsys.readouterr().err
