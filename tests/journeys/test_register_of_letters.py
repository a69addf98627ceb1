"""An organiser writes, a second person approves, it is sent, answered, reminded of and corrected; over HTTP."""

import hashlib
import re
from datetime import timedelta

import pytest
import time_machine
from sqlmodel import Session, select
from starlette.testclient import TestClient

from campaigns.actions.push import touch
from campaigns.app import create_app
from campaigns.letters.models import Letter, LetterState
from campaigns.models.campaign import Campaign
from campaigns.models.case import Case, CaseKind
from campaigns.models.demand import Demand, DemandState, Progress
from campaigns.models.source import Source
from campaigns.outcomes.models import Evidence
from campaigns.register.models import Dispatch, Reply
from foundation.accounts.models import AuditEntry, Organisation
from foundation.clock import utc_now, utc_today
from foundation.database import Database
from foundation.settings import Settings
from tests.conftest import BASE_URL
from tests.factories.accounts import PASSWORD, an_organiser
from tests.journeys.letter_desks import (
    ENGLISH,
    PICTURE,
    Desks,
    approve,
    mark_in,
    once_in,
    open_letter_desks,
    today,
)
from tests.journeys.test_letters import COMPLETE, CONFIRMED, EDITOR, words_of


@pytest.fixture
def desks(settings: Settings, database: Database) -> Desks:
    return open_letter_desks(settings, database)


def the_letter(session: Session, edition: int = 1) -> Letter:
    return session.exec(select(Letter).where(Letter.edition == edition)).one()


def test_a_letter_is_approved_by_a_second_person_and_frozen(desks: Desks, database: Database) -> None:
    author, second = desks["author"], desks["second"]
    own = author.get(EDITOR, params=ENGLISH).text
    assert 'name="approved"' not in own
    assert author.post(f"{EDITOR}/approve", data=ENGLISH | {"approved": "a" * 32}).status_code == 403
    page = second.get(EDITOR, params=ENGLISH).text
    author.post(EDITOR, data=COMPLETE | {"our_reference": "", "own_words": "One more thing."})
    stale = second.post(f"{EDITOR}/approve", data=ENGLISH | {"approved": mark_in(page)})
    assert (stale.status_code, "changed since you opened it" in stale.text) == (409, True)

    at = approve(desks)
    shown = second.get(at).text
    assert "Approved, not sent yet" in shown
    assert f"{utc_today().year}-001" in shown
    content = second.get(f"{at}/letter.pdf").content
    assert content == author.get(f"{EDITOR}/pdf", params=ENGLISH).content
    assert "DRAFT" not in words_of(content)
    assert author.get(EDITOR, params=ENGLISH).headers["location"] == at
    assert author.post(EDITOR, data=COMPLETE).status_code == 409
    assert "approved, not sent yet" in author.get("/desk").text

    public = desks["nobody"]
    code = re.search(r"verify\?letter=\d+", words_of(content))
    assert code
    assert "is ours and approved" in public.get(f"/{code[0]}").text
    by_hash = public.post("/verify", data={"sha256": hashlib.sha256(content).hexdigest()}).text
    assert "Approved, not sent yet" in by_hash
    assert "No letter that stands" in public.get("/verify?letter=12345").text
    assert public.get("/verify?letter=%D9%A1" + "9" * 40).status_code == 200


