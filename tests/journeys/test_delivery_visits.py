"""What may be noted of a visit, who may send files for it, and what of it can be taken out again."""

from datetime import timedelta

import pytest
import time_machine
from sqlmodel import Session, col, select

from campaigns.deliveries.actions.packing import begin_part, lost_packs
from campaigns.deliveries.jobs import forget_delegations, look_at_packs
from campaigns.deliveries.models.delivery import Delivery
from campaigns.deliveries.models.pack import Pack, PackPart, PackState, PartKind
from campaigns.deliveries.models.visit import Visit
from campaigns.deliveries.standing import LONG_PAST, SERVED, why_untaken
from campaigns.letters.models import Letter, LetterState
from campaigns.models.campaign import Campaign
from campaigns.register.models import Dispatch
from campaigns.updates.models import Update, UpdatePicture, UpdateState
from foundation.accounts.models import AuditEntry
from foundation.clock import utc_now
from foundation.database import Database
from foundation.settings import Settings
from petitions.actions.push import close_all
from petitions.jobs import anonymise_due
from petitions.models.petition import Unpublished
from tests.factories.updates import a_picture
from tests.journeys.delivery_desks import (
    DELIVERIES,
    files_left,
    newest_pack,
    open_delivery_desks,
    order,
    plan,
    the_campaign,
    the_delivery,
)
from tests.journeys.letter_desks import Desks, today

pytestmark = pytest.mark.slow


@pytest.fixture
def desks(settings: Settings, database: Database) -> Desks:
    return open_delivery_desks(settings, database)


def the_letter(session: Session) -> Letter:
    return session.exec(select(Letter)).one()


def test_a_visit_notes_no_letter_to_another_office(desks: Desks, database: Database) -> None:
    author = desks["author"]
    elsewhere = plan(author, "kz-prosecutor")
    with database.reading() as session:
        letter = the_letter(session)
    for letters in ([str(letter.id)], [str(letter.id), "x"], ["7"]):
        visit = {"outcome": "received", "visited_on": today(), "letters": letters}
        refused = author.post(f"{elsewhere}/visits", data=visit)
        assert (refused.status_code, "is not for this delivery" in refused.text) == (422, True), letters
    with database.reading() as session:
        assert the_letter(session).state is LetterState.APPROVED
        assert not session.exec(select(Dispatch)).all()


