"""An organiser writes news, a second person publishes them, readers find them in their language and in the feed."""

import io
from datetime import timedelta
from xml.etree import ElementTree as ET

import pytest
import time_machine
from PIL import Image
from sqlmodel import select

from campaigns.models.campaign import Campaign
from foundation.clock import utc_now
from foundation.database import Database
from foundation.settings import Settings
from tests.factories.updates import a_picture
from tests.journeys.news_desk import AT, PUBLIC, WRITTEN, NewsDesk, let_it_be_day, let_it_be_night, open_desk

ATOM = "{http://www.w3.org/2005/Atom}"
SECRET = b"canary of a place"


@pytest.fixture
def desk(settings: Settings, database: Database) -> NewsDesk:
    return open_desk(settings, database)


def test_news_from_the_desk_to_the_public(desk: NewsDesk) -> None:
    place = desk.write()
    assert desk.public.get(f"{PUBLIC}/updates/1").status_code == 404
    assert "No news yet" in desk.public.get(f"{PUBLIC}/updates").text
    assert desk.organiser.post(f"{place}/submit").status_code == 303
    assert desk.organiser.post(f"{place}/publish").status_code == 409, "not by the same person"
    assert "The court has set a day" in desk.reviewer.get("/desk").text, "it waits for the second person"
    assert "The court has set a day" not in desk.organiser.get("/desk").text
    assert desk.reviewer.post(f"{place}/publish").status_code == 303

    page = desk.public.get(f"{PUBLIC}/updates/1")
    assert page.status_code == 200
    assert "<strong>on 5 June</strong>" in page.text
    assert "Update 1" in page.text
    assert '<meta property="og:title" content="The court has set a day">' in page.text
    assert '<meta property="og:type" content="article">' in page.text
    assert "noindex" not in page.text
    russian = desk.public.get(f"/ru{PUBLIC}/updates/1")
    assert "Суд назначил день" in russian.text
    for list_page in (PUBLIC, f"{PUBLIC}/updates", "/petitions/free-ada-example"):
        assert f'href="{PUBLIC}/updates/1"' in desk.public.get(list_page).text, list_page
    trail = desk.organiser.get(AT).text
    for act in ("wrote an update", "submitted an update for review", "published an update"):
        assert act in trail


def test_a_reader_whose_language_is_missing_reads_the_original_and_why(desk: NewsDesk) -> None:
    place = desk.publish(title_ru="", text_ru="")
    page = desk.public.get(f"/ru{PUBLIC}/updates/1").text
    assert 'lang="en" dir="ltr">The court has set a day' in page
    desk.organiser.post(place, data={**WRITTEN})
    assert "Суд назначил день" in desk.public.get(f"/ru{PUBLIC}/updates/1").text
    desk.organiser.post(place, data={**WRITTEN, "text_en": "It was put off."})
    page = desk.public.get(f"/ru{PUBLIC}/updates/1").text
    assert "Суд назначил день" not in page
    assert "It was put off." in page
    assert "changed on" in desk.public.get(f"{PUBLIC}/updates/1").text


def test_what_was_taken_back_is_nowhere_any_more(desk: NewsDesk) -> None:
    place = desk.publish()
    assert desk.organiser.post(f"{place}/take-back").status_code == 303
    assert desk.public.get(f"{PUBLIC}/updates/1").status_code == 404
    for path in (PUBLIC, f"{PUBLIC}/updates", f"{PUBLIC}/updates.atom"):
        assert "The court has set a day" not in desk.public.get(path).text
    assert desk.reviewer.post(f"{place}/put-back").status_code == 303
    assert desk.public.get(f"{PUBLIC}/updates/1").status_code == 200


