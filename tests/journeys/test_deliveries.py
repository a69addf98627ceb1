"""A delegation takes the letters to an office: planned, packed, handed over, noted and told of; over HTTP."""

import hashlib
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from sqlmodel import col, select

from campaigns.actions.push import touch
from campaigns.deliveries import printing
from campaigns.deliveries.jobs import look_at_packs, make_pack
from campaigns.deliveries.models.delivery import DeliveryState
from campaigns.deliveries.models.pack import PackPart, PackState, PartKind
from campaigns.deliveries.models.visit import Visit
from campaigns.letters.models import Letter, LetterState
from campaigns.models.case import Case, CaseKind
from campaigns.register.models import Dispatch, DispatchState, Way
from campaigns.updates.models import Update, UpdatePicture, UpdateState, UpdateText
from foundation.accounts.models import AuditEntry
from foundation.clock import utc_now, utc_today
from foundation.database import Database
from foundation.files import StoredFile
from foundation.settings import Settings
from petitions.models.petition import Unpublished
from tests.factories.updates import a_picture
from tests.jobs_running import run_jobs
from tests.journeys.delivery_desks import (
    DELIVERIES,
    REGISTER,
    files_left,
    names_in_zip,
    newest_pack,
    open_delivery_desks,
    order,
    parts,
    plan,
    text_of,
    the_campaign,
    the_delivery,
)
from tests.journeys.letter_desks import PICTURE, Desks, once_in, today

pytestmark = pytest.mark.slow


@pytest.fixture
def desks(settings: Settings, database: Database) -> Desks:
    return open_delivery_desks(settings, database)


def test_a_delivery_is_planned_once_and_stands_on_the_first_page(desks: Desks, database: Database) -> None:
    author, viewer = desks["author"], desks["viewer"]
    assert "No delivery is planned" in author.get(DELIVERIES).text
    form = author.get(f"{DELIVERIES}/new").text
    good = {"office": "kz-president", "planned_on": today(), "language": "ru"}
    wrong = {
        "office": ("nobody", "choose an office"),
        "planned_on": ("1 May 2020", "day is over"),
        "language": ("xx", ""),
    }
    for field, (typed, said) in wrong.items():
        refused = author.post(f"{DELIVERIES}/new", data=good | {field: typed})
        assert (refused.status_code, refused.text.count('class="problem"')) == (422, 1), field
        assert said in refused.text
    private = {"delegation": "Delegate Quietly", "note": "Ring twice."}
    spoken = {"planned_on": utc_today().strftime("%d.%m.%Y"), "once": once_in(form, f"{DELIVERIES}/new")}
    for _press in range(2):
        assert author.post(f"{DELIVERIES}/new", data=good | private | spoken).status_code == 303
    with database.reading() as session:
        delivery = the_delivery(session)
        assert (delivery.country, delivery.planned_on, delivery.language) == ("KZ", utc_today(), "ru")
    at = f"{DELIVERIES}/{delivery.id}"
    assert at in author.get(DELIVERIES).text
    assert "Delegate Quietly" in author.get(at).text
    assert "Ring twice." in author.get(at).text
    assert "Delegate" not in viewer.get(at).text
    assert "Ring twice." not in viewer.get(at).text
    assert viewer.post(f"{DELIVERIES}/new", data=good).status_code == 403
    assert at in author.get("/desk").text
    assert at not in viewer.get("/desk").text
    assert "Вручение" in author.get("/ru/desk").text
    later = {"planned_on": (utc_today() + timedelta(days=60)).isoformat(), "language": "en"}
    assert author.post(at, data=later | {"planned_on": "2020-05-01"}).status_code == 422
    assert author.post(at, data=later).status_code == 303
    assert at not in author.get("/desk").text
    assert author.post(at, data=later | {"planned_on": today()}).status_code == 303
    with time_machine.travel(utc_now() + timedelta(days=2), tick=False):
        for name in ("author", "second"):
            desks[name].post("/desk/sign-in", data={"email": "ada@example.org", "password": "four words make it long"})
        assert "How did the visit of" in author.get("/desk").text


