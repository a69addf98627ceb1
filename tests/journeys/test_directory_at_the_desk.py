"""One organiser corrects the directory, a second one decides, and every campaign's letters follow."""

import html
import re
from datetime import date, timedelta

import pytest
from sqlmodel import select
from starlette.testclient import TestClient

from campaigns.actions.confirm_address import confirm_address
from campaigns.addresses import address_for_record
from campaigns.letters.actions import save_letter
from campaigns.letters.kinds import LetterKind
from campaigns.letters.models import LetterPrint
from campaigns.models.campaign import Campaign
from campaigns.models.demand import AddresseeGroup
from campaigns.offices.listed import ON_A_LEAF
from campaigns.offices.merged import directory_now
from campaigns.offices.shapes import Holder, Office
from foundation.accounts.models import Organisation
from foundation.accounts.roles import Role
from foundation.clock import utc_today
from foundation.database import Database
from foundation.settings import Settings
from tests.factories.accounts import an_organisation, an_organiser
from tests.factories.campaigns import a_live_campaign
from tests.journeys.signed_in import signed_in
from tests.undoing import newest_on, undo

OFFICE = "/desk/directory/offices/kz-president"
PROPOSALS = "/desk/directory/proposals"
CAMPAIGN = "/desk/campaigns/free-ada-example"
LETTER = "/desk/campaigns/free-ada-example/letters/appeal/kz-president"
ADDRESS = {
    "lines": "Akorda\n1 New Square",
    "postcode": "010001",
    "city": "Astana",
    "country_line": "Kazakhstan",
    "page": "https://www.example.org/contacts",
    "read_on": "2026-11-20",
    "keep_other": "yes",
    "reason": "Moved in autumn",
}


@pytest.fixture
def desk(settings: Settings, database: Database) -> dict[str, TestClient]:
    """Two of one organisation, and one of another on the same installation."""
    with database.writing() as session:
        union = an_organisation(session)
        owner = an_organiser(session, union, Role.OWNER)
        reviewer = an_organiser(session, union, Role.REVIEWER, email="reviewer@example.org")
        an_organiser(session, union, Role.EDITOR, email="editor@example.org")
        other = an_organisation(session, "Another Federation")
        an_organiser(session, other, Role.OWNER, email="other@example.org")
        a_live_campaign(session, owner, reviewer)
    return signed_in(settings, database, ("ada", "reviewer", "editor", "other"))


def office(database: Database, office_id: str = "kz-president") -> Office:
    with database.reading() as session:
        return directory_now(session).office(office_id)


def waiting(client: TestClient) -> list[str]:
    """Addresses of the proposals that wait, without what is done to them."""
    found = re.findall(rf'action="({PROPOSALS}/\d+)/(?:accept|withdraw)"', client.get(PROPOSALS).text)
    return list(dict.fromkeys(found))


def test_a_correction_holds_after_a_second_person_accepted_it(desk: dict[str, TestClient], database: Database) -> None:
    before = office(database)
    page = desk["ada"].post(f"{OFFICE}/address", data=ADDRESS)
    assert "Waits for a second person" in page.text
    assert office(database) == before
    [proposal] = waiting(desk["ada"])
    assert desk["ada"].post(f"{proposal}/accept").status_code == 409
    assert desk["editor"].post(f"{proposal}/accept").status_code == 403

    assert desk["reviewer"].post(f"{proposal}/accept").status_code == 200
    now = office(database)
    assert now.address is not None
    assert now.address.printed == ("Akorda", "1 New Square", "010001 Astana", "KAZAKHSTAN")
    assert now.other_readings[-1].address == before.address
    shown = desk["reviewer"].get(OFFICE).text
    assert "As it was shipped" in shown
    assert "6 Mangilik Yel Street" in shown
    assert "Moved in autumn" in shown
    assert "Akorda, 1 New Square" in desk["other"].get("/desk/directory?q=akorda").text
    assert "1 New Square" in desk["ada"].get(LETTER).text
    assert desk["reviewer"].post(f"{proposal}/accept").status_code == 409


def test_what_was_read_counts_as_confirmed_for_those_who_read_it(
    desk: dict[str, TestClient], database: Database
) -> None:
    desk["ada"].post(f"{OFFICE}/address", data=ADDRESS)
    desk["reviewer"].post(f"{waiting(desk['reviewer'])[0]}/accept")
    with database.reading() as session:
        standings = [
            address_for_record(session, office_id="kz-president", organisation_id=organisation_id).standing
            for organisation_id in session.exec(select(Organisation.id).order_by(Organisation.name.desc()))  # type: ignore[attr-defined]  # a column
        ]
    assert standings == ["confirmed", "conflict"]


