"""Signing, and forgetting those who never confirm, as rules; over HTTP it is in tests/journeys."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
import time_machine
from sqlmodel import Session, select

from foundation.clock import utc_now
from foundation.database import Database
from foundation.errors import Conflict, Gone
from petitions.actions.forget import forget_replies, forget_unconfirmed
from petitions.actions.sign import sign
from petitions.jobs import forget_old
from petitions.models.consent import ConsentKind, ShownText
from petitions.models.envelope import person_of, reply_address_of
from petitions.models.signature import Signature, SignatureState, WebVisibility
from petitions.queries.consents import agreed_to
from petitions.queries.counting import kept_counts
from tests.factories.petitions import (
    a_closed_petition,
    a_confirmed_signature,
    a_paused_petition,
    a_pending_signature,
    an_example_petition,
    an_open_petition,
    typed,
)
from tests.petitions.asking import counts, mails

NOON = "2026-05-01 12:00:00Z"


def test_a_new_signature_waits_for_its_mail(session: Session) -> None:
    petition = an_open_petition(session)
    signature = a_pending_signature(session, petition)
    assert signature.state is SignatureState.PENDING
    assert counts(session, petition) == (1, 0)
    assert mails(session) == ["petitions.confirm_signature"]


@pytest.mark.parametrize(
    ("make", "refusal"), [(a_closed_petition, Gone), (an_example_petition, Gone), (a_paused_petition, Conflict)]
)
def test_only_an_open_petition_takes_signatures(session: Session, make: object, refusal: type[Exception]) -> None:
    petition = make(session)  # type: ignore[operator]  # one of the factories
    with pytest.raises(refusal):
        sign(session, petition=petition, typed=typed())


def test_all_spellings_of_a_mailbox_are_one_signature(session: Session) -> None:
    petition = an_open_petition(session)
    for spelling in ("ann@example.org", "ANN@example.org", "ann+1@example.org", "Ann+two@EXAMPLE.org"):
        sign(session, petition=petition, typed=typed(spelling))
    for spelling in ("a.nn@gmail.com", "ann@googlemail.com"):
        sign(session, petition=petition, typed=typed(spelling))
    assert counts(session, petition) == (2, 0)


def test_the_same_mailbox_may_sign_another_petition_and_cannot_be_recognised_there(session: Session) -> None:
    first, second = an_open_petition(session), an_open_petition(session, slug="free-jean")
    one = a_pending_signature(session, first, typed("ann@example.org"))
    other = a_pending_signature(session, second, typed("ann@example.org"))
    assert one.email_digest != other.email_digest


def test_pressing_twice_sends_one_mail(session: Session) -> None:
    petition = an_open_petition(session)
    what = typed()
    for _ in range(3):
        sign(session, petition=petition, typed=what)
    assert mails(session) == ["petitions.confirm_signature"]


def test_signing_once_more_after_a_while_sends_the_link_again_three_times_a_day_at_most(session: Session) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        petition = an_open_petition(session)
        what = typed()
        for _ in range(6):
            sign(session, petition=petition, typed=what)
            clock.shift(timedelta(minutes=11))
        assert len(mails(session)) == 3
        clock.shift(timedelta(days=1))
        sign(session, petition=petition, typed=what)
        assert len(mails(session)) == 4


def test_a_confirmed_address_is_told_so_and_nothing_changes(session: Session) -> None:
    petition = an_open_petition(session)
    signature = a_confirmed_signature(session, petition, typed("ann@example.org", name="Ann Example"))
    sign(session, petition=petition, typed=typed("ANN+x@example.org", name="Somebody Else", web=WebVisibility.FULL))
    assert mails(session) == ["petitions.confirm_signature", "petitions.already_signed"]
    assert reply_address_of(signature) == "ANN+x@example.org"
    assert signature.web_visibility is WebVisibility.NONE
    person = person_of(signature)
    assert person is not None
    assert (person.name, person.email) == ("Ann Example", "")
    assert counts(session, petition) == (0, 1)


def test_the_address_typed_again_is_forgotten(session: Session) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        petition = an_open_petition(session)
        signature = a_confirmed_signature(session, petition, typed("ann@example.org"))
        sign(session, petition=petition, typed=typed("ann@example.org"))
        session.flush()
        clock.shift(timedelta(days=3, minutes=1))
        forget_replies(session)
        session.refresh(signature)
        assert signature.reply_envelope is None


def test_consents_are_kept_with_their_words(session: Session) -> None:
    petition = an_open_petition(session)
    signature = a_pending_signature(session, petition, typed(also=(ConsentKind.UPDATES,)))
    agreed = agreed_to(session, signature_id=signature.row_id)
    assert set(agreed) == {ConsentKind.COUNT, ConsentKind.UPDATES}
    shown = session.get_one(ShownText, agreed[ConsentKind.UPDATES])
    assert (shown.words, shown.language) == ("I agree: updates", "en")
    a_pending_signature(session, petition, typed(also=(ConsentKind.UPDATES,)))
    assert session.exec(select(sa.func.count()).select_from(ShownText).where(ShownText.words == shown.words)).one() == 1


def test_who_never_confirms_is_forgotten_a_day_after_the_link_has_ended(session: Session) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        petition = an_open_petition(session)
        a_pending_signature(session, petition)
        kept = a_confirmed_signature(session, petition)
        clock.shift(timedelta(days=7, hours=23))
        assert forget_unconfirmed(session) == 0
        young = a_pending_signature(session, petition)
        clock.shift(timedelta(hours=1, seconds=1))
        assert forget_unconfirmed(session) == 1
        assert forget_unconfirmed(session) == 0
        left = set(session.exec(select(Signature.id)).all())
        assert left == {kept.id, young.id}
        assert counts(session, petition) == (1, 1)
        assert utc_now() - kept.signed_at > timedelta(days=8)


def test_the_clock_forgets_by_a_job(database: Database) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        with database.writing() as session:
            petition = an_open_petition(session)
            for _ in range(3):
                a_pending_signature(session, petition)
        clock.shift(timedelta(days=9))
        forget_old(database)
        forget_old(database)
        with database.reading() as session:
            assert session.exec(select(Signature)).all() == []
            assert kept_counts(session, petition.id).waiting == 0
