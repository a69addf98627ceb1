"""From draft to approved by a second person, by one in an emergency; to sent, and never back; to its correction."""

from dataclasses import dataclass

from sqlmodel import Session

from campaigns.actions.emergency import nobody_can_look, refuse_by_day
from campaigns.actions.holding import what_betrays
from campaigns.letters.access import saved_letter
from campaigns.letters.actions import SETTABLE, keep_print, keep_signature, record_letter, whom
from campaigns.letters.contents import LetterContents
from campaigns.letters.falling import end_approval
from campaigns.letters.gather import gather_letter
from campaigns.letters.models import Follows, Letter, LetterState
from campaigns.letters.numbering import give_reference
from campaigns.letters.render import NOT_CLEAN, plain_text
from campaigns.letters.sealing import sentences_version
from campaigns.letters.templated.access import chosen_for
from campaigns.models.campaign import Campaign
from campaigns.register.leaving import keep_here
from campaigns.stock.queries import stock_now
from foundation.accounts.access import SignedIn
from foundation.clock import utc_now
from foundation.errors import Conflict
from foundation.signing.queries import signs_with
from foundation.web.language import mark

NOT_ITS_STATE = mark("This cannot be done in the letter's present state. Somebody may have changed it meanwhile.")


ADDRESSED_ANEW = mark(
    "Since this letter was saved, the directory has changed who holds the office, or how it is called or addressed."
    " Look whether every word still fits, then save it; after that it can be approved."
)


WROTE_ITS_TEMPLATE = mark(
    "You changed its template after the letter was saved last. Somebody else approves it, or saves it once more before "
    "you do."
)


@dataclass(frozen=True)
class Alone:
    """One person approves, at night or where there is nobody else."""

    reason: str
    zone: str


@dataclass(frozen=True)
class Printed:
    """`signed_with`: the row of the key, where it was signed."""

    sha256: str
    pages: int
    signed_with: int | None = None


def prepare_approval(
    session: Session, *, campaign: Campaign, letter: Letter, user: SignedIn, alone: Alone | None
) -> LetterContents:
    """Everything that can refuse it, before it is laid out; our reference and the day are set, so that they are
    printed. Raises Conflict, worded."""
    _require_right(session, campaign, letter, user, alone)
    give_reference(session, campaign=campaign, letter=letter)
    contents = gather_letter(session, campaign=campaign, letter=letter)
    letter.dated_on = contents.made_on
    session.add(letter)
    session.flush()
    contents = gather_letter(session, campaign=campaign, letter=letter)
    _require_finished(session, campaign, contents)
    if addressed_anew(letter, contents):
        raise Conflict(ADDRESSED_ANEW)
    return contents


def addressed_anew(letter: Letter, contents: LetterContents) -> bool:
    """Since somebody saved it, another person holds the office, or the office is called or greeted otherwise."""
    return bool(letter.addressed) and list(whom(contents)[-3:]) != list(letter.addressed[-3:])


def approve_letter(
    session: Session,
    *,
    campaign: Campaign,
    letter: Letter,
    contents: LetterContents,
    printed: Printed,
    user: SignedIn,
    alone: Alone | None,
) -> None:
    """Freezes what was printed from `contents`. Raises Conflict when anything has changed since it was laid out."""
    _require_right(session, campaign, letter, user, alone)
    now = gather_letter(session, campaign=campaign, letter=letter)
    _require_finished(session, campaign, now)
    if now != contents or printed.signed_with != signs_with(session, campaign.organisation_id):
        raise Conflict("Something changed while the letter was laid out. Look at it again, then approve it.")
    letter.file_sha256, letter.pages, letter.printed_at = printed.sha256, printed.pages, utc_now()
    letter.facts_version, letter.is_clean = contents.facts_version, True
    letter.sentences = sentences_version(stock_now(session), letter.language)
    letter.template_version = contents.template.version if contents.template else None
    letter.told, letter.addressed = plain_text(contents), list(whom(contents))
    letter.state, letter.approved_at, letter.approved_by_id = LetterState.APPROVED, utc_now(), user.user_id
    letter.approved_alone, letter.fell_because = alone.reason if alone else "", ""
    letter.reviewed_at = None if alone else letter.approved_at
    letter.reviewed_by_id = None if alone else user.user_id
    session.add(letter)
    session.flush()
    keep_print(session, letter)
    if printed.signed_with is not None:
        keep_signature(session, sha256=printed.sha256, signing_key_id=printed.signed_with)
    act = "letter.approved_alone" if alone else "letter.approved"
    record_letter(session, campaign, letter, act=act, by=user, detail=alone.reason if alone else letter.our_reference)