def test_an_older_confirmation_ends_when_the_address_is_corrected(
    desk: dict[str, TestClient], database: Database
) -> None:
    lines = "Akorda\n6 Mangilik El\n010000 Astana\nKAZAKHSTAN"
    confirmed = {"lines": lines, "page": "https://www.example.org/", "confirmed_on": "2026-11-01", "language": "en"}
    desk["other"].post(f"{OFFICE}/address", data=ADDRESS)
    desk["ada"].post(f"{LETTER}/address", data=confirmed)
    assert "Confirmed" in desk["ada"].get(OFFICE).text
    desk["reviewer"].post(f"{waiting(desk['reviewer'])[0]}/accept")
    with database.reading() as session:
        ours = session.exec(select(Organisation).where(Organisation.name != "Another Federation")).one()
        address = address_for_record(session, office_id="kz-president", organisation_id=ours.id)
    assert not address.may_be_printed
    assert "1 New Square" in address.lines


def test_a_declined_correction_says_why(desk: dict[str, TestClient], database: Database) -> None:
    before = office(database)
    desk["ada"].post(f"{OFFICE}/titles", data={"title_en": "Head of Kazakhstan"})
    [proposal] = waiting(desk["reviewer"])
    refused = desk["reviewer"].post(f"{proposal}/decline")
    assert refused.status_code == 422
    assert "Please fill this in." in refused.text
    desk["reviewer"].post(f"{proposal}/decline", data={"decision": "The old title is right"})
    assert office(database) == before
    assert "The old title is right" in desk["ada"].get(OFFICE).text
    assert waiting(desk["reviewer"]) == []


def test_an_own_proposal_can_be_withdrawn_by_nobody_else(desk: dict[str, TestClient]) -> None:
    desk["ada"].post(f"{OFFICE}/titles", data={"title_en": "Head of Kazakhstan"})
    [proposal] = waiting(desk["ada"])
    assert desk["editor"].post(f"{proposal}/withdraw").status_code == 404
    desk["ada"].post(f"{proposal}/withdraw")
    assert waiting(desk["ada"]) == []
    assert "Withdrawn" in desk["ada"].get(OFFICE).text


def test_corrections_are_undone_newest_first(desk: dict[str, TestClient], database: Database) -> None:
    shipped = office(database)
    for title in ("First Title", "Second Title"):
        desk["ada"].post(f"{OFFICE}/titles", data={"title_en": title})
        desk["reviewer"].post(f"{waiting(desk['reviewer'])[0]}/accept")
    assert office(database).title["en"] == "Second Title"
    assert office(database).title["kk"] == shipped.title["kk"], "a language without a field stays"
    shown = newest_on(desk["reviewer"], OFFICE)
    assert undo(desk["reviewer"], OFFICE, shown) == 200
    assert office(database).title["en"] == "First Title"
    assert undo(desk["reviewer"], OFFICE, shown) == 409, "a second press, or another tab"
    assert office(database).title["en"] == "First Title"
    assert undo(desk["reviewer"], OFFICE) == 200
    assert office(database) == shipped
    assert newest_on(desk["reviewer"], OFFICE) == ""


def test_two_proposals_for_one_part_do_not_undo_each_other(desk: dict[str, TestClient], database: Database) -> None:
    desk["ada"].post(f"{OFFICE}/titles", data={"title_en": "First Title"})
    desk["editor"].post(f"{OFFICE}/titles", data={"title_en": "Other Title"})
    first, second = waiting(desk["reviewer"])
    desk["reviewer"].post(f"{first}/accept")
    assert "This part has changed since it was proposed." in desk["reviewer"].get(PROPOSALS).text
    assert desk["reviewer"].post(f"{second}/accept").status_code == 409
    assert office(database).title["en"] == "First Title"


