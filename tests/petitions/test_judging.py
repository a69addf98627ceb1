"""What speaks against a sign-up, and what never does alone."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlmodel import Session, select

from foundation.clock import utc_now
from foundation.security.proof_of_work import make_challenge, solve, solved
from petitions.actions.judging import add_reason, judge_arrivals
from petitions.actions.sign import sign
from petitions.models.arrival import arrival_of
from petitions.models.judgement import (
    CROWD,
    DOMAIN_CROWD,
    FLOOD,
    ConfirmSignals,
    Reason,
    Signals,
    Verdict,
    Windows,
    judge,
    stays_aside,
)
from petitions.models.look_alikes import folded, mixes_scripts, skeleton
from petitions.models.mail_domains import is_lent_out, is_shared
from petitions.models.signals import SignatureSignal
from petitions.models.signature import Signature, SignatureState
from tests.factories.petitions import a_confirmed_signature, a_pending_signature, an_open_petition, typed

BARE = Signals(has_stamp=False, has_proof=False)
ODD = [Windows(), Windows(network=CROWD), Windows(network=FLOOD), Windows(domain=DOMAIN_CROWD)]


NOBODY_ELSE = Windows()


def verdict(signals: Signals, windows: Windows = NOBODY_ELSE, name: str = "Ada Example", lent: bool = False) -> Verdict:
    return judge(signals, windows, name=name, has_lent_address=lent)


def test_a_person_without_script_behind_a_cache_is_never_set_aside_alone() -> None:
    assert not verdict(BARE).sets_aside
    assert not verdict(replace(BARE, has_stamp=True), name="Ada 2 Example 3").sets_aside
    assert not verdict(Signals(), Windows(network=CROWD)).sets_aside
    assert not verdict(Signals(), Windows(domain=DOMAIN_CROWD)).sets_aside


def test_a_machine_in_a_crowd_is() -> None:
    assert verdict(BARE, Windows(network=CROWD)).reasons == (Reason.NO_STAMP, Reason.NO_PROOF, Reason.CROWD)
    assert verdict(BARE, Windows(network=CROWD)).sets_aside
    assert verdict(BARE, Windows(domain=DOMAIN_CROWD)).sets_aside
    assert verdict(Signals(), Windows(network=FLOOD)).sets_aside
    assert verdict(replace(Signals(), trap_filled=True)).sets_aside


@pytest.mark.parametrize("windows", ODD)
def test_more_signs_never_weigh_less(windows: Windows) -> None:
    better = verdict(Signals(), windows).score
    for worse in (
        verdict(Signals(trap_filled=True), windows),
        verdict(Signals(has_stamp=False), windows),
        verdict(Signals(seconds=0.5), windows),
        verdict(Signals(has_proof=False), windows),
        verdict(Signals(), windows, name="xkqzwvt 4711"),
        verdict(Signals(), windows, lent=True),
    ):
        assert worse.score > better


def test_mail_is_held_only_from_what_nobody_could_have_sent_by_hand() -> None:
    flood = Windows(network=FLOOD, domain=DOMAIN_CROWD)
    assert not verdict(replace(BARE, has_stamp=True), flood, name="x 4711", lent=True).holds_mail
    assert not verdict(BARE, Windows(network=CROWD, domain=DOMAIN_CROWD)).holds_mail
    assert verdict(BARE, flood).holds_mail
    assert verdict(replace(BARE, trap_filled=True), Windows(network=CROWD, domain=DOMAIN_CROWD)).holds_mail


def test_a_confirmation_releases_unless_a_domain_confirms_by_itself() -> None:
    by_itself = ConfirmSignals(True, timedelta(seconds=2), DOMAIN_CROWD, fast_confirms=10, network_confirms=1)
    assert stays_aside(by_itself, own_score=2)
    for human in (
        replace(by_itself, after=timedelta(minutes=2)),
        replace(by_itself, domain=DOMAIN_CROWD - 1),
        replace(by_itself, fast_confirms=9),
        replace(by_itself, is_judged=False),
    ):
        assert not stays_aside(human, own_score=2)
    from_one_place = replace(by_itself, after=timedelta(hours=2), network_confirms=20)
    assert stays_aside(from_one_place, own_score=2)
    assert not stays_aside(from_one_place, own_score=1)


def test_names_that_look_alike_are_told_from_names_that_are_the_same() -> None:
    for one, other in (("Paul", "Раul"), ("Сергей", "Cергей"), ("PAOLA", "РАОLА")):
        assert skeleton(one) == skeleton(other)
        assert folded(one) != folded(other)
    assert folded("Paul") == folded("paul") == folded("Ｐaul")
    assert skeleton("Paul") != skeleton("Paula")
    assert skeleton("Ｐaul  ") == skeleton("paul")
    assert mixes_scripts("Раul")
    assert not mixes_scripts("Пётр O’Brien-Пример")


def test_domains_that_everybody_shares_and_domains_that_are_lent_out() -> None:
    assert is_shared("gmail.com")
    assert is_shared("yahoo.co.uk")
    assert is_shared("mail.ru")
    assert not is_shared("gmail.com.flood.example.com")
    assert not is_shared("bakers.example")
    assert is_lent_out("mailinator.com")
    assert is_lent_out("x.mailinator.com")
    assert not is_lent_out("notmailinator.com")


def test_a_look_alike_is_flagged_and_kept(session: Session) -> None:
    petition = an_open_petition(session)
    a_pending_signature(session, petition, typed("one@example.net", name="Paul"))
    second = a_pending_signature(session, petition, typed("two@example.net", name="Раul"))
    third = a_pending_signature(session, petition, typed("three@example.net", name="PAUL"))
    flags = dict(session.exec(select(SignatureSignal.signature_id, SignatureSignal.looks_alike)).all())
    assert flags[second.row_id]
    assert second.state is SignatureState.PENDING
    assert flags[third.row_id], "it looks like the second"


@pytest.mark.parametrize("first", [a_pending_signature, a_confirmed_signature])
def test_the_same_mailbox_with_a_look_alike_name_is_flagged(session: Session, first: Callable[..., Signature]) -> None:
    petition = an_open_petition(session)
    signature = first(session, petition, typed("one@example.net", name="Paul"))
    sign(session, petition=petition, typed=typed("ONE+x@example.net", name="Раul"))
    assert session.get_one(SignatureSignal, signature.row_id, populate_existing=True).looks_alike


def test_an_answer_is_good_once(session: Session) -> None:
    petition = an_open_petition(session)
    now = utc_now()
    proof = solved(solve(make_challenge(now)), now)
    assert proof is not None
    with_proof = [
        arrival_of(petition, replace(typed(), signals=Signals(has_proof=True, challenge=proof))) for _ in range(3)
    ]
    first, second = judge_arrivals(session, with_proof[:2], now=now)
    third = judge_arrivals(session, with_proof[2:], now=now)[0]
    assert Reason.NO_PROOF not in first.verdict.reasons
    assert Reason.NO_PROOF in second.verdict.reasons
    assert Reason.NO_PROOF in third.verdict.reasons


def test_a_reason_is_added_beside_one_whose_word_holds_it_and_once(session: Session) -> None:
    petition = an_open_petition(session)
    signature = a_pending_signature(session, petition)
    for reason in (Reason.DOMAIN_CROWD, Reason.CROWD, Reason.CROWD, Reason.DOMAIN_CROWD):
        add_reason(session, [signature.row_id], reason)
    kept = session.get_one(SignatureSignal, signature.row_id, populate_existing=True)
    assert kept.reasons == "domain_crowd crowd"
