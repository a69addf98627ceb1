"""Where somebody is held, and by what the matter is urgent."""

from campaigns.letters.lacks import Gaps, Weight
from campaigns.letters.models import Letter
from campaigns.letters.told import Told
from campaigns.letters.typography import with_quotes
from campaigns.letters.wording import sentence
from foundation.web.language import mark

NO_URGENCY = mark(
    "Say why the matter is urgent: the facts show neither detention, nor dissolution, nor a law in the making."
)
NO_HELD_AT = mark("Say where the people who are behind bars are held.")


def held_at_of(letter: Letter, told: Told, gaps: Gaps) -> str:
    """What an organiser wrote, else what the facts say of the one person who is held."""
    held_at = with_quotes(sentence(letter.held_at), letter.language) or told.held
    if told.behind_bars and not held_at and letter.kind.declared.tells_where_held:
        gaps.note(Weight.LEAVES_DRAFT, NO_HELD_AT, field="held_at")
    return held_at


def urgent_for_of(letter: Letter, told: Told, gaps: Gaps) -> str:
    """By what the ILO itself counts as urgent; asked of the organiser where the facts show none of it."""
    asks = letter.kind.needs_urgency or (letter.answers or {}).get("asks_urgency") == "yes"
    if not asks or letter.urgency:
        return ""
    if told.behind_bars:
        return "freedom"
    if told.dissolved:
        return "dissolution"
    if told.law_is_being_made:
        return "law"
    gaps.note(Weight.LEAVES_DRAFT, NO_URGENCY, field="urgency")
    return ""
