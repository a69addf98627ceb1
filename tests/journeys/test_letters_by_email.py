"""A letter leaves as an e-mail: to one office, from our address, with the frozen PDF; the register notes the end."""

import pytest
import sqlalchemy as sa
from sqlmodel import select
from starlette.testclient import TestClient

from campaigns.dossiers.models import Dossier, DossierState, Profile
from campaigns.letters.models import Letter, LetterState
from campaigns.models.campaign import Campaign
from campaigns.register import enclosing
from campaigns.register.jobs import settle_letters
from campaigns.register.models import Dispatch, DispatchState, LetterMail, Way
from foundation.accounts.models import AuditEntry, Organisation
from foundation.database import Database
from foundation.files import store
from foundation.mail.models import MailState, OutboxMail
from foundation.settings import Settings
from petitions.models.petition import Unpublished
from tests.jobs_running import run_everything, sending_to
from tests.journeys.letter_desks import ENGLISH, Desks, approve, once_in, open_letter_desks, today
from tests.journeys.test_letters import COMPLETE, CONFIRMED, EDITOR
from tests.smtp_sink import DROP, SmtpSink

OFFICE = "office@akorda.example.org"


@pytest.fixture
def desks(settings: Settings, database: Database) -> Desks:
    """Nobody's mail about a letter that waits for an approval comes between."""
    found = open_letter_desks(settings, database)
    with database.writing() as session:
        session.execute(sa.delete(OutboxMail))
    return found


def ask(author: TestClient, at: str, to: str = OFFICE) -> None:
    answer = author.post(f"{at}/mail", data={"to": to})
    assert answer.status_code == 303, answer.text


def send(database: Database) -> None:
    """What waits leaves, and the job that the clock starts looks at what became of it."""
    run_everything(database)
    settle_letters(database)


def state_of(database: Database) -> LetterState:
    with database.reading() as session:
        return session.exec(select(Letter)).one().state


def dispatches(database: Database) -> list[Dispatch]:
    with database.reading() as session:
        return list(session.exec(select(Dispatch)).all())


def test_the_office_gets_the_very_bytes_and_the_register_notes_that_it_left(
    desks: Desks, database: Database, settings: Settings
) -> None:
    author, at = desks["author"], approve(desks)
    pdf = author.get(f"{at}/letter.pdf").content
    assert desks["viewer"].post(f"{at}/mail", data={"to": OFFICE}).status_code == 403
    assert author.post(f"{at}/mail", data={"to": "nobody"}).status_code == 422
    with SmtpSink() as sink, sending_to(sink, settings):
        form = {"to": OFFICE, "once": once_in(author.get(at).text, f"{at}/mail")}
        for _press in range(2):
            assert author.post(f"{at}/mail", data=form).status_code == 303
        again = author.post(f"{at}/mail", data={"to": OFFICE.upper()})
        assert (again.status_code, "on its way already" in again.text) == (422, True)
        assert not dispatches(database), "it has not left"
        assert state_of(database) is LetterState.APPROVED
        assert "waits" in author.get(at).text
        send(database)
        assert [mail.recipients for mail in sink.received] == [(OFFICE,)]
        message = sink.received[0].message
    assert message["From"].addresses[0].display_name == "Example Federation of Trade Unions"
    assert str(message["Reply-To"]) == "office@federation.example.org"
    assert not message["Bcc"]
    assert not message["List-Unsubscribe"]
    [attached] = message.iter_attachments()
    assert attached.get_content_type() == "application/pdf"
    assert attached.get_content() == pdf
    assert f"verify?letter={at.rpartition('/')[2]}" in sink.received[0].body()
    [dispatch] = dispatches(database)
    assert (dispatch.way, dispatch.state, dispatch.sent_to) == (Way.EMAIL, DispatchState.SENT, OFFICE)
    assert dispatch.sent_on.isoformat() == today()
    assert state_of(database) is LetterState.SENT
    shown = author.get(at).text
    assert OFFICE in shown
    removed = author.post(f"{at}/ways/{dispatch.id}/remove")
    assert (removed.status_code, "really left" in removed.text) == (409, True)
    with database.reading() as session:
        acts = list(session.exec(select(AuditEntry.act)))
    assert "letter.mail_left" in acts