def test_the_holder_gives_the_salutation_its_gender(desk: dict[str, TestClient], database: Database) -> None:
    ministry = "/desk/directory/offices/kz-labour"
    assert "No form fits anybody: say who holds it" in desk["ada"].get(ministry).text
    for name, since, gender in (("Jean Modèle", "2024", "man"), ("Ada Example", "2026-02", "woman")):
        form = {"name_en": name, "since": since, "gender": gender}
        desk["ada"].post(f"{ministry}/holder", data=form)
        desk["reviewer"].post(f"{waiting(desk['reviewer'])[0]}/accept")
    found = office(database, "kz-labour")
    assert [(one.name["en"], one.since, one.until) for one in found.holders] == [
        ("Jean Modèle", "2024", "2026-02"),
        ("Ada Example", "2026-02", ""),
    ]
    now, then = found.holder_on(date(2026, 5, 1)), found.holder_on(date(2025, 5, 1))
    assert (now and now.gender, then and then.gender) == (Holder.WOMAN, Holder.MAN)
    assert found.holder_on(date(2020, 1, 1)) is None
    desk["ada"].post(f"{ministry}/holder", data={"instead_of": "0"})
    desk["reviewer"].post(f"{waiting(desk['reviewer'])[0]}/accept")
    assert [one.name["en"] for one in office(database, "kz-labour").holders] == ["Ada Example"]


def test_a_letter_greets_the_holder_the_directory_knows(desk: dict[str, TestClient]) -> None:
    assert "Ваше Превосходительство!" in desk["ada"].get(f"{LETTER}/preview?language=ru").text
    desk["ada"].post(f"{OFFICE}/holder", data={"name_en": "Ada Example", "since": "2026", "gender": "woman"})
    desk["reviewer"].post(f"{waiting(desk['reviewer'])[0]}/accept")
    assert "Уважаемая госпожа Президент!" in desk["ada"].get(f"{LETTER}/preview?language=ru").text


def test_an_office_can_be_taught_a_language(desk: dict[str, TestClient], database: Database) -> None:
    words = {"language": "kk", "unknown": "Құрметті Президент!", "closing": "Құрметпен,"}
    desk["ada"].post(f"{OFFICE}/salutation", data=words)
    desk["reviewer"].post(f"{waiting(desk['reviewer'])[0]}/accept")
    with database.reading() as session:
        directory = directory_now(session)
        found = directory.office("kz-president")
        assert directory.speaks(found, "kk")
        assert directory.salutation(found, "kk", Holder.WOMAN) == "Құрметті Президент!"
        assert directory.closing(found, "kk") == "Құрметпен,"


def test_a_joint_office_is_proposed_and_stays_while_it_is_used(desk: dict[str, TestClient], database: Database) -> None:
    form = {
        "title_en": "President and Government of Kazakhstan",
        "profile": "head_of_state",
        "country": "KZ",
        "first_member": "kz-president",
        "second_member": "kz-prime-minister",
    }
    desk["ada"].post("/desk/directory/new", data=form)
    desk["reviewer"].post(f"{waiting(desk['reviewer'])[0]}/accept")
    [made] = [one for one in _offices(database) if one.title["en"] == "President and Government of Kazakhstan"]
    assert made.members == ("kz-president", "kz-prime-minister")
    page = desk["ada"].get(f"/desk/directory/offices/{made.id}").text
    assert "Held jointly by:" in page
    assert f'value="{made.id}"' in desk["ada"].get("/desk/campaigns/new/arrest").text
    at = f"/desk/directory/offices/{made.id}"
    assert undo(desk["reviewer"], at) == 200
    assert made.id not in {one.id for one in _offices(database)}


def test_an_office_that_people_here_added_is_known_wherever_its_letters_are(
    desk: dict[str, TestClient], database: Database
) -> None:
    desk["ada"].post(
        "/desk/directory/new", data={"title_en": "Example Minister", "profile": "minister", "country": "KZ"}
    )
    desk["reviewer"].post(f"{waiting(desk['reviewer'])[0]}/accept")
    [made] = [one for one in _offices(database) if one.title["en"] == "Example Minister"]
    with database.writing() as session:
        campaign = session.exec(select(Campaign)).one()
        letter = save_letter(
            session,
            campaign=campaign,
            kind=LetterKind.APPEAL,
            office_id=made.id,
            language="en",
            values={"own_words": "We ask the minister."},
            by=None,
        )
        session.flush()
        session.add(LetterPrint(sha256="a" * 64, letter_id=letter.id, facts_version=1))
        group = session.exec(select(AddresseeGroup)).one()
        group.offices = [made.id]
        session.add(group)
    sheet = desk["ada"].get("/desk/campaigns/free-ada-example/translate/ru?show=all&page=1000")
    assert sheet.status_code == 200
    assert "Example Minister: " in sheet.text
    known = desk["other"].post("/verify", data={"sha256": "a" * 64})
    assert known.status_code == 200
    assert "Example Minister" in known.text
    assert "Nobody has confirmed the address of Example Minister" in desk["ada"].get(CAMPAIGN).text


