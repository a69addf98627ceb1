"""`serve` and workers as processes of their own on PostgreSQL: they share the work, and the death of one loses nobody.

On SQLite one process answers and runs the jobs; tests/foundation/mail/test_workers.py kills that one too.
"""

import threading
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import timedelta

import httpx
import pytest
import sqlalchemy as sa
from sqlmodel import col, select

from foundation.accounts.roles import Role
from foundation.clock import utc_now
from foundation.database import Database, open_database
from foundation.job_models import WorkerHeartbeat
from foundation.jobs import client, enqueue
from foundation.mail.models import MailState, OutboxMail, Stream
from outreach.models.mailings import Delivery, Mailing, MailingState
from petitions.models.petition import Petition
from petitions.models.signature import Signature, SignatureState
from tests.conftest import SECRET
from tests.factories.accounts import PASSWORD, an_organisation, an_organiser
from tests.factories.campaigns import a_live_campaign
from tests.factories.outreach import a_contact, a_partner
from tests.installation import Installation, Part
from tests.jobs_running import until
from tests.mailbox import path_of
from tests.postgresql import Cluster
from tests.smtp_sink import SmtpSink

pytestmark = pytest.mark.slow

PARTNERS = 200
SLUG = "free-ada-example"
SIGNER = {"name": "Jean Modèle", "email": "jean@example.net", "country": "FR", "agree_count": "yes", "language": "en"}


@pytest.fixture(scope="module")
def sink() -> Iterator[SmtpSink]:
    with SmtpSink(seconds=0.04) as sink:
        yield sink


