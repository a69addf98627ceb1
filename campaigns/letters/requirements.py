"""What a kind of letter needs besides its parts: a day, one government, a language that is taken where it goes."""

from campaigns.letters.declared.usual import NO_DAY
from campaigns.letters.lacks import Weight
from campaigns.letters.parts.hand import Hand
from foundation.web.language import mark

NO_COUNTRY = mark("The facts say of no country, so that no government can be named.")
ONE_GOVERNMENT = mark(
    "This goes against one government. Leave out the addressees of the other countries, or write one letter for each."
)


def note_requirements(hand: Hand) -> None:
    declared, gaps = hand.declared, hand.gaps
    if declared.stock and not hand.told.country:
        gaps.note(Weight.STOPS, NO_COUNTRY)
    if declared.needs_day and hand.letter.dated_on is None:
        gaps.note(Weight.LEAVES_DRAFT, NO_DAY, field="dated_on")
    if declared.one_government and hand.told.several_countries:
        gaps.note(Weight.LEAVES_DRAFT, ONE_GOVERNMENT, field="omitted")
    if warning := declared.foreign.get(hand.language):
        gaps.note(Weight.WARNS, warning)
