"""Many people, few children: who waits, who is sent away, and what happens when a child dies."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from foundation import pdf
from foundation.errors import Busy
from foundation.pdf import Press, html_to_pdf
from foundation.pdf_child import MEMORY, NEARLY_ALL
from foundation.pdf_errors import PdfError, PdfTooHeavy

pytestmark = pytest.mark.slow

SHORT = '<html lang="en"><title>x</title><p>a</p></html>'
ENDLESS = '<html lang="en"><title>x</title>' + "<div>" * 100_000


@pytest.fixture
def press() -> Iterator[Press]:
    press = Press()
    yield press
    press.close()


class Asking(threading.Thread):
    """Somebody who waits for a document. `outcome` is the document or what was raised instead."""

    def __init__(self, press: Press, html: str, *, seconds: float = 60, background: bool = False) -> None:
        super().__init__(daemon=True)
        self.outcome: object = None
        self.ask: Callable[[], object] = lambda: html_to_pdf(html, timeout=seconds, background=background, press=press)
        self.start()

    def run(self) -> None:
        try:
            self.outcome = self.ask()
        except PdfError as error:
            self.outcome = error
        except Busy as error:
            self.outcome = error

    def wait(self) -> object:
        self.join(60)
        return self.outcome


def until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def is_laying_out(press: Press) -> bool:
    return any(child.ready for child in press._busy)


def test_what_a_large_parent_holds_is_not_taken_for_the_child_s() -> None:
    """Linux counts a child's largest from what its parent had when it started it."""
    hoard = b"\1" * (MEMORY * 9 // 10)
    press = Press()
    asking = Asking(press, ENDLESS)
    until(lambda: is_laying_out(press))
    os.kill(press.pids()[0], signal.SIGKILL)
    failure = asking.wait()
    press.close()
    assert len(hoard) > NEARLY_ALL * MEMORY
    assert isinstance(failure, PdfError)
    assert not isinstance(failure, PdfTooHeavy)


def test_a_child_killed_in_mid_job_fails_that_job_and_no_other(press: Press) -> None:
    asking = Asking(press, ENDLESS)
    until(lambda: is_laying_out(press))
    os.kill(press.pids()[0], signal.SIGKILL)
    failure = asking.wait()
    assert isinstance(failure, PdfError)
    assert not isinstance(failure, PdfTooHeavy)
    assert failure.status == 503
    assert "Please try again" in str(failure)
    assert html_to_pdf(SHORT, press=press).pages == 1


def test_a_child_killed_while_idle_is_not_noticed_by_anybody(press: Press) -> None:
    html_to_pdf(SHORT, press=press)
    os.kill(press.pids()[0], signal.SIGKILL)
    time.sleep(0.1)
    assert html_to_pdf(SHORT, press=press).pages == 1


def test_eight_wait_and_the_ninth_is_asked_to_come_again(press: Press) -> None:
    endless = Asking(press, ENDLESS)
    until(lambda: is_laying_out(press))
    waiting = [Asking(press, SHORT) for _ in range(8)]
    until(lambda: press._waiting == 8)
    with pytest.raises(Busy) as busy:
        html_to_pdf(SHORT, press=press)
    assert busy.value.status == 503
    assert "Please try again in a few seconds." in str(busy.value)
    os.kill(press.pids()[0], signal.SIGKILL)
    assert isinstance(endless.wait(), PdfError)
    assert all(isinstance(asking.wait(), pdf.Pdf) for asking in waiting)


def test_who_waits_longer_than_a_document_may_take_is_asked_to_come_again(press: Press) -> None:
    Asking(press, ENDLESS)
    until(lambda: is_laying_out(press))
    with pytest.raises(Busy):
        html_to_pdf(SHORT, timeout=0.3, press=press)
    assert press._waiting == 0


def test_a_document_that_takes_too_long_is_ended_in_time(press: Press) -> None:
    press.warm_up()
    begun = time.monotonic()
    with pytest.raises(PdfTooHeavy, match="takes too long"):
        html_to_pdf(ENDLESS, timeout=1, press=press)
    assert time.monotonic() - begun < 5


def test_work_in_the_background_leaves_a_child_to_the_people(press: Press) -> None:
    press.children = 2
    background = [Asking(press, ENDLESS, background=True) for _ in range(3)]
    until(lambda: is_laying_out(press))
    assert html_to_pdf(SHORT, press=press).pages == 1
    assert len(press._busy) == 1
    press.close()
    assert all(isinstance(asking.wait(), PdfError) for asking in background)


def test_a_child_is_replaced_after_so_many_documents() -> None:
    press = Press(documents_per_child=3)
    try:
        pids = []
        for _ in range(7):
            html_to_pdf(SHORT, press=press)
            pids += press.pids()
    finally:
        press.close()
    assert len(set(pids)) == 3
    assert pids[0] == pids[1] != pids[2]


def test_the_child_is_told_nothing_and_holds_nothing(press: Press, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOLIDARITY_SECRET_KEY", "a secret that must not be handed on")
    read_end, write_end = os.pipe()
    os.set_inheritable(write_end, True)
    press.warm_up()
    proc = Path(f"/proc/{press.pids()[0]}")
    environment = {line.split(b"=")[0].decode() for line in (proc / "environ").read_bytes().split(b"\0") if line}
    assert environment <= {"HOME", "XDG_CACHE_HOME", "FONTCONFIG_FILE", "FONTCONFIG_PATH", "LD_LIBRARY_PATH", "LANG"}
    held = {str(link.readlink()) for link in (proc / "fd").iterdir()}
    assert len(held - {"/dev/null"}) == 2, "two pipes and nothing else"
    limits = (proc / "limits").read_text()
    assert "Max core file size        0 " in limits
    assert "Max cpu time              unlimited" in limits
    os.close(read_end)
    os.close(write_end)


def test_the_child_ends_with_its_parent() -> None:
    program = (
        "import sys; from foundation import pdf; pdf.warm_up(); print(*pdf._press.pids(), flush=True); sys.stdin.read()"
    )
    with subprocess.Popen([sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        parent.kill()
    until(lambda: not Path(f"/proc/{child}").exists() or "Z" in Path(f"/proc/{child}/stat").read_text().split()[2])


def test_a_machine_without_the_libraries_says_what_is_missing(
    press: Press, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "weasyprint.py").write_text("raise OSError('cannot load library libpango-1.0-0')")
    monkeypatch.setattr("foundation.pdf_child.KEPT_VARIABLES", ("PYTHONPATH",))
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    with pytest.raises(PdfError, match="cannot be made on this server") as failure:
        press.warm_up()
    assert failure.value.detail == "cannot load library libpango-1.0-0"
    monkeypatch.delenv("PYTHONPATH")
    press.warm_up()
    assert html_to_pdf(SHORT, press=press).pages == 1
