"""Confirming and withdrawing, as rules."""

from datetime import timedelta

import pytest
import time_machine
from sqlmodel import Session, select

from foundation.errors import NotFound
from petitions.actions.confirm import LinkState, confirm, send_new_link
from petitions.actions.push import close_all, open_all, pause_all
from petitions.actions.sign import sign
from petitions.actions.withdraw import withdraw
from petitions.models.consent import Consent, ConsentKind
from petitions.models.envelope import person_of
from petitions.models.signature import Signature, SignatureState, WebVisibility
from petitions.queries.consents import agreed_to
from tests.factories.petitions import (
    a_confirmed_signature,
    a_pending_signature,
    a_quarantined_signature,
    a_withdrawn_signature,
    an_invalidated_signature,
    an_open_petition,
    confirm_token,
    typed,
    withdraw_token,
)
from tests.petitions.asking import counts, mails

NOON = "2026-05-01 12:00:00Z"


def test_without_a_wish_for_news_no_address_stays(session: Session) -> None:
    petition = an_open_petition(session)
    signature = a_confirmed_signature(session, petition, typed("ann@example.org"))
    person = person_of(signature)
    assert person is not None
    assert person.email == ""
    assert not signature.keeps_address
    assert mails(session) == ["petitions.confirm_signature"]


@pytest.mark.parametrize("news", [ConsentKind.UPDATES, ConsentKind.PARTNER])
def test_with_a_wish_for_news_the_address_stays_sealed(session: Session, news: ConsentKind) -> None:
    petition = an_open_petition(session)
    signature = a_confirmed_signature(session, petition, typed("ann@example.org", also=(news,)))
    person = person_of(signature)
    assert person is not None
    assert person.email == "ann@example.org"
    assert signature.keeps_address
    assert mails(session) == ["petitions.confirm_signature", "petitions.thank_you"]


def test_confirming_twice_counts_once(session: Session) -> None:
    petition = an_open_petition(session)
    signature = a_pending_signature(session, petition)
    assert [confirm(session, token=confirm_token(signature))[2] for _ in range(2)] == [LinkState.CONFIRMED] * 2
    assert counts(session, petition) == (0, 1)


def test_a_link_expires_after_a_week_and_a_new_one_can_be_had(session: Session) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        petition = an_open_petition(session)
        signature = a_pending_signature(session, petition)
        link = confirm_token(signature)
        clock.shift(timedelta(days=7, seconds=1))
        assert confirm(session, token=link)[2] is LinkState.EXPIRED
        assert counts(session, petition) == (1, 0)
        send_new_link(session, token=link)
        assert len(mails(session)) == 2
        with pytest.raises(NotFound):
            confirm(session, token=link)
        assert confirm(session, token=confirm_token(signature))[2] is LinkState.CONFIRMED


def test_a_new_link_is_not_sent_before_the_old_one_has_expired(session: Session) -> None:
    petition = an_open_petition(session)
    signature = a_pending_signature(session, petition)
    link = confirm_token(signature)
    send_new_link(session, token=link)
    assert len(mails(session)) == 1
    assert confirm(session, token=link)[2] is LinkState.CONFIRMED


def test_after_closing_a_link_works_for_a_day(session: Session) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        petition = an_open_petition(session)
        in_time, too_late = a_pending_signature(session, petition), a_pending_signature(session, petition)
        close_all(session, campaign_id=petition.campaign_id)
        clock.shift(timedelta(hours=23, minutes=59))
        assert confirm(session, token=confirm_token(in_time))[2] is LinkState.CONFIRMED
        clock.shift(timedelta(minutes=2))
        assert confirm(session, token=confirm_token(too_late))[2] is LinkState.TOO_LATE
        assert counts(session, petition) == (1, 1)
        open_all(session, campaign_id=petition.campaign_id)
        assert confirm(session, token=confirm_token(too_late))[2] is LinkState.CONFIRMED


def test_while_paused_links_go_on_working(session: Session) -> None:
    petition = an_open_petition(session)
    signature = a_pending_signature(session, petition)
    pause_all(session, campaign_id=petition.campaign_id)
    assert confirm(session, token=confirm_token(signature))[2] is LinkState.CONFIRMED


@pytest.mark.parametrize("make", [a_pending_signature, a_confirmed_signature, an_invalidated_signature])
def test_who_withdraws_is_gone(session: Session, make: object) -> None:
    petition = an_open_petition(session)
    signature: Signature = make(session, petition, typed(web=WebVisibility.FULL, via="bakers"))  # type: ignore[operator]  # one of the factories
    for _ in range(2):
        withdraw(session, token=withdraw_token(signature))
    assert counts(session, petition) == (0, 0)
    assert signature.state is SignatureState.WITHDRAWN
    assert [signature.envelope, signature.shown_name, signature.country, signature.via] == [None, None, None, ""]
    assert agreed_to(session, signature_id=signature.row_id) == {}
    ended = session.exec(select(Consent).where(Consent.signature_id == signature.row_id)).all()
    assert ended
    assert all(consent.withdrawn_at is not None for consent in ended)


def test_an_old_link_does_not_bring_a_withdrawn_signature_back(session: Session) -> None:
    petition = an_open_petition(session)
    signature = a_pending_signature(session, petition)
    link = confirm_token(signature)
    withdraw(session, token=withdraw_token(signature))
    assert confirm(session, token=link)[2] is LinkState.WITHDRAWN
    assert counts(session, petition) == (0, 0)


def test_who_withdrew_may_sign_again_and_old_links_to_withdraw_still_work(session: Session) -> None:
    petition = an_open_petition(session)
    signature = a_withdrawn_signature(session, petition, typed("ann@example.org"))
    old = confirm_token(signature)
    sign(session, petition=petition, typed=typed("ann@example.org"))
    with pytest.raises(NotFound):
        confirm(session, token=old)
    confirm(session, token=confirm_token(signature))
    assert counts(session, petition) == (0, 1)
    withdraw(session, token=withdraw_token(signature))
    assert counts(session, petition) == (0, 0)


def test_a_link_of_one_purpose_opens_no_other(session: Session) -> None:
    petition = an_open_petition(session)
    signature, other = a_pending_signature(session, petition), a_pending_signature(session, petition)
    of_other = confirm_token(signature).split("-")[0] + "-" + confirm_token(other).split("-")[1]
    changed = confirm_token(signature)[:-1] + ("a" if confirm_token(signature)[-1] != "a" else "b")
    for link in (withdraw_token(signature), of_other, changed, "", "1-" + "a" * 26, "no such link", "zzzzzzzzzzzzz-x"):
        with pytest.raises(NotFound):
            confirm(session, token=link)
    with pytest.raises(NotFound):
        withdraw(session, token=confirm_token(signature))


def test_pressing_the_button_releases_what_was_set_aside(session: Session) -> None:
    petition = an_open_petition(session)
    signature = a_quarantined_signature(session, petition)
    assert confirm(session, token=confirm_token(signature))[2] is LinkState.CONFIRMED
    assert counts(session, petition) == (0, 1)
    assert signature.state_before is None
