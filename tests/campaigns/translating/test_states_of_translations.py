"""How a translation stands to its original: missing, draft, checked, outdated; and what follows by itself."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import Session, select

from campaigns.actions.facts import change_event, change_texts, remove_fact
from campaigns.models.campaign import Campaign
from campaigns.models.event import Event
from campaigns.models.partial_date import PartialDate
from campaigns.readiness.texts import about_texts
from campaigns.translating.actions.write import mark_checked, put_back, say_it_fits, write_translations
from campaigns.translating.models import BlockState, Translation
from campaigns.translating.standing import Standing, standings, sums_of
from campaigns.translating.word_diff import word_diff
from foundation.accounts.access import SignedIn
from foundation.accounts.roles import Role
from foundation.errors import Conflict
from tests.factories.accounts import an_organisation, an_organiser
from tests.factories.campaigns import a_draft_campaign

TEXT_FIELDS = ("title", "summary", "background", "petition_title", "petition_text", "petition_addressee")


@pytest.fixture
def people(session: Session) -> tuple[SignedIn, SignedIn]:
    organisation = an_organisation(session)
    return an_organiser(session, organisation), an_organiser(session, organisation, Role.EDITOR, "jean@example.org")


@pytest.fixture
def campaign(session: Session, people: tuple[SignedIn, SignedIn]) -> Campaign:
    return a_draft_campaign(session, people[0])


def block(session: Session, campaign: Campaign, key: str, language: str = "ru") -> Standing:
    return next(one for one in standings(session, campaign, language) if one.block.key == key)


def write(session: Session, user: SignedIn, campaign: Campaign, key: str, text: str, language: str = "ru") -> None:
    standing = block(session, campaign, key, language)
    write_translations(session, user=user, campaign=campaign, language=language, texts=[(standing, text)])


def retype(session: Session, user: SignedIn, campaign: Campaign, **texts: str) -> None:
    typed = {name: dict(getattr(campaign, name)) for name in TEXT_FIELDS}
    for name, text in texts.items():
        typed[name] = {**typed[name], "en": text}
    change_texts(session, user=user, campaign=campaign, texts=typed)


def test_what_the_stock_wrote_follows_by_itself(session: Session, campaign: Campaign) -> None:
    """Only whom it addresses is left: its office was given in English and Russian."""
    for language, left in (("ru", 0), ("fr", 2), ("es", 2)):
        found = standings(session, campaign, language)
        assert block(session, campaign, "campaign.summary", language).follows
        assert sums_of(found).left == left, [one.block.key for one in found if one.is_left]


def test_a_language_beyond_the_stock_is_missing(session: Session, campaign: Campaign) -> None:
    assert block(session, campaign, "campaign.title", "kk").state is BlockState.MISSING
    assert sums_of(standings(session, campaign, "kk")).left > 8


def test_names_are_needed_in_another_script_only(session: Session, campaign: Campaign) -> None:
    name = next(one.block.key for one in standings(session, campaign, "fr") if one.block.is_name)
    assert not block(session, campaign, name, "de").is_needed
    assert block(session, campaign, name, "ar").is_needed


def test_written_checked_outdated(session: Session, campaign: Campaign, people: tuple[SignedIn, SignedIn]) -> None:
    owner, other = people
    retype(session, owner, campaign, background="The port works day and night.")
    write(session, owner, campaign, "campaign.background", "Порт работает днём и ночью.")
    assert block(session, campaign, "campaign.background").state is BlockState.DRAFT
    with pytest.raises(Conflict, match="you wrote it yourself"):
        mark_checked(session, user=owner, campaign=campaign, standing=block(session, campaign, "campaign.background"))
    mark_checked(session, user=other, campaign=campaign, standing=block(session, campaign, "campaign.background"))
    checked = block(session, campaign, "campaign.background")
    assert checked.row
    assert (checked.state, checked.row.checked_by_id) == (BlockState.CHECKED, other.user_id)

    retype(session, owner, campaign, background="The port works only by day.")
    outdated = block(session, campaign, "campaign.background")
    assert outdated.state is BlockState.OUTDATED
    assert [(piece.kind, piece.text) for piece in outdated.changes if piece.kind != "same"] == [
        ("new", "only by "),
        ("gone", " and night"),
    ]
    kept = session.exec(select(Translation).where(Translation.block == "campaign.background")).all()
    assert {row.language: row.state for row in kept}["ru"] is BlockState.OUTDATED


def test_a_text_by_hand_outdates_what_the_stock_says_elsewhere(
    session: Session, campaign: Campaign, people: tuple[SignedIn, SignedIn]
) -> None:
    owner, other = people
    before = campaign.summary["en"]
    retype(session, owner, campaign, summary=f"{before} She is ill.")
    found = block(session, campaign, "campaign.summary", "fr")
    assert (found.state, found.follows) == (BlockState.OUTDATED, False)
    assert "".join(piece.text for piece in found.changes if piece.kind == "new").strip() == "She is ill."
    say_it_fits(session, user=other, campaign=campaign, standing=found)
    assert block(session, campaign, "campaign.summary", "fr").state is BlockState.CHECKED
    assert block(session, campaign, "campaign.summary", "es").state is BlockState.OUTDATED


def test_a_changed_fact_renews_the_petition_and_outdates_what_was_written_by_hand(
    session: Session, campaign: Campaign, people: tuple[SignedIn, SignedIn]
) -> None:
    write(session, people[1], campaign, "campaign.petition_text", "Своими словами.")
    event = session.exec(select(Event).where(Event.campaign_id == campaign.id)).one()
    change_event(
        session, user=people[0], campaign=campaign, event=event, values={"date": PartialDate.parse("2026-04-03")}
    )
    assert "3 April 2026" in campaign.petition_text["en"].replace("\xa0", " ")
    assert "3 avril 2026" in campaign.petition_text["fr"].replace("\xa0", " ")
    assert block(session, campaign, "campaign.petition_text", "fr").follows
    assert campaign.petition_text["ru"] == "Своими словами."
    assert block(session, campaign, "campaign.petition_text").state is BlockState.OUTDATED
    assert any("Russian" in str(point.words) for point in about_texts(session, campaign)), "the desk says it"


def test_whoever_changes_both_languages_at_once_has_a_draft(
    session: Session, campaign: Campaign, people: tuple[SignedIn, SignedIn]
) -> None:
    owner, _ = people
    event = session.exec(select(Event).where(Event.campaign_id == campaign.id)).one()
    texts = {**event.text, "en": "She was led away.", "ru": "Её увели."}
    change_event(session, user=owner, campaign=campaign, event=event, values={"text": texts})
    found = block(session, campaign, f"event.{event.id}.text")
    assert found.row
    assert (found.state, found.row.written_by_id) == (BlockState.DRAFT, owner.user_id)
    assert block(session, campaign, f"event.{event.id}.text", "fr").state is BlockState.OUTDATED


def test_what_stood_before_can_be_put_back(
    session: Session, campaign: Campaign, people: tuple[SignedIn, SignedIn]
) -> None:
    owner, _ = people
    first = campaign.title["ru"]
    write(session, owner, campaign, "campaign.title", "Слово с ошипкой")
    put_back(session, user=owner, campaign=campaign, standing=block(session, campaign, "campaign.title"))
    assert campaign.title["ru"] == first


def test_a_fact_that_is_gone_leaves_nothing_of_its_translations(
    session: Session, campaign: Campaign, people: tuple[SignedIn, SignedIn]
) -> None:
    event = session.exec(select(Event).where(Event.campaign_id == campaign.id)).one()
    key = f"event.{event.id}.text"
    remove_fact(session, user=people[0], campaign=campaign, fact=event)
    assert session.exec(select(Translation).where(Translation.block == key)).first() is None


WORDS = st.text("aб ,.\n", max_size=60)


@given(WORDS, WORDS)
def test_a_word_diff_holds_both_texts(before: str, after: str) -> None:
    pieces = word_diff(before, after)
    assert "".join(piece.text for piece in pieces if piece.kind != "new") == before
    assert "".join(piece.text for piece in pieces if piece.kind != "gone") == after
