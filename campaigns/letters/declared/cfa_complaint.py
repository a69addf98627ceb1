"""A complaint to the ILO's Committee on Freedom of Association."""

from campaigns.letters.declared.shape import Declared, Group, Origin, Part
from campaigns.letters.declared.usual import (
    BACKGROUND,
    COMPLAINANT,
    CYRILLIC_COSTS_TIME,
    DIRECTOR_GENERAL,
    DISCLOSURE,
    EVIDENCE,
    FACTS,
    FORM_OF_THE_ILO,
    NATIONAL_LAW,
    OWN_WORDS,
    PRINCIPLES,
    REQUESTS,
    STEPS,
    URGENCY,
)
from foundation.web.language import mark

INTENT = Part(
    "intent",
    mark("That you mean to lodge a complaint"),
    Origin.ORGANISER,
    missing=mark("Say that your organisation means to lodge a complaint: only then does the text declare it."),
    field="intent",
)
CFA_COMPLAINT = Declared(
    group=Group.ILO,
    prescribed=FORM_OF_THE_ILO,
    words=mark("Complaint to the Committee on Freedom of Association"),
    explanation=mark(
        "It opens a case against a government. Signatures do not weigh here; evidence and standing do. No ratification "
        "is needed."
    ),
    who_may=mark(
        "Only organisations may complain: a national one that the matter concerns directly, an international one with "
        "consultative status at the ILO, or another international one whose affiliates are affected. A person never "
        "does. A petition or a copy of another letter is no complaint; a petition can be enclosed. That an "
        "organisation was dissolved or never recognised does not bar it."
    ),
    unverified=(
        mark("that a copy (“cc”) of another letter is no complaint, in the words of the rule"),
        mark("that the ILO gives one month to substantiate a complaint"),
    ),
    goes=DIRECTOR_GENERAL,
    parts=(
        INTENT,
        COMPLAINANT,
        URGENCY,
        BACKGROUND,
        OWN_WORDS,
        FACTS,
        NATIONAL_LAW,
        PRINCIPLES,
        STEPS,
        REQUESTS,
        DISCLOSURE,
        EVIDENCE,
    ),
    asks=("intent", "complainant", "standing", "asks_urgency", "steps", "conciliation"),
    needs_day=True,
    one_government=True,
    about_unions=True,
    stock="letters_ilo",
    opening="intent",
    requests="requests_complaint",
    foreign={"ru": CYRILLIC_COSTS_TIME},
)
