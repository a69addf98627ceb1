"""What the trail calls the acts on campaigns, and what they were done to."""

from foundation.accounts.acts import name_acts, name_things
from foundation.web.language import mark

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
        "campaign.deleted": mark("deleted the campaign, which nobody had published"),
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
        "status.changed": mark("corrected a step of a case"),
        "status.removed": mark("removed a step of a case"),
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
