"""Whatever two organisers press in whatever order: no bytes change, nobody approves their own, sent stays sent."""

from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import Session, col, select

from campaigns.letters.approving import follow_up, mark_sent, review_afterwards, take_approval_back
from campaigns.letters.kinds import LetterKind
from campaigns.letters.models import Follows, Letter, LetterState
from campaigns.models.campaign import Campaign
from foundation.accounts.access import SignedIn
from foundation.accounts.roles import Role
from foundation.errors import AppError
from foundation.files import store
from tests.campaigns.letters.papers import ASTANA, SIGNED, confirmed
from tests.factories.accounts import an_organiser
from tests.factories.letters import a_mission, a_sender

from campaigns.letters.actions import keep_file, save_letter  # isort: skip
from campaigns.letters.approving import Printed, approve_letter, prepare_approval  # isort: skip

ACTS = ("save", "print", "approve", "take_back", "send", "review", "correct", "remind")
STEPS = st.lists(st.tuples(st.sampled_from(ACTS), st.booleans()), min_size=4, max_size=14)
FROZEN = ("file_sha256", "told", "subject", "place", "our_reference", "approved_at", "facts_version", "addressed")


def newest(session: Session) -> Letter:
    return session.exec(select(Letter).order_by(col(Letter.edition).desc())).first()  # type: ignore[return-value]  # one


def press(session: Session, files: Path, campaign: Campaign, act: str, user: SignedIn, number: int) -> None:
    """Without laying anything out, which is slow and changes no state."""
    key = {"kind": LetterKind.APPEAL, "office_id": "kz-president", "language": "en"}
    letter = newest(session)
    if act == "save":
        values = SIGNED["en"] | {"place": f"Town {number}"}
        save_letter(session, campaign=campaign, **key, values=values, by=user)  # type: ignore[arg-type]  # as in `key`
    elif act in ("print", "approve"):
        content = f"%PDF {number}".encode()
        sha256 = store(session, files, content, media_type="application/pdf", pages=1).sha256
        if act == "print":
            how = {"sha256": sha256, "pages": 1, "facts_version": 1, "is_clean": True}
            keep_file(session, campaign=campaign, letter=letter, **how, by=user)  # type: ignore[arg-type]  # as in `how`
            return
        contents = prepare_approval(session, campaign=campaign, letter=letter, user=user, alone=None)
        printed = Printed(sha256, 1)
        approve_letter(
            session, campaign=campaign, letter=letter, contents=contents, printed=printed, user=user, alone=None
        )
    elif act == "take_back":
        take_approval_back(session, campaign=campaign, letter=letter, user=user)
    elif act == "send":
        mark_sent(session, letter=letter)
    elif act == "review":
        review_afterwards(session, campaign=campaign, letter=letter, user=user)
    else:
        follows = Follows.CORRECTION if act == "correct" else Follows.REMINDER
        follow_up(session, campaign=campaign, letter=letter, user=user, follows=follows)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_no_path_changes_what_was_sent_nor_lets_anybody_approve_their_own(
    session: Session, tmp_path: Path, steps: list[tuple[str, bool]]
) -> None:
    with session.begin_nested() as savepoint:
        organisation = a_sender(session)
        campaign = a_mission(session, organisation)
        people = {
            first: an_organiser(session, organisation, Role.OWNER, email=f"{first}@example.org")
            for first in (True, False)
        }
        confirmed(session, campaign, "kz-president", ASTANA)
        press_save = [("save", True), *steps]
        sent: dict[int, tuple[object, ...]] = {}
        for number, (act, who) in enumerate(press_save):
            try:
                with session.begin_nested():
                    press(session, tmp_path, campaign, act, people[who], number)
            except AppError:
                session.expire_all()
            for letter in session.exec(select(Letter)):
                now = tuple(str(getattr(letter, name)) for name in FROZEN)
                if letter.id in sent:
                    assert letter.state is LetterState.SENT
                    assert now == sent[letter.id]
                elif letter.state is LetterState.SENT:
                    sent[letter.id] = now
                if letter.state.is_approved:
                    assert letter.approved_by_id != letter.updated_by_id
        savepoint.rollback()
