"""A partner on its own pages, over HTTP: its letterhead, its letters as ZIP, and what it reports of them."""

import io
import logging
import zipfile

import pytest
from docx import Document
from sqlmodel import select

from campaigns.kits.models import PartnerReport
from campaigns.letters.kinds import LetterKind
from campaigns.models.campaign import Campaign, CampaignState
from campaigns.runs.models import LetterRun, OfferedLetter
from foundation.database import Database
from foundation.posted_forms import PostedForm
from foundation.settings import Settings
from tests.factories.runs import HEAD
from tests.jobs_running import run_jobs
from tests.journeys.letter_desks import PICTURE, once_in, today
from tests.journeys.run_desks import AT, RunDesks, open_run_desks
from tests.journeys.test_letters import words_of

pytestmark = pytest.mark.slow

LOGO = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><rect width="40" height="20" fill="#802020"/></svg>"""


@pytest.fixture
def desks(settings: Settings, database: Database) -> RunDesks:
    return open_run_desks(settings, database)


def offer(desks: RunDesks, *numbers: int) -> None:
    page = desks.author.get(AT).text
    values = [part.partition('"')[0] for part in page.split('name="offered" value="')[1:]]
    chosen = [one for one in values if int(one.partition(":")[0]) in numbers]
    assert len(chosen) == len(numbers)
    assert desks.author.post(f"{AT}/offered", data={"offered": chosen}).status_code == 303


def test_a_partner_gives_its_letterhead_takes_its_letters_and_tells_what_became_of_them(
    desks: RunDesks, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    partner, author, code = desks.nobody, desks.author, desks.codes[0]
    kit, at = f"/kit/{code}", f"/kit/{code}/campaigns/mission"
    assert "No letters to send at present" in partner.get(kit).text
    offer(desks, desks.letters[0], desks.letters[2])
    home = partner.get(kit)
    assert at in home.text
    assert home.headers["x-robots-tag"] == "noindex, nofollow"
    assert "set-cookie" not in home.headers

    wrong = partner.post(f"{kit}/letterhead", data=HEAD | {"address": "\n".join("abcdefgh"), "signatory_name": ""})
    assert (wrong.status_code, wrong.text.count('class="problem"')) == (422, 2)
    assert "At most 6 lines" in wrong.text
    given = HEAD | {"name": "Union of Example Dockers", "signatory_name": "Jean Exemple", "place": "Marseille"}
    assert partner.post(f"{kit}/letterhead", data=given).status_code == 303
    bad = partner.post(f"{kit}/letterhead/logo", files={"logo": ("logo.png", b"<svg")})
    assert bad.status_code == 422
    logo = partner.post(f"{kit}/letterhead/logo", files={"logo": ("logo.svg", LOGO.encode())})
    assert logo.status_code == 303, logo.text
    assert partner.post(f"{kit}/letterhead/take-back").status_code == 303
    assert "Not lent" in partner.get(kit).text

    assert "Make your letters" in partner.get(at).text
    for _press in range(2):
        assert partner.post(at).headers["location"] == at
    with desks.database.reading() as session:
        assert len(session.exec(select(LetterRun)).all()) == 1
    page = partner.get(at)
    assert (page.headers["refresh"], "Letters made" in page.text) == ("5", True)
    assert partner.get(f"{at}/letters.zip").headers["location"] == at
    run_jobs(desks.database)
    answer = partner.get(f"{at}/letters.zip")
    assert answer.headers["cache-control"] == "no-store"
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        names = archive.namelist()
        assert [name.partition(".")[2] for name in names] == ["pdf", "docx"] * 2
        printed = words_of(archive.read(names[0]))
        document = Document(io.BytesIO(archive.read(names[1])))
    written = " ".join(one.text for one in document.paragraphs)
    for words in ("Union of Example Dockers", "Jean Exemple", "Chairwoman", "Marseille", "6 Mangilik Yel Street"):
        assert words in printed, words
        assert words in written, words
    assert "We respectfully ask" in printed
    assert "We respectfully ask" in written
    assert "Example Federation" not in written.replace("Example Federation of Trade Unions, ", "")
    assert len(document.inline_shapes) == 1
    assert document.core_properties.author == "Union of Example Dockers"
    assert partner.get(f"{at}/files/1/letter.pdf").content.startswith(b"%PDF")
    assert partner.get(f"{at}/files/1/letter.docx").content.startswith(b"PK")
    other = f"/kit/{desks.codes[1]}/campaigns/mission"
    assert partner.get(f"{other}/files/1/letter.pdf").status_code == 404
    assert partner.get("/kit/nobodys-code").status_code == 404

    for hidden in (f"{kit}/nothing", f"/ru{kit}x", f"{at}/letters/1", f"{other}/files/1/letter.pdf"):
        answer = partner.get(hidden)
        assert answer.status_code == 404, hidden
        said = [answer.headers.get(name) for name in ("cache-control", "x-robots-tag", "referrer-policy")]
        assert said == ["no-store", "noindex, nofollow", "no-referrer"], hidden
    letter = f"{at}/letters/{desks.letters[0]}"
    sent = {"way": "registered", "sent_on": today(), "once": once_in(partner.get(letter).text, f"{letter}/sent")}
    for _press in range(2):
        assert partner.post(f"{letter}/sent", data=sent).headers["location"] == f"{letter}?done=sent"
    with desks.database.reading() as session:
        paths = list(session.exec(select(PostedForm.path)))
        assert paths
        assert not [path for path in paths if code in path], "the code opens the partner's pages"
    early = partner.post(f"{letter}/sent", data={"way": "post", "sent_on": "2001-01-01"})
    assert (early.status_code, "approved only after this day" in early.text) == (422, True)
    late = partner.post(f"{letter}/answered", data={"kind": "refused", "received_on": "2199-01-01", "summary": "No."})
    assert (late.status_code, "still to come" in late.text) == (422, True)
    told = {"kind": "refused", "received_on": "1. 1. 2099", "summary": "They refuse."}
    assert partner.post(f"{letter}/answered", data=told).status_code == 422
    told["received_on"] = today()
    bad_scan = partner.post(f"{letter}/answered", data=told, files={"scan": ("a.pdf", b"<script>")})
    assert bad_scan.status_code == 422
    scan = {"scan": ("answer.png", bytes.fromhex(PICTURE))}
    assert partner.post(f"{letter}/answered", data=told, files=scan).status_code == 303
    assert "answered, Refuses" in partner.get(letter).text
    with desks.database.reading() as session:
        reports = session.exec(select(PartnerReport)).all()
        assert len(reports) == 2
        answered = next(one for one in reports if one.summary)
        campaign = session.exec(select(Campaign)).one()
        assert (answered.partner_name, campaign.slug) == ("Beispielgewerkschaft", "mission")

    register = f"/desk/campaigns/mission/register/{desks.letters[0]}"
    shown = author.get(register).text
    assert "They refuse." in shown
    assert "Approved, not sent yet" in shown, "our own letter stays as it is"
    assert "2 reports of partners to look at" in author.get("/desk").text
    report = f"{register}/partners/{answered.id}"
    assert author.get(f"{report}/scan").headers["content-disposition"].startswith("attachment")
    assert desks.viewer.post(f"{report}/looked").status_code == 403
    assert author.post(f"{report}/looked").status_code == 303
    assert "1 report of a partner to look at" in author.get("/desk").text
    assert author.post(f"{report}/remove").status_code == 303
    assert "They refuse." not in author.get(register).text

    desks.hold_somebody()
    for path in ("letters.zip", "files/1/letter.pdf", "files/1/letter.docx"):
        assert partner.get(f"{at}/{path}").headers["location"] == at, path
    assert "on hold" in partner.get(at).text
    ours = [one for one in caplog.records if not one.name.startswith("httpx")]
    assert ours
    assert all(code not in one.getMessage() for one in ours)

    assert author.post(f"/desk/outreach/partners/{desks.partners[0]}/code").status_code == 303
    assert partner.get(kit).status_code == 404
    assert code not in desks.viewer.get(f"/desk/outreach/partners/{desks.partners[0]}").text


def test_a_closed_campaign_gives_no_letters_and_still_hears_of_answers(desks: RunDesks) -> None:
    partner, at = desks.nobody, f"/kit/{desks.codes[0]}/campaigns/mission"
    offer(desks, desks.letters[0])
    letter = f"{at}/letters/{desks.letters[0]}"
    assert partner.post(at).status_code == 303
    run_jobs(desks.database)
    assert partner.get(f"{at}/letters.zip").status_code == 200
    assert partner.post(f"{letter}/sent", data={"way": "post", "sent_on": today()}).status_code == 303
    with desks.database.writing() as session:
        session.exec(select(Campaign)).one().state = CampaignState.PAUSED
    assert partner.get(f"{at}/letters.zip").status_code == 303
    assert "does not send letters at present" in partner.get(at).text
    assert partner.post(at).status_code == 409
    told = {"kind": "granted", "received_on": today(), "summary": "Done."}
    assert partner.post(f"{letter}/answered", data=told).status_code == 303


def test_a_missing_telephone_is_named_before_letters_are_ordered(
    desks: RunDesks, monkeypatch: pytest.MonkeyPatch
) -> None:
    partner, kit = desks.nobody, f"/kit/{desks.codes[0]}"
    at = f"{kit}/campaigns/mission"
    offer(desks, desks.letters[0])
    monkeypatch.setattr(LetterKind, "needs_contact", True)
    assert "Make your letters" in partner.get(at).text
    assert partner.post(f"{kit}/letterhead", data=HEAD | {"phone": ""}).status_code == 303
    page = partner.get(at).text
    assert "no telephone number yet" in page
    assert "Make your letters" not in page
    refused = partner.post(at)
    assert (refused.status_code, "no telephone number" in refused.text) == (409, True)


def test_what_is_not_offered_any_more_is_not_taken(desks: RunDesks) -> None:
    partner, at = desks.nobody, f"/kit/{desks.codes[0]}/campaigns/mission"
    offer(desks, desks.letters[0], desks.letters[1])
    assert partner.post(at).status_code == 303
    run_jobs(desks.database)
    with zipfile.ZipFile(io.BytesIO(partner.get(f"{at}/letters.zip").content)) as archive:
        assert len(archive.namelist()) == 2, "one to the office, in the language of the partner's letters"
        assert "-en-" in archive.namelist()[0]
    assert desks.author.post(f"{AT}/offered", data={}).status_code == 303
    with desks.database.reading() as session:
        assert session.exec(select(OfferedLetter)).all() == []
    assert partner.get(f"{at}/letters.zip").status_code == 303
    assert "not offered to partners any more" in partner.get(at).text
    assert partner.get(f"{at}/letters/{desks.letters[0]}").status_code == 404
    stale = desks.author.post(f"{AT}/offered", data={"offered": f"{desks.letters[0]}:{'a' * 64}"})
    assert stale.status_code == 409


def test_the_pages_of_a_partner_slow_down_whoever_tries_too_often(
    desks: RunDesks, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("campaigns.kits.showing.AT_MOST", 2)
    statuses = [desks.nobody.post(f"/kit/{desks.codes[0]}/letterhead/lend").status_code for _ in range(4)]
    assert statuses == [303, 303, 429, 429]


def test_looking_at_the_pages_of_a_partner_has_a_limit_of_its_own(
    desks: RunDesks, monkeypatch: pytest.MonkeyPatch
) -> None:
    kit = f"/kit/{desks.codes[0]}"
    offer(desks, desks.letters[0])
    monkeypatch.setattr("campaigns.kits.showing.PAGES_AT_MOST", 4)
    assert desks.nobody.post(f"{kit}/campaigns/mission").status_code == 303
    making = desks.nobody.get(f"{kit}/campaigns/mission")
    assert ("Letters made" in making.text, "asks for no letters" in making.text) == (True, False)
    statuses = [desks.nobody.get(f"{kit}{path}").status_code for path in ("", "/letterhead", "", "/campaigns/mission")]
    assert statuses == [200, 200, 200, 429]
    assert desks.nobody.post(f"{kit}/letterhead/lend").status_code == 303, "forms are counted apart"


def test_organisers_see_why_a_partner_could_not_make_its_letters(desks: RunDesks) -> None:
    kit = f"/kit/{desks.codes[0]}"
    offer(desks, desks.letters[0])
    assert desks.nobody.post(f"{kit}/campaigns/mission").status_code == 303
    assert desks.nobody.post(f"{kit}/letterhead", data=HEAD | {"signatory_name": "Max Muster"}).status_code == 303
    run_jobs(desks.database)
    assert "Your letters could not be made" in desks.nobody.get(f"{kit}/campaigns/mission").text
    told = desks.author.get(AT).text.partition('id="reports"')[2]
    assert "Beispielgewerkschaft" in told
    assert "has changed its letterhead" in told
    assert "1 partner could not make its letters" in desks.author.get("/desk").text
    assert "could not make" not in desks.viewer.get(AT).text + desks.viewer.get("/desk").text
    assert desks.nobody.post(f"{kit}/campaigns/mission").status_code == 303
    run_jobs(desks.database)
    assert "could not make" not in desks.author.get(AT).text + desks.author.get("/desk").text
