"""What blocks, their states and the acts on them are called for people."""

from typing import Any

from sqlalchemy.orm import object_session
from sqlmodel import Session

from campaigns.letters.models import Letter
from campaigns.models.actor import Actor, Law
from campaigns.models.call import Call, Intention
from campaigns.models.campaign import Campaign
from campaigns.models.case import Case, StatusEntry
from campaigns.models.demand import AddresseeGroup, Demand, DemandState
from campaigns.models.event import Event
from campaigns.models.finding import Finding, FindingFact, LinkedCampaign
from campaigns.models.meeting import Argument, Meeting, Situation
from campaigns.models.portrait import Portrait
from campaigns.models.procedure import Communication, Procedure, ProcedureDate, Recommendation, Report
from campaigns.models.source import Claim, Source
from campaigns.offices.merged import directory_now
from campaigns.stock.kinds import KINDS
from campaigns.translating.blocks import Block
from campaigns.translating.models import BlockState
from campaigns.wording import said
from foundation.accounts.acts import name_acts, word_details
from foundation.web.language import current_language, gettext, mark
from foundation.web.templating import add_filter
from outreach.words import language_name

OWN_WORK = mark("Somebody else must check this: you wrote it yourself.")
NOTHING_TO_CHECK = mark("There is nothing to check here, or its original has changed meanwhile.")
NOTHING_BEFORE = mark("Nothing stood here before.")
NOTHING_WAITS = mark("Nothing waits here any more. Somebody may have decided meanwhile.")
TRANSLATION_MOVED = mark(
    "Somebody changed this translation after you had opened it. What you typed is still here and not saved. Below"
    " stands what is kept now; take over what you need, and save again."
)
ORIGINAL_MOVED = mark(
    "The original changed after you had opened it. What you typed is still here and not saved. Look at the original as"
    " it reads now, and save again."
)
MOVED_MEANWHILE = mark(
    "This changed after you had opened the page, so nothing was done. Look at what stands here now, and press the"
    " button again."
)
LINK_ENDED = mark("This link has ended. Ask whoever gave it to you for a new one.")

STATES = {
    BlockState.MISSING: mark("Missing"),
    BlockState.DRAFT: mark("Draft"),
    BlockState.CHECKED: mark("Checked"),
    BlockState.OUTDATED: mark("Outdated"),
}
TAGS = {BlockState.MISSING: "bad", BlockState.DRAFT: "warn", BlockState.CHECKED: "good", BlockState.OUTDATED: "bad"}
_SECTIONS: dict[type, str] = {
    Campaign: mark("The campaign’s own texts"),
    AddresseeGroup: mark("Addressees and demands"),
    Demand: mark("Addressees and demands"),
    DemandState: mark("Addressees and demands"),
    Call: mark("Calls to others"),
    Intention: mark("What the participants undertake"),
    Case: mark("Who and what it is about"),
    StatusEntry: mark("Who and what it is about"),
    Portrait: mark("Who and what it is about"),
    Event: mark("What happened"),
    Situation: mark("Background"),
    Argument: mark("Background"),
    Meeting: mark("Where it was decided"),
    Procedure: mark("International procedures"),
    Communication: mark("International procedures"),
    Report: mark("International procedures"),
    Recommendation: mark("International procedures"),
    ProcedureDate: mark("International procedures"),
    Actor: mark("Organisations named"),
    Law: mark("Laws named"),
    Finding: mark("What happened since"),
    FindingFact: mark("What happened since"),
    LinkedCampaign: mark("Campaigns that belong with it"),
    Claim: mark("What sources say otherwise"),
    Source: mark("Sources"),
    Letter: mark("Own words in letters"),
}
_COLUMNS = {
    "title": mark("Title"),
    "summary": mark("Summary"),
    "background": mark("Background"),
    "motto": mark("Motto"),
    "petition_title": mark("Title of the petition"),
    "petition_text": mark("Text of the petition"),
    "petition_addressee": mark("Whom the petition addresses"),
    "country_names": mark("Name of the country"),
    "name": mark("Name"),
    "abbreviation": mark("Abbreviation"),
    "role": mark("Role"),
    "about": mark("About"),
    "alt": mark("What the picture shows"),
    "state": mark("State"),
    "note": mark("Note"),
    "text": mark("Text"),
    "to": mark("Who is called upon"),
    "place": mark("Place"),
    "participants": mark("Participants"),
    "instructions": mark("What it orders"),
    "alleged_grounds": mark("Grounds alleged"),
    "actions": mark("What it asks"),
    "body": mark("Body"),
    "subject": mark("Subject"),
    "topic": mark("Topic"),
    "conflict": mark("Where the sources disagree"),
    "differs": mark("What is different from above"),
    "publisher": mark("Publisher"),
    "notes": mark("Notes"),
    "says": mark("What the source says"),
    "words": mark("How they belong together"),
    "own_words": mark("Own words"),
    "held_at": mark("Where the people are held"),
    "urgency": mark("Why it is urgent"),
    "reply": mark("Reply of the government"),
    "follow_up": mark("What we found out and did since"),
}

