"""The shipped sentences, read once from sentences/<language>/<kind>.yaml: one flat file that a translator can read.

    stock = shipped("fr")["arrest.title"]
    stock.forms                # {"any": "Liberté pour {{name}}"}
    stock.slots                # ("name",)

A sentence has one text, or one for a woman, a man, somebody whose gender nobody said, and several persons.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from foundation import merge_fields

FOLDER = Path(__file__).parent / "sentences"
LANGUAGES = ("en", "fr", "es", "ru")
ANY = "any"
PERSONS = ("woman", "man", "unknown", "several")
DECLINED = ("ins", "gen")
FORMS = (ANY, *PERSONS, *DECLINED)
COMMON, WORDS = "common", "words"
PART = re.compile(r"\[\[(.*?)\]\]", re.DOTALL)


@dataclass(frozen=True)
class Sentence:
    """`id` is `arrest.title`: the file and the key in it. `checked_by` is empty while no native speaker has read it."""

    id: str
    language: str
    forms: Mapping[str, str]
    checked_by: str = ""
    checked_on: date | None = None

    @property
    def slots(self) -> tuple[str, ...]:
        """In the order of the text, each once."""
        return tuple(dict.fromkeys(name for text in self.forms.values() for name in merge_fields.find_fields(text)))

    @property
    def file(self) -> str:
        return self.id.partition(".")[0]

    def form(self, *wished: str) -> str:
        """The first of the wished forms that there is, else the one for anybody, else whatever stands first."""
        for name in (*wished, ANY, "unknown"):
            if name in self.forms:
                return self.forms[name]
        return next(iter(self.forms.values()))


@lru_cache
def shipped(language: str) -> Mapping[str, Sentence]:
    """Every sentence of a language by its id, in the order of the files."""
    found: dict[str, Sentence] = {}
    for path in sorted((FOLDER / language).glob("*.yaml")):
        entries: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
        for key, entry in entries.items():
            sentence_id = f"{path.stem}.{key}"
            found[sentence_id] = _sentence(sentence_id, language, entry)
    return found


def _sentence(sentence_id: str, language: str, entry: Any) -> Sentence:
    """Text alone, or forms, among which `checked: {by: …, on: 2026-05-01}` may stand."""
    if isinstance(entry, str):
        return Sentence(sentence_id, language, {ANY: entry})
    checked = entry.get("checked", {})
    forms = {name: entry[name] for name in FORMS if name in entry}
    if not forms or set(entry) - set(forms) - {"checked"}:
        raise ValueError(f"{language}/{sentence_id} has a form that is none of {', '.join(FORMS)}")
    return Sentence(sentence_id, language, forms, checked.get("by", ""), checked.get("on"))