def test_the_pack_holds_the_frozen_letter_numbers_banners_notes_and_a_form(desks: Desks, database: Database) -> None:
    author = desks["author"]
    at = plan(author)
    assert "Goes along" in author.get(at).text
    form = {"once": once_in(author.get(at).text, f"{at}/packs")}
    for _press in range(2):
        assert author.post(f"{at}/packs", data=form).status_code == 303
    assert author.post(f"{at}/packs").status_code == 409
    page = author.get(at)
    assert "Being made" in page.text
    assert page.headers["refresh"] == "5"
    run_jobs(database)
    ready = author.get(at).text
    assert "Ready" in ready
    assert "refresh" not in author.get(at).headers
    assert "without names" in ready
    found = parts(database, at)
    assert set(found) == {
        "letter-en", "totals", "press-en", "press-ru", "banner_a4", "banner_a3", "protocol", "merged", "zip",
    }  # fmt: skip
    said = {}
    for kind, (address, part) in found.items():
        answer = author.get(address)
        assert answer.status_code == 200, kind
        assert hashlib.sha256(answer.content).hexdigest() == part.sha256
        assert answer.headers["cache-control"] == "private, no-store"
        if kind != "zip":
            said[kind] = text_of(answer.content)
    letter = author.get(found["letter-en"][0]).content
    with database.reading() as session:
        frozen = session.exec(select(Letter)).one()
        assert hashlib.sha256(letter).hexdigest() == frozen.file_sha256
    for words in ("12 people have signed", "France", "President of the Republic of Kazakhstan", "fewer than ten"):
        assert words in said["totals"], words
    assert "Switzerland" not in said["totals"]
    title = "Let unions in Central Asia work freely"
    for kind in ("banner_a4", "banner_a3"):
        assert "12 people demand" in said[kind]
        assert title in said[kind]
    assert "a delegation of Example Federation of Trade Unions takes" in said["press-en"]
    assert "Заметка для прессы" in said["press-ru"]
    assert "Туркменистан" not in said["press-ru"]
    assert "Turkmenistan" not in said["press-en"]
    assert "Received by (name and office)" in said["protocol"]
    assert frozen.our_reference in said["protocol"]
    for words in ("12 people have signed", "12 people demand", "Received by (name and office)", frozen.our_reference):
        assert words in said["merged"], words
    for name in ("Béatrice", "Zoë", "Hushed", "Quietly"):
        assert not [kind for kind, words in said.items() if name in words], name
    packed = names_in_zip(author.get(found["zip"][0]).content)
    assert len(packed) == 7
    assert letter in packed.values()
    assert author.get(found["letter-en"][0].replace("/parts/", "/parts/1")).status_code == 404
    for address, _part in found.values():
        assert desks["viewer"].get(address).status_code == 403
    assert found["zip"][0] not in desks["viewer"].get(at).text


def test_an_embassy_takes_the_letters_to_offices_of_its_country(desks: Desks, database: Database) -> None:
    author = desks["author"]
    page = author.get(plan(author, "kg-embassy-us")).text
    assert "No letter to this office is approved yet." in page
    assert author.post(f"{plan(author, 'tm-mfa')}/packs").status_code == 409
    own = {"country": "KZ", "profile": "ambassador"}
    with database.writing() as session:
        from campaigns.deliveries.letters import carried
        from campaigns.deliveries.models.delivery import Delivery
        from campaigns.offices.models import ChangeState, OfficeChange

        written = own | {"id": "kz-embassy-ch", "title": {"en": "Embassy of Kazakhstan"}, "check": "sourced"}
        change = OfficeChange(office_id="kz-embassy-ch", number=1, changed=written, state=ChangeState.ACCEPTED)
        change.decided_at, change.made_alone = utc_now(), True
        session.add(change)
        session.flush()
        campaign = the_campaign(session)
        visit = Delivery(
            campaign_id=campaign.id, office_id="kz-embassy-ch", country="KZ", language="en", planned_on=utc_today()
        )
        assert [one.letter.office_id for one in carried(session, campaign, visit)] == ["kz-president"]


