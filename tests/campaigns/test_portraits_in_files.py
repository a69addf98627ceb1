"""A portrait leaves with the campaign's file and comes back; strangers get it only where everybody may see it."""

import base64
import hashlib
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import Session, select

from campaigns.actions.import_campaign import import_campaign
from campaigns.actions.update_from_file import plan_update, update_from_file
from campaigns.faces.actions import MOST_PORTRAITS
from campaigns.files.compare import How
from campaigns.files.export_campaign import export_campaign
from campaigns.files.read import read_file
from campaigns.models.campaign import Campaign
from campaigns.models.case import Case
from campaigns.models.portrait import PictureConsent, Portrait
from foundation.files import path_of, read
from foundation.picture_uploads import drawn_as_portrait
from tests.campaigns.full_file import FULL_FILE, JPEG, PDF
from tests.factories.accounts import an_organisation
from tests.factories.faces import SECRET, a_drawn_head, a_portrait

FILE = """\
format: solidarity-campaign/1
slug: free-ada
kind: arrest
original_language: en
title: {en: Free Ada}
cases:
  - {id: ada, kind: person, name: {en: Ada Example}}
"""


def sha256_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def bytes_of(content: bytes) -> str:
    """As they stand at the end of a file."""
    return f"files:\n  - file: {sha256_of(content)}\n    content: {base64.b64encode(content).decode()}\n"


def naming(content: bytes) -> str:
    """A file made by hand, which is wrong about its picture."""
    portrait = f"{{file: {sha256_of(content)}, media_type: image/jpeg, size: 1, width: 1, height: 1, alt: {{en: Ada}}}}"
    case = f"name: {{en: Ada Example}}, portrait: {portrait}}}\n"
    return FILE.replace("name: {en: Ada Example}}\n", case) + bytes_of(content)


def brought_in(session: Session, files_dir: Path, text: str, slug: str = "free-ada") -> Campaign:
    organisation = an_organisation(session)
    content = text.replace("slug: free-ada", f"slug: {slug}").encode()
    report = import_campaign(session, organisation_id=organisation.id, content=content, by=None, files_dir=files_dir)
    assert report.problems == ()
    return session.get_one(Campaign, report.campaign_id)


def with_portrait(session: Session, files_dir: Path, **values: Any) -> Campaign:
    campaign = brought_in(session, files_dir, FILE)
    case = session.exec(select(Case).where(Case.campaign_id == campaign.id)).one()
    a_portrait(session, files_dir, case, given_by="a workmate", credit="Jean Modèle", **values)
    return campaign


def portrait_of(session: Session, campaign: Campaign) -> Portrait | None:
    return session.exec(select(Portrait).where(Portrait.campaign_id == campaign.id)).first()


def update(session: Session, files_dir: Path, campaign: Campaign, text: str) -> list[tuple[How, str]]:
    file, _, problems = read_file(text.encode())
    assert file is not None, problems
    planned = plan_update(session, campaign=campaign, file=file)
    update_from_file(session, user=None, campaign=campaign, update=planned, files_dir=files_dir)
    session.flush()
    session.expire_all()
    entries = [entry for block in planned.comparison.blocks for entry in block.entries]
    return [(entry.how, " / ".join(field.path[-1] for field in entry.fields)) for entry in entries]


def test_everything_comes_back_on_another_installation(session: Session, tmp_path: Path) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    campaign = with_portrait(session, here, consent=PictureConsent.ASKED, hold=True)
    text = export_campaign(session, campaign=campaign, include_held=True, files_dir=here)
    again = brought_in(session, there, text, slug="free-ada-again")
    before, after = portrait_of(session, campaign), portrait_of(session, again)
    assert before is not None
    assert after is not None
    passing = {"id", "campaign_id", "case_id"}
    assert before.model_dump(exclude=passing) == after.model_dump(exclude=passing)
    assert read(there, after.sha256) == read(here, before.sha256)
    told = export_campaign(session, campaign=again, include_held=True, files_dir=there)
    assert told == text.replace("slug: free-ada", "slug: free-ada-again")


@pytest.mark.parametrize("consent", list(PictureConsent))
def test_strangers_get_it_only_with_consent(session: Session, tmp_path: Path, consent: PictureConsent) -> None:
    campaign = with_portrait(session, tmp_path, consent=consent)
    text = export_campaign(session, campaign=campaign, files_dir=tmp_path)
    assert ("portrait:" in text) == (consent is PictureConsent.GIVEN)
    for secret in ("a workmate", "her sister", "2026-05-02"):
        assert secret not in text


def test_the_own_public_file_changes_nothing(session: Session, tmp_path: Path) -> None:
    nothing: dict[str, Any] = {}
    for values in (nothing, {"consent": PictureConsent.NOT_GIVEN}, {"hold": True}):
        with session.begin_nested() as savepoint:
            campaign = with_portrait(session, tmp_path, **values)
            text = export_campaign(session, campaign=campaign, files_dir=tmp_path)
            assert update(session, tmp_path, campaign, text) == []
            kept = portrait_of(session, campaign)
            assert kept is not None
            assert (kept.given_by, kept.consent_by) == ("a workmate", "her sister")
            savepoint.rollback()
            session.expunge_all()


