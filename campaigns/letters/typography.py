"""Quotation marks and unbreakable spaces as each language writes them. One without rules here stays as it was typed."""

import re

UNBROKEN = "\u00a0"
_MONTHS = {
    "en": "January|February|March|April|May|June|July|August|September|October|November|December",
    "fr": "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre",
    "es": "de (?:enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre)",
    "ru": "января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря",
}
# The French ones keep their distance; `unbroken` holds it together.
_QUOTES = {"en": ("“", "”"), "fr": ("« ", " »"), "es": ("«", "»"), "ru": ("«", "»")}
_INNER = {"en": ("‘", "’"), "fr": ("“", "”"), "es": ("“", "”"), "ru": ("„", "“")}
_SINGLE_PAIR = re.compile(r"(?<!\w)'([^'\n]+)'(?!\w)")
_OPENING = re.compile(r'(^|[\s(\[«„“—–/-])"')
_TAG = re.compile(r"(<[^>]*>)")

# Each pattern matches one space that must not be broken.
_SPACES = {
    "en": re.compile(
        rf"(?<=\d)[ ](?=(?:{_MONTHS['en']})\b)"
        r"|(?<=\bNo\.)[ ](?=\d)|(?<=\bNos\.)[ ](?=\d)|(?<=\b[Aa]rticle)[ ](?=\d)"
        r"|(?<=\bMr)[ ]|(?<=\bMs)[ ]|(?<=\bDr)[ ]|(?<=\bH\.E\.)[ ]|[ ](?=[–—][ ])"
    ),
    "fr": re.compile(
        rf"(?<=\d)[ ](?=(?:{_MONTHS['fr']})\b)|(?<=\b1er)[ ]|[ ](?=[:;!?»])|(?<=«)[ ]"
        r"|(?<=\bn°)[ ](?=\d)|(?<=\bM\.)[ ]|(?<=\bMme)[ ]|[ ](?=[–—][ ])"
    ),
    "es": re.compile(
        rf"(?<=\d)[ ](?={_MONTHS['es']}\b)|(?<=\bnúm\.)[ ](?=\d)|(?<=\bSr\.)[ ]|(?<=\bSra\.)[ ]|[ ](?=[–—][ ])"
    ),
    "ru": re.compile(
        rf"(?<=\d)[ ](?=(?:{_MONTHS['ru']}|год|года|году|годах|гг?\.)(?!\w))"
        rf"|(?<=№)[ ](?=\d)|(?<=\bг\.)[ ](?=[А-ЯЁ])|(?<=\b[А-ЯЁ]\.)[ ](?=[А-ЯЁ])"
        r"|(?<=\b[ВвКкСсОоУуИиАаЯя])[ ](?=\w)|(?<=\b[Нн]е)[ ](?=\w)|[ ](?=[–—][ ])"
    ),
}


def with_quotes(text: str, language: str) -> str:
    """`"law"` and `'law'` become “law” or «law»; a lone apostrophe becomes a curved one."""
    if language not in _QUOTES:
        return text
    opening, closing = _QUOTES[language]
    text = _SINGLE_PAIR.sub(r'"\1"', text)
    text = _OPENING.sub(rf"\1{opening}", text)
    return text.replace('"', closing).replace("'", "’")


def quoted(text: str, language: str) -> str:
    """In this language's quotation marks. Those inside take the other form."""
    opening, closing = _QUOTES.get(language, ('"', '"'))
    return f"{opening}{inner_quotes(text, language)}{closing}"


def inner_quotes(text: str, language: str) -> str:
    """As quotation marks stand inside others."""
    text = with_quotes(text, language)
    for mark, other in zip(_QUOTES.get(language, ()), _INNER.get(language, ()), strict=True):
        text = text.replace(mark, other)
    return text


def unbroken(text: str, language: str) -> str:
    """What belongs together stays on one line: `14 November`, `№ 87`, `2019 г.`, Russian prepositions of one letter."""
    pattern = _SPACES.get(language)
    return pattern.sub(UNBROKEN, text) if pattern else text


def unbroken_html(html: str, language: str) -> str:
    """The same for what stands between the tags."""
    return "".join(part if part.startswith("<") else unbroken(part, language) for part in _TAG.split(html))
