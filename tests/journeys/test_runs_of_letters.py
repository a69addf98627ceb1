"""Many letters at once, over HTTP: made by a worker that is killed, taken, and held back when something changes."""

import io
import os
import signal
import subprocess
import sys
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from pypdf import PdfReader
from sqlmodel import col, select

from campaigns.letters.models import Letter
from campaigns.runs.models import LetterRun, RunLetter, RunState
from foundation import job_recovery
from foundation.clock import utc_now
from foundation.database import Database
from foundation.job_models import WorkerHeartbeat
from foundation.job_recovery import Lease, resume_silent
from foundation.settings import Settings
from outreach.actions.letterheads import lend
from outreach.models.partners import Partner
from tests.conftest import SECRET
from tests.jobs_running import run_jobs, until, working
from tests.journeys.run_desks import AT, RunDesks, open_run_desks
from tests.journeys.test_letters import words_of

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
# As a worker is, but that it stops over its fourth letter until it is killed.
WORKER = """
import threading, time
import campaigns.worker
import campaigns.runs.making as making
from foundation.database import open_database
from foundation.job_worker import start_jobs
from foundation.security import keys
from foundation.settings import Settings

real, turn, begun = making.print_letter, threading.Lock(), [0]

def slow(*given, **more):
    with turn:
        begun[0] += 1
        number = begun[0]
    if number == 4:
        print("in the middle", flush=True)
    if number >= 4:
        time.sleep(120)
    return real(*given, **more)

making.print_letter = slow
settings = Settings(_env_file=None)
keys.unlock(settings.secret())
start_jobs(settings, open_database(settings), consume=True, look_every=0.05)
time.sleep(120)
"""


@pytest.fixture
def desks(settings: Settings, database: Database) -> RunDesks:
    return open_run_desks(settings, database)


