"""A letter that protests to whoever answers for what happened."""

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

PROTEST = Declared(
    group=Group.GOVERNMENTS,
    words=mark("Letter of protest"),
    explanation=mark(
        "As firm as it is polite: it says what your organisation protests against and demands that it end. Where a "
        "door may still open, the plain letter to a government opens it sooner."
    ),
    goes=GOVERNMENTS,
    languages=("en", "ru"),
    parts=(OPENING, SITUATION, EVENTS, OWN_WORDS, LAW, DEMANDS, REPLY),
    asks=("local_salutation",),
    asks_office_directly=True,
    stock="letters",
    opening="protest_opening",
    requests="protest_lead",
    reply="protest_reply",
)