def test_a_mailbox_that_does_not_exist_stands_in_the_register_as_come_back(
    desks: Desks, database: Database, settings: Settings
) -> None:
    author, at = desks["author"], approve(desks)
    with SmtpSink() as sink, sending_to(sink, settings):
        sink.answer("550 5.1.1 no such mailbox", to=OFFICE)
        ask(author, at)
        send(database)
        [dispatch] = dispatches(database)
        assert (dispatch.state, dispatch.settled_on) == (DispatchState.RETURNED, dispatch.sent_on)
        shown = author.get(at).text
        assert "Came back" in shown
        assert "no such mailbox" in shown
        ask(author, at, "another@akorda.example.org")
        send(database)
    assert [one.state for one in dispatches(database)].count(DispatchState.SENT) == 1


def test_an_email_that_waits_is_called_off_or_falls_with_the_approval(
    desks: Desks, database: Database, settings: Settings
) -> None:
    author, at = desks["author"], approve(desks)
    ask(author, at)
    with database.reading() as session:
        mail = session.exec(select(LetterMail)).one()
    assert author.post(f"{at}/mails/{mail.id}/call-off").status_code == 303
    assert author.post(f"{at}/mails/{mail.id}/call-off").status_code == 409
    assert "called off" in author.get(at).text
    ask(author, at)
    moved = CONFIRMED | {"lines": "Akorda\n7 New Street\n010000 Astana\nKAZAKHSTAN"}
    assert author.post(f"{EDITOR}/address", data=moved).status_code == 303
    with SmtpSink() as sink, sending_to(sink, settings):
        send(database)
        assert not sink.received
    assert state_of(database) is LetterState.DRAFT
    assert not dispatches(database)


def test_an_email_that_is_on_its_way_keeps_the_letter_as_it_is(
    desks: Desks, database: Database, settings: Settings
) -> None:
    author, at = desks["author"], approve(desks)
    ask(author, at)
    with database.writing() as session:
        row = session.exec(select(OutboxMail).where(OutboxMail.kind == "campaigns.letter_to_office")).one()
        row.state = MailState.SENDING
        session.add(row)
    assert author.post(f"{at}/take-back").status_code == 409
    moved = CONFIRMED | {"lines": "Akorda\n7 New Street\n010000 Astana\nKAZAKHSTAN"}
    assert author.post(f"{EDITOR}/address", data=moved).status_code == 303
    assert state_of(database) is LetterState.SENT


def test_where_nobody_knows_whether_it_arrived_it_counts_as_sent_and_is_not_repeated(
    desks: Desks, database: Database, settings: Settings
) -> None:
    author, at = desks["author"], approve(desks)
    with SmtpSink() as sink, sending_to(sink, settings):
        sink.answer(DROP, stage="data", times=1)
        ask(author, at)
        send(database)
        send(database)
        assert len(sink.received) == 1
    [dispatch] = dispatches(database)
    assert dispatch.state is DispatchState.SENT
    assert "It may have arrived" in author.get(at).text


def test_without_an_address_for_answers_nothing_leaves(desks: Desks, database: Database) -> None:
    author, at = desks["author"], approve(desks)
    with database.writing() as session:
        session.exec(select(Organisation)).one().email = ""
    author.get(at)
    refused = author.post(f"{at}/mail", data={"to": OFFICE})
    assert refused.status_code in (303, 422)
    with database.reading() as session:
        assert not session.exec(select(LetterMail)).all()


def with_a_dossier(database: Database, settings: Settings, content: bytes, edition: int = 1) -> None:
    """As the newest public edition in English."""
    with database.writing() as session:
        campaign = session.exec(select(Campaign)).one()
        stored = store(session, settings.effective_files_dir, content, media_type="application/pdf", pages=1)
        session.add(
            Dossier(
                campaign_id=campaign.id,
                profile=Profile.PUBLIC,
                language="en",
                edition=edition,
                state=DossierState.READY,
                facts_version=campaign.version,
                file_sha256=stored.sha256,
            )
        )


