"""Information for the special procedures of the Human Rights Council."""

from dataclasses import replace

from campaigns.letters.declared.shape import Declared, Goes, Group, Origin, Part
from campaigns.letters.declared.usual import EVIDENCE, FORM_OF_THE_UN, NO_FACTS, OWN_WORDS, REQUESTS
from campaigns.letters.lacks import Weight
from foundation.web.language import mark

RUSSIAN_IS_NOT_TAKEN = mark(
    "The special procedures take English, French or Spanish. Use the Russian text for yourselves, or enclose a "
    "translation."
)
VICTIMS = Part(
    "victims",
    mark("1. Whom it concerns"),
    missing=mark("The facts name nobody and no organisation that it concerns."),
    weight=Weight.STOPS,
    heading="h_victims",
)
PERPETRATORS = Part(
    "perpetrators",
    mark("2. Who is said to have done it"),
    Origin.ORGANISER,
    missing=mark("Say who is said to be responsible, with what is known of them."),
    field="perpetrators",
    heading="h_perpetrators",
)
SUBMITTER = Part("submitter", mark("3. Who submits it"), heading="h_submitter")
UN_FACTS = Part("facts", mark("4. Date, place and what happened"), missing=NO_FACTS, heading="h_un_facts")
UN_STEPS = Part(
    "steps",
    mark("5. What was tried at home"),
    Origin.ORGANISER,
    missing=mark("Nothing is said of what was tried at home. It is no condition, but the form asks."),
    weight=Weight.WARNS,
    field="steps",
    heading="h_un_steps",
)
CONSENT = Part(
    "consent",
    mark("6. Consent"),
    Origin.ORGANISER,
    missing=mark("Say whether those concerned agree that their names go to the government and may be published."),
    field="consent",
    heading="h_consent",
)
UN_COMMUNICATION = Declared(
    group=Group.UN_AND_EU,
    prescribed=FORM_OF_THE_UN,
    words=mark("Information for UN special procedures"),
    explanation=mark(
        "An urgent appeal where it goes on or is about to happen, a letter of allegation where it is over, another "
        "letter on laws and bills. The online form of the OHCHR asks the same in the same order."
    ),
    who_may=mark(
        "Anybody may submit it, and the source is kept confidential. It is not looked at when it is anonymous, "
        "abusive, or rests on press reports alone."
    ),
    unverified=(mark("the addresses of single mandates"), mark("the address of the online form")),
    goes=Goes(
        offices=frozenset({"ohchr-special-procedures"}),
        profiles=frozenset({"un_experts"}),
        organisations=frozenset({"OHCHR"}),
    ),
    parts=(
        Part("opening", mark("Opening"), Origin.STOCK),
        VICTIMS,
        PERPETRATORS,
        SUBMITTER,
        UN_FACTS,
        OWN_WORDS,
        UN_STEPS,
        CONSENT,
        replace(REQUESTS, heading="h_un_requests"),
        EVIDENCE,
    ),
    asks=("perpetrators", "steps", "consent", "un_kind"),
    stock="letters_un",
    opening="un_opening",
    requests="requests_un",
    foreign={"ru": RUSSIAN_IS_NOT_TAKEN},
)