def test_a_run_that_is_killed_in_the_middle_is_finished_and_taken_in_order(desks: RunDesks, tmp_path: Path) -> None:
    author, database, settings = desks.author, desks.database, desks.settings
    offered = author.get(AT).text
    assert "Beispielgewerkschaft" in offered
    ordered = author.post(AT, data=desks.order)
    assert ordered.status_code == 303, ordered.text
    at = ordered.headers["location"]
    environment = os.environ | {
        "SOLIDARITY_DATA_DIR": str(tmp_path),
        "SOLIDARITY_DATABASE_URL": settings.database_url,
        "SOLIDARITY_SECRET_KEY": SECRET,
        "PYTHONPATH": str(ROOT),
    }
    # Holds the first slot, so that the killed worker has the second, and nobody is its heir.
    first = Lease(database)
    worker = subprocess.Popen([sys.executable, "-c", WORKER], env=environment, stdout=subprocess.PIPE)
    assert worker.stdout is not None
    with worker.stdout as output:
        assert output.readline() == b"in the middle\n"
        until(lambda: sum(one.made_at is not None for one in desks.items()) >= 4)
        worker.send_signal(signal.SIGKILL)
        worker.wait()
    first.release()
    before = {one.place: one.made_at for one in desks.items() if one.made_at}
    assert 4 <= len(before) < len(desks.items()) == 9
    page = author.get(at)
    assert (page.headers["refresh"], "Being made" in page.text) == ("5", True)
    assert author.get(f"{at}/letters.zip").headers["location"] == at
    with database.writing() as session:
        for beat in session.exec(select(WorkerHeartbeat).where(col(WorkerHeartbeat.executor_id).endswith("-2"))):
            beat.beat_at = utc_now() - timedelta(seconds=job_recovery.LEASE_SECONDS + 1)
    with working(settings, database):
        resume_silent(database)
        until(lambda: desks.run().state is not RunState.MAKING, seconds=60)
    assert desks.run().state is RunState.READY
    assert before.items() <= {one.place: one.made_at for one in desks.items()}.items(), "nothing is made twice"

    content = author.get(f"{at}/letters.zip").content
    assert content == author.get(f"{at}/letters.zip").content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = archive.namelist()
        assert names == sorted(names)
        assert [name.split("-", 1)[1] for name in names[:4]] == [
            "appeal-kz-president-en-own-paper.pdf",
            "appeal-kz-president-ru-own-paper.pdf",
            "protest-kz-president-en-own-paper.pdf",
            "appeal-kz-president-en-beispielgewerkschaft.pdf",
        ]
        ours, theirs, protest = (words_of(archive.read(names[place])) for place in (0, 3, 5))
        with database.reading() as session:
            letter = session.get_one(Letter, desks.letters[0])
        assert archive.read(names[0]) == author.get(f"/desk/campaigns/mission/register/{letter.id}/letter.pdf").content
    for words in ("Beispielgewerkschaft", "Musterweg 5", "Erika Beispiel", "Chairwoman", "Berlin"):
        assert words in theirs, words
        assert words not in ours, words
    for words in ("Example Federation", "Jean Modèle", "Example Town", letter.our_reference, "DRAFT", "verify?letter"):
        assert words not in theirs, words
    assert "In the name of Beispielgewerkschaft we protest" in protest
    merged = PdfReader(io.BytesIO(author.get(f"{at}/letters.pdf").content))
    assert [mark.title for mark in merged.outline] == [name.removesuffix(".pdf") for name in names]  # type: ignore[union-attr]  # one level
    assert len(merged.pages) == sum(len(PdfReader(io.BytesIO(one)).pages) for one in files_in(content))
    assert "Erika Beispiel" in words_of(author.get(f"{at}/files/4/letter.pdf").content)

    viewer = desks.viewer
    assert viewer.get(at).status_code == 200
    assert f"{at}/letters.zip" not in viewer.get(at).text
    for path in ("letters.zip", "letters.pdf", "files/1/letter.pdf"):
        assert viewer.get(f"{at}/{path}").status_code == 403
    assert viewer.post(AT, data=desks.order).status_code == 403

    desks.hold_somebody()
    for path in ("letters.zip", "letters.pdf", "files/1/letter.pdf", "files/4/letter.pdf"):
        answer = author.get(f"{at}/{path}")
        assert (answer.status_code, answer.headers["location"]) == (303, at), path
    shown = author.get(at).text
    assert "These letters must not leave any more" in shown
    assert "on hold" in shown
    assert author.post(f"{at}/again").status_code == 409
    assert author.post(f"{at}/remove").status_code == 303
    run_jobs(database)
    with database.reading() as session:
        assert session.exec(select(LetterRun)).all() == session.exec(select(RunLetter)).all() == []
        approved = set(session.exec(select(Letter.file_sha256)))
    assert desks.files() == approved, "what was approved stays"


def files_in(content: bytes) -> list[bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return [archive.read(name) for name in archive.namelist()]


def test_a_partner_that_takes_its_paper_back_is_left_out_when_the_run_is_made_again(desks: RunDesks) -> None:
    author, database = desks.author, desks.database
    order = {"letters": [str(desks.letters[0])], "partners": desks.order["partners"]}
    at = author.post(AT, data=order).headers["location"]
    run_jobs(database)
    assert author.get(f"{at}/letters.zip").status_code == 200
    with database.writing() as session:
        lend(session, partner=session.get_one(Partner, desks.partners[1]), lent=False)
    with zipfile.ZipFile(io.BytesIO(author.get(f"{at}/letters.zip").content)) as archive:
        assert archive.namelist() == ["0001-appeal-kz-president-en-beispielgewerkschaft.pdf"]
    assert author.get(f"{at}/letters.pdf").status_code == 303, "it holds the paper that was taken back"
    assert author.get(f"{at}/files/2/letter.pdf").status_code == 303
    assert author.get(f"{at}/files/1/letter.pdf").status_code == 200
    assert "taken its letterhead back" in author.get(at).text
    again = author.post(f"{at}/again").headers["location"]
    assert again != at
    run_jobs(database)
    with zipfile.ZipFile(io.BytesIO(author.get(f"{again}/letters.zip").content)) as archive:
        assert archive.namelist() == ["0001-appeal-kz-president-en-beispielgewerkschaft.pdf"]
    assert author.post(AT, data=order).status_code == 422, "who does not lend is not chosen"
    with database.writing() as session:
        session.delete(session.get_one(Partner, desks.partners[0]))
    assert author.get(f"{again}/letters.zip").status_code == 303
