"""A representation under article 24 of the ILO's Constitution."""

from campaigns.letters.declared.shape import Declared, Group, Origin, Part
from campaigns.letters.declared.usual import (
    BACKGROUND,
    CYRILLIC_COSTS_TIME,
    DIRECTOR_GENERAL,
    DISCLOSURE,
    EVIDENCE,
    FACTS,
    FORM_OF_THE_ILO,
    NATIONAL_LAW,
    NO_CONVENTION,
    OWN_WORDS,
    REQUESTS,
    STANDING,
    STEPS,
)
from campaigns.letters.lacks import Weight
from foundation.web.language import mark

ARTICLE_24 = Part("intent_always", mark("That it is a representation under article 24"), Origin.STOCK)
CONVENTIONS = Part(
    "conventions",
    mark("The Conventions, and that the State has ratified them"),
    missing=NO_CONVENTION,
    weight=Weight.STOPS,
    heading="h_conventions",
)
ART24_REPRESENTATION = Declared(
    group=Group.ILO,
    prescribed=FORM_OF_THE_ILO,
    words=mark("Representation under article 24"),
    explanation=mark("It says in what respect a State does not observe a Convention that it has ratified."),
    who_may=mark("Any organisation of workers, of whatever size and in whatever country. A person cannot."),
    goes=DIRECTOR_GENERAL,
    parts=(
        ARTICLE_24,
        STANDING,
        CONVENTIONS,
        BACKGROUND,
        OWN_WORDS,
        FACTS,
        NATIONAL_LAW,
        STEPS,
        REQUESTS,
        DISCLOSURE,
        EVIDENCE,
    ),
    asks=("standing", "steps", "conciliation"),
    needs_day=True,
    one_government=True,
    stock="letters_ilo",
    opening="article_24",
    requests="requests_24",
    foreign={"ru": CYRILLIC_COSTS_TIME},
)