def review_afterwards(session: Session, *, campaign: Campaign, letter: Letter, user: SignedIn) -> None:
    if not awaits_review(letter):
        raise Conflict("Nothing waits for a review here.")
    if user.user_id in (letter.approved_by_id, letter.updated_by_id):
        raise Conflict("A second person has to look at this: you wrote or approved it yourself.")
    letter.reviewed_at, letter.reviewed_by_id = utc_now(), user.user_id
    session.add(letter)
    record_letter(session, campaign, letter, act="letter.reviewed", by=user)


def awaits_review(letter: Letter) -> bool:
    return bool(letter.state.is_approved and letter.approved_alone and letter.reviewed_at is None)


def take_approval_back(session: Session, *, campaign: Campaign, letter: Letter, user: SignedIn) -> None:
    """While it is still here, it may be worked on again."""
    if letter.state is not LetterState.APPROVED:
        raise Conflict(NOT_ITS_STATE)
    if not keep_here(session, letter):
        raise Conflict("The letter is leaving as an e-mail just now, so its approval stands.")
    letter.waits_since = None  # it was taken back to be changed
    end_approval(session, letter)
    record_letter(session, campaign, letter, act="letter.approval_taken_back", by=user)


def mark_sent(session: Session, *, letter: Letter) -> None:
    """For good. Raises Conflict unless it was approved."""
    if not letter.state.is_approved:
        raise Conflict("Only an approved letter can be sent. A second person approves it first.")
    if letter.state is LetterState.APPROVED:
        letter.state = LetterState.SENT
        session.add(letter)
        session.flush()


def follow_up(
    session: Session, *, campaign: Campaign, letter: Letter, user: SignedIn, follows: Follows, own_words: str = ""
) -> Letter:
    """A new letter with the same words: a correction, which replaces the one that was sent once it is approved itself,
    or a reminder, which tells of it first in `own_words`. Raises Conflict where one was begun already."""
    newest = saved_letter(
        session,
        campaign_id=campaign.id,
        kind=letter.kind,
        office_id=letter.office_id,
        language=letter.language,
        to_change=True,
    )
    if letter.state is not LetterState.SENT or newest is None or newest.id != letter.id:
        raise Conflict(NOT_ITS_STATE)
    new = Letter(
        campaign_id=letter.campaign_id,
        kind=letter.kind,
        office_id=letter.office_id,
        language=letter.language,
        edition=letter.edition + 1,
        follows=follows,
        updated_by_id=user.user_id,
    )
    for name in SETTABLE - {"our_reference", "dated_on"}:
        setattr(new, name, getattr(letter, name))
    if own_words:
        new.own_words = f"{own_words}\n\n{letter.own_words}".strip()
    session.add(new)
    session.flush()
    record_letter(session, campaign, new, act=f"letter.{follows}", by=user, detail=letter.our_reference)
    return new


def may_approve_alone(session: Session, *, user: SignedIn, campaign: Campaign, zone: str) -> bool:
    return nobody_can_look(session, user=user, campaign=campaign, zone=zone)


def _require_right(session: Session, campaign: Campaign, letter: Letter, user: SignedIn, alone: Alone | None) -> None:
    if letter.state is not LetterState.DRAFT:
        raise Conflict(NOT_ITS_STATE)
    if campaign.is_history:
        raise Conflict("No letters are sent for an example from history.")
    if alone is not None:
        refuse_by_day(alone=nobody_can_look(session, user=user, campaign=campaign, zone=alone.zone))
    elif user.user_id == letter.updated_by_id:
        raise Conflict("A second person must approve this: you wrote it last.")
    elif wrote_its_template(session, campaign, letter, user):
        raise Conflict(WROTE_ITS_TEMPLATE)


def wrote_its_template(session: Session, campaign: Campaign, letter: Letter, user: SignedIn) -> bool:
    """Since somebody else looked at the letter and saved it last: then nobody but this organiser has seen the words."""
    chosen = chosen_for(session, campaign, letter)
    return bool(
        chosen and chosen.saved_by_id == user.user_id and chosen.saved_at and chosen.saved_at >= letter.updated_at
    )


def _require_finished(session: Session, campaign: Campaign, contents: LetterContents) -> None:
    if contents.lacks:
        raise Conflict(NOT_CLEAN, lacks=" ".join(str(lack) for lack in contents.lacks))
    betrays = what_betrays(session, campaign)
    if betrays is not None and betrays.search(plain_text(contents)):
        raise Conflict("This names somebody who is on hold. Write it without the name first.")
