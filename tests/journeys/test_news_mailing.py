"""An update is mailed to everybody who asked for it, once, in their language, and to nobody else."""

from contextlib import suppress

import pytest
import sqlalchemy as sa
import time_machine
from sqlmodel import Session, col, select

from campaigns.actions.states import pause, resume
from campaigns.models.campaign import Campaign
from campaigns.models.case import Case
from campaigns.news_mail.actions import filling
from campaigns.news_mail.jobs import fan_out_news, forget_old_recipients, settle_all_news
from campaigns.news_mail.models import NewsDelivery, NewsMailing
from campaigns.updates.models import Update
from foundation.accounts.access import organiser_now
from foundation.accounts.models import User
from foundation.clock import utc_now
from foundation.database import Database
from foundation.mail.models import MailState, OutboxMail, Stream
from foundation.settings import Settings
from outreach.models.mailings import Delivery, Mailing, MailingState
from petitions.access import petition_for_reader
from petitions.actions.push import close_all
from petitions.actions.withdraw import take_back
from petitions.jobs import anonymise_due
from petitions.models.consent import ConsentKind
from petitions.models.envelope import person_of
from petitions.models.signature import Signature
from tests.factories.outreach import a_contact, a_partner
from tests.factories.petitions import a_confirmed_signature, a_pending_signature, a_withdrawn_signature, typed
from tests.jobs_running import run_everything, sending_to
from tests.journeys.news_desk import AT, PUBLIC, SLUG, WRITTEN, NewsDesk, let_it_be_night, open_desk
from tests.smtp_sink import Received, SmtpSink

UPDATES, LIST = ConsentKind.UPDATES, ConsentKind.LIST


@pytest.fixture
def desk(settings: Settings, database: Database) -> NewsDesk:
    return open_desk(settings, database)


def sign(database: Database, *emails: str, also: tuple[ConsentKind, ...] = (UPDATES,), language: str = "en") -> None:
    with database.writing() as session:
        petition = petition_for_reader(session, SLUG)
        for email in emails:
            signature = a_confirmed_signature(session, petition, typed(email, also=also))
            signature.language = language
            session.add(signature)
        # The mails about signing are another story.
        session.execute(sa.delete(OutboxMail).where(col(OutboxMail.stream) == Stream.CONFIRMATION))


def send(desk: NewsDesk, place: str, *audiences: str) -> None:
    assert desk.organiser.post(f"{place}/mail", data={"audiences": list(audiences)}).status_code == 303
    answer = desk.organiser.post(f"{place}/mail/send")
    assert answer.status_code == 303, answer.text


def addresses(sink: SmtpSink) -> list[str]:
    return sorted(address for mail in sink.received for address in mail.recipients)


def unsubscribe_address(mail: Received) -> str:
    header = str(mail.message["List-Unsubscribe"])
    return header.strip("<>").removeprefix("http://testserver")


def the_mailing(database: Database) -> NewsMailing:
    with database.reading() as session:
        return session.exec(select(NewsMailing).order_by(col(NewsMailing.created_at).desc())).first()  # type: ignore[return-value]  # there is one


def states(database: Database) -> dict[str, int]:
    with database.reading() as session:
        rows = session.exec(select(OutboxMail.state).where(OutboxMail.kind == "campaigns.news")).all()
    return {MailState(state).value: rows.count(state) for state in set(rows)}


