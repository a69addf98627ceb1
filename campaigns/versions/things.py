"""What each kind of fact is called in the change log."""

from foundation.web.language import gettext, mark, speaking

_THINGS = {
    "Source": mark("source"),
    "Actor": mark("organisation"),
    "Law": mark("law"),
    "Case": mark("case"),
    "Portrait": mark("picture"),
    "Procedure": mark("procedure"),
    "Communication": mark("log of a procedure"),
    "Report": mark("report"),
    "Recommendation": mark("recommendation"),
    "ProcedureDate": mark("date of a procedure"),
    "Event": mark("event"),
    "AddresseeGroup": mark("addressee"),
    "Demand": mark("demand"),
    "Call": mark("call"),
    "Intention": mark("intention"),
    "Situation": mark("situation"),
    "Meeting": mark("meeting"),
    "Argument": mark("argument"),
    "Finding": mark("what happened since"),
    "FindingFact": mark("what happened since"),
    "LinkedCampaign": mark("linked campaign"),
}


def thing_said(kind: str, language: str) -> str:
    with speaking(language):
        return gettext(_THINGS[kind])
