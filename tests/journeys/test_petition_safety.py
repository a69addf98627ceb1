"""Countries nobody is to sign from, plain words for those in danger, one reminder."""

from datetime import timedelta

import pytest
import time_machine
from sqlmodel import select
from starlette.testclient import TestClient

import petitions.jobs
from foundation.accounts.models import AuditEntry
from foundation.database import Database
from foundation.mail.models import SuppressionReason
from foundation.mail.suppression import suppress
from petitions.models.consent import Consent, ConsentKind, ShownText
from petitions.models.petition import Petition
from petitions.models.signals import SignatureSignal
from petitions.models.signature import Signature, SignatureState
from tests.factories.accounts import PASSWORD, an_organisation, an_organiser
from tests.factories.petitions import an_open_petition, set_aside
from tests.mailbox import Mailbox, path_of

SIGN = "/petitions/free-ada/signatures"
SAFETY = "/desk/petitions/free-ada/safety"
ADA = {"name": "Ada Example", "email": "ada@example.net", "country": "KZ", "agree_count": "yes", "language": "en"}
NOON = "2026-05-01 12:00:00Z"


@pytest.fixture
def petition(database: Database) -> Petition:
    with database.writing() as session:
        organisation = an_organisation(session)
        an_organiser(session, organisation)
        return an_open_petition(session, organisation)


def signed(database: Database) -> int:
    with database.reading() as session:
        return len(session.exec(select(Signature)).all())


def test_organisers_ask_people_of_a_country_not_to_sign(
    client: TestClient, database: Database, petition: Petition
) -> None:
    client.post("/desk/sign-in", data={"email": "ada@example.org", "password": PASSWORD})
    assert "people may sign from everywhere" in client.get(SAFETY).text
    assert client.post(SAFETY, data={"country": "XX"}).status_code == 422
    assert client.post(SAFETY, data={"country": "KZ"}).status_code == 303
    assert "Kazakhstan" in client.get(SAFETY).text.split('<ul class="plain">')[1].split("</ul>")[0]

    assert "Please do not sign from here" in client.get("/petitions/free-ada").text
    for prefix, words in (("", "too dangerous for you"), ("/ru", "слишком опасно")):
        answer = client.post(prefix + SIGN, data=ADA)
        assert answer.status_code == 422
        assert words in answer.text.split('id="country-problem">')[1]
        assert "/campaigns/free-ada/letters" in answer.text
        assert 'value="Ada Example"' in answer.text
    assert signed(database) == 0
    assert client.post(SIGN, data=ADA | {"country": "NO"}).status_code == 303

    assert client.post(f"{SAFETY}/allow", data={"country": "KZ"}).status_code == 303
    assert client.post(SIGN, data=ADA | {"email": "other@example.net"}).status_code == 303
    assert signed(database) == 2
    with database.reading() as session:
        acts = session.exec(select(AuditEntry.act, AuditEntry.detail)).all()
    assert ("petition.signing_stopped_from", "KZ") in acts
    assert ("petition.signing_allowed_from", "KZ") in acts


def test_everybody_reads_what_a_wider_choice_can_cost(client: TestClient, petition: Petition) -> None:
    page = client.get("/petitions/free-ada").text
    assert 'data-countries="KZ"' in page
    assert "A list with names that the addressee holds cannot be called back" in page
    refused = client.post(SIGN, data=ADA | {"name": ""}).text
    assert '<div class="notice warn" role="note" data-countries="KZ"' in refused


def test_each_consent_is_kept_with_its_words_its_language_and_its_time(
    client: TestClient, database: Database, petition: Petition
) -> None:
    choices = {"web_visibility": "full", "addressee_visibility": "initials", "agree_list": "yes", "language": "ru"}
    with time_machine.travel(NOON, tick=False):
        assert client.post(f"/ru{SIGN}", data=ADA | choices).status_code == 303
    with database.reading() as session:
        kept = {consent.kind: consent for consent in session.exec(select(Consent))}
        words = {text.version: text for text in session.exec(select(ShownText))}
    assert set(kept) == {ConsentKind.COUNT, ConsentKind.SHOW, ConsentKind.ADDRESSEE, ConsentKind.LIST}
    for consent in kept.values():
        assert consent.language == words[consent.text_version].language == "ru"
        assert consent.given_at.isoformat() == "2026-05-01T12:00:00+00:00"
    assert "Президенту Республики Пример" in words[kept[ConsentKind.ADDRESSEE].text_version].words


