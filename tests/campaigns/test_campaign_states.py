"""Where a campaign may go from where it stands."""

from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from campaigns.models.campaign import Campaign, CampaignKind, CampaignState, Numbering, Outcome
from foundation.errors import BadInput
from tests.factories.accounts import an_organisation


def a_campaign(session: Session, **columns: Any) -> Campaign:
    given: dict[str, Any] = {
        "organisation_id": an_organisation(session).id,
        "slug": "free-peter",
        "kind": CampaignKind.ARREST,
        "title": {"en": "Free Peter"},
    }
    return Campaign(**given | columns)


def reachable(state: CampaignState) -> set[CampaignState]:
    found = {state}
    while more := {to for of in found for to in CampaignState if of.may_become(to)} - found:
        found |= more
    return found


def test_a_draft_can_reach_every_state_and_nothing_gets_stuck() -> None:
    assert reachable(CampaignState.DRAFT) == set(CampaignState)
    for state in CampaignState:
        assert any(state.may_become(other) for other in CampaignState)


def test_what_was_once_public_never_turns_into_a_draft_again() -> None:
    assert not reachable(CampaignState.LIVE) & {CampaignState.DRAFT, CampaignState.IN_REVIEW}


def test_closed_campaigns_reopen_for_those_arrested_again() -> None:
    assert CampaignState.CLOSED.may_become(CampaignState.LIVE)


@pytest.mark.parametrize("state", CampaignState)
def test_only_a_live_campaign_takes_signatures_and_sends_letters(session: Session, state: CampaignState) -> None:
    campaign = a_campaign(session, state=state)
    assert campaign.takes_signatures == campaign.sends_letters == (state is CampaignState.LIVE)
    assert campaign.is_public == (state not in (CampaignState.DRAFT, CampaignState.IN_REVIEW))


@pytest.mark.parametrize("state", CampaignState)
def test_what_is_history_is_told_by_the_file_and_not_by_the_state(session: Session, state: CampaignState) -> None:
    assert not a_campaign(session, state=state, is_example=True).is_history
    history = a_campaign(session, state=state, is_example=True, is_history=True)
    assert history.is_history
    assert not history.takes_signatures
    assert not history.sends_letters


def test_examples_and_the_archive_stay_out_of_search_engines(session: Session) -> None:
    assert a_campaign(session, state=CampaignState.LIVE).is_indexed
    assert not a_campaign(session, state=CampaignState.LIVE, is_example=True).is_indexed
    assert not a_campaign(session, state=CampaignState.ARCHIVED).is_indexed


def test_the_database_refuses_an_outcome_before_the_end(session: Session) -> None:
    session.add(a_campaign(session, state=CampaignState.LIVE, outcome=Outcome.WON))
    with pytest.raises(IntegrityError):
        session.flush()


def test_texts_are_checked_on_their_way_into_the_database(session: Session) -> None:
    session.add(a_campaign(session, title={"en": "evil\u202e"}))
    with pytest.raises(Exception, match="characters that cannot be shown") as error:
        session.flush()
    assert isinstance(error.value, BadInput) or isinstance(error.value.__cause__, BadInput)


@pytest.mark.parametrize(
    ("numbering", "number", "label"),
    [(Numbering.DOT, 7, "7."), (Numbering.BRACKET, 3, "3)"), (Numbering.NONE, 3, ""), (Numbering.DOT, None, "")],
)
def test_numbers_are_written_as_in_the_original(numbering: Numbering, number: int | None, label: str) -> None:
    assert numbering.label(number) == label
