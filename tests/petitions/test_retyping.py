"""Somebody types an address that has signed already: nothing is taken from what waits, and one of them counts."""

from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa
import time_machine
from sqlmodel import Session, col, select

from foundation.errors import NotFound
from foundation.mail.addresses import address_digest
from foundation.mail.models import OutboxMail
from petitions.actions.confirm import LinkState, Presented, Pressed, confirm, confirm_many, send_new_link
from petitions.actions.disown import disown, what_is_disowned
from petitions.actions.forget import forget_retypings, forget_unconfirmed
from petitions.actions.sign import make_ready, sign, sign_many
from petitions.actions.withdraw import withdraw
from petitions.models.consent import ConsentKind
from petitions.models.envelope import person_in, person_of
from petitions.models.judgement import Signals
from petitions.models.petition import Petition
from petitions.models.retyping import MOST_WAITING, Retyping
from petitions.models.signals import SignatureSignal
from petitions.models.signature import Signature, SignatureState, WebVisibility
from petitions.models.typed import Typed
from petitions.queries.consents import agreed_to
from tests.factories.petitions import (
    a_confirmed_signature,
    a_pending_signature,
    a_withdrawn_signature,
    an_open_petition,
    confirm_beside_token,
    confirm_token,
    not_me_token,
    typed,
    withdraw_token,
)
from tests.petitions.asking import counts, mails

NOON = "2026-05-01 12:00:00Z"
GINA = "gina@example.org"
A_MACHINE = Signals(trap_filled=True, has_stamp=False, has_proof=False, seconds=0.5)


def beside(session: Session) -> list[Retyping]:
    wanted = select(Retyping).order_by(col(Retyping.typed_at)).execution_options(populate_existing=True)
    return list(session.exec(wanted))


def name_of(signature: Signature) -> str:
    person = person_of(signature)
    return person.name if person else ""


@pytest.fixture
def petition(session: Session) -> Petition:
    return an_open_petition(session)


def gina_and_a_stranger(session: Session, petition: Petition) -> tuple[Signature, Retyping]:
    signature = a_pending_signature(session, petition, typed(GINA, name="Gina Example"))
    sign(
        session,
        petition=petition,
        typed=typed(GINA, name="Fake Two", country="KZ", web=WebVisibility.FULL, also=(ConsentKind.UPDATES,)),
    )
    (retyping,) = beside(session)
    return signature, retyping


def test_what_a_stranger_types_leaves_the_first_link_and_what_it_is_about(session: Session, petition: Petition) -> None:
    signature, retyping = gina_and_a_stranger(session, petition)
    other_link = confirm_beside_token(retyping)
    assert mails(session) == ["petitions.confirm_signature", "petitions.confirm_beside"]
    assert counts(session, petition) == (1, 0)
    for link in (confirm_token(signature), other_link):
        assert confirm(session, token=link)[2] is LinkState.CONFIRMED
    assert (name_of(signature), signature.country) == ("Gina Example", "FR")
    assert set(agreed_to(session, signature_id=signature.row_id)) == {ConsentKind.COUNT}
    assert counts(session, petition) == (0, 1)
    (left,) = beside(session)
    assert (left.envelope, left.country, left.consents) == (None, None, {})


def test_who_signs_after_a_stranger_confirms_their_own(session: Session, petition: Petition) -> None:
    signature, own = gina_and_a_stranger(session, petition)
    link, strangers = confirm_beside_token(own), confirm_token(signature)
    for _ in range(2):
        assert confirm(session, token=link)[2] is LinkState.CONFIRMED
    assert (name_of(signature), signature.country, signature.shown_name) == ("Fake Two", "KZ", "Fake Two")
    assert set(agreed_to(session, signature_id=signature.row_id)) == {ConsentKind.COUNT, ConsentKind.UPDATES}
    assert confirm(session, token=strangers)[2] is LinkState.CONFIRMED
    assert name_of(signature) == "Fake Two"
    assert counts(session, petition) == (0, 1)