def test_it_is_sent_answered_and_nothing_changes_its_bytes(desks: Desks, database: Database) -> None:
    author, at = desks["author"], approve(desks)
    content = author.get(f"{at}/letter.pdf").content
    wrong = author.post(f"{at}/sent", data={"way": "pigeon", "sent_on": today()})
    assert wrong.status_code == 422
    late = author.post(f"{at}/sent", data={"way": "post", "sent_on": "2199-01-01"})
    assert (late.status_code, "still to come" in late.text) == (422, True)
    bad = author.post(f"{at}/sent", data={"way": "post", "sent_on": today()}, files={"proof": ("a.pdf", b"<script>")})
    assert bad.status_code == 422
    proof = {"proof": ("receipt.png", bytes.fromhex(PICTURE))}
    assert author.post(f"{at}/sent", data={"way": "registered", "sent_on": today()}, files=proof).status_code == 303
    with database.reading() as session:
        dispatch = session.exec(select(Dispatch)).one()
        assert the_letter(session).state is LetterState.SENT
    receipt = author.get(f"{at}/ways/{dispatch.id}/proof")
    assert receipt.headers["content-disposition"].startswith("attachment")
    assert author.post(f"{at}/take-back").status_code == 409
    settled = author.post(f"{at}/ways/{dispatch.id}", data={"state": "received", "settled_on": today()})
    assert settled.status_code == 303
    reply = {"kind": "refused", "received_on": today(), "their_reference": "A-7", "summary": "=We refuse."}
    assert author.post(f"{at}/replies", data=reply | {"received_on": "2199-01-01"}).status_code == 422
    assert author.post(f"{at}/replies", data=reply).status_code == 303
    shown = author.get(at).text
    assert "A-7" in shown
    assert "Refuses" in shown
    assert author.post(f"{at}/replies", data=reply).status_code == 303
    with database.reading() as session:
        second = session.exec(select(Reply.id)).all()[-1]
    assert author.post(f"{at}/replies/{second}/remove").status_code == 303

    assert author.post(f"{at}/remind").status_code == 303
    editor = author.get(EDITOR, params=ENGLISH).text
    assert "you refused what we had asked" in editor
    assert author.post(f"{at}/correct").status_code == 409
    assert author.get(f"{at}/letter.pdf").content == content
    with database.reading() as session:
        acts = list(session.exec(select(AuditEntry.act)))
    for act in ("letter.approved", "letter.sent", "letter.settled", "letter.answered", "letter.reminder"):
        assert act in acts, act


def test_a_correction_replaces_the_sent_letter_and_verify_says_so(desks: Desks) -> None:
    author, at = desks["author"], approve(desks)
    author.post(f"{at}/sent", data={"way": "hand", "sent_on": today()})
    assert author.post(f"{at}/correct").status_code == 303
    code = f"/verify?letter={at.rpartition('/')[2]}"
    assert "was sent, and stands" in desks["nobody"].get(code).text
    new = approve(desks)
    assert new != at
    assert "a correction has replaced it" in desks["nobody"].get(code).text
    assert "заменено исправленным" in desks["nobody"].get(f"/ru{code}").text
    assert "replaces it" in author.get(at).text


def test_an_address_that_moves_ends_the_approval_and_the_editor_says_why(desks: Desks) -> None:
    author, at = desks["author"], approve(desks)
    moved = CONFIRMED | {"lines": "Akorda\n7 New Street\n010000 Astana\nKAZAKHSTAN"}
    assert author.post(f"{EDITOR}/address", data=moved).status_code == 303
    assert author.get(at).headers["location"].startswith(EDITOR)
    refused = author.post(f"{at}/sent", data={"way": "post", "sent_on": today()})
    assert (refused.status_code, "a draft again" in refused.text) == (409, True)
    editor = author.get(EDITOR, params=ENGLISH).text
    assert "The approval has ended" in editor
    assert "has changed" in editor


