"""What came of each demand: noted with date and proof, taken back, and told to everybody who asked at the end."""

import io

import pytest
from pypdf import PdfReader, PdfWriter
from sqlmodel import select

from campaigns.actions.push import touch
from campaigns.models.campaign import Campaign, CampaignState
from campaigns.models.case import Case, CaseKind
from campaigns.models.demand import Demand
from campaigns.news_mail.jobs import settle_all_news
from campaigns.outcomes.models import Closing, Evidence
from campaigns.updates.models import Update, UpdateKind
from foundation.database import Database
from foundation.files import path_of
from foundation.settings import Settings
from petitions.models.consent import ConsentKind
from tests.factories.pdfs import a_pdf_saying, a_scan
from tests.factories.updates import a_picture
from tests.jobs_running import run_everything, sending_to
from tests.journeys.news_desk import AT, PUBLIC, NewsDesk, open_desk
from tests.journeys.test_news_mailing import sign
from tests.smtp_sink import SmtpSink

MET = {"progress": "met", "date": "2026-06-05", "note_en": "Free since noon", "note_ru": "На свободе с полудня"}


@pytest.fixture
def desk(settings: Settings, database: Database) -> NewsDesk:
    return open_desk(settings, database)


@pytest.fixture
def demand(desk: NewsDesk, database: Database) -> str:
    with database.reading() as session:
        first = session.exec(select(Demand).order_by(Demand.position)).first()  # type: ignore[arg-type]  # a column
    assert first is not None
    return f"{AT}/demands/{first.id}"


def a_pdf() -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    writer.add_metadata({"/Author": "Canary Author", "/Title": "Canary"})
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_a_step_has_a_date_and_says_where_it_is_from(desk: NewsDesk, demand: str) -> None:
    for lacking, field in (
        ({"progress": "met"}, "date"),
        ({"progress": "met", "date": "unknown", "page": "https://x.example", "page_title": "x"}, "date"),
        ({"progress": "met", "date": "yesterday"}, "date"),
        ({"progress": "met", "date": "2026-06-05"}, "source"),
        ({"progress": "met", "date": "2026-06-05", "page": "https://x.example"}, "page_title"),
        ({"progress": "met", "date": "2026-06-05", "page": "javascript:1", "page_title": "x"}, "page"),
        ({"progress": "done", "date": "2026-06-05"}, "progress"),
        ({"progress": "reversed", "date": "2026-06-05", "page": "https://x.example", "page_title": "x"}, "progress"),
    ):
        answer = desk.organiser.post(f"{demand}/states", data=lacking)
        assert answer.status_code == 422, lacking
        assert f'id="{field}-problem"' in answer.text, lacking
    assert "Met" not in desk.public.get(f"{PUBLIC}/outcome").text


def test_what_came_of_it_stands_on_the_page_with_its_proof(desk: NewsDesk, demand: str) -> None:
    proof = {"page": "https://gazette.example.org/free", "page_title": "Example Gazette"}
    files = {"file": ("order.pdf", a_pdf(), "application/pdf")}
    words = {"file_words": "Order of the court", "file_public": "yes"}
    answer = desk.organiser.post(f"{demand}/states", data={**MET, **proof, **words}, files=files)
    assert answer.status_code == 303
    page = desk.public.get(f"{PUBLIC}/outcome").text
    for told in ("Met", "Free since noon", "5 June 2026", "Example Gazette", "https://gazette.example.org/free"):
        assert told in page
    assert "<title " in page.split("<svg", 1)[1]
    assert "На свободе с полудня" in desk.public.get(f"/ru{PUBLIC}/outcome").text
    assert f'href="{PUBLIC}/outcome"' in desk.public.get(PUBLIC).text
    address = page.split(f'href="{PUBLIC}/evidence/')[1].split('"')[0]
    file = desk.public.get(f"{PUBLIC}/evidence/{address}")
    assert file.headers["content-disposition"].startswith("attachment")
    assert "sandbox" in file.headers["content-security-policy"]
    assert b"Canary" not in file.content
    assert len(PdfReader(io.BytesIO(file.content)).pages) == 1


def test_a_file_is_for_the_desk_unless_somebody_says_otherwise(desk: NewsDesk, demand: str, database: Database) -> None:
    files = {"file": ("x.jpg", a_picture(), "image/jpeg")}
    assert desk.organiser.post(f"{demand}/states", data={**MET, "file_words": "Letter"}, files=files).status_code == 303
    with database.reading() as session:
        evidence = session.exec(select(Evidence)).one()
    assert desk.public.get(f"{PUBLIC}/evidence/{evidence.id}").status_code == 404
    at_desk = desk.reviewer.get(f"{AT}/evidence/{evidence.id}")
    assert at_desk.status_code == 200
    assert b"canary" not in at_desk.content
    assert "for the desk only" in desk.reviewer.get(f"{AT}/outcome").text