def test_by_day_news_are_published_by_two_where_there_are_two(desk: NewsDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    let_it_be_day(monkeypatch)
    place = desk.write()
    assert "publish-alone" not in desk.organiser.get(place).text
    assert desk.organiser.post(f"{place}/publish-alone", data={"why": "I am in a hurry"}).status_code == 409
    assert desk.public.get(f"{PUBLIC}/updates/1").status_code == 404


def test_published_alone_at_night_it_is_marked_until_somebody_has_looked(
    desk: NewsDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    let_it_be_night(monkeypatch)
    place = desk.write()
    assert "publish-alone" in desk.organiser.get(place).text
    assert desk.organiser.post(f"{place}/publish-alone").status_code == 422
    assert desk.organiser.post(f"{place}/publish-alone", data={"why": "It is night"}).status_code == 303
    assert desk.public.get(f"{PUBLIC}/updates/1").status_code == 200
    assert "published alone" in desk.organiser.get(f"{AT}/updates").text
    assert "1: It is night" in desk.organiser.get(AT).text
    assert desk.reviewer.post(f"{place}/reviewed").status_code == 303
    assert "published alone" not in desk.organiser.get(f"{AT}/updates").text


def test_what_is_missing_is_said_beside_its_field_and_what_was_typed_stays(desk: NewsDesk) -> None:
    answer = desk.organiser.post(f"{AT}/updates/new", data={"original": "en", "title_en": "", "text_en": "Half of it"})
    assert answer.status_code == 422
    assert "Half of it" in answer.text
    assert 'id="title_en-problem"' in answer.text
    half = {**WRITTEN, "title_ru": ""}
    assert 'id="title_ru-problem"' in desk.organiser.post(f"{AT}/updates/new", data=half).text
    for evil in ("<script>alert(1)</script>", "[x](javascript:alert(1))", "{{7*7777}}", "{% for x in y %}"):
        place = desk.publish(text_en=evil)
        number = desk.newest().number
        text = desk.public.get(f"{PUBLIC}/updates/{number}").text
        assert "<script>alert" not in text
        assert 'href="javascript' not in text
        assert "54439" not in text
        assert place


def test_the_second_of_two_editors_is_told(desk: NewsDesk) -> None:
    place = desk.write()
    page = desk.organiser.get(place).text
    seen = page.split('name="seen" value="')[1].split('"')[0]
    desk.reviewer.post(place, data={**WRITTEN, "title_en": "By the reviewer", "seen": seen})
    answer = desk.organiser.post(place, data={**WRITTEN, "title_en": "By the organiser", "seen": seen})
    assert answer.status_code == 422
    assert "By the organiser" in answer.text
    assert "By the reviewer" in desk.organiser.get(place).text


def test_pictures_are_drawn_anew_worded_and_go_with_the_update(desk: NewsDesk) -> None:
    place = desk.write()
    files = {"picture": ("../x.jpg", a_picture(3000, 2000), "image/jpeg")}
    refused = desk.organiser.post(f"{place}/pictures", files=files)
    assert refused.status_code == 422
    assert 'id="alt_en-problem"' in refused.text
    words = {"alt_en": "A courtroom", "alt_ru": "Зал суда", "credit": "Jean Modèle"}
    assert desk.organiser.post(f"{place}/pictures", files=files, data=words).status_code == 303
    desk.approve(place)
    page = desk.public.get(f"{PUBLIC}/updates/1").text
    source = page.split('<img src="')[1].split('"')[0]
    assert 'alt="A courtroom" width="1280" height="853" loading="lazy"' in page
    assert 'alt="Зал суда"' in desk.public.get(f"/ru{PUBLIC}/updates/1").text
    assert f'<meta property="og:image" content="http://testserver/en{source}">' in page
    picture = desk.public.get(source)
    assert picture.headers["content-type"] == "image/jpeg"
    assert "sandbox" in picture.headers["content-security-policy"]
    assert SECRET not in picture.content
    with Image.open(io.BytesIO(picture.content)) as opened:
        assert (opened.size, len(opened.getexif())) == ((1280, 853), 0)

    picture_place = f"{place}/pictures/{source.rsplit('/', 1)[1]}"
    changed = desk.organiser.post(picture_place, data={"alt_en": "The courtroom", "credit": ""})
    assert changed.status_code == 303
    assert 'alt="The courtroom"' in desk.public.get(f"{PUBLIC}/updates/1").text
    assert desk.organiser.post(f"{picture_place}/remove").status_code == 303
    assert desk.public.get(source).status_code == 404


@pytest.mark.parametrize("content", [b"", b"no picture", b"%PDF-1.4 no picture", a_picture()[:200]])
def test_what_is_no_picture_is_refused_in_words(desk: NewsDesk, content: bytes) -> None:
    place = desk.write()
    files = {"picture": ("x.png", content, "image/png")}
    answer = desk.organiser.post(f"{place}/pictures", files=files, data={"alt_en": "A courtroom"})
    assert answer.status_code == 422
    assert 'id="picture-problem"' in answer.text
    assert "A courtroom" in answer.text


def test_the_feed_is_for_readers_everywhere(desk: NewsDesk) -> None:
    desk.publish()
    desk.publish(title_ru="", text_ru="", title_en="A second one")
    answer = desk.public.get(f"/ru{PUBLIC}/updates.atom")
    assert answer.headers["content-type"].startswith("application/atom+xml")
    root = ET.fromstring(answer.content)  # noqa: S314  # our own
    titles = [entry.findtext(f"{ATOM}title") for entry in root.findall(f"{ATOM}entry")]
    assert titles == ["A second one", "Суд назначил день"]
    addresses = [link.get("href") for link in root.iter(f"{ATOM}link")]
    assert addresses[0] == f"http://testserver/ru{PUBLIC}/updates.atom"
    assert f"http://testserver/ru{PUBLIC}/updates/2" in addresses
    assert f'href="http://testserver{PUBLIC}"' in desk.public.get(f"{PUBLIC}/updates.atom").text.replace("&quot;", '"')
    for nobody in ("Ada Example@", "ada@example.org", "reviewer@example.org"):
        assert nobody not in answer.text

    path = f"/ru{PUBLIC}/updates.atom"
    assert "last-modified" not in answer.headers, "another change may come within this second"
    with time_machine.travel(utc_now() + timedelta(minutes=5)):
        answer = desk.public.get(path)
        tag, changed = answer.headers["etag"], answer.headers["last-modified"]
        assert desk.public.get(path, headers={"If-None-Match": tag}).status_code == 304
        assert desk.public.get(path, headers={"If-Modified-Since": changed}).status_code == 304
        both = {"If-None-Match": '"other"', "If-Modified-Since": changed}
        assert desk.public.get(path, headers=both).status_code == 200, "the tag counts, where there is one"
        desk.organiser.post(f"{AT}/updates/{desk.newest().id}", data={**WRITTEN, "title_en": "It was put off"})
        assert desk.public.get(path, headers={"If-Modified-Since": changed}).status_code == 200
        assert desk.public.head(path).status_code == 200
    assert '<link rel="alternate" type="application/atom+xml" title="News: ' in desk.public.get(PUBLIC).text


def test_examples_stay_out_of_search_engines(desk: NewsDesk, database: Database) -> None:
    desk.publish()
    with database.writing() as session:
        session.exec(select(Campaign)).one().is_example = True
    for path in (f"{PUBLIC}/updates", f"{PUBLIC}/updates/1", f"{PUBLIC}/outcome", f"{PUBLIC}/updates.atom"):
        answer = desk.public.get(path)
        assert answer.headers["x-robots-tag"] == "noindex", path
    assert '<meta name="robots" content="noindex">' in desk.public.get(f"{PUBLIC}/updates/1").text


@pytest.mark.parametrize("number", ["0", "2", "-1", "99999999999999999999", "x"])
def test_what_is_not_there_is_not_found(desk: NewsDesk, number: str) -> None:
    desk.publish()
    assert desk.public.get(f"{PUBLIC}/updates/{number}").status_code in (404, 422)
    assert desk.public.get(f"{PUBLIC}/updates/{number}/pictures/1").status_code in (404, 422)
