"""Moving a signature to another address: one stays one, whatever is tried, and what was ended stays ended."""

import pytest
import sqlalchemy as sa
from sqlmodel import select
from starlette.testclient import TestClient

from campaigns.app import create_app
from foundation.database import Database
from foundation.settings import Settings
from petitions.models.petition import Petition
from petitions.models.retyping import Retyping
from petitions.models.signals import SignatureSignal
from petitions.models.signature import Signature, SignatureState
from petitions.queries.counting import count_again, kept_counts
from tests.conftest import BASE_URL
from tests.factories.petitions import a_confirmed_signature, an_open_petition, set_aside, typed
from tests.mailbox import Mailbox, path_of

ASK = "/petitions/free-ada/my-data"
SIGN = "/petitions/free-ada/signatures"
ADA = "ada@example.net"
NEW = "new@example.org"
TYPED = {"name": "Somebody Else", "email": NEW, "country": "NO", "agree_count": "yes", "language": "en"}


@pytest.fixture
def petition(database: Database) -> Petition:
    with database.writing() as session:
        petition = an_open_petition(session)
        a_confirmed_signature(session, petition, typed(ADA, name="Ada Example", country="NO"))
        return petition


def link_for(client: TestClient, mailbox: Mailbox, address: str = ADA) -> str:
    mailbox.fetch()
    client.post(ASK, data={"email": address})
    return path_of(mailbox.only_mail(), "my-data")


def kept(database: Database, petition: Petition) -> tuple[int, int]:
    with database.reading() as session:
        counts = kept_counts(session, petition.id)
        assert counts == count_again(session, petition.id)
        return counts.waiting, counts.confirmed


def states_in(database: Database, petition: Petition) -> list[SignatureState]:
    with database.reading() as session:
        return list(session.exec(select(Signature.state).order_by(Signature.id)))  # type: ignore[arg-type]  # a column


def test_a_signature_that_is_sent_to_many_addresses_stays_one(
    client: TestClient, database: Database, petition: Petition, mailbox: Mailbox
) -> None:
    link = link_for(client, mailbox)
    answers = [client.post(f"{link}/address", data={"email": f"new{n}@example.org"}).status_code for n in range(8)]
    assert answers == [303] * 5 + [429] * 3
    arrived = [mail for mail in mailbox.fetch() if mail.recipients[0] != ADA]
    confirmed = [client.post(path_of(mail, "confirm")).status_code for mail in arrived]
    assert confirmed.count(200) <= 1
    assert kept(database, petition) == (0, 1)


def test_only_the_newest_move_waits(
    client: TestClient, database: Database, petition: Petition, mailbox: Mailbox
) -> None:
    link = link_for(client, mailbox)
    client.post(f"{link}/address", data={"email": "first@example.org"})
    first = next(mail for mail in mailbox.fetch() if mail.recipients[0] == "first@example.org")
    client.post(f"{link}/address", data={"email": "second@example.org"})
    second = next(mail for mail in mailbox.fetch() if mail.recipients[0] == "second@example.org")
    assert client.post(path_of(first, "confirm")).status_code == 404
    assert kept(database, petition) == (1, 1)
    assert client.post(path_of(second, "confirm")).status_code == 200
    assert kept(database, petition) == (0, 1)


def test_a_move_is_judged_like_a_sign_up(
    settings: Settings, database: Database, petition: Petition, mailbox: Mailbox
) -> None:
    app = create_app(settings.model_copy(update={"trusted_proxies": 1}), database)
    headers = {"Origin": BASE_URL, "X-Forwarded-For": "198.51.100.7"}
    with TestClient(app, base_url=BASE_URL, follow_redirects=False, headers=headers) as client:
        link = link_for(client, mailbox)
        assert client.post(f"{link}/address", data={"email": NEW}).status_code == 303
    with database.reading() as session:
        networks = session.execute(sa.select(SignatureSignal.network).order_by(SignatureSignal.signature_id)).scalars()  # type: ignore[call-overload]  # a column
        assert [network is None for network in networks] == [True, False]


