"""A letter that is written to the end waits for a second person: the desk and a mail say so, and two presses are one."""

import pytest
from sqlmodel import select

import campaigns.notices.emails  # noqa: F401  # importing registers the mail
from campaigns.letters.models import Letter
from campaigns.notices.models import Notice, NoticeKind
from foundation.accounts.models import AuditEntry, User
from foundation.database import Database
from foundation.settings import Settings
from tests.journeys.letter_desks import ENGLISH, Desks, approve, mark_in, open_letter_desks
from tests.journeys.test_letters import COMPLETE, EDITOR
from tests.mailbox import Mailbox

WAITS = "the letter waits for an approval"


@pytest.fixture
def desks(settings: Settings, database: Database) -> Desks:
    return open_letter_desks(settings, database)


def told(database: Database) -> list[str]:
    with database.reading() as session:
        notices = session.exec(select(Notice).where(Notice.kind == NoticeKind.LETTER_WAITS)).all()
        return [session.get_one(User, notice.organiser_id).email for notice in notices]


def test_who_may_approve_a_letter_is_told_once_and_finds_it_on_the_first_page(
    desks: Desks, database: Database, mailbox: Mailbox
) -> None:
    assert told(database) == ["second@example.org"]
    page = desks["second"].get("/desk").text
    assert WAITS in page
    assert f"{EDITOR}?language=en" in page
    assert "письмо ждёт утверждения" in desks["second"].get("/ru/desk").text
    for other in ("author", "viewer"):
        assert WAITS not in desks[other].get("/desk").text, "not who wrote it, nor who may not approve"
    mail = mailbox.only_mail()
    assert mail.recipients == ("second@example.org",)
    assert "waits for the approval of a second person" in mail.body()
    assert "Kazakhstan" not in mail.body(), "mailboxes are read by others too"

    assert desks["author"].post(EDITOR, data=COMPLETE | {"our_reference": "", "own_words": "More."}).status_code == 303
    russian = EDITOR, COMPLETE | {"our_reference": "", "language": "ru"}
    assert desks["author"].post(russian[0], data=russian[1]).status_code == 303
    assert len(told(database)) == 1, "one mail a day for a campaign: the desk lists every letter"

    unfinished = COMPLETE | {"our_reference": "", "signatory_name": ""}
    assert desks["author"].post(EDITOR, data=unfinished).status_code == 303
    assert f"{EDITOR}?language=en" not in desks["second"].get("/desk").text, "something is missing in it"
    assert desks["author"].post(EDITOR, data=COMPLETE | {"our_reference": ""}).status_code == 303
    at = approve(desks)
    assert f"{EDITOR}?language=en" not in desks["second"].get("/desk").text
    assert desks["author"].post(f"{at}/take-back").status_code == 303
    assert f"{EDITOR}?language=en" not in desks["second"].get("/desk").text, "it was taken back to be changed"


def test_approving_twice_is_approving_once(desks: Desks, database: Database) -> None:
    second = desks["second"]
    data = ENGLISH | {"approved": mark_in(second.get(EDITOR, params=ENGLISH).text)}
    first, again = (second.post(f"{EDITOR}/approve", data=data) for _press in range(2))
    assert (first.status_code, again.status_code) == (303, 303)
    assert first.headers["location"] == again.headers["location"]
    with database.reading() as session:
        assert len(session.exec(select(AuditEntry).where(AuditEntry.act == "letter.approved")).all()) == 1
        letter = session.exec(select(Letter)).one()
        assert letter.file_sha256
    assert desks["author"].post(f"{EDITOR}/approve", data=data).status_code == 403
