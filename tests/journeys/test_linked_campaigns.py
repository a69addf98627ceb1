"""Two campaigns that belong together say so on both of their pages, and neither names one that nobody may read."""

import pytest
from sqlmodel import select

from campaigns.actions.push import push_to_petition
from campaigns.models.campaign import Campaign, CampaignState
from campaigns.models.finding import LinkedCampaign
from foundation.accounts.models import Organisation
from foundation.database import Database
from foundation.settings import Settings
from tests.conftest import BASE_URL
from tests.factories.accounts import an_organisation, an_organiser
from tests.factories.campaigns import a_live_campaign
from tests.journeys.news_desk import AT, PUBLIC, NewsDesk, open_desk

OTHER = "free-the-jean-five"
SAID = {"address": OTHER, "words_en": "The same mine, a year before", "words_ru": "Та же шахта годом раньше"}


@pytest.fixture
def desk(settings: Settings, database: Database) -> NewsDesk:
    return open_desk(settings, database)


@pytest.fixture
def other(desk: NewsDesk) -> str:
    """A second public campaign of the same union."""
    return another(desk, OTHER)


def another(desk: NewsDesk, slug: str, organisation: str = "") -> str:
    with desk.database.writing() as session:
        union = an_organisation(session, organisation) if organisation else session.exec(select(Organisation)).first()
        assert union is not None
        user = an_organiser(session, union, email=f"{slug}@example.org")
        reviewer = an_organiser(session, union, email=f"{slug}-two@example.org")
        campaign = a_live_campaign(session, user, reviewer, name="Jean Modèle")
        campaign.slug = slug
        campaign.title = {"en": f"Title of {slug}"}
        session.add(campaign)
        push_to_petition(session, campaign)
    return slug


def change(desk: NewsDesk, slug: str, **columns: object) -> None:
    with desk.database.writing() as session:
        campaign = session.exec(select(Campaign).where(Campaign.slug == slug)).one()
        for name, value in columns.items():
            setattr(campaign, name, value)
        session.add(campaign)


def link(desk: NewsDesk, **changes: str) -> int:
    answer = desk.organiser.post(f"{AT}/linked", data=SAID | changes)
    assert answer.status_code == 303, answer.text
    with desk.database.reading() as session:
        return session.exec(select(LinkedCampaign.id).order_by(LinkedCampaign.position.desc())).first() or 0  # type: ignore[attr-defined]  # a column


def test_both_pages_tell_of_each_other_and_how_they_belong_together(desk: NewsDesk, other: str) -> None:
    link(desk)
    here, there = desk.public.get(PUBLIC).text, desk.public.get(f"/campaigns/{other}").text
    assert f'href="/campaigns/{other}">Title of {other}</a>' in here
    assert f'href="{PUBLIC}"' in there
    for page in (here, there):
        assert "The same mine, a year before" in page
    assert "Та же шахта годом раньше" in desk.public.get(f"/ru{PUBLIC}").text
    assert "linked another campaign" in desk.organiser.get(AT).text
    assert other in desk.organiser.get(f"{AT}/campaign.yaml").text


def test_words_are_changed_and_the_link_is_taken_away(desk: NewsDesk, other: str) -> None:
    linked = link(desk)
    words = {"words_en": "The same employer", "words_ru": ""}
    assert desk.organiser.post(f"{AT}/linked/{linked}", data=words).status_code == 303
    assert "The same employer" in desk.public.get(f"/campaigns/{other}").text
    assert "The same mine" not in desk.public.get(PUBLIC).text
    removed = desk.organiser.post(f"{AT}/linked/{linked}/remove")
    assert removed.status_code == 200
    assert 'value="The same employer"' in removed.text, "one press brings it back"
    assert f'value="{other}"' in removed.text
    assert "The same employer" not in desk.public.get(PUBLIC).text
    assert "The same employer" not in desk.public.get(f"/campaigns/{other}").text
    assert desk.organiser.post(f"{AT}/linked/{linked}/remove").headers["location"] == f"{AT}/linked?gone=1"


