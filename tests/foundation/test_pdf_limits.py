"""Documents that take all time or memory there is end in time, with words, and others are served meanwhile."""

import base64
import os
import signal
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from foundation.pdf import Press, html_to_pdf
from foundation.pdf_child import Cause, Child, Died
from foundation.pdf_errors import PdfTooHeavy
from foundation.pdf_wire import Message, pack

pytestmark = pytest.mark.slow

MEMORY = 512 * 1024 * 1024
CANARY = "CANARY-5d1f-do-not-log"
PAGE = '<!doctype html><html lang="en"><title>x</title>{}<p>The letter itself.</p></html>'


def noise(megabytes: int) -> str:
    return base64.b64encode(os.urandom(megabytes * 1024 * 1024)).decode()


POISONS = {
    "a giant font": lambda: '<p style="font-size:1e9pt">a</p>',
    "a giant page": lambda: "<style>@page { size: 1e7mm }</style>",
    "100,000 nested boxes": lambda: "<div>" * 100_000,
    "a table of 40 MB": lambda: "<table>" + "<tr><td>a</td></tr>" * (40 * 1024 * 1024 // 19) + "</table>",
    "a table of 80 MB": lambda: "<table>" + "<tr><td>a</td></tr>" * (80 * 1024 * 1024 // 19) + "</table>",
    "a sheet with 25 MB of data": lambda: f"<style>p {{ background: url(data:image/png;base64,{noise(25)}) }}</style>",
}


@pytest.mark.parametrize("poison", POISONS.values(), ids=POISONS.keys())
def test_a_document_that_exhausts_fails_alone(poison: Callable[[], str], caplog: pytest.LogCaptureFixture) -> None:
    press = Press(2)
    ended = threading.Event()
    largest = letters = 0

    def watch() -> None:
        nonlocal largest
        while not ended.wait(0.01):
            largest = max([largest, *(resident(pid) for pid in press.pids())])

    def write_letters() -> None:
        nonlocal letters
        while not ended.is_set():
            assert html_to_pdf(PAGE.replace("{}", ""), press=press).pages == 1
            letters += 1

    threads = [threading.Thread(target=task) for task in (watch, write_letters)]
    try:
        press.warm_up()
        for thread in threads:
            thread.start()
        begun = time.monotonic()
        with pytest.raises(PdfTooHeavy) as failure:
            html_to_pdf(PAGE.replace("{}", poison() + CANARY), timeout=12, press=press)
        assert time.monotonic() - begun < 30
        before = letters
        assert html_to_pdf(PAGE.replace("{}", ""), press=press).pages == 1
        time.sleep(0.2)
    finally:
        ended.set()
        for thread in threads:
            thread.join()
        press.close()
    assert letters > before
    assert 0 < largest <= MEMORY
    assert CANARY not in caplog.text + str(failure.value) + failure.value.detail


def test_a_document_that_needs_more_memory_than_it_may_have_says_so() -> None:
    press = Press(memory=100 * 1024 * 1024)
    try:
        with pytest.raises(PdfTooHeavy, match="too large"):
            html_to_pdf(PAGE.replace("{}", "<table>" + "<tr><td>a" * 200_000), press=press)
        assert html_to_pdf(PAGE.replace("{}", ""), press=press).pages == 1
    finally:
        press.close()


def test_memory_is_also_watched_from_outside() -> None:
    child = Child()
    try:
        child.wait_until_ready()
        child.memory = 1024 * 1024
        job = Message({"seconds": 30, "images": [], "files": []}, [PAGE.encode()])
        with pytest.raises(Died) as death:
            child.do(pack(job), 30)
        assert death.value.cause == Cause.MEMORY
    finally:
        child.end()


@pytest.mark.parametrize(("memory", "cause"), [(1024 * 1024, Cause.MEMORY), (16 * MEMORY, Cause.CRASH)])
def test_a_child_that_ends_with_all_its_memory_in_use_lacked_memory(
    memory: int, cause: Cause, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Pango is written in C and ends the process when it is refused memory."""
    child = Child()
    try:
        child.wait_until_ready()
        child.memory = memory
        monkeypatch.setattr(Child, "resident", lambda _child: 0)  # it ends before anybody looks
        job = Message({"seconds": 30, "images": [], "files": []}, [PAGE.replace("{}", "<p>a" * 100_000).encode()])
        threading.Timer(0.5, os.kill, (child.pid, signal.SIGABRT)).start()
        with pytest.raises(Died) as death:
            child.do(pack(job), 30)
        assert death.value.cause == cause
        assert not child.alive
    finally:
        child.end()


def test_a_large_picture_in_the_text_is_left_out() -> None:
    pdf = html_to_pdf(PAGE.replace("{}", f'<img alt="a picture" src="data:image/png;base64,{noise(5)}">'))
    assert len(pdf.content) < 50_000


def resident(pid: int) -> int:
    try:
        fields = Path(f"/proc/{pid}/statm").read_text().split()
    except OSError:
        return 0
    return int(fields[1]) * os.sysconf("SC_PAGE_SIZE") if len(fields) > 1 else 0
