"""Which function writes which part, and how a letter's parts become its sections."""

import re
from collections.abc import Callable
from dataclasses import replace
from itertools import count

from campaigns.letters.declared.shape import Part, Sheet
from campaigns.letters.lacks import OPEN, SHUT, Weight
from campaigns.letters.parts import facts, procedure, public, text, united_nations
from campaigns.letters.parts.hand import Hand
from campaigns.letters.sections import Block, Paragraph, Section

_NUMBER = re.compile(r"^\d+\.")
WRITERS: dict[str, Callable[[Hand], tuple[Block, ...]]] = {
    "about_sender": public.about_sender,
    "act_until": public.act_until,
    "arrest": united_nations.arrest,
    "asks_of_partners": public.asks_of_partners,
    "case": procedure.case,
    "category": united_nations.category,
    "comments": procedure.comments,
    "complainant": procedure.complainant,
    "consent": united_nations.consent,
    "contact": text.contact,
    "conventions": text.conventions,
    "demands": facts.demands,
    "detention": united_nations.detention,
    "disclosure": text.disclosure,
    "donts": public.donts,
    "dos": public.dos,
    "earlier": procedure.earlier,
    "events": text.events,
    "evidence": facts.evidence,
    "facts": facts.facts,
    "identity": united_nations.identity,
    "intent": text.intent,
    "intent_always": text.opening,
    "law": text.law,
    "national_law": text.national_law,
    "opening": text.opening,
    "own_words": text.own_words,
    "perpetrators": united_nations.perpetrators,
    "principles": text.principles,
    "quote": public.quote,
    "reasons": united_nations.reasons,
    "recommendations": procedure.recommendations,
    "reply": text.reply,
    "situation": text.situation,
    "standing": text.standing,
    "steps": procedure.steps,
    "submitter": united_nations.submitter,
    "submitter_with_consent": united_nations.submitter_with_consent,
    "urgency": text.urgency,
    "victims": united_nations.victims,
    "write_to": public.write_to,
}


def write_parts(hand: Hand) -> tuple[Section, ...]:
    """In their order, numbered without a hole where headings are. What is missing and holds the letter up stands as a
    gap, so that nobody overlooks it."""
    written = [section for part in hand.declared.parts if (section := _section(hand, part))]
    numbers = count(1)
    return tuple(
        replace(section, heading=_NUMBER.sub(f"{next(numbers)}.", section.heading))
        if _NUMBER.match(section.heading)
        else section
        for section in written
    )


def _section(hand: Hand, part: Part) -> Section | None:
    blocks = WRITERS[part.name](hand)
    if not _is_there(hand, part, blocks):
        if not part.missing:
            return None
        hand.gaps.note(part.weight, part.missing, field=part.field)
        if part.weight is Weight.WARNS and not blocks and hand.declared.sheet is Sheet.QUESTIONNAIRE:
            blocks = text.paragraphs(hand.say("l_no_answer"))  # the form keeps its own numbers
        elif part.weight is Weight.WARNS and not blocks:
            return None
    heading = hand.say(part.heading) if part.heading else ""
    return Section(part.name, heading, blocks or (Paragraph(f"{OPEN}…{SHUT}"),))


def _is_there(hand: Hand, part: Part, blocks: tuple[Block, ...]) -> bool:
    """A part that an organiser writes is missing while its field is empty, whatever else stands in it."""
    return bool(blocks) and not (part.field in hand.declared.asks and not hand.answer(part.field))
