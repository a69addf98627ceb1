"""An update: two persons, its number, its translations, what a change and a hold do to it."""

import pytest
from sqlmodel import Session, select

from campaigns.actions.facts import change_case
from campaigns.models.campaign import Campaign
from campaigns.models.case import Case
from campaigns.news_mail.hindrances import NAMES_HELD, hindrances
from campaigns.news_mail.models import NewsMailing
from campaigns.updates.actions.publish import (
    publish_update,
    publish_update_alone,
    put_back,
    review_afterwards,
    submit_update,
    take_back,
)
from campaigns.updates.actions.write import change_update, mark_checked
from campaigns.updates.models import TranslationState, Update, UpdateState, UpdateText, state_of
from campaigns.updates.queries import public_updates, shown_update, texts_of
from foundation.accounts.access import SignedIn
from foundation.accounts.roles import Role
from foundation.database import Database
from foundation.errors import AppError, BadInput, Conflict
from petitions.access import petition_for_reader
from petitions.models.texts import surroundings_in
from tests.clocks import zone_where_it_is
from tests.factories.accounts import an_organisation, an_organiser
from tests.factories.campaigns import a_draft_campaign, a_live_campaign
from tests.factories.updates import TEXTS, a_draft_update, a_published_update


class Desk:
    def __init__(self, session: Session) -> None:
        union = an_organisation(session)
        self.session = session
        self.ada = an_organiser(session, union)
        self.jean = an_organiser(session, union, Role.REVIEWER, email="jean@example.org")
        self.campaign = a_live_campaign(session, self.ada, self.jean)

    def published(self) -> Update:
        return a_published_update(self.session, self.ada, self.jean, self.campaign)

    def change(self, update: Update, user: SignedIn | None = None, **texts: tuple[str, str]) -> None:
        change_update(
            self.session,
            user=user or self.ada,
            campaign=self.campaign,
            update=update,
            original=update.original_language,
            texts={**TEXTS, **texts},
        )

    def read(self, language: str = "en") -> list[str]:
        self.session.flush()
        return [str(one.title) for one in public_updates(self.session, self.campaign, language=language)]


@pytest.fixture
def desk(session: Session) -> Desk:
    return Desk(session)


def test_a_second_person_publishes_and_the_numbers_count_up(desk: Desk, session: Session) -> None:
    update = a_draft_update(session, desk.ada, desk.campaign)
    submit_update(session, user=desk.ada, campaign=desk.campaign, update=update)
    with pytest.raises(Conflict, match="second person"):
        publish_update(session, user=desk.ada, campaign=desk.campaign, update=update)
    assert desk.read() == []
    publish_update(session, user=desk.jean, campaign=desk.campaign, update=update)
    assert (update.number, desk.published().number) == (1, 2)
    assert desk.read() == ["The court has set a day"] * 2


def test_whoever_changed_it_last_is_not_the_second_person(desk: Desk, session: Session) -> None:
    update = a_draft_update(session, desk.ada, desk.campaign)
    submit_update(session, user=desk.ada, campaign=desk.campaign, update=update)
    desk.change(update, desk.jean, en=("Another title", "Another text"))
    with pytest.raises(Conflict, match="second person"):
        publish_update(session, user=desk.jean, campaign=desk.campaign, update=update)


def test_one_person_publishes_in_an_emergency_and_another_looks_at_it_afterwards(desk: Desk, session: Session) -> None:
    update = a_draft_update(session, desk.ada, desk.campaign)
    publish_update_alone(
        session, user=desk.ada, campaign=desk.campaign, update=update, reason="It is night", zone=zone_where_it_is(23)
    )
    assert update.is_public
    assert update.awaits_review_after_emergency
    with pytest.raises(Conflict, match="second person"):
        review_afterwards(session, user=desk.ada, campaign=desk.campaign, update=update)
    review_afterwards(session, user=desk.jean, campaign=desk.campaign, update=update)
    assert not update.awaits_review_after_emergency


def test_nobody_reads_news_of_what_is_no_campaign_yet_nor_with_a_gap(desk: Desk, session: Session) -> None:
    draft = a_draft_campaign(session, desk.ada, "Jean Modele")
    update = a_draft_update(session, desk.ada, draft)
    submit_update(session, user=desk.ada, campaign=draft, update=update)
    with pytest.raises(Conflict, match="Publish the campaign first"):
        publish_update(session, user=desk.jean, campaign=draft, update=update)
    with_gap = a_draft_update(session, desk.ada, desk.campaign, {"en": ("Title", "It goes on: [… what has happened]")})
    submit_update(session, user=desk.ada, campaign=desk.campaign, update=with_gap)
    with pytest.raises(Conflict, match="Facts are still missing"):
        publish_update(session, user=desk.jean, campaign=desk.campaign, update=with_gap)


def test_a_change_says_since_when_and_leaves_the_translation_behind(desk: Desk, session: Session) -> None:
    update = desk.published()
    assert update.changed_at is None
    desk.change(update)
    assert update.changed_at is None, "nothing was different"
    desk.change(update, en=("The court has put it off", "The hearing is on 6 June."))
    assert update.changed_at is not None
    shown = shown_update(session, update, language="ru")
    assert (shown.translation, str(shown.title)) == (TranslationState.OUTDATED, "The court has put it off")
    assert not shown.title.translated
    desk.change(
        update, en=("The court has put it off", "The hearing is on 6 June."), ru=("Суд перенёс заседание", "6 июня.")
    )
    shown = shown_update(session, update, language="ru")
    assert (shown.translation, str(shown.title)) == (TranslationState.DRAFT, "Суд перенёс заседание")


