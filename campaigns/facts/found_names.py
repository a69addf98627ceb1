"""How a name is found in a text: with whatever ending, prefix and accents the language of the text gives it.

Rather one text too many is left out than one too few; only what is no name at all, such as a particle, is never found.
"""

import re
import unicodedata
from collections.abc import Iterable

SHORTEST_NAME = 2
SHORT_NAME = 4
PUNCTUATION = "\"'.,;()«»“”„‘’"
# Words of names that name nobody. Short ones are found as they are written, so they stand here as they are written.
_PARTICLE_WORDS = (
    "de da do du di la le el al il lo los las del der den des dos van von und bin ben ibn abu binti bint della delos"
    " saint santa uulu kyzy kizi qizi ogly oglu ugli uly уулу кызы кизи оглы улы қызы ұлы бин ибн аль эль фон ван дер"
    " بن ابن أبو ابو بنت آل ال"
)
_COMMON_WORDS = (
    "am an as at be by go he if in is it me my no of on or so to up us we au ce en et je ne ou se si tu un es mi su te"
    " ya yo a e i o u y в во вы да до за и из их к ко мы на не ни но ну о об он от по с со то ты у я"
)
_PARTICLES = frozenset(_PARTICLE_WORDS.split())
_COMMON = frozenset(_COMMON_WORDS.split())
_PATRONYMIC = re.compile(r"(?:ович|евич|[оеи]вна|ична|ovi[ct]h|evi[ct]h|ovna|evna|ichna)$", re.IGNORECASE)

# Also the letters that languages of Central Asia, Belarus and Ukraine have beyond the Russian ones.
_LETTER = "[\u0400-\u04ff]"
_CYRILLIC = re.compile(rf"{_LETTER}+")
_LATIN = re.compile(r"[^\W\d_\u0370-\uffff]+")
_ARABIC = re.compile(r"[\u0620-\u064a\u066e-\u06d3]+")
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")

_APOSTROPHES = "'’‘ʻʼ`´"
_LATIN_ENDING = rf"(?:[{_APOSTROPHES}]?s|[{_APOSTROPHES}][^\W\d_]{{0,6}})?"
_ADJECTIVE = re.compile(r"(?:[кгхжшщч]ий|ый|ой|[кгхжшщчвнстлд]ая|яя|ое)$", re.IGNORECASE)
_FLEETING = re.compile(r"[ео](?=[лкцн]$)", re.IGNORECASE)
_VOWELS = "аеёиоуыэюяйьіїєұүөәһ"
_SHORT_ENDING = "(?:[аяоеёиыуюйьіїєұүө]|[оеё][йюм]|[ая]м|[ая]ми|[ая]х|[оеё]в|ин|ин[аыуо]й?)?"
# What Turkic languages add to each other: plural, possession, case.
_LONG_ENDING = "|".join(
    [
        f"(?:[лдт][аеәоө]р|[дтн][ыіиуү]к[ыіи]){_LETTER}{{0,7}}",
        "[ыіиуү]?с?[ыіиуү]?н(?:[ыіиуү][ңн]|[дт][ае]н?|[ае]н|[ае])",
        "[дт](?:[ыіиуү][ңн]?|[ае]н?)|[ғгқк][ае]",
        "(?:ндағы|ндегі|дағы|дегі|тағы|тегі)",
        "[мбп]ен(?:ен)?",
    ]
)
_SOFTENED = {"қ": "[қғ]", "к": "[кгқғ]", "п": "[пб]"}
_MARKS = "[\u0640\u064b-\u0652\u0670]*"
_ALIKE_IN_ARABIC = {
    **dict.fromkeys("اأإآٱ", "[اأإآٱ]"),
    **dict.fromkeys("يىئی", "[يىئی]"),
    **dict.fromkeys("ةهۀ", "[ةهۀت]"),
}
_ALIKE_IN_ARABIC |= dict.fromkeys("كک", "[كک]")
_SPELT_OUT = {"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe", "æ": "ae", "œ": "oe", "ß": "ss", "þ": "th"}
_STROKES = {"ø": "o", "ł": "l", "đ": "d", "ı": "i", "ħ": "h", "ə": "a"}


def _plain(letter: str) -> str:
    return _STROKES.get(letter, unicodedata.normalize("NFKD", letter)[0])


_ACCENTED: dict[str, str] = {}
for _code in (*range(0xDF, 0x250), *range(0x1E00, 0x1F00)):
    if (_sign := chr(_code)).islower() and (_base := _plain(_sign)).isascii():
        _ACCENTED[_base] = _ACCENTED.get(_base, "") + _sign


def finding(names: Iterable[str]) -> re.Pattern[str] | None:
    """None when there is nothing to look for."""
    found_as = sorted({_found_as(name) for name in names if len(name) >= SHORTEST_NAME and not _says_nothing(name)})
    return re.compile("|".join(found_as), re.IGNORECASE) if found_as else None