_KINDS: dict[type, str] = {StatusEntry: "status", DemandState: "progress", Communication: "kind", Report: "kind"}

name_acts(
    {
        "translation.saved": mark("saved translations"),
        "translation.proposed": mark("handed in translations"),
        "translation.taken_over": mark("took a translation over"),
        "translation.declined": mark("declined a translation"),
        "translation.fetched_back": mark("fetched a declined translation back"),
        "translation.checked": mark("checked a translation"),
        "translation.unchecked": mark("took back that a translation is checked"),
        "translation.fits": mark("said that a translation still fits"),
        "translation.put_back": mark("put an earlier translation back"),
        "translator.invited": mark("made a link for a translator"),
        "translator.revoked": mark("ended a link of a translator"),
    }
)
word_details(["translator.invited", "translator.revoked"], language_name)


def section_of(block: Block) -> str:
    """In the language being spoken."""
    if block.column == "stock":
        return gettext("Typed at the launch")
    return gettext(_SECTIONS[type(block.row)])


def label_of(block: Block) -> str:
    """What this text is, beside the thing it tells of."""
    if block.column == "stock" and isinstance(block.row, Campaign):
        asked = KINDS[block.row.kind].asks(block.place)
        return gettext(asked.label) if asked else block.place
    is_asked = isinstance(block.row, Demand) and block.column == "summary"
    label = gettext(mark("Demand") if is_asked else _COLUMNS[block.column])
    return f"{label} {int(block.place) + 1}" if block.place.isdigit() else label


def about_of(block: Block) -> str:
    """What the text tells of, so that two texts of one kind are told apart; empty where the label says it all."""
    row: Any = block.row
    spoken = current_language()
    match row:
        case Letter():
            told = f"{_office_said(row, spoken)}: {gettext(row.kind.words)}"
        case Campaign():
            told = block.place if block.column == "country_names" else ""
        case StatusEntry() | DemandState() | Communication() | Report():
            kind = getattr(row, _KINDS[type(row)])
            told = ", ".join(filter(None, (said(kind), row.date.in_words(spoken))))
        case Recommendation():
            told = f"({row.letter})" if row.letter else ""
        case Event() | FindingFact() | ProcedureDate():
            told = row.date.in_words(spoken)
        case Procedure():
            told = " ".join(filter(None, (said(row.kind), row.number)))
        case Demand():
            told = f"№ {row.number}" if row.number else ""
        case LinkedCampaign():
            told = row.slug
        case Source():
            told = row.url
        case _:
            named = getattr(row, "name", None) if block.column != "name" else None
            told = named.get(spoken) or next(iter(named.values()), "") if named else ""
    return str(told)


def _office_said(letter: Letter, language: str) -> str:
    """Also one that people here added to the directory."""
    session = object_session(letter)
    office = directory_now(session).by_id.get(letter.office_id) if isinstance(session, Session) else None
    return office.title_in(language) if office else letter.office_id


def state_words(state: BlockState) -> str:
    return gettext(STATES[state])


def state_tag_kind(state: BlockState) -> str:
    return TAGS[state]


add_filter("block_state", state_words)
add_filter("block_tag", state_tag_kind)
