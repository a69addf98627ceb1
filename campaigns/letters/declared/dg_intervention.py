"""A request that the ILO's Director-General approach a government."""

from campaigns.letters.declared.shape import Declared, Group, Origin, Part
from campaigns.letters.declared.usual import (
    CYRILLIC_COSTS_TIME,
    DEMANDS,
    DIRECTOR_GENERAL,
    EVENTS,
    FORM_OF_THE_ILO,
    OPENING,
    OWN_WORDS,
    SITUATION,
    URGENCY,
)
from foundation.web.language import mark

DG_INTERVENTION = Declared(
    group=Group.ILO,
    prescribed=FORM_OF_THE_ILO,
    words=mark("Request for the ILO Director-General’s intervention"),
    explanation=mark(
        "This letter asks the Director-General to approach the government. It is no complaint: a complaint to the "
        "Committee on Freedom of Association has a form of its own, and only organisations can file one."
    ),
    goes=DIRECTOR_GENERAL,
    parts=(
        OPENING,
        Part("people", mark("Who")),
        SITUATION,
        EVENTS,
        Part("held_at", mark("Where they are held")),
        OWN_WORDS,
        URGENCY,
        DEMANDS,
        Part("contact", mark("Whom the ILO reaches by day and by night"), Origin.ORGANISER),
    ),
    needs_contact=True,
    needs_urgency=True,
    foreign={"ru": CYRILLIC_COSTS_TIME},
    partners_may=True,
)
