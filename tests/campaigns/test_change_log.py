"""What readers are told changed: in plain words, once, and never of anything that is on hold."""

from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import Session, select

from campaigns.actions import facts as facts_actions
from campaigns.actions.facts import add_event, add_status, change_case, change_event, change_texts, remove_fact
from campaigns.actions.states import archive, close, pause, reopen, resume
from campaigns.models.campaign import Campaign, Outcome
from campaigns.models.case import Case, Consent, Gender, Status
from campaigns.models.event import Event
from campaigns.models.partial_date import PartialDate
from campaigns.versions.actions import SHORT_WHILE
from campaigns.versions.models import CampaignVersion
from campaigns.versions.queries import desk_log, public_log
from foundation.accounts.access import SignedIn
from foundation.accounts.roles import Role
from foundation.clock import utc_now
from tests.factories.accounts import an_organisation, an_organiser
from tests.factories.campaigns import a_live_campaign


@pytest.fixture
def people(session: Session) -> tuple[SignedIn, SignedIn]:
    union = an_organisation(session)
    return an_organiser(session, union), an_organiser(session, union, Role.REVIEWER, "reviewer@example.org")


@pytest.fixture
def live(session: Session, people: tuple[SignedIn, SignedIn]) -> Campaign:
    return a_live_campaign(session, *people)


def told(session: Session, campaign: Campaign, language: str = "en") -> list[tuple[str, ...]]:
    session.flush()
    return [entry.lines for entry in public_log(session, campaign, language)]


def the_case(session: Session, campaign: Campaign) -> Case:
    return session.exec(select(Case).where(Case.campaign_id == campaign.id)).one()


def case_values(case: Case, **changed: Any) -> dict[str, Any]:
    columns = ("name", "role", "about", "gender", "consent", "hold", "hold_reason")
    return {name: getattr(case, name) for name in columns} | changed


def released(session: Session, user: SignedIn, campaign: Campaign) -> None:
    add_status(
        session,
        user=user,
        campaign=campaign,
        case=the_case(session, campaign),
        source_id=None,
        values={"status": Status.RELEASED, "date": PartialDate.parse("2026-05-12"), "note": {}},
    )


def an_event(
    session: Session, user: SignedIn, campaign: Campaign, text: str = "The court sat.", *, hold: bool = False
) -> Event:
    values = {"date": PartialDate.parse("2026-05-10"), "text": {"en": text}, "hold": hold}
    return add_event(session, user=user, campaign=campaign, source_id=None, values=values)


def a_while_later(session: Session) -> None:
    for version in session.exec(select(CampaignVersion)):
        version.changed_at -= SHORT_WHILE + timedelta(seconds=1)
        session.add(version)
    session.flush()


def test_the_log_begins_with_the_publication(session: Session, live: Campaign) -> None:
    assert told(session, live) == [("The campaign was published.",)]
    assert told(session, live, "ru") == [("Кампания опубликована.",)]


def test_a_status_that_moves_on_is_told_from_where_to_where(
    session: Session, people: tuple[SignedIn, SignedIn], live: Campaign
) -> None:
    released(session, people[0], live)
    assert "Status of Ada Example: Arrest → Release (12 May 2026)" in told(session, live)[0]
    assert "Ада Примерова: Арест → Освобождение (12 мая 2026\u202fг.)" in told(session, live, "ru")[0]
    newest = public_log(session, live, "en")[0]
    assert newest.number == live.version == 2


def test_what_one_person_changes_within_a_short_while_stands_together(
    session: Session, people: tuple[SignedIn, SignedIn], live: Campaign
) -> None:
    an_event(session, people[0], live)
    released(session, people[0], live)
    assert [len(lines) for lines in told(session, live)] == [2, 1]
    a_while_later(session)
    an_event(session, people[0], live, "Another hearing.")
    an_event(session, people[1], live, "A third hearing.")
    assert told(session, live)[:2] == [
        ("Added (event): 10 May 2026, A third hearing.",),
        ("Added (event): 10 May 2026, Another hearing.",),
    ]


def test_what_is_undone_within_a_short_while_is_not_told(
    session: Session, people: tuple[SignedIn, SignedIn], live: Campaign
) -> None:
    event = an_event(session, people[0], live)
    remove_fact(session, user=people[0], campaign=live, fact=event)
    assert told(session, live) == [("The campaign was published.",)]


def test_what_was_taken_out_is_not_named(session: Session, people: tuple[SignedIn, SignedIn], live: Campaign) -> None:
    event = an_event(session, people[0], live)
    a_while_later(session)
    remove_fact(session, user=people[0], campaign=live, fact=event)
    assert told(session, live)[0] == ("Taken out: event",)


def test_many_of_a_kind_are_counted(session: Session, people: tuple[SignedIn, SignedIn], live: Campaign) -> None:
    for number in range(6):
        an_event(session, people[0], live, f"Hearing {number}.")
    assert told(session, live)[0] == ("Added (event): 6 entries",)


