"""Facts in numbered paragraphs, what proves each, and the list of what proves them."""

from campaigns.facts.links import ClaimFacts, SourceFacts
from campaigns.facts.shapes import EventFacts
from campaigns.letters.dates import label
from campaigns.letters.lacks import Weight
from campaigns.letters.parts.hand import Hand
from campaigns.letters.parts.text import leading, paragraphs
from campaigns.letters.sections import Block, DemandList, Fact, FactList
from campaigns.letters.telling import EVENT, NO_EVENT, events_near
from campaigns.letters.wording import dated, listed, sentence
from foundation.web.language import mark

WITHOUT_EVIDENCE = mark("Substantiation to follow: nothing yet proves what is said in paragraph %(paragraphs)s.")


def facts(hand: Hand) -> tuple[Block, ...]:
    """What nothing proves yet is told all the same, and that its evidence will follow."""
    numbers = _numbers(hand)
    found, bare = [], []
    for place, event in enumerate(events_told(hand), start=1):
        proof = ", ".join(dict.fromkeys(str(numbers[claim.source.id]) for claim in event.claims))
        if not proof:
            bare.append(str(place))
        text = sentence(hand.gaps.text(event.text, NO_EVENT))
        day = label(event.date, hand.language)
        found.append(Fact(f"{place}.", dated(day, text, hand.language), f"[{proof}]" if proof else ""))
    if not found:
        return ()
    blocks: list[Block] = [FactList(tuple(found))]
    if bare:
        named = listed(bare, hand.language)
        hand.gaps.note(Weight.WARNS, WITHOUT_EVIDENCE, paragraphs=named)
        blocks += paragraphs(hand.say("will_follow", "several" if len(bare) > 1 else "", paragraphs=named))
    return tuple(blocks)


def evidence(hand: Hand) -> tuple[Block, ...]:
    """Each as it was published, in its own language, since it is found under that title."""
    numbers = _numbers(hand)
    sources = sorted(_sources(hand).values(), key=lambda source: numbers[source.id])
    listing = tuple(Fact(f"[{numbers[source.id]}]", _as_cited(source, hand.language)) for source in sources)
    return (FactList(listing),) if listing else ()


def demands(hand: Hand) -> tuple[Block, ...]:
    if not hand.demands:
        return ()
    key = hand.declared.requests
    lead = hand.say(f"{key}_{hand.asked}" if hand.kind.asks_office_directly else key)
    return (*leading(lead), DemandList(hand.demands, brief=len(hand.demands) > 1))


def events_told(hand: Hand) -> list[EventFacts]:
    """Those of the countries that the letter speaks of which nobody left out."""
    return [event for event in events_near(hand.facts, hand.groups) if f"{EVENT}{event.key}" not in hand.letter.omitted]


def _claims(hand: Hand) -> list[ClaimFacts]:
    """Of the events that are told, and of what is said of recommendations."""
    parts = {part.name for part in hand.declared.parts}
    claims = [claim for event in events_told(hand) for claim in event.claims] if parts & {"facts", "arrest"} else []
    if "recommendations" in parts:
        reports = [report for one in hand.facts.procedures if hand.is_near(one.country) for report in one.reports]
        claims += [claim for report in reports for line in report.recommendations for claim in line.claims]
    return claims


def _sources(hand: Hand) -> dict[int, SourceFacts]:
    return {claim.source.id: claim.source for claim in _claims(hand)}


def _numbers(hand: Hand) -> dict[int, int]:
    """In the order in which they are cited."""
    return {source_id: place for place, source_id in enumerate(_sources(hand), start=1)}


def _as_cited(source: SourceFacts, language: str) -> str:
    published = source.published.in_words(language) if source.published.is_known else ""
    named = ", ".join(str(part) for part in (source.title, source.publisher, published) if part)
    return f"{named}. {source.url}" if source.url else f"{named}."
