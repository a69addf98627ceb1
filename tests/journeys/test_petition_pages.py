"""What the public reads besides the form: figures, the list of signatories, the frame for other sites."""

import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlmodel import select
from starlette.testclient import TestClient

from foundation.database import Database
from foundation.web.copies import A_MINUTE
from petitions.actions.push import push_petition
from petitions.models.petition import Petition, PetitionState
from petitions.models.signature import Signature, WebVisibility
from petitions.models.tally import TallyKind
from petitions.queries.counting import count_again, kept_counts
from petitions.queries.signatures import A_PUBLIC_PAGE
from tests.factories.petitions import (
    SURROUNDINGS,
    TEXTS,
    a_confirmed_signature,
    a_pending_signature,
    a_withdrawn_signature,
    an_invalidated_signature,
    an_open_petition,
    make_older,
    typed,
)
from tests.mailbox import Mailbox, path_of

ADA = {"name": "Ada Example", "email": "ada@example.net", "country": "NO", "agree_count": "yes", "language": "en"}


@pytest.fixture
def petition(database: Database) -> Petition:
    with database.writing() as session:
        return an_open_petition(session)


def listed(html: str) -> list[str]:
    """Each line of the list as plain text."""
    inside = html.split('<ul class="signatories">')[1].split("</ul>", maxsplit=1)[0]
    return [" ".join(re.sub(r"<[^>]+>", "", line).split()) for line in inside.split("</li>")[:-1]]


def test_the_list_follows_each_signers_choice(client: TestClient, database: Database, petition: Petition) -> None:
    with database.writing() as session:
        for web in WebVisibility:
            a_confirmed_signature(session, petition, typed(name=f"Ada {web.value.title()}", country="NO", web=web))
        full = {"name": "Canary Example", "web": WebVisibility.FULL}
        a_pending_signature(session, petition, typed(**full))  # type: ignore[arg-type]  # name and web
        a_withdrawn_signature(session, petition, typed(**full))  # type: ignore[arg-type]  # name and web
        an_invalidated_signature(session, petition, typed(**full))  # type: ignore[arg-type]  # name and web
    assert "Nobody is shown here yet" in client.get("/petitions/free-ada/signatories").text
    with database.writing() as session:
        make_older(session, petition.id)
    page = client.get("/petitions/free-ada/signatories")
    assert listed(page.text) == ["Ada Full Norway", "A. I. Norway", "Name not shown Norway"]
    assert "Canary" not in page.text
    assert page.headers["x-robots-tag"] == "noindex, noarchive"
    assert page.headers["cache-control"] == "no-store"
    assert 'content="noindex"' in page.text


def test_the_list_is_leafed_through_without_gaps(client: TestClient, database: Database, petition: Petition) -> None:
    total = 2 * A_PUBLIC_PAGE + 7
    with database.writing() as session:
        for number in range(total):
            a_confirmed_signature(session, petition, typed(name=f"Ada {number}", web=WebVisibility.FULL))
        make_older(session, petition.id)
    seen: list[str] = []
    path = "/petitions/free-ada/signatories"
    pages = 0
    while path:
        html = client.get(path).text
        seen += listed(html)
        pages += 1
        following = re.search(r'rel="next" href="([^"]+)"', html)
        path = following[1] if following else ""
    assert pages == 3
    assert seen == [f"Ada {number} France" for number in reversed(range(total))]


@pytest.mark.parametrize("after", ["1", "x", "-1", "9" * 40, "%00", "٣"])
def test_a_wrong_place_in_the_list_begins_it_anew(client: TestClient, petition: Petition, after: str) -> None:
    assert client.get(f"/petitions/free-ada/signatories?after={after}").status_code == 200


def test_count_json_is_for_everybody(client: TestClient, database: Database, petition: Petition) -> None:
    with database.writing() as session:
        for country, number in (("NO", 10), ("FR", 1), ("CH", 9)):
            for _ in range(number):
                a_confirmed_signature(session, petition, typed(country=country))
        a_pending_signature(session, petition)
        make_older(session, petition.id)
    answer = client.get("/petitions/free-ada/count.json")
    assert answer.json() == {"confirmed": 20, "paper": 0, "organisations": 0, "countries": {"NO": 10}}
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["cache-control"] == A_MINUTE
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "set-cookie" not in answer.headers


