"""Everything the pages of a pack say, gathered in one short read; laying them out needs no database."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlmodel import Session

from campaigns.actions.holding import what_betrays
from campaigns.deliveries.letters import Carried, carried
from campaigns.deliveries.models.delivery import Delivery, NamesAsk
from campaigns.deliveries.names import petition_of
from campaigns.facts.gather import gather_facts
from campaigns.facts.shapes import AddresseeFacts
from campaigns.facts.words import Words
from campaigns.letters.asked import ADDRESSEE
from campaigns.letters.gather import gather_letter
from campaigns.letters.kinds import LetterKind
from campaigns.letters.lacks import OPEN
from campaigns.letters.models import Letter
from campaigns.letters.sections import Section
from campaigns.models.campaign import Campaign
from campaigns.models.demand import Progress
from campaigns.offices.merged import directory_now
from campaigns.queries import figures_so_far
from foundation.accounts.models import Organisation
from foundation.clock import utc_today
from foundation.errors import NotFound
from foundation.web.formats import sort_key
from foundation.web.language import LANGUAGES
from petitions.addresses import petition_address, short_address
from petitions.models.figures import Figures
from petitions.models.groups import Groups
from petitions.queries.figures import public_groups
from petitions.queries.named_to_addressee import Named, named_to_addressee

PRESS = "press"
TOLD_TO_THE_PRESS = ("situation", "events", "demands")


@dataclass(frozen=True)
class PressNote:
    """From the facts and the stock of sentences, without a word that somebody would still have to write."""

    language: str
    title: str
    office: str
    sections: tuple[Section, ...]


@dataclass(frozen=True)
class PackContents:
    """`office` is its title in the language of the pages. `groups` are as the public is told of them."""

    language: str
    campaign_slug: str
    title: Words
    demand: Words
    office: str
    country: str
    addressees: tuple[AddresseeFacts, ...]
    planned_on: date
    made_on: date
    facts_version: int
    sender: str
    sender_lines: tuple[str, ...]
    contact: str
    address: str
    figures: Figures
    groups: Groups
    notes: tuple[PressNote, ...]
    letters: tuple[Carried, ...]

    @property
    def short_address(self) -> str:
        return short_address(self.address)


@dataclass(frozen=True)
class NamesContents:
    """Sorted as a reader looks for a name. `digest` is of the list as it stands in the database; whoever bears a name
    that is on hold is in it and not on paper."""

    until: datetime
    digest: str
    in_full: tuple[Named, ...] = field(repr=False)
    by_initials: tuple[Named, ...] = field(repr=False)

    @property
    def count(self) -> int:
        return len(self.in_full) + len(self.by_initials)


def gather_pack(session: Session, campaign: Campaign, delivery: Delivery, *, base_url: str) -> PackContents:
    """Without what is on hold, and without letters that may not leave."""
    language = delivery.language
    facts = gather_facts(session, campaign, language=language)
    organisation = session.get_one(Organisation, campaign.organisation_id)
    petition = petition_of(session, campaign)
    office = directory_now(session).by_id.get(delivery.office_id)
    notes = [_press_note(session, campaign, delivery, code) for code in LANGUAGES]
    here = tuple(group for group in facts.addressees if group.demands and group.country in (None, delivery.country))
    return PackContents(
        language=language,
        campaign_slug=campaign.slug,
        title=facts.title,
        demand=facts.petition.title or facts.title,
        office=office.title_in(language) if office else delivery.office_id,
        country=delivery.country,
        addressees=_unmet(here),
        planned_on=delivery.planned_on,
        made_on=utc_today(),
        facts_version=campaign.version,
        sender=organisation.name,
        sender_lines=tuple(line.strip() for line in organisation.address.splitlines() if line.strip()),
        contact=" · ".join(filter(None, (organisation.phone, organisation.email, organisation.website))),
        address=petition_address(base_url, campaign.slug),
        figures=figures_so_far(session, campaign),
        groups=public_groups(session, petition) if petition else Groups(),
        notes=tuple(note for note in notes if note),
        letters=tuple(one for one in carried(session, campaign, delivery) if not one.why),
    )


def _unmet(groups: Sequence[AddresseeFacts]) -> tuple[AddresseeFacts, ...]:
    """What was met is not asked again."""
    return tuple(group for group in groups if any(demand.progress is not Progress.MET for demand in group.demands))


def gather_names(session: Session, campaign: Campaign, ask: NamesAsk) -> NamesContents:
    petition = petition_of(session, campaign)
    if petition is None:
        raise NotFound("There is no petition at this address.")
    betrays = what_betrays(session, campaign)
    listed = named_to_addressee(
        session, petition, until=ask.until, kept_back=lambda words: betrays is not None and bool(betrays.search(words))
    )
    people = sorted(listed.people, key=lambda one: (sort_key(one.name), one.organisation))
    return NamesContents(
        ask.until,
        listed.digest,
        tuple(one for one in people if one.country),
        tuple(one for one in people if not one.country),
    )


def _press_note(session: Session, campaign: Campaign, delivery: Delivery, language: str) -> PressNote | None:
    """None where facts or sentences are not there in that language, or older than their original."""
    office = directory_now(session).by_id.get(delivery.office_id)
    facts = gather_facts(session, campaign, language=language)
    elsewhere = [f"{ADDRESSEE}{one.key}" for one in facts.addressees if one.country not in (None, delivery.country)]
    letter = Letter(campaign_id=campaign.id, kind=LetterKind.PRESS_RELEASE, office_id=PRESS, language=language)
    letter.omitted = elsewhere
    try:
        written = gather_letter(session, campaign=campaign, letter=letter)
    except NotFound:
        return None
    sections = tuple(section for section in written.sections if section.name in TOLD_TO_THE_PRESS)
    if office is None or written.stops or OPEN in f"{written.subject}{sections!r}" or not sections:
        return None
    return PressNote(language, written.subject, office.title_in(language), sections)
