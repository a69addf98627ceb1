"""What the desk offers to write: kinds in groups with how ready each is, and one kind with everybody it may go to."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlmodel import Session

from campaigns.addresses import addresses_for_record
from campaigns.directory import Directory
from campaigns.facts.gather import gather_facts, gather_in_each
from campaigns.facts.shapes import CampaignFacts
from campaigns.letters.contents import LetterContents
from campaigns.letters.declared.shape import Group
from campaigns.letters.defaults import new_letter
from campaigns.letters.gather import gather_letter
from campaigns.letters.kinds import LetterKind, kinds_in, languages_of
from campaigns.letters.models import Letter
from campaigns.letters.queries import Addressed, Possible, letters_of
from campaigns.letters.whom import offices_for
from campaigns.models.campaign import Campaign
from campaigns.offices.merged import directory_now
from campaigns.offices.shapes import Office
from foundation.accounts.models import Organisation
from foundation.errors import NotFound

FactsIn = Callable[[str], CampaignFacts]


@dataclass(frozen=True)
class Choice:
    """A kind as the list shows it: `contents` is the letter that is nearest to leaving, None while there is nobody it
    could go to; `begun` says how many of it were set."""

    kind: LetterKind
    contents: LetterContents | None
    begun: int


@dataclass(frozen=True)
class Choices:
    group: Group
    choices: tuple[Choice, ...]


def kinds_to_choose(session: Session, *, campaign: Campaign) -> tuple[Choices, ...]:
    """Each kind is looked at once, in the letter that was set last, else in the first that could be written."""
    directory = directory_now(session)
    # A session forgets what nobody holds, and each letter asks for it.
    organisation = session.get_one(Organisation, campaign.organisation_id)
    saved = letters_of(session, [campaign.id])
    facts: dict[str, CampaignFacts] = {}

    def in_language(language: str) -> CampaignFacts:
        if language not in facts:
            facts[language] = gather_facts(session, campaign, language=language)
        return facts[language]

    letters: dict[LetterKind, Letter] = {}
    for kind in LetterKind:
        letter = next((row for row in saved if row.kind is kind), None)
        letter = letter or _first(session, campaign, kind, in_language, directory)
        if letter:
            letters[kind] = letter
    addresses = addresses_for_record(
        session,
        office_ids={letter.office_id for letter in letters.values()},
        organisation_id=organisation.id,
    )

    def choice(kind: LetterKind) -> Choice:
        letter = letters.get(kind)
        contents = None
        if letter:
            told, record = in_language(letter.language), addresses[letter.office_id]
            try:
                contents = gather_letter(session, campaign=campaign, letter=letter, facts=told, record=record)
            except NotFound:
                contents = None
        return Choice(kind, contents, sum(row.kind is kind for row in saved))

    return tuple(Choices(group, tuple(choice(kind) for kind in kinds_in(group))) for group in Group)


def letters_of_kind(session: Session, *, campaign: Campaign, kind: LetterKind) -> tuple[Addressed, ...]:
    """Everybody it may go to, in the languages in which the directory can address them."""
    directory = directory_now(session)
    organisation = session.get_one(Organisation, campaign.organisation_id)
    facts = gather_in_each(session, campaign, languages_of(kind))
    saved = {(row.office_id, row.language): row for row in letters_of(session, [campaign.id]) if row.kind is kind}
    offices = offices_for(kind, next(iter(facts.values())), directory)
    addresses = addresses_for_record(
        session, office_ids=[office.id for office in offices], organisation_id=organisation.id
    )

    def addressed(office: Office) -> Addressed:
        letters = []
        for language in spoken(kind, office, directory):
            row = saved.get((office.id, language))
            letter = row or new_letter(session, campaign=campaign, kind=kind, office_id=office.id, language=language)
            contents = gather_letter(
                session, campaign=campaign, letter=letter, facts=facts[language], record=addresses[office.id]
            )
            letters.append(Possible(office, kind, contents, row))
        return Addressed(office, tuple(letters))

    return tuple(addressed(office) for office in offices)


def spoken(kind: LetterKind, office: Office, directory: Directory) -> tuple[str, ...]:
    """The kind's languages in which the directory knows the office's title and salutation; all of them where none."""
    known = tuple(language for language in languages_of(kind) if directory.speaks(office, language))
    return known or languages_of(kind)


def _first(
    session: Session, campaign: Campaign, kind: LetterKind, facts: FactsIn, directory: Directory
) -> Letter | None:
    offices = offices_for(kind, facts(campaign.original_language), directory)
    if not offices:
        return None
    languages = spoken(kind, offices[0], directory)
    language = campaign.original_language if campaign.original_language in languages else languages[0]
    return new_letter(session, campaign=campaign, kind=kind, office_id=offices[0].id, language=language)
