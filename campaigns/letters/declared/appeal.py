"""A letter that asks an office for what is demanded of it."""

from campaigns.letters.declared.shape import Declared, Group
from campaigns.letters.declared.usual import (
    DEMANDS,
    EVENTS,
    GOVERNMENTS,
    LAW,
    OPENING,
    OWN_WORDS,
    REPLY,
    SITUATION,
)
from foundation.web.language import mark

APPEAL = Declared(
    group=Group.GOVERNMENTS,
    words=mark("Letter to a government"),
    explanation=mark(
        "A letter in the name of your organisation: what happened, what the State is bound by, and what is asked, "
        "in the numbering of the demands."
    ),
    goes=GOVERNMENTS,
    languages=("en", "ru"),
    parts=(OPENING, SITUATION, EVENTS, OWN_WORDS, LAW, DEMANDS, REPLY),
    asks=("local_salutation",),
    asks_office_directly=True,
    partners_may=True,
)
