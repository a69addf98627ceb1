"""Parts and readers that several kinds of letters share."""

from campaigns.letters.declared.shape import Goes, Origin, Part
from campaigns.letters.lacks import Weight
from foundation.web.language import mark

GOVERNMENT_PROFILES = frozenset(
    {
        "head_of_state",
        "head_of_government",
        "minister",
        "prosecutor_general",
        "court",
        "speaker",
        "ombudsman",
        "ambassador",
        "company",
    }
)
GOVERNMENTS = Goes(profiles=GOVERNMENT_PROFILES)
ILO_DIRECTOR_GENERAL = "ilo-dg"
DIRECTOR_GENERAL = Goes(offices=frozenset({ILO_DIRECTOR_GENERAL}))

NO_FACTS = mark("The facts hold no event of this country. Without facts there is nothing to examine.")
NO_COMPLAINANT = mark("Say as what your organisation complains: only some organisations may.")
NO_DAY = mark("The day of the letter is missing: this kind must be dated.")
NO_DEMANDS = mark("Nothing is left to be asked: every demand was met or left out.")
NO_STEPS = mark("Nothing is said of what was tried at home; the ILO asks about it.")
NO_STANDING = mark("Say who your organisation is and whom it speaks for.")
NO_NATIONAL_LAW = mark("No national law is named. Name it where you can; the letter may go without.")
NO_CASE = mark("The facts hold no numbered case of the Committee on Freedom of Association. Add it under “Procedures”.")
NO_CONVENTION = mark(
    "The directory is not sure that this State has ratified a Convention the matter rests on; without ratification "
    "this procedure is not open."
)
NOBODY_TO_REACH = mark("Say whom readers can reach: a name, and a telephone number or an e-mail address.")
CYRILLIC_COSTS_TIME = mark(
    "The ILO works in English, French and Spanish. A letter in Russian is accepted as a rule but costs time: enclose a "
    "translation. (Nobody has checked this at its source yet.)"
)

FORM_OF_THE_ILO = mark(
    "This letter keeps the parts and the order that the ILO looks for, so it is not written with a template of your "
    "own."
)
FORM_OF_THE_UN = mark(
    "The experts of the United Nations ask for these answers in this order, so it is not written with a template of "
    "your own."
)
FORM_OF_A_SHEET = mark(
    "An urgent appeal has its boxes at fixed places on one sheet, so it is not written with a template of your own."
)

OPENING = Part("opening", mark("Opening"), Origin.STOCK)
SITUATION = Part("situation", mark("What it is about"))
EVENTS = Part("events", mark("Events"))
OWN_WORDS = Part("own_words", mark("Own words"), Origin.ORGANISER)
LAW = Part("law", mark("What the State is bound by"))
DEMANDS = Part(
    "demands", mark("What is asked, in the numbering of the demands"), missing=NO_DEMANDS, weight=Weight.STOPS
)
REPLY = Part("reply", mark("Request for an answer"), Origin.STOCK)

COMPLAINANT = Part(
    "complainant",
    mark("Who complains, and by what right"),
    Origin.ORGANISER,
    missing=NO_COMPLAINANT,
    field="complainant",
    heading="h_complainant",
)
STANDING = Part("standing", mark("Who we are"), Origin.ORGANISER, NO_STANDING, field="standing", heading="h_standing")
URGENCY = Part("urgency", mark("Why it is urgent, where urgency is asked for"), Origin.STOCK, heading="h_urgency")
BACKGROUND = Part("situation", mark("Background"), heading="h_background")
FACTS = Part("facts", mark("Facts in numbered paragraphs, each with its evidence"), missing=NO_FACTS, heading="h_facts")
NATIONAL_LAW = Part(
    "national_law",
    mark("National law"),
    missing=NO_NATIONAL_LAW,
    weight=Weight.WARNS,
    heading="h_national_law",
)
PRINCIPLES = Part("principles", mark("Principles and Conventions"), Origin.STOCK, heading="h_principles")
STEPS = Part(
    "steps",
    mark("What was tried at home, and conciliation"),
    Origin.ORGANISER,
    missing=NO_STEPS,
    weight=Weight.WARNS,
    field="steps",
    heading="h_steps",
)
CASE = Part("case", mark("The case by its number"), missing=NO_CASE, weight=Weight.STOPS)
EARLIER = Part("earlier", mark("Earlier communications with their dates"), heading="h_earlier")
DISCLOSURE = Part("disclosure", mark("That the government reads it too"), Origin.STOCK)
EVIDENCE = Part("evidence", mark("List of the evidence"), heading="h_evidence")
REQUESTS = Part(
    "demands",
    mark("What is asked, in the numbering of the demands"),
    missing=NO_DEMANDS,
    weight=Weight.STOPS,
    heading="h_requests",
)