@pytest.mark.parametrize("which", ["here", "there"])
def test_neither_names_one_that_nobody_may_read(desk: NewsDesk, other: str, which: str) -> None:
    link(desk)
    hidden, seen = (PUBLIC, f"/campaigns/{other}") if which == "here" else (f"/campaigns/{other}", PUBLIC)
    change(desk, hidden.rsplit("/", 1)[1], state=CampaignState.DRAFT, published_at=None)
    page = desk.public.get(seen)
    assert page.status_code == 200
    assert hidden not in page.text
    assert "The same mine" not in page.text
    if which == "there":
        assert other not in desk.organiser.get(f"{AT}/campaign.yaml").text
        assert "Readers see nothing of this link yet." in desk.organiser.get(f"{AT}/linked").text


def test_nobody_on_hold_is_named_by_a_link(desk: NewsDesk, other: str) -> None:
    link(desk, words_en="Pyotr Quiet worked for both")
    assert "Pyotr Quiet" in desk.public.get(f"/campaigns/{other}").text
    quiet = {"kind": "person", "name_en": "Pyotr Quiet", "hold": "yes"}
    assert desk.organiser.post(f"/desk/campaigns/{other}/new-case", data=quiet).status_code == 303
    for page in (PUBLIC, f"/campaigns/{other}"):
        assert "Quiet" not in desk.public.get(page).text


def test_a_title_elsewhere_that_names_who_is_on_hold_here_is_not_told(desk: NewsDesk, other: str) -> None:
    change(desk, other, title={"en": "Freedom for Pyotr Quiet"})
    link(desk)
    assert "Pyotr Quiet" in desk.public.get(PUBLIC).text
    quiet = {"kind": "person", "name_en": "Pyotr Quiet", "hold": "yes"}
    assert desk.organiser.post(f"{AT}/new-case", data=quiet).status_code == 303
    assert "Quiet" not in desk.public.get(PUBLIC).text


def test_a_campaign_of_another_site_is_named_by_its_address(desk: NewsDesk) -> None:
    address = "https://example.net/ru/campaigns/free-the-five"
    link(desk, address=address)
    page = desk.public.get(PUBLIC).text
    assert f'<a href="{address}" rel="noreferrer">' in page
    assert "On another site" in desk.organiser.get(f"{AT}/linked").text


def test_the_address_of_a_page_here_is_as_good_as_its_short_name(desk: NewsDesk, other: str) -> None:
    link(desk, address=f"{BASE_URL}/ru/campaigns/{other}")
    assert f"Title of {other}" in desk.public.get(PUBLIC).text
    again = desk.organiser.post(f"{AT}/linked", data=SAID)
    assert again.status_code == 422
    assert "This campaign is linked already." in again.text


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("free-ada-example", "A campaign cannot be linked to itself."),
        ("nobody-knows", "There is no campaign at this address that you may see."),
        ("javascript:alert(1)", "Write the address of a campaign"),
        ("https://example.net/elsewhere", "Write the address of a campaign"),
    ],
)
def test_what_cannot_be_linked_is_refused_in_words(desk: NewsDesk, address: str, words: str) -> None:
    answer = desk.organiser.post(f"{AT}/linked", data=SAID | {"address": address})
    assert answer.status_code == 422
    assert words in answer.text
    assert "The same mine" in answer.text, "what was typed stays"


def test_a_draft_of_another_union_is_as_unknown_as_none(desk: NewsDesk) -> None:
    foreign = another(desk, "foreign-campaign", "Another Union")
    change(desk, foreign, state=CampaignState.DRAFT, published_at=None)
    answer = desk.organiser.post(f"{AT}/linked", data=SAID | {"address": foreign})
    assert answer.status_code == 422
    assert "There is no campaign at this address that you may see." in answer.text


def test_nobody_writes_on_the_page_of_another_union(desk: NewsDesk) -> None:
    foreign = another(desk, "foreign-campaign", "Another Union")
    link(desk, address=foreign)
    assert f"/campaigns/{foreign}" in desk.public.get(PUBLIC).text
    assert PUBLIC not in desk.public.get(f"/campaigns/{foreign}").text
