"""What a kind of letter needs besides its parts: a day, one government, a language that is taken where it goes."""

from campaigns.actions.holding import what_betrays
from campaigns.letters.declared.usual import NO_DAY
from campaigns.letters.lacks import Weight
from campaigns.letters.parts.hand import Hand
from campaigns.models.campaign import Campaign, CampaignKind
from foundation.web.language import mark

NO_COUNTRY = mark("The facts say of no country, so that no government can be named.")
ONE_GOVERNMENT = mark(
    "This goes against one government. Leave out the addressees of the other countries, or write one letter for each."
)
NOT_OF_UNIONS = mark(
    "The Committee looks only at freedom of association and collective bargaining. Say in your own words what this has "
    "to do with them."
)
NAMES_HELD = mark("Your own words name somebody who is on hold. Leave the name there only if you mean it.")
TYPED = ("subject", "own_words", "held_at", "urgency")
OF_OTHER_RIGHTS = frozenset({CampaignKind.OUTLET_CLOSED, CampaignKind.FORCED_LABOUR})


def note_requirements(hand: Hand) -> None:
    declared, gaps = hand.declared, hand.gaps
    if declared.stock and not hand.told.country:
        gaps.note(Weight.STOPS, NO_COUNTRY)
    if declared.needs_day and hand.letter.dated_on is None:
        gaps.note(Weight.LEAVES_DRAFT, NO_DAY, field="dated_on")
    if declared.one_government and hand.told.several_countries:
        gaps.note(Weight.LEAVES_DRAFT, ONE_GOVERNMENT, field="omitted")
    if declared.about_unions and hand.facts.kind in OF_OTHER_RIGHTS and not hand.own_words:
        gaps.note(Weight.LEAVES_DRAFT, NOT_OF_UNIONS, field="own_words")
    _warn_of_names_on_hold(hand)
    if warning := declared.foreign.get(hand.language):
        gaps.note(Weight.WARNS, warning)


def _warn_of_names_on_hold(hand: Hand) -> None:
    """Facts on hold are in no letter; what somebody types may name them, and then it should be meant."""
    letter = hand.letter
    typed = {name: getattr(letter, name) for name in TYPED} | dict(letter.answers or {})
    if not any(typed.values()):
        return
    betrays = what_betrays(hand.session, hand.session.get_one(Campaign, letter.campaign_id))
    for name, text in typed.items():
        if betrays and text and betrays.search(text):
            hand.gaps.note(Weight.WARNS, NAMES_HELD, field=name)