def test_a_step_is_taken_back_with_its_file(
    desk: NewsDesk, demand: str, database: Database, settings: Settings
) -> None:
    files = {"file": ("x.jpg", a_picture(), "image/jpeg")}
    desk.organiser.post(f"{demand}/states", data={**MET, "file_words": "Letter", "file_public": "yes"}, files=files)
    with database.reading() as session:
        sha256 = session.exec(select(Evidence.sha256)).one()
    assert path_of(settings.effective_files_dir, sha256).exists()
    assert take_back(desk, demand, step_on_page(desk, demand)) == 303
    assert not path_of(settings.effective_files_dir, sha256).exists()
    assert "Free since noon" not in desk.public.get(f"{PUBLIC}/outcome").text
    assert "took back a step of a demand" in desk.organiser.get(AT).text
    assert step_on_page(desk, demand) == ""


def step_on_page(desk: NewsDesk, demand: str) -> str:
    """That a press on the button of this demand would take back."""
    form = desk.organiser.get(f"{AT}/outcome").text.partition(f"{demand}/states/undo")[2]
    return form.partition('name="newest" value="')[2].partition('"')[0]


def take_back(desk: NewsDesk, demand: str, step: str) -> int:
    return desk.organiser.post(f"{demand}/states/undo", data={"newest": step}).status_code


def test_a_second_press_takes_back_no_other_step(desk: NewsDesk, demand: str) -> None:
    source = {"page": "https://gazette.example.org/free", "page_title": "Example Gazette"}
    for words in ("Heard in court", "Free since noon"):
        desk.organiser.post(f"{demand}/states", data={**MET, **source, "note_en": words})
    shown = step_on_page(desk, demand)
    assert [take_back(desk, demand, shown) for _press in range(2)] == [303, 409]
    page = desk.public.get(f"{PUBLIC}/outcome").text
    assert "Heard in court" in page
    assert "Free since noon" not in page
    assert take_back(desk, demand, "") == 422


@pytest.mark.parametrize("content", [b"%PDF-1.4 broken", b"MZ", a_pdf() + b"x" * 2000])
def test_a_file_that_is_none_is_refused_and_not_kept(
    desk: NewsDesk, demand: str, database: Database, content: bytes
) -> None:
    files = {"file": ("x.pdf", content, "application/pdf")}
    answer = desk.organiser.post(f"{demand}/states", data={**MET, "file_words": "Letter"}, files=files)
    assert answer.status_code == 422
    assert 'id="file-problem"' in answer.text
    with database.reading() as session:
        assert session.exec(select(Evidence)).all() == []


def test_closing_tells_everybody_who_asked_and_so_does_reopening(
    desk: NewsDesk, demand: str, database: Database, settings: Settings
) -> None:
    sign(database, "ada@example.com", also=(ConsentKind.UPDATES,))
    sign(database, "petr@example.com", also=(ConsentKind.UPDATES,), language="ru")
    sign(database, "no-news@example.com", also=())
    desk.publish()
    source = {"page": "https://gazette.example.org/free", "page_title": "Example Gazette"}
    desk.organiser.post(f"{demand}/states", data={**MET, **source})
    closing = {"outcome": "won", "statement_en": "She is **home**.", "statement_ru": "Она **дома**."}
    answer = desk.organiser.post(f"{AT}/close", data=closing)
    assert answer.headers["location"] == f"{AT}/outcome"
    assert "<strong>home</strong>" in desk.public.get(PUBLIC).text
    assert "Она" in desk.public.get(f"/ru{PUBLIC}/outcome").text

    report = desk.newest()
    assert report.kind is UpdateKind.REPORT
    place = f"{AT}/updates/{report.id}"
    desk.approve(place)
    with database.reading() as session:
        assert session.get_one(Update, report.id).number == 2, "the last of the follow-ups"
    assert f'href="{PUBLIC}/updates/2"' in desk.public.get(f"{PUBLIC}/outcome").text
    page = desk.public.get(f"{PUBLIC}/updates/2").text
    for told in (
        "What came of it",
        "She is",
        "<strong>Met</strong> (5 June 2026)",
        "Free since noon",
        "3 people signed",
    ):
        assert told in page, told
    with SmtpSink() as sink, sending_to(sink, settings):
        assert "checked" in desk.organiser.get(f"{place}/mail").text
        assert desk.organiser.post(f"{place}/mail/send").status_code == 303
        run_everything(database)
        settle_all_news(database)
        mails = {mail.recipients[0]: mail.body() for mail in sink.received}
        assert sorted(mails) == ["ada@example.com", "petr@example.com"]
        assert "Free since noon" in mails["ada@example.com"]
        assert "На свободе с полудня" in mails["petr@example.com"]

        assert desk.organiser.post(f"{AT}/reopen").status_code == 303
        again = desk.newest()
        assert again.kind is UpdateKind.REOPENING
        place = f"{AT}/updates/{again.id}"
        desk.organiser.post(f"{place}/submit")
        assert desk.reviewer.post(f"{place}/publish").status_code == 409, "what has happened is still to be written"
        texts = {
            "original": "en",
            "title_en": "It goes on",
            "text_en": "She was arrested again.",
            "title_ru": "",
            "text_ru": "",
        }
        assert desk.organiser.post(place, data=texts).status_code == 303
        assert desk.reviewer.post(f"{place}/publish").status_code == 303
        assert desk.organiser.post(f"{place}/mail/send").status_code == 303
        sink.received.clear()
        run_everything(database)
        assert len(sink.received) == 2
    with database.reading() as session:
        assert session.exec(select(Closing)).one().reopened_at is not None
    assert "She is" not in desk.public.get(f"{PUBLIC}/outcome").text


