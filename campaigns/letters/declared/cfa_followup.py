"""What a government has done about the recommendations of the Committee on Freedom of Association."""

from campaigns.letters.declared.shape import Declared, Group, Part
from campaigns.letters.declared.usual import (
    CASE,
    CYRILLIC_COSTS_TIME,
    DIRECTOR_GENERAL,
    DISCLOSURE,
    EVIDENCE,
    FORM_OF_THE_ILO,
    OWN_WORDS,
    REQUESTS,
)
from campaigns.letters.lacks import Weight
from foundation.web.language import mark

RECOMMENDATIONS = Part(
    "recommendations",
    mark("Each recommendation: done, partly or not"),
    missing=mark("The facts hold no recommendations of the Committee. Add them to the report under “Procedures”."),
    weight=Weight.STOPS,
    heading="h_recommendations",
)
CFA_FOLLOWUP = Declared(
    group=Group.ILO,
    prescribed=FORM_OF_THE_ILO,
    words=mark("Follow-up of the Committee’s recommendations"),
    explanation=mark("Recommendation by recommendation: what the government has done, what partly and what not."),
    who_may=mark("The organisation that complained, and those that associated themselves with the complaint."),
    goes=DIRECTOR_GENERAL,
    parts=(CASE, RECOMMENDATIONS, OWN_WORDS, REQUESTS, DISCLOSURE, EVIDENCE),
    needs_day=True,
    one_government=True,
    about_unions=True,
    stock="letters_ilo",
    opening="followup",
    requests="requests_case",
    foreign={"ru": CYRILLIC_COSTS_TIME},
)
