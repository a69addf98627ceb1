"""What writes signatures is killed and loses nobody who was told that it is done. `bench kill` does it hundreds of
times; here it is tried a few times, and what it looks with is tried on what is planted."""

import json
from argparse import Namespace
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlmodel import Session, col

from campaigns.commands import bench
from foundation.database import Database
from foundation.mail.models import OutboxMail
from foundation.measuring.place import Place, a_place
from foundation.measuring.web_process import is_running, kill_together
from foundation.settings import Settings
from petitions.benches import in_clear, kill, people
from petitions.benches.in_clear import found_in_clear
from petitions.benches.killing import Acknowledged
from petitions.benches.lost import Lost, look_again
from petitions.models.consent import Consent
from petitions.models.envelope import email_digest
from petitions.models.petition import Petition
from petitions.models.signals import SignatureSignal
from petitions.models.signature import Signature
from tests.factories.petitions import a_confirmed_signature, a_pending_signature, an_open_petition, typed
from tests.postgresql import Cluster


@pytest.fixture
def place(cluster: Cluster | None) -> Iterator[Place]:
    with a_place(
        database_url=cluster.url("postgres") if cluster else "",
        prepare=bench._prepare,
        programs=bench.PROGRAMS,
        make_petition=bench.make_petition,
    ) as place:
        yield place


@pytest.mark.slow
def test_nothing_acknowledged_is_lost_and_nothing_is_there_by_half(place: Place, tmp_path: Path) -> None:
    so_far = tmp_path / "so-far.json"
    result = kill.run(place, Namespace(rounds=3, seed=7, minutes=60, so_far=str(so_far)))
    assert all(result.met.values()), result.as_json()
    found = result.figures
    assert found["acknowledged signatures"] > 0
    assert (found["rounds, every process at once"], found["rounds, the writing process alone"]) == (2, 1)
    assert found["writing processes killed"] == 3 * place.web_processes
    assert found["of all these, asked for after the writing process was killed"] > 0
    kept = json.loads(so_far.read_text())["figures"]
    assert kept["rounds"] == 3
    assert kept["acknowledged signatures"] == found["acknowledged signatures"]


@pytest.mark.slow
def test_all_of_a_web_process_is_killed_at_once_or_its_writer_alone(place: Place) -> None:
    first, second = place.start_several(2)
    writers = [*first.forks(), *second.forks()]
    assert len(writers) == 2
    assert first.kill_forks() == writers[:1]
    assert [is_running(pid) for pid in (first.process.pid, *writers)] == [True, False, True]
    assert kill_together([first, second]) == writers[1:]
    assert not any(is_running(pid) for pid in (first.process.pid, second.process.pid, *writers))


@pytest.fixture
def signed(settings: Settings, database: Database, tmp_path: Path) -> tuple[Place, int, Acknowledged]:
    """Two signatures of whom both were told, in order."""
    with database.writing() as session:
        petition = an_open_petition(session)
        told = Acknowledged()
        for number, make in enumerate((a_pending_signature, a_confirmed_signature)):
            make(session, petition, typed(people.person(number).email))
            told.signed[email_digest(petition, people.person(number).email)] = number
        confirmed = session.scalars(sa.select(col(Signature.reference)).where(col(Signature.confirmed_at).is_not(None)))
        told.confirmed.update(confirmed)
    with (tmp_path / "log").open("wb") as log:
        place = Place(tmp_path, settings, database, {}, lambda _database, _slug: 0, log)
    return place, petition.id, told


def plant_missing(session: Session, _petition_id: int) -> None:
    session.execute(sa.update(Signature).values(email_digest=sa.func.substr(col(Signature.email_digest), 2)))


def plant_unconfirmed(session: Session, _petition_id: int) -> None:
    session.execute(sa.update(Signature).values(state="pending", confirmed_at=None))


def plant_wrong_count(session: Session, petition_id: int) -> None:
    session.execute(sa.update(Petition).where(col(Petition.id) == petition_id).values(waiting=7))


PLANTED: dict[str, tuple[Callable[[Session, int], object], Lost]] = {
    "nothing": (lambda _session, _id: None, Lost()),
    "two that are missing": (plant_missing, Lost(missing=2)),
    "a confirmation that is missing": (plant_unconfirmed, Lost(missing=1, drifted=True)),
    "a counter": (plant_wrong_count, Lost(drifted=True)),
    "no consents": (lambda session, _id: session.execute(sa.delete(Consent)), Lost(halves=2)),
    "nothing noticed": (lambda session, _id: session.execute(sa.delete(SignatureSignal)), Lost(halves=2)),
    "no mails": (lambda session, _id: session.execute(sa.delete(OutboxMail)), Lost(halves=2)),
    "mails about nobody": (
        lambda session, _id: session.execute(sa.update(OutboxMail).values(subject_id=5)),
        Lost(halves=3),
    ),
}


@pytest.mark.parametrize("what", PLANTED)
def test_what_is_planted_is_found(
    signed: tuple[Place, int, Acknowledged], what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("petitions.benches.lost.LOOKS", 1)
    place, petition_id, told = signed
    plant, lost = PLANTED[what]
    with place.database.writing() as session:
        plant(session, petition_id)
    assert look_again(place, petition_id, told) == lost


def test_an_address_on_the_disk_is_found_across_blocks_too(
    signed: tuple[Place, int, Acknowledged], monkeypatch: pytest.MonkeyPatch
) -> None:
    place, _petition_id, told = signed
    if not place.settings.embedded:
        pytest.skip("The database of this test is one of many of its server")
    assert found_in_clear(place, told.numbers()) == 0
    monkeypatch.setattr(in_clear, "A_BLOCK", 50)
    address = people.person(1).email.encode()
    (place.folder / "left").write_bytes(b"." * 40 + address + b"." * 90 + address)
    assert found_in_clear(place, told.numbers()) == 2