class TestReminder:
    def sign(self, client: TestClient, **more: str) -> None:
        assert client.post(SIGN, data=ADA | more).status_code == 303

    def remind(self, database: Database, clock: time_machine.Traveller, hours: float) -> None:
        clock.shift(timedelta(hours=hours))
        petitions.jobs.remind(database)

    def test_one_after_two_days_in_the_language_of_the_signer_and_never_a_second(
        self, client: TestClient, database: Database, petition: Petition, mailbox: Mailbox
    ) -> None:
        with time_machine.travel(NOON, tick=False) as clock:
            self.sign(client, language="ru")
            first = mailbox.only_mail()
            self.remind(database, clock, 47)
            assert mailbox.fetch() == []
            self.remind(database, clock, 1)
            mail = mailbox.only_mail()
            assert mail.recipients == ("ada@example.net",)
            assert mail.message["Subject"] == "Осталось нажать одну кнопку"
            assert "8 мая 2026" in mail.body()
            for way in ("confirm", "not-me", "withdraw"):
                assert path_of(mail, way) == path_of(first, way)
            for _ in range(5):
                self.remind(database, clock, 24)
            assert mailbox.fetch() == []

    @pytest.mark.parametrize("what", ["confirm", "withdraw"])
    def test_none_for_those_who_decided_meanwhile(
        self, client: TestClient, database: Database, petition: Petition, mailbox: Mailbox, what: str
    ) -> None:
        with time_machine.travel(NOON, tick=False) as clock:
            self.sign(client)
            link = path_of(mailbox.only_mail(), what)
            self.sign(client, email="jean@example.net")
            later = path_of(mailbox.only_mail(), what)
            client.post(link)
            self.remind(database, clock, 49)
            client.post(later)
            assert mailbox.fetch() == [], "also when it was decided while the mail waited"

    def test_none_to_an_address_that_wants_no_mail(
        self, client: TestClient, database: Database, petition: Petition, mailbox: Mailbox
    ) -> None:
        with time_machine.travel(NOON, tick=False) as clock:
            self.sign(client)
            mailbox.only_mail()
            with database.writing() as session:
                suppress(session, address="ADA@example.net", reason=SuppressionReason.UNSUBSCRIBED)
            self.remind(database, clock, 49)
            assert mailbox.fetch() == []

    @pytest.mark.parametrize(
        ("reasons", "comes"),
        [("no_proof crowd", True), ("no_stamp flood", False), ("flood no_stamp", False), ("floodlit", True)],
    )
    def test_one_for_people_who_were_set_aside_together_but_not_for_a_flood(
        self,
        client: TestClient,
        database: Database,
        petition: Petition,
        mailbox: Mailbox,
        reasons: str,
        comes: bool,
    ) -> None:
        with time_machine.travel(NOON, tick=False) as clock:
            self.sign(client)
            mailbox.only_mail()
            with database.writing() as session:
                set_aside(session, session.exec(select(Signature)).one(), SignatureState.QUARANTINED)
                session.exec(select(SignatureSignal)).one().reasons = reasons
            self.remind(database, clock, 49)
            assert len(mailbox.fetch()) == comes
            self.remind(database, clock, 24)
            assert mailbox.fetch() == []

    def test_none_for_what_a_machine_typed(
        self, client: TestClient, database: Database, petition: Petition, mailbox: Mailbox
    ) -> None:
        with time_machine.travel(NOON, tick=False) as clock:
            self.sign(client, homepage="x")
            mailbox.only_mail()
            self.remind(database, clock, 49)
            assert mailbox.fetch() == []
