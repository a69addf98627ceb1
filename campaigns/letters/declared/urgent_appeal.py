"""One page that asks people to write at once: number, last day, whom to write to, what to do and what not."""

from campaigns.letters.declared.shape import Declared, Goes, Group, Origin, Part, Sheet
from campaigns.letters.declared.usual import DEMANDS, FORM_OF_A_SHEET, NOBODY_TO_REACH, SITUATION
from foundation.web.language import mark

URGENT_APPEAL = Declared(
    group=Group.PARTNERS_AND_PRESS,
    prescribed=FORM_OF_A_SHEET,
    words=mark("Urgent appeal on one page"),
    explanation=mark(
        "A sheet to hand on: what happened, until when to act, whom to ask what, what to do and what not."
    ),
    goes=Goes(open_to="everybody"),
    parts=(
        Part(
            "act_until",
            mark("Until when to act"),
            Origin.ORGANISER,
            missing=mark("Say until which day people should act: a sheet without it goes round for years."),
            field="act_until",
        ),
        SITUATION,
        Part("write_to", mark("Whom to write to"), heading="h_write_to"),
        DEMANDS,
        Part("dos", mark("Do"), Origin.STOCK, heading="h_dos"),
        Part("donts", mark("Do not"), Origin.STOCK, heading="h_donts"),
        Part("contact", mark("Whom to tell"), Origin.ORGANISER, NOBODY_TO_REACH, field="contact_name"),
    ),
    sheet=Sheet.ONE_PAGE,
    asks=("appeal_number", "act_until"),
    needs_contact=True,
    signed=False,
    stock="letters_open",
    requests="requests_appeal",
    reply="tell_us",
)