def test_another_picture_in_the_file_takes_the_place_of_the_old_one(session: Session, tmp_path: Path) -> None:
    campaign = with_portrait(session, tmp_path)
    before = portrait_of(session, campaign)
    assert before is not None
    old, kept = before.sha256, campaign.held_since_version
    text = export_campaign(session, campaign=campaign, include_held=True, files_dir=tmp_path)
    picture = drawn_as_portrait(a_drawn_head(ground="#5f7f5f")).content
    changed = text[: text.index("files:\n")].replace(old, sha256_of(picture)) + bytes_of(picture)
    assert [how for how, _ in update(session, tmp_path, campaign, changed)] == [How.CHANGED]
    after = portrait_of(session, campaign)
    assert after is not None
    assert after.sha256 == sha256_of(picture)
    assert after.size == len(picture)
    assert path_of(tmp_path, after.sha256).exists()
    assert not path_of(tmp_path, old).exists()
    assert campaign.held_since_version != kept, "papers with the old picture are shown no more"


def test_taken_out_of_the_file_it_is_gone(session: Session, tmp_path: Path) -> None:
    campaign = with_portrait(session, tmp_path)
    portrait = portrait_of(session, campaign)
    assert portrait is not None
    sha256 = portrait.sha256
    update(session, tmp_path, campaign, FILE)
    assert portrait_of(session, campaign) is None
    assert not path_of(tmp_path, sha256).exists()


def test_a_hash_keeps_the_own_picture_and_opens_none_of_others(session: Session, tmp_path: Path) -> None:
    campaign = with_portrait(session, tmp_path)
    text = export_campaign(session, campaign=campaign, include_held=True)
    assert "files:\n" not in text
    assert [words for _, words in update(session, tmp_path, campaign, text.replace("Jean Modèle", "Jean"))] == [
        "credit"
    ]
    portrait = portrait_of(session, campaign)
    assert portrait is not None
    assert path_of(tmp_path, portrait.sha256).exists()
    assert portrait_of(session, brought_in(session, tmp_path, text, slug="of-others")) is None


def test_what_is_here_as_another_kind_of_file_is_no_portrait(session: Session, tmp_path: Path) -> None:
    """A PDF that the campaign has would break its page."""
    report = import_campaign(
        session, organisation_id=an_organisation(session).id, content=FULL_FILE.encode(), by=None, files_dir=tmp_path
    )
    campaign = session.get_one(Campaign, report.campaign_id)
    text = FULL_FILE[: FULL_FILE.index("files:\n")].replace(sha256_of(JPEG), sha256_of(PDF))
    update(session, tmp_path, campaign, text)
    assert portrait_of(session, campaign) is None


def test_a_picture_in_a_file_is_drawn_anew(session: Session, tmp_path: Path) -> None:
    campaign = brought_in(session, tmp_path, naming(a_drawn_head()))
    portrait = portrait_of(session, campaign)
    assert portrait is not None
    kept = read(tmp_path, portrait.sha256)
    assert SECRET not in kept
    assert (portrait.size, portrait.width, portrait.height) == (len(kept), 300, 400)
    assert portrait.consent is PictureConsent.NOT_GIVEN, "nobody said so"


def test_what_is_no_picture_is_refused_with_its_place(session: Session, tmp_path: Path) -> None:
    for content in (b"no picture", PDF):
        text = naming(content)
        report = import_campaign(
            session, organisation_id=an_organisation(session).id, content=text.encode(), by=None, files_dir=tmp_path
        )
        (problem,) = report.problems
        assert "neither a JPEG nor a PNG picture" in str(problem)
        assert problem.line == text[: text.index("files:")].count("\n") + 2


def many_portraits(number: int) -> bytes:
    """Hand-made, with one picture for all of them."""
    content = drawn_as_portrait(a_drawn_head()).content
    portrait = f"{{file: {sha256_of(content)}, media_type: image/jpeg, size: 1, width: 1, height: 1, alt: {{en: Ada}}}}"
    cases = "".join(
        f"  - {{id: p{one}, kind: person, name: {{en: Ada Example}}, portrait: {portrait}}}\n" for one in range(number)
    )
    return (FILE.partition("cases:")[0] + "cases:\n" + cases + bytes_of(content)).encode()


@pytest.mark.parametrize("dry_run", [True, False])
def test_a_file_with_more_portraits_than_a_campaign_may_have_is_refused(
    session: Session, tmp_path: Path, dry_run: bool
) -> None:
    report = import_campaign(
        session,
        organisation_id=an_organisation(session).id,
        content=many_portraits(MOST_PORTRAITS + 1),
        by=None,
        dry_run=dry_run,
        files_dir=tmp_path,
    )
    (problem,) = report.problems
    assert f"at most {MOST_PORTRAITS} pictures" in problem.sentence
    assert problem.line > MOST_PORTRAITS


@pytest.mark.parametrize("content", [b"no picture", b"%PDF-1.7 no document", b"\x89PNG\r\n\x1a\n and nothing"])
def test_a_look_at_a_file_says_what_taking_it_would_say(session: Session, tmp_path: Path, content: bytes) -> None:
    organisation = an_organisation(session)
    said = [
        import_campaign(
            session,
            organisation_id=organisation.id,
            content=naming(content).encode(),
            by=None,
            dry_run=dry_run,
            files_dir=tmp_path,
        ).problems
        for dry_run in (True, False)
    ]
    assert said[0]
    assert [one.sentence for one in said[0]] == [one.sentence for one in said[1]]
