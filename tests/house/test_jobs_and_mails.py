"""Names that rooms give to each other as words: jobs, kinds of mail, the files of a mail."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import campaigns.worker  # noqa: F401  # as a worker does: it registers the jobs
from foundation.jobs import registered_jobs
from foundation.mail.composing import registered_kinds
from foundation.web.templating import TEMPLATES

ROOT = TEMPLATES.parent
ROOMS = ("foundation", "petitions", "outreach", "campaigns")
MAILS = sorted({path.parent for path in (TEMPLATES / "emails").glob("*/*/*")})


def calls() -> Iterator[tuple[str, str, ast.Call]]:
    """Where, which function, the call."""
    for room in ROOMS:
        for path in sorted((ROOT / room).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.Call):
                    name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                    yield f"{path.relative_to(ROOT)}:{node.lineno}", name, node


def words_given(call: ast.Call, place: int, keyword: str) -> list[str]:
    given = [*call.args[place : place + 1], *(word.value for word in call.keywords if word.arg == keyword)]
    return [node.value for node in given if isinstance(node, ast.Constant) and isinstance(node.value, str)]


def test_every_job_that_is_enqueued_exists() -> None:
    missing = [
        f"{where}: {name}"
        for where, function, call in calls()
        if function in ("enqueue", "enqueue_later")
        for name in words_given(call, 1, "name")
        if name not in registered_jobs()
    ]
    assert not missing, "not registered by what campaigns/worker.py imports: " + ", ".join(missing)


def test_every_kind_of_mail_that_is_put_into_the_outbox_has_a_composer() -> None:
    missing = [
        f"{where}: {kind}"
        for where, function, call in calls()
        if function in ("put_in_outbox", "put_many_in_outbox", "outbox_row")
        for kind in words_given(call, 99, "kind")
        if kind not in registered_kinds()
    ]
    assert not missing, "not registered by what campaigns/worker.py imports: " + ", ".join(missing)


def test_jobs_are_named_after_their_room() -> None:
    rooms = {*ROOMS, "jobs", "mail", "accounts", "letters", "dossiers", "tests"}
    assert {name.split(".")[0] for name in registered_jobs()} <= rooms


@pytest.mark.parametrize("mail", MAILS, ids=lambda mail: "/".join(mail.parts[-2:]))
def test_every_mail_is_three_files_and_says_why_it_was_sent(mail: Path) -> None:
    assert sorted(path.name for path in mail.iterdir()) == ["body.html", "body.txt", "subject.txt"]
    assert len((mail / "subject.txt").read_text().strip().splitlines()) == 1
    for kind in ("txt", "html"):
        body = (mail / f"body.{kind}").read_text()
        assert f'{{% extends "emails/layout.{kind}" %}}' in body
        assert "{% block reason %}" in body
