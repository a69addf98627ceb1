"""Somebody asks what is kept about them, corrects it, takes it along, moves to another address, erases it."""

from typing import Any

import pytest
import sqlalchemy as sa
import time_machine
from starlette.testclient import TestClient

from foundation.database import Database
from petitions.models.consent import Consent, ConsentKind
from petitions.models.data_request import DataRequest
from petitions.models.list_member import ListMember
from petitions.models.petition import Petition
from petitions.models.signature import Signature, SignatureState, WebVisibility
from petitions.queries.counting import count_again, kept_counts
from petitions.queries.figures import country_tallies
from tests.factories.petitions import a_confirmed_signature, a_pending_signature, an_open_petition, set_aside, typed
from tests.mailbox import Mailbox, path_of

ASK = "/petitions/free-ada/my-data"
ADA = "ada@example.net"
RIGHT = {
    "name": "Ada Richtig",
    "country": "SE",
    "organisation": "Example Bakers",
    "web_visibility": "initials",
    "addressee_visibility": "counted",
}


@pytest.fixture
def petition(database: Database) -> Petition:
    with database.writing() as session:
        return an_open_petition(session)


def ada_signs(database: Database, petition: Petition, *also: ConsentKind, **more: Any) -> Signature:
    with database.writing() as session:
        what = typed(ADA, name="Ada Example", country="NO", also=also, **more)
        return a_confirmed_signature(session, petition, what)


def link_for(client: TestClient, mailbox: Mailbox, address: str = ADA) -> str:
    mailbox.fetch()
    client.post(ASK, data={"email": address})
    return path_of(mailbox.only_mail(), "my-data")


def counts_agree(database: Database, petition: Petition) -> tuple[int, dict[str, int]]:
    with database.reading() as session:
        kept = kept_counts(session, petition.id)
        assert kept == count_again(session, petition.id)
        return kept.confirmed, {code: n for code, n in country_tallies(session, petition.id).items() if n}


def rows(database: Database, table: type) -> int:
    with database.reading() as session:
        return session.scalar(sa.select(sa.func.count()).select_from(table)) or 0


def test_known_and_unknown_addresses_get_the_same_answer_and_a_mail_each(
    client: TestClient, database: Database, petition: Petition, mailbox: Mailbox
) -> None:
    ada_signs(database, petition)
    mailbox.fetch()
    known, unknown = (client.post(ASK, data={"email": address}) for address in (ADA, "jean@example.net"))
    assert known.status_code == unknown.status_code == 303
    assert (known.headers, known.content) == (unknown.headers, unknown.content)
    said = {mail.recipients[0]: mail.body() for mail in mailbox.fetch()}
    assert "/my-data/" in said[ADA]
    assert "Nothing is kept" in said["jean@example.net"]
    assert "/my-data/" not in said["jean@example.net"]


def test_the_page_shows_all_of_it_also_when_the_address_was_deleted(
    client: TestClient, database: Database, petition: Petition, mailbox: Mailbox
) -> None:
    ada_signs(database, petition, ConsentKind.LIST, via="bakers")
    link = link_for(client, mailbox, "ADA+again@example.net")
    page = client.get(link)
    assert page.headers["cache-control"] == "private, no-store"
    for words in ("Ada Example", "Norway", "bakers", "I agree: count", "I agree: list", "deleted when you confirmed"):
        assert words in page.text
    taken = client.get(f"{link}/data.json")
    assert "attachment" in taken.headers["content-disposition"]
    data = taken.json()
    assert data["signature"]["name"] == "Ada Example"
    assert data["signature"]["email"] is None
    assert {given["kind"] for given in data["consents"]} == {"count", "list"}
    assert data["general_list"]["since"]


@pytest.mark.parametrize("state_before", ["pending", "confirmed"])
def test_whose_signature_is_set_aside_is_told_the_state_it_had(
    client: TestClient, database: Database, petition: Petition, mailbox: Mailbox, state_before: str
) -> None:
    with database.writing() as session:
        make = a_pending_signature if state_before == "pending" else a_confirmed_signature
        set_aside(session, make(session, petition, typed(ADA)), SignatureState.QUARANTINED)
    taken = client.get(f"{link_for(client, mailbox)}/data.json")
    assert taken.json()["signature"]["state"] == state_before
    assert "review" not in taken.text


