"""An approved letter that is not true any more does not leave: its approval ends, and its page says why."""

from collections.abc import Sequence

from sqlmodel import Session, col, select

from campaigns.actions.holding import what_betrays
from campaigns.letters.actions import record_letter, whom
from campaigns.letters.gather import gather_letter
from campaigns.letters.models import Letter, LetterState
from campaigns.letters.reading import same_words
from campaigns.letters.render import plain_text
from campaigns.models.campaign import Campaign
from campaigns.register.leaving import keep_here
from foundation.accounts.access import SignedIn
from foundation.errors import AppError
from foundation.web.language import mark

HELD = mark("It tells something that is on hold by now.")
MOVED = mark("The address, the office, who holds it or how it is addressed has changed.")
CHANGED = mark("The facts that it tells, or the sentences that tell them, have changed.")


def why_untrue(session: Session, *, campaign: Campaign, letter: Letter) -> str:
    """A message id; empty while what was approved still stands. Of a sent letter too, which stays all the same."""
    betrays = what_betrays(session, campaign)
    if betrays is not None and betrays.search(letter.told):
        return HELD
    try:
        now = gather_letter(session, campaign=campaign, letter=letter)
    except AppError:
        return MOVED
    if list(whom(now)) != letter.addressed:
        return MOVED
    words = plain_text(now)
    if betrays is not None and betrays.search(words):
        return HELD
    return "" if same_words(words, letter.told) else CHANGED


def let_approvals_fall(session: Session, campaign: Campaign, *, user: SignedIn | None = None) -> None:
    """After every change of a campaign, of an address, and of an office."""
    session.flush()
    approved = select(Letter).where(Letter.campaign_id == campaign.id, Letter.state == LetterState.APPROVED)
    _let_fall(session, session.exec(approved.order_by(col(Letter.id)).with_for_update()).all(), user)


def let_letters_to_office_fall(session: Session, *, office_id: str, user: SignedIn | None = None) -> None:
    session.flush()
    approved = select(Letter).where(Letter.office_id == office_id, Letter.state == LetterState.APPROVED)
    _let_fall(session, session.exec(approved.order_by(col(Letter.id)).with_for_update()).all(), user)


def let_fall(session: Session, *, campaign: Campaign, letter: Letter, user: SignedIn | None, because: str) -> None:
    """Unless an e-mail was quicker: then the letter has left, and stays as it is."""
    if not keep_here(session, letter):
        letter.state = LetterState.SENT
        session.add(letter)
        session.flush()
        return
    end_approval(session, letter, because=because)
    record_letter(session, campaign, letter, act="letter.approval_fell", by=user)


def end_approval(session: Session, letter: Letter, *, because: str = "") -> None:
    if letter.approved_at is not None and letter.dated_on == letter.approved_at.date():
        # The day on which it was approved: the next approval has another.
        letter.dated_on = None
    letter.state, letter.approved_at, letter.approved_by_id = LetterState.DRAFT, None, None
    letter.approved_alone, letter.reviewed_at, letter.reviewed_by_id = "", None, None
    letter.fell_because, letter.told, letter.template_version = because, "", None
    session.add(letter)
    session.flush()


def _let_fall(session: Session, letters: Sequence[Letter], user: SignedIn | None) -> None:
    for letter in letters:
        campaign = session.get_one(Campaign, letter.campaign_id)
        if because := why_untrue(session, campaign=campaign, letter=letter):
            let_fall(session, campaign=campaign, letter=letter, user=user, because=because)
