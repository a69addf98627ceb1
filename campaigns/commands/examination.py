"""What `doctor` looks at."""

import shutil
import socket
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import sqlalchemy as sa
from sqlmodel import select

from foundation.accounts.models import Organisation, TrailHead
from foundation.accounts.trail.chain import Break, BrokenChain
from foundation.accounts.trail.checkpoints import FILE, verify_whole
from foundation.database import Database, open_database
from foundation.errors import AppError
from foundation.job_recovery import living_workers
from foundation.mail.smtp_url import parse_smtp_url
from foundation.migrating import newest_schema, schema_of
from foundation.pdf import html_to_pdf
from foundation.security import keys
from foundation.security.networks import is_this_machine
from foundation.settings import Settings, SettingsError, load_settings

LEAST_FREE = 500_000_000
SMTP_SECONDS = 5


@dataclass(frozen=True)
class Finding:
    fine: bool
    words: str


def examine() -> list[Finding]:
    """Changes nothing but a marker file, which it removes."""
    try:
        settings = load_settings()
        keys.unlock(settings.secret())
    except SettingsError as error:
        return [Finding(False, f"settings: {error}")]
    return [
        Finding(True, "settings can be read"),
        *_proxies(settings),
        *_database(settings),
        *_files(settings),
        *_fonts(),
        *_print(),
        *_mail(settings),
    ]


def _proxies(settings: Settings) -> Iterator[Finding]:
    """A site for the public on an address that only this machine reaches has a proxy in front."""
    public = urlsplit(settings.effective_base_url).hostname or ""
    if is_this_machine(settings.host) and not (is_this_machine(public) or public == "localhost"):
        counted = settings.trusted_proxies
        yield Finding(
            counted > 0,
            f"{counted} {'proxy is' if counted == 1 else 'proxies are'} counted in front"
            if counted
            else "a proxy stands in front and SOLIDARITY_TRUSTED_PROXIES is 0: floods cannot be told from crowds",
        )


def _database(settings: Settings) -> Iterator[Finding]:
    database = open_database(settings)
    try:
        yield from _schema(settings, database)
    except sa.exc.DBAPIError:
        yield Finding(False, "the database does not answer")
    finally:
        database.engine.dispose()


def _schema(settings: Settings, database: Database) -> Iterator[Finding]:
    schema = schema_of(database)
    if schema == newest_schema():
        yield Finding(True, f"the database has schema {schema}")
    else:
        yield Finding(False, f"the database has schema {schema or 'none'}, the program {newest_schema()}: migrate")
        return
    if not settings.embedded:
        yield workers_alive(database)
    yield from trails(database, settings.effective_files_dir)


def trails(database: Database, files_dir: Path) -> Iterator[Finding]:
    """Of each organisation. The seal of the newest entry, noted elsewhere, says later whether it is still there."""
    with database.reading() as session:
        for organisation in session.exec(select(Organisation).order_by(Organisation.name)).all():
            head = session.get(TrailHead, organisation.id)
            broken = verify_whole(session, organisation.id, files_dir)
            whose = f"the audit trail of {organisation.name}"
            if broken is not None:
                yield Finding(False, f"{whose} {_where_broken(broken, files_dir)}")
            elif head is not None:
                yield Finding(True, f"{whose} holds: {head.seq} lines, the last one sealed {head.hash.hex()[:16]}")


def _where_broken(broken: BrokenChain, files_dir: Path) -> str:
    when = f" ({broken.at.isoformat(timespec='minutes')})" if broken.at else ""
    return {
        Break.CHANGED: f"is broken at line {broken.seq}{when}: it, or what stood before it, was changed",
        Break.MISSING: f"is broken: line {broken.seq} is missing",
        Break.ADDED: f"is broken: a line{when} was put in past the program",
        Break.CUT: f"once reached line {broken.seq}{when} and does not now: its end was cut off, or an older backup "
        f"was put back; then remove {files_dir / FILE}",
        Break.UNKNOWN: f"holds, but {files_dir / FILE} was changed: whether its end was cut off cannot be told",
    }[broken.kind]


def workers_alive(database: Database) -> Finding:
    with database.reading() as session:
        alive = len(living_workers(session))
    if alive:
        return Finding(True, f"{alive} {'worker is' if alive == 1 else 'workers are'} alive")
    return Finding(False, "no worker is running: mail and dossiers wait until ./solidarity worker runs somewhere")


def _files(settings: Settings) -> Iterator[Finding]:
    folder = settings.effective_files_dir
    marker = folder / "doctor-marker"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        marker.write_text("here", encoding="ascii")
        marker.unlink()
    except OSError as error:
        yield Finding(False, f"files cannot be written to {folder}: {error.strerror}")
        return
    yield Finding(True, f"files can be written to {folder}")
    free = shutil.disk_usage(folder).free
    yield Finding(free > LEAST_FREE, f"{free // 1_000_000} MB are free there")


def _fonts() -> Iterator[Finding]:
    program = shutil.which("fc-list")
    listed = (
        subprocess.run([program, ":", "family"], capture_output=True, text=True, check=False, timeout=30).stdout
        if program
        else " ".join(path.name for path in Path("/usr/share/fonts").rglob("Noto*"))
    )
    for family in ("Noto Serif", "Noto Sans"):
        there = family in listed or family.replace(" ", "") in listed
        yield Finding(there, f"the font {family} is {'there' if there else 'missing: install fonts-noto-core'}")
    chinese = "CJK" in listed
    yield Finding(
        True,
        "Chinese, Japanese and Korean names can be printed"
        if chinese
        else "Chinese, Japanese and Korean names need the package fonts-noto-cjk, if you have any",
    )


def _print() -> Iterator[Finding]:
    try:
        pages = html_to_pdf("<!doctype html><html lang='en'><title>Test</title><p>Test</p>").pages
    except AppError as error:
        yield Finding(False, f"no PDF could be made: {getattr(error, 'detail', '') or error}")
        return
    yield Finding(pages == 1, "a PDF can be made")


def _mail(settings: Settings) -> Iterator[Finding]:
    url = settings.smtp_url.get_secret_value()
    if not url:
        yield Finding(
            settings.embedded, "no SMTP server is set: start reads mail into its own inbox, serve keeps it waiting"
        )
        return
    try:
        server = parse_smtp_url(url)
        socket.create_connection((server.host, server.port), timeout=SMTP_SECONDS).close()
    except SettingsError as error:
        yield Finding(False, str(error))
    except OSError as error:
        yield Finding(False, f"the SMTP server of the settings does not answer: {error.strerror or 'no connection'}")
    else:
        yield Finding(True, "the SMTP server of the settings answers")