def test_only_those_who_asked_get_it_each_alone_and_in_their_language(
    desk: NewsDesk, database: Database, settings: Settings
) -> None:
    with database.writing() as session:
        petition = petition_for_reader(session, SLUG)
        a_pending_signature(session, petition, typed("waits@example.com", also=(UPDATES,)))
        a_withdrawn_signature(session, petition, typed("gone@example.com", also=(UPDATES,)))
    sign(database, "ada@example.com", "jean@example.com")
    sign(database, "petr@example.com", language="ru")
    sign(database, "no-news@example.com", also=())
    sign(database, "partner@example.com", also=(ConsentKind.PARTNER,))
    place = desk.publish()
    page = desk.organiser.get(f"{place}/mail").text
    assert "Signers who asked for news of this campaign (3)" in page
    with SmtpSink() as sink, sending_to(sink, settings):
        send(desk, place, "signers")
        desk.organiser.post(f"{place}/mail/send")  # pressed in another tab
        run_everything(database)
        settle_all_news(database)
        assert addresses(sink) == ["ada@example.com", "jean@example.com", "petr@example.com"]
        assert all(len(mail.recipients) == 1 for mail in sink.received)
        english, russian = sink.mails_to("ada@example.com")[0], sink.mails_to("petr@example.com")[0]
    assert "The hearing is on 5 June" in english.body()
    assert "<strong>on 5 June</strong>" in english.body("html")
    assert 'href="http://testserver/campaigns/free-ada-example"' in english.body("html"), "whole addresses"
    assert f"http://testserver{PUBLIC}/updates/1" in english.body()
    assert "http://testserver/withdraw/" in english.body()
    assert "you signed on" in english.body()
    assert "Заседание — 5 июня" in russian.body()
    assert f"http://testserver/ru{PUBLIC}/updates/1" in russian.body()
    for mail in (english, russian):
        assert "Ada" not in str(mail.message["Subject"]), "the mailbox may be read by others"
        assert "<img" not in mail.body("html"), "nothing tells us that it was opened"
        assert str(mail.message["List-Unsubscribe-Post"]) == "List-Unsubscribe=One-Click"
    assert the_mailing(database).state is MailingState.DONE
    assert states(database) == {"sent": 3}
    assert "3 recipients, each in one state" in desk.organiser.get(f"{place}/mail").text


def test_one_press_ends_the_news_and_keeps_the_signature(
    desk: NewsDesk, database: Database, settings: Settings
) -> None:
    sign(database, "ada@example.com")
    sign(database, "jean@example.com", also=(UPDATES, ConsentKind.PARTNER))
    place = desk.publish()
    with SmtpSink() as sink, sending_to(sink, settings):
        send(desk, place, "signers")
        run_everything(database)
        for mail in sink.received:
            link = unsubscribe_address(mail)
            assert "Your signature stays" in desk.public.get(link).text
            answer = desk.public.post(link, data={"List-Unsubscribe": "One-Click"}, headers={"Origin": ""})
            assert answer.status_code == 200
    second = desk.publish(title_en="A second one")
    assert "(0)" in desk.organiser.get(f"{second}/mail").text
    with database.reading() as session:
        signatures = session.exec(select(Signature)).all()
        kept = {person.email for one in signatures if (person := person_of(one))}
        assert kept == {"", "jean@example.com"}, "what was kept for news alone is deleted"
        assert petition_for_reader(session, SLUG).confirmed == 2


def test_whoever_says_no_while_it_waits_gets_nothing(desk: NewsDesk, database: Database, settings: Settings) -> None:
    sign(database, "ada@example.com", "jean@example.com")
    place = desk.publish()
    with SmtpSink() as sink, sending_to(sink, settings):
        send(desk, place, "signers")
        fan_out_news(database, mailing_id=the_mailing(database).id)
        with database.writing() as session:
            for signature in session.exec(select(Signature)):
                person = person_of(signature)
                if person is not None and person.email == "ada@example.com":
                    take_back(session, signature, now=utc_now())
        run_everything(database)
        assert addresses(sink) == ["jean@example.com"]
    assert states(database) == {"sent": 1, "skipped": 1}


def test_a_mailbox_of_two_lists_gets_one_mail_and_none_when_it_is_sent_again(
    desk: NewsDesk, database: Database, settings: Settings
) -> None:
    sign(database, "ada@example.com", also=(UPDATES, LIST))
    sign(database, "list@example.com", also=(LIST,))
    with database.writing() as session:
        user = organiser_now(session, session.exec(select(User.id)).first() or 0)
        assert user is not None
        contact = a_contact(session, user, a_partner(session, user), email="A.da+union@example.com")
        campaign = session.exec(select(Campaign)).one()
        earlier = Mailing(organisation_id=campaign.organisation_id, campaign_id=campaign.id, title="x")
        session.add(earlier)
        session.flush()
        session.add(Delivery(mailing_id=earlier.id, contact_id=contact.id, language="en"))
    place = desk.publish()
    with SmtpSink() as sink, sending_to(sink, settings):
        send(desk, place, "signers", "list", "partners")
        run_everything(database)
        settle_all_news(database)
        assert addresses(sink) == ["A.da+union@example.com", "ada@example.com", "list@example.com"]
        assert sink.mails_to("A.da+union@example.com")[0].message["Subject"] == "The court has set a day"
        sink.received.clear()
        sign(database, "late@example.com")
        send(desk, place, "signers", "list")
        run_everything(database)
        assert addresses(sink) == ["late@example.com"], "nobody gets it twice, however often it is sent"


