"""The subject of a letter from the stock, and what stands above what goes to no office."""

from campaigns.letters.declared.shape import Sheet
from campaigns.letters.parts.hand import Hand


def subject_of(hand: Hand) -> str:
    """Empty where a fact that it needs is not known."""
    chosen = hand.answer("un_kind")
    slots = {"subjects": hand.told.behind_bars or hand.told.subjects}
    said = hand.say(f"subject_{hand.kind}_{chosen}", **slots) if chosen else ""
    said = said or hand.say(f"subject_{hand.kind}", **slots)
    return said[:1].upper() + said[1:]


def banner_of(hand: Hand) -> tuple[str, ...]:
    if hand.declared.sheet is Sheet.ONE_PAGE:
        return tuple(filter(None, (hand.say("urgent"), hand.say("act_until"))))
    if hand.declared.sheet is Sheet.RELEASE:
        when = hand.say("release_embargo") if hand.answer("embargo") else hand.say("release_at_once")
        return (hand.say("release"), when)
    return ()
