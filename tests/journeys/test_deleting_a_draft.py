"""A campaign that was made by mistake goes with everything; one that readers have seen stays."""

from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlmodel import select
from starlette.testclient import TestClient

from campaigns.actions.slugs import free_slug, is_taken
from campaigns.app import create_app
from campaigns.letters.kinds import LetterKind
from campaigns.letters.models import Letter, LetterState
from campaigns.models.campaign import Campaign, CampaignKind
from campaigns.models.case import Case
from campaigns.models.event import Event
from campaigns.models.finding import LinkedCampaign
from campaigns.tables import metadata
from campaigns.translating.actions.links import make_link
from campaigns.translating.models import TranslationDraft, digest_of
from campaigns.updates.actions.pictures import add_picture
from campaigns.updates.models import Update
from foundation.accounts.models import AuditEntry
from foundation.accounts.roles import Role
from foundation.clock import utc_now
from foundation.database import Database
from foundation.files import StoredFile, store
from foundation.mail.setup import configure_mail
from foundation.picture_uploads import drawn_for_a_page
from foundation.settings import Settings
from tests.conftest import BASE_URL
from tests.factories.accounts import PASSWORD, an_organisation, an_organiser
from tests.factories.campaigns import a_draft_campaign, a_live_campaign
from tests.factories.faces import a_portrait
from tests.factories.updates import a_draft_update, a_picture
from tests.journeys.news_desk import WRITTEN
from tests.journeys.test_launching import COMMON, FACTS


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
        letter.file_sha256 = store(
            session, settings.effective_files_dir, b"%PDF sent", media_type="application/pdf", pages=1
        ).sha256
        letter.printed_at = letter.approved_at = utc_now()
        letter.state, letter.is_clean = LetterState.SENT, True
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


def test_nobody_deletes_news_a_letter_or_a_translation_that_somebody_has_just_written(
    settings: Settings, database: Database, slugs: dict[str, str]
) -> None:
    owner = signed_in(settings, database, "owner")
    editor = signed_in(settings, database, "editor")
    at = f"/desk/campaigns/{slugs['draft']}"
    with database.reading() as session:
        campaign_id = session.exec(select(Campaign.id).where(Campaign.slug == slugs["draft"])).one()
        update_id = session.exec(select(Update.id).where(Update.campaign_id == campaign_id)).one()

    def write_news() -> None:
        assert editor.post(f"{at}/updates/new", data=WRITTEN).status_code == 200

    def rewrite_news() -> None:
        changed = WRITTEN | {"title_en": "Another title"}
        assert editor.post(f"{at}/updates/{update_id}", data=changed).status_code == 200

    def write_a_letter() -> None:
        with database.writing() as session:
            kind = LetterKind.APPEAL
            session.add(Letter(campaign_id=campaign_id, kind=kind, office_id="kz-president", language="en"))

    def translate() -> None:
        with database.writing() as session:
            digest = digest_of("A text")
            session.add(
                TranslationDraft(
                    campaign_id=campaign_id,
                    language="fr",
                    block="event.1.text",
                    text="Un texte",
                    made_from="A text",
                    made_from_digest=digest,
                    written_by="A translator",
                )
            )

    def translate_anew() -> None:
        with database.writing() as session:
            session.exec(select(TranslationDraft)).one().text = "Un autre texte"

    again = owner.get(f"{at}/delete")
    for write in (write_news, rewrite_news, write_a_letter, translate, translate_anew):
        seen = seen_on(again.text)
        write()
        again = owner.post(f"{at}/delete", data={"seen": seen})
        assert again.status_code == 422, write.__name__
        assert owner.get(at).status_code == 200
    assert owner.post(f"{at}/delete", data={"seen": seen_on(again.text)}).url.path == "/desk/campaigns"


def delete(client: TestClient, slug: str) -> None:
    at = f"/desk/campaigns/{slug}/delete"
    assert client.post(at, data={"seen": seen_on(client.get(at).text)}).url.path == "/desk/campaigns"


def test_nothing_else_takes_the_address_of_a_deleted_draft(
    settings: Settings, database: Database, slugs: dict[str, str]
) -> None:
    with database.writing() as session:
        live = session.exec(select(Campaign).where(Campaign.slug == slugs["live"])).one()
        elsewhere = "https://example.net/campaigns/another"
        for position, (slug, url) in enumerate([(slugs["draft"], ""), ("another", elsewhere)]):
            session.add(LinkedCampaign(campaign_id=live.id, position=position, slug=slug, url=url))
        title = session.exec(select(Campaign.title).where(Campaign.slug == slugs["draft"])).one()["en"]
    delete(signed_in(settings, database, "owner"), slugs["draft"])
    with database.reading() as session:
        assert session.exec(select(LinkedCampaign.slug)).all() == ["another"]
        assert free_slug(session, title) == f"{slugs['draft']}-2"
        ours = session.exec(select(Campaign.organisation_id).where(Campaign.slug == slugs["live"])).one()
        assert is_taken(session, slugs["draft"], organisation_id=ours + 1)
        assert not is_taken(session, slugs["draft"], organisation_id=ours), "it can be brought back from its file"


def test_a_second_press_leads_to_the_list_and_says_that_it_is_gone(
    settings: Settings, database: Database, slugs: dict[str, str]
) -> None:
    owner = signed_in(settings, database, "owner")
    at = f"/desk/campaigns/{slugs['draft']}"
    with database.reading() as session:
        campaign = session.exec(select(Campaign).where(Campaign.slug == slugs["draft"])).one()
        event = session.exec(select(Event).where(Event.campaign_id == campaign.id)).first()
        assert event is not None
    assert "gone already" not in owner.post(f"{at}/events/{event.id}/remove").text
    again = owner.post(f"{at}/events/{event.id}/remove")
    assert (again.status_code, again.url.path) == (200, f"{at}/facts")
    assert "It is gone already." in again.text
    delete(owner, slugs["draft"])
    again = owner.post(f"{at}/delete")
    assert (again.status_code, again.url.path) == (200, "/desk/campaigns")
    assert "It is gone already." in again.text
    assert owner.post("/desk/campaigns/never-there/delete").status_code == 404


def test_a_form_that_made_a_deleted_campaign_makes_it_anew(
    settings: Settings, database: Database, slugs: dict[str, str]
) -> None:
    owner = signed_in(settings, database, "owner")
    sent = COMMON | FACTS[CampaignKind.ARREST] | {"once": "of-this-form"}
    first = owner.post("/desk/campaigns/new/arrest", data=sent).url.path.rpartition("/")[2]
    assert first == f"{slugs['draft']}-2"
    delete(owner, first)
    again = owner.post("/desk/campaigns/new/arrest", data=sent)
    assert (again.status_code, again.url.path) == (200, f"/desk/campaigns/{slugs['draft']}-3")


def test_an_editor_cannot_delete(settings: Settings, database: Database, slugs: dict[str, str]) -> None:
    editor = signed_in(settings, database, "editor")
    at = f"/desk/campaigns/{slugs['draft']}"
    assert "Made by mistake?" not in editor.get(at).text
    assert editor.get(f"{at}/delete").status_code == 403
    assert editor.post(f"{at}/delete").status_code == 403
