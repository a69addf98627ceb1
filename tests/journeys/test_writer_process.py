"""Signatures are written by a process of its own. It shares the fate of the web process, which outlives it."""

import os
import re
import signal
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest
from sqlmodel import select

from foundation.accounts.roles import Role
from foundation.database import Database, open_database
from petitions.models.signature import Signature, SignatureState
from petitions.queries.counting import count_again, kept_counts, one_moment
from tests.conftest import SECRET
from tests.factories.accounts import an_organisation, an_organiser
from tests.factories.campaigns import a_live_campaign
from tests.installation import Installation, Part
from tests.jobs_running import until
from tests.mailbox import path_of
from tests.postgresql import Cluster
from tests.smtp_sink import SmtpSink

pytestmark = pytest.mark.slow

SIGNATURES = "/petitions/free-ada-example/signatures"
NOTICED = "The process that writes signatures has ended."


@pytest.fixture(scope="module")
def sink() -> Iterator[SmtpSink]:
    with SmtpSink() as sink:
        yield sink


@pytest.fixture(scope="module")
def house(cluster: Cluster | None, sink: SmtpSink, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    folder = tmp_path_factory.mktemp("writer")
    url = cluster.create("writer") if cluster else f"sqlite:///{folder / 'solidarity.sqlite3'}"
    with Installation(url, sink.url, SECRET, folder) as house:
        assert house.run("migrate").returncode == 0
        yield house


@pytest.fixture(scope="module")
def data(house: Installation) -> Iterator[Database]:
    database = open_database(house.settings)
    with database.writing() as session:
        union = an_organisation(session)
        organiser = an_organiser(session, union)
        reviewer = an_organiser(session, union, Role.REVIEWER, email="reviewer@example.org")
        a_live_campaign(session, organiser, reviewer)
    yield database
    database.engine.dispose()


@pytest.fixture
def web(house: Installation, data: Database) -> Iterator[Part]:
    part = house.start("serve").ready()
    yield part
    part.end()


def sign(house: Installation, number: int) -> int:
    who = {"name": "Jean Modèle", "email": f"jean{number}@example.net", "country": "FR", "agree_count": "yes"}
    with httpx.Client(base_url=house.url, headers={"Origin": house.url}, timeout=30) as browser:
        return browser.post(SIGNATURES, data=who).status_code


def all_sign(house: Installation, numbers: range) -> list[int]:
    with ThreadPoolExecutor(10) as several:
        return list(several.map(lambda number: sign(house, number), numbers))


def writer_of(web: Part) -> int:
    """Its child that is a fork of itself; those that lay out documents run a program of their own."""
    own = Path(f"/proc/{web.pid}/cmdline").read_bytes()
    children = Path(f"/proc/{web.pid}/task/{web.pid}/children").read_text().split()
    [writer] = [int(pid) for pid in children if Path(f"/proc/{pid}/cmdline").read_bytes() == own]
    return writer


def is_running(pid: int) -> bool:
    status = Path(f"/proc/{pid}/status")
    return status.exists() and "State:\tZ" not in status.read_text()


def kept(data: Database) -> int:
    """Signatures that are there; counters agree."""
    with data.reading() as session:
        one_moment(session)  # others may be signing
        signatures = session.exec(select(Signature)).all()
        for petition_id in {signature.petition_id for signature in signatures}:
            assert kept_counts(session, petition_id) == count_again(session, petition_id)
        return len(signatures)


def test_people_sign_get_their_mail_soon_and_confirm(
    house: Installation, data: Database, web: Part, sink: SmtpSink
) -> None:
    before = kept(data)
    assert sign(house, 1) == 303
    if not house.settings.embedded:
        house.start("worker").ready()
    # The schedule alone would take up to a minute.
    until(lambda: sink.has_received(1), seconds=20)
    with httpx.Client(base_url=house.url, headers={"Origin": house.url}, timeout=30) as browser:
        link = path_of(sink.received[0], "confirm")
        assert browser.post(link).status_code == 200
        # Pressed once more, it says the same; one that is not ours is refused by the other process in words.
        assert browser.post(link).status_code == 200
        assert browser.post("/confirm/1-" + "a" * 26).status_code == 404
    assert kept(data) == before + 1
    with data.reading() as session:
        assert SignatureState.CONFIRMED in {signature.state for signature in session.exec(select(Signature))}
    assert web.complained == ""


def test_when_it_is_killed_while_many_sign_everybody_is_there_and_signing_goes_on(
    house: Installation, data: Database, web: Part
) -> None:
    before = kept(data)
    writer = writer_of(web)
    with ThreadPoolExecutor(1) as aside:
        signing = aside.submit(all_sign, house, range(100, 220))
        until(lambda: kept(data) > before, seconds=20)
        os.kill(writer, signal.SIGKILL)
        assert signing.result() == [303] * 120
    assert kept(data) == before + 120
    assert web.complained.count(NOTICED) == 1
    assert sign(house, 300) == 303
    assert kept(data) == before + 121


def test_when_it_stops_answering_everybody_is_written_all_the_same(
    house: Installation, data: Database, web: Part
) -> None:
    before = kept(data)
    assert sign(house, 500) == 303
    writer = writer_of(web)
    os.kill(writer, signal.SIGSTOP)
    assert all_sign(house, range(501, 511)) == [303] * 10
    assert kept(data) == before + 11
    assert "has not answered for 15 seconds" in web.complained
    assert not is_running(writer)
    assert web.stop() == 0


def test_no_image_of_their_memory_is_ever_written(web: Part) -> None:
    """It would hold keys and addresses."""
    for pid in (web.pid, writer_of(web)):
        limits = Path(f"/proc/{pid}/limits").read_text()
        assert re.search(r"^Max core file size +0 +0 +bytes", limits, re.MULTILINE)


def test_it_ends_with_the_web_process_however_that_ends(house: Installation, data: Database, web: Part) -> None:
    writer = writer_of(web)
    web.kill()
    until(lambda: not is_running(writer), seconds=10)
    another = house.start("serve").ready()
    writer = writer_of(another)
    assert sign(house, 400) == 303
    assert another.stop() == 0
    assert not is_running(writer)
    assert another.complained == ""
