"""What ends a run, what it leaves behind, and what never gets into one."""

import io
import re
import threading
import zipfile
from datetime import timedelta

import pytest
from pypdf import PdfReader
from sqlmodel import Session, select

from campaigns.letters.approving import follow_up, mark_sent, take_approval_back
from campaigns.letters.falling import MOVED
from campaigns.letters.kinds import LetterKind
from campaigns.letters.lacks import Lack, Weight
from campaigns.letters.models import Follows, Letter
from campaigns.letters.render import print_letter
from campaigns.models.campaign import Campaign
from campaigns.runs import making
from campaigns.runs.actions import MOST_ATTEMPTS, SILENT_FOR, order_run
from campaigns.runs.jobs import KITS_FOR, look_after_runs
from campaigns.runs.models import LetterRun, RunLetter, RunState
from campaigns.runs.reasons import NOT_MADE, kept, said
from campaigns.runs.standing import FELL, NOT_NEWEST, fallen_items
from foundation.accounts.access import SignedIn
from foundation.accounts.models import AuditEntry, User
from foundation.accounts.roles import Role
from foundation.clock import utc_now
from foundation.database import Database
from foundation.errors import BadInput
from foundation.settings import Settings
from foundation.web.language import speaking
from outreach.actions.letterheads import give_letterhead
from outreach.models.partners import Partner
from tests.campaigns.letters.papers import ASTANA, confirmed
from tests.factories.runs import HEAD, a_ready_run
from tests.jobs_running import run_jobs
from tests.journeys.run_desks import AT, RunDesks, open_run_desks

pytestmark = pytest.mark.slow


@pytest.fixture
def desks(settings: Settings, database: Database) -> RunDesks:
    return open_run_desks(settings, database)


def a_user(session: Session, organisation_id: int) -> SignedIn:
    user = session.exec(select(User)).first()
    assert user is not None
    return SignedIn(user.id, user.name, {organisation_id: Role.OWNER})


def one_by_partners(desks: RunDesks) -> dict[str, object]:
    return {"letters": [str(desks.letters[0])], "partners": desks.order["partners"]}


