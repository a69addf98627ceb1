"""A first start that is cut off in the middle leaves nobody locked out and nothing missing."""

import pytest
from sqlmodel import col, select

from campaigns import first_run
from campaigns.dossiers.models import Dossier, DossierState
from campaigns.first_run import fill_empty_database, first_login_of, say_first_login
from foundation.accounts.actions import sign_in
from foundation.accounts.models import Organisation
from foundation.database import Database
from foundation.mail.setup import configure_mail
from foundation.settings import Settings


def _start(settings: Settings, database: Database) -> list[str]:
    said: list[str] = []
    fill_empty_database(settings, database, said.append)
    say_first_login(settings, said.append)
    return said


def _interrupt(*_: object, **__: object) -> None:
    raise KeyboardInterrupt


def test_ctrl_c_while_dossiers_are_made_leaves_passwords_that_open_and_a_start_that_names_them(
    settings: Settings, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    configure_mail(settings)
    with monkeypatch.context() as cut_off:
        cut_off.setattr(first_run, "build_edition", _interrupt)
        with pytest.raises(KeyboardInterrupt):
            _start(settings, database)
    kept = first_login_of(settings)
    assert oct(kept.stat().st_mode)[-3:] == "600"
    for line in kept.read_text().splitlines():
        _who, email, password = line.split()
        assert sign_in(database, email=email, password=password, from_address="127.0.0.1")

    with database.writing() as session:
        lost = session.exec(select(Dossier)).first()
        assert lost is not None
        gone = lost.campaign_id
        for dossier in session.exec(select(Dossier).where(Dossier.campaign_id == gone)).all():
            session.delete(dossier)
    assert any(str(kept) in line for line in _start(settings, database))
    with database.reading() as session:
        ordered = session.exec(select(Dossier).where(col(Dossier.state) == DossierState.ORDERED)).all()
    assert len(ordered) == 8
    assert len([dossier for dossier in ordered if dossier.campaign_id == gone]) == 2


def test_a_kill_before_the_commit_leaves_an_empty_database_and_the_next_start_begins_anew(
    settings: Settings, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    configure_mail(settings)
    with monkeypatch.context() as cut_off:
        cut_off.setattr(first_run, "_keep_passwords", _interrupt)
        with pytest.raises(KeyboardInterrupt):
            _start(settings, database)
    with database.reading() as session:
        assert session.exec(select(Organisation.id)).first() is None
    assert not first_login_of(settings).exists()


def test_without_the_file_nothing_is_named(settings: Settings) -> None:
    said: list[str] = []
    say_first_login(settings, said.append)
    assert said == []
