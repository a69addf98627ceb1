"""The commands behind the launcher. Exit status 0 when done, 1 with one clear sentence on stderr when not, 2 for
wrong use.
"""

import argparse
import os
import resource
import sys
import traceback
from collections.abc import Iterable, Sequence
from typing import Any

import sqlalchemy as sa

from campaigns.commands import bench, data, documents, running, verifying
from campaigns.dossiers.models import Profile
from campaigns.letters.kinds import LetterKind
from foundation.accounts.roles import Role
from foundation.errors import AppError
from foundation.migrating import SchemaTooNew
from foundation.settings import SettingsError
from foundation.web.tongues import TONGUES

NOT_THERE_YET = ("backup", "restore")
NOT_YET = "This version has no {command} yet. Nothing was done."


def build_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="./solidarity", description="Solidarity campaigns for trade unions.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    start = commands.add_parser("start", help="run everything here, with example campaigns and a local inbox")
    start.add_argument("--yes", action="store_true", help=argparse.SUPPRESS)
    start.set_defaults(run=running.start)
    commands.add_parser("serve", help="run the web part of an installation").set_defaults(run=running.serve)
    commands.add_parser("worker", help="run a worker of an installation").set_defaults(run=running.work)
    commands.add_parser("migrate", help="bring the database to this program's schema").set_defaults(run=running.migrate)
    commands.add_parser("doctor", help="look whether everything needed is here").set_defaults(run=running.doctor)

    organiser = commands.add_parser("create-organiser", help="make an account; the password is asked for or made")
    organiser.add_argument("--email", required=True)
    organiser.add_argument("--name", required=True)
    organiser.add_argument("--organisation", required=True, help="its name; made when it is new")
    organiser.add_argument("--role", choices=[role.value for role in Role], default=Role.OWNER.value)
    organiser.set_defaults(run=data.create_organiser)

    _add_campaign_files(commands)

    partners = commands.add_parser("import-partners", help="read partner unions from a CSV file")
    partners.add_argument("file", metavar="FILE")
    partners.add_argument("--organisation", help="its name, where there are several")
    partners.set_defaults(run=data.import_partners)

    letter = commands.add_parser("letter", help="write a letter as PDF")
    letter.add_argument("campaign", metavar="CAMPAIGN")
    letter.add_argument("kind", metavar="KIND", help=_one_of(LetterKind))
    letter.add_argument("--to", required=False, metavar="ADDRESSEE", help="such as kz-president")
    letter.add_argument("--all", action="store_true", help="to every addressee; -o names a folder then")
    letter.add_argument("--language", default="en", metavar="L", help=_one_of(TONGUES))
    letter.add_argument("-o", "--output", required=True, metavar="FILE")
    letter.set_defaults(run=documents.letter)

    dossier = commands.add_parser("dossier", help="write a dossier as PDF")
    dossier.add_argument("campaign", metavar="CAMPAIGN")
    dossier.add_argument("--profile", default="public", metavar="P", help=_one_of(Profile))
    dossier.add_argument("--language", default="en", metavar="L", help=_one_of(TONGUES))
    dossier.add_argument("-o", "--output", required=True, metavar="FILE")
    dossier.set_defaults(run=documents.dossier)
    verifying.add_command(commands)
    bench.add_command(commands)
    for name in NOT_THERE_YET:
        words = NOT_YET.format(command=name)
        later = commands.add_parser(name, help="not there yet", description=words, usage=f"./solidarity {name}")
        later.add_argument("rest", nargs="*", help=argparse.SUPPRESS)
        later.set_defaults(run=_not_there_yet)
    return parser


def _add_campaign_files(commands: Any) -> None:
    importing = commands.add_parser("import-campaign", help="read a campaign from its YAML file")
    importing.add_argument("file", metavar="FILE")
    importing.add_argument("--organisation", help="its name, where there are several")
    importing.add_argument("--dry-run", action="store_true", help="say what would happen and change nothing")
    importing.add_argument("--update", action="store_true", help="bring a campaign that is here already up to date")
    importing.add_argument("--drop-held", action="store_true", help="also remove what is on hold and not in the file")
    importing.set_defaults(run=data.import_campaign)

    exporting = commands.add_parser("export-campaign", help="write a campaign as a YAML file to the screen or a file")
    exporting.add_argument("slug", metavar="SLUG")
    exporting.add_argument("-o", "--output", metavar="FILE")
    exporting.add_argument("--with-held", action="store_true", help="everything, sealed with a passphrase")
    exporting.add_argument("--reason", default="", help="what everything is taken out for; stands in the audit trail")
    exporting.set_defaults(run=data.export_campaign)


def _one_of(values: Iterable[str]) -> str:
    return f"one of: {', '.join(values)}"


def _not_there_yet(options: argparse.Namespace) -> None:
    raise SettingsError(NOT_YET.format(command=options.command))


def main(arguments: Sequence[str] | None = None) -> int:
    options = build_parser().parse_args(arguments)
    os.umask(0o077)  # what is kept in the data dir is for this account only
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # an image of the memory would hold keys and addresses
    try:
        options.run(options)
    except (AppError, SettingsError, SchemaTooNew, running.PortTaken, data.WrongFile) as refusal:
        return _fail(str(refusal))
    except OSError as error:
        return _fail(f"{error.strerror or type(error).__name__}: {error.filename}" if error.filename else str(error))
    except sa.exc.OperationalError:
        return _fail("The database does not answer, or cannot be written. ./solidarity doctor says more.")
    except KeyboardInterrupt:
        return 130
    except Exception as error:  # noqa: BLE001  # no traceback may reach a user; the place suffices for a report
        frame = traceback.extract_tb(error.__traceback__)[-1]
        return _fail(f"Unexpected {type(error).__name__} at {frame.filename.rsplit('/', 2)[-1]}:{frame.lineno}.")
    return 0


def _fail(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
