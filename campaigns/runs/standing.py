"""Whether what stands in a run may still leave. It is asked when a run is begun, when each letter is made, and whenever
a file of it is taken: what was true yesterday may name somebody who is on hold today.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from sqlmodel import Session, col, select

from campaigns.actions.holding import what_betrays
from campaigns.letters.falling import HELD, why_untrue
from campaigns.letters.models import Follows, Letter, is_newest
from campaigns.models.campaign import Campaign
from campaigns.runs.models import LetterRun, OfferedLetter, RunLetter
from foundation.web.language import mark
from outreach.models.letterheads import PartnerLetterhead
from outreach.models.partners import Partner
from outreach.queries.letterheads import letterheads_by_partner

FELL = mark("Its approval has ended, or other words were approved since.")
NOT_NEWEST = mark("A correction or a reminder of it was begun. The newest letter is the one to send.")
OFF_THE_SITE = mark("The campaign was taken off the site. Nothing of it leaves until it is back.")
NOT_RUNNING = mark("The campaign does not send letters at present.")
OURS_ALONE = mark("Only your own organisation may send letters of this kind. Partners cannot.")
NOT_LENT = mark("The partner has taken its letterhead back, or is not in the directory any more.")
OTHER_HEAD = mark("The partner has changed its letterhead since.")
STOPPED = mark("The work stopped several times. Please make it again.")
FOLLOWS_UP = mark(
    "A reminder or a correction speaks of what your own organisation wrote before. It goes on your own paper only."
)
NO_PHONE = mark(
    "This letter names whom the office can call by day and by night. The partner’s letterhead has no telephone number."
)
NOT_OFFERED = mark("This letter is not offered to partners any more.")


@dataclass(frozen=True)
class Held:
    """Everything that items are held against, read once: what is asked for again and again in one look. Never kept
    beyond it."""

    campaign: Campaign
    letters: Mapping[int, Letter]
    heads: Mapping[int, PartnerLetterhead]
    marks: Mapping[int, str]
    offered: Mapping[int, str]
    is_kit: bool
    betrays: re.Pattern[str] | None
    known: dict[int, str] = field(default_factory=dict)


def held_against(session: Session, campaign: Campaign, items: Iterable[RunLetter], *, is_kit: bool) -> Held:
    every = list(items)
    letter_ids = {item.letter_id for item in every}
    found = session.exec(select(Letter).where(col(Letter.id).in_(letter_ids))).all()
    offered = session.exec(select(OfferedLetter).where(col(OfferedLetter.letter_id).in_(letter_ids))).all()
    heads = letterheads_by_partner(session, {item.partner_id for item in every if item.partner_id})
    return Held(
        campaign=campaign,
        letters={letter.id: letter for letter in found},
        heads=heads,
        marks={partner_id: head.mark for partner_id, head in heads.items()},
        offered={row.letter_id: row.approved_sha256 for row in offered},
        is_kit=is_kit,
        betrays=what_betrays(session, campaign),
    )


def why_letter_fell(session: Session, campaign: Campaign, letter: Letter) -> str:
    """A message id; empty while the approved words may leave again, also those of a letter that has left long ago."""
    if campaign.is_history:
        return NOT_RUNNING
    if campaign.unpublished is not None:
        return OFF_THE_SITE
    if not letter.state.is_approved or letter.file_sha256 is None:
        return FELL
    if session.exec(select(Letter.id).where(Letter.id == letter.id, is_newest())).first() is None:
        return NOT_NEWEST
    return why_untrue(session, campaign=campaign, letter=letter)


def why_item_fell(session: Session, held: Held, item: RunLetter) -> str:
    """A message id; empty while it stands."""
    letter = held.letters.get(item.letter_id)
    if letter is None or letter.file_sha256 != item.approved_sha256:
        return FELL
    if letter.id not in held.known:
        held.known[letter.id] = why_letter_fell(session, held.campaign, letter)
    return held.known[letter.id] or _why_not_theirs(held, letter, item)


def partners_may(letter: Letter) -> bool:
    """Whether it could be on a partner's paper at all."""
    return letter.kind.declared.partners_may and letter.follows is Follows.NONE


def lacks_phone(letter: Letter, head: PartnerLetterhead) -> bool:
    """Whoever signs is whom the office can call."""
    return letter.kind.needs_contact and not head.phone


def _why_not_theirs(held: Held, letter: Letter, item: RunLetter) -> str:
    if item.own_paper:
        return ""
    return _why_ours_alone(held, letter) or _why_not_on(held, letter, item)


def _why_ours_alone(held: Held, letter: Letter) -> str:
    if not letter.kind.declared.partners_may:
        return OURS_ALONE
    if not partners_may(letter):
        return FOLLOWS_UP
    return "" if held.campaign.sends_letters else NOT_RUNNING


def _why_not_on(held: Held, letter: Letter, item: RunLetter) -> str:
    """Its partner's paper."""
    head = held.heads.get(item.partner_id or 0)
    if head is None or not (head.lent or held.is_kit):
        return NOT_LENT
    if held.marks[head.partner_id] != item.head_mark:
        return OTHER_HEAD
    if held.betrays is not None and held.betrays.search(" ".join(head.words)):
        return HELD
    if lacks_phone(letter, head):
        return NO_PHONE
    if not held.is_kit:
        return ""
    return "" if held.offered.get(letter.id) == letter.file_sha256 else NOT_OFFERED


@dataclass(frozen=True)
class Fallen:
    """An item that must not leave; `why` is a message id, filled with the values that the item keeps if it fell while
    it was made."""

    item: RunLetter
    letter: Letter | None
    partner: Partner | None
    why: str


def fallen_items(session: Session, campaign: Campaign, run: LetterRun, items: Iterable[RunLetter]) -> list[Fallen]:
    every = list(items)
    held = held_against(session, campaign, every, is_kit=run.is_kit)
    found = []
    for item in every:
        if why := item.fell or why_item_fell(session, held, item):
            partner = session.get(Partner, item.partner_id) if item.partner_id else None
            found.append(Fallen(item, held.letters.get(item.letter_id), partner, why))
    return found
