"""A text in the language the reader asked for, or in another one that it says."""

from typing import Self

from markupsafe import Markup, escape

from campaigns.models.texts import Texts, foreign_in, unmarked
from foundation.web.foreign import Foreign, with_foreign
from foundation.web.language import DEFAULT_LANGUAGE, FURTHER_LANGUAGES, current_language
from foundation.web.templating import add_filter
from foundation.web.tongues import direction


class Words(str):
    """A string that knows its language. `translated` is false where another language than the one asked for stands in,
    `outdated` true where the original says something else by now. `foreign` are the words in it that nobody has
    translated yet, each with its language.

    In a page of another language it marks itself: `<span lang="ru" dir="ltr">`. In an attribute or a title write
    `words|plain`.
    """

    __slots__ = ("foreign", "language", "outdated", "translated")

    language: str
    translated: bool
    outdated: bool
    foreign: Foreign

    def __new__(
        cls,
        text: str = "",
        language: str = "",
        *,
        translated: bool = True,
        outdated: bool = False,
        foreign: Foreign = (),
    ) -> Self:
        words = super().__new__(cls, text)
        words.foreign = foreign
        words.language = language
        words.translated = translated
        words.outdated = outdated
        return words

    def like(self, text: str) -> "Words":
        """Another wording of the same."""
        return Words(text, self.language, translated=self.translated, outdated=self.outdated, foreign=self.foreign)

    def __html__(self) -> Markup:
        return with_foreign(in_language(str(self), self.language), self.foreign)


def in_language(text: str, language: str) -> Markup:
    """For a page: marked where it is another language than the page's."""
    if not text or not language or language == current_language():
        return escape(text)
    return Markup('<span lang="{}" dir="{}">{}</span>').format(language, direction(language), text)


def words_of(texts: Texts, wished: str | tuple[str, ...], original: str) -> Words:
    """In the first language asked for, else the next, else the original, else English, else whatever there is; empty
    without any. Who reads French or Spanish reads English sooner than an original in a third language."""
    chain = (wished,) if isinstance(wished, str) else wished
    sooner = (DEFAULT_LANGUAGE,) if chain[-1] in FURTHER_LANGUAGES else ()
    for tried in (*chain, *sooner, original, DEFAULT_LANGUAGE, *texts):
        if texts.get(tried):
            told, others = unmarked(texts[tried]), tuple(foreign_in(texts[tried]))
            return Words(told, tried, translated=tried == chain[0], foreign=others)
    return Words("", chain[0])


def said_with_foreign(text: str) -> Words:
    """A text of the stock as it was just composed, for a page in its own language."""
    return Words(unmarked(text), foreign=tuple(foreign_in(text)))


add_filter("said_with_foreign", said_with_foreign)
