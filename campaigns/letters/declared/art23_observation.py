"""An observation under article 23 for the ILO's Committee of Experts."""

from campaigns.letters.declared.art24_representation import CONVENTIONS
from campaigns.letters.declared.shape import Declared, Goes, Group, Origin, Part
from campaigns.letters.declared.usual import (
    BACKGROUND,
    CYRILLIC_COSTS_TIME,
    EVIDENCE,
    FACTS,
    FORM_OF_THE_ILO,
    NATIONAL_LAW,
    OWN_WORDS,
    REQUESTS,
)
from campaigns.letters.lacks import Weight
from foundation.web.language import mark

COMMENTS = Part(
    "comments",
    mark("The last comments of the Committee of Experts, and what became of them"),
    missing=mark(
        "The facts hold no comments of the Committee of Experts. Add them under “Procedures” if there are any."
    ),
    weight=Weight.WARNS,
    heading="h_comments",
)
ART23_OBSERVATION = Declared(
    group=Group.ILO,
    prescribed=FORM_OF_THE_ILO,
    words=mark("Observation under article 23"),
    explanation=mark(
        "For the Committee of Experts: how a State applies a Convention that it has ratified, in law and in practice. "
        "It goes straight to the ILO, not through the government."
    ),
    who_may=mark("Any organisation of workers."),
    unverified=(mark("that observations should arrive by 1 September"),),
    goes=Goes(offices=frozenset({"ilo-normes"})),
    parts=(
        Part("intent_always", mark("That it is an observation under article 23"), Origin.STOCK),
        CONVENTIONS,
        BACKGROUND,
        OWN_WORDS,
        NATIONAL_LAW,
        FACTS,
        COMMENTS,
        REQUESTS,
        EVIDENCE,
    ),
    needs_day=True,
    one_government=True,
    stock="letters_ilo",
    opening="article_23",
    requests="requests_23",
    foreign={"ru": CYRILLIC_COSTS_TIME},
)
