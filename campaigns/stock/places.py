"""Countries inside a sentence: `in the Philippines`, `au Kazakhstan`, `en Kazajstán`. Russian declines no name that
nobody gave, so there a country stands in the nominative.
"""

import re
from collections.abc import Sequence

from campaigns.letters.telling import WITH_ARTICLE
from campaigns.letters.wording import listed
from foundation.web.formats import countries

# Where CLDR has no name that a letter could bear, or one that the country does not use of itself.
_NAMES = {
    "en": {"CD": "Democratic Republic of the Congo", "CG": "Republic of the Congo"},
    "fr": {"CD": "République démocratique du Congo", "CG": "Congo"},
}
_ENGLISH_ARTICLE = (
    *WITH_ARTICLE,
    "Central African",
    "Democratic Rep",
    "Republic of",
    "Palestinian",
    "Marshall",
    "Solomon",
)
# Masculine all the same, though they end in -e or begin with a vowel or a mute h.
_FRENCH_MASCULINE = frozenset({"BZ", "KH", "MX", "MZ", "ZW", "SR", "GB", "HN", "YE"})
# Without an article: islands and cities.
_FRENCH_AT = "CU CY MT MG SG MC BH DJ HT OM TW MU HK MO NR TV PR AG BB GD LC VC KN ST WS TO"
_FRENCH_PLURAL = frozenset({"AE", "US", "NL", "PH", "BS", "MV", "KM", "SC", "FJ", "PS"})


def country(code: str, language: str) -> str:
    """Alone, or as the subject of a sentence."""
    name = _NAMES.get(language, {}).get(code) or countries(language).get(code, code)
    return f"the {name}" if language == "en" and name.startswith(_ENGLISH_ARTICLE) else name


def in_country(code: str, language: str) -> str:
    """With its preposition; empty in Russian."""
    name = country(code, language)
    if language == "fr":
        return f"{_french_in(code, name)} {name}"
    return {"en": f"in {name}", "es": f"en {name}"}.get(language, "")


def _french_in(code: str, name: str) -> str:
    first = re.split("[ -]", name)[0]
    if code in _FRENCH_PLURAL or first == "Îles":
        return "aux"
    if code in _FRENCH_AT.split():
        return "à"
    if code in _FRENCH_MASCULINE:
        return "au"
    return "en" if first.endswith("e") or first.startswith(tuple("AEIOUÀÉÈÊÎÔHaeiou")) else "au"


def country_of(names: Sequence[str], language: str) -> str:
    """After “the Government”, with its preposition: `of the Republic of …`, `du Turkménistan`, `de la República de …`.
    `names` as a sentence has them, with their articles."""
    prepositions = {"en": _english_of, "fr": _french_of, "es": _spanish_of}
    return listed([prepositions[language](name) for name in names], language) if language in prepositions else ""


def _english_of(name: str) -> str:
    return f"of {name}"


def _french_of(name: str) -> str:
    """A name without its article is masculine where one says « au »."""
    for article, contracted in (("le ", "du "), ("les ", "des "), ("la ", "de la "), ("l'", "de l’"), ("l’", "de l’")):
        if name.startswith(article):
            return contracted + name.removeprefix(article)
    return f"d’{name}" if name[:1] in "AEIOUÀÉÈÊÎÔ" else f"de {name}"


def _spanish_of(name: str) -> str:
    return f"del {name.removeprefix('el ')}" if name.startswith("el ") else f"de {name}"