def test_a_new_wording_and_a_new_translation_are_told_apart(
    session: Session, people: tuple[SignedIn, SignedIn], live: Campaign
) -> None:
    texts = {name: dict(getattr(live, name)) for name in facts_actions.TEXT_FIELDS}
    change_texts(
        session, user=people[0], campaign=live, texts=texts | {"background": texts["background"] | {"ru": "Иначе."}}
    )
    assert told(session, live)[0] == ("The translation was revised: Russian.",)
    a_while_later(session)
    change_texts(session, user=people[0], campaign=live, texts=texts | {"background": {"en": "Anew.", "ru": "Иначе."}})
    assert told(session, live)[0] == ("The background was worded anew.",)


def test_states_are_told_and_a_reopened_campaign_keeps_its_history(
    session: Session, people: tuple[SignedIn, SignedIn], live: Campaign
) -> None:
    user = people[0]
    version = live.version
    pause(session, user=user, campaign=live)
    assert told(session, live)[0] == ("The campaign was paused.",)
    a_while_later(session)
    resume(session, user=user, campaign=live)
    a_while_later(session)
    close(session, user=user, campaign=live, outcome=Outcome.WON)
    a_while_later(session)
    archive(session, user=user, campaign=live)
    assert not live.is_indexed
    a_while_later(session)
    facts_actions.fact_changed(session, user=user, campaign=live, act="facts.corrected")
    from campaigns.actions.states import take_from_archive

    take_from_archive(session, user=user, campaign=live)
    a_while_later(session)
    reopen(session, user=user, campaign=live)
    assert [lines[0] for lines in told(session, live)] == [
        "The campaign was reopened.",
        "The campaign was closed: Won.",
        "The campaign was archived.",
        "The campaign was closed: Won.",
        "The campaign goes on.",
        "The campaign was paused.",
        "The campaign was published.",
    ]
    assert live.version == version + 1  # states are no facts


def test_a_hold_leaves_no_trace_in_the_log(session: Session, people: tuple[SignedIn, SignedIn], live: Campaign) -> None:
    released(session, people[0], live)
    assert any("Ada" in line for lines in told(session, live) for line in lines)
    a_while_later(session)
    before = len(told(session, live))
    case = the_case(session, live)
    change_case(session, user=people[0], campaign=live, case=case, values=case_values(case, hold=True))
    lines = [line for lines in told(session, live) for line in lines]
    assert not any("Ada" in line or "Example" in line for line in lines)
    assert len(told(session, live)) < before  # nothing was added, what named her is gone
    assert desk_log(session, live, "en")[0].hidden

    a_while_later(session)
    change_case(session, user=people[0], campaign=live, case=case, values=case_values(case, hold=False))
    assert told(session, live)[0][0].startswith("Status of Ada Example")
    assert len(told(session, live)) == before


@pytest.mark.parametrize("at_once", [True, False])
def test_what_was_held_from_the_start_appears_on_the_day_the_hold_ends(
    session: Session, people: tuple[SignedIn, SignedIn], live: Campaign, at_once: bool
) -> None:
    event = an_event(session, people[0], live, hold=at_once)
    change_event(session, user=people[0], campaign=live, event=event, values={"hold": True})
    assert told(session, live) == [("The campaign was published.",)]
    a_while_later(session)
    change_event(session, user=people[0], campaign=live, event=event, values={"hold": False, "text": {"en": "It sat."}})
    assert told(session, live)[0] == ("Added (event): 10 May 2026, It sat.",)


def test_a_renamed_person_on_hold_is_not_found_by_the_old_name(
    session: Session, people: tuple[SignedIn, SignedIn], live: Campaign
) -> None:
    released(session, people[0], live)
    case = the_case(session, live)
    a_while_later(session)
    values = case_values(case, name={"en": "Jean Modèle"}, consent=Consent.GIVEN, gender=Gender.MALE, hold=True)
    change_case(session, user=people[0], campaign=live, case=case, values=values)
    assert not any("Ada" in line for lines in told(session, live) for line in lines)


def test_the_desk_says_who_changed_it(session: Session, people: tuple[SignedIn, SignedIn], live: Campaign) -> None:
    released(session, people[0], live)
    session.flush()
    entry = desk_log(session, live, "en")[0]
    assert entry.who == "Ada Example"
    assert utc_now() - entry.at < timedelta(minutes=1)


def test_an_event_with_a_gap_is_told_when_the_gap_is_filled(
    session: Session, people: tuple[SignedIn, SignedIn], live: Campaign
) -> None:
    ada, _jean = people
    event = an_event(session, ada, live, "She was brought to [… name of the prison].")
    assert "[…" not in str(told(session, live))
    assert len(told(session, live)) == 1, "readers see nothing of it, so nothing is told"
    values = {"date": event.date, "text": {"en": "She was brought to Example Prison."}, "hold": False}
    change_event(session, user=ada, campaign=live, event=event, values=values)
    assert told(session, live)[0] == ("Added (event): 10 May 2026, She was brought to Example Prison.",)


def test_a_text_with_a_gap_in_one_language_is_told_in_another(
    session: Session, people: tuple[SignedIn, SignedIn], live: Campaign
) -> None:
    ada, _jean = people
    texts = {"en": "The court sat.", "ru": "Суд заседал в [… город]."}
    values = {"date": PartialDate.parse("2026-05-10"), "text": texts, "hold": False}
    add_event(session, user=ada, campaign=live, source_id=None, values=values)
    assert "[…" not in str(told(session, live, "ru"))
    assert "The court sat." in str(told(session, live, "ru"))
