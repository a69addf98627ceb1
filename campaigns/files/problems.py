"""What is wrong with a campaign file, and where."""

from dataclasses import dataclass, field

from foundation.web.language import gettext


@dataclass(frozen=True, order=True)
class FileProblem:
    """`line` and `column` count from 1. `words` is a message of the catalogues; `values` fill its %(name)s places."""

    line: int
    column: int
    words: str = field(compare=False)
    values: dict[str, object] = field(default_factory=dict, compare=False)

    @property
    def sentence(self) -> str:
        """In the language that is being spoken."""
        said = gettext(self.words)
        return said % self.values if self.values else said

    def __str__(self) -> str:
        where = gettext("line %(line)s, column %(column)s: %(problem)s")
        return where % {"line": self.line, "column": self.column, "problem": self.sentence}
