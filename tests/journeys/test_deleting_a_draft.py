"""A campaign that was made by mistake goes with everything; one that readers have seen stays."""

from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlmodel import select
from starlette.testclient import TestClient

from campaigns.app import create_app
from campaigns.letters.kinds import LetterKind
from campaigns.letters.models import Letter, LetterState
from campaigns.models.campaign import Campaign
from campaigns.models.case import Case
from campaigns.tables import metadata
from campaigns.translating.actions.links import make_link
from campaigns.updates.actions.pictures import add_picture
from foundation.accounts.models import AuditEntry
from foundation.accounts.roles import Role
from foundation.database import Database
from foundation.files import StoredFile
from foundation.mail.setup import configure_mail
from foundation.picture_uploads import drawn_for_a_page
from foundation.settings import Settings
from tests.conftest import BASE_URL
from tests.factories.accounts import PASSWORD, an_organisation, an_organiser
from tests.factories.campaigns import a_draft_campaign, a_live_campaign
from tests.factories.faces import a_portrait
from tests.factories.updates import a_draft_update, a_picture


@pytest.fixture
def slugs(settings: Settings, database: Database) -> dict[str, str]:
    """A draft with files, an update and a link, and a campaign that was published."""
    configure_mail(settings)
    with database.writing() as session:
        union = an_organisation(session)
        owner = an_organiser(session, union, email="owner@example.org")
        reviewer = an_organiser(session, union, Role.REVIEWER, email="reviewer@example.org")
        an_organiser(session, union, Role.EDITOR, email="editor@example.org")
        draft = a_draft_campaign(session, owner)
        case = session.exec(select(Case).where(Case.campaign_id == draft.id)).first()
        assert case is not None
        a_portrait(session, settings.effective_files_dir, case)
        update = a_draft_update(session, owner, draft)
        add_picture(
            session,
            user=owner,
            campaign=draft,
            update=update,
            files_dir=settings.effective_files_dir,
            picture=drawn_for_a_page(a_picture()),
            alt={"en": "A picture"},
            credit="",
        )
        make_link(session, user=owner, campaign=draft, language="fr", name="A translator", days=3)
        live = a_live_campaign(session, owner, reviewer, name="Jean Modèle")
        return {"draft": draft.slug, "live": live.slug}


def signed_in(settings: Settings, database: Database, who: str) -> TestClient:
    client = TestClient(
        create_app(settings, database), base_url=BASE_URL, headers={"Origin": BASE_URL, "Accept-Language": "en"}
    )
    client.post("/desk/sign-in", data={"email": f"{who}@example.org", "password": PASSWORD})
    return client


def seen_on(page: str) -> str:
    return page.split('name="seen" value="')[1].split('"', maxsplit=1)[0]


def rows_of(database: Database, campaign_id: int) -> dict[str, int]:
    """Tables that still name it, those of the jobs as well."""
    found = {}
    with database.engine.connect() as connection:
        for table in metadata.tables.values():
            for column in table.c:
                if column.name.endswith("campaign_id") or (table.name == "campaign" and column.name == "id"):
                    wanted = sa.select(sa.func.count()).select_from(table).where(column == campaign_id)
                    if number := connection.execute(wanted).scalar_one():
                        found[table.name] = number
        jobs = sa.MetaData()
        jobs.reflect(connection, schema="dbos" if connection.dialect.name == "postgresql" else None)
        for table in jobs.tables.values():
            if table.name == "workflow_status":
                wanted = sa.select(sa.func.count()).where(table.c.inputs.contains(str(campaign_id)))
                if number := connection.execute(wanted).scalar_one():
                    found[table.name] = number
    return found


def test_an_owner_deletes_a_draft_with_all_its_rows_and_files(
    settings: Settings, database: Database, slugs: dict[str, str]
) -> None:
    with database.reading() as session:
        campaign_id = session.exec(select(Campaign.id).where(Campaign.slug == slugs["draft"])).one()
    owner = signed_in(settings, database, "owner")
    at = f"/desk/campaigns/{slugs['draft']}"
    assert f"{at}/delete" in owner.get(at).text
    page = owner.get(f"{at}/delete").text
    assert "2 files" in page
    assert "1 update" in page
    assert "1 link of a translator, which ends" in page
    assert rows_of(database, campaign_id)
    answer = owner.post(f"{at}/delete", data={"seen": seen_on(page)})
    assert answer.url.path == "/desk/campaigns"
    assert rows_of(database, campaign_id) == {}
    with database.reading() as session:
        assert session.exec(select(StoredFile)).all() == []
        entry = session.exec(select(AuditEntry).where(AuditEntry.act == "campaign.deleted")).one()
        assert entry.about == f"campaign:{slugs['draft']}"
    assert [
        path for path in Path(settings.effective_files_dir).rglob("*") if path.is_file() and len(path.name) == 62
    ] == []
    assert owner.get(at).status_code == 404
    trail = owner.get("/desk/settings/trail?check=1").text
    assert "deleted the campaign" in trail
    assert "The whole trail holds" in trail


def test_what_was_published_stays_and_the_page_says_so(
    settings: Settings, database: Database, slugs: dict[str, str]
) -> None:
    owner = signed_in(settings, database, "owner")
    at = f"/desk/campaigns/{slugs['live']}"
    assert f"{at}/delete" not in owner.get(at).text
    assert "move it to the archive" in owner.get(f"{at}/delete").text
    assert owner.post(f"{at}/delete", data={}).status_code == 409
    assert owner.get(at).status_code == 200


def test_a_letter_that_was_sent_keeps_its_campaign(
    settings: Settings, database: Database, slugs: dict[str, str]
) -> None:
    with database.writing() as session:
        campaign = session.exec(select(Campaign).where(Campaign.slug == slugs["draft"])).one()
        letter = Letter(campaign_id=campaign.id, kind=LetterKind.APPEAL, office_id="kz-president", language="en")
        letter.state = LetterState.SENT
        session.add(letter)
    owner = signed_in(settings, database, "owner")
    assert owner.post(f"/desk/campaigns/{slugs['draft']}/delete", data={}).status_code == 409


def test_nobody_deletes_what_somebody_has_just_written(
    settings: Settings, database: Database, slugs: dict[str, str]
) -> None:
    owner = signed_in(settings, database, "owner")
    at = f"/desk/campaigns/{slugs['draft']}"
    seen = seen_on(owner.get(f"{at}/delete").text)
    owner.post(f"{at}/events/new", data={"date": "2026-05-03", "text_en": "A hearing."})
    assert owner.post(f"{at}/delete", data={"seen": seen}).status_code == 422
    assert owner.get(at).status_code == 200


def test_an_editor_cannot_delete(settings: Settings, database: Database, slugs: dict[str, str]) -> None:
    editor = signed_in(settings, database, "editor")
    at = f"/desk/campaigns/{slugs['draft']}"
    assert "Made by mistake?" not in editor.get(at).text
    assert editor.get(f"{at}/delete").status_code == 403
    assert editor.post(f"{at}/delete").status_code == 403
