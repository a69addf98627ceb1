"""`bench letters`: letters of one page in English and Russian with a logo, by our press and by WeasyPrint alone."""

import json
import os
import statistics
import subprocess
import sys
import time
from argparse import ArgumentParser, Namespace
from base64 import b64encode
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from campaigns.benches.office_suite import merged
from campaigns.benches.sample import sample_letters
from campaigns.letters.contents import LetterContents
from campaigns.letters.render import letter_html
from campaigns.letters.sealing import Seal
from foundation.measuring.load import CannotMeasure
from foundation.measuring.place import ROOT, Place
from foundation.measuring.results import Result
from foundation.pdf import Press, Standard, html_to_pdf
from foundation.qr import qr_svg

SUMMARY = "letters as PDF, by one and by two workers, beside WeasyPrint from nothing and LibreOffice's mail merge"
A_MASS_RUN = 5000
PREVIEWS = 25
WIDTH = 800
SETTING = "one-page"
SEAL = Seal("https://solidarity.example.org/verify?letter=1")
QR = qr_svg(SEAL.address)
NOT_THERE = "not on this machine"


@dataclass
class Run:
    """`processor`: seconds that the workers were busy. `early`, `late`: megabytes of the larger one after a quarter of
    the letters and after all."""

    seconds: float
    processor: float
    early: float
    late: float
    peak: float


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--number", type=int, default=200, help="letters laid out each time (default 200)")


def run(place: Place, options: Namespace) -> Result:
    letters = sample_letters(place.database, max(options.number, 8))
    number = len(letters)
    alone = _naive([letters])
    naive = alone["seconds"]
    one = _ours(letters, workers=1)
    two = _ours(letters, workers=2)
    naive_two = _naive([letters[::2], letters[1::2]])["seconds"]
    previews = _previews(letters[:PREVIEWS])
    office = merged(letters, place.folder)
    result = Result("letters")
    result.figures = {
        "letters": number,
        "ms a letter, one worker": round(one.seconds / number * 1000, 1),
        "ms of processor a letter, one worker": round(one.processor / number * 1000, 1),
        "letters/s, one worker": round(number / one.seconds, 1),
        "letters/s, two workers": round(number / two.seconds, 1),
        "seconds for 5000, two workers": round(two.seconds / number * A_MASS_RUN),
        "MB of a worker at its peak": round(max(one.peak, two.peak)),
        "preview with picture, median ms": round(statistics.median(previews) * 1000),
        "preview with picture, slowest ms": round(max(previews) * 1000),
    }
    result.yardstick = {
        "naive WeasyPrint, ms a letter": round(naive / number * 1000, 1),
        "naive WeasyPrint, ms of processor a letter": round(alone["processor"] / number * 1000, 1),
        "naive WeasyPrint on two, letters/s": round(number / naive_two, 1),
        "naive WeasyPrint on two, seconds for 5000": round(naive_two / number * A_MASS_RUN),
        "LibreOffice's mail merge, ms a letter": _each(office, "seconds", number),
        "LibreOffice's mail merge, ms of processor a letter": _each(office, "processor", number),
    }
    budgets = {
        "one worker to naive ≤ 0.75": result.ratio("one worker to naive", one.seconds, naive) <= 0.75,
        "two workers to one ≥ 1.6": result.ratio("two workers to one", one.seconds, two.seconds) >= 1.6,
        "two workers to naive on two ≤ 0.5": result.ratio("two to naive on two", two.seconds, naive_two) <= 0.5,
        "a worker ≤ 250 MB": max(one.peak, two.peak) <= 250,
        "memory flat (≤ 1.1)": result.ratio("memory late to early", one.late, one.early) <= 1.1,
        "preview ≤ 150 ms": statistics.median(previews) <= 0.150,
    }
    if office:
        ratio = result.ratio("two workers to LibreOffice", two.seconds, office["seconds"])
        budgets["two workers to LibreOffice ≤ 0.8"] = ratio <= 0.8
    result.met = budgets
    return result


def _each(office: dict[str, float] | None, what: str, number: int) -> float | str:
    return round(office[what] / number * 1000, 1) if office else NOT_THERE


def _approved(letter: LetterContents) -> tuple[str, dict[str, bytes]]:
    """As an approved letter goes to the printer, with its pictures."""
    return letter_html(letter, setting=SETTING, seal=SEAL), {**letter.pictures, "qr": QR}


def _ours(letters: Sequence[LetterContents], *, workers: int) -> Run:
    """As a mass run makes them: our templates, the fenced children, tagged as PDF/UA."""
    press = Press(workers)
    early = [0.0]

    def one(numbered: tuple[int, LetterContents]) -> None:
        number, letter = numbered
        html, pictures = _approved(letter)
        html_to_pdf(html, images=pictures, standard=Standard.ACCESSIBLE, press=press)
        if number == len(letters) // 4:
            early[0] = _memory(press, "VmRSS")

    try:
        press.warm_up()
        for letter in letters[:2]:
            one((-1, letter))
        started, busy = time.perf_counter(), _processor(press)
        with ThreadPoolExecutor(workers) as threads:
            list(threads.map(one, enumerate(letters)))
        seconds, busy = time.perf_counter() - started, _processor(press) - busy
        return Run(seconds, busy, early[0], _memory(press, "VmRSS"), _memory(press, "VmHWM"))
    finally:
        press.close()


def _previews(letters: Sequence[LetterContents]) -> list[float]:
    press = Press(1)
    taken = []
    try:
        press.warm_up()
        for number, letter in enumerate(letters):
            started = time.perf_counter()
            html, pictures = _approved(letter)
            pdf = html_to_pdf(html, images=pictures, standard=Standard.ACCESSIBLE, shown_width=WIDTH, press=press)
            if number > 1 and pdf.picture:
                taken.append(time.perf_counter() - started)
    finally:
        press.close()
    return taken


def _naive(shares: Sequence[Sequence[LetterContents]]) -> dict[str, float]:
    """Of the slowest of as many processes as there are shares."""
    processes = [
        subprocess.Popen(
            [sys.executable, "-m", "campaigns.benches.naive"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        for _ in shares
    ]
    with ThreadPoolExecutor(len(shares)) as threads:
        answers = list(threads.map(_told, processes, shares))
    return max(answers, key=lambda answer: answer["seconds"])


def _told(process: "subprocess.Popen[bytes]", letters: Sequence[LetterContents]) -> dict[str, float]:
    job = []
    for letter in letters:
        html, pictures = _approved(letter)
        job.append((html, {name: b64encode(content).decode() for name, content in pictures.items()}))
    answer, _ = process.communicate(json.dumps(job).encode())
    if process.returncode:
        raise CannotMeasure("WeasyPrint alone made no letters.")
    told: dict[str, float] = json.loads(answer)
    return told


def _processor(press: Press) -> float:
    """Seconds that the children were busy so far."""
    fields = [Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split() for pid in press.pids()]
    return sum(int(one[11]) + int(one[12]) for one in fields) / os.sysconf("SC_CLK_TCK")


def _memory(press: Press, name: str) -> float:
    """Megabytes of the larger child."""
    told = [Path(f"/proc/{pid}/status").read_text().splitlines() for pid in press.pids()]
    sizes = [int(line.split()[1]) / 1024 for lines in told for line in lines if line.startswith(f"{name}:")]
    return max(sizes, default=0.0)