def words_that_name(name: str) -> set[str]:
    """Of a person's name: the outer words, since either may be the surname, and every long one between them, for many
    have two surnames. Without the comma of `Example, Ada`, and without patronymics."""
    words = [word.strip(PUNCTUATION) for word in name.split()]
    parts = {part for word in words for part in word.split("-") if part != word and len(part) >= SHORT_NAME}
    between = {word for word in words[1:-1] if len(word) >= SHORT_NAME and not _PATRONYMIC.search(word)}
    return {word for word in {*words[:1], *words[-1:], *between, *parts} if not _says_nothing(word)}


def _says_nothing(word: str) -> bool:
    """An abbreviation in capitals is a name, whatever word it looks like."""
    if not any(sign.isalnum() for sign in word):
        return True
    if len(word) == 1 or word.casefold() in _PARTICLES:
        return not (word.isupper() and len(word) > 1 and word.isascii())
    return word in _COMMON or (word.istitle() and word.casefold() in _COMMON)


def _found_as(name: str) -> str:
    """Not \\b, for a name may end with a bracket, a quotation mark or a full stop."""
    if _UNSPACED.search(name):
        return re.escape(name)
    words = r"\s+".join(_word(word) for word in name.split())
    return rf"(?<!\w)(?:{words})(?!\w)"


def _word(word: str) -> str:
    """Each run of letters of one script as that script has it; what stands between them as it is written."""
    pieces, rest = [], word
    while rest:
        if run := _CYRILLIC.match(rest):
            pieces.append(_cyrillic(run[0]))
        elif run := _ARABIC.match(rest):
            pieces.append(_arabic(run[0]))
        elif run := _LATIN.match(rest):
            pieces.append(_latin(run[0], ends=run.end() == len(rest), follows=bool(pieces)))
        else:
            pieces.append(
                f"[{_APOSTROPHES}]?" if rest[0] in _APOSTROPHES and pieces and rest[1:] else re.escape(rest[0])
            )
        rest = rest[run.end() :] if run else rest[1:]
    return "".join(pieces)


def _cyrillic(word: str) -> str:
    """Few write the dots of ё. Of a short stem only endings that such a name has are taken, and its capital counts, for
    Вера is no `вера` and Майя no `май`."""
    if len(word) < SHORT_NAME:
        return f"(?-i:{word})"
    stem = word[:-2] if _ADJECTIVE.search(word) and len(word) > SHORT_NAME + 1 else word
    stem = stem[:-1] if stem == word and word[-1].lower() in _VOWELS else stem
    stripped = f"(?:{word[len(stem) :]})?"
    if len(stem) < SHORT_NAME:
        ending = f"(?:{_SHORT_ENDING}|{stripped}(?:{_LONG_ENDING}))"
        return f"(?-i:{_dots(stem.title())}{ending}|{_dots(stem.upper())}{_LETTER}{{0,3}})"
    last = _SOFTENED.get(stem[-1].lower(), stem[-1])
    stem = _FLEETING.sub(lambda vowel: f"{vowel[0]}?", stem) if len(stem) > SHORT_NAME else stem
    return f"{_dots(stem[:-1] + last)}(?:{_LETTER}{{0,3}}|{stripped}(?:{_LONG_ENDING}))"


def _dots(text: str) -> str:
    return re.sub("[её]", "[её]", re.sub("[ЕЁ]", "[ЕЁ]", text))


def _latin(word: str, *, ends: bool, follows: bool) -> str:
    """Short names as they are written, for `Kim` is no `kim`."""
    if len(word) < SHORT_NAME:
        return f"(?-i:{''.join(_accents(letter) for letter in word)})"
    return "".join(_accents(letter.lower()) for letter in word) + (_LATIN_ENDING if ends or not follows else "")


def _accents(letter: str) -> str:
    small = letter.lower()
    alike = {small, base := _plain(small), *_ACCENTED.get(base, "")}
    if letter != small:
        alike = {sign.upper() for sign in alike if len(sign.upper()) == 1} | {letter}
    either = f"[{''.join(sorted(alike))}]"
    if spelt := _SPELT_OUT.get(small):
        return f"(?:{either}|{spelt if letter == small else spelt.capitalize()})"
    return either


def _arabic(word: str) -> str:
    """`And`, `so`, `in`, `like` and `to` are written together with the word, and `to the` swallows a letter."""
    has_article = word.startswith("ال") and len(word) > SHORT_NAME
    stem = word.removeprefix("ال") if has_article else word
    letters = _MARKS.join(_ALIKE_IN_ARABIC.get(letter, letter) for letter in stem) + _MARKS
    article = "(?:[بك]?ال|لل)?" if has_article else "(?:[بلك]|ال|بال|لل)?"
    return f"(?:[وف]{_MARKS})?{article}{_MARKS}{letters}"
