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
from foundation.accounts.acts import name_acts, name_things
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


name_acts(
    {
        "campaign.created": mark("made the campaign"),
        "campaign.imported": mark("imported the campaign"),
        "campaign.updated_from_file": mark("brought a corrected file in"),
        "campaign.exported_whole": mark("took everything out as a sealed file"),
        "campaign.submitted": mark("submitted it for review"),
        "campaign.returned": mark("returned it to draft"),
        "campaign.published": mark("published it"),
        "campaign.paused": mark("paused it"),
        "campaign.resumed": mark("let it go on"),
        "campaign.closed": mark("closed it"),
        "campaign.reopened": mark("reopened it"),
        "campaign.archived": mark("moved it to the archive"),
        "campaign.unarchived": mark("took it from the archive"),
        "campaign.published_alone": mark("published it alone, in an emergency"),
        "campaign.reviewed": mark("reviewed it after publication"),
        "campaign.unpublished": mark("took it off the site at once"),
        "campaign.looked_at": mark("looked at what is off the site, as the first of two"),
        "campaign.brought_back": mark("brought it back to the site"),
        "campaign.brought_back_alone": mark("brought it back to the site, without a second person"),
        "version.noted": mark("wrote a note in the change log"),
        "risks.changed": mark("changed what is said about risk"),
        "texts.changed": mark("changed the texts"),
        "case.changed": mark("changed a case"),
        "case.added": mark("added a case"),
        "claim.added": mark("noted where a fact was read"),
        "claim.removed": mark("took a source off a fact"),
        "status.added": mark("added a step to a case"),
        "event.added": mark("added an event"),
        "event.changed": mark("changed an event"),
        "demand.added": mark("added a demand"),
        "demand.changed": mark("changed a demand"),
        "demand.progressed": mark("noted how far a demand has come"),
        "demand.step_undone": mark("took back a step of a demand"),
        "dossier.ordered": mark("ordered a new edition of the dossier"),
        "source.added": mark("added a source"),
        "linked.added": mark("linked another campaign"),
        "linked.worded": mark("said otherwise how a linked campaign belongs"),
        "linked.removed": mark("took the link to another campaign away"),
        "fact.removed": mark("removed a fact"),
        "facts.corrected": mark("corrected the facts of the launch"),
        "stock.corrected": mark("corrected a sentence of the stock"),
        "stock.checked": mark("marked a sentence of the stock as checked"),
        "stock.undone": mark("undid a change of the stock"),
        "letter.saved": mark("saved a letter"),
        "letter.printed": mark("stored a letter as PDF"),
        "address.confirmed": mark("confirmed an address"),
    }
)
name_things(
    {
        "campaign": (mark("campaign"), "/desk/campaigns/{}"),
        "letter": (mark("letter"), ""),
        "sentence": (mark("sentence of the stock"), ""),
    }
)


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