def test_a_pack_that_is_called_off_leaves_no_file_not_even_while_it_is_made(
    desks: Desks, database: Database, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    author = desks["author"]
    at = plan(author)
    order(database, author, at)
    with database.reading() as session:
        own = [row.sha256 for row in session.exec(select(PackPart)) if row.kind is not PartKind.LETTER]
        frozen = session.exec(select(Letter.file_sha256)).one()
        pack_id = newest_pack(session).id
    assert len(files_left(settings, database, own)) == 8
    for _press in range(2):
        assert author.post(f"{at}/packs/{pack_id}/call-off").status_code == 303
    address = f"{at}/packs/{pack_id}/parts/1"
    run_jobs(database)
    assert files_left(settings, database, own) == []
    assert files_left(settings, database, [str(frozen)]) == [frozen]
    assert author.get(address).status_code == 404

    really = printing.merged

    def called_off_meanwhile(*given: Any) -> Any:
        with database.reading() as looking:
            number = newest_pack(looking).id
        assert author.post(f"{at}/packs/{number}/call-off").status_code == 303
        return really(*given)

    monkeypatch.setattr("campaigns.deliveries.jobs.merged", called_off_meanwhile)
    order(database, author, at)
    with database.reading() as session:
        assert newest_pack(session).state is PackState.CALLED_OFF
        assert not session.exec(select(PackPart)).all()
        kept = set(session.exec(select(StoredFile.sha256)))
    on_disk = {
        path.parent.name + path.name for path in settings.effective_files_dir.glob("??/*") if len(path.name) == 62
    }
    assert on_disk <= kept
    assert "Called off" in author.get(at).text


def test_a_delivery_that_is_called_off_takes_its_packs_along(
    desks: Desks, database: Database, settings: Settings
) -> None:
    author = desks["author"]
    at = plan(author)
    order(database, author, at)
    with database.reading() as session:
        own = [row.sha256 for row in session.exec(select(PackPart)) if row.kind is not PartKind.LETTER]
    for _press in range(2):
        assert author.post(f"{at}/call-off").status_code == 303
    run_jobs(database)
    assert files_left(settings, database, own) == []
    assert author.post(f"{at}/packs").status_code == 409
    assert author.post(at, data={"planned_on": today(), "language": "ru"}).status_code == 409
    assert author.post(f"{at}/visits", data={"outcome": "refused", "visited_on": today()}).status_code == 409
    with database.reading() as session:
        assert the_delivery(session).state is DeliveryState.CALLED_OFF


def test_a_job_that_breaks_says_so_and_keeps_nothing(
    desks: Desks, database: Database, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    author = desks["author"]
    at = plan(author)

    def breaks(*_given: object, **_more: object) -> None:
        raise RuntimeError("of a secret name")

    with monkeypatch.context() as patch:
        patch.setattr("campaigns.deliveries.jobs.zipped", breaks)
        order(database, author, at)
    page = author.get(at).text
    assert "Could not be made" in page
    assert "nothing of it was kept" in page
    assert "secret name" not in page
    with database.reading() as session:
        assert not session.exec(select(PackPart)).all()
    assert author.post(f"{at}/packs").status_code == 303
    with time_machine.travel(utc_now() + timedelta(hours=2), tick=False):
        look_at_packs(database)
    with database.reading() as session:
        pack = newest_pack(session)
        assert (pack.state, "not finished in time" in pack.problem) == (PackState.FAILED, True)
    run_jobs(database)
    with database.reading() as session:
        assert newest_pack(session).state is PackState.FAILED
    order(database, author, at)
    with database.reading() as session:
        assert newest_pack(session).state is PackState.READY


def test_a_worker_that_is_killed_begins_anew(desks: Desks, database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    author = desks["author"]
    at = plan(author)

    def killed(*_given: object) -> None:
        raise SystemExit

    with monkeypatch.context() as patch:
        patch.setattr("campaigns.deliveries.jobs.merged", killed)
        with pytest.raises(SystemExit):
            order(database, author, at)
    with database.reading() as session:
        pack = newest_pack(session)
        assert (pack.state, len(session.exec(select(PackPart)).all())) == (PackState.ORDERED, 7)
    for _run in range(2):
        make_pack(database, pack_id=pack.id)
    with database.reading() as session:
        places = [part.place for part in session.exec(select(PackPart).order_by(col(PackPart.place)))]
        assert (newest_pack(session).state, places) == (PackState.READY, list(range(9)))


def test_what_is_put_on_hold_is_taken_no_more_and_in_no_new_pack(
    desks: Desks, database: Database, settings: Settings
) -> None:
    """The letter was sent before the hold."""
    author = desks["author"]
    at = plan(author)
    order(database, author, at)
    with database.reading() as session:
        letter = session.exec(select(Letter)).one()
    sent = author.post(f"{REGISTER}/{letter.id}/sent", data={"way": "post", "sent_on": today()})
    assert sent.status_code == 303
    found = parts(database, at)
    assert author.get(found["totals"][0]).status_code == 200
    with database.writing() as session:
        campaign = the_campaign(session)
        case = session.exec(select(Case).where(Case.campaign_id == campaign.id, Case.key == "baltabai")).one()
        case.hold = True
        session.add(case)
        touch(session, campaign, user=None)
    for kind, (address, _part) in found.items():
        refused = author.get(address)
        assert (refused.status_code, "on hold" in refused.text) == (409, True), kind
    assert "Something was put on hold since this pack was made" in author.get(at).text
    look_at_packs(database)
    run_jobs(database)
    with database.reading() as session:
        assert newest_pack(session).state is PackState.VOID
        assert not session.exec(select(PackPart)).all()
    refused = author.post(f"{at}/packs")
    assert (refused.status_code, "No letter to this office may leave yet" in refused.text) == (409, True)
    assert "It tells something that is on hold by now." in author.get(at).text


def test_an_approval_that_ends_and_names_off_the_site_stop_a_pack(desks: Desks, database: Database) -> None:
    author = desks["author"]
    at = plan(author)
    order(database, author, at)
    found = parts(database, at)
    with database.writing() as session:
        the_campaign(session).unpublished = Unpublished.NAMES
    refused = author.get(found["totals"][0])
    assert (refused.status_code, "off the site" in refused.text) == (409, True)
    assert author.post(f"{at}/packs").status_code == 409
    with database.writing() as session:
        the_campaign(session).unpublished = None
    assert author.get(found["totals"][0]).status_code == 200
    with database.reading() as session:
        letter = session.exec(select(Letter)).one()
    assert author.post(f"{at}/packs").status_code == 303
    assert author.post(f"{REGISTER}/{letter.id}/take-back").status_code == 303
    run_jobs(database)
    with database.reading() as session:
        pack = newest_pack(session)
        assert pack.state is PackState.FAILED
        assert not session.exec(select(PackPart)).all()
    assert "No letter to this office may leave yet" in author.get(at).text


def test_a_visit_is_noted_with_proof_in_the_register_and_told_by_one_click(
    desks: Desks, database: Database, settings: Settings
) -> None:
    author, viewer = desks["author"], desks["viewer"]
    at = plan(author, delegation="Delegate Quietly")
    with database.reading() as session:
        letter = session.exec(select(Letter)).one()
    visit = {
        "outcome": "refused",
        "visited_on": today(),
        "place": "Example Town",
        "received_by": "Guard Nameless",
        "who_went": "Delegate Quietly",
        "remarks": "They shut the gate.",
        "letters": str(letter.id),
        "agreed": "yes",
    }
    files = {"photo": ("gate.jpg", a_picture()), "scan": ("copy.png", bytes.fromhex(PICTURE))}
    late = author.post(f"{at}/visits", data=visit | {"visited_on": "2199-01-01"}, files=files)
    early = author.post(f"{at}/visits", data=visit | {"visited_on": "2020-01-01"}, files=files)
    bad = author.post(f"{at}/visits", data=visit, files={"photo": ("a.jpg", b"<script>"), "scan": ("b.pdf", b"%PDF-x")})
    assert ("still to come" in late.text, "approved only after" in early.text) == (True, True)
    assert bad.text.count('class="problem"') == 2
    assert {late.status_code, early.status_code, bad.status_code} == {422}
    with database.reading() as session:
        assert not session.exec(select(Visit)).all()
        assert not session.exec(select(Dispatch)).all()
    once = {"once": once_in(author.get(at).text, f"{at}/visits")}
    for _press in range(2):
        assert author.post(f"{at}/visits", data=visit | once, files=files).status_code == 303
    with database.reading() as session:
        noted = session.exec(select(Visit)).one()
        dispatch = session.exec(select(Dispatch)).one()
        assert (dispatch.way, dispatch.state, dispatch.sent_on) == (Way.HAND, DispatchState.REFUSED, utc_today())
        assert dispatch.proof_sha256 == noted.scan_sha256
        assert session.get_one(Letter, letter.id).state is LetterState.SENT
        assert the_delivery(session).state is DeliveryState.DONE
    at_visit = f"{at}/visits/{noted.id}"
    photo = author.get(f"{at_visit}/photo")
    assert b"canary of a place" not in photo.content
    assert author.get(f"{at_visit}/scan").headers["content-disposition"].startswith("attachment")
    for private in (f"{at_visit}/photo", f"{at_visit}/scan"):
        assert viewer.get(private).status_code == 403
    shown, seen = author.get(at).text, viewer.get(at).text
    for words in ("Guard Nameless", "Delegate Quietly", "They shut the gate.", "/photo"):
        assert words in shown, words
        assert words not in seen, words
    assert "Not accepted" in seen
    assert "Not accepted" in viewer.get(f"{REGISTER}/{letter.id}").text

    news = author.post(f"{at_visit}/news")
    assert news.status_code == 303
    assert author.post(f"{at_visit}/news").headers["location"] == news.headers["location"]
    with database.reading() as session:
        update = session.exec(select(Update)).one()
        texts = {row.language: f"{row.title} {row.text}" for row in session.exec(select(UpdateText))}
        picture = session.exec(select(UpdatePicture)).one()
        assert (update.state, picture.sha256) == (UpdateState.DRAFT, noted.photo_sha256)
    assert "were not accepted: President of the Republic of Kazakhstan" in texts["en"]
    assert "не приняли" in texts["ru"]
    assert "12 people have signed." in texts["en"]
    assert "Подписали 12 человек." in texts["ru"]
    for name in ("Nameless", "Quietly", "shut the gate"):
        assert not [language for language, words in texts.items() if name in words]
    with database.reading() as session:
        acts = set(session.exec(select(AuditEntry.act)))
    assert {"delivery.planned", "delivery.visit_noted", "delivery.news_drafted", "letter.sent"} <= acts

    assert author.post(f"{at_visit}/photo/remove").status_code == 303
    assert author.get(f"{at_visit}/photo").status_code == 404
    assert author.post(f"{at_visit}/remove").status_code == 303
    with database.reading() as session:
        assert not session.exec(select(Dispatch)).all()
        assert session.get_one(Letter, letter.id).state is LetterState.SENT
        assert the_delivery(session).state is DeliveryState.PLANNED
        assert session.get(StoredFile, picture.sha256) is None
    assert files_left(settings, database, [str(noted.scan_sha256)]) == []


def test_a_photo_without_the_tick_stays_at_the_desk_and_a_closed_gate_sends_no_letter(
    desks: Desks, database: Database
) -> None:
    author = desks["author"]
    at = plan(author)
    with database.reading() as session:
        letter = session.exec(select(Letter)).one()
    visit = {"outcome": "closed", "visited_on": today(), "letters": str(letter.id)}
    assert author.post(f"{at}/visits", data=visit, files={"photo": ("a.jpg", a_picture())}).status_code == 303
    with database.reading() as session:
        noted = session.exec(select(Visit)).one()
        assert not session.exec(select(Dispatch)).all()
        assert session.get_one(Letter, letter.id).state is LetterState.APPROVED
    assert "For the desk only" in author.get(at).text
    assert author.post(f"{at}/visits/{noted.id}/news").status_code == 303
    with database.reading() as session:
        assert len(session.exec(select(Update)).all()) == 1
        assert not session.exec(select(UpdatePicture)).all()


def test_a_letter_that_fell_since_is_named_in_the_log_and_not_in_the_register(desks: Desks, database: Database) -> None:
    author = desks["author"]
    at = plan(author)
    with database.reading() as session:
        letter = session.exec(select(Letter)).one()
    assert author.post(f"{REGISTER}/{letter.id}/take-back").status_code == 303
    visit = {"outcome": "received", "visited_on": today(), "letters": str(letter.id)}
    assert author.post(f"{at}/visits", data=visit).status_code == 303
    with database.reading() as session:
        assert not session.exec(select(Dispatch)).all()
    assert "not in the register" in author.get(at).text


def test_no_id_stands_twice_and_every_field_has_its_words(desks: Desks, database: Database) -> None:
    import re

    owner = desks["owner"]
    at = plan(owner)
    order(database, owner, at)
    for address in (at, f"/ru{at}", DELIVERIES, f"{DELIVERIES}/new"):
        page = owner.get(address).text
        ids = re.findall(r'\bid="([^"]+)"', page)
        assert len(ids) == len(set(ids)), (address, [one for one in ids if ids.count(one) > 1])
        assert set(re.findall(r'<label for="([^"]+)"', page)) <= set(ids)
    with database.writing() as session:
        campaign = the_campaign(session)
        held = Case(
            campaign_id=campaign.id, key="zarina", kind=CaseKind.PERSON, name={"en": "Zarina Hidden"}, hold=True
        )
        session.add(held)
    assert "Zarina" not in desks["viewer"].get(at).text
