"""A letter to the European Union: to Brussels, or to its delegation in the country."""

from dataclasses import replace

from campaigns.letters.declared.shape import Declared, Goes, Group
from campaigns.letters.declared.usual import EVENTS, LAW, OPENING, OWN_WORDS, REPLY, REQUESTS, SITUATION
from foundation.web.language import mark

EU_LETTER = Declared(
    group=Group.UN_AND_EU,
    words=mark("Letter to the European Union"),
    explanation=mark("It asks the Union to raise the matter with the government."),
    goes=Goes(profiles=frozenset({"minister", "ambassador"}), organisations=frozenset({"EU"})),
    languages=("en", "ru"),
    parts=(OPENING, SITUATION, EVENTS, OWN_WORDS, LAW, replace(REQUESTS, heading=""), REPLY),
    stock="letters_un",
    opening="eu_opening",
    requests="requests_eu",
    reply="reply_eu",
    partners_may=True,
)
