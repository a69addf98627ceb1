"""News, ends and evidence in a campaign file: what readers get, what comes back, and what no file can do."""

import base64
import hashlib
import io
from pathlib import Path

import pytest
from PIL import Image
from sqlmodel import Session, select

from campaigns.actions.import_campaign import import_campaign
from campaigns.actions.update_from_file import plan_update, update_from_file
from campaigns.files.export_campaign import export_campaign
from campaigns.files.kept_files import MOST_ATTACHED, kept_files
from campaigns.files.read import read_file
from campaigns.files.schema import CampaignFile
from campaigns.models.campaign import Campaign
from campaigns.models.case import Case
from campaigns.models.portrait import Portrait
from campaigns.outcomes.models import Closing, Evidence
from campaigns.updates.models import Update, UpdatePicture, UpdateState, UpdateText
from foundation.accounts.access import SignedIn
from foundation.accounts.roles import Role
from foundation.files import StoredFile, path_of
from petitions.models.petition import Unpublished
from tests.campaigns.full_file import FULL_FILE, JPEG, PDF, PNG
from tests.factories.accounts import an_organisation, an_organiser


def brought_in(session: Session, files_dir: Path, text: str = FULL_FILE) -> tuple[SignedIn, Campaign]:
    organisation = an_organisation(session)
    user = an_organiser(session, organisation, Role.OWNER)
    report = import_campaign(
        session,
        organisation_id=organisation.id,
        content=text.encode(),
        by=None,
        keep_state=True,
        files_dir=files_dir,
    )
    assert [str(problem) for problem in report.problems] == []
    session.expire_all()
    return user, session.get_one(Campaign, report.campaign_id)


def read(text: str) -> CampaignFile:
    file, _, problems = read_file(text.encode())
    assert file is not None, [str(problem) for problem in problems]
    return file


def corrected(session: Session, user: SignedIn, campaign: Campaign, text: str, files_dir: Path) -> None:
    update = plan_update(session, campaign=campaign, file=read(text))
    update_from_file(session, user=user, campaign=campaign, update=update, files_dir=files_dir)
    session.flush()
    session.expire_all()


def test_readers_get_published_news_and_public_evidence(session: Session, tmp_path: Path) -> None:
    _, campaign = brought_in(session, tmp_path)
    public = read(export_campaign(session, campaign=campaign, files_dir=tmp_path))
    assert [(one.key, one.title) for one in public.news] == [("1", {"en": "She is out", "ru": "Она на свободе"})]
    [picture] = public.news[0].pictures
    [state] = public.addressees[0].demands[0].states
    assert [one.words for one in state.evidence] == ["the ruling"]
    assert [(end.outcome.value, end.statement, end.report) for end in public.closings] == [
        ("partly_won", {"en": "She is free on bail."}, None)
    ]
    assert {one.file: one.content_bytes for one in public.files} == {
        picture.file: PNG, state.evidence[0].file: PDF,
    }  # fmt: skip


def test_what_is_not_for_readers_is_in_the_full_file_alone(session: Session, tmp_path: Path) -> None:
    _, campaign = brought_in(session, tmp_path)
    evidence = session.exec(select(Evidence)).one()
    evidence.is_public = False
    session.add(evidence)
    text = session.exec(
        select(UpdateText).where(UpdateText.language == "ru", UpdateText.title == "Она на свободе")
    ).one()
    text.of_version = 0
    session.add(text)
    session.flush()
    public, full = (
        export_campaign(session, campaign=campaign, include_held=whole, files_dir=tmp_path) for whole in (False, True)
    )
    for words in ("the ruling", "Она на свободе", "We thank you.", "Not yet", hashlib.sha256(PDF).hexdigest()):
        assert words in full
        assert words not in public


def test_news_that_name_somebody_on_hold_leave_the_ordinary_file(session: Session, tmp_path: Path) -> None:
    _, campaign = brought_in(session, tmp_path, FULL_FILE.replace("On bail.", "On bail says Held Example."))
    assert "She is out" not in export_campaign(session, campaign=campaign)
    case = session.exec(select(Case).where(Case.key == "held")).one()
    assert case.hold
    assert "says Held Example" in export_campaign(session, campaign=campaign, include_held=True)


