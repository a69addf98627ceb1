"""Many sign-ups from one place: all get the same answer, a flood is set aside, and nobody honest is lost."""

from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from sqlmodel import col, select
from starlette.testclient import TestClient

from campaigns.app import create_app
from foundation.database import Database
from foundation.security.proof_of_work import solve
from foundation.settings import Settings
from petitions.models.judgement import CROWD
from petitions.models.petition import Petition
from petitions.models.signals import SignatureSignal
from petitions.models.signature import Signature, SignatureState
from tests.conftest import BASE_URL
from tests.factories.petitions import an_open_petition
from tests.journeys.test_petition_secrecy import everything
from tests.mailbox import Mailbox, path_of

SIGN = "/petitions/free-ada/signatures"
ADA = {"name": "Ada Example", "country": "NO", "agree_count": "yes", "language": "en"}


@pytest.fixture
def petition(database: Database) -> Petition:
    with database.writing() as session:
        return an_open_petition(session)


@pytest.fixture
def behind_a_proxy(settings: Settings, database: Database) -> Iterator[TestClient]:
    app = create_app(settings.model_copy(update={"trusted_proxies": 1}), database)
    headers = {"Origin": BASE_URL, "Accept-Language": "en"}
    with TestClient(app, base_url=BASE_URL, follow_redirects=False, headers=headers) as client:
        yield client


def states(database: Database) -> dict[SignatureState, int]:
    with database.reading() as session:
        rows = session.execute(sa.select(col(Signature.state), sa.func.count()).group_by(col(Signature.state)))
        return {row[0]: row[1] for row in rows}


def sign(client: TestClient, email: str, *, hops: str, **more: str) -> tuple[int, bytes]:
    answer = client.post(SIGN, data=ADA | {"email": email} | more, headers={"X-Forwarded-For": hops})
    return answer.status_code, answer.content


def test_a_flood_is_answered_like_everybody_and_set_aside(
    behind_a_proxy: TestClient, database: Database, petition: Petition, mailbox: Mailbox
) -> None:
    answers = {sign(behind_a_proxy, f"u{n}@gmail.com", hops=f"203.0.113.{n}, 192.0.2.{n}") for n in range(CROWD + 10)}
    assert answers == {(303, b"")}
    assert states(database) == {SignatureState.QUARANTINED: CROWD + 10}
    mail = mailbox.fetch()[0]
    page = behind_a_proxy.post(path_of(mail, "confirm"), headers={"X-Forwarded-For": "198.51.100.7"})
    assert "Your signature counts" in page.text
    assert states(database) == {SignatureState.QUARANTINED: CROWD + 9, SignatureState.CONFIRMED: 1}


def test_behind_a_proxy_that_nobody_counts_honest_people_are_no_crowd(
    settings: Settings, database: Database, petition: Petition
) -> None:
    app = create_app(settings, database)
    here = {"Origin": BASE_URL, "Accept-Language": "en"}
    with TestClient(app, base_url=BASE_URL, follow_redirects=False, headers=here, client=("127.0.0.1", 5000)) as client:
        for number in range(CROWD + 10):
            assert sign(client, f"u{number}@example.net", hops=f"192.0.2.{number}")[0] == 303
    with database.reading() as session:
        reasons = session.execute(sa.select(col(SignatureSignal.reasons))).scalars().all()
        networks = session.execute(sa.select(col(SignatureSignal.network))).scalars().all()
    assert len(networks) == CROWD + 10
    assert set(networks) == {None}
    assert "crowd" not in {word for each in reasons for word in each.split()}


def test_only_the_hop_that_our_proxy_wrote_counts(
    behind_a_proxy: TestClient, database: Database, petition: Petition
) -> None:
    """What a client claims further left changes nothing: neither hides a flood, nor blames a neighbour."""
    for n in range(CROWD + 1):
        sign(behind_a_proxy, f"u{n}@gmail.com", hops=f"10.0.{n}.1, 192.0.2.1")
    sign(behind_a_proxy, "ada@gmail.com", hops="192.0.2.1, 198.51.100.1")
    assert states(database) == {SignatureState.QUARANTINED: CROWD + 1, SignatureState.PENDING: 1}
    with database.reading() as session:
        assert len(set(session.exec(select(SignatureSignal.network)).all())) == 2


def test_no_address_of_the_internet_stays_anywhere(
    behind_a_proxy: TestClient, database: Database, petition: Petition, caplog: pytest.LogCaptureFixture
) -> None:
    sign(behind_a_proxy, "ada@example.net", hops="203.0.113.77")
    sign(behind_a_proxy, "jean@example.net", hops="2001:db8:77:aa::1")
    with database.reading() as session:
        kept = everything(session) + caplog.text
    for trace in ("203.0.113", "2001:db8", "example.net"):
        assert trace not in kept


def test_who_solves_the_challenge_while_typing_has_a_proof(
    client: TestClient, database: Database, petition: Petition
) -> None:
    page = client.get("/petitions/free-ada").text
    stamp = page.split('name="stamp" value="')[1].split('"')[0]
    challenge = client.get("/petitions/free-ada/challenge")
    assert challenge.headers["cache-control"] == "no-store"
    answer = solve(challenge.json())
    for email in ("one@example.net", "two@example.net"):
        data = ADA | {"email": email, "stamp": stamp, "altcha": answer}
        assert client.post(SIGN, data=data).status_code == 303
    with database.reading() as session:
        found = session.exec(select(SignatureSignal).order_by(col(SignatureSignal.signature_id))).all()
    assert "no_stamp" not in found[0].reasons
    assert "no_proof" not in found[0].reasons
    assert "no_proof" in found[1].reasons, "an answer is good once"


def test_a_filled_trap_is_set_aside_without_a_word(client: TestClient, database: Database, petition: Petition) -> None:
    page = client.get("/petitions/free-ada").text
    assert 'name="homepage"' in page
    answer = client.post(SIGN, data=ADA | {"email": "bot@example.net", "homepage": "https://example.net"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/petitions/free-ada/check-your-mail")
    assert states(database) == {SignatureState.QUARANTINED: 1}


@pytest.mark.parametrize("field", ["homepage", "stamp", "altcha"])
@pytest.mark.parametrize("value", ["A" * 10_000, "\x00", "\ufffd", "e30=", "bnVsbA=="])
def test_whatever_stands_in_unseen_fields_stops_nobody(
    client: TestClient, petition: Petition, field: str, value: str
) -> None:
    assert client.post(SIGN, data=ADA | {"email": "ada@example.net", field: value}).status_code == 303


def test_a_known_address_that_is_set_aside_gets_its_mail_again(
    client: TestClient, database: Database, petition: Petition, mailbox: Mailbox
) -> None:
    sent = ADA | {"email": "ada@example.net", "homepage": "x"}
    client.post(SIGN, data=sent)
    mailbox.only_mail()
    client.post(SIGN, data=ADA | {"email": "ada@example.net", "name": "Ada B. Example"})
    assert states(database) == {SignatureState.QUARANTINED: 1}
    client.post(path_of(mailbox.only_mail(), "confirm"))
    assert states(database) == {SignatureState.CONFIRMED: 1}
