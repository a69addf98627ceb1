"""An organisation joins a complaint that another one has lodged."""

from campaigns.letters.declared.shape import Declared, Group
from campaigns.letters.declared.usual import (
    BACKGROUND,
    CASE,
    COMPLAINANT,
    CYRILLIC_COSTS_TIME,
    DIRECTOR_GENERAL,
    DISCLOSURE,
    FORM_OF_THE_ILO,
    OWN_WORDS,
    REQUESTS,
)
from foundation.web.language import mark

CFA_ASSOCIATION = Declared(
    group=Group.ILO,
    prescribed=FORM_OF_THE_ILO,
    words=mark("Association with a complaint"),
    explanation=mark("Your organisation joins the complaint that another one has lodged with the Committee."),
    who_may=mark("An organisation that could complain itself. A person cannot associate with a complaint."),
    goes=DIRECTOR_GENERAL,
    parts=(CASE, COMPLAINANT, BACKGROUND, OWN_WORDS, REQUESTS, DISCLOSURE),
    asks=("complainant", "standing"),
    needs_day=True,
    one_government=True,
    about_unions=True,
    stock="letters_ilo",
    opening="association",
    requests="requests_case",
    foreign={"ru": CYRILLIC_COSTS_TIME},
)
