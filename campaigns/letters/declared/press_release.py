"""A release for the press."""

from dataclasses import replace

from campaigns.letters.declared.shape import Declared, Goes, Group, Origin, Part, Sheet
from campaigns.letters.declared.usual import EVENTS, NOBODY_TO_REACH, OWN_WORDS, REQUESTS, SITUATION
from foundation.web.language import mark

PRESS_RELEASE = Declared(
    group=Group.PARTNERS_AND_PRESS,
    words=mark("Press release"),
    explanation=mark("The news first, then what is demanded, a quotation of yours, and whom the press can ask."),
    goes=Goes(open_to="press"),
    parts=(
        SITUATION,
        Part(
            "quote",
            mark("A quotation"),
            Origin.ORGANISER,
            missing=mark("A quotation of whoever speaks for you is missing. Write it yourselves."),
            field="quote",
        ),
        EVENTS,
        OWN_WORDS,
        replace(REQUESTS, heading=""),
        Part("about_sender", mark("Who we are"), Origin.ORGANISER, heading="h_about_sender"),
        Part(
            "contact",
            mark("Whom the press can ask"),
            Origin.ORGANISER,
            NOBODY_TO_REACH,
            field="contact_name",
            heading="h_press_contact",
        ),
    ),
    sheet=Sheet.RELEASE,
    asks=("quote", "standing", "embargo"),
    needs_contact=True,
    signed=False,
    stock="letters_open",
    requests="requests_release",
    reply="release_contact",
)