def test_correcting_moves_the_counters_and_the_ledger(
    client: TestClient, database: Database, petition: Petition, mailbox: Mailbox
) -> None:
    signature = ada_signs(database, petition)
    link = link_for(client, mailbox)
    assert client.post(link, data=RIGHT).headers["location"] == f"{link}?done=corrected"
    assert "It is corrected" in client.get(f"{link}?done=corrected").text
    assert counts_agree(database, petition) == (1, {"SE": 1})
    with database.reading() as session:
        row = session.get_one(Signature, signature.id)
        assert (row.shown_name, row.web_visibility, row.country) == ("A. R.", WebVisibility.INITIALS, "SE")
        given = session.execute(sa.select(Consent.kind, Consent.withdrawn_at).order_by(Consent.id)).all()  # type: ignore[call-overload]  # columns
    assert [(kind, ended is None) for kind, ended in given] == [(ConsentKind.COUNT, True), (ConsentKind.SHOW, True)]
    client.post(link, data=RIGHT | {"web_visibility": "none"})
    with database.reading() as session:
        assert session.get_one(Signature, signature.id).shown_name is None
        ended = session.scalars(sa.select(Consent.withdrawn_at).order_by(Consent.id)).all()  # type: ignore[call-overload]  # a column
    assert [moment is None for moment in ended] == [True, False]


def test_from_where_nobody_is_to_sign_nothing_is_corrected_to_more(
    client: TestClient, database: Database, petition: Petition, mailbox: Mailbox
) -> None:
    signature = ada_signs(database, petition)
    link = link_for(client, mailbox)
    assert "Do you or your family live in this country: Kazakhstan?" in client.get(link).text
    with database.writing() as session:
        session.get_one(Petition, petition.id).no_signing_from = ["BY"]
    answer = client.post(link, data=RIGHT | {"country": "BY"})
    assert answer.status_code == 422
    assert "too dangerous" in answer.text.split('id="country-problem"')[1]
    with database.writing() as session:
        session.get_one(Petition, petition.id).no_signing_from = ["BY", "NO"]
    assert "not to sign from here: Belarus, Norway" in client.get(link).text
    for field, value in (("web_visibility", "country"), ("addressee_visibility", "initials")):
        safest = RIGHT | {"country": "NO", "web_visibility": "none"}
        answer = client.post(link, data=safest | {field: value})
        assert answer.status_code == 422
        assert "not more" in answer.text.split(f'id="{field}-problem"')[1]
    assert counts_agree(database, petition) == (1, {"NO": 1})
    with database.reading() as session:
        row = session.get_one(Signature, signature.id)
        assert (row.web_visibility, row.shown_name) == (WebVisibility.NONE, None)
    for fine in ({"country": "NO", "web_visibility": "none"}, {"country": "SE"}):
        assert client.post(link, data=RIGHT | fine).status_code == 303
    assert counts_agree(database, petition) == (1, {"SE": 1})


def test_what_cannot_be_read_is_said_beside_the_field(
    client: TestClient, database: Database, petition: Petition, mailbox: Mailbox
) -> None:
    ada_signs(database, petition)
    link = link_for(client, mailbox)
    for wrong in ({"name": "x" * 10_000}, {"country": "XX"}, {"web_visibility": "everything"}, {"name": "\x07"}):
        answer = client.post(link, data=RIGHT | wrong)
        assert answer.status_code == 422
        assert f'id="{next(iter(wrong))}-problem"' in answer.text
    for wrong_address in ("", "ada", "ADA+2@example.net"):
        answer = client.post(f"{link}/address", data={"email": wrong_address})
        assert answer.status_code == 422
        assert 'id="email-problem"' in answer.text
    assert client.post(ASK, data={"email": "nonsense"}).status_code == 422
    assert counts_agree(database, petition) == (1, {"NO": 1})


def test_moving_to_another_address_is_a_new_opt_in_and_the_old_one_is_told(
    client: TestClient, database: Database, petition: Petition, mailbox: Mailbox
) -> None:
    ada_signs(database, petition, ConsentKind.LIST)
    link = link_for(client, mailbox)
    assert client.post(f"{link}/address", data={"email": "new@example.org"}).status_code == 303
    arrived = {mail.recipients[0]: mail for mail in mailbox.fetch()}
    assert set(arrived) == {ADA, "new@example.org"}
    assert "another address in place of this one" in arrived[ADA].body()
    assert counts_agree(database, petition) == (1, {"NO": 1})
    client.post(path_of(arrived["new@example.org"], "confirm"))
    assert counts_agree(database, petition) == (1, {"NO": 1})
    with database.reading() as session:
        states = session.scalars(sa.select(Signature.state).order_by(Signature.id)).all()  # type: ignore[call-overload]  # a column
        on_list = session.scalars(sa.select(ListMember.left_at)).all()  # type: ignore[call-overload]  # a column
    assert states == [SignatureState.WITHDRAWN, SignatureState.CONFIRMED]
    assert sorted(moment is None for moment in on_list) == [False, True]