def test_a_run_that_is_called_off_while_it_is_made_leaves_no_file(
    desks: RunDesks, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = desks.files()
    at = desks.author.post(AT, data=desks.order).headers["location"]
    real, calls = print_letter, []
    turn = threading.Lock()

    def calls_off(*given: object, **more: object) -> object:
        with turn:
            calls.append(1)
            if len(calls) == 2:
                assert desks.author.post(f"{at}/call-off").status_code == 303
        return real(*given, **more)  # type: ignore[arg-type]  # as it was called

    monkeypatch.setattr(making, "print_letter", calls_off)
    run_jobs(desks.database)
    assert desks.run().state is RunState.CALLED_OFF
    assert desks.files() == before
    assert all(item.pdf_sha256 is None for item in desks.items())
    assert len(calls) < 6
    assert "called off" in desks.author.get(at).text
    assert desks.author.post(f"{at}/call-off").status_code == 303, "pressed twice"


def test_a_run_that_breaks_says_so_and_leaves_no_file(desks: RunDesks, monkeypatch: pytest.MonkeyPatch) -> None:
    before = desks.files()
    at = desks.author.post(AT, data=desks.order).headers["location"]

    def breaks(*_given: object, **_more: object) -> object:
        raise RuntimeError("Akorda")

    monkeypatch.setattr(making, "print_letter", breaks)
    run_jobs(desks.database)
    assert (desks.run().state, desks.files()) == (RunState.FAILED, before)
    assert "Something went wrong" in desks.author.get(at).text
    assert "Something went wrong" not in desks.viewer.get(at).text
    monkeypatch.undo()
    again = desks.author.post(f"{at}/again").headers["location"]
    run_jobs(desks.database)
    assert desks.author.get(f"{again}/letters.zip").status_code == 200
    assert desks.author.get(at).status_code == 404, "the broken one is gone"


def change_paper(desks: RunDesks, *numbers: int) -> None:
    with desks.database.writing() as session:
        for number in numbers:
            partner = session.get_one(Partner, desks.partners[number])
            give_letterhead(session, partner=partner, values=HEAD | {"signatory_name": "Max Muster"})


def test_a_partner_that_changes_its_paper_holds_up_no_other_letter(desks: RunDesks) -> None:
    author = desks.author
    at = author.post(AT, data=desks.order).headers["location"]
    change_paper(desks, 0)
    run_jobs(desks.database)
    assert desks.run().state is RunState.READY
    assert [item.made_at is None for item in desks.items()] == [False] * 3 + [True] * 3 + [False] * 3
    page = author.get(at).text
    assert "has changed its letterhead" in page
    assert "The letters named above are left out." in page
    with zipfile.ZipFile(io.BytesIO(author.get(f"{at}/letters.zip").content)) as archive:
        assert [name[:4] for name in archive.namelist()] == ["0001", "0002", "0003", "0007", "0008", "0009"]
    merged = PdfReader(io.BytesIO(author.get(f"{at}/letters.pdf").content))
    assert len(merged.outline) == 6
    assert author.get(f"{at}/files/4/letter.pdf").status_code == 303

    change_paper(desks, 1)
    page = author.get(at).text
    assert ("holds letters that must not leave" in page, f"{at}/letters.pdf" in page) == (True, False)
    assert author.get(f"{at}/letters.pdf").status_code == 303
    with zipfile.ZipFile(io.BytesIO(author.get(f"{at}/letters.zip").content)) as archive:
        assert [name[:4] for name in archive.namelist()] == ["0001", "0002", "0003"]


def test_a_run_in_which_nothing_stands_fails_with_its_reason(desks: RunDesks) -> None:
    before = desks.files()
    at = desks.author.post(AT, data=one_by_partners(desks)).headers["location"]
    change_paper(desks, 0, 1)
    run_jobs(desks.database)
    assert (desks.run().state, desks.files()) == (RunState.FAILED, before)
    assert "has changed its letterhead" in desks.author.get(at).text


def test_what_a_letter_lacks_is_said_in_the_language_of_whoever_reads(desks: RunDesks) -> None:
    lack = Lack("The signatory is missing.", Weight.STOPS, {"unsaid": 1})
    values = kept(kept({"lacks": (lack, Lack(NOT_MADE, Weight.STOPS))}))
    with speaking("ru"):
        assert said("%(lacks)s", values).endswith("Причину видят те, кто работает над кампанией.")
    assert said("%(lacks)s", values).endswith("Those who work on the campaign see why.")


def test_a_run_that_fell_silent_is_taken_up_while_others_are_ordered(desks: RunDesks) -> None:
    long_ago = utc_now() - SILENT_FOR - timedelta(minutes=1)
    with desks.database.writing() as session:
        campaign = session.exec(select(Campaign)).one()
        letter = session.get_one(Letter, desks.letters[0])
        kit: dict[str, object] = {"is_kit": True, "partner_id": desks.partners[0], "touched_at": utc_now()}
        orders: tuple[dict[str, object], ...] = ({"ordered_at": long_ago}, {}, kit)
        runs = [a_ready_run(session, campaign, letter, **values) for values in orders]
        for run in runs:
            run.state, run.settled_at = RunState.MAKING, None
        ids = [run.id for run in runs]
    look_after_runs(desks.database)
    with desks.database.reading() as session:
        assert [session.get_one(LetterRun, one).attempt for one in ids] == [2, 1, 1]


def test_letters_fall_out_of_a_run_when_they_would_not_be_approved_today(desks: RunDesks) -> None:
    with desks.database.writing() as session:
        campaign = session.exec(select(Campaign)).one()
        letter = session.get_one(Letter, desks.letters[0])
        user = a_user(session, campaign.organisation_id)
        run = a_ready_run(session, campaign, letter)

        def why() -> list[str]:
            session.flush()
            items = session.exec(select(RunLetter).where(RunLetter.run_id == run.id)).all()
            return [one.why for one in fallen_items(session, campaign, run, items)]

        assert why() == []
        mark_sent(session, letter=letter)
        assert why() == [], "sent long ago, and as true as ever"
        confirmed(session, campaign, "kz-president", ["Elsewhere", *ASTANA[1:]])
        assert why() == [MOVED]
        confirmed(session, campaign, "kz-president", ASTANA)
        follow_up(session, campaign=campaign, letter=letter, user=user, follows=Follows.REMINDER)
        assert why() == [NOT_NEWEST]
        session.rollback()
    with desks.database.writing() as session:
        campaign = session.exec(select(Campaign)).one()
        letter = session.get_one(Letter, desks.letters[0])
        run = a_ready_run(session, campaign, letter)
        take_approval_back(session, campaign=campaign, letter=letter, user=a_user(session, campaign.organisation_id))
        session.flush()
        items = session.exec(select(RunLetter).where(RunLetter.run_id == run.id)).all()
        assert [one.why for one in fallen_items(session, campaign, run, items)] == [FELL]
        session.rollback()


def test_the_same_form_twice_is_one_run_and_too_much_is_refused_in_words(
    desks: RunDesks, monkeypatch: pytest.MonkeyPatch
) -> None:
    order = one_by_partners(desks) | {"once": "a-mark-of-this-form"}
    first, second = (desks.author.post(AT, data=order).headers["location"] for _ in range(2))
    assert first == second
    nothing = desks.author.post(AT, data={"own_paper": "yes"})
    assert (nothing.status_code, "Choose at least one letter" in nothing.text) == (422, True)
    gone = desks.author.post(AT, data=desks.order | {"letters": ["12345"]})
    assert (gone.status_code, "not approved any more" in gone.text) == (422, True)
    monkeypatch.setattr("campaigns.runs.actions.MOST_FILES", 2)
    many = desks.author.post(AT, data=desks.order)
    assert (many.status_code, "more than one run makes" in many.text) == (422, True)


def test_what_only_the_organisation_may_send_is_on_no_partners_paper() -> None:
    of_partners = {kind for kind in LetterKind if kind.declared.partners_may}
    assert of_partners == {
        LetterKind.APPEAL,
        LetterKind.PROTEST,
        LetterKind.ILO_DG_INTERVENTION,
        LetterKind.EU_LETTER,
    }


def test_a_run_nobody_hears_of_is_taken_up_again_and_given_up_in_the_end(desks: RunDesks) -> None:
    desks.author.post(AT, data=one_by_partners(desks))
    for attempt in range(2, MOST_ATTEMPTS + 2):
        with desks.database.writing() as session:
            run = session.exec(select(LetterRun)).one()
            run.touched_at = utc_now() - SILENT_FOR - timedelta(minutes=1)
            session.add(run)
        look_after_runs(desks.database)
        assert desks.run().attempt == min(attempt, MOST_ATTEMPTS)
    assert desks.run().state is RunState.FAILED


def test_kits_that_lie_for_a_week_go_with_their_files(desks: RunDesks) -> None:
    with desks.database.writing() as session:
        campaign = session.exec(select(Campaign)).one()
        letter = session.get_one(Letter, desks.letters[0])
        run = a_ready_run(session, campaign, letter, is_kit=True, partner_id=desks.partners[0])
        run.settled_at = utc_now() - KITS_FOR - timedelta(hours=1)
        session.add(run)
    look_after_runs(desks.database)
    with desks.database.reading() as session:
        assert session.exec(select(LetterRun)).all() == []
        acts = set(session.exec(select(AuditEntry.act)))
    assert "partner.letterhead_lent" in acts


def test_a_run_of_no_letters_is_refused_before_anything_is_made(desks: RunDesks) -> None:
    with desks.database.writing() as session:
        campaign = session.exec(select(Campaign)).one()
        user = a_user(session, campaign.organisation_id)
        with pytest.raises(BadInput):
            order_run(session, user=user, campaign=campaign, letters=[], partners=[], own_paper=True)


def test_two_orders_at_once_make_no_more_runs_than_may_be_made(
    desks: RunDesks, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("campaigns.runs.actions.MOST_RUNNING", 1)
    refused: list[BadInput] = []

    def order() -> None:
        with desks.database.writing() as session:
            campaign = session.exec(select(Campaign)).one()
            letters = [session.get_one(Letter, desks.letters[0])]
            user = a_user(session, campaign.organisation_id)
            order_run(session, user=user, campaign=campaign, letters=letters, partners=[], own_paper=True)

    def order_too() -> None:
        try:
            order()
        except BadInput as refusal:
            refused.append(refusal)

    other = threading.Thread(target=order_too)
    with desks.database.writing() as session:
        campaign = session.exec(select(Campaign)).one()
        letters = [session.get_one(Letter, desks.letters[0])]
        user = a_user(session, campaign.organisation_id)
        order_run(session, user=user, campaign=campaign, letters=letters, partners=[], own_paper=True)
        other.start()
        other.join(0.5)
        assert other.is_alive(), "it waits"
    other.join(20)
    assert ["are being made already" in one.words for one in refused] == [True]


def test_more_letters_than_a_partner_makes_at_once_are_not_offered(
    desks: RunDesks, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("campaigns.runs.actions.MOST_LETTERS", 1)
    values = re.findall(r'name="offered" value="([^"]+)"', desks.author.get(AT).text)
    assert len(values) == 3
    refused = desks.author.post(f"{AT}/offered", data={"offered": values})
    assert (refused.status_code, "A partner makes all of them at once: at most 1" in refused.text) == (422, True)
    appeals = [value for value in values if int(value.partition(":")[0]) in desks.letters[:2]]
    assert desks.author.post(f"{AT}/offered", data={"offered": appeals}).status_code == 303, "two languages of one"
