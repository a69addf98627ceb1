"""The questionnaire of the Working Group on Arbitrary Detention."""

from campaigns.letters.declared.shape import Declared, Goes, Group, Origin, Part, Sheet
from campaigns.letters.declared.un_communication import RUSSIAN_IS_NOT_TAKEN
from campaigns.letters.declared.usual import EVIDENCE, FORM_OF_THE_UN
from campaigns.letters.lacks import Weight
from foundation.web.language import mark

UN_WGAD = Declared(
    group=Group.UN_AND_EU,
    prescribed=FORM_OF_THE_UN,
    words=mark("Questionnaire of the Working Group on Arbitrary Detention"),
    explanation=mark("For a person who is held: the Working Group asks the government and gives an opinion."),
    who_may=mark("The person, the family or whoever represents them, non-governmental organisations among them."),
    unverified=(mark("the order and the wording of the questions"), mark("what the categories mean, word for word")),
    goes=Goes(offices=frozenset({"un-wgad"})),
    parts=(
        Part(
            "identity",
            mark("I. Identity"),
            missing=mark("The facts name nobody who is held: this questionnaire is about a person behind bars."),
            weight=Weight.STOPS,
            heading="h_identity",
        ),
        Part("arrest", mark("II. Arrest"), Origin.ORGANISER, heading="h_arrest"),
        Part("detention", mark("III. Detention"), Origin.ORGANISER, heading="h_detention"),
        Part(
            "reasons",
            mark("IV. Reasons given and law invoked"),
            Origin.ORGANISER,
            missing=mark("Say which reasons and which law the authorities gave, or that they gave none."),
            field="reasons",
            heading="h_reasons",
        ),
        Part(
            "category",
            mark("V. Why the detention is arbitrary"),
            Origin.ORGANISER,
            missing=mark("Choose the category, I to V, by which the detention is arbitrary."),
            field="category",
            heading="h_category",
        ),
        Part(
            "steps",
            mark("VI. What was tried at home"),
            Origin.ORGANISER,
            missing=mark("Nothing is said of what was tried at home. It is no condition, but the form asks."),
            weight=Weight.WARNS,
            field="steps",
            heading="h_wgad_steps",
        ),
        Part(
            "submitter_with_consent",
            mark("VII. Who submits it, with consent"),
            Origin.ORGANISER,
            missing=mark("The Working Group needs the consent of the person or the family. Say that you have it."),
            field="consent",
            heading="h_wgad_submitter",
        ),
        EVIDENCE,
    ),
    sheet=Sheet.QUESTIONNAIRE,
    asks=("arrested_by", "reasons", "category", "steps", "consent"),
    needs_day=True,
    one_government=True,
    stock="letters_un",
    foreign={"ru": RUSSIAN_IS_NOT_TAKEN},
)