def test_the_register_is_narrowed_leafed_and_taken_out(desks: Desks, database: Database) -> None:
    author, at = desks["author"], approve(desks)
    author.post(f"{at}/sent", data={"way": "post", "sent_on": today()})
    author.post(
        f"{at}/replies", data={"kind": "evasive", "received_on": today(), "summary": "x", "their_reference": "=1+1"}
    )
    register = "/desk/campaigns/mission/register"
    for address in (register, "/desk/register"):
        assert at in author.get(address).text
        assert at in author.get(f"{address}?state=answered&way=post&year={utc_today().year}").text
        for narrow in ("state=overdue", "way=fax", "year=1999", "office=nobody"):
            assert at not in author.get(f"{address}?{narrow}").text, narrow
        assert author.get(f"{address}?after=zzz&year=99999999999999999999&state=%00").status_code == 200
        table = author.get(f"{address}.csv")
        assert "'=1+1" in table.text
        assert table.headers["content-type"].startswith("text/csv")
    assert author.post(f"{register}/term", data={"days": "0"}).status_code == 422
    assert author.post(f"{register}/term", data={"days": "10"}).status_code == 303
    assert 'value="10"' in author.get(register).text
    assert author.post("/desk/register/numbering", data={"pattern": "{year}-{number}"}).status_code == 403
    assert desks["viewer"].get(at).status_code == 200
    assert desks["viewer"].post(f"{at}/sent", data={"way": "post", "sent_on": today()}).status_code == 403


def test_the_pattern_of_references_is_the_owners_and_needs_a_number(
    desks: Desks, settings: Settings, database: Database
) -> None:
    with database.writing() as session:
        organisation = session.exec(select(Organisation)).one()
        an_organiser(session, organisation, email="owner@example.org")
    owner = TestClient(
        create_app(settings, database), base_url=BASE_URL, follow_redirects=False, headers={"Origin": BASE_URL}
    )
    owner.post("/desk/sign-in", data={"email": "owner@example.org", "password": PASSWORD})
    assert owner.post("/desk/register/numbering", data={"pattern": "IUF-{year}"}).status_code == 422
    assert owner.post("/desk/register/numbering", data={"pattern": "{year}-{number}-{config}"}).status_code == 422
    assert owner.post("/desk/register/numbering", data={"pattern": "EX/{country}/{year}/{number}"}).status_code == 303
    assert f"EX/KZ/{utc_today().year}/001" in desks["second"].get(approve(desks)).text


def sent_and_answered(desks: Desks, kind: str = "refused") -> tuple[str, str]:
    """The address of the letter, and of the answer."""
    author, at = desks["author"], approve(desks)
    assert author.post(f"{at}/sent", data={"way": "post", "sent_on": today()}).status_code == 303
    reply = {"kind": kind, "received_on": today(), "their_reference": "A-7", "summary": "We answer."}
    scan = {"scan": ("answer.png", bytes.fromhex(PICTURE))}
    assert author.post(f"{at}/replies", data=reply, files=scan).status_code == 303
    found = re.search(rf'action="({at}/replies/\d+)/remove"', author.get(at).text)
    assert found
    return at, found[1]


def demands_of(shown: str, answer: str) -> list[tuple[str, str]]:
    """Each demand of the one form, and what is chosen for it."""
    form = shown.partition(f'action="{answer}/demands"')[2].partition("</form>")[0]
    found = []
    for part in form.split('name="demand" value="')[1:]:
        selected = re.search(r'<option value="([a-z_]*)" selected>', part)
        found.append((part.partition('"')[0], selected[1] if selected else ""))
    return found


def chosen(*steps: tuple[str, str]) -> dict[str, list[str]]:
    return {"demand": [demand for demand, _state in steps], "progress": [state for _demand, state in steps]}