def test_a_closing_statement_that_names_somebody_on_hold_is_kept_back(desk: NewsDesk, database: Database) -> None:
    desk.organiser.post(f"{AT}/close", data={"outcome": "lost", "statement_en": "Ada Example stays in prison."})
    assert "stays in prison" in desk.public.get(PUBLIC).text
    with database.reading() as session:
        case = session.exec(select(Case)).first()
    assert case is not None
    held = {"name_en": "Ada Example", "name_ru": "Ада Примерова", "consent": "given", "hold": "yes"}
    desk.organiser.post(f"{AT}/cases/{case.id}", data=held)
    with database.reading() as session:
        slug = session.exec(select(Campaign.slug)).one()
    for path in (f"/campaigns/{slug}", f"/campaigns/{slug}/outcome"):
        assert "stays in prison" not in desk.public.get(path).text


def test_a_campaign_that_is_merged_says_where_it_goes_on(desk: NewsDesk, database: Database) -> None:
    refused = desk.organiser.post(f"{AT}/close", data={"outcome": "merged"})
    assert refused.status_code == 422
    assert 'id="merged_into-problem"' in refused.text
    assert desk.organiser.post(f"{AT}/close", data={"outcome": "merged", "merged_into": "x"}).status_code == 404
    itself = desk.organiser.post(f"{AT}/close", data={"outcome": "merged", "merged_into": "free-ada-example"})
    assert itself.status_code == 422
    with database.reading() as session:
        assert session.exec(select(Campaign.state)).one() is CampaignState.LIVE


def add_pdf(desk: NewsDesk, demand: str, content: bytes, words: str = "Order of the court") -> None:
    files = {"file": ("order.pdf", content, "application/pdf")}
    answer = desk.organiser.post(
        f"{demand}/states", data={**MET, "file_words": words, "file_public": "yes"}, files=files
    )
    assert answer.status_code == 303, answer.text


def test_a_pdf_that_names_somebody_on_hold_is_not_public_until_the_hold_ends(
    desk: NewsDesk, demand: str, database: Database
) -> None:
    add_pdf(desk, demand, a_pdf_saying("Nobody is named here"), "A page without names")
    add_pdf(desk, demand, a_pdf_saying("Decision about Jean Modèle"))
    with database.reading() as session:
        evidence = session.exec(select(Evidence).where(Evidence.words == "Order of the court")).one()
    address = f"{PUBLIC}/evidence/{evidence.id}"
    assert desk.public.get(address).status_code == 200
    for hold in (True, False):
        with database.writing() as session:
            campaign = session.exec(select(Campaign)).one()
            held = session.exec(select(Case).where(Case.key == "held")).first()
            if held is None:
                held = Case(
                    campaign_id=campaign.id, key="held", kind=CaseKind.PERSON, position=99, name={"en": "Jean Modèle"}
                )
            held.hold = hold
            session.add(held)
            touch(session, campaign, user=None)
        assert desk.public.get(address).status_code == (404 if hold else 200)
        public = desk.public.get(f"{PUBLIC}/outcome").text
        assert ("Order of the court" in public) is not hold
        assert "A page without names" in public
        file = desk.organiser.get(f"{AT}/campaign.yaml").text
        assert ("Order of the court" in file) is not hold
        at_desk = desk.organiser.get(f"{AT}/outcome").text
        assert ("Names what is on hold, so it is for the desk only." in at_desk) is hold


def test_of_a_scanned_proof_the_desk_is_told_to_look(desk: NewsDesk, demand: str) -> None:
    add_pdf(desk, demand, a_scan())
    said = "The program cannot read this file: look yourself whether it names somebody."
    assert said in desk.organiser.get(f"{AT}/outcome").text
    assert "Программа не может прочесть этот файл" in desk.organiser.get(f"/ru{AT}/outcome").text
    assert said not in desk.public.get(f"{PUBLIC}/outcome").text
