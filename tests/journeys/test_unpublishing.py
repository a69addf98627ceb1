"""One press, and no page, file or number of the site names anybody any more; two persons bring everything back."""

import time

import pytest
from sqlmodel import Session, col, select
from starlette.testclient import TestClient

import campaigns.notices.emails  # noqa: F401  # importing registers the mail
from campaigns.actions.import_campaign import import_campaign
from campaigns.actions.partner_mailings import start_for_campaign
from campaigns.actions.push import push_to_petition
from campaigns.actions.slugs import free_slug
from campaigns.app import create_app
from campaigns.authorisation import RULES
from campaigns.dossiers.jobs import build_edition
from campaigns.dossiers.models import Dossier, DossierState
from campaigns.models.campaign import Campaign
from campaigns.unpublishing.models import Unpublishing
from campaigns.updates.models import UpdatePicture, UpdateText
from foundation.accounts.access import SignedIn
from foundation.accounts.models import AuditEntry, Organisation
from foundation.accounts.roles import Role
from foundation.database import Database, open_database
from foundation.errors import Conflict
from foundation.settings import Settings
from foundation.web.authorisation import Who
from foundation.web.copies import LIVES
from outreach.actions.sending import resume
from outreach.models.mailings import Mailing, MailingState
from tests.conftest import BASE_URL
from tests.factories.accounts import PASSWORD, an_organisation, an_organiser
from tests.house.world import address_of, build_world
from tests.mailbox import Mailbox

pytestmark = pytest.mark.slow

NAMES = ("Canary Example", "canary-example", "Примеров")
OF_A_CAMPAIGN = [
    rule
    for rule in RULES
    if rule.method == "GET" and rule.who in (Who.ANYONE, Who.LINK) and ("{slug}" in rule.path or "{token}" in rule.path)
]


@pytest.fixture
def world(settings: Settings, database: Database, mailbox: Mailbox) -> Database:
    with database.writing() as session:
        organisation = build_world(session, settings)
        organisation.name = "Example Union"
        session.add(organisation)
        an_organiser(session, organisation, Role.EDITOR, email="editor@example.org")
        push_to_petition(session, session.exec(select(Campaign)).one())
    mailbox.fetch()
    return database


def browser(settings: Settings, database: Database, email: str = "") -> TestClient:
    client = TestClient(
        create_app(settings, database),
        base_url=BASE_URL,
        follow_redirects=False,
        headers={"Origin": BASE_URL, "Accept-Language": "en"},
    )
    if email:
        assert client.post("/desk/sign-in", data={"email": email, "password": PASSWORD}).status_code == 303
    return client


def the_campaign(database: Database) -> Campaign:
    with database.reading() as session:
        return session.exec(select(Campaign)).one()


def path_of_button(database: Database) -> str:
    return f"/desk/campaigns/{the_campaign(database).slug}/unpublish"


def test_the_way_to_the_button_stands_first_on_the_page_of_a_campaign(world: Database, settings: Settings) -> None:
    """At three in the morning, on a telephone, nobody reads down to the end."""
    page = browser(settings, world, "editor@example.org").get(path_of_button(world).removesuffix("/unpublish")).text
    content = page.split("</nav>")[-1]
    assert content.index("Somebody is in danger?") < content.index('class="lead"')
    actions = page.split('class="actions"')[1].split("</div>")[0]
    assert "/unpublish" not in actions, "nobody presses it in place of the main action"


def everything_public() -> dict[str, str]:
    """Address by route, as it stood before anybody pressed."""
    every = {rule.path: address_of(rule.path) for rule in OF_A_CAMPAIGN}
    return every | {"/": "/", "/oembed": f"/oembed?url={BASE_URL}{every['/petitions/{slug}']}"}


@pytest.mark.parametrize("what", ["names", "whole"])
@pytest.mark.parametrize("language", ["", "/ru"])
def test_no_public_route_names_anybody_after_one_press(
    settings: Settings, world: Database, what: str, language: str
) -> None:
    reader = browser(settings, world)
    before = {path: reader.get(language + address) for path, address in everything_public().items()}
    telling = [path for path, answer in before.items() if any(name in answer.text for name in NAMES)]
    assert {"/", "/campaigns/{slug}", "/petitions/{slug}", "/petitions/{slug}/embed", "/confirm/{token}"} <= {*telling}

    organiser = browser(settings, world, "canary@example.org")
    assert organiser.post(path_of_button(world), data={"what": what}).status_code == 303

    for path, address in everything_public().items():
        seen = before[path].headers.get("etag", "")
        answer = browser(settings, world).get(language + address, headers={"If-None-Match": seen} if seen else {})
        assert answer.status_code != 304, path
        words = answer.text.replace(address, "")  # who asked knows what was asked for
        assert not any(name in words for name in NAMES), f"{path}: {answer.status_code}"
        assert answer.status_code < 500, path
    neutral = the_campaign(world).slug
    for path in ("", "/letters", "/dossier.pdf"):
        answer = reader.get(f"{language}/campaigns/{neutral}{path}")
        assert answer.status_code == (200 if what == "names" and not path else 404)
        if answer.status_code == 404:
            assert ("not available at the moment" in answer.text) or ("сейчас недоступна" in answer.text)


