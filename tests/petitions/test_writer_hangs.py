"""The process that writes signatures stops in the middle, as one does that waits for a disk or a line that is gone."""

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from multiprocessing.process import BaseProcess
from pathlib import Path

import pytest

from foundation.database import Database
from foundation.settings import Settings
from petitions import writer_process
from petitions.actions.sign import make_ready
from petitions.batcher import Write
from petitions.models.petition import Petition
from petitions.queries.counting import count_again, kept_counts
from petitions.writer_process import writing_apart
from tests.conftest import SECRET
from tests.factories.petitions import an_open_petition, typed
from tests.installation import ROOT

Begin = Callable[[Settings], Write]


@pytest.fixture
def apart(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[ExitStack, Begin]]:
    """Before a database is open, as where it is used; the stack ends it."""
    # The first batch has to be there within it, on a machine that does much else.
    monkeypatch.setattr(writer_process, "WRITES_WITHIN", 10)
    monkeypatch.setattr(writer_process, "ENDS_WITHIN", 0.5)
    with ExitStack() as stack:
        yield stack, stack.enter_context(writing_apart())


@pytest.fixture
def petition(apart: object, database: Database) -> Petition:
    with database.writing() as session:
        return an_open_petition(session)


def the_process() -> BaseProcess:
    [process] = [one for one in multiprocessing.active_children() if one.name == "signing-writer"]
    return process


def waiting(database: Database, petition: Petition) -> int:
    with database.reading() as session:
        kept = kept_counts(session, petition.id)
        assert kept == count_again(session, petition.id)
        return kept.waiting


@pytest.mark.parametrize("how_many", [1, 200])
def test_who_signs_meanwhile_is_written_by_this_one_and_the_other_is_ended(
    apart: tuple[ExitStack, Begin], settings: Settings, database: Database, petition: Petition, how_many: int
) -> None:
    """Also where there is more to hand over than the pipe holds."""
    write = apart[1](settings)
    assert write(database, [make_ready(petition, typed())]).outcomes == [None]
    process = the_process()
    assert process.pid is not None
    os.kill(process.pid, signal.SIGSTOP)
    several = [make_ready(petition, typed(name="Ada Example " * 8)) for _ in range(how_many)]
    began = time.monotonic()
    assert write(database, several).outcomes == [None] * how_many
    assert time.monotonic() - began < 20
    assert not process.is_alive()
    assert waiting(database, petition) == 1 + how_many
    assert write(database, [make_ready(petition, typed())]).outcomes == [None]
    assert waiting(database, petition) == 2 + how_many


def test_it_does_not_outlive_the_one_it_belongs_to(apart: tuple[ExitStack, Begin], settings: Settings) -> None:
    apart[1](settings)
    process = the_process()
    assert process.pid is not None
    os.kill(process.pid, signal.SIGSTOP)
    apart[0].close()
    assert not process.is_alive()


def test_it_ends_without_printing_what_went_wrong(tmp_path: Path) -> None:
    """A traceback's last line may be a name or an address. In a process of its own, whose words are all to be seen."""
    nonsense = (
        "from pathlib import Path\n"
        "from foundation.settings import Settings\n"
        "from petitions.writer_process import writing_apart\n"
        "with writing_apart() as begin:\n"
        f"    settings = Settings(data_dir=Path({str(tmp_path)!r}), secret_key={SECRET!r}, _env_file=None)\n"
        "    try:\n"
        "        begin(settings)(None, 7)\n"
        "    except TypeError:\n"
        "        print('neither of them can write a number')\n"
    )
    said = subprocess.run([sys.executable, "-c", nonsense], cwd=ROOT, capture_output=True, text=True, check=True)
    assert said.stdout == "neither of them can write a number\n"
    assert "unexpected TypeError at" in said.stderr
    assert "Traceback" not in said.stderr
