"""Names that look alike: one text for all that an eye takes for the same. For comparing only, never for showing.

Letters of the Cyrillic, Greek and Armenian scripts stand for the Latin ones they resemble in one case or the other, as
the Unicode confusables (UTS #39) tell; its full table also joins signs that stand in nobody's name.
"""

import unicodedata
from functools import lru_cache

_LATIN_FOR = str.maketrans(
    {
        # Cyrillic
        "а": "a", "в": "b", "с": "c", "ԁ": "d", "е": "e", "ѐ": "e", "ё": "e", "ҽ": "e", "ғ": "f", "ԍ": "g", "һ": "h",
        "н": "h", "і": "i", "ї": "i", "ӏ": "l", "ј": "j", "к": "k", "ќ": "k", "қ": "k", "м": "m", "п": "n", "о": "o",
        "ө": "o", "р": "p", "ԛ": "q", "г": "r", "ѕ": "s", "т": "t", "и": "u", "ѵ": "v", "ѡ": "w", "ԝ": "w", "х": "x",
        "ҳ": "x", "у": "y", "ү": "y", "ў": "y", "з": "3",
        # Greek
        "α": "a", "β": "b", "ϲ": "c", "ε": "e", "η": "n", "ι": "i", "κ": "k", "μ": "u", "ν": "v", "ο": "o", "ρ": "p",
        "σ": "o", "ς": "c", "τ": "t", "υ": "u", "χ": "x", "γ": "y", "ω": "w", "ζ": "z",
        # Armenian
        "ա": "w", "հ": "h", "ո": "n", "օ": "o", "ս": "u", "ց": "g", "զ": "q", "յ": "j",
        # Latin letters without their strokes and dots, and digits read as letters
        "ı": "i", "ł": "l", "ø": "o", "đ": "d", "ħ": "h", "ɡ": "g", "ɑ": "a", "0": "o", "1": "l",
        # Apostrophes of every kind
        "’": "'", "‘": "'", "ʼ": "'", "ʹ": "'", "`": "'", "´": "'",
    }
)  # fmt: skip
_SCRIPTS = ("LATIN", "CYRILLIC", "GREEK", "ARMENIAN")


def folded(name: str) -> str:
    """What stays the same however a name is typed: `ADA  Example` and `Ada Example` are one."""
    return " ".join(unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold()).split())


def skeleton(name: str) -> str:
    """Equal for `Paul` and `Раul`. Accents fall away, for at a glance they do."""
    letters = unicodedata.normalize("NFKD", folded(name)).translate(_LATIN_FOR)
    if not letters.isascii():
        letters = "".join(letter for letter in letters if not unicodedata.category(letter).startswith("M"))
    return unicodedata.normalize("NFKC", letters).replace("rn", "m").replace("vv", "w")


def mixes_scripts(name: str) -> bool:
    """Latin and Cyrillic letters in one word: nobody's name is written so."""
    if name.isascii():
        return False
    for word in name.replace("-", " ").split():
        scripts = {_script(letter) for letter in word if letter.isalpha()}
        if len(scripts.intersection(_SCRIPTS)) > 1:
            return True
    return False


@lru_cache(maxsize=2048)
def _script(letter: str) -> str:
    return unicodedata.name(letter, "").split(" ")[0]