def test_the_copies_of_other_processes_end_with_their_second(settings: Settings, world: Database) -> None:
    elsewhere = open_database(settings)
    reader = browser(settings, elsewhere)
    address = address_of("/campaigns/{slug}")
    with reader:
        copied = reader.get(address)
        assert "Canary Example" in copied.text
        organiser = browser(settings, world, "canary@example.org")
        organiser.post(path_of_button(world), data={"what": "whole"})
        time.sleep(LIVES.total_seconds())
        answer = reader.get(address, headers={"If-None-Match": copied.headers["etag"]})
    assert answer.status_code == 404
    assert "Canary Example" not in answer.text
    elsewhere.engine.dispose()


def test_two_persons_bring_everything_back_and_the_trail_keeps_who(settings: Settings, world: Database) -> None:
    reader = browser(settings, world)
    compared = ("/campaigns/{slug}", "/petitions/{slug}", "/campaigns/{slug}/letters", "/petitions/{slug}/signatories")
    before = {path: reader.get(address_of(path)).text for path in compared}
    slug = the_campaign(world).slug
    organiser = browser(settings, world, "canary@example.org")
    reviewer = browser(settings, world, "canary-reviewer@example.org")
    assert organiser.post(path_of_button(world), data={"what": "names"}).status_code == 303
    assert organiser.post(path_of_button(world), data={"what": "names"}).status_code == 409
    assert organiser.post(path_of_button(world), data={"what": "whole", "reason": "A call at night"}).status_code == 303
    assert "waits for a second person" not in organiser.get(path_of_button(world)).text
    assert organiser.post(f"{path_of_button(world)}/end").status_code == 303
    assert "waits for a second person" in organiser.get(path_of_button(world)).text
    assert organiser.post(f"{path_of_button(world)}/end").status_code == 409
    assert reader.get(f"/campaigns/{slug}").status_code == 404
    assert "A call at night" in reviewer.get(path_of_button(world)).text
    assert "Off the site" in reviewer.get("/desk").text

    assert reviewer.post(f"{path_of_button(world)}/end").status_code == 303
    assert the_campaign(world).slug == slug
    for path in compared:
        assert _without_moments(reader.get(address_of(path)).text) == _without_moments(before[path]), path
    with world.reading() as session:
        acts = [
            act
            for act in session.exec(select(AuditEntry.act).order_by(col(AuditEntry.id)))
            if act.startswith("campaign.")
        ]
        row = session.exec(select(Unpublishing)).one()
    assert acts[-4:] == [
        "campaign.unpublished",
        "campaign.unpublished",
        "campaign.looked_at",
        "campaign.brought_back",
    ]
    assert row.ended_at is not None
    assert "took it off the site at once" in organiser.get(f"/desk/campaigns/{slug}").text


def _without_moments(page: str) -> str:
    """Nothing of when it was made, nor of the stamps in its form."""
    kept = [line for line in page.splitlines() if "UTC" not in line and "stamp" not in line]
    return "\n".join(kept)


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Free the canaries " * 5, "free-the-canaries-free-the-canaries-free-the-canaries-free"),
        ("a" * 70, "a" * 60),
        ("Free " + "a" * 70, "free"),
        ("Free Ada", "free-ada"),
    ],
)
def test_an_address_ends_with_a_whole_word(session: Session, title: str, slug: str) -> None:
    assert free_slug(session, title) == slug


def test_while_it_is_off_nobody_else_gets_its_address(settings: Settings, world: Database) -> None:
    slug = the_campaign(world).slug
    browser(settings, world, "canary@example.org").post(path_of_button(world), data={"what": "whole"})
    with world.reading() as session:
        assert free_slug(session, "Free Canary Example") != slug
    file = f"format: solidarity-campaign/1\nslug: {slug}\nkind: arrest\noriginal_language: en\ntitle: {{en: Another}}\n"
    with world.writing() as session:
        others = an_organisation(session, "Another Union").id
        report = import_campaign(session, organisation_id=others, content=file.encode(), by=None)
    assert "already a campaign" in str(report.problems[0])


def test_the_desk_finds_it_at_its_old_address(settings: Settings, world: Database) -> None:
    slug = the_campaign(world).slug
    organiser = browser(settings, world, "canary@example.org")
    organiser.post(path_of_button(world), data={"what": "whole"})
    assert organiser.get(f"/desk/campaigns/{slug}").status_code == 200
    assert organiser.get(f"/desk/petitions/{slug}").status_code == 200


def test_its_mailings_stop_and_nobody_lets_them_go_before_it_is_back(settings: Settings, world: Database) -> None:
    with world.writing() as session:
        campaign = session.exec(select(Campaign)).one()
        user = SignedIn(campaign.created_by_id or 0, "Ada", {campaign.organisation_id: Role.OWNER})
        mailing = start_for_campaign(session, user=user, campaign=campaign)
        mailing.state = MailingState.SENDING
        session.add(mailing)
    browser(settings, world, "canary@example.org").post(path_of_button(world), data={"what": "names"})
    with world.writing() as session:
        stopped = session.get_one(Mailing, mailing.id)
        assert (stopped.state, stopped.is_stopped) == (MailingState.PAUSED, True)
        with pytest.raises(Conflict, match="off the site"):
            resume(session, user=user, mailing=stopped)
        with pytest.raises(Conflict, match="off the site"):
            start_for_campaign(session, user=user, campaign=session.exec(select(Campaign)).one())


