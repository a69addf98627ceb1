"""Which letters a campaign offers its supporters: appeals whose every text is written in the language they speak."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sqlmodel import Session

from campaigns.addresses import RecordAddress, addresses_for_record
from campaigns.facts.gather import gather_facts
from campaigns.facts.shapes import CampaignFacts
from campaigns.letters.blocks import Supporter
from campaigns.letters.contents import LetterContents
from campaigns.letters.gather import gather_letter
from campaigns.letters.kinds import LetterKind, languages_of
from campaigns.letters.models import Letter
from campaigns.letters.queries import offices_of
from campaigns.letters.templated.access import supporters_templates
from campaigns.letters.variants import Variant
from campaigns.models.campaign import Campaign
from campaigns.offices.merged import directory_now
from campaigns.offices.shapes import Office
from foundation.accounts.access import NO_SUCH_PAGE
from foundation.errors import NotFound

NOBODY = Supporter("", "")


@dataclass(frozen=True)
class Offered:
    """A letter as anybody may read it. `languages` are those it is complete in, `language` the one shown."""

    office: Office
    contents: LetterContents
    languages: tuple[str, ...]

    @property
    def language(self) -> str:
        return self.contents.language


@dataclass(frozen=True)
class Complete:
    """A letter in every language that it can be sent in."""

    office: Office
    by_language: Mapping[str, LetterContents]

    def shown_in(self, wished: str) -> Offered:
        """Else in the first one it has."""
        shown = wished if wished in self.by_language else next(iter(self.by_language))
        return Offered(self.office, self.by_language[shown], tuple(self.by_language))


def offered_letters(session: Session, *, campaign: Campaign, wished: str) -> list[Offered]:
    return [letter.shown_in(wished) for letter in letters_in_each(session, campaign=campaign)]


def letters_in_each(session: Session, *, campaign: Campaign) -> list[Complete]:
    """In every language at once, for who tells readers of several."""
    facts = _facts(session, campaign)
    named, _beside = offices_of(next(iter(facts.values())), directory_now(session))
    addresses = _addresses(session, campaign, named)
    found = [_complete(session, campaign, facts, office, addresses[office.id]) for office in named]
    return [letter for letter in found if letter.by_language]


def offers_letters(session: Session, *, campaign: Campaign, facts: CampaignFacts) -> bool:
    """Whether there is any letter to send or to read: the first that is complete is enough. `facts`: in one language,
    as its reader was given them.
    """
    named, _beside = offices_of(facts, directory_now(session))
    addresses = _addresses(session, campaign, named)
    for language in languages_of(LetterKind.APPEAL) if named else ():
        is_told = facts.language == facts.reads == language
        told = facts if is_told else gather_facts(session, campaign, language=language)
        for office in named:
            if _written(session, campaign, office.id, language, NOBODY, told, addresses[office.id]).is_clean:
                return True
    return False


def offered_letter(
    session: Session, *, campaign: Campaign, office_id: str, wished: str, variant: Variant = Variant.FULL
) -> Offered:
    """In the language wished for if it is complete in it, else in another. Raises NotFound."""
    facts = _facts(session, campaign)
    named, _beside = offices_of(next(iter(facts.values())), directory_now(session))
    office = next((office for office in named if office.id == office_id), None)
    address = _addresses(session, campaign, [office])[office.id] if office else None
    offered = _complete(session, campaign, facts, office, address) if office and address else None
    if offered is None or not offered.by_language:
        raise NotFound(NO_SUCH_PAGE)
    shown = offered.shown_in(wished)
    return replace(shown, contents=replace(shown.contents, variant=variant))


def personal_letter(
    session: Session, *, campaign: Campaign, office_id: str, language: str, supporter: Supporter
) -> LetterContents:
    return _written(session, campaign, office_id, language, supporter)


def _facts(session: Session, campaign: Campaign) -> dict[str, CampaignFacts]:
    return {
        language: gather_facts(session, campaign, language=language) for language in languages_of(LetterKind.APPEAL)
    }


def _addresses(session: Session, campaign: Campaign, offices: Sequence[Office]) -> dict[str, RecordAddress]:
    ids = [office.id for office in offices]
    return addresses_for_record(session, office_ids=ids, organisation_id=campaign.organisation_id)


def _complete(
    session: Session,
    campaign: Campaign,
    facts: Mapping[str, CampaignFacts],
    office: Office,
    address: RecordAddress,
) -> Complete:
    complete = {}
    for language in facts:
        contents = _written(session, campaign, office.id, language, NOBODY, facts[language], address)
        if contents.is_clean:
            complete[language] = contents
    return Complete(office, complete)


def _written(
    session: Session,
    campaign: Campaign,
    office_id: str,
    language: str,
    supporter: Supporter,
    facts: CampaignFacts | None = None,
    record: RecordAddress | None = None,
) -> LetterContents:
    """With the template of the approved letter to this office, where there is one and nothing in it is missing or has
    to be kept back by now; else with the product's own sentences."""

    def gathered(template: tuple[int, int] | None) -> LetterContents:
        template_id, template_version = template or (None, None)
        letter = Letter(
            campaign_id=campaign.id,
            kind=LetterKind.APPEAL,
            office_id=office_id,
            language=language,
            template_id=template_id,
            template_version=template_version,
        )
        return gather_letter(session, campaign=campaign, letter=letter, supporter=supporter, facts=facts, record=record)

    template = supporters_templates(session, campaign).get((office_id, language))
    contents = gathered(template)
    return contents if template is None or contents.is_clean else gathered(None)
