"""The subject of a letter, and what stands above what goes to no office."""

from campaigns.letters.declared.shape import Sheet
from campaigns.letters.parts.hand import Hand
from foundation.web.formats import countries
from foundation.web.language import gettext, mark, speaking

_BETWEEN = {"en": " – ", "fr": " – ", "es": " – ", "ru": ". "}
_REQUEST = mark("Request for your intervention – %(title)s")
NO_TITLE = mark("The campaign’s title is not written in this language yet: “%(text)s”")


def subject_printed(hand: Hand) -> str:
    """As the kind words it; else the campaign's title, with the country before it where there are several."""
    letter, facts, gaps = hand.letter, hand.facts, hand.gaps
    if letter.subject:
        return letter.subject
    title = gaps.text(facts.title, NO_TITLE).removesuffix(".")
    if letter.kind.declared.stock and not letter.kind.asks_office_directly:
        return subject_of(hand) or title
    if not letter.kind.asks_office_directly:
        with speaking(letter.language):
            return gettext(_REQUEST) % {"title": title}
    code = hand.groups[0].country
    name = countries(letter.language).get(code or "", "")
    return f"{name}{_BETWEEN[letter.language]}{title}" if len(facts.countries) > 1 and name else title


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