def test_no_dossier_is_made_while_it_is_off(settings: Settings, world: Database) -> None:
    browser(settings, world, "canary@example.org").post(path_of_button(world), data={"what": "names"})
    with world.reading() as session:
        waiting = session.exec(select(Dossier).where(Dossier.state == DossierState.ORDERED)).all()
    assert waiting
    for dossier in waiting:
        build_edition(world, dossier_id=dossier.id)
    with world.reading() as session:
        assert {session.get_one(Dossier, dossier.id).state for dossier in waiting} == {DossierState.FAILED}


def test_owners_and_reviewers_are_told_and_the_mail_names_nobody(
    settings: Settings, world: Database, mailbox: Mailbox
) -> None:
    mailbox.fetch()
    browser(settings, world, "editor@example.org").post(path_of_button(world), data={"what": "whole"})
    mails = mailbox.fetch()
    assert {mail.recipients[0] for mail in mails} == {"canary@example.org", "canary-reviewer@example.org"}
    for mail in mails:
        body = mail.body()
        assert "taken off the site" in body
        assert "Canary" not in body
        assert "/desk" in body


def test_where_nobody_else_may_publish_one_look_does_and_the_trail_says_so(settings: Settings, world: Database) -> None:
    with world.writing() as session:
        organisation = session.exec(select(Organisation).where(Organisation.name == "Example Union")).one()
        campaign = session.exec(select(Campaign)).one()
        from foundation.accounts.models import Membership

        for member in session.exec(select(Membership).where(Membership.organisation_id == organisation.id)):
            if member.role is Role.REVIEWER:
                session.delete(member)
    organiser = browser(settings, world, "canary@example.org")
    organiser.post(path_of_button(world), data={"what": "whole"})
    assert "your look alone does" in organiser.get(path_of_button(world)).text
    assert organiser.post(f"{path_of_button(world)}/end").status_code == 303
    assert the_campaign(world).slug == campaign.slug
    with world.reading() as session:
        assert "campaign.brought_back_alone" in session.exec(select(AuditEntry.act)).all()


def test_what_nobody_can_read_cannot_be_taken_off(settings: Settings, world: Database) -> None:
    organiser = browser(settings, world, "canary@example.org")
    assert organiser.post(path_of_button(world), data={"what": "everything"}).status_code == 422
    assert organiser.post(path_of_button(world), data={}).status_code == 422
    editor = browser(settings, world, "editor@example.org")
    assert editor.post(path_of_button(world), data={"what": "names"}).status_code == 303
    assert editor.post(f"{path_of_button(world)}/end").status_code == 403


def test_photographs_and_proofs_go_with_the_names_and_come_back_with_them(settings: Settings, world: Database) -> None:
    reader = browser(settings, world)
    photograph = address_of("/campaigns/{slug}/updates/{number}/pictures/{picture_id}")
    proof = address_of("/campaigns/{slug}/evidence/{evidence_id}")
    news = address_of("/campaigns/{slug}/updates/{number}")
    assert [reader.get(address).status_code for address in (photograph, proof)] == [200, 200]
    with world.writing() as session:  # words that name nobody, so that the update itself stays
        for text in session.exec(select(UpdateText)):
            text.title, text.text = "The court has set a day", "It is on 5 June."
        for picture in session.exec(select(UpdatePicture)):
            picture.alt, picture.credit = {"en": "A march"}, ""
    organiser = browser(settings, world, "canary@example.org")
    assert "every photograph in its news" in organiser.get(path_of_button(world)).text
    organiser.post(path_of_button(world), data={"what": "names"})

    slug = the_campaign(world).slug
    for address in (photograph, proof):
        for asked in (address, f"/campaigns/{slug}/{address.split('/', 3)[3]}"):
            assert browser(settings, world).get(asked, headers={"If-None-Match": "*"}).status_code == 404
    pages = [f"/campaigns/{slug}/updates/{news.rsplit('/', 1)[1]}", f"/campaigns/{slug}/updates"]
    for address in [*pages, f"/campaigns/{slug}/updates.atom", f"/campaigns/{slug}", f"/campaigns/{slug}/outcome"]:
        answer = browser(settings, world).get(address)
        assert answer.status_code == 200, address
        assert "/pictures/" not in answer.text, address
        assert "/evidence/" not in answer.text, address
    assert "The court has set a day" in browser(settings, world).get(pages[0]).text

    for who in ("canary@example.org", "canary-reviewer@example.org"):
        browser(settings, world, who).post(f"{path_of_button(world)}/end")
    assert [browser(settings, world).get(address).status_code for address in (photograph, proof)] == [200, 200]
    assert "/pictures/" in browser(settings, world).get(news).text
