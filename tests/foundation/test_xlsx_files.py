"""A table being written lies in a folder that nobody but its process takes away."""

import os
import subprocess
import sys
from pathlib import Path

from foundation.clock import utc_now
from foundation.xlsx_files import clear_leftovers, written_xlsx
from tests.installation import ROOT

WRITER = """
import sys, time
from pathlib import Path
from foundation.xlsx_files import written_xlsx

def parts():
    yield [["Ada Example"]]
    print("writing", flush=True)
    time.sleep(60)

with written_xlsx(Path(sys.argv[1]), ["Name"], parts()):
    pass
"""


def make_old(folder: Path) -> None:
    for place in folder.iterdir():
        os.utime(place, (utc_now().timestamp() - 3600,) * 2)


def test_what_a_killed_process_left_goes_at_the_next_start_and_nothing_else(tmp_path: Path) -> None:
    folder = tmp_path / "exports"
    clear_leftovers(folder)  # nothing was ever written
    command = [sys.executable, "-c", WRITER, str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"writing\n"
        make_old(folder)
        clear_leftovers(folder)
        assert len(list(folder.iterdir())) == 1
        process.kill()
    # A folder that was made a moment ago may not have its lock yet.
    os.utime(next(folder.iterdir()))
    clear_leftovers(folder)
    assert len(list(folder.iterdir())) == 1
    make_old(folder)
    clear_leftovers(folder)
    assert list(folder.iterdir()) == []


def test_a_table_that_was_sent_leaves_nothing(tmp_path: Path) -> None:
    with written_xlsx(tmp_path / "exports", ["Name"], [[["Ada Example"]]]) as path:
        assert path.stat().st_size > 0
    assert list((tmp_path / "exports").iterdir()) == []
