"""The kinds of value a campaign file is made of. Each cleans what was written, or says what was expected."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Annotated, Any, TypeVar

from babel import Locale
from pydantic import AfterValidator, BeforeValidator, PlainSerializer
from pydantic_core import PydanticCustomError

from campaigns.models.partial_date import PartialDate
from campaigns.models.texts import LANGUAGE, LONGEST_WORD, check_name_forms, check_texts
from foundation.errors import BadInput
from foundation.text import clean_line, clean_prose
from foundation.web.language import mark

KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,79}")
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
LONGEST_SLUG = 80
LONGEST_ADDRESS = 2000
LONGEST_PASSAGE = 4000
LONGEST_LINE = 200
SHA256 = re.compile(r"[0-9a-f]{64}")
NEWS_KEY = re.compile(r"[1-9][0-9]{0,8}|draft-[1-9][0-9]{0,3}")
TERRITORIES = frozenset(str(code) for code in Locale("en").territories if len(str(code)) == 2)

Value = TypeVar("Value")


def refusal(words: str, **values: object) -> PydanticCustomError:
    """An error that carries our own words through pydantic."""
    return PydanticCustomError("words", "{words}", {"words": words, "values": values})


def _in_our_words(check: Callable[[Any], Value]) -> Callable[[Any], Value]:
    def checked(value: Any) -> Value:
        try:
            return check(value)
        except BadInput as error:
            raise refusal(error.words, **error.values) from None

    return checked


def _matching(pattern: re.Pattern[str], longest: int, words: str) -> Callable[[str], str]:
    def checked(value: str) -> str:
        if not pattern.fullmatch(value) or len(value) > longest:
            raise refusal(words, value=value[:40])
        return value

    return checked


def _partial_date(value: Any) -> PartialDate:
    if isinstance(value, PartialDate):
        return value
    try:
        return PartialDate.parse(str(value))
    except ValueError:
        raise refusal(
            mark("“%(value)s” is not a date: write 2019-11-14, 2019-11, 2019, two of these joined by /, or unknown."),
            value=str(value)[:40],
        ) from None


def _day(value: Any) -> date:
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise refusal(mark("“%(value)s” is not a day: write 2019-11-18."), value=str(value)[:40]) from None


def _moment(value: Any) -> datetime:
    if isinstance(value, datetime):
        return value
    try:
        moment = datetime.fromisoformat(str(value))
        if moment.tzinfo is None or not 1970 <= moment.year < 9999:
            raise ValueError(value)
        return moment.astimezone(UTC)
    except ValueError:
        words = mark("“%(value)s” is not a moment: write 2019-11-18T09:30:00+00:00.")
        raise refusal(words, value=str(value)[:40]) from None


def _count(value: Any) -> int:
    written = str(value)
    if not (written.isascii() and written.isdecimal() and 0 < int(written[:12]) < 2**31):
        raise refusal(mark("Expected a whole number above 0."))
    return int(written)


def _titles(texts: dict[str, str]) -> dict[str, str]:
    return {code: clean_line(text, LONGEST_LINE) for code, text in texts.items()}


def _truth(value: Any) -> bool:
    if value in (True, "true", False, "false"):
        return value in (True, "true")
    raise refusal(mark("Expected true or false."))


def _country(value: str) -> str:
    if value not in TERRITORIES:
        raise refusal(mark("“%(value)s” is not the code of a country, such as KZ."), value=value[:40])
    return value


def _address(value: str) -> str:
    if not value.startswith(("https://", "http://")) or len(value) > LONGEST_ADDRESS or not value.isprintable():
        raise refusal(mark("Expected a web address that begins with https:// or http://."))
    return value


def _or_empty(check: Callable[[str], str]) -> Callable[[str], str]:
    """An empty text says nothing and is let through."""
    return lambda value: check(value) if value else value


def _not_empty(texts: dict[str, str]) -> dict[str, str]:
    if not texts:
        raise refusal(mark("A text is missing here."))
    return texts


_language = _matching(LANGUAGE, 20, mark("“%(value)s” is not the code of a language, such as en."))
_word = _in_our_words(lambda value: clean_line(value, LONGEST_WORD))

Key = Annotated[
    str,
    AfterValidator(_matching(KEY, 80, mark("“%(value)s” is no id: letters, digits, dot, hyphen and _ only."))),
]
Slug = Annotated[
    str,
    AfterValidator(
        _matching(SLUG, LONGEST_SLUG, mark("“%(value)s” is no slug: small letters, digits and hyphens only."))
    ),
]
Language = Annotated[str, AfterValidator(_language)]
MaybeLanguage = Annotated[str, AfterValidator(_or_empty(_language))]
Country = Annotated[str, AfterValidator(_country)]
Word = Annotated[str, AfterValidator(_word)]
Passage = Annotated[str, AfterValidator(_in_our_words(lambda value: clean_prose(value, LONGEST_PASSAGE)))]
MaybeWord = Annotated[str, AfterValidator(_or_empty(_word))]
MaybeWebAddress = Annotated[str, AfterValidator(_or_empty(_address))]
Texts = Annotated[dict[str, str], AfterValidator(_in_our_words(check_texts))]
FullTexts = Annotated[dict[str, str], AfterValidator(_in_our_words(check_texts)), AfterValidator(_not_empty)]
NameForms = Annotated[dict[str, dict[str, str]], AfterValidator(_in_our_words(check_name_forms))]
_line = _in_our_words(lambda value: clean_line(value, LONGEST_LINE))
OneLine = Annotated[str, AfterValidator(_line)]
MaybeLine = Annotated[str, AfterValidator(_or_empty(_line))]
Titles = Annotated[FullTexts, AfterValidator(_in_our_words(_titles))]
NewsKey = Annotated[
    str,
    AfterValidator(
        _matching(NEWS_KEY, 20, mark("“%(value)s” is no id of news: a number, or draft-1, draft-2 and so on."))
    ),
]
Sha256 = Annotated[
    str,
    AfterValidator(_matching(SHA256, 64, mark("“%(value)s” is not the SHA-256 of a file, of 64 small hex digits."))),
]
Count = Annotated[int, BeforeValidator(_count)]
Moment = Annotated[datetime, BeforeValidator(_moment), PlainSerializer(datetime.isoformat)]
Truth = Annotated[bool, BeforeValidator(_truth)]
Day = Annotated[date, BeforeValidator(_day), PlainSerializer(date.isoformat)]
When = Annotated[PartialDate, BeforeValidator(_partial_date), PlainSerializer(str)]
