"""A text in the language the reader asked for, or in another one that it says."""

from typing import Self

from campaigns.models.texts import Texts


class Words(str):
    """A string that knows its language, for `lang`; `translated` is false where another language stands in."""

    __slots__ = ("language", "translated")

    language: str
    translated: bool

    def __new__(cls, text: str = "", language: str = "", *, translated: bool = True) -> Self:
        words = super().__new__(cls, text)
        words.language = language
        words.translated = translated
        return words


def words_of(texts: Texts, language: str, original: str) -> Words:
    """In the language asked for, else the original, else English, else whatever there is; empty without any."""
    for tried in (language, original, "en", *texts):
        if texts.get(tried):
            return Words(texts[tried], tried, translated=tried == language)
    return Words("", language)