def test_one_form_sends_whatever_was_chosen_for_the_demands(desks: Desks, database: Database) -> None:
    author, viewer = desks["author"], desks["viewer"]
    at, answer = sent_and_answered(desks)
    shown = author.get(at).text
    assert shown.count(f'action="{answer}/demands') == 1, "no choice is lost because another one was sent"
    proposed = demands_of(shown, answer)
    assert [state for _demand, state in proposed] == ["refused"] * 7
    with database.reading() as session:
        assert not session.exec(select(DemandState)).all(), "nothing is noted without a person"
    mixed = chosen((proposed[0][0], "partly_met"), (proposed[1][0], ""), *proposed[2:])
    assert viewer.post(f"{answer}/demands", data=mixed).status_code == 403
    assert f"{answer}/demands" not in viewer.get(at).text
    assert author.post(f"{answer}/demands", data=mixed).status_code == 303
    assert author.post(f"{answer}/demands", data=mixed).status_code == 303, "a form that comes twice does no harm"
    with database.reading() as session:
        states = session.exec(select(DemandState)).all()
        assert [state.progress for state in states] == [Progress.PARTLY_MET, *[Progress.REFUSED] * 5]
        assert {state.date.first_day for state in states} == {utc_today()}
        source = session.exec(select(Source).where(Source.key.like("source%"))).all()[-1]  # type: ignore[attr-defined]  # a column
        assert "A-7" in source.title["en"]
        assert "Ответ" in source.title["ru"]
        assert not any(one.is_public for one in session.exec(select(Evidence)))
    shown = author.get(at).text
    assert shown.count("Noted from this answer") == 6
    assert demands_of(shown, answer) == [(proposed[1][0], "refused")]
    assert author.post(f"{answer}/remove").status_code == 409
    for state in states:
        assert author.post(f"{answer}/demands/{state.demand_id}/undo").status_code == 303
    with database.reading() as session:
        assert not session.exec(select(DemandState)).all()
        sources = len(session.exec(select(Source)).all())
    assert author.post(f"{answer}/demands", data=chosen(*proposed)).status_code == 303
    with database.reading() as session:
        assert len(session.exec(select(DemandState)).all()) == 7
        assert len(session.exec(select(Source)).all()) == sources + 1, "one answer is one source"
    for demand, _state in proposed:
        assert author.post(f"{answer}/demands/{demand}/undo").status_code == 303
    assert author.post(f"{answer}/remove").status_code == 303
    with database.reading() as session:
        assert not session.exec(select(Reply)).all()


def test_a_choice_that_cannot_be_noted_is_said_beside_it_and_the_others_stay_chosen(
    desks: Desks, database: Database
) -> None:
    author = desks["author"]
    at, answer = sent_and_answered(desks)
    first, second, *_rest = demands_of(author.get(at).text, answer)
    refused = author.post(f"{answer}/demands", data=chosen((first[0], "reversed"), (second[0], "met")))
    field = f"progress-{answer.rpartition('/')[2]}-{first[0]}"
    assert refused.status_code == 422
    assert f'<p class="problem" id="{field}-problem">' in refused.text
    assert f'href="#{field}"' in refused.text
    assert demands_of(refused.text, answer)[1] == (second[0], "met")
    with database.reading() as session:
        assert not session.exec(select(DemandState)).all(), "all of it or nothing"
    assert author.post(f"{answer}/demands", data=chosen(("999999", "met"))).status_code == 404
    assert author.post(f"{answer}/demands", data=chosen((first[0], "met"))).status_code == 303
    other = author.post(f"{answer}/demands", data=chosen((first[0], "refused")))
    assert (other.status_code, "noted for that demand already" in other.text) == (422, True)


def test_of_an_answer_that_does_a_part_nobody_guesses_which_part(desks: Desks, database: Database) -> None:
    at, answer = sent_and_answered(desks, "partly")
    demands = demands_of(desks["author"].get(at).text, answer)
    assert [state for _demand, state in demands] == [""] * 7
    unchosen = desks["author"].post(f"{answer}/demands", data=chosen(*demands))
    assert (unchosen.status_code, unchosen.text.count('class="problem"')) == (422, 1)
    with database.reading() as session:
        assert not session.exec(select(DemandState)).all()


def test_an_answer_that_names_somebody_on_hold_is_shown_to_those_who_work_on_the_facts(
    desks: Desks, database: Database
) -> None:
    at, answer = sent_and_answered(desks)
    assert desks["viewer"].get(at).status_code == 200
    assert desks["viewer"].get(f"{answer}/scan").status_code == 200
    named = {"kind": "asks", "received_on": today(), "summary": "We ask who Zarina Hidden is."}
    assert desks["author"].post(f"{at}/replies", data=named).status_code == 303
    with database.writing() as session:
        letter = the_letter(session)
        case = Case(campaign_id=letter.campaign_id, key="zarina", kind=CaseKind.PERSON, name={"en": "Zarina Hidden"})
        case.hold = True
        session.add(case)
    assert desks["viewer"].get(at).status_code == 403
    assert desks["viewer"].get(f"{answer}/scan").status_code == 403
    assert desks["author"].get(at).status_code == 200


