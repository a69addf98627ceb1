"""What a state, a kind or a status is called for people. In templates: `{{ case.kind|said }}`.

A status is named by what happened, so that the Russian word is a noun and needs no gender.
"""

import enum

from campaigns.models.actor import ActorKind
from campaigns.models.campaign import CampaignKind, CampaignState, Outcome
from campaigns.models.case import CaseKind, Consent, Gender, Status
from campaigns.models.demand import Progress
from campaigns.models.procedure import (
    CommunicationKind,
    DateKind,
    Effect,
    ProcedureKind,
    ProcedureStatus,
    ReportKind,
)
from foundation.web.language import gettext, mark, speaking
from foundation.web.templating import add_filter

_WORDS: dict[type[enum.StrEnum], dict[str, str]] = {
    CampaignKind: {
        "arrest": mark("Arrest or trial of a unionist"),
        "dismissals": mark("Dismissals and union-busting by an employer"),
        "union_dissolved": mark("Union dissolved or not registered"),
        "outlet_closed": mark("Media outlet closed"),
        "bad_law": mark("Bad law"),
        "strike_repressed": mark("Strike repressed"),
        "forced_labour": mark("Forced labour"),
        "mission_recommendations": mark("Recommendations of a mission"),
    },
    CampaignState: {
        "draft": mark("Draft"),
        "in_review": mark("In review"),
        "live": mark("Live"),
        "paused": mark("Paused"),
        "closed": mark("Closed"),
        "archived": mark("Archived"),
    },
    Outcome: {
        "won": mark("Won"),
        "partly_won": mark("Partly won"),
        "lost": mark("Lost"),
        "merged": mark("Goes on in another campaign"),
    },
    CaseKind: {
        "person": mark("Person"),
        "group": mark("Group without names"),
        "organisation": mark("Organisation"),
        "media_outlet": mark("Media outlet"),
        "law": mark("Law"),
        "practice": mark("Practice"),
        "incident": mark("Incident"),
    },
    Gender: {"f": mark("Woman"), "m": mark("Man"), "unknown": mark("Not said")},
    Consent: {
        "given": mark("Agreed to be named"),
        "not_asked": mark("Not asked yet"),
        "refused": mark("Does not want to be named"),
        "not_needed": mark("Already public through their own acts"),
    },
    Status: {
        "detained": mark("Detention"),
        "arrested": mark("Arrest"),
        "charged": mark("Charge"),
        "under_prosecution": mark("Criminal prosecution"),
        "house_arrest": mark("House arrest"),
        "convicted": mark("Conviction"),
        "jailed": mark("Prison"),
        "rearrested": mark("Second arrest"),
        "pardoned": mark("Pardon"),
        "released": mark("Release"),
        "released_after_pardon": mark("Release after pardon"),
        "released_after_full_term": mark("Release after the full term"),
        "acquitted": mark("Acquittal"),
        "charges_dropped": mark("Charges dropped"),
        "rehabilitated": mark("Rehabilitation"),
        "restricted": mark("Ban on union work or public activity"),
        "restriction_lifted": mark("Ban lifted"),
        "sanctioned_unspecified": mark("Sanctions, not described in the source"),
        "declared_incapable": mark("Declared legally incapable"),
        "forced_into_exile": mark("Exile"),
        "disappeared": mark("Disappearance"),
        "deceased": mark("Death"),
        "dismissed": mark("Dismissal"),
        "reinstated": mark("Reinstatement"),
        "under_pressure": mark("Pressure"),
        "registration_refused": mark("Registration refused"),
        "registered": mark("Registration"),
        "suspended": mark("Suspension"),
        "dissolved": mark("Dissolution"),
        "sued_for_closure": mark("Lawsuit for closure"),
        "closed": mark("Closure"),
        "draft_law": mark("Draft law"),
        "passed_readings": mark("Passed in readings"),
        "in_force": mark("In force"),
        "vetoed": mark("Veto"),
        "amended": mark("Amendment"),
        "withdrawn": mark("Withdrawal"),
        "ongoing": mark("Goes on"),
        "ended": mark("End"),
        "unknown": mark("Not known"),
    },
    Progress: {
        "raised": mark("Raised"),
        "acknowledged": mark("Acknowledged"),
        "refused": mark("Refused"),
        "partly_met": mark("Partly met"),
        "met": mark("Met"),
        "reversed": mark("Reversed"),
    },
    ProcedureKind: {
        "ilo_cfa": mark("Complaint to the ILO Committee on Freedom of Association"),
        "ilo_article_24": mark("Representation under article 24 of the ILO Constitution"),
        "ilo_article_26": mark("Complaint under article 26 of the ILO Constitution"),
        "ilo_ceacr": mark("Observation under article 23 of the ILO Constitution"),
        "ilo_dg_intervention": mark("Intervention of the ILO Director-General"),
        "un_special_procedures": mark("UN special procedures"),
        "un_wgad": mark("UN Working Group on Arbitrary Detention"),
        "un_treaty_body": mark("UN treaty body"),
        "other": mark("Other procedure"),
    },
    ProcedureStatus: {
        "active": mark("Active"),
        "follow_up": mark("Follow-up"),
        "closed": mark("Case closed"),
        "unknown": mark("Status not known"),
    },
    CommunicationKind: {
        "complaint": mark("Complaint"),
        "association": mark("Association with the complaint"),
        "additional_information": mark("Additional information"),
        "government_reply": mark("Reply of the government"),
        "postponement": mark("Examination postponed"),
        "urgent_appeal": mark("Urgent appeal to the government"),
        "acknowledgement": mark("Acknowledgement of receipt"),
        "observation": mark("Observation of an organisation"),
        "representation": mark("Representation"),
        "intervention": mark("Intervention with the government"),
        "other": mark("Other communication"),
    },
    ReportKind: {
        "interim": mark("Interim report"),
        "kept_informed": mark("Report in which the Committee asks to be kept informed"),
        "definitive": mark("Definitive report"),
        "follow_up": mark("Follow-up: effect given to the recommendations"),
        "tripartite_committee": mark("Report of the tripartite committee"),
        "commission_of_inquiry": mark("Report of the Commission of Inquiry"),
        "observation": mark("Observation of the Committee of Experts (CEACR)"),
        "direct_request": mark("Direct request of the Committee of Experts (CEACR)"),
        "opinion": mark("Opinion"),
        "other": mark("Other report"),
    },
    Effect: {
        "not_said": mark("Effect not known"),
        "not_given": mark("No effect given"),
        "partly": mark("Effect given in part"),
        "given": mark("Effect given"),
    },
    DateKind: {"session": mark("Session"), "hearing": mark("Hearing"), "deadline": mark("Deadline")},
    ActorKind: {
        "union": mark("Union"),
        "union_federation": mark("Union federation"),
        "union_confederation": mark("Union confederation"),
        "global_union": mark("Global union"),
        "union_group": mark("Unions, not named"),
        "human_rights_ngo": mark("Human rights organisation"),
        "movement": mark("Movement"),
        "coalition": mark("Coalition"),
        "media_outlet": mark("News outlet"),
        "public_foundation": mark("Public foundation"),
        "intergovernmental_body": mark("Intergovernmental body"),
        "parliament": mark("Parliament"),
        "government": mark("Government"),
        "court": mark("Court"),
        "authority": mark("Authority"),
        "employer": mark("Employer"),
        "spokesperson": mark("Spokesperson"),
        "other": mark("Other organisation"),
    },
}


def said(value: enum.StrEnum) -> str:
    """In the language being spoken."""
    return gettext(_WORDS[type(value)][value.value])


def said_in(language: str, value: enum.StrEnum) -> str:
    """For what is written down in several languages at once."""
    with speaking(language):
        return said(value)


def tag_kind(value: enum.StrEnum) -> str:
    """Which of the four kinds of state tag fits: good, warn, bad, quiet."""
    if value in (Progress.MET, Outcome.WON, CampaignState.LIVE, Effect.GIVEN):
        return "good"
    if value in (
        Progress.PARTLY_MET,
        Progress.ACKNOWLEDGED,
        Outcome.PARTLY_WON,
        CampaignState.IN_REVIEW,
        Effect.PARTLY,
    ):
        return "warn"
    if value in (Progress.REFUSED, Progress.REVERSED, Outcome.LOST, Effect.NOT_GIVEN):
        return "bad"
    return "quiet"


add_filter("said", said)
add_filter("tag_kind", tag_kind)
