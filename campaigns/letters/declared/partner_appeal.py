"""A letter that asks other unions to act."""

from dataclasses import replace

from campaigns.letters.declared.shape import Declared, Goes, Group, Origin, Part
from campaigns.letters.declared.usual import EVENTS, NOBODY_TO_REACH, OPENING, OWN_WORDS, REQUESTS, SITUATION
from foundation.web.language import mark

PARTNER_APPEAL = Declared(
    group=Group.PARTNERS_AND_PRESS,
    words=mark("Appeal to partner unions"),
    explanation=mark("It tells other unions what happened and asks three things of them, the easiest first."),
    goes=Goes(
        profiles=frozenset({"union"}), organisations=frozenset({"ITUC", "PERC", "IndustriALL"}), open_to="partners"
    ),
    parts=(
        OPENING,
        SITUATION,
        EVENTS,
        OWN_WORDS,
        Part("asks_of_partners", mark("What partners can do"), Origin.STOCK),
        replace(REQUESTS, heading=""),
        Part("contact", mark("Whom they reach"), Origin.ORGANISER, NOBODY_TO_REACH, field="contact_name"),
    ),
    needs_contact=True,
    stock="letters_open",
    opening="partner_opening",
    requests="requests_partner",
    reply="reach_us",
)
