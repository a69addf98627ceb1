"""`start`, `serve`, `worker`, `migrate`, `doctor`."""

import signal
import sys
import threading
from argparse import Namespace

import campaigns.worker  # noqa: F401  # registers the jobs of all rooms
from campaigns.app import create_app
from campaigns.commands.examination import examine
from campaigns.commands.opening import opened
from campaigns.first_run import fill_empty_database, say_first_login
from campaigns.serving import PortTaken, reserved_port, run_web
from campaigns.worker import start_worker, stop_jobs
from foundation.mail.inbox import Inbox
from foundation.mail.setup import configure_mail
from foundation.pdf import warm_up
from foundation.settings import Settings
from foundation.xlsx_files import clear_leftovers
from petitions.exports import exports_folder
from petitions.writer_process import writing_apart

__all__ = ["PortTaken", "doctor", "migrate", "serve", "start", "work"]


def say(line: str) -> None:
    print(line, flush=True)


def start(_options: Namespace) -> None:
    """Everything together. It listens only when database, examples, inbox, jobs and print are ready."""
    with writing_apart() as writer, opened() as (settings, database), reserved_port(settings) as reserved:
        if not settings.embedded:
            say("The database is PostgreSQL: the web part and a worker run here together.")
        inbox = None if settings.smtp_url.get_secret_value() else Inbox(settings.data_dir)
        running = inbox.start(settings) if inbox else settings
        try:
            configure_mail(running)
            warm_up()
            clear_leftovers(exports_folder(running))
            # Before any job runs: the examples are one long transaction, and SQLite has one writer.
            fill_empty_database(running, database, say)
            start_worker(running, database, consume=True)
            app = create_app(running, database, inbox=inbox, write=writer(running))
            run_web(app, reserved, lambda: _say_where(running, inbox is not None))
        finally:
            stop_jobs()
            if inbox:
                inbox.stop()


def _say_where(settings: Settings, has_inbox: bool) -> None:
    say(f"Ready. Open {settings.effective_base_url} in a browser; the desk is at {settings.effective_base_url}/desk")
    if has_inbox:
        say(f"Mail that the program sends is read at {settings.effective_base_url}/inbox")
    say_first_login(settings, say)
    say("Stop with Ctrl-C.")


def serve(_options: Namespace) -> None:
    """The web part of an installation. Jobs are left to the workers; with SQLite it does them itself."""
    with writing_apart() as writer, opened() as (settings, database), reserved_port(settings) as reserved:
        try:
            start_worker(settings, database, consume=settings.embedded)
            warm_up()
            clear_leftovers(exports_folder(settings))
            app = create_app(settings, database, write=writer(settings))
            run_web(app, reserved, lambda: say(f"Listening for {settings.effective_base_url}"))
        finally:
            stop_jobs()


def work(_options: Namespace) -> None:
    """Jobs only, until it is told to stop. On SQLite the web process has them already."""
    with opened() as (settings, database):
        if settings.embedded:
            say("With SQLite the web process runs the jobs; a separate worker needs PostgreSQL.")
            sys.exit(1)
        told_to_stop = threading.Event()
        for signal_number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(signal_number, lambda *_: told_to_stop.set())
        start_worker(settings, database, consume=True)
        say("Working.")
        told_to_stop.wait()
        stop_jobs()


def migrate(_options: Namespace) -> None:
    with opened(migrating=True):
        say("The database has this program's schema.")


def doctor(_options: Namespace) -> None:
    """One line for each thing needed, and exit status 1 when one is missing."""
    findings = examine()
    for finding in findings:
        say(f"{'ok  ' if finding.fine else 'FAIL'}  {finding.words}")
    if not all(finding.fine for finding in findings):
        sys.exit(1)
