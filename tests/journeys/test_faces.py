"""A picture of whom a campaign is about: taken in, consented to, shown to everybody, and gone when it must go."""

import io
from datetime import timedelta

import pytest
import time_machine
from PIL import Image
from pypdf import PdfReader
from sqlmodel import col, select

from campaigns.actions.launch_rows import PERSON
from campaigns.dossiers.contents import gather_contents, print_dossier
from campaigns.dossiers.models import Profile
from campaigns.faces.actions import PUT_BACK_WITHIN
from campaigns.faces.jobs import forget_removed
from campaigns.models.campaign import Campaign
from campaigns.models.case import Case
from campaigns.models.portrait import PictureConsent, Portrait
from foundation.clock import utc_now
from foundation.database import Database
from foundation.files import StoredFile, path_of
from foundation.mail.setup import configure_mail
from foundation.settings import Settings
from tests.factories.faces import SECRET, a_drawn_head
from tests.journeys.news_desk import AT, PUBLIC, NewsDesk, open_desk

PETITION = "/petitions/free-ada-example"
SAID = {
    "alt_en": "Ada Example before a harbour crane",
    "alt_ru": "Ада Примерова перед портовым краном",
    "credit": "Jean Modèle",
    "given_by": "the secretary of her union",
    "picture_consent": "given",
    "picture_consent_by": "her sister",
    "picture_consent_on": "2026-05-02",
}


@pytest.fixture
def desk(settings: Settings, database: Database) -> NewsDesk:
    return open_desk(settings, database)


def the_case(desk: NewsDesk) -> Case:
    with desk.database.reading() as session:
        return session.exec(select(Case).where(Case.kind == "person", Case.key == PERSON)).one()


def at(desk: NewsDesk, more: str = "") -> str:
    return f"{AT}/cases/{the_case(desk).id}/portrait{more}"


def hang(desk: NewsDesk, picture: bytes | None = None, **changes: str) -> None:
    files = {"picture": ("ada.jpg", picture or a_drawn_head(), "image/jpeg")}
    answer = desk.organiser.post(at(desk), data=SAID | changes, files=files)
    assert answer.status_code == 303, answer.text


def word(desk: NewsDesk, **changes: str) -> None:
    answer = desk.organiser.post(at(desk), data=SAID | changes)
    assert answer.status_code == 303, answer.text


def portraits(desk: NewsDesk) -> list[Portrait]:
    with desk.database.reading() as session:
        return list(session.exec(select(Portrait).order_by(col(Portrait.added_at))))


def face_address(desk: NewsDesk) -> str:
    return f"{PUBLIC}/faces/{portraits(desk)[-1].id}"


def is_shown(desk: NewsDesk) -> bool:
    """Everywhere or nowhere: the page, the petition, the address itself, the file for everybody, the dossier."""
    address = face_address(desk)
    found = {
        "page": address in desk.public.get(PUBLIC).text,
        "petition": address in desk.public.get(PETITION).text,
        "russian": address in desk.public.get(f"/ru{PUBLIC}").text,
        "address": desk.public.get(address).status_code == 200,
        "file": "portrait:" in desk.organiser.get(f"{AT}/campaign.yaml").text,
        "preview": portraits(desk)[-1].alt["en"] in desk.organiser.get(f"{AT}/preview/page").text,
        "dossier": pictures_in_dossier(desk) == 1,
    }
    assert len(set(found.values())) == 1, found
    return found["page"]


def pictures_in_dossier(desk: NewsDesk) -> int:
    with desk.database.reading() as session:
        campaign = session.exec(select(Campaign)).one()
        contents = gather_contents(
            session, campaign, language="en", edition=1, profile=Profile.PUBLIC, base_url="https://example.org"
        )
    folder = desk.organiser.app.state.settings.effective_files_dir  # type: ignore[attr-defined]  # our app
    pdf = print_dossier(contents, files_dir=folder)
    return len({picture.data for page in PdfReader(io.BytesIO(pdf.content)).pages for picture in page.images})


def test_with_consent_everybody_sees_it(desk: NewsDesk) -> None:
    hang(desk)
    assert is_shown(desk)
    page = desk.public.get(PUBLIC).text
    assert 'alt="Ada Example before a harbour crane"' in page
    assert "Jean Modèle" in page
    assert "her sister" not in page
    assert "secretary of her union" not in page
    assert 'alt="Ада Примерова перед портовым краном"' in desk.public.get(f"/ru{PUBLIC}").text
    answer = desk.public.get(face_address(desk))
    assert answer.headers["content-type"] == "image/jpeg"
    assert "sandbox" in answer.headers["content-security-policy"]
    assert Image.open(io.BytesIO(answer.content)).size == (160, 160)
    assert SECRET not in answer.content
    trail = desk.organiser.get(AT).text
    assert "added a picture to a case" in trail
    assert "Added (picture): Ada Example" in page, "readers are told"