def announce(desks: Desks) -> None:
    enclosures = (
        "Dossier “Labour rights in Central Asia: what the Monitoring Mission asks”\r\nList of the persons named"
    )
    letter = COMPLETE | {"our_reference": "", "enclosures": enclosures}
    assert desks["author"].post(EDITOR, data=letter).status_code == 303


def test_an_announced_dossier_goes_with_the_email_and_post_has_its_checklist(
    desks: Desks, database: Database, settings: Settings
) -> None:
    author = desks["author"]
    announce(desks)
    announced = desks["second"].get(EDITOR, params=ENGLISH).text
    warned = announced.partition("does not take along")[2].partition("</ul>")[0]
    assert "Dossier “Labour" in warned, "there is none yet"
    assert "List of the persons named" in warned
    with_a_dossier(database, settings, b"%PDF-1.7 a dossier")
    announced = desks["second"].get(EDITOR, params=ENGLISH).text
    assert "goes with it, as the newest public edition" in announced
    assert "Dossier “Labour" not in announced.partition("does not take along")[2].partition("</ul>")[0]

    at = approve(desks)
    shown = author.get(at).text
    assert "List of the persons named" in shown.partition("does not take along")[2].partition("</ul>")[0]
    checklist = shown.partition("Put in with the letter, all of it:")[2].partition("</ul>")[0]
    assert checklist.count("<li>") == 2
    with SmtpSink() as sink, sending_to(sink, settings):
        ask(author, at)
        send(database)
        message = sink.received[0].message
    assert [part.get_content_type() for part in message.iter_attachments()] == ["application/pdf"] * 2
    assert [part.get_content() for part in message.iter_attachments()][1] == b"%PDF-1.7 a dossier"
    assert "The dossier that the letter announces is attached as well." in sink.received[0].body()
    assert "With the dossier, edition 1" in author.get(at).text


def test_the_dossier_that_was_shown_leaves_with_the_email_or_nothing_does(
    desks: Desks, database: Database, settings: Settings
) -> None:
    author = desks["author"]
    announce(desks)
    with_a_dossier(database, settings, b"%PDF-1.7 a dossier")
    at = approve(desks)
    with SmtpSink() as sink, sending_to(sink, settings):
        ask(author, at)
        with_a_dossier(database, settings, b"%PDF-1.7 another", edition=2)
        send(database)
        assert not sink.received
        assert "is not what it was when the e-mail was asked for" in author.get(at).text
        ask(author, at)
        send(database)
        assert [part.get_content() for part in sink.received[0].message.iter_attachments()][1] == b"%PDF-1.7 another"
    assert "With the dossier, edition 2" in author.get(at).text


def test_once_names_are_off_the_site_no_dossier_of_before_leaves_with_a_letter(
    desks: Desks, database: Database, settings: Settings
) -> None:
    author = desks["author"]
    announce(desks)
    with_a_dossier(database, settings, b"%PDF-1.7 names")
    at = approve(desks)
    with SmtpSink() as sink, sending_to(sink, settings):
        ask(author, at)
        with database.writing() as session:
            session.exec(select(Campaign)).one().unpublished = Unpublished.NAMES
        send(database)
        assert not sink.received, "it was asked for with the dossier"
    assert "goes with it, as the newest public edition" not in author.get(at).text
    with database.reading() as session:
        letter, campaign = session.exec(select(Letter)).one(), session.exec(select(Campaign)).one()
        assert enclosing.enclosed_with(session, campaign=campaign, letter=letter).dossier is None


def test_a_dossier_too_large_for_a_mailbox_is_sent_by_hand(
    desks: Desks, database: Database, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(enclosing, "MOST_ENCLOSED", 10)
    announce(desks)
    with_a_dossier(database, settings, b"%PDF-1.7 a dossier")
    announced = desks["second"].get(EDITOR, params=ENGLISH).text
    assert "larger than 8 MB" in announced
    assert "goes with it, as the newest public edition" not in announced