def test_a_translation_is_checked_by_somebody_else_than_who_wrote_it(desk: Desk, session: Session) -> None:
    update = a_draft_update(session, desk.ada, desk.campaign)
    with pytest.raises(Conflict, match="Somebody else"):
        mark_checked(session, user=desk.ada, campaign=desk.campaign, update=update, language="ru")
    mark_checked(session, user=desk.jean, campaign=desk.campaign, update=update, language="ru")
    assert state_of(update, texts_of(session, update)["ru"]) is TranslationState.CHECKED
    with pytest.raises(Conflict, match="no translation to check"):
        mark_checked(session, user=desk.jean, campaign=desk.campaign, update=update, language="en")


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("of_version", [1, 2])
@pytest.mark.parametrize("is_checked", [True, False])
def test_what_a_translation_is_worth(language: str, of_version: int, is_checked: bool) -> None:
    update = Update(campaign_id=1, original_language="en", text_version=2)
    text = UpdateText(update_id=1, language=language, title="t", text="t", of_version=of_version, is_checked=is_checked)
    state = state_of(update, text)
    assert state.may_be_read == (language == "en" or of_version == 2)
    assert (state is TranslationState.CHECKED) == (language == "en" or (of_version == 2 and is_checked))
    assert state_of(update, None) is TranslationState.MISSING


def test_the_original_cannot_be_left_out_nor_become_another_one_once_it_is_read(desk: Desk, session: Session) -> None:
    update = desk.published()
    with pytest.raises(BadInput):
        desk.change(update, en=("", ""))
    with pytest.raises(BadInput, match="original language stays"):
        change_update(session, user=desk.ada, campaign=desk.campaign, update=update, original="ru", texts=TEXTS)


def test_what_was_taken_back_is_gone_and_comes_back_as_it_was(desk: Desk, session: Session) -> None:
    update = desk.published()
    take_back(session, user=desk.ada, campaign=desk.campaign, update=update)
    assert desk.read() == []
    put_back(session, user=desk.jean, campaign=desk.campaign, update=update)
    assert desk.read() == ["The court has set a day"]


def test_what_is_changed_after_it_was_taken_back_goes_the_long_way_and_keeps_its_number(
    desk: Desk, session: Session
) -> None:
    update = desk.published()
    take_back(session, user=desk.ada, campaign=desk.campaign, update=update)
    desk.change(update, en=("Another title", "Another text"))
    assert update.state is UpdateState.DRAFT
    with pytest.raises(AppError):
        put_back(session, user=desk.jean, campaign=desk.campaign, update=update)
    submit_update(session, user=desk.ada, campaign=desk.campaign, update=update)
    publish_update(session, user=desk.jean, campaign=desk.campaign, update=update)
    assert (update.number, desk.read()) == (1, ["Another title"])
    assert update.changed_at is not None


def put_on_hold(session: Session, desk: Desk, *, hold: bool = True) -> None:
    case = session.exec(select(Case).where(Case.campaign_id == desk.campaign.id)).first()
    assert case is not None
    values = {"name": case.name, "consent": case.consent, "hold": hold, "hold_reason": ""}
    change_case(session, user=desk.ada, campaign=desk.campaign, case=case, values=values)


def test_news_that_name_somebody_on_hold_are_not_public_until_the_hold_ends(desk: Desk, session: Session) -> None:
    texts = {"en": ("A hearing", "Ada Example is heard on 5 June.")}
    update = a_published_update(session, desk.ada, desk.jean, desk.campaign, texts)
    desk.published()
    put_on_hold(session, desk)
    assert update.names_held
    assert desk.read() == ["The court has set a day"]
    lacking = hindrances(desk.campaign, update, NewsMailing(update_id=update.id), 1)
    assert NAMES_HELD in [hindrance.words for hindrance in lacking]
    put_on_hold(session, desk, hold=False)
    assert desk.read() == ["The court has set a day", "A hearing"]


def test_what_names_somebody_on_hold_is_not_published(desk: Desk, session: Session) -> None:
    put_on_hold(session, desk)
    update = a_draft_update(session, desk.ada, desk.campaign, {"en": ("A hearing", "Ada Example is heard.")})
    submit_update(session, user=desk.ada, campaign=desk.campaign, update=update)
    with pytest.raises(Conflict, match="on hold"):
        publish_update(session, user=desk.jean, campaign=desk.campaign, update=update)


def test_an_example_from_history_gets_no_news(desk: Desk, session: Session) -> None:
    desk.campaign.is_history = True
    with pytest.raises(Conflict, match="history"):
        a_draft_update(session, desk.ada, desk.campaign)


def test_the_petition_tells_the_three_newest(desk: Desk, session: Session) -> None:
    last = [desk.published() for _number in range(4)][-1]
    petition = petition_for_reader(session, desk.campaign.slug)
    session.refresh(petition)
    news = surroundings_in(petition, "ru").updates
    assert [one.path[-1] for one in news] == ["4", "3", "2"]
    assert news[0].title == "Суд назначил день"
    take_back(session, user=desk.ada, campaign=desk.campaign, update=last)
    session.refresh(petition)
    assert len(surroundings_in(petition, "en").updates) == 3


def test_two_who_publish_at_once_give_two_numbers(database: Database) -> None:
    with database.writing() as session:
        desk = Desk(session)
        first, second = (a_draft_update(session, desk.ada, desk.campaign).id for _ in range(2))
    for update_id in (first, second):
        with database.writing() as session:
            update = session.get_one(Update, update_id)
            campaign = session.get_one(Campaign, update.campaign_id)
            publish_update_alone(
                session, user=desk.ada, campaign=campaign, update=update, reason="night", zone=zone_where_it_is(23)
            )
    with database.reading() as session:
        assert sorted(session.exec(select(Update.number)).all()) == [1, 2]  # type: ignore[type-var]  # both have one
