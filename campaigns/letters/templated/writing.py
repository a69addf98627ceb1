"""A letter's text from a template, instead of the parts that its kind declares; what hinders it becomes a lack."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from campaigns.actions.holding import what_betrays
from campaigns.letters.lacks import Gaps, Weight
from campaigns.letters.parts.hand import Hand
from campaigns.letters.reading import words_read
from campaigns.letters.sections import Section, Written
from campaigns.letters.templated.access import Chosen
from campaigns.letters.templated.fields import KNOWN
from campaigns.letters.templated.filling import filled_markdown
from campaigns.letters.templated.markdown import letter_markdown
from campaigns.letters.templated.parsing import MergeField, Node, Repeated, parse
from campaigns.letters.templated.values import Around, Values, values_of
from campaigns.letters.typography import with_quotes
from campaigns.models.campaign import Campaign
from foundation.merge_fields import for_markdown
from foundation.web.language import mark

FIELD = "template_id"
OWN_WORDS = "letter.own_words"
GONE = mark("The template of this letter was deleted. Take it back from the list of templates, or choose another text.")
EMPTY = mark("The template of this letter says nothing yet.")
NO_VALUE = mark("Line %(line)s, column %(column)s of the template: this letter has nothing yet for {{%(name)s}}.")
NOTHING_REPEATS = mark(
    "Line %(line)s, column %(column)s of the template: this letter has nothing to repeat for {{#%(name)s}}."
)
NO_PLACE_FOR_OWN_WORDS = mark(
    "The template has no place for the paragraph of your own. Write {{letter.own_words}} into it, or leave the "
    "paragraph empty."
)
NAMES_HELD = mark("The template names somebody who is on hold. Such a letter cannot be approved.")


def write_from_template(hand: Hand, chosen: Chosen, around: Around) -> tuple[Section, ...]:
    """What a supporter adds has its place in the template, or stands last."""
    gaps = hand.gaps
    if chosen.is_gone or not chosen.text.strip():
        gaps.note(Weight.STOPS, GONE if chosen.is_gone else EMPTY, field=FIELD)
    parsed = parse(chosen.text, KNOWN)
    for problem in parsed.problems:
        gaps.note(Weight.STOPS, problem.words, field=FIELD, **problem.values)
    values = values_of(hand, around)
    _look_for_held_names(hand, parsed.nodes, values, around)
    text = filled_markdown(parsed.nodes, values, _noting(gaps))
    if hand.own_words and OWN_WORDS not in parsed.fields:
        if around.is_supporters:
            text = "\n\n".join((text, *map(for_markdown, values.fields[OWN_WORDS])))
        else:
            gaps.note(Weight.LEAVES_DRAFT, NO_PLACE_FOR_OWN_WORDS, field="own_words")
    html = letter_markdown(with_quotes(text, hand.language))
    return (Section("template", "", (Written(html),)),)


def _noting(gaps: Gaps) -> Callable[[MergeField | Repeated], None]:
    def note(missing: MergeField | Repeated) -> None:
        words = NOTHING_REPEATS if isinstance(missing, Repeated) else NO_VALUE
        gaps.note(Weight.LEAVES_DRAFT, words, field=FIELD, line=missing.line, column=missing.column, name=missing.name)

    return note


def _look_for_held_names(hand: Hand, nodes: Sequence[Node], values: Values, around: Around) -> None:
    """Facts on hold are in no field; what somebody typed may name them. Looked for in what is read, for marks and signs
    can stand inside a name. What is added to this one letter is not the template's. A supporter's letter is public at
    once."""
    betrays = what_betrays(hand.session, hand.session.get_one(Campaign, hand.letter.campaign_id))
    if betrays is None:
        return
    of_template = replace(values, fields={**values.fields, OWN_WORDS: ()})
    text = filled_markdown(nodes, of_template, lambda _missing: None)
    if betrays.search(words_read(letter_markdown(with_quotes(text, hand.language)))):
        gap = Weight.STOPS if around.is_supporters else Weight.WARNS
        hand.gaps.note(gap, NAMES_HELD, field=FIELD)
