"""A second person approves a letter; from then on neither its row nor its bytes change."""

import io
from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa
from pypdf import PdfReader
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session, col, select

from campaigns.actions.push import touch
from campaigns.letters.actions import save_letter
from campaigns.letters.approving import Alone, follow_up, mark_sent, prepare_approval, take_approval_back
from campaigns.letters.falling import CHANGED, HELD, MOVED
from campaigns.letters.frozen import STAYS
from campaigns.letters.kinds import LetterKind
from campaigns.letters.models import Follows, Letter, LetterState
from campaigns.models.case import Case
from campaigns.models.demand import Demand
from campaigns.offices.actions import accept, propose
from campaigns.verifying.queries import Standing, verified, verified_letter
from foundation.accounts.access import SignedIn
from foundation.accounts.roles import Role
from foundation.clock import utc_today
from foundation.errors import Conflict
from foundation.files import read
from tests.campaigns.letters.papers import ASTANA, SIGNED, confirmed, words_of
from tests.clocks import zone_where_it_is
from tests.factories.accounts import an_organiser
from tests.factories.letters import a_mission, a_sender, approved


class World:
    def __init__(self, session: Session, files_dir: Path) -> None:
        self.session, self.files_dir = session, files_dir
        organisation = a_sender(session)
        self.campaign = a_mission(session, organisation)
        self.author = an_organiser(session, organisation)
        self.second = an_organiser(session, organisation, Role.REVIEWER, email="second@example.org")
        confirmed(session, self.campaign, "kz-president", ASTANA)

    def save(self, **values: object) -> Letter:
        return save_letter(
            self.session,
            campaign=self.campaign,
            kind=LetterKind.APPEAL,
            office_id="kz-president",
            language="en",
            values=SIGNED["en"] | values,
            by=self.author,
        )

    def approve(self, by: SignedIn | None = None) -> Letter:
        return approved(self.session, self.files_dir, self.campaign, by=by or self.second)


@pytest.fixture
def world(session: Session, tmp_path: Path) -> World:
    return World(session, tmp_path)


def test_a_second_person_approves_and_the_pdf_is_no_draft_and_bears_a_code(world: World) -> None:
    world.save()
    letter = world.approve()
    content = read(world.files_dir, str(letter.file_sha256))
    text = words_of(PdfReader(io.BytesIO(content)))
    assert "DRAFT" not in text
    assert f"solidarity.example.org/verify?letter={letter.id}" in text
    assert letter.our_reference in text
    assert (letter.state, letter.approved_by_id) == (LetterState.APPROVED, world.second.user_id)
    assert letter.told
    assert "6 Mangilik Yel Street" in letter.addressed
    assert len(letter.sentences) == 16


def test_nobody_approves_what_they_wrote_last_nor_what_is_unfinished(world: World) -> None:
    world.save()
    with pytest.raises(Conflict, match="second person"):
        world.approve(by=world.author)
    world.save(place="")
    with pytest.raises(Conflict, match="still a draft"):
        world.approve()


def test_references_are_counted_and_none_is_given_twice(world: World) -> None:
    first = world.save()
    world.approve()
    year = utc_today().year
    assert first.our_reference == f"{year}-001"
    confirmed(world.session, world.campaign, "tm-president", ["Oguzhan Palace", "744000 Ashgabat", "TURKMENISTAN"])
    values = SIGNED["en"] | {"our_reference": first.our_reference}
    other = save_letter(
        world.session,
        campaign=world.campaign,
        kind=LetterKind.APPEAL,
        office_id="tm-president",
        language="en",
        values=values,
        by=world.author,
    )
    with pytest.raises(Conflict, match="Another letter bears"):
        approved(world.session, world.files_dir, world.campaign, by=world.second, office="tm-president")
    other.our_reference = ""
    second = approved(world.session, world.files_dir, world.campaign, by=world.second, office="tm-president")
    assert second.our_reference == f"{year}-002"


def test_the_database_itself_refuses_to_change_what_was_approved(world: World) -> None:
    world.save()
    letter = world.approve()
    session = world.session
    for state in (LetterState.APPROVED, LetterState.SENT):
        for column, value in (
            ("subject", "Another"),
            ("told", "other words"),
            ("facts_version", 99),
            ("approved_by_id", world.author.user_id),
            ("dated_on", date(2020, 1, 1)),
        ):
            with pytest.raises(DBAPIError), session.begin_nested():
                session.execute(sa.update(Letter).where(col(Letter.id) == letter.id).values({column: value}))
        if state is LetterState.APPROVED:
            mark_sent(session, letter=letter)
    for state in (LetterState.DRAFT, LetterState.APPROVED):
        with pytest.raises(DBAPIError), session.begin_nested():
            session.execute(sa.update(Letter).where(col(Letter.id) == letter.id).values(state=state))
    session.execute(sa.update(Letter).where(col(Letter.id) == letter.id).values(approved_by_id=None))
    columns = set(Letter.__table__.columns.keys())  # type: ignore[attr-defined]  # SQLModel adds it
    assert columns - set(STAYS) == {
        "id", "state", "updated_at", "updated_by_id", "approved_by_id", "reviewed_at", "reviewed_by_id",
        "fell_because", "waits_since", "search_key",
    }  # fmt: skip