def test_a_step_whose_evidence_only_the_desk_sees_stays_one_step(session: Session, tmp_path: Path) -> None:
    user, campaign = brought_in(session, tmp_path)
    evidence = session.exec(select(Evidence)).one()
    evidence.is_public = False
    session.add(evidence)
    session.flush()
    before = read(export_campaign(session, campaign=campaign, include_held=True))
    corrected(session, user, campaign, export_campaign(session, campaign=campaign), tmp_path)
    assert read(export_campaign(session, campaign=campaign, include_held=True)).addressees == before.addressees


def test_while_names_are_off_the_site_the_ordinary_file_has_no_picture_of_anybody(
    session: Session, tmp_path: Path
) -> None:
    """Nobody knows whom a photograph or a letter shows. Read back, the file takes none of them away."""
    user, campaign = brought_in(session, tmp_path)
    campaign.unpublished = Unpublished.NAMES
    session.add(campaign)
    session.flush()
    before = read(export_campaign(session, campaign=campaign, include_held=True))
    public = export_campaign(session, campaign=campaign, files_dir=tmp_path)
    file = read(public)
    assert [one.title["en"] for one in file.news] == ["She is out"]
    assert list(kept_files(file)) == []
    assert file.files == []
    assert "the ruling" not in public
    corrected(session, user, campaign, public, tmp_path)
    after = read(export_campaign(session, campaign=campaign, include_held=True))
    assert (after.news, after.addressees) == (before.news, before.addressees)


def test_a_file_takes_back_nothing_that_people_were_told(session: Session, tmp_path: Path) -> None:
    user, campaign = brought_in(session, tmp_path)
    text = export_campaign(session, campaign=campaign, include_held=True)
    without = text[: text.index("news:\n")]
    corrected(session, user, campaign, without, tmp_path)
    assert export_campaign(session, campaign=campaign, include_held=True) == text


def test_a_file_corrects_news_that_are_here_and_says_so(session: Session, tmp_path: Path) -> None:
    user, campaign = brought_in(session, tmp_path)
    before = session.exec(select(Update).where(Update.number == 1)).one().changed_at
    public = export_campaign(session, campaign=campaign)
    corrected(session, user, campaign, public.replace("On bail.", "Out on bail."), tmp_path)
    after = session.exec(select(Update).where(Update.number == 1)).one()
    assert (after.state, after.text_version) == (UpdateState.PUBLISHED, 2)
    assert before is not None
    assert after.changed_at is not None
    assert after.changed_at > before
    texts = {row.language: row for row in session.exec(select(UpdateText).where(UpdateText.update_id == after.id))}
    assert (texts["en"].text, texts["ru"].is_checked) == ("Out on bail.", False)
    assert session.exec(select(UpdatePicture.sha256)).all() == [hashlib.sha256(PNG).hexdigest()]


def test_no_file_publishes_news_where_people_read_the_campaign(session: Session, tmp_path: Path) -> None:
    user, campaign = brought_in(session, tmp_path)
    new = "  - {id: 7, state: published, original_language: en, title: {en: Sudden}, text: {en: So.}, published_at: 2026-06-09T07:00:00+00:00}\n"
    text = export_campaign(session, campaign=campaign, include_held=True)
    corrected(session, user, campaign, text.replace("closings:\n", new + "closings:\n"), tmp_path)
    row = session.exec(select(Update).join(UpdateText).where(UpdateText.title == "Sudden")).one()
    assert (row.state, row.number, row.published_at) == (UpdateState.DRAFT, None, None)
    assert row.created_by_id == user.user_id
    assert len(session.exec(select(Closing)).all()) == 2


def test_a_picture_with_more_in_it_than_the_picture_is_drawn_anew(session: Session, tmp_path: Path) -> None:
    written = io.BytesIO()
    Image.new("RGB", (3, 2), "blue").save(written, "JPEG", comment=b"taken by Ada at home")
    told = written.getvalue()
    sha256 = hashlib.sha256(told).hexdigest()
    text = FULL_FILE.replace(base64.b64encode(PNG).decode(), base64.b64encode(told).decode())
    brought_in(session, tmp_path, text.replace(hashlib.sha256(PNG).hexdigest(), sha256))
    [picture] = session.exec(select(UpdatePicture)).all()
    kept = path_of(tmp_path, picture.sha256).read_bytes()
    assert picture.sha256 != sha256
    assert (picture.media_type, picture.size) == ("image/jpeg", len(kept))
    assert b"Ada" not in kept