@pytest.mark.parametrize("end", ["erase", "withdraw"])
@pytest.mark.parametrize("is_known", [False, True])
def test_what_was_erased_or_withdrawn_is_not_confirmed_elsewhere(
    client: TestClient, database: Database, petition: Petition, mailbox: Mailbox, end: str, is_known: bool
) -> None:
    link = link_for(client, mailbox)
    of_the_other = ""
    if is_known:
        client.post(SIGN, data=TYPED)
        of_the_other = path_of(mailbox.only_mail(), "confirm")
    client.post(f"{link}/address", data={"email": NEW})
    arrived = {mail.recipients[0]: mail for mail in mailbox.fetch()}
    move = path_of(arrived[NEW], "confirm")
    assert "Ada Example" in client.get(move).text
    if end == "erase":
        client.post(f"{link}/erase")
    else:
        client.post(path_of(arrived[ADA], "withdraw"))
    assert client.get(move).status_code == client.post(move).status_code == 404
    assert kept(database, petition) == (int(is_known), 0)
    with database.reading() as session:
        assert session.exec(select(Retyping)).all() == []
    if is_known:
        assert "Somebody Else" in client.get(of_the_other).text
        assert client.post(of_the_other).status_code == 200
        assert kept(database, petition) == (0, 1)


def test_whoever_signs_with_the_address_keeps_their_own_when_the_move_is_given_up(
    client: TestClient, database: Database, petition: Petition, mailbox: Mailbox
) -> None:
    link = link_for(client, mailbox)
    client.post(f"{link}/address", data={"email": NEW})
    mailbox.fetch()
    client.post(SIGN, data=TYPED)
    own = path_of(mailbox.only_mail(), "confirm")
    client.post(f"{link}/erase")
    assert kept(database, petition) == (1, 0)
    assert "Somebody Else" in client.get(own).text
    for _ in range(2):
        assert client.post(own).status_code == 200
    assert kept(database, petition) == (0, 1)


def test_a_move_is_confirmed_beside_what_somebody_typed_there(
    client: TestClient, database: Database, petition: Petition, mailbox: Mailbox
) -> None:
    client.post(SIGN, data=TYPED)
    link = link_for(client, mailbox)
    client.post(f"{link}/address", data={"email": NEW})
    move = path_of(next(mail for mail in mailbox.fetch() if mail.recipients[0] == NEW), "confirm")
    assert client.post(move).status_code == 200
    assert kept(database, petition) == (0, 1)
    assert states_in(database, petition) == [SignatureState.WITHDRAWN, SignatureState.CONFIRMED]


def test_what_is_set_aside_can_be_moved_and_stays_so(
    client: TestClient, database: Database, petition: Petition, mailbox: Mailbox
) -> None:
    link = link_for(client, mailbox)
    with database.writing() as session:
        set_aside(session, session.exec(select(Signature)).one(), SignatureState.QUARANTINED)
    assert client.post(f"{link}/address", data={"email": NEW}).status_code == 303
    move = path_of(next(mail for mail in mailbox.fetch() if mail.recipients[0] == NEW), "confirm")
    assert "Thank you" in client.post(move).text
    assert kept(database, petition) == (0, 0)
    assert states_in(database, petition) == [SignatureState.WITHDRAWN, SignatureState.QUARANTINED]


def test_what_was_taken_out_meanwhile_does_not_come_back_elsewhere(
    client: TestClient, database: Database, petition: Petition, mailbox: Mailbox
) -> None:
    link = link_for(client, mailbox)
    client.post(f"{link}/address", data={"email": NEW})
    move = path_of(next(mail for mail in mailbox.fetch() if mail.recipients[0] == NEW), "confirm")
    with database.writing() as session:
        first = session.exec(select(Signature).where(Signature.state == SignatureState.CONFIRMED)).one()
        set_aside(session, first, SignatureState.INVALIDATED)
    client.post(move)
    assert kept(database, petition) == (1, 0)