def test_the_ways_to_reach_an_office_are_named_in_words(desk: dict[str, TestClient]) -> None:
    page = desk["ada"].get("/ru/desk/directory/offices/ohchr-special-procedures").text
    assert "email" not in re.sub(r"<[^>]+>", "", page)
    assert "Телефон: " in page or "Сайт: " in page or "Электронная почта: " in page


def _offices(database: Database) -> tuple[Office, ...]:
    with database.reading() as session:
        return directory_now(session).offices


def test_search_and_filters_narrow_the_list(desk: dict[str, TestClient]) -> None:
    def titles(question: str) -> list[str]:
        return re.findall(r'offices/([\w-]+)"', desk["ada"].get(f"/desk/directory?{question}").text)

    assert titles("q=трудовых прав") or titles("q=мониторинговая") == ["monitoring-mission"]
    assert set(titles("country=KZ&kind=head_of_state")) == {"kz-president"}
    assert "ilo-dg" in titles("country=-")
    assert set(titles("state=conflict")) == {
        "kz-president", "kg-president", "kg-mfa", "tj-president", "uz-president", "ituc",
    }  # fmt: skip
    assert titles("q=nothing-of-this-kind") == []
    assert "No office fits" in desk["ada"].get("/desk/directory?q=nothing-of-this-kind").text


def test_the_list_is_leafed_through_and_back_and_keeps_what_was_chosen(
    desk: dict[str, TestClient], database: Database
) -> None:
    def leaf(path: str) -> tuple[list[str], str, str]:
        page = desk["ada"].get(path).text
        found = {rel: html.unescape(href) for rel, href in re.findall(r'rel="(next|prev)" href="([^"]+)"', page)}
        return re.findall(r'offices/([\w-]+)"', page), found.get("next", ""), found.get("prev", "")

    leaves, backs, path = [], [], "/desk/directory"
    while path:
        offices, path, back = leaf(path)
        leaves.append(offices)
        backs.append(back)
    real = [office.id for office in _offices(database) if not office.fictitious]
    assert len(leaves) == -(-len(real) // ON_A_LEAF)
    assert sorted(office for leaf in leaves for office in leaf) == sorted(real)
    assert backs[0] == ""
    assert [leaf(back)[0] for back in backs[1:]] == leaves[:-1]
    _, onwards, _ = leaf("/desk/directory?state=missing")
    assert "state=missing" in onwards
    assert leaf("/desk/directory?after=an-office-that-is-gone")[0] == leaves[0]


def test_an_address_checked_long_ago_is_on_the_first_page(desk: dict[str, TestClient], database: Database) -> None:
    assert "checked long ago" not in desk["ada"].get("/desk").text
    with database.writing() as session:
        ours = session.exec(select(Organisation).where(Organisation.name != "Another Federation")).one()
        confirm_address(
            session,
            office_id="kz-president",
            organisation_id=ours.id,
            lines=["Akorda", "010000 Astana"],
            confirmed_on=utc_today() - timedelta(days=400),
            page="https://www.example.org/",
            by=None,
        )
    assert "President of the Republic of Kazakhstan" in desk["ada"].get("/desk").text
    assert "Addresses checked long ago" in desk["ada"].get("/desk").text
    assert "Addresses checked long ago" not in desk["other"].get("/desk").text
    assert "long ago" in desk["ada"].get("/desk/directory?state=stale").text


@pytest.mark.parametrize(
    ("part", "form", "field"),
    [
        ("address", {**ADDRESS, "page": "somewhere"}, "page"),
        ("address", {**ADDRESS, "city": ""}, "city"),
        ("titles", {"title_fr": "Président"}, "title_en"),
        ("salutation", {"language": "../etc"}, "language"),
        ("holder", {"name_en": "Ada Example", "since": "soon"}, "since"),
    ],
)
def test_what_cannot_be_right_is_said_beside_the_field(
    desk: dict[str, TestClient], part: str, form: dict[str, str], field: str
) -> None:
    refused = desk["ada"].post(f"{OFFICE}/{part}", data=form)
    assert refused.status_code == 422
    assert f'id="{field}-problem"' in refused.text


def test_what_changes_nothing_is_refused(desk: dict[str, TestClient]) -> None:
    opened = desk["ada"].get(f"{OFFICE}/titles").text
    typed = dict(re.findall(r'name="(title_\w+|dative_ru)" type="text"\s+value="([^"]*)"', opened))
    refused = desk["ada"].post(f"{OFFICE}/titles", data=typed)
    assert refused.status_code == 422
    assert "Nothing would change: the directory has just this." in refused.text