def test_only_the_embed_may_be_framed_and_it_holds_no_form(client: TestClient, petition: Petition) -> None:
    embed = client.get("/petitions/free-ada/embed")
    assert "frame-ancestors *" in embed.headers["content-security-policy"]
    assert "set-cookie" not in embed.headers
    assert "<form" not in embed.text
    links = re.findall(r"<a [^>]+>", embed.text)
    assert links
    assert all('target="_top"' in link and 'href="http://testserver/petitions/free-ada"' in link for link in links)
    assert "frame-ancestors 'none'" in client.get("/petitions/free-ada").headers["content-security-policy"]


def test_the_page_shows_what_campaigns_pushed(client: TestClient, petition: Petition) -> None:
    html = client.get("/petitions/free-ada").text
    order = [
        ">Free Ada Example</h1>",
        "Ada Example leads a union of bakers.",
        'class="count"',
        'id="name"',
        "<strong>That is no crime.</strong>",
        "Example Bakers&#39; Federation",
        "Release her at once",
        "Who runs this",
        "Example Federation of Trade Unions",
        "office@example.org",
        "Freedom for Ada Example",
    ]
    places = [html.find(words, html.find("<main")) for words in order]
    assert -1 not in places
    assert places[:7] == sorted(places[:7])


def test_a_text_that_is_not_translated_is_shown_in_its_original(client: TestClient, database: Database) -> None:
    with database.writing() as session:
        petition = an_open_petition(session)
        push_petition(
            session,
            campaign_id=petition.campaign_id,
            organisation_id=petition.organisation_id,
            slug="freie-ada",
            state=PetitionState.OPEN,
            texts={"en": TEXTS["en"]},
            surroundings=SURROUNDINGS,
            target_countries=[],
            original_language="en",
            is_example=False,
        )
    assert client.get("/petitions/free-ada").status_code == 404
    html = client.get("/ru/petitions/freie-ada").text
    assert '<html lang="ru"' in html
    assert '<div lang="en" dir="ltr">' in html
    assert "оригинал" in html


def test_fifty_presses_at_once_are_one_signature_and_one_mail(
    client: TestClient, database: Database, petition: Petition, mailbox: Mailbox
) -> None:
    def press(_: int) -> int:
        return client.post("/petitions/free-ada/signatures", data=ADA).status_code

    with ThreadPoolExecutor(10) as people:
        assert set(people.map(press, range(50))) == {303}
    confirm = path_of(mailbox.only_mail(), "confirm")
    with ThreadPoolExecutor(10) as people:
        assert set(people.map(lambda _: client.post(confirm).status_code, range(20))) == {200}
    with database.reading() as session:
        assert len(session.exec(select(Signature)).all()) == 1
        counts = kept_counts(session, petition.id)
        assert (counts.waiting, counts.confirmed) == (0, 1)
        assert counts == count_again(session, petition.id)


def test_many_different_people_at_once_are_all_counted(
    client: TestClient, database: Database, petition: Petition, mailbox: Mailbox
) -> None:
    def sign(number: int) -> int:
        form = ADA | {"email": f"signer{number}@example.net", "country": "NO" if number % 2 else "FR"}
        return client.post("/petitions/free-ada/signatures", data=form).status_code

    with ThreadPoolExecutor(10) as people:
        assert set(people.map(sign, range(30))) == {303}
    confirms = [path_of(mail, "confirm") for mail in mailbox.fetch()]
    assert len(confirms) == 30
    with ThreadPoolExecutor(10) as people:
        assert set(people.map(lambda path: client.post(path).status_code, confirms)) == {200}
    with database.reading() as session:
        counts = kept_counts(session, petition.id)
        assert (counts.waiting, counts.confirmed) == (0, 30)
        assert counts.of(TallyKind.COUNTRY) == {"FR": 15, "NO": 15}
        assert counts == count_again(session, petition.id)
