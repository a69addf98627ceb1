"""`bench kill`: what writes signatures is killed while people sign and confirm, again and again. Nothing acknowledged
may be missing, and nothing may be there by half.
"""

import itertools
import json
import random
import sys
import time
from argparse import ArgumentParser, Namespace
from dataclasses import dataclass
from pathlib import Path

from foundation.measuring.place import Place
from foundation.measuring.results import Result
from petitions.benches.in_clear import found_in_clear
from petitions.benches.killing import Acknowledged, Hit, Round, sign_until_killed
from petitions.benches.lost import Lost, look_again

SUMMARY = "kill what writes while 20 people sign, start it again, and look for what is missing"
# Of so many rounds, in one the writer alone is killed, and the web process goes on by itself for a while.
ONE_OF_THE_WRITER = 3
WHOLE, WRITER = "every process at once", "the writing process alone"


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--rounds", type=int, default=20, help="how often something is killed (default 20)")
    parser.add_argument("--seed", type=int, default=0, help="of the moments of killing")
    parser.add_argument("--minutes", type=float, default=240, help="no round begins after so many (default 240)")
    parser.add_argument("--so-far", metavar="FILE", help="the figures until then, written anew after each round")


@dataclass
class Found:
    """What all rounds until now came to."""

    rounds: int = 0
    whole: int = 0
    writers_killed: int = 0
    all_had_writers: bool = True
    after_writer: int = 0
    refused: int = 0
    lost: int = 0
    halves: int = 0
    drifts: int = 0

    def add(self, one: Round, lost: Lost, *, hit: Hit, processes: int) -> None:
        self.rounds += 1
        self.whole += hit is Hit.WHOLE
        self.writers_killed += one.writers_killed
        # Else the writer was dead, or never there, and the round shows nothing.
        self.all_had_writers &= one.writers_killed == processes
        self.after_writer += one.after_writer
        self.refused += one.refused
        self.lost += lost.missing
        self.halves += lost.halves
        self.drifts += lost.drifted


def run(place: Place, options: Namespace) -> Result:
    """Ctrl-C, or SIGTERM, ends it after the figures of all whole rounds."""
    petition_id = place.make_petition(place.database, "bench")
    moments = random.Random(options.seed)  # noqa: S311  # moments, not secrets
    numbers = itertools.count(1)
    told, found = Acknowledged(), Found()
    began = time.monotonic()
    result = Result("kill")
    try:
        while found.rounds < options.rounds and time.monotonic() - began < options.minutes * 60:
            hit = Hit.WRITER if found.rounds % ONE_OF_THE_WRITER == ONE_OF_THE_WRITER - 1 else Hit.WHOLE
            one = sign_until_killed(place, petition_id, numbers, told, hit=hit, moments=moments)
            lost = look_again(place, petition_id, told)
            found.add(one, lost, hit=hit, processes=place.web_processes)
            result = _result(place, told, found, time.monotonic() - began)
            _tell(result, found, options)
    except KeyboardInterrupt:
        _say(f"Stopped after {found.rounds} rounds.")
    in_clear = found_in_clear(place, told.numbers())
    if in_clear is not None:
        result.figures["addresses, their plain hashes or network addresses in the files"] = in_clear
        result.met["no address, plain hash or network address on the disk"] = in_clear == 0
    return result


def _result(place: Place, told: Acknowledged, found: Found, seconds: float) -> Result:
    result = Result("kill")
    result.figures = {
        "database": place.kind,
        "web processes": place.web_processes,
        "rounds": found.rounds,
        f"rounds, {WHOLE}": found.whole,
        f"rounds, {WRITER}": found.rounds - found.whole,
        "writing processes killed": found.writers_killed,
        "minutes": round(seconds / 60, 1),
        "acknowledged signatures": len(told.signed),
        "acknowledged confirmations": len(told.confirmed),
        "of all these, asked for after the writing process was killed": found.after_writer,
        "answered with a refusal": found.refused,
        "missing": found.lost,
        "half rows": found.halves,
        "rounds with counters that drifted": found.drifts,
    }
    result.met = {
        "every acknowledged signature and confirmation is there": found.lost == 0 and bool(told.signed),
        "no signature without its consents and its mail, or the other way round": found.halves == 0,
        "counters equal a recount": found.drifts == 0,
        "a writing process was killed in every round": found.all_had_writers,
    }
    return result


def _tell(result: Result, found: Found, options: Namespace) -> None:
    told = result.figures
    _say(
        f"round {found.rounds} of {options.rounds}, minute {told['minutes']}: "
        f"{told['acknowledged signatures']} signed, {told['acknowledged confirmations']} confirmed, "
        f"{found.lost} missing, {found.halves} half, {found.drifts} drifted"
    )
    if options.so_far:
        target = Path(options.so_far)
        unfinished = target.with_name(target.name + ".new")
        unfinished.write_text(json.dumps(result.as_json(), ensure_ascii=False) + "\n")
        unfinished.replace(target)


def _say(line: str) -> None:
    sys.stderr.write(line + "\n")
    sys.stderr.flush()
