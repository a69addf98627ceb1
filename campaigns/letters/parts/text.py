"""Parts of plain paragraphs: the opening, what it is about, own words, the law, what is answered."""

from campaigns.letters.parts.hand import Hand
from campaigns.letters.sections import Block, EventList, Paragraph
from campaigns.letters.telling import events_near
from campaigns.letters.typography import with_quotes
from campaigns.letters.wording import dated, joined
from campaigns.models.campaign import CampaignKind

INSTRUMENT = {
    CampaignKind.ARREST: "C087",
    CampaignKind.STRIKE_REPRESSED: "C087",
    CampaignKind.DISMISSALS: "C098",
    CampaignKind.UNION_DISSOLVED: "C087",
    CampaignKind.BAD_LAW: "C087",
    CampaignKind.FORCED_LABOUR: "C029",
    CampaignKind.MISSION_RECOMMENDATIONS: "C087",
}
"""On which Convention the point of law about a kind of campaign rests; it is made only where the State is bound."""


def paragraphs(*texts: str) -> tuple[Block, ...]:
    return tuple(Paragraph(text) for text in texts if text)


def leading(text: str) -> tuple[Block, ...]:
    """A line that stays with what it introduces; none where a fact that it needs is not known."""
    return (Paragraph(text, leads=True),) if text else ()


def opening(hand: Hand) -> tuple[Block, ...]:
    """As the UN is asked for a letter of one kind or another, so the sentence differs."""
    chosen = hand.answer("un_kind")
    words = hand.say(f"{hand.declared.opening}_{chosen}") if chosen else ""
    court = hand.say("protest_court") if hand.office.profile == "court" and hand.kind.asks_office_directly else ""
    told = " ".join(part for part in (words or hand.say(hand.declared.opening), court) if part)
    return paragraphs(told[:1].upper() + told[1:])


def intent(hand: Hand) -> tuple[Block, ...]:
    return opening(hand) if hand.answer("intent") == "yes" else ()


def situation(hand: Hand) -> tuple[Block, ...]:
    """What numbered facts tell is not told before them as well."""
    texts = list(hand.told.situation)
    if any(part.name == "facts" for part in hand.declared.parts):
        told = [joined(with_quotes(event.text, hand.language)) for event in events_near(hand.facts, hand.groups)]
        for event in told:
            texts = [text.replace(event, "").strip() for text in texts]
    return paragraphs(*texts)


def events(hand: Hand) -> tuple[Block, ...]:
    found = hand.told.events
    if len(found) == 1:
        return paragraphs(dated(found[0].date, found[0].text, hand.language))
    return (EventList(found),) if found else ()


def own_words(hand: Hand) -> tuple[Block, ...]:
    return paragraphs(*hand.own_words)


def law(hand: Hand) -> tuple[Block, ...]:
    """What binds the State; of an enterprise what binds it whatever the State does."""
    measured = hand.say("measured")
    if hand.office.profile == "company":
        return paragraphs(f"{hand.say('law_company')} {measured}")
    kind = hand.facts.kind
    point = hand.say(f"point_{kind}") if INSTRUMENT.get(kind) in hand.law.ids else ""
    if kind is CampaignKind.OUTLET_CLOSED:
        point = hand.say("point_outlet_closed")
    bound = hand.say("law", hand.several)
    return paragraphs(" ".join(part for part in (bound, point, measured) if part)) if bound or point else ()


def urgency(hand: Hand) -> tuple[Block, ...]:
    return paragraphs(hand.say("asks_urgency")) if hand.answer("asks_urgency") == "yes" else ()


def reply(hand: Hand) -> tuple[Block, ...]:
    count = sum(len(group.demands) for group in hand.demands)
    forward = hand.say("protest_forward") if hand.office.profile == "ambassador" else ""
    forward = forward if hand.kind.asks_office_directly else ""
    said = hand.say(hand.declared.reply, "several" if count > 1 else "")
    return paragraphs(" ".join(part for part in (forward, said) if part))


def contact(hand: Hand) -> tuple[Block, ...]:
    reached = hand.letter.contact_name and (hand.letter.contact_phone or hand.letter.contact_email)
    return paragraphs(hand.say(hand.declared.reply)) if reached else ()


def disclosure(hand: Hand) -> tuple[Block, ...]:
    return paragraphs(hand.say("disclosure"))


def national_law(hand: Hand) -> tuple[Block, ...]:
    return paragraphs(hand.say("national_law"))


def principles(hand: Hand) -> tuple[Block, ...]:
    said = hand.say("principles", "several" if hand.law.several else "") or hand.say("principles_alone")
    return paragraphs(said)


def conventions(hand: Hand) -> tuple[Block, ...]:
    return paragraphs(hand.say("conventions", "several" if hand.law.several else ""))


def standing(hand: Hand) -> tuple[Block, ...]:
    own = hand.answered("standing")
    by_right = f"{hand.say('standing')} {hand.say('permanent_address')}".strip()
    return paragraphs(by_right, *own) if own else ()
