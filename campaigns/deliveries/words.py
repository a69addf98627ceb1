"""What states, parts and acts of deliveries are called for people."""

from campaigns.deliveries.models.delivery import DeliveryState, NamesState
from campaigns.deliveries.models.pack import PackState, PartKind
from campaigns.deliveries.models.visit import VisitOutcome
from foundation.accounts.acts import name_acts
from foundation.web.language import mark
from foundation.web.templating import add_filter

# The kind of a state tag, and its words.
DELIVERY_STATES = {
    DeliveryState.PLANNED: ("warn", mark("Planned")),
    DeliveryState.DONE: ("good", mark("The visit is noted")),
    DeliveryState.CALLED_OFF: ("quiet", mark("Called off")),
}
NAMES_STATES = {
    NamesState.ASKED: ("warn", mark("Asked, a second person has to approve")),
    NamesState.APPROVED: ("good", mark("Approved by two persons")),
    NamesState.REFUSED: ("bad", mark("Refused")),
    NamesState.TAKEN_BACK: ("quiet", mark("Taken back")),
    NamesState.FALLEN: ("bad", mark("Ended by itself")),
}
PACK_STATES = {
    PackState.ORDERED: ("warn", mark("Being made")),
    PackState.READY: ("good", mark("Ready")),
    PackState.FAILED: ("bad", mark("Could not be made")),
    PackState.CALLED_OFF: ("quiet", mark("Called off")),
    PackState.VOID: ("bad", mark("Does not hold any more")),
}
OUTCOMES = {
    VisitOutcome.RECEIVED: ("good", mark("Received")),
    VisitOutcome.LEFT: ("warn", mark("Left at the gate")),
    VisitOutcome.REFUSED: ("bad", mark("Not accepted")),
    VisitOutcome.CLOSED: ("quiet", mark("Not found, or closed")),
}
PARTS = {
    PartKind.LETTER: mark("Letter, as it was approved"),
    PartKind.TOTALS: mark("Signatures in numbers"),
    PartKind.NAMES: mark("List of signers"),
    PartKind.PRESS: mark("Note for the press"),
    PartKind.BANNER_A4: mark("Banner, A4"),
    PartKind.BANNER_A3: mark("Banner, A3"),
    PartKind.PROTOCOL: mark("Form for the visit, to be filled in by hand"),
    PartKind.MERGED: mark("Everything for the printer in one PDF"),
    PartKind.ZIP: mark("Everything in one ZIP"),
}
STAGES = {
    PartKind.LETTER: mark("Letters are put in"),
    PartKind.TOTALS: mark("The page of numbers is laid out"),
    PartKind.NAMES: mark("The list of signers is laid out"),
    PartKind.PRESS: mark("The note for the press is laid out"),
    PartKind.BANNER_A4: mark("The banner is laid out"),
    PartKind.BANNER_A3: mark("The banner is laid out"),
    PartKind.PROTOCOL: mark("The form for the visit is laid out"),
    PartKind.MERGED: mark("All is put together for the printer"),
    PartKind.ZIP: mark("All is packed"),
}

name_acts(
    {
        "delivery.planned": mark("planned a delivery by hand"),
        "delivery.changed": mark("changed a delivery"),
        "delivery.called_off": mark("called a delivery off"),
        "delivery.names_asked": mark("asked that names of signers go along with a delivery"),
        "delivery.names_approved": mark("approved, as the second person, that names of signers go along"),
        "delivery.names_refused": mark("refused that names of signers go along"),
        "delivery.names_taken_back": mark("took back that names of signers go along"),
        "delivery.names_fell": mark("lost a right, by which an approval of names ended"),
        "delivery.names_off": mark("let no names go to a country"),
        "delivery.names_on": mark("let names go to a country again"),
        "delivery.pack_ordered": mark("ordered a delivery pack"),
        "delivery.pack_made": mark("made a delivery pack"),
        "delivery.pack_failed": mark("could not make a delivery pack"),
        "delivery.pack_called_off": mark("called a delivery pack off"),
        "delivery.pack_void": mark("deleted a delivery pack that does not hold any more"),
        "delivery.names_out": mark("took the list of signers out"),
        "delivery.visit_noted": mark("noted how a visit went"),
        "delivery.visit_removed": mark("took a visit out of the log"),
        "delivery.photo_removed": mark("deleted the photo of a visit"),
        "delivery.people_forgotten": mark("deleted what names people of a visit"),
        "delivery.news_drafted": mark("drafted news of a visit"),
    }
)

add_filter("delivery_state", DELIVERY_STATES.__getitem__)
add_filter("names_state", NAMES_STATES.__getitem__)
add_filter("pack_state", PACK_STATES.__getitem__)
add_filter("visit_outcome", OUTCOMES.__getitem__)
add_filter("pack_part", PARTS.__getitem__)
