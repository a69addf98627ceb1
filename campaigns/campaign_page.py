"""What the page of a campaign shows, for readers and for those who see it before them."""

from typing import Any

from sqlmodel import Session

from campaigns import page_parts
from campaigns.faces.shown import faces_lie_at, shown_faces
from campaigns.facts.gather import gather_facts
from campaigns.facts.words import Words, words_of
from campaigns.letters.offered import offers_letters
from campaigns.linked import linked_for_readers
from campaigns.models.campaign import Campaign
from campaigns.outcomes.queries import newest_closing, shares_of
from campaigns.translating.languages import languages_of_campaign
from campaigns.updates.queries import NEWEST, public_updates
from campaigns.versions.queries import public_log
from foundation.accounts.models import Organisation
from outreach.words import language_name


def campaign_page(session: Session, campaign: Campaign, language: str, reads: str = "") -> dict[str, Any]:
    """The public facts and all that stands around them, but for the numbers of its petition. `reads`: what its reader
    would rather read than the language of the page."""
    facts = gather_facts(session, campaign, language=language, reads=reads)
    return {
        "campaign": campaign,
        "facts": facts,
        "readable_in": languages_of_campaign(campaign),
        "language_name": language_name,
        "names_of_languages": lambda codes: ", ".join(map(language_name, codes)),
        "takes_signatures": campaign.takes_signatures,
        "has_letters": not campaign.unpublished and offers_letters(session, campaign=campaign, facts=facts),
        "log": public_log(session, campaign, language),
        "linked": linked_for_readers(session, campaign, facts.linked, (reads or language, language)),
        "parts": page_parts,
        "faces_at": faces_lie_at(campaign.slug),
        "shown_faces": shown_faces,
        "updates": public_updates(session, campaign, language=language, limit=NEWEST),
        "shares": shares_of(facts),
        "statement": _statement(session, campaign, language),
        "organisation": session.get_one(Organisation, campaign.organisation_id),
    }


def _statement(session: Session, campaign: Campaign, language: str) -> Words:
    """With which it was closed; empty while it goes on."""
    closing = newest_closing(session, campaign)
    return words_of(closing.statement if closing else {}, language, campaign.original_language)
