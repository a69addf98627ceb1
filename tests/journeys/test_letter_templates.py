"""Templates at the desk: copied, tried out, saved, chosen for a letter, brought back, deleted and taken back."""

import html
import io
import re

import pytest
from pypdf import PdfReader
from sqlmodel import Session, select
from starlette.testclient import TestClient

from campaigns.actions.push import touch
from campaigns.letters.models import Letter
from campaigns.letters.templated.models import LetterTemplate, LetterTemplateVersion
from campaigns.models.campaign import Campaign
from campaigns.models.case import Case, CaseKind
from foundation.accounts.models import Grant, Membership, Organisation
from foundation.accounts.roles import Role
from foundation.database import Database
from foundation.settings import Settings
from tests.factories.accounts import PASSWORD, an_organisation, an_organiser
from tests.factories.letters import an_arrest
from tests.journeys.letter_desks import ENGLISH, Desks, approve, open_letter_desks
from tests.journeys.test_letters import COMPLETE, EDITOR

ALL = "/desk/letter-templates"
TEXT = "We write about {{campaign.title}}.\n\nWe ask:\n\n{{#demands}}\n{{demand.number}}. {{demand.text}}\n{{/demands}}"
NEW = {"kind": "appeal", "language": "en", "name": "Our appeal", "text": TEXT, "campaign": "mission"}
SUPPORTERS = "/campaigns/mission/letters/kz-president"


@pytest.fixture
def desks(settings: Settings, database: Database) -> Desks:
    return open_letter_desks(settings, database)


def make(desk: TestClient, **more: str) -> str:
    answer = desk.post(ALL, data=NEW | more)
    assert answer.status_code == 303, answer.text
    return str(answer.headers["location"]).partition("?")[0]