@pytest.mark.parametrize("first", [0, 1])
def test_of_links_pressed_together_the_first_decides(session: Session, petition: Petition, first: int) -> None:
    signature, retyping = gina_and_a_stranger(session, petition)
    links = [confirm_token(signature), confirm_beside_token(retyping)]
    pressed = confirm_many(session, [Presented(link) for link in (links[first], links[1 - first])])
    assert [each.state for each in pressed if isinstance(each, Pressed)] == [LinkState.CONFIRMED] * 2
    assert name_of(signature) == ["Gina Example", "Fake Two"][first]
    assert counts(session, petition) == (0, 1)


def test_however_much_is_typed_the_owner_gets_in(session: Session, petition: Petition) -> None:
    for number in range(3):
        sign(session, petition=petition, typed=typed(GINA, name=f"Fake {number}"))
    sign(session, petition=petition, typed=typed(GINA, name="Gina Example"))
    own = beside(session)[-1]
    assert len(mails(session)) == 4
    confirm(session, token=confirm_beside_token(own))
    signature = session.exec(select(Signature)).one()
    assert name_of(signature) == "Gina Example"


def from_network(number: int | None, name: str) -> Typed:
    signals = Signals(network=number, has_stamp=True, has_proof=True, seconds=20)
    return replace(typed(GINA, name=name), signals=signals)


def names_beside(session: Session) -> list[str]:
    return [person_in(each.envelope, each.reference).name for each in beside(session) if each.envelope is not None]


def test_only_so_much_is_kept_for_an_address(session: Session, petition: Petition) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        for number in range(30):
            clock.shift(timedelta(seconds=1))
            sign(session, petition=petition, typed=from_network(number, f"Fake {number}"))
    assert names_beside(session) == [f"Fake {number}" for number in range(25, 30)]
    assert len(beside(session)) == MOST_WAITING


def test_from_one_network_nobody_pushes_out_what_came_from_another(session: Session, petition: Petition) -> None:
    """Before the owner comes and afterwards, as often as they like."""
    with time_machine.travel(NOON, tick=False) as clock:
        for number in range(12):
            clock.shift(timedelta(seconds=1))
            sign(session, petition=petition, typed=from_network(7, f"Fake {number}"))
        sign(session, petition=petition, typed=from_network(8, "Gina Example"))
        for number in range(12, 30):
            clock.shift(timedelta(seconds=1))
            sign(session, petition=petition, typed=from_network(7 if number % 2 else None, f"Fake {number}"))
        own = next(e for e in beside(session) if person_in(e.envelope or b"", e.reference).name == "Gina Example")
        assert len(beside(session)) == MOST_WAITING
        confirm(session, token=confirm_beside_token(own))
    assert name_of(session.exec(select(Signature)).one()) == "Gina Example"


def test_whom_many_networks_push_out_comes_in_again(session: Session, petition: Petition) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        for network, name in enumerate(["Fake One", "Gina Example", *(f"Fake {n}" for n in range(5)), "Gina Example"]):
            clock.shift(timedelta(seconds=1))
            sign(session, petition=petition, typed=from_network(network, name))
        assert names_beside(session)[-1] == "Gina Example"
        confirm(session, token=confirm_beside_token(beside(session)[-1]))
    assert name_of(session.exec(select(Signature)).one()) == "Gina Example"


def test_many_at_once_with_one_address_end_the_same_way(session: Session, petition: Petition) -> None:
    sign_many(session, [make_ready(petition, from_network(7, f"Fake {number}")) for number in range(9)])
    assert sorted(names_beside(session)) == ["Fake 7", "Fake 8"]


def test_a_mail_about_what_gave_way_is_still_answered(session: Session, petition: Petition) -> None:
    """Its link confirms nothing any more, but that it was not them can still be said."""
    with time_machine.travel(NOON, tick=False) as clock:
        for name in ("Gina Example", "Fake One"):
            sign(session, petition=petition, typed=from_network(7, name))
        (mailed,) = beside(session)
        session.execute(
            sa.update(OutboxMail)
            .where(col(OutboxMail.subject_id) == mailed.reference)
            .values(recipient_digest=address_digest(GINA), claimed_at=sa.func.now())
        )
        link, not_me = confirm_beside_token(mailed), not_me_token(mailed)
        for number in range(4):
            clock.shift(timedelta(seconds=1))
            sign(session, petition=petition, typed=from_network(7, f"Fake More {number}"))
        assert names_beside(session) == ["Fake More 2", "Fake More 3"]
        assert len(beside(session)) == 3, "of those whose mail has not left nothing stays"
        with pytest.raises(NotFound):
            confirm(session, token=link)
        disown(session, token=not_me, only_this=True)
        assert counts(session, petition) == (1, 0)
        disown(session, token=not_me)
        assert counts(session, petition) == (0, 0)