def test_erasing_leaves_no_row_and_can_be_pressed_twice(
    client: TestClient, database: Database, petition: Petition, mailbox: Mailbox
) -> None:
    ada_signs(database, petition, ConsentKind.LIST, ConsentKind.UPDATES)
    link = link_for(client, mailbox)
    for _ in range(2):
        assert client.post(f"{link}/erase").status_code == 303
        assert "Everything is erased" in client.get(link).text
    assert counts_agree(database, petition) == (0, {})
    assert (rows(database, Signature), rows(database, Consent)) == (0, 0)
    with database.reading() as session:
        assert session.scalars(sa.select(ListMember.envelope)).all() == [None]  # type: ignore[call-overload]  # a column
        assert session.scalars(sa.select(DataRequest.envelope)).all() == [None]  # type: ignore[call-overload]  # a column
    assert client.get(f"{link}/data.json").json()["signature"] is None


def test_after_erasing_the_log_of_the_database_is_empty(
    client: TestClient, database: Database, petition: Petition, mailbox: Mailbox, tmp_path: object
) -> None:
    if database.engine.dialect.name != "sqlite":
        pytest.skip("PostgreSQL recycles its log by itself")
    ada_signs(database, petition)
    link = link_for(client, mailbox)
    client.post(f"{link}/erase")
    path = str(database.engine.url.database)
    with open(f"{path}-wal", "rb") as log:  # noqa: PTH123  # a string from the engine
        assert log.read() == b""


def test_the_link_works_for_a_day_and_for_nothing_else(
    client: TestClient, database: Database, petition: Petition, mailbox: Mailbox
) -> None:
    ada_signs(database, petition)
    with time_machine.travel("2026-05-01 12:00:00Z", tick=False) as clock:
        link = link_for(client, mailbox)
        token = link.rsplit("/", 1)[1]
        for other in ("confirm", "withdraw", "not-me"):
            assert client.get(f"/{other}/{token}").status_code == 404
        assert client.get(link).status_code == 200
        clock.shift(24 * 3600 + 1)
        for answer in (client.get(link), client.post(link, data=RIGHT), client.post(f"{link}/erase")):
            assert answer.status_code == 410


def test_however_often_it_is_asked_an_address_gets_few_mails(
    client: TestClient, database: Database, petition: Petition, mailbox: Mailbox
) -> None:
    answers = {client.post(ASK, data={"email": ADA}).headers["location"] for _ in range(20)}
    assert answers == {f"{ASK}/asked"}
    assert len(mailbox.fetch()) == 2
    assert rows(database, DataRequest) == 5


def test_a_pending_signature_can_be_seen_and_erased_too(
    client: TestClient, database: Database, petition: Petition, mailbox: Mailbox
) -> None:
    with database.writing() as session:
        a_pending_signature(session, petition, typed(ADA, name="Ada Example"))
    link = link_for(client, mailbox)
    assert "Ada Example" in client.get(link).text
    client.post(f"{link}/erase")
    assert rows(database, Signature) == 0
    assert counts_agree(database, petition) == (0, {})


def test_what_somebody_else_entered_with_the_address_is_shown_too(
    client: TestClient, database: Database, petition: Petition, mailbox: Mailbox
) -> None:
    with database.writing() as session:
        a_pending_signature(session, petition, typed(ADA, name="Ada Example"))
        what = typed(
            ADA, name="Fake Two", country="KZ", web=WebVisibility.FULL, also=(ConsentKind.UPDATES,), via="bakers"
        )
        a_pending_signature(session, petition, what)
    link = link_for(client, mailbox)
    page = client.get(link).text
    assert "Fake Two" in page
    assert "my full name and country" in page
    (entry,) = client.get(f"{link}/data.json").json()["entered_beside_it"]
    assert (entry["name"], entry["country"], entry["came_by_the_link_of"]) == ("Fake Two", "KZ", "bakers")
    assert (entry["shown_on_the_web"], entry["given_to_the_addressee"]) == ("full", "counted")
    assert [(each["kind"], each["words"]) for each in entry["would_agree_to"]] == [
        ("count", "I agree: count"),
        ("updates", "I agree: updates"),
    ]


def test_in_russian(client: TestClient, database: Database, petition: Petition, mailbox: Mailbox) -> None:
    ada_signs(database, petition)
    mailbox.fetch()
    assert "Мои данные" in client.get(f"/ru{ASK}").text
    client.post(f"/ru{ASK}", data={"email": ADA})
    mail = mailbox.only_mail()
    assert mail.message["Content-Language"] == "ru"
    link = path_of(mail, "my-data")
    assert link.startswith("/ru/my-data/")
    assert "Что хранится" in client.get(link).text
