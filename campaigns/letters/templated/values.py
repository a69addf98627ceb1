"""What stands in a letter's merge fields, from what was gathered for it: in its language, without what is on hold."""

from collections.abc import Mapping
from dataclasses import dataclass

from campaigns.letters.asked import PrintedGroup
from campaigns.letters.parts.hand import Hand
from campaigns.letters.templated.fields import DEMANDS, ENCLOSURES, FACTS, OF_THE_SENDER
from campaigns.letters.typography import with_quotes

Item = Mapping[str, str]


@dataclass(frozen=True)
class Around:
    """What the letter has besides its text. `place` and `enclosures` are empty in a supporter's letter."""

    date: str
    place: str
    enclosures: tuple[str, ...]
    is_supporters: bool


@dataclass(frozen=True)
class Values:
    """A field's paragraphs, and the items of each part that repeats; nothing where nothing is known."""

    fields: Mapping[str, tuple[str, ...]]
    parts: Mapping[str, tuple[Item, ...]]


def values_of(hand: Hand, around: Around) -> Values:
    told, slots, letter = hand.told, hand.slots, hand.letter
    one_line = {
        "campaign.title": slots["title"],
        "campaign.in_quotes": slots["quoted"],
        "campaign.about": slots["about"],
        "campaign.matter": slots["matter"],
        "people.names": told.subjects,
        "people.in_full": told.subjects_in_full,
        "people.genitive": told.subjects_genitive,
        "people.held_at": hand.held_at,
        "country.name": told.country,
        "country.of": slots["country.of"],
        "office.title": hand.office.title_in(hand.language),
        "office.dative": hand.office.addressed_in(hand.language),
        "addressees.names": slots["offices"],
        "law.conventions": slots["conventions"],
        "law.numbers": slots["numbers"],
        "law.names": slots["laws"],
        "cases.numbers": told.cases,
        "facts.since": told.since,
        "letter.date": around.date,
        "letter.place": around.place,
        "sender.name": slots["sender"],
        "sender.address": slots["address"],
        "signatory.name": letter.signatory_name,
        "signatory.office": letter.signatory_office,
        "contact.name": letter.contact_name,
        "contact.all": slots["contact"],
    }
    fields: dict[str, tuple[str, ...]] = {name: (text,) if text else () for name, text in one_line.items()}
    fields |= {
        "campaign.summary": told.situation,
        "letter.own_words": hand.own_words,
        "letter.quote": _quote(hand),
        "sender.about": hand.answered("standing"),
    }
    if around.is_supporters:
        fields |= dict.fromkeys(OF_THE_SENDER, ())
    return Values(
        {name: tuple(with_quotes(text, hand.language) for text in texts) for name, texts in fields.items()},
        {
            DEMANDS: _demands(hand.demands),
            FACTS: tuple(
                {"fact.number": str(place), "fact.date": event.date, "fact.text": event.text}
                for place, event in enumerate(told.events, start=1)
            ),
            ENCLOSURES: tuple(
                {"enclosure.number": str(place), "enclosure.text": with_quotes(text, hand.language)}
                for place, text in enumerate(around.enclosures, start=1)
            ),
        },
    )


def _quote(hand: Hand) -> tuple[str, ...]:
    """Without marks of its own: the template puts it in those of its language."""
    words = " ".join(hand.answered("quote")).strip('“”«»„" ').removesuffix(".")
    return (words,) if words else ()


def _demands(groups: tuple[PrintedGroup, ...]) -> tuple[Item, ...]:
    """In their original numbering. Those without a number go on after the last that has one, so that no figure stands
    twice."""
    given = [demand.number for group in groups if group.numbered for demand in group.demands if demand.number]
    following = max(given, default=0)
    found = []
    for group in groups:
        for demand in group.demands:
            number = demand.number if group.numbered else None
            if not number:
                following += 1
                number = following
            addressee = group.heading.removesuffix(":")
            found.append({"demand.number": str(number), "demand.text": demand.text, "demand.addressee": addressee})
    return tuple(found)