def test_a_draft_is_never_sent_and_a_sent_letter_is_corrected_by_a_new_one(world: World) -> None:
    letter = world.save()
    with pytest.raises(Conflict):
        mark_sent(world.session, letter=letter)
    with pytest.raises(DBAPIError), world.session.begin_nested():
        world.session.execute(sa.update(Letter).where(col(Letter.id) == letter.id).values(state=LetterState.SENT))
    world.approve()
    mark_sent(world.session, letter=letter)
    with pytest.raises(Conflict):
        take_approval_back(world.session, campaign=world.campaign, letter=letter, user=world.author)
    with pytest.raises(Conflict):
        world.save(place="Elsewhere")
    new = follow_up(
        world.session, campaign=world.campaign, letter=letter, user=world.author, follows=Follows.CORRECTION
    )
    assert (new.edition, new.place, new.our_reference) == (2, "Example Town", "")
    with pytest.raises(Conflict):
        follow_up(world.session, campaign=world.campaign, letter=letter, user=world.author, follows=Follows.CORRECTION)
    old = verified_letter(world.session, letter.id, language="en")
    assert old
    assert (old.is_superseded, old.standing) == (False, Standing.SENT)
    world.save(place="Another Town")
    assert world.approve().id == new.id
    by_code = verified_letter(world.session, letter.id, language="en")
    by_file = verified(world.session, str(letter.file_sha256), language="en")
    for old in (by_code, by_file):
        assert old
        assert (old.is_superseded, old.replaced_on) == (True, new.dated_on)


def test_an_approval_ends_when_the_address_changes_and_says_why(world: World) -> None:
    letter = world.save()
    world.approve()
    confirmed(world.session, world.campaign, "kz-president", ["Akorda", "7 New Street", "Astana", "KAZAKHSTAN"])
    assert (letter.state, letter.fell_because, letter.told) == (LetterState.DRAFT, MOVED, "")
    assert letter.dated_on is None, "the next approval has its own day"
    assert verified_letter(world.session, letter.id, language="en") is None
    world.approve()
    assert (letter.state, letter.fell_because) == (LetterState.APPROVED, "")


def test_an_approval_ends_when_somebody_it_names_is_put_on_hold_and_a_sent_letter_stays(world: World) -> None:
    session = world.session
    case = session.exec(select(Case).where(Case.campaign_id == world.campaign.id)).first()
    assert case is not None
    name = str(next(iter(case.name.values())))
    letter = world.save(own_words=f"We think of {name} most of all.")
    world.approve()
    case.hold = True
    touch(session, world.campaign, user=world.author)
    assert (letter.state, letter.fell_because) == (LetterState.DRAFT, HELD)
    case.hold = False
    touch(session, world.campaign, user=world.author)
    world.approve()
    mark_sent(session, letter=letter)
    case.hold = True
    touch(session, world.campaign, user=world.author)
    assert letter.state is LetterState.SENT


def test_one_person_approves_alone_only_at_night_or_where_nobody_else_can(world: World) -> None:
    letter = world.save()
    by_day = Alone("They are to be sentenced tomorrow.", zone_where_it_is(12))
    with pytest.raises(Conflict, match="By day"):
        prepare_approval(world.session, campaign=world.campaign, letter=letter, user=world.author, alone=by_day)
    at_night = Alone("They are to be sentenced tomorrow.", zone_where_it_is(2))
    prepare_approval(world.session, campaign=world.campaign, letter=letter, user=world.author, alone=at_night)


def directory_says(world: World, name: str, gender: str) -> None:
    """A correction of the directory that a second person accepted."""
    holder = {"name": {"en": name}, "gender": gender, "since": "2020", "source": "the office's page"}
    change = propose(world.session, user=world.author, office_id="kz-president", changed={"holders": [holder]})
    accept(world.session, user=world.second, change=change)


def test_another_holder_between_draft_and_approval_is_said_and_somebody_looks_first(world: World) -> None:
    directory_says(world, "Ada Example", "woman")
    letter = world.save(holder="woman")
    directory_says(world, "Jean Mod\u00e8le", "man")
    with pytest.raises(Conflict, match="who holds the office"):
        world.approve()
    assert letter.state is LetterState.DRAFT
    world.save(holder="man")
    world.approve()
    directory_says(world, "Another Example", "man")
    assert (letter.state, letter.fell_because) == (LetterState.DRAFT, MOVED)
    with pytest.raises(Conflict, match="who holds the office"):
        world.approve()
    world.save(holder="man")
    assert world.approve().state is LetterState.APPROVED


def test_an_approval_ends_when_what_it_tells_changes_and_not_when_something_else_does(world: World) -> None:
    session = world.session
    letter = world.save()
    world.approve()
    touch(session, world.campaign, user=world.author)
    assert letter.state is LetterState.APPROVED
    demand = session.exec(select(Demand).where(Demand.campaign_id == world.campaign.id)).first()
    assert demand is not None
    demand.summary, demand.actions = demand.summary | {"en": "Do something quite different."}, []
    session.add(demand)
    touch(session, world.campaign, user=world.author)
    assert (letter.state, letter.fell_because) == (LetterState.DRAFT, CHANGED)