def test_each_form_of_the_register_adds_once_and_no_id_stands_twice(desks: Desks, database: Database) -> None:
    author, at = desks["author"], approve(desks)
    sent = {"way": "post", "sent_on": today(), "once": once_in(author.get(at).text, f"{at}/sent")}
    for _press in range(2):
        assert author.post(f"{at}/sent", data=sent).status_code == 303
    reply = {"kind": "acknowledged", "received_on": today(), "summary": "Received."}
    reply["once"] = once_in(author.get(at).text, f"{at}/replies")
    for _press in range(2):
        assert author.post(f"{at}/replies", data=reply).status_code == 303
    author.post(f"{at}/sent", data={"way": "fax", "sent_on": today()})
    with database.reading() as session:
        assert len(session.exec(select(Reply)).all()) == 1
        ways = session.exec(select(Dispatch.id)).all()
    assert len(ways) == 2
    for page in (author.get(at).text, author.get(f"{at}/ways/{ways[0]}").text):
        ids = re.findall(r' id="([^"]+)"', page)
        assert sorted(ids) == sorted(set(ids))


def test_a_way_noted_in_error_is_taken_out_and_the_letter_stays_frozen(desks: Desks, database: Database) -> None:
    author, at = desks["author"], approve(desks)
    proof = {"proof": ("receipt.png", bytes.fromhex(PICTURE))}
    author.post(f"{at}/sent", data={"way": "hand", "sent_on": today()}, files=proof)
    with database.reading() as session:
        dispatch = session.exec(select(Dispatch)).one()
    way = f"{at}/ways/{dispatch.id}"
    assert "Noted in error?" in author.get(way).text
    assert author.post(way, data={"state": "received", "settled_on": "1999-01-01"}).status_code == 422
    assert author.post(f"{way}/remove").status_code == 303
    assert "is not noted" in author.get(at).text
    assert author.post(f"{at}/take-back").status_code == 409
    assert author.post(f"{at}/sent", data={"way": "post", "sent_on": today()}).status_code == 303
    assert "is not noted" not in author.get(at).text


def test_what_is_overdue_stands_on_the_page_of_its_campaign_and_on_the_first_page(
    desks: Desks, database: Database
) -> None:
    author, at = desks["author"], approve(desks)
    author.post(f"{at}/sent", data={"way": "post", "sent_on": today()})
    campaign = "/desk/campaigns/mission"
    assert "Answer overdue" not in author.get(campaign).text
    with time_machine.travel(utc_now() + timedelta(days=31), tick=False):
        author.post("/desk/sign-in", data={"email": "ada@example.org", "password": PASSWORD})
        assert at in author.get(campaign).text
        assert "No answer for 31 days." in author.get(campaign).text
        assert "no answer for 31 days" in author.get("/desk").text
        assert "We have had no answer" not in author.get(at).text
        assert author.post(f"{at}/remind").status_code == 303
        assert "We have had no answer" in author.get(EDITOR, params=ENGLISH).text
        assert at not in author.get(campaign).text, "a reminder was begun"


def test_an_approval_ends_when_the_facts_that_the_letter_tells_change(desks: Desks, database: Database) -> None:
    author, at = desks["author"], approve(desks)
    with database.writing() as session:
        demand = session.exec(select(Demand)).first()
        assert demand is not None
        campaign = session.get_one(Campaign, demand.campaign_id)
        letter = the_letter(session)
        assert letter.told
        demand.summary = {**demand.summary, "en": "Do something quite different."}
        demand.actions = []
        session.add(demand)
        touch(session, campaign, user=None)
    editor = author.get(author.get(at).headers["location"]).text
    assert "The facts that it tells" in editor
