"""Puts facts into a sentence. What nobody gave is left out where the sentence allows it, and marked where it does not.

`[[ … {{when}}]]` falls away as a whole while a fact in it is empty; a sentence that needs an empty fact is not said. A
fact that is still to be found out stands as a gap, `[… charge]`, which no text can leave with.
"""

import re
from collections.abc import Mapping

from campaigns.letters.typography import unbroken
from campaigns.stock.sentences import PART, Sentence
from foundation import merge_fields
from foundation.text import ended

Slots = Mapping[str, str]
"""By name; empty where a fact is left out. What has no entry, such as `partner.name`, is somebody else's to fill."""

NAMES = ("name", "union", "employer", "outlet", "law", "mission")
"""A sentence that begins with one of these begins as the name is written."""
_ELIDED = re.compile(r"\b([Dd]|[Qq]u)e (?=[AEIOUÀÂÉÈÊÎÔ])")
_STARTS_WITH = re.compile(r"\{\{([^{}]*)\}\}")


def said(sentence: Sentence, slots: Slots, *forms: str) -> str:
    """The sentence with its facts; empty where it needs one that is left out. `forms` are tried in their order."""
    text = PART.sub(lambda part: part[1] if _is_known(part[1], slots) else "", sentence.form(*forms))
    if not text or not _is_known(text, slots):
        return ""
    begins = _STARTS_WITH.match(text)
    told = merge_fields.fill(text, slots)
    if begins is None or begins[1] not in NAMES:
        told = told[:1].upper() + told[1:] if _is_a_sentence(sentence) else told
    return _smoothed(told, sentence.language)


def _is_known(text: str, slots: Slots) -> bool:
    return all(slots.get(name, name) for name in merge_fields.find_fields(text))


def _is_a_sentence(sentence: Sentence) -> bool:
    return sentence.form().rstrip()[-1:] in tuple(".!?:")


def _smoothed(text: str, language: str) -> str:
    """A fact may bring its own full stop; French elides before a vowel and keeps its colon at a distance."""
    text = re.sub(r"(?<!\.)\.\.(?!\.)", ".", text)
    return unbroken(_ELIDED.sub(r"\1’", text), language) if language == "fr" else text


def plain(text: str) -> str:
    """What somebody typed into a field, as a part of a sentence."""
    text = " ".join(text.split())
    return text.removesuffix(".") if ended(text) == text and not text.endswith("…") else text
