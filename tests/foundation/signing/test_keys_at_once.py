"""Two who come to an organisation's key in the same moment: the second waits for the first, and neither fails."""

import threading
from collections.abc import Callable

import pytest
from sqlmodel import Session, select

from foundation.accounts.access import SignedIn
from foundation.accounts.actions import record
from foundation.database import Database
from foundation.signing.actions import keep_key, remove_key, set_signing
from foundation.signing.models import SigningKey
from foundation.signing.opening import OpenedFile
from foundation.signing.queries import key_of, signs_with
from tests.factories.accounts import an_organisation, an_organiser
from tests.factories.signing import Issued, issued

Act = Callable[[Session, SignedIn], object]


def keep(session: Session, owner: SignedIn, one: Issued) -> None:
    keep_key(session, user=owner, opened=OpenedFile(certificate=one.der, key=one.pkcs8), signs_letters=True)


def use_no_more(session: Session, owner: SignedIn) -> None:
    set_signing(session, user=owner, signs_letters=False)


def take_away(session: Session, owner: SignedIn) -> None:
    remove_key(session, user=owner)


def approve(session: Session, owner: SignedIn) -> None:
    signs_with(session, owner.organisation_id)
    record(session, user=owner, organisation_id=owner.organisation_id, act="letter.approved", about="organisation")


@pytest.mark.parametrize("act", [use_no_more, take_away, approve])
def test_a_new_key_is_kept_while_something_else_is_done_with_the_old_one(database: Database, act: Act) -> None:
    with database.writing() as session:
        owner = an_organiser(session, an_organisation(session))
        keep(session, owner, issued("First"))
    second, failed = issued("Second"), []

    def come_second() -> None:
        try:
            with database.writing() as session:
                keep(session, owner, second)
        except Exception as error:  # noqa: BLE001  # a thread tells nobody of its errors
            failed.append(error)

    other = threading.Thread(target=come_second)
    with database.writing() as session:
        key_of(session, owner.organisation_id, to_change=True)
        other.start()
        # It cannot end before this transaction does; what is waited for is that it stands at the lock.
        other.join(0.3)
        act(session, owner)
    other.join()
    assert not failed
    with database.reading() as session:
        rows = {row.fingerprint: row.sealed_key is not None for row in session.exec(select(SigningKey))}
    assert (rows[second.fingerprint], len(rows)) == (True, 2)


def test_a_key_that_comes_back_was_kept_since_the_first_time(database: Database) -> None:
    one = issued()
    with database.writing() as session:
        owner = an_organiser(session, an_organisation(session))
        keep(session, owner, one)
        since = session.exec(select(SigningKey)).one().added_at
        take_away(session, owner)
        keep(session, owner, one)
        row = session.exec(select(SigningKey)).one()
        assert (row.added_at, row.removed_at) == (since, None)
