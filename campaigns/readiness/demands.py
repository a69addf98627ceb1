"""Whether there is anything to ask, and an office that can be written to."""

from collections.abc import Iterator

from sqlmodel import Session

from campaigns.addresses import Standing, addresses_for_record
from campaigns.facts.shapes import CampaignFacts
from campaigns.models.campaign import Campaign
from campaigns.offices.merged import directory_now
from campaigns.readiness.point import Point
from foundation.web.language import current_language, gettext


def about_demands(session: Session, facts: CampaignFacts, campaign: Campaign) -> Iterator[Point]:
    facts_page = f"/desk/campaigns/{campaign.slug}/facts"
    if not facts.demands:
        yield Point(gettext("Nothing is demanded of anybody yet."), facts_page)
    if facts.is_example:
        return
    for addressee in facts.addressees:
        if not addressee.offices:
            words = gettext("No office of the directory is chosen for “%(name)s”, so no letter can be addressed.")
            yield Point(words % {"name": addressee.name}, facts_page)
    yield from _addresses(session, facts, campaign)


def _addresses(session: Session, facts: CampaignFacts, campaign: Campaign) -> Iterator[Point]:
    """Of the offices that are asked for something."""
    keys = dict.fromkeys(key for group in facts.addressees if group.demands for key in group.offices)
    directory = directory_now(session)
    offices = [directory.by_id[key] for key in keys if key in directory.by_id]
    ids = [office.id for office in offices]
    addresses = addresses_for_record(session, office_ids=ids, organisation_id=campaign.organisation_id)
    for office in offices:
        address = addresses[office.id]
        if address.standing is Standing.CONFIRMED:
            continue
        if address.standing is Standing.CONFLICT:
            words = gettext("Sources differ about the address of %(office)s. Confirm it before a letter leaves.")
        else:
            words = gettext("Nobody has confirmed the address of %(office)s. Confirm it before a letter leaves.")
        path = f"/desk/campaigns/{campaign.slug}/letters/appeal/{office.id}"
        yield Point(words % {"office": office.title_in(current_language())}, path)