@pytest.mark.parametrize("consent", ["asked", "not_given"])
def test_without_consent_only_the_desk_sees_it(desk: NewsDesk, consent: str) -> None:
    hang(desk, picture_consent=consent, picture_consent_by="", picture_consent_on="")
    assert not is_shown(desk)
    told = desk.organiser.get(at(desk)).text
    assert "There is no consent to it." in told
    picture = desk.organiser.get(f"{AT}/faces/{portraits(desk)[0].id}")
    assert picture.headers["cache-control"] == "private, no-store"
    assert max(Image.open(io.BytesIO(picture.content)).size) == 400
    assert desk.public.get(f"{AT}/faces/{portraits(desk)[0].id}").status_code != 200
    assert "harbour crane" not in desk.public.get(PUBLIC).text
    word(desk)
    assert is_shown(desk)
    word(desk, picture_consent=consent)
    assert not is_shown(desk)
    assert "Ada Example before" not in desk.public.get(PUBLIC).text


@pytest.mark.parametrize("what", ["portrait", "case", "refused"])
def test_a_hold_takes_it_away_at_once(desk: NewsDesk, what: str) -> None:
    hang(desk)
    assert is_shown(desk)
    if what == "portrait":
        word(desk, portrait_hold="yes")
    else:
        case = {"name_en": "Ada Example", "gender": "f", "consent": "given", "hold": "yes"}
        if what == "refused":
            case |= {"consent": "refused", "hold": ""}
        assert desk.organiser.post(f"{AT}/cases/{the_case(desk).id}", data=case).status_code == 303
    face = portraits(desk)[0].id
    with desk.database.reading() as session:
        slug = session.exec(select(Campaign.slug)).one()
    for address in (f"{PUBLIC}/faces/{face}", f"/campaigns/{slug}/faces/{face}"):
        assert desk.public.get(address).status_code == 404
    for page in (f"/campaigns/{slug}", f"/petitions/{slug}", f"/ru/campaigns/{slug}"):
        text = desk.public.get(page).text
        assert "/faces/" not in text
        assert "harbour crane" not in text
    assert pictures_in_dossier(desk) == 0


def test_words_that_name_somebody_on_hold_take_the_picture_along(desk: NewsDesk) -> None:
    new = {"kind": "person", "name_en": "Pyotr Quiet", "hold": "yes"}
    assert desk.organiser.post(f"{AT}/new-case", data=new).status_code == 303
    hang(desk)
    assert is_shown(desk)
    word(desk, credit="Pyotr Quiet")
    assert not is_shown(desk)
    word(desk, alt_en="Ada Example beside Pyotr Quiet")
    assert not is_shown(desk)


@pytest.mark.parametrize("what", ["names", "whole"])
def test_one_press_takes_it_off_the_site(desk: NewsDesk, what: str) -> None:
    hang(desk)
    address = face_address(desk)
    seen = desk.public.get(address).headers["etag"]
    assert desk.organiser.post(f"{AT}/unpublish", data={"what": what}).status_code == 303
    for headers in ({}, {"If-None-Match": seen}):
        assert desk.public.get(address, headers=headers).status_code == 404
    assert "/faces/" not in desk.public.get(PUBLIC).text
    assert "/faces/" not in desk.public.get(PETITION).text
    with desk.database.reading() as session:
        slug = session.exec(select(Campaign.slug)).one()
    assert desk.public.get(f"/campaigns/{slug}/faces/{portraits(desk)[0].id}").status_code == 404


def test_removed_it_can_be_put_back_for_a_week(settings: Settings, desk: NewsDesk) -> None:
    configure_mail(settings)
    hang(desk)
    sha256 = portraits(desk)[0].sha256
    assert desk.organiser.post(at(desk, "/remove")).status_code == 303
    assert not is_shown(desk)
    assert desk.organiser.post(at(desk, "/remove")).status_code == 409
    assert "can be put back" in desk.organiser.get(at(desk)).text
    assert desk.organiser.post(at(desk, "/put-back")).status_code == 303
    assert is_shown(desk)
    assert desk.organiser.post(at(desk, "/put-back")).status_code == 409

    assert desk.organiser.post(at(desk, "/remove")).status_code == 303
    forget_removed(desk.database)
    assert len(portraits(desk)) == 1
    with time_machine.travel(utc_now() + PUT_BACK_WITHIN + timedelta(minutes=1), tick=True):
        forget_removed(desk.database)
    assert portraits(desk) == []
    assert not path_of(settings.effective_files_dir, sha256).exists()
    with desk.database.reading() as session:
        assert session.get(StoredFile, sha256) is None