def words_on(page: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", page)).replace("\xa0", " ").split())


def preview_on(page: str) -> str:
    return words_on(page.partition('id="preview"')[2])


def test_an_organiser_copies_a_text_tries_it_out_and_a_letter_speaks_with_it(desks: Desks) -> None:
    desk = desks["author"]
    assert ALL in desk.get("/desk/letters").text
    page = desk.get(ALL).text
    assert "No template of your own yet" in page
    assert "it is not written with a template of your own" in page
    copied = desk.get(f"{ALL}/new", params={"of": "appeal.en", "campaign": "mission"}).text
    assert "{{#demands}}" in copied
    assert "Every field is filled" in preview_on(copied)

    wrong = NEW | {
        "text": "One.\r\nTwo {{campaign.titel}} <b>x</b> ![p](http://x)",
        "office": "kz-president",
        "name": "",
    }
    tried = desk.post(f"{ALL}/preview", data=wrong)
    assert tried.status_code == 200
    shown = preview_on(tried.text)
    assert (
        "Line 2, column 5 of the template: there is no field {{campaign.titel}}. Did you mean {{campaign.title}}?"
        in shown
    )
    assert "<b>x</b> ![p](http://x)" in shown
    assert '<mark class="gap">' in tried.text
    assert desk.post(ALL, data=NEW | {"name": ""}).status_code == 422

    address = make(desk)
    page = desk.get(address, params={"campaign": "mission", "office": "kz-prime-minister"}).text
    assert 'value="kz-prime-minister" selected' in page
    assert "We write about" in preview_on(page)
    letter = desk.get(EDITOR, params=ENGLISH).text
    assert "Our appeal" in letter
    number = address.rpartition("/")[2]
    assert desk.post(EDITOR, data=COMPLETE | {"template_id": number}).status_code == 303
    assert "We write about" in words_on(desk.get(f"{EDITOR}/preview", params=ENGLISH).text)
    printed = PdfReader(io.BytesIO(desk.get(f"{EDITOR}/pdf", params=ENGLISH).content))
    assert "We write about" in " ".join(page.extract_text() for page in printed.pages)
    complaint = desk.get("/desk/campaigns/mission/letters/ilo_cfa_complaint/ilo-dg").text
    assert "the parts and the order that the ILO looks for" in complaint
    assert 'name="template_id"' not in complaint


def test_in_russian_the_desk_and_the_letter_speak_russian(desks: Desks) -> None:
    desk = desks["author"]
    page = desk.get(f"/ru{ALL}/new", params={"of": "appeal.ru", "campaign": "mission"}).text
    shown = preview_on(page)
    assert "Все поля заполнены" in shown
    assert "Мы с уважением просим Вас:" in shown
    tried = desk.post(f"/ru{ALL}/preview", data=NEW | {"language": "ru", "text": "{{campaign.titel}}"}).text
    assert "Строка 1, знак 1 шаблона: поля {{campaign.titel}} нет. Может быть, {{campaign.title}}?" in preview_on(tried)


def test_a_letter_with_a_wrong_field_is_not_approved_until_the_template_is_right(
    desks: Desks, database: Database
) -> None:
    desk = desks["author"]
    address = make(desk, text=TEXT + "\n\n{{campaign.titel}}")
    number = address.rpartition("/")[2]
    desk.post(EDITOR, data=COMPLETE | {"template_id": number, "our_reference": ""})
    page = desks["second"].get(EDITOR, params=ENGLISH).text
    assert "there is no field {{campaign.titel}}" in words_on(page)
    assert "Approve this letter" not in page
    assert desk.get(f"{EDITOR}/pdf", params=ENGLISH).status_code == 422
    assert desk.post(address, data={"name": "Our appeal", "text": TEXT}).status_code == 303
    assert desk.post(EDITOR, data=COMPLETE | {"template_id": number, "our_reference": ""}).status_code == 303
    entry = approve(desks)
    assert desk.post(address, data={"name": "Our appeal", "text": "Other {{campaign.title}}"}).status_code == 303
    frozen = PdfReader(io.BytesIO(desk.get(f"{entry}/letter.pdf").content))
    assert "We write about" in " ".join(page.extract_text() for page in frozen.pages)
    with database.reading() as session:
        letter = session.exec(select(Letter).where(Letter.office_id == "kz-president")).one()
        assert (str(letter.template_id), letter.template_version) == (number, 2)


def test_earlier_texts_come_back_and_so_does_a_deleted_template(desks: Desks, database: Database) -> None:
    desk = desks["author"]
    address = make(desk)
    number = address.rpartition("/")[2]
    seen = re.search(r'name="seen" value="(\w+)"', desk.get(address).text)
    assert seen
    assert desk.post(address, data={"name": "Second", "text": "Second {{campaign.title}}"}).status_code == 303
    late = desk.post(address, data={"name": "Late", "text": "Late", "seen": seen[1]})
    assert late.status_code == 422, "somebody saved meanwhile"
    assert "Late" in late.text
    assert desk.post(f"{address}/restore", data={"number": "1"}).status_code == 303
    assert desk.post(f"{address}/restore", data={"number": "9"}).status_code == 404
    page = desk.get(address).text
    assert "Version 3" in page
    assert TEXT.partition("\n")[0] in html.unescape(page)

    desk.post(EDITOR, data=COMPLETE | {"template_id": number})
    gone = desk.post(f"{address}/delete", follow_redirects=True).text
    assert "is deleted" in gone
    assert desk.post(f"{address}/delete").status_code == 303, "twice does no harm"
    assert "The template of this letter was deleted" in words_on(desk.get(EDITOR, params=ENGLISH).text)
    assert desk.post(address, data={"name": "Our appeal", "text": TEXT + " x"}).status_code == 409
    assert desk.post(f"{address}/take-back").status_code == 303
    assert "was deleted" not in words_on(desk.get(EDITOR, params=ENGLISH).text)
    with database.reading() as session:
        assert len(session.exec(select(LetterTemplateVersion)).all()) == 3


def test_a_form_sent_twice_makes_one_template(desks: Desks, database: Database) -> None:
    desk = desks["author"]
    once = re.search(r'name="once" value="([^"]+)"', desk.get(f"{ALL}/new?of=appeal.en").text)
    assert once
    assert make(desk, once=once[1]) == make(desk, once=once[1])
    with database.reading() as session:
        assert len(session.exec(select(LetterTemplate)).all()) == 1


def test_viewers_read_and_strangers_find_nothing(desks: Desks, database: Database, settings: Settings) -> None:
    address = make(desks["author"])
    number = address.rpartition("/")[2]
    page = desks["viewer"].get(address, params={"campaign": "mission"}).text
    assert "We write about" in preview_on(page)
    assert f'action="{address}/delete"' not in page
    for path in (ALL, f"{ALL}/preview", address, f"{address}/restore", f"{address}/delete", f"{address}/take-back"):
        assert desks["viewer"].post(path, data=NEW | {"number": "1"}).status_code == 403, path
    with database.writing() as session:
        an_organiser(session, an_organisation(session, "Another Union"), Role.OWNER, email="foreign@example.org")
    stranger = desks["nobody"]
    stranger.post("/desk/sign-in", data={"email": "foreign@example.org", "password": PASSWORD})
    assert desks["author"].post(EDITOR, data=COMPLETE | {"template_id": "1"}).status_code == 422
    assert stranger.get(address).status_code in (303, 404)
    assert stranger.post(f"{ALL}/preview", data=NEW | {"template": number}).status_code in (303, 404)


def test_a_viewer_is_not_told_whom_a_template_names_while_the_name_is_on_hold(desks: Desks, database: Database) -> None:
    name = _a_person(database)
    address = make(desks["author"], text=f"Free {name}. {{{{campaign.title}}}}")
    assert name in desks["viewer"].get(address).text
    _hold(database, name)
    assert desks["viewer"].get(address).status_code == 403
    listed = desks["viewer"].get(ALL).text
    assert "On hold for you" in listed
    assert "Our appeal" not in listed
    assert "names somebody who is on hold" in preview_on(
        desks["author"].get(address, params={"campaign": "mission"}).text
    )


@pytest.mark.parametrize("set_as", ["_{0}_", "{1}&#{2};{3}", "{1}{4}**{3}**", "{1}{4}{{{{letter.own_words}}}}{3}"])
def test_a_viewer_is_not_told_a_name_that_is_set_in_italics_or_signs(
    desks: Desks, database: Database, set_as: str
) -> None:
    name = _a_person(database)
    surname = name.split()[-1]
    written = set_as.format(surname, surname[:2], ord(surname[2]), surname[3:], surname[2])
    address = make(desks["author"], text=f"Free {written}. {{{{campaign.title}}}}")
    number = address.rpartition("/")[2]
    assert desks["author"].post(EDITOR, data=COMPLETE | {"template_id": number}).status_code == 303
    assert desks["viewer"].get(EDITOR, params=ENGLISH).status_code == 200
    _hold(database, name)
    assert desks["viewer"].get(address).status_code == 403
    assert desks["viewer"].get(EDITOR, params=ENGLISH).status_code == 403
    assert "On hold for you" in desks["viewer"].get(ALL).text


def test_a_template_that_names_somebody_on_hold_elsewhere_is_neither_offered_nor_taken(
    desks: Desks, database: Database
) -> None:
    number = make(desks["author"], text="Free Zarina Testova. {{campaign.title}}").rpartition("/")[2]
    with database.writing() as session:
        organisation = session.exec(select(Organisation)).one()
        here = session.exec(select(Campaign)).one()
        other = an_arrest(session, organisation)
        held = Case(campaign_id=other.id, key="z", kind=CaseKind.PERSON, name={"en": "Zarina Testova"}, hold=True)
        reader = session.exec(select(Membership).where(Membership.role == Role.VIEWER)).one()
        of_one = Grant(
            of_organisation_id=organisation.id, campaign_id=here.id, user_id=reader.user_id, role=Role.EDITOR
        )
        session.add_all([held, of_one])
    viewer = desks["viewer"]
    assert "Our appeal" not in viewer.get(EDITOR, params=ENGLISH).text
    refused = viewer.post(EDITOR, data=COMPLETE | {"template_id": number})
    assert (refused.status_code, "not there any more" in refused.text) == (422, True)
    assert desks["author"].post(EDITOR, data=COMPLETE | {"template_id": number}).status_code == 303
    assert viewer.get(EDITOR, params=ENGLISH).status_code == 403
    assert viewer.get(f"{EDITOR}/pdf", params=ENGLISH).status_code == 403


def test_supporters_take_the_approved_text_and_never_a_name_on_hold(desks: Desks, database: Database) -> None:
    desk, name = desks["author"], _a_person(database)
    number = make(desk, text=f"Set {name} free, says {{{{campaign.title}}}}.", for_supporters="yes").rpartition("/")[2]
    desk.post(EDITOR, data=COMPLETE | {"template_id": number, "our_reference": ""})
    assert "says" not in words_on(desks["nobody"].get(SUPPORTERS).text).partition("Your letter as PDF")[0].split()
    approve(desks)
    shown = desks["nobody"].get(SUPPORTERS).text
    assert f"Set {name} free, says" in words_on(shown)
    assert "Wordings of the letter" not in shown
    given = {"name": "Ada Example", "place": "Lyon, France", "language": "en", "sentence": "I am a docker."}
    pdf = PdfReader(io.BytesIO(desks["nobody"].post(f"{SUPPORTERS}/pdf", data=given).content))
    words = " ".join(" ".join(page.extract_text() for page in pdf.pages).split())
    assert "free, says" in words
    assert "I am a docker." in words
    _hold(database, name)
    assert name not in desks["nobody"].get(SUPPORTERS).text
    assert "free, says" not in words_on(desks["nobody"].get(SUPPORTERS).text)


def _people(session: Session) -> list[Case]:
    return [case for case in session.exec(select(Case)).all() if case.kind == "person"]


def _a_person(database: Database) -> str:
    with database.reading() as session:
        return str(_people(session)[0].name["en"])


def _hold(database: Database, name: str) -> None:
    with database.writing() as session:
        case = next(case for case in _people(session) if case.name["en"] == name)
        case.hold = True
        touch(session, session.exec(select(Campaign).where(Campaign.id == case.campaign_id)).one(), user=None)


def test_numbers_that_no_template_has_are_refused_and_a_wrong_language_keeps_what_was_typed(desks: Desks) -> None:
    desk = desks["author"]
    for number in ("9" * 25, "9" * 5000, "-1", "x"):
        refused = desk.post(f"{ALL}/preview", data=NEW | {"template": number})
        assert (refused.status_code, "{{#demands}}" in refused.text) == (422, True), number[:30]
    assert desk.post(f"{ALL}/preview", data=NEW | {"template": "123"}).headers["location"] == f"{ALL}?gone=1"
    for path in (ALL, f"{ALL}/preview"):
        wrong = desk.post(path, data=NEW | {"language": "la"})
        assert (wrong.status_code, "{{#demands}}" in wrong.text) == (422, True), path
        assert "no template in that language" in wrong.text
