"""One line of the checklist."""

import enum
from dataclasses import dataclass


class Weight(enum.StrEnum):
    BLOCKS = "blocks"
    TO_BE_WEIGHED = "to_be_weighed"


@dataclass(frozen=True)
class Point:
    """`words` say what is wrong, in the language being spoken; `path` (of this site) is where it is mended, and empty
    where nothing of it can be."""

    words: str
    path: str
    weight: Weight = Weight.TO_BE_WEIGHED

    @property
    def blocks(self) -> bool:
        return self.weight is Weight.BLOCKS
