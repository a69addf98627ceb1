"""To whom a kind of letter may go in a campaign."""

from sqlmodel import Session

from campaigns.directory import Directory
from campaigns.facts.gather import gather_facts
from campaigns.facts.shapes import CampaignFacts
from campaigns.letters.asked import groups_for
from campaigns.letters.kinds import LetterKind
from campaigns.letters.queries import offices_of
from campaigns.models.campaign import Campaign
from campaigns.offices.merged import directory_now
from campaigns.offices.shapes import Office
from foundation.errors import NotFound


def offices_for(kind: LetterKind, facts: CampaignFacts, directory: Directory) -> list[Office]:
    """The offices that the campaign names, for kinds that ask them; else every one that the kind goes to: of a
    delegation's, only those in the countries of the addressees. First of all its readers, where it goes to no office.
    """
    if kind.asks_office_directly:
        return offices_of(facts, directory)[0]
    with_demands = [group for group in facts.addressees if group.demands]
    if not with_demands:
        return []
    countries = {group.country for group in with_demands}
    readers = [reader for reader in directory.readers if kind.goes_to(reader) and reader.id == kind.declared.open_to]
    found = [office for office in directory.offices if kind.goes_to(office) and not office.fictitious]
    return [*readers, *(office for office in found if not office.country or office.country in countries)]


def may_go_to(session: Session, *, campaign: Campaign, kind: LetterKind, office_id: str) -> bool:
    """Also to an office beside those that `offices_for` offers, such as another one of the same country."""
    facts = gather_facts(session, campaign, language=campaign.original_language)
    try:
        groups_for(facts, kind, directory_now(session).office(office_id), frozenset())
    except NotFound:
        return False
    return True