def test_a_hash_alone_opens_no_file_of_others(session: Session, tmp_path: Path) -> None:
    brought_in(session, tmp_path)
    text = FULL_FILE[: FULL_FILE.index("files:\n")].replace("slug: free-ada", "slug: another")
    report = import_campaign(
        session,
        organisation_id=an_organisation(session).id,
        content=text.encode(),
        by=None,
        files_dir=tmp_path,
    )
    assert (report.is_fine, report.lacking) == (True, 3)
    assert len(session.exec(select(UpdatePicture)).all()) == len(session.exec(select(Evidence)).all()) == 1
    assert len(session.exec(select(Portrait)).all()) == 2


def test_what_finds_no_room_is_named_only(session: Session, tmp_path: Path) -> None:
    _, campaign = brought_in(session, tmp_path)
    evidence = session.exec(select(Evidence)).one()
    large = b"%PDF-" + b"x" * MOST_ATTACHED
    sha256 = hashlib.sha256(large).hexdigest()
    stored = session.get_one(StoredFile, evidence.sha256)
    session.add(
        StoredFile(
            sha256=sha256, media_type="application/pdf", size=len(large), kind=stored.kind, created_at=stored.created_at
        )
    )
    session.flush()
    evidence.sha256 = sha256
    session.add(evidence)
    session.flush()
    path_of(tmp_path, sha256).parent.mkdir(parents=True, exist_ok=True)
    path_of(tmp_path, sha256).write_bytes(large)
    file = read(export_campaign(session, campaign=campaign, include_held=True, files_dir=tmp_path))
    assert [one.content_bytes for one in file.files] == [JPEG, PNG]
    assert file.addressees[0].demands[0].states[0].evidence[0].file == sha256


def test_a_file_nobody_may_keep_is_refused_with_its_place(session: Session, tmp_path: Path) -> None:
    bad = PDF.replace(b"/Catalog", b"/Catalog /OpenAction << /S /JavaScript /JS (x) >>")
    text = FULL_FILE.replace(base64.b64encode(PDF).decode(), base64.b64encode(bad).decode())
    text = text.replace(hashlib.sha256(PDF).hexdigest(), hashlib.sha256(bad).hexdigest())
    report = import_campaign(
        session, organisation_id=an_organisation(session).id, content=text.encode(), by=None, files_dir=tmp_path
    )
    line = 1 + text[: text.index("\nfiles:")].count("\n") + 2
    assert [(problem.line, "PDF" in problem.sentence) for problem in report.problems] == [(line, True)]
    assert session.exec(select(Campaign)).all() == []


MISTAKES = [
    ('- id: "1"\n', "- id: draft-7\n", "What was published has a number as its id"),
    ('- id: "1"\n', "- id: first\n", "“first” is no id of news"),
    ('- id: "2"\n', '- id: "1"\n', "“1” stands here twice"),
    ("text: {en: On bail., ru: Под залог.}", "text: {en: On bail.}", "“ru” has only one of them"),
    ("checked: [ru]", "checked: [fr]", "no translation into “fr” here"),
    ("title: {en: At the end, ru: Итог}", "title: {en: At the end}", "missing in “ru”, the original language"),
    ('closed_at: "2026-06-04T06:00:00+00:00"', "closed_at: 2026-06-04", "“2026-06-04” is not a moment"),
    ('report: "2"', 'report: "9"', "There is no “9” in the list “news”"),
    (base64.b64encode(PNG).decode(), base64.b64encode(PNG[:-1]).decode(), "not the content of the file with that SHA-256"),
    (base64.b64encode(PNG).decode(), "“nonsense”", "Expected the content of a file in base64"),
    ("width: 3", "width: wide", "Expected a whole number above 0."),
    ("kind: report", "kind: rumour", "“rumour” is not known here."),
]  # fmt: skip


@pytest.mark.parametrize(("right", "wrong", "told"), MISTAKES)
def test_mistakes_are_told_with_their_place(right: str, wrong: str, told: str) -> None:
    assert right in FULL_FILE
    text = FULL_FILE.replace(right, wrong, 1)
    file, _, problems = read_file(text.encode())
    assert file is None
    lines = text.splitlines()
    [found] = [problem for problem in problems if told in problem.sentence]
    assert found.line > 1
    block = next(line for line in reversed(lines[: found.line]) if line and line[0] not in " -")
    assert block in ("news:", "closings:", "files:")
