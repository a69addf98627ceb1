"""Languages that texts may be read in, beyond those that the interface speaks. CLDR knows their names and scripts."""

from functools import lru_cache

from babel import Locale
from babel.core import UnknownLocaleError, get_global

TONGUES = (
    *("ar", "az", "be", "bg", "bn", "cs", "da", "de", "el", "en", "es", "et", "fa", "fi", "fr", "he", "hi", "hr"),
    *("hu", "hy", "id", "it", "ja", "ka", "kk", "km", "ko", "ky", "lt", "lv", "mk", "mn", "my", "ne", "nl", "no"),
    *("pl", "pt", "ro", "ru", "sk", "sl", "sq", "sr", "sv", "sw", "ta", "tg", "th", "tk", "tr", "uk", "ur", "uz"),
    *("vi", "zh"),
)
"""What may stand first in a path, such as `/kk/…`. Another language is added by its code."""


@lru_cache(maxsize=256)
def own_name(code: str) -> str:
    """As its speakers call it: Français, Қазақ тілі; the code itself where CLDR has no name."""
    locale = _locale(code)
    name = locale.get_display_name(str(locale)) if locale else None
    if not name:
        return code
    # Georgian has capitals that nobody begins a word with.
    return name if name[0] in "აბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰ" else name[0].upper() + name[1:]


@lru_cache(maxsize=256)
def script_of(code: str) -> str:
    """Latn, Cyrl, Arab …: names are written alike in all languages of one script."""
    parts = code.split("-")
    if len(parts) > 1 and len(parts[1]) == 4:
        return parts[1]
    likely = str(get_global("likely_subtags").get(parts[0], "")).split("_")
    return likely[1] if len(likely) > 1 else "Latn"


@lru_cache(maxsize=256)
def direction(code: str) -> str:
    """`rtl` or `ltr`."""
    locale = _locale(code)
    return str(locale.text_direction) if locale else "ltr"


def _locale(code: str) -> Locale | None:
    try:
        return Locale.parse(code, sep="-")
    except (UnknownLocaleError, ValueError):
        return None