@pytest.fixture(scope="module")
def house(cluster: Cluster | None, sink: SmtpSink, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    if cluster is None:
        pytest.skip("several processes need PostgreSQL")
    with Installation(cluster.create("house"), sink.url, SECRET, tmp_path_factory.mktemp("house")) as house:
        migrated = house.run("migrate")
        assert (migrated.returncode, migrated.stderr) == (0, "")
        yield house


@pytest.fixture(scope="module")
def data(house: Installation) -> Iterator[Database]:
    """An organiser, a reviewer, a live campaign, and partner unions."""
    database = open_database(house.settings)
    with database.writing() as session:
        union = an_organisation(session)
        organiser = an_organiser(session, union)
        reviewer = an_organiser(session, union, Role.REVIEWER, email="reviewer@example.org")
        a_live_campaign(session, organiser, reviewer)
        partner = a_partner(session, organiser)
        for number in range(PARTNERS):
            a_contact(session, organiser, partner, email=f"partner{number}@example.com")
    yield database
    database.engine.dispose()


@pytest.fixture(scope="module")
def web(house: Installation, data: Database) -> Part:
    return house.start("serve").ready()


def browser(house: Installation) -> httpx.Client:
    return httpx.Client(base_url=house.url, headers={"Origin": house.url, "Accept-Language": "en"}, timeout=20)


@contextmanager
def at_the_desk(house: Installation, email: str) -> Iterator[httpx.Client]:
    with browser(house) as desk:
        assert desk.post("/desk/sign-in", data={"email": email, "password": PASSWORD}).status_code == 303
        yield desk


def test_serve_takes_signatures_and_leaves_all_jobs_to_the_workers(
    house: Installation, data: Database, web: Part, sink: SmtpSink
) -> None:
    with browser(house) as signer:
        assert signer.get("/readyz").text == "ready\n"
        assert signer.get("/inbox").status_code == 404
        answer = signer.post(f"/petitions/{SLUG}/signatures", data=SIGNER)
        assert answer.status_code == 303, answer.text
        began = threading.Event()
        assert not began.wait(1.5), "time enough for a queue that somebody looks at"
        assert sink.received == []
        jobs = client(data.engine).list_workflows(load_input=False, load_output=False)
        assert jobs
        assert {job.status for job in jobs} <= {"ENQUEUED", "DELAYED"}
        with data.reading() as session:
            assert session.exec(select(WorkerHeartbeat)).all() == []

        house.start("worker").ready()
        until(lambda: sink.has_received(1), seconds=30)
        mail = sink.received[0]
        assert mail.recipients == ("jean@example.net",)
        link = path_of(mail, "confirm")
        assert signer.get(link).status_code == 200
        assert signer.post(link).status_code == 200
    with data.reading() as session:
        petition = session.exec(select(Petition).where(Petition.slug == SLUG)).one()
        [signature] = session.exec(select(Signature).where(Signature.petition_id == petition.id)).all()
        assert signature.state is SignatureState.CONFIRMED


def test_a_database_that_restarts_is_told_in_words_and_forgotten_in_seconds(
    house: Installation, cluster: Cluster, web: Part, sink: SmtpSink
) -> None:
    statuses: Counter[int] = Counter()
    over = threading.Event()

    def keep_reading() -> None:
        with browser(house) as reader:
            while not over.is_set():
                statuses[reader.get(f"/petitions/{SLUG}").status_code] += 1

    readers = [threading.Thread(target=keep_reading) for _reader in range(2)]
    for reader in readers:
        reader.start()
    with browser(house) as visitor:
        try:
            until(lambda: statuses[200] > 3)
            cluster.stop()
            assert visitor.get("/healthz").text == "ok\n"
            not_ready = visitor.get("/readyz")
            assert (not_ready.status_code, not_ready.text) == (503, "not ready: the database does not answer\n")
            # A page that was rendered just before is handed out for another second.
            until(lambda: visitor.get(f"/petitions/{SLUG}").status_code != 200, seconds=5)
            page = visitor.get(f"/petitions/{SLUG}")
            assert (page.status_code, page.headers["retry-after"]) == (503, "10")
            assert "Our database does not answer at the moment." in page.text
            assert visitor.post(f"/petitions/{SLUG}/signatures", data=SIGNER).status_code == 503
            until(lambda: statuses[503] > 3)
        finally:
            cluster.start()
        until(lambda: visitor.get("/readyz").status_code == 200, seconds=5)
        assert visitor.get(f"/petitions/{SLUG}").status_code == 200
        over.set()
        for reader in readers:
            reader.join()
        before = len(sink.received)
        other = SIGNER | {"email": "ada@example.net"}
        assert visitor.post(f"/petitions/{SLUG}/signatures", data=other).status_code == 303
    assert set(statuses) == {200, 503}
    until(lambda: len(sink.received) > before, seconds=90)
    assert "Traceback" not in house.complaints()


def test_a_mailing_outlives_one_worker_that_is_killed_and_another_that_is_stopped(
    house: Installation, data: Database, web: Part, sink: SmtpSink
) -> None:
    sink.received.clear()
    workers = living(house, data, 3)
    mailing = send_a_mailing(house)
    until(lambda: sink.has_received(PARTNERS // 5), seconds=30)
    killed = at_work(data, workers)
    workers.pop(killed).kill()
    fell_silent(data, killed)
    until(lambda: sink.has_received(PARTNERS * 2 // 5), seconds=30)
    stopped = at_work(data, workers)
    assert workers.pop(stopped).stop() == 0
    assert len(sink.received) < PARTNERS, "it was too fast to be stopped in the middle"
    with data.reading() as session:
        assert session.get_one(WorkerHeartbeat, stopped).beat_at is None
    until(lambda: not waiting(data), seconds=60)
    with data.writing() as session:
        enqueue(session, "outreach.settle_mailings")
    until(lambda: has_ended(data), seconds=30)

    with data.reading() as session:
        rows = session.exec(
            select(OutboxMail.state, OutboxMail.subject_id).where(OutboxMail.stream == Stream.BULK)
        ).all()
        deliveries = set(session.exec(select(Delivery.id)).all())
    states = Counter(state for state, _delivery in rows)
    assert {delivery for _state, delivery in rows} == deliveries
    assert len(rows) == len(deliveries) == PARTNERS
    assert set(states) <= {MailState.SENT, MailState.UNKNOWN}
    assert states[MailState.UNKNOWN] <= Stream.BULK.connections, "only what was on the wire when one was killed"
    assert max(sink.counts().values()) == 1, "of a mailing nobody gets two"
    assert states[MailState.SENT] <= len(sink.counts()) <= PARTNERS
    with at_the_desk(house, "ada@example.org") as desk:
        assert f'recipients?state=sent">{states[MailState.SENT]}<' in desk.get(mailing).text

    [last] = workers.values()
    assert last.stop() == 0
    assert web.stop() == 0
    assert "Traceback" not in house.complaints()


def living(house: Installation, data: Database, wanted: int) -> dict[str, Part]:
    """Workers by the slot each holds, started one after the other so that it is known which holds which."""
    found: dict[str, Part] = {}
    for part in [part for part in house.parts if part.command == "worker"]:
        found[one_more(data, found)] = part
    while len(found) < wanted:
        part = house.start("worker").ready()
        found[one_more(data, found)] = part
    return found


def one_more(data: Database, known: dict[str, Part]) -> str:
    with data.reading() as session:
        held = session.exec(select(WorkerHeartbeat.executor_id).order_by(col(WorkerHeartbeat.executor_id))).all()
    return next(executor for executor in held if executor not in known)


def send_a_mailing(house: Installation) -> str:
    """As at the desk: one writes, a second person approves, the first sends."""
    text = {"title": "A request", "subject_en": "A request", "body_en": "Dear {{contact.name}}, please write."}
    with at_the_desk(house, "ada@example.org") as desk, at_the_desk(house, "reviewer@example.org") as reviewer:
        address = desk.post("/desk/outreach/mailings", data=text).headers["location"]
        assert reviewer.post(f"{address}/approve").status_code == 303
        assert desk.post(f"{address}/send").status_code == 303
    return address


def at_work(data: Database, workers: Iterable[str]) -> str:
    """The slot of the worker, of these, that has claimed mails."""
    claims = (
        select(WorkerHeartbeat.executor_id)
        .join(OutboxMail, col(OutboxMail.claimed_by) == col(WorkerHeartbeat.token))
        .where(col(WorkerHeartbeat.executor_id).in_(list(workers)))
    )
    found: list[str] = []

    def somebody() -> bool:
        with data.reading() as session:
            found.extend(session.exec(claims.limit(1)).all())
        return bool(found)

    until(somebody)
    return found[0]


def fell_silent(data: Database, executor: str) -> None:
    """Its lease is over now instead of in three quarters of a minute, and the others look for what it left."""
    with data.writing() as session:
        session.connection().execute(
            sa.update(WorkerHeartbeat)
            .where(col(WorkerHeartbeat.executor_id) == executor)
            .values(beat_at=utc_now() - timedelta(hours=1))
        )
        enqueue(session, "jobs.resume_silent")


def waiting(data: Database) -> bool:
    open_states = [state for state in MailState if not state.is_final]
    with data.reading() as session:
        return session.exec(select(OutboxMail.id).where(col(OutboxMail.state).in_(open_states))).first() is not None


def has_ended(data: Database) -> bool:
    with data.reading() as session:
        return session.exec(select(Mailing)).one().state is MailingState.DONE
