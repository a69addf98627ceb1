"""A letter that protests to whoever answers for what happened: the parts of the plain letter, in firmer words."""

from dataclasses import replace

from campaigns.letters.declared.appeal import APPEAL
from foundation.web.language import mark

PROTEST = replace(
    APPEAL,
    words=mark("Letter of protest"),
    explanation=mark(
        "As firm as it is polite: it says what your organisation protests against and demands that it end. Where a "
        "door may still open, the plain letter to a government opens it sooner."
    ),
    stock="letters",
    opening="protest_opening",
    requests="protest_lead",
    reply="protest_reply",
)
