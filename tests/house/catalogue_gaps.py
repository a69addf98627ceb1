"""Which sentences a catalogue lacks.

    python -m tests.house.catalogue_gaps [ROOM …]

prints the missing entries, room by room, ready to be filled in under foundation/locale/<language>/<room>.po.
"""

import sys
from collections import defaultdict
from functools import cache

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from foundation.web.language import DEFAULT_LANGUAGE, FURTHER_LANGUAGES, LANGUAGES, LOCALE_DIR
from tests.house.papers import of_papers
from tests.house.sentences import Found, Sentence, spoken

TRANSLATED = [language for language in LANGUAGES if language != DEFAULT_LANGUAGE]
EVERY = [*TRANSLATED, *FURTHER_LANGUAGES]


@cache
def catalogues(language: str) -> dict[str, Catalog]:
    """By room."""
    found = {}
    for path in sorted((LOCALE_DIR / language).glob("*.po")):
        with path.open("rb") as file:
            found[path.stem] = read_po(file, locale=language, abort_invalid=True)
    return found


def sentence_of(message: Message) -> Sentence:
    one, many = message.id if isinstance(message.id, tuple) else (message.id, "")
    return Sentence(str(one), str(many), message.context or "")


def forms(message: Message) -> tuple[str, ...]:
    return tuple(message.string) if isinstance(message.string, tuple | list) else (str(message.string),)


def gaps(language: str) -> dict[str, dict[Sentence, list[Found]]]:
    """Room → sentences that no catalogue of this language translates → where they stand. Languages that the desk does
    not speak need those of papers only."""
    known = {
        sentence_of(message)
        for catalogue in catalogues(language).values()
        for message in catalogue
        if message.id and not message.fuzzy and all(forms(message))
    }
    missing: dict[str, dict[Sentence, list[Found]]] = defaultdict(lambda: defaultdict(list))
    first_room: dict[Sentence, str] = {}
    for found in of_papers() if language in FURTHER_LANGUAGES else spoken():
        if found.sentence not in known:
            missing[first_room.setdefault(found.sentence, found.room)][found.sentence].append(found)
    return missing


def main() -> int:
    wanted = sys.argv[1:]
    lacking = False
    for language in EVERY:
        for room, sentences in sorted(gaps(language).items()):
            if wanted and room not in wanted:
                continue
            lacking = True
            print(f"\n# ---- foundation/locale/{language}/{room}.po lacks {len(sentences)}")
            for sentence, places in sentences.items():
                print(f"\n#: {places[0].file}:{places[0].line}\n{_entry(sentence, language)}")
    return 1 if lacking else 0


def _entry(sentence: Sentence, language: str) -> str:
    lines = [f"msgctxt {_quoted(sentence.context)}"] if sentence.context else []
    lines.append(f"msgid {_quoted(sentence.words)}")
    if sentence.plural:
        lines.append(f"msgid_plural {_quoted(sentence.plural)}")
        lines += [f'msgstr[{number}] ""' for number in range(Catalog(locale=language).num_plurals)]
    else:
        lines.append('msgstr ""')
    return "\n".join(lines)


def _quoted(words: str) -> str:
    return '"' + words.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


if __name__ == "__main__":
    sys.exit(main())