def test_capital_letters_make_no_other_entry_but_another_spelling_gets_its_own_mail(
    session: Session, petition: Petition
) -> None:
    for spelling in ("bob@example.org", "BOB@example.org", "bob+1@example.org"):
        sign(session, petition=petition, typed=typed(spelling))
    assert len(beside(session)) == 1
    assert len(mails(session)) == 2


def test_the_same_again_sends_its_own_link_again(session: Session, petition: Petition) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        _signature, _retyping = gina_and_a_stranger(session, petition)
        again = typed(GINA, name="Fake Two", country="KZ", web=WebVisibility.FULL, also=(ConsentKind.UPDATES,))
        sign(session, petition=petition, typed=again)
        assert len(mails(session)) == 2
        clock.shift(timedelta(minutes=11))
        sign(session, petition=petition, typed=again)
        assert mails(session)[2:] == ["petitions.confirm_beside"]
        assert len(beside(session)) == 1


@pytest.mark.parametrize("end", ["withdraw", "disown"])
def test_withdrawing_takes_all_of_them_along(session: Session, petition: Petition, end: str) -> None:
    signature, retyping = gina_and_a_stranger(session, petition)
    link = confirm_beside_token(retyping)
    if end == "withdraw":
        withdraw(session, token=withdraw_token(signature))
    else:
        disown(session, token=not_me_token(signature))
    assert [entry.envelope for entry in beside(session)] == [None]
    with pytest.raises(NotFound):
        confirm(session, token=link)
    assert counts(session, petition) == (0, 0)
    sign(session, petition=petition, typed=typed(GINA, name="Gina Anew"))
    with pytest.raises(NotFound):
        confirm(session, token=link)


def test_only_what_the_mail_was_about_was_not_me(session: Session, petition: Petition) -> None:
    signature, retyping = gina_and_a_stranger(session, petition)
    link = confirm_beside_token(retyping)
    for _ in range(2):
        assert what_is_disowned(session, not_me_token(retyping)).has_others
        disown(session, token=not_me_token(retyping), only_this=True)
        session.flush()
    assert (name_of(signature), counts(session, petition)) == ("Gina Example", (1, 0))
    with pytest.raises(NotFound):
        confirm(session, token=link)
    assert confirm(session, token=confirm_token(signature))[2] is LinkState.CONFIRMED
    disown(session, token=not_me_token(retyping), only_this=True)
    assert counts(session, petition) == (0, 1)


def test_the_first_entry_was_not_me_and_the_second_was(session: Session, petition: Petition) -> None:
    signature, own = gina_and_a_stranger(session, petition)
    strangers = confirm_token(signature)
    for _ in range(2):
        disown(session, token=not_me_token(signature), only_this=True)
        session.flush()
    assert (name_of(signature), counts(session, petition)) == ("Fake Two", (1, 0))
    with pytest.raises(NotFound):
        confirm(session, token=strangers)
    assert confirm(session, token=confirm_beside_token(own))[2] is LinkState.CONFIRMED
    disown(session, token=not_me_token(signature), only_this=True)
    assert counts(session, petition) == (0, 1)
    assert not what_is_disowned(session, not_me_token(own)).has_others
    disown(session, token=not_me_token(own), only_this=True)
    assert counts(session, petition) == (0, 0)


@pytest.mark.parametrize("by_the_second", [False, True])
def test_nothing_of_it_was_me(session: Session, petition: Petition, by_the_second: bool) -> None:
    signature, retyping = gina_and_a_stranger(session, petition)
    disown(session, token=not_me_token(retyping) if by_the_second else not_me_token(signature))
    assert counts(session, petition) == (0, 0)
    written = len(mails(session))
    sign(session, petition=petition, typed=typed(GINA, name="Fake Three"))
    assert len(mails(session)) == written


