"""More information in a case that the Committee on Freedom of Association has already."""

from campaigns.letters.declared.shape import Declared, Group
from campaigns.letters.declared.usual import (
    BACKGROUND,
    CASE,
    CYRILLIC_COSTS_TIME,
    DIRECTOR_GENERAL,
    DISCLOSURE,
    EARLIER,
    EVIDENCE,
    FACTS,
    FORM_OF_THE_ILO,
    OWN_WORDS,
    REQUESTS,
)
from foundation.web.language import mark

CFA_ADDITIONAL_INFO = Declared(
    group=Group.ILO,
    prescribed=FORM_OF_THE_ILO,
    words=mark("Additional information for the Committee on Freedom of Association"),
    explanation=mark("What happened since the complaint, for a case that has its number."),
    who_may=mark("The organisation that complained, and those that associated themselves with the complaint."),
    unverified=(mark("that the ILO gives one month after its receipt to substantiate a complaint"),),
    goes=DIRECTOR_GENERAL,
    parts=(CASE, EARLIER, BACKGROUND, OWN_WORDS, FACTS, REQUESTS, DISCLOSURE, EVIDENCE),
    needs_day=True,
    one_government=True,
    about_unions=True,
    stock="letters_ilo",
    opening="case_info",
    requests="requests_case",
    foreign={"ru": CYRILLIC_COSTS_TIME},
)
