"""The same bytes are one file for all campaigns: it stays for whoever still names it, and for whoever is about to."""

import threading
from pathlib import Path

import pytest
from sqlmodel import Session, select

from campaigns.dossiers.models import Dossier, DossierState, Profile
from campaigns.models.campaign import Campaign
from foundation.clock import utc_now
from foundation.database import Database
from foundation.files import StoredFile, discard_if_unnamed, read, store
from tests.factories.accounts import an_organisation, an_organiser
from tests.factories.campaigns import a_draft_campaign

CONTENT = b"%PDF-1.7 the same for two"


def an_edition(session: Session, campaign_id: int, sha256: str, edition: int = 1) -> Dossier:
    dossier = Dossier(
        campaign_id=campaign_id, profile=Profile.PUBLIC, language="en", edition=edition, facts_version=1,
        state=DossierState.READY, file_sha256=sha256, settled_at=utc_now(),
    )  # fmt: skip
    session.add(dossier)
    return dossier


@pytest.fixture
def campaign_id(database: Database) -> int:
    with database.writing() as session:
        owner = an_organiser(session, an_organisation(session))
        return a_draft_campaign(session, owner).id


def test_a_file_that_somebody_names_in_the_same_moment_stays(
    database: Database, campaign_id: int, tmp_path: Path
) -> None:
    with database.writing() as session:
        sha256 = store(session, tmp_path, CONTENT, media_type="application/pdf").sha256
        first = an_edition(session, campaign_id, sha256).id
    begun, ended = threading.Event(), []

    def take_away() -> None:
        begun.set()
        with database.writing() as session:
            session.delete(session.get_one(Dossier, first))
            discard_if_unnamed(session, tmp_path, sha256)
        ended.append(True)

    other = threading.Thread(target=take_away)
    with database.writing() as session:
        store(session, tmp_path, CONTENT, media_type="application/pdf")
        an_edition(session, campaign_id, sha256, edition=2)
        session.flush()
        other.start()
        begun.wait(timeout=10)
        other.join(timeout=0.5)
        assert other.is_alive(), "it waits for whoever has stored the same"
    other.join(timeout=30)
    assert ended == [True]
    assert read(tmp_path, sha256) == CONTENT
    with database.reading() as session:
        assert session.exec(select(StoredFile.sha256)).all() == [sha256]
        assert session.exec(select(Dossier.edition)).all() == [2]


def test_a_file_that_nobody_names_any_more_goes(database: Database, campaign_id: int, tmp_path: Path) -> None:
    with database.writing() as session:
        sha256 = store(session, tmp_path, CONTENT, media_type="application/pdf").sha256
        an_edition(session, campaign_id, sha256)
    with database.writing() as session:
        session.delete(session.get_one(Campaign, campaign_id))
        discard_if_unnamed(session, tmp_path, sha256)
    with database.reading() as session:
        assert session.exec(select(StoredFile)).all() == []
    assert not list(tmp_path.rglob(sha256[2:]))
