"""The organiser's general list, as rules: joined by confirming, left by a press, independent of the petition."""

import time_machine
from sqlmodel import Session, select

from foundation.clock import utc_now
from foundation.database import Database
from petitions.actions.confirm import confirm
from petitions.actions.general_list import leave_list
from petitions.actions.sign import sign
from petitions.actions.withdraw import withdraw
from petitions.models.consent import Consent, ConsentKind, ShownText
from petitions.models.envelope import member_person, person_of
from petitions.models.list_member import ListMember
from petitions.models.signature import SignatureState
from tests.factories.accounts import an_organisation
from tests.factories.petitions import (
    a_confirmed_signature,
    a_pending_signature,
    a_quarantined_signature,
    an_open_petition,
    confirm_token,
    typed,
    withdraw_token,
)

LIST = (ConsentKind.LIST,)
NOON = "2026-05-01 12:00:00Z"


def members(session: Session) -> list[ListMember]:
    session.flush()
    return [member for member in session.exec(select(ListMember)) if member.left_at is None]


def test_who_ticked_the_box_joins_on_confirmation_and_not_before(session: Session) -> None:
    petition = an_open_petition(session)
    with time_machine.travel(NOON, tick=False) as clock:
        signature = a_pending_signature(session, petition, typed("ada@example.net", name="Ada Example", also=LIST))
        assert members(session) == []
        clock.shift(3600)
        a_confirmed_signature(session, petition, typed("ada@example.net", name="Ada Example", also=LIST))
    (member,) = members(session)
    person = member_person(member)
    assert person is not None
    assert (person.name, person.email) == ("Ada Example", "ada@example.net")
    assert member.organisation_id == petition.organisation_id
    assert member.given_at.isoformat() == "2026-05-01T12:00:00+00:00"
    shown = session.get_one(ShownText, member.text_version)
    assert (shown.words, member.language) == ("I agree: list", "en")
    # The list keeps the address; the signature needs none for it.
    kept = person_of(signature)
    assert kept is not None
    assert kept.email == ""


def test_without_the_box_nobody_joins(session: Session) -> None:
    a_confirmed_signature(session, an_open_petition(session), typed(also=(ConsentKind.UPDATES,)))
    assert members(session) == []


def test_signing_two_petitions_is_one_place_on_the_list_of_one_organisation(session: Session) -> None:
    organisation = an_organisation(session)
    for slug in ("one", "two"):
        petition = an_open_petition(session, organisation, slug)
        a_confirmed_signature(session, petition, typed("ada@example.net", also=LIST))
    assert len(members(session)) == 1
    other = an_open_petition(session, an_organisation(session, "Another Example Union"), "three")
    a_confirmed_signature(session, other, typed("ADA+x@example.net", also=LIST))
    first, second = members(session)
    assert first.email_digest != second.email_digest


def test_leaving_keeps_nothing_of_the_person_and_can_be_done_twice(session: Session) -> None:
    signature = a_confirmed_signature(session, an_open_petition(session), typed(also=LIST))
    (member,) = members(session)
    for _ in range(2):
        leave_list(session, member=member, now=utc_now())
    assert members(session) == []
    assert (member.envelope, member.email_digest, member.signature_id) == (None, None, None)
    consents = session.exec(select(Consent).where(Consent.signature_id == signature.row_id)).all()
    assert [consent.kind for consent in consents if consent.withdrawn_at] == [ConsentKind.LIST]
    assert signature.state is SignatureState.CONFIRMED


def test_withdrawing_the_signature_takes_back_all_that_was_agreed_to_with_it(session: Session) -> None:
    organisation = an_organisation(session)
    first = a_confirmed_signature(session, an_open_petition(session, organisation), typed("a@example.net", also=LIST))
    withdraw(session, token=withdraw_token(first))
    assert members(session) == []
    # The consent that was given last is the one the place on the list stands on.
    a_confirmed_signature(session, an_open_petition(session, organisation, "two"), typed("b@example.net", also=LIST))
    newer = an_open_petition(session, organisation, "three")
    a_confirmed_signature(session, newer, typed("b@example.net", also=LIST))
    assert len(members(session)) == 1


def test_who_left_may_join_again(session: Session) -> None:
    petition = an_open_petition(session)
    what = typed("ada@example.net", also=LIST)
    signature = a_confirmed_signature(session, petition, what)
    withdraw(session, token=withdraw_token(signature))
    assert members(session) == []
    sign(session, petition=petition, typed=what)
    session.flush()
    a_confirmed_signature(session, petition, what)
    assert len(members(session)) == 1


def test_a_quarantined_signer_who_confirms_is_on_the_list_like_any_other(session: Session) -> None:
    signature = a_quarantined_signature(session, an_open_petition(session), typed(also=LIST))
    confirm(session, token=confirm_token(signature))
    assert len(members(session)) == 1


def test_the_list_outlives_the_signature(database: Database) -> None:
    with database.writing() as session:
        signature = a_confirmed_signature(session, an_open_petition(session), typed(also=LIST))
        session.delete(signature)
    with database.reading() as session:
        (member,) = members(session)
        assert member.signature_id is None
        assert member_person(member) is not None
