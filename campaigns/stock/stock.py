"""The stock as it stands in an installation: the shipped sentences with what organisers corrected."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from campaigns.stock.sentences import COMMON, WORDS, Sentence, shipped


@dataclass(frozen=True)
class Stock:
    """`corrected` by language and id."""

    corrected: Mapping[tuple[str, str], Sentence] = field(default_factory=dict)

    def sentence(self, language: str, sentence_id: str) -> Sentence | None:
        return self.corrected.get((language, sentence_id)) or shipped(language).get(sentence_id)

    def all_in(self, language: str) -> Iterable[Sentence]:
        return (self.corrected.get((language, key), sentence) for key, sentence in shipped(language).items())

    def common(self, language: str, key: str) -> Sentence:
        """Raises KeyError for a sentence that is not shipped."""
        return self.corrected.get((language, f"{COMMON}.{key}")) or shipped(language)[f"{COMMON}.{key}"]

    def word(self, language: str, term: str, *forms: str) -> str:
        """`word("fr", "role.chair", "woman")`: présidente. Empty for a word that the stock does not have any more."""
        sentence = self.sentence(language, f"{WORDS}.{term}")
        return sentence.form(*forms) if sentence else ""

    def declined(self, language: str, term: str, form: str) -> str:
        sentence = self.sentence(language, f"{WORDS}.{term}")
        return sentence.forms.get(form, "") if sentence else ""

    def words_of(self, language: str, group: str) -> list[str]:
        """What can be chosen for a fact, as it is offered while somebody types."""
        found = [
            self.word(language, sentence.id.removeprefix(f"{WORDS}."))
            for sentence in self.all_in(language)
            if sentence.id.startswith(f"{WORDS}.{group}.")
        ]
        return list(dict.fromkeys(found))

    def term(self, language: str, group: str, typed: str) -> str:
        """The word of the stock that somebody typed, in any of its forms: `role.chair`; empty where it is none."""
        wanted = _alike(typed)
        for sentence in self.all_in(language):
            if sentence.id.startswith(f"{WORDS}.{group}.") and wanted in map(_alike, sentence.forms.values()):
                return sentence.id.removeprefix(f"{WORDS}.")
        return ""

    def says_not_known(self, language: str, typed: str) -> bool:
        return _alike(typed) == _alike(self.word(language, "not_known"))

    def with_sentences(self, sentences: Iterable[Sentence]) -> "Stock":
        more = {(sentence.language, sentence.id): sentence for sentence in sentences}
        return replace(self, corrected={**self.corrected, **more})


def _alike(words: str) -> str:
    return " ".join(words.replace("’", "'").casefold().split())