def test_a_link_of_one_entry_opens_no_other(session: Session, petition: Petition) -> None:
    signature, retyping = gina_and_a_stranger(session, petition)
    own, other = confirm_token(signature), confirm_beside_token(retyping)
    for link in (f"{own.split('-')[0]}-{other.split('-')[1]}", f"{other.split('-')[0]}-{own.split('-')[1]}"):
        with pytest.raises(NotFound):
            confirm(session, token=link)


def test_each_link_has_its_own_week_and_a_new_one_can_be_had(session: Session, petition: Petition) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        signature = a_pending_signature(session, petition, typed(GINA, name="Gina Example"))
        clock.shift(timedelta(days=3))
        sign(session, petition=petition, typed=typed(GINA, name="Later Example"))
        (later,) = beside(session)
        clock.shift(timedelta(days=4, seconds=1))
        assert confirm(session, token=confirm_token(signature))[2] is LinkState.EXPIRED
        clock.shift(timedelta(days=3))
        link = confirm_beside_token(later)
        assert confirm(session, token=link)[2] is LinkState.EXPIRED
        send_new_link(session, token=link)
        with pytest.raises(NotFound):
            confirm(session, token=link)
        assert confirm(session, token=confirm_beside_token(later))[2] is LinkState.CONFIRMED
        assert name_of(signature) == "Later Example"


def test_what_is_forgotten_takes_nothing_along_that_was_typed_later(session: Session, petition: Petition) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        signature = a_pending_signature(session, petition, typed(GINA, name="Fake One"))
        strangers = confirm_token(signature)
        clock.shift(timedelta(days=6))
        sign(session, petition=petition, typed=typed(GINA, name="Gina Example"))
        (own,) = beside(session)
        clock.shift(timedelta(days=3))
        forget_retypings(session)
        assert forget_unconfirmed(session) == 1
        assert forget_unconfirmed(session) == 0
        assert (name_of(signature), counts(session, petition)) == ("Gina Example", (1, 0))
        with pytest.raises(NotFound):
            confirm(session, token=strangers)
        assert confirm(session, token=confirm_beside_token(own))[2] is LinkState.CONFIRMED
        clock.shift(timedelta(days=9))
        forget_retypings(session)
        [kept] = beside(session)
        assert kept.is_empty
        disown(session, token=not_me_token(signature), only_this=True)
        assert counts(session, petition) == (0, 1), "the stranger's mail is not about it, however old it is"


@pytest.mark.parametrize("make", [a_pending_signature, a_withdrawn_signature, a_confirmed_signature])
def test_what_only_a_machine_types_gets_no_mail_at_the_second_try_either(
    session: Session, petition: Petition, make: object
) -> None:
    signature: Signature = make(session, petition, typed("gina@mailinator.com", name="Gina Example"))  # type: ignore[operator]  # one of the factories
    written, state = len(mails(session)), signature.state
    for name in ("xkqzvwtr 4711", "user47114711"):
        sign(session, petition=petition, typed=replace(typed("gina@mailinator.com", name=name), signals=A_MACHINE))
    assert len(mails(session)) == written
    assert (signature.state, beside(session)) == (state, [])


def test_an_entry_is_judged_by_its_own_signals(session: Session, petition: Petition) -> None:
    signature = a_pending_signature(session, petition, typed(GINA, name="Gina Example"))
    odd = Signals(network=77, has_stamp=False, has_proof=False, seconds=0.5)
    sign(session, petition=petition, typed=replace(typed(GINA, name="xkqzvwtr 4711"), signals=odd))
    (retyping,) = beside(session)
    assert retyping.sets_aside
    assert signature.state is SignatureState.PENDING
    confirm(session, token=confirm_beside_token(retyping))
    network, reasons = session.execute(
        sa.select(SignatureSignal.network, SignatureSignal.reasons).where(SignatureSignal.signature_id == signature.id)  # type: ignore[call-overload]  # columns
    ).one()
    assert (network, "no_stamp" in reasons) == (77, True)
    assert counts(session, petition) == (0, 1)
