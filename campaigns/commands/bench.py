"""`bench NAME [--json]`: measure, beside a yardstick. A benchmark lives in the room it measures and is listed here."""

import argparse
import json
import signal
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Protocol

import campaigns.benches.letters
import petitions.benches.export
import petitions.benches.flood
import petitions.benches.kill
import petitions.benches.read
import petitions.benches.secrecy
import petitions.benches.seed
import petitions.benches.sign
from campaigns.actions.push import PUSHED_AS
from campaigns.commands.opening import where_called
from campaigns.models.campaign import Campaign, CampaignKind, CampaignState
from foundation.accounts.actions import create_organisation
from foundation.database import Database
from foundation.job_worker import migrate_jobs
from foundation.measuring.place import Place, a_place
from foundation.measuring.results import Result
from foundation.migrating import migrate
from foundation.settings import Settings
from petitions.actions.push import push_petition
from petitions.models.petition import PetitionState


class Bench(Protocol):
    """A module. `run` measures in a place of its own; the place and all it holds are gone afterwards."""

    SUMMARY: str

    def add_arguments(self, parser: ArgumentParser) -> None: ...

    def run(self, place: Place, options: Namespace) -> Result: ...


BENCHES: Mapping[str, Bench] = {
    "export": petitions.benches.export,
    "flood": petitions.benches.flood,
    "kill": petitions.benches.kill,
    "letters": campaigns.benches.letters,
    "read": petitions.benches.read,
    "secrecy": petitions.benches.secrecy,
    "seed": petitions.benches.seed,
    "sign": petitions.benches.sign,
}
PROGRAMS = {
    "": ("campaigns.cli", "serve"),
    "bare-page": ("campaigns.commands.bench_web", "bare-page"),
    "bare": ("campaigns.commands.bench_web", "bare"),
    "no-database": ("campaigns.commands.bench_web", "no-database"),
    "per-request": ("campaigns.commands.bench_web", "per-request"),
    "smtp-sink": ("campaigns.commands.bench_web", "smtp-sink"),
    "worker": ("campaigns.cli", "worker"),
}


def add_command(commands: "argparse._SubParsersAction[ArgumentParser]") -> None:
    """An unknown name is wrong use: status 2, with the names there are."""
    parser = commands.add_parser("bench", help="measure, beside a yardstick")
    names = parser.add_subparsers(dest="bench", required=True, metavar="NAME")
    for name, bench in BENCHES.items():
        one = names.add_parser(name, help=bench.SUMMARY, description=bench.SUMMARY)
        one.add_argument("--json", action="store_true", help="one JSON object instead of a table")
        one.add_argument("--database-url", default="", help="a PostgreSQL on which a database may be made for this")
        one.add_argument("--below", metavar="FOLDER", help="where the passing data directory is made, such as /dev/shm")
        bench.add_arguments(one)
        one.set_defaults(run=run, keep=None, so_far=None)


def run(options: Namespace) -> None:
    with (
        _told_to_stop(),
        a_place(
            database_url=options.database_url,
            folder=where_called(options.below) if options.below else None,
            keep=where_called(options.keep) if options.keep else None,
            prepare=_prepare,
            programs=PROGRAMS,
            make_petition=make_petition,
        ) as place,
    ):
        result = BENCHES[options.bench].run(place, options)
    if options.json:
        json.dump(result.as_json(), sys.stdout, ensure_ascii=False)
        print()
    else:
        print(result.as_table())


@contextmanager
def _told_to_stop() -> Iterator[None]:
    """By a service manager, or by a terminal that is closed, as by Ctrl-C: what was started and made has to be ended
    and taken away."""
    before = {number: signal.signal(number, signal.default_int_handler) for number in (signal.SIGTERM, signal.SIGHUP)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _prepare(settings: Settings, database: Database) -> None:
    migrate(settings, database)
    migrate_jobs(settings.effective_database_url)


def make_petition(database: Database, slug: str) -> int:
    """An open petition with about as much text as real ones have; returns its id."""
    paragraph = "She organised her workmates, spoke for them, and was taken away for it. That is no crime. "
    with database.writing() as session:
        organisation = create_organisation(session, name=f"Example Federation {slug}")
        campaign = Campaign(
            organisation_id=organisation.id,
            slug=slug,
            kind=CampaignKind.ARREST,
            state=CampaignState.LIVE,
            title={"en": "Freedom for Ada Example"},
        )
        session.add(campaign)
        session.flush()
        text = {
            "title": "Free Ada Example",
            "text": "\n\n".join([paragraph * 5] * 6),
            "addressee": "To the President of the Republic of Example",
        }
        return push_petition(
            session,
            campaign_id=campaign.id,
            organisation_id=organisation.id,
            slug=slug,
            state=PetitionState.OPEN,
            texts={"en": text},
            surroundings={"en": {"campaign_title": "Freedom for Ada Example", "controller": "Example Federation"}},
            target_countries=["KZ"],
            original_language="en",
            is_example=False,
            pushed_as=PUSHED_AS,
        ).id