def test_another_picture_takes_its_place_and_the_old_file_goes(settings: Settings, desk: NewsDesk) -> None:
    hang(desk)
    before = portraits(desk)[0]
    hang(desk, a_drawn_head(ground="#5f7f5f"))
    (now,) = portraits(desk)
    assert now.sha256 != before.sha256
    assert not path_of(settings.effective_files_dir, before.sha256).exists()
    assert desk.public.get(f"{PUBLIC}/faces/{before.id}").status_code == 404
    assert is_shown(desk)


def test_the_same_picture_again_keeps_its_file(settings: Settings, desk: NewsDesk) -> None:
    hang(desk)
    hang(desk)
    (now,) = portraits(desk)
    assert path_of(settings.effective_files_dir, now.sha256).exists()
    assert is_shown(desk)


def test_what_is_missing_is_said_beside_its_field(desk: NewsDesk) -> None:
    files = {"picture": ("ada.txt", b"no picture", "text/plain")}
    gaps = {
        "Please choose a picture.": (SAID, None),
        "Say in a sentence what the picture shows": (SAID | {"alt_en": ""}, None),
        "Who agreed: the person, or who of the family?": (SAID | {"picture_consent_by": ""}, None),
        "On which day did they agree?": (SAID | {"picture_consent_on": ""}, None),
        "This day is still to come.": (SAID | {"picture_consent_on": "2199-01-01"}, None),
        "neither a JPEG nor a PNG": (SAID, files),
    }
    for words, (said, sent) in gaps.items():
        answer = desk.organiser.post(at(desk), data=said, files=sent)
        assert answer.status_code == 422
        assert words in answer.text
        assert "harbour crane" in answer.text or not said["alt_en"], "what was typed stays"
    assert portraits(desk) == []


def test_who_saves_second_is_told(desk: NewsDesk) -> None:
    hang(desk)
    opened = desk.organiser.get(at(desk)).text.split('name="seen" value="')[1].split('"')[0]
    word(desk, credit="Пётр Примеров")
    late = desk.organiser.post(at(desk), data=SAID | {"seen": opened, "given_by": "somebody else"})
    assert late.status_code == 422
    assert "Somebody changed this" in late.text
    assert portraits(desk)[0].credit == "Пётр Примеров"


def test_a_face_of_another_campaign_is_not_there(desk: NewsDesk) -> None:
    hang(desk)
    assert desk.public.get(f"{PUBLIC}/faces/{portraits(desk)[0].id + 1}").status_code == 404
    assert desk.public.get(f"/campaigns/another/faces/{portraits(desk)[0].id}").status_code == 404
    assert portraits(desk)[0].consent is PictureConsent.GIVEN


def test_a_petition_with_three_faces_stays_small(desk: NewsDesk) -> None:
    """The first load: the page, what it links to, and the pictures, as they go over the wire."""
    for number, name in enumerate(("Ada Modèle", "Jean Modèle", "Ada Exemple")):
        new = {"kind": "person", "name_en": name}
        assert desk.organiser.post(f"{AT}/new-case", data=new).status_code == 303
        with desk.database.reading() as session:
            case = session.exec(select(Case).order_by(col(Case.position).desc())).first()
            assert case is not None
        noise = Image.effect_noise((500, 500), 60).convert("RGB")
        out = io.BytesIO()
        noise.save(out, "JPEG", quality=90 + number)
        files = {"picture": ("one.jpg", out.getvalue(), "image/jpeg")}
        address = f"{AT}/cases/{case.id}/portrait"
        assert desk.organiser.post(address, data=SAID, files=files).status_code == 303
    page = desk.public.get(PETITION)
    sources = {part.split('"')[0] for part in page.text.split('src="')[1:]}
    sources |= {part.split('href="')[1].split('"')[0] for part in page.text.split('<link rel="stylesheet"')[1:]}
    assert sum("/faces/" in source for source in sources) == 3, "no more than three"
    load = int(page.headers["content-length"]) + sum(
        int(desk.public.get(source).headers["content-length"]) for source in sources
    )
    assert load <= 60 * 1024, load


def test_a_question_without_an_answer_waits_on_the_first_page_and_on_the_checklist(desk: NewsDesk) -> None:
    asked_on = (utc_now() - timedelta(days=12)).date().isoformat()
    hang(desk, picture_consent="asked", picture_consent_on=asked_on)
    today = desk.organiser.get("/desk").text
    assert "Asked, no answer yet" in today
    assert "asked 12 days ago" in today
    assert f'href="{at(desk)}"' in today
    assert "спросили 12 дней назад" in desk.organiser.get("/ru/desk").text
    assert "was asked 12 days ago, and there is no answer yet" in desk.organiser.get(AT).text
    word(desk, picture_consent="given")
    assert "no answer yet" not in desk.organiser.get("/desk").text
    assert "no answer yet" not in desk.organiser.get(AT).text