def test_files_of_somebody_who_may_not_note_visits_are_not_even_looked_at(
    desks: Desks, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked_at: list[bytes] = []
    monkeypatch.setattr("campaigns.deliveries.desk_routes.visits.drawn_for_a_page", looked_at.append)
    at = plan(desks["author"])
    visit = {"outcome": "closed", "visited_on": today()}
    for address in (at, at[:-2] + "00"):
        refused = desks["viewer"].post(f"{address}/visits", data=visit, files={"photo": ("a.jpg", a_picture())})
        assert refused.status_code in (403, 404, 410), address
    gone = desks["author"].post(f"{at[:-2]}00/visits", data=visit, files={"photo": ("a.jpg", a_picture())})
    assert (gone.status_code, gone.headers["location"]) == (303, f"{DELIVERIES}?gone=1")
    assert not looked_at


PEOPLE = {"received_by": "Guard Nameless", "who_went": "Delegate Quietly", "remarks": "They shut the gate."}


def a_visit(desks: Desks, at: str, **more: str) -> str:
    """Its address; with a photo that may be shown."""
    visit = {"outcome": "closed", "visited_on": today(), "agreed": "yes"} | PEOPLE | more
    answer = desks["author"].post(f"{at}/visits", data=visit, files={"photo": ("a.jpg", a_picture())})
    assert answer.status_code == 303, answer.text
    page = desks["author"].get(at).text
    return f"{at}/visits/" + page.partition(f"{at}/visits/")[2].partition("/")[0]


def test_what_names_people_is_deleted_from_a_visit_and_from_a_delivery_that_was_called_off(
    desks: Desks, database: Database
) -> None:
    author = desks["author"]
    off = plan(author, delegation="Delegate Quietly", note="Ring twice.")
    assert author.post(f"{off}/call-off").status_code == 303
    assert "Delegate Quietly" in author.get(off).text
    plan_of_it = {"planned_on": today(), "language": "en"}
    assert author.post(off, data=plan_of_it | {"language": "ru"}).status_code == 409
    assert author.post(off, data=plan_of_it).status_code == 303
    assert "Delegate Quietly" not in author.get(off).text
    at = plan(author)
    visit = a_visit(desks, at)
    assert f"{visit}/forget" in author.get(at).text
    assert desks["viewer"].post(f"{visit}/forget").status_code == 403
    for _press in range(2):
        assert author.post(f"{visit}/forget").status_code == 303
    page = author.get(at).text
    assert not [words for words in PEOPLE.values() if words in page]
    assert "Not found, or closed" in page
    assert f"{visit}/forget" not in page


def test_ninety_days_after_the_end_nobody_who_went_is_known(desks: Desks, database: Database) -> None:
    at = plan(desks["author"], delegation="Delegate Quietly", note="Ring twice.")
    a_visit(desks, at)

    def people() -> list[str]:
        with database.reading() as session:
            delivery, visit = the_delivery(session), session.exec(select(Visit)).one()
            return [delivery.delegation, delivery.note, visit.received_by, visit.who_went, visit.note]

    with database.writing() as session:
        close_all(session, campaign_id=the_campaign(session).id)
    forget_delegations(database)
    assert all(people())
    with time_machine.travel(utc_now() + timedelta(days=91), tick=False):
        anonymise_due(database)
        assert not any(people())
        with database.writing() as session:
            the_delivery(session).delegation = "Delegate Quietly"
        forget_delegations(database)
    assert not any(people())


def test_a_photo_that_is_deleted_leaves_the_draft_of_news_and_is_told_of_published_ones(
    desks: Desks, database: Database, settings: Settings
) -> None:
    author = desks["author"]
    at = plan(author)
    visit = a_visit(desks, at)
    assert author.post(f"{visit}/news").status_code == 303
    with database.reading() as session:
        sha256 = str(session.exec(select(UpdatePicture)).one().sha256)
    answer = author.post(f"{visit}/photo/remove")
    with database.reading() as session:
        assert not session.exec(select(UpdatePicture)).all()
    assert files_left(settings, database, [sha256]) == []
    assert "The photo was deleted." in author.get(answer.headers["location"]).text

    other = a_visit(desks, plan(author))
    assert author.post(f"{other}/news").status_code == 303
    with database.writing() as session:
        update = session.exec(select(Update).where(Update.state == UpdateState.DRAFT)).all()
        shown = next(one for one in update if session.exec(select(UpdatePicture)).one().update_id == one.id)
        shown.state, shown.number, shown.published_at = UpdateState.PUBLISHED, 1, utc_now()
        session.add(shown)
    answer = author.post(f"{other}/photo/remove")
    page = author.get(answer.headers["location"]).text
    assert "news that were published hold it still" in page
    assert "The photo was deleted.</p>" not in page
    assert f'updates/{shown.id}">Take it out of the news' in page
    with database.reading() as session:
        assert session.exec(select(UpdatePicture)).one().sha256 == sha256


def test_files_of_visits_count_among_those_of_the_campaign(
    desks: Desks, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("campaigns.updates.actions.pictures.MOST_FILES", 1)
    at = plan(desks["author"])
    a_visit(desks, at)
    visit = {"outcome": "closed", "visited_on": today()}
    refused = desks["author"].post(f"{at}/visits", data=visit, files={"photo": ("a.jpg", a_picture())})
    assert (refused.status_code, "files of a campaign may be" in refused.text) == (422, True)
    monkeypatch.setattr("campaigns.deliveries.actions.planning.MOST_PLANNED", 0)
    another = {"office": "kz-president", "planned_on": today(), "language": "en"}
    refused = desks["author"].post(f"{DELIVERIES}/new", data=another)
    assert (refused.status_code, "can be planned at once" in refused.text) == (409, True)


def test_a_pack_goes_some_days_after_the_visit_or_long_after_its_day(desks: Desks, database: Database) -> None:
    author = desks["author"]

    def state_after(days: int) -> tuple[PackState, str]:
        with time_machine.travel(utc_now() + timedelta(days=days), tick=False):
            look_at_packs(database)
        with database.reading() as session:
            pack = newest_pack(session)
            return pack.state, pack.problem

    at = plan(author)
    order(database, author, at)
    assert state_after(14) == (PackState.READY, "")
    assert state_after(15) == (PackState.VOID, LONG_PAST)
    with database.reading() as session:
        assert not session.exec(select(PackPart)).all()
    order(database, author, at)
    assert author.post(f"{at}/visits", data={"outcome": "closed", "visited_on": today()}).status_code == 303
    assert state_after(2) == (PackState.READY, "")
    assert state_after(4) == (PackState.VOID, SERVED)
    with database.reading() as session:
        details = {row.act: row.detail for row in session.exec(select(AuditEntry))}
    assert details["delivery.visit_noted"] == f"kz-president, {today()}: closed"


def test_a_pack_that_breaks_keeps_no_other_from_being_looked_at(
    desks: Desks, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    author = desks["author"]
    for _number in range(2):
        order(database, author, plan(author))
    with database.reading() as session:
        first = session.exec(select(Pack.id).order_by(col(Pack.id))).first()

    def breaks_once(session: Session, campaign: Campaign, delivery: Delivery, pack: Pack) -> str:
        if pack.id == first:
            raise RuntimeError("of a secret name")
        return why_untaken(session, campaign, delivery, pack)

    monkeypatch.setattr("campaigns.deliveries.jobs.why_untaken", breaks_once)
    with database.writing() as session:
        the_campaign(session).unpublished = Unpublished.NAMES
    look_at_packs(database)
    with database.reading() as session:
        states = {pack.id == first: pack.state for pack in session.exec(select(Pack))}
    assert states == {True: PackState.READY, False: PackState.VOID}


def test_a_pack_of_which_something_was_heard_lately_is_not_lost(desks: Desks, database: Database) -> None:
    at = plan(desks["author"])
    assert desks["author"].post(f"{at}/packs").status_code == 303
    with database.reading() as session:
        pack_id = newest_pack(session).id
    with time_machine.travel(utc_now() + timedelta(minutes=50), tick=False), database.writing() as session:
        assert begin_part(session, pack_id=pack_id, kind=PartKind.NAMES, total=9)
    for minutes, lost in ((100, []), (120, [pack_id])):
        with time_machine.travel(utc_now() + timedelta(minutes=minutes), tick=False), database.reading() as session:
            assert lost_packs(session) == lost
