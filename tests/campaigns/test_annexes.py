"""Names that were printed: whoever leaves the list leaves the annexes of the dossier, too."""

import io
from pathlib import Path

import pytest
from pypdf import PdfReader
from sqlmodel import col, select

from campaigns.dossiers.actions import order_public_editions
from campaigns.dossiers.contents import gather_contents, print_dossier
from campaigns.dossiers.jobs import build_edition, forget_names
from campaigns.dossiers.models import Dossier, DossierState, Profile
from campaigns.models.campaign import Campaign
from foundation.accounts.roles import Role
from foundation.database import Database
from foundation.files import StoredFile, path_of
from foundation.mail.setup import configure_mail
from foundation.settings import Settings
from petitions.access import petition_for_reader
from petitions.models.consent import ConsentKind
from petitions.models.signature import Signature, WebVisibility
from tests.factories.accounts import an_organisation, an_organiser
from tests.factories.campaigns import a_live_campaign
from tests.factories.petitions import a_confirmed_signature, make_older, typed

# In which a launch writes by itself.
STOCKED = {"en", "es", "fr", "ru"}

pytestmark = pytest.mark.slow


@pytest.fixture
def printed(settings: Settings, database: Database) -> Campaign:
    """A live campaign, two signers who show their names, and an edition of the dossier with its annex."""
    configure_mail(settings)
    with database.writing() as session:
        union = an_organisation(session)
        owner = an_organiser(session, union)
        reviewer = an_organiser(session, union, Role.REVIEWER, email="reviewer@example.org")
        campaign = a_live_campaign(session, owner, reviewer)
        petition = petition_for_reader(session, campaign.slug)
        for name in ("Jean Modèle", "Fatou Exemple"):
            what = typed(name=name, web=WebVisibility.FULL, also=(ConsentKind.SHOW,))
            a_confirmed_signature(session, petition, what)
        make_older(session, petition.id)
        for dossier in session.exec(select(Dossier)).all():
            session.delete(dossier)
        session.flush()
        order_public_editions(session, campaign=campaign)
    _build(database)
    return campaign


def _build(database: Database) -> None:
    with database.reading() as session:
        ordered = session.exec(select(Dossier.id).where(col(Dossier.state) == DossierState.ORDERED)).all()
    for dossier_id in ordered:
        build_edition(database, dossier_id=dossier_id)


def _annexes(database: Database) -> dict[tuple[str, int], str | None]:
    with database.reading() as session:
        return {(row.language, row.edition): row.annex_sha256 for row in session.exec(select(Dossier))}


def _forget_one(database: Database) -> None:
    with database.writing() as session:
        signature = session.exec(select(Signature).where(Signature.shown_name == "Jean Modèle")).one()
        signature.web_visibility, signature.shown_name = WebVisibility.NONE, None


def test_short_chapters_share_pages(database: Database, printed: Campaign) -> None:
    with database.reading() as session:
        contents = gather_contents(
            session, printed, language="ru", edition=1, profile=Profile.PUBLIC, base_url="https://example.org"
        )
        pages = [page.extract_text() for page in PdfReader(io.BytesIO(print_dossier(contents).content)).pages]
    assert len(pages) <= 4
    assert "Содержание" in pages[1]
    assert "Краткое изложение" in pages[1]
    head = " ".join(pages[2].splitlines()[0].split())
    assert "Предыстория" in head, "the running head names the chapter that the page begins with"


def test_the_annex_stays_while_everybody_stays(database: Database, printed: Campaign) -> None:
    before = _annexes(database)
    assert {language for language, _edition in before} == STOCKED
    assert all(before.values())
    with database.writing() as session:
        petition = petition_for_reader(session, printed.slug)
        a_confirmed_signature(session, petition, typed(web=WebVisibility.FULL, also=(ConsentKind.SHOW,)))
    forget_names(database)
    assert _annexes(database) == before


def test_whoever_leaves_the_list_is_out_of_every_annex_and_a_new_edition_is_made(
    settings: Settings, database: Database, printed: Campaign
) -> None:
    old = [sha256 for sha256 in _annexes(database).values() if sha256]
    folder: Path = settings.effective_files_dir
    assert all(path_of(folder, sha256).exists() for sha256 in old)
    _forget_one(database)

    forget_names(database)
    assert set(_annexes(database).values()) == {None}
    assert not any(path_of(folder, sha256).exists() for sha256 in old)
    with database.reading() as session:
        assert session.exec(select(StoredFile).where(col(StoredFile.sha256).in_(old))).all() == []
    _build(database)
    annexes = _annexes(database)
    assert {key for key, sha256 in annexes.items() if sha256} == {(language, 2) for language in STOCKED}

    forget_names(database)
    assert _annexes(database) == annexes