def test_above_the_limit_a_second_person_looks_first(
    desk: NewsDesk, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("campaigns.news_mail.models.NEEDS_SECOND_PERSON_ABOVE", 1)
    sign(database, "ada@example.com", "jean@example.com")
    place = desk.write()
    desk.approve(place)
    desk.organiser.post(f"{place}/mail", data={"audiences": ["signers"]})
    assert desk.organiser.post(f"{place}/mail/send").status_code == 409
    assert desk.organiser.post(f"{place}/mail/approve").status_code == 409, "who wrote it is not the second person"
    assert desk.reviewer.post(f"{place}/mail/approve").status_code == 303
    desk.organiser.post(place, data={**WRITTEN, "text_en": "Something else"})
    assert desk.organiser.post(f"{place}/mail/send").status_code == 409, "a change asks for another look"
    assert desk.reviewer.post(f"{place}/mail/approve").status_code == 303
    assert desk.organiser.post(f"{place}/mail/send").status_code == 303


def test_what_one_person_published_alone_is_mailed_after_a_second_look(
    desk: NewsDesk, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    let_it_be_night(monkeypatch)
    sign(database, "ada@example.com")
    place = desk.write()
    desk.organiser.post(f"{place}/publish-alone", data={"why": "night"})
    desk.organiser.post(f"{place}/mail", data={"audiences": ["signers"]})
    assert desk.organiser.post(f"{place}/mail/send").status_code == 409
    desk.reviewer.post(f"{place}/reviewed")
    assert desk.organiser.post(f"{place}/mail/send").status_code == 303


def test_killed_while_filling_it_goes_on_and_nobody_is_written_to_twice(
    desk: NewsDesk, database: Database, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(filling, "CHUNK", 2)
    emails = [f"signer{number}@example.com" for number in range(7)]
    sign(database, *emails)
    place = desk.publish()
    with SmtpSink() as sink, sending_to(sink, settings):
        send(desk, place, "signers")
        mailing_id = the_mailing(database).id
        with database.writing() as session:
            assert filling.fill_outbox(session, mailing_id=mailing_id)
        with suppress(RuntimeError), database.writing() as session:
            assert filling.fill_outbox(session, mailing_id=mailing_id)
            raise RuntimeError("killed before it was committed")
        settle_all_news(database)
        run_everything(database)
        fan_out_news(database, mailing_id=mailing_id)
        run_everything(database)
        assert addresses(sink) == sorted(emails)


def test_paused_called_off_and_let_go_on(desk: NewsDesk, database: Database, settings: Settings) -> None:
    sign(database, "ada@example.com")
    first, second = desk.publish(), desk.publish(title_en="Another")
    with SmtpSink() as sink, sending_to(sink, settings):
        send(desk, first, "signers")
        assert desk.organiser.post(f"{first}/mail/pause").status_code == 303
        run_everything(database)
        assert addresses(sink) == []
        assert "Go on sending" in desk.organiser.get(f"{first}/mail").text
        assert desk.organiser.post(f"{first}/mail/resume").status_code == 303
        run_everything(database)
        assert addresses(sink) == ["ada@example.com"]
        send(desk, second, "signers")
        fan_out_news(database, mailing_id=the_mailing(database).id)
        assert desk.organiser.post(f"{second}/mail/cancel").status_code == 303
        run_everything(database)
        assert addresses(sink) == ["ada@example.com"]
    assert states(database) == {"sent": 1, "cancelled": 1}


@pytest.mark.parametrize("what", ["paused", "taken back", "held", "changed"])
def test_what_happens_meanwhile_stops_the_mails(
    desk: NewsDesk, database: Database, settings: Settings, what: str
) -> None:
    sign(database, "ada@example.com")
    place = desk.publish(text_en="Ada Example is heard on 5 June.")
    with SmtpSink() as sink, sending_to(sink, settings):
        send(desk, place, "signers")
        fan_out_news(database, mailing_id=the_mailing(database).id)
        _let_happen(desk, database, place, what)
        run_everything(database)
        settle_all_news(database)
        run_everything(database)
        assert addresses(sink) == []
        assert the_mailing(database).state is MailingState.PAUSED
        if what == "paused":
            assert desk.organiser.post(f"{place}/mail/resume").status_code == 409
            with database.writing() as session:
                _of_campaign(session, resume)
        if what in ("paused", "changed"):
            assert desk.organiser.post(f"{place}/mail/resume").status_code == 303
            run_everything(database)
            assert addresses(sink) == ["ada@example.com"]
        else:
            # With the hold the campaign has left its address, which said the name.
            assert desk.organiser.post(f"{place}/mail/resume").status_code == (404 if what == "held" else 409)


def _let_happen(desk: NewsDesk, database: Database, place: str, what: str) -> None:
    if what == "taken back":
        assert desk.organiser.post(f"{place}/take-back").status_code == 303
    elif what == "changed":
        assert desk.organiser.post(place, data={**WRITTEN, "text_en": "Put off."}).status_code == 303
    elif what == "paused":
        with database.writing() as session:
            _of_campaign(session, pause)
    else:
        with database.reading() as session:
            case = session.exec(select(Case)).first()
        assert case is not None
        held = {"name_en": "Ada Example", "name_ru": "Ада Примерова", "consent": "given", "hold": "yes"}
        assert desk.organiser.post(f"{AT}/cases/{case.id}", data=held).status_code == 303


def _of_campaign(session: Session, change: object) -> None:
    user = organiser_now(session, session.exec(select(User.id)).first() or 0)
    change(session, user=user, campaign=session.exec(select(Campaign)).one())  # type: ignore[operator]  # an action


def test_an_example_writes_to_nobody(desk: NewsDesk, database: Database) -> None:
    sign(database, "ada@example.com")
    place = desk.publish()
    with database.writing() as session:
        session.exec(select(Campaign)).one().is_example = True
    desk.organiser.post(f"{place}/mail", data={"audiences": ["signers"]})
    assert desk.organiser.post(f"{place}/mail/send").status_code == 409
    assert "An example writes to nobody." in desk.organiser.get(f"{place}/mail").text


def test_a_mailbox_gets_three_news_a_day_and_the_fourth_waits(
    desk: NewsDesk, database: Database, settings: Settings
) -> None:
    sign(database, "ada@example.com")
    with SmtpSink() as sink, sending_to(sink, settings):
        for number in range(4):
            send(desk, desk.publish(title_en=f"News {number}"), "signers")
        run_everything(database)
        assert addresses(sink) == ["ada@example.com"] * 3
    with database.reading() as session:
        last = session.exec(select(OutboxMail).where(OutboxMail.state == MailState.DEFERRED)).one()
        assert last.next_attempt_at is not None


def test_to_whom_it_went_is_forgotten_with_the_signers(desk: NewsDesk, database: Database, settings: Settings) -> None:
    sign(database, "ada@example.com")
    place = desk.publish()
    with SmtpSink() as sink, sending_to(sink, settings):
        send(desk, place, "signers")
        run_everything(database)
        settle_all_news(database)
        forget_old_recipients(database)
        with database.reading() as session:
            assert len(session.exec(select(NewsDelivery)).all()) == 1, "not so soon"
        with database.writing() as session:
            close_all(session, campaign_id=session.exec(select(Campaign.id)).one())
        with time_machine.travel("2199-01-01 12:00:00Z"):
            anonymise_due(database)
    with database.reading() as session:
        assert session.exec(select(NewsDelivery)).all() == []
        assert session.exec(select(OutboxMail).where(OutboxMail.kind == "campaigns.news")).all() == []
        assert session.exec(select(Update.digest_key)).one() == b""
    assert the_mailing(database).counts == {"sent": 1}
    assert "To whom it went was forgotten" in desk.organiser.get(f"{place}/mail").text


def test_the_preview_is_what_they_get(desk: NewsDesk, settings: Settings) -> None:
    place = desk.publish()
    with SmtpSink() as sink, sending_to(sink, settings):
        english = desk.organiser.get(f"{place}/mail/preview?language=en").text
        russian = desk.organiser.get(f"{place}/mail/preview?language=ru").text
        to_partners = desk.organiser.get(f"{place}/mail/preview?to=partners").text
    assert "The news you asked for, No. 1" in english
    assert "The hearing is on 5 June" in english
    assert "Заседание" in russian
    assert "The court has set a day</bdi>" in to_partners
