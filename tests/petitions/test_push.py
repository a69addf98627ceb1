"""What campaigns push down becomes the petition; nothing else of a campaign is known here."""

from typing import Any

import pytest
import time_machine
from pydantic import ValidationError
from sqlmodel import Session, select

from petitions.actions.push import close_all, open_all, pause_all, push_petition
from petitions.models.consent import ShownText
from petitions.models.petition import Petition, PetitionState
from petitions.models.texts import Surroundings, surroundings_in, text_in, words_of
from tests.factories.petitions import TEXTS, a_confirmed_signature, an_open_petition


def push(session: Session, petition: Petition, **changed: Any) -> Petition:
    given: dict[str, Any] = {
        "campaign_id": petition.campaign_id,
        "organisation_id": petition.organisation_id,
        "slug": petition.slug,
        "state": PetitionState.OPEN,
        "texts": TEXTS,
        "surroundings": {},
        "target_countries": [],
        "original_language": "en",
        "is_example": False,
    }
    return push_petition(session, **(given | changed))


def test_pushing_again_updates_and_keeps_the_count(session: Session) -> None:
    petition = an_open_petition(session)
    a_confirmed_signature(session, petition)
    changed = {"en": TEXTS["en"] | {"title": "Free her now"}}
    again = push(session, petition, slug="free-her", texts=changed, organisations=4)
    session.flush()
    session.refresh(again)
    assert again.id == petition.id
    assert (again.slug, again.confirmed, again.organisations) == ("free-her", 1, 4)
    assert text_in(again, "ru").title == "Free her now"


def test_the_addresses_of_before_are_remembered(session: Session) -> None:
    petition = an_open_petition(session)
    for slug in ("renamed-once", "renamed-once", "renamed-twice"):
        push(session, petition, slug=slug)
    assert (petition.slug, petition.former_slugs) == ("renamed-twice", ["free-ada", "renamed-once"])


def test_every_text_that_could_be_signed_is_kept(session: Session) -> None:
    petition = an_open_petition(session)
    before = words_of(text_in(petition, "en"))
    push(session, petition, texts={"en": TEXTS["en"] | {"text": "Another text."}})
    kept = session.exec(select(ShownText.words)).all()
    assert before in kept
    assert words_of(text_in(petition, "en")) in kept
    assert len(kept) == 3


def test_what_cannot_be_a_petition_is_refused(session: Session) -> None:
    petition = an_open_petition(session)
    with pytest.raises(ValueError, match="original language"):
        push(session, petition, texts={"ru": TEXTS["ru"]})
    with pytest.raises(ValidationError):
        push(session, petition, surroundings={"en": {"demands": "none"}})


def test_surroundings_may_lack_anything(session: Session) -> None:
    petition = push(session, an_open_petition(session), surroundings={"en": {"summary": "A story.", "unknown": 1}})
    assert surroundings_in(petition, "ru") == Surroundings(summary="A story.")


def test_states_of_the_campaign(session: Session) -> None:
    with time_machine.travel("2026-05-01 12:00:00Z", tick=False):
        petition = an_open_petition(session)
        states = []
        for act in (pause_all, close_all, open_all):
            act(session, campaign_id=petition.campaign_id)
            session.flush()
            states.append((petition.state.value, petition.takes_signatures, petition.closed_at is not None))
        assert states == [("paused", False, False), ("closed", False, True), ("open", True, False)]
        example = push(session, petition, is_example=True)
        assert (example.takes_signatures, example.is_closed, example.is_indexed) == (False, True, False)
        made_up = push(session, petition, is_indexed=False)
        assert (made_up.takes_signatures, made_up.is_indexed) == (True, False)
