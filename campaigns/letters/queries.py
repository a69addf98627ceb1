"""What the desk shows of letters: which can be written, how ready each is, how many supporters took theirs."""

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlmodel import Session, col, select

from campaigns.addresses import addresses_for_record
from campaigns.directory import Directory
from campaigns.facts.gather import gather_facts
from campaigns.facts.shapes import CampaignFacts
from campaigns.letters.contents import LetterContents
from campaigns.letters.defaults import new_letter
from campaigns.letters.gather import gather_letter
from campaigns.letters.kinds import ILO_DIRECTOR_GENERAL, LetterKind, languages_of
from campaigns.letters.models import Letter, LetterSignature, LetterTally, is_newest
from campaigns.models.campaign import Campaign
from campaigns.offices.merged import directory_now
from campaigns.offices.shapes import Office
from foundation.accounts.access import SignedIn, seen_by
from foundation.accounts.models import Organisation
from foundation.signing.queries import KnownKey, key_with_id


@dataclass(frozen=True)
class Possible:
    """A letter that can be written; `saved` when an organiser has set it."""

    office: Office
    kind: LetterKind
    contents: LetterContents
    saved: Letter | None

    @property
    def language(self) -> str:
        return self.contents.language

    @property
    def is_approved(self) -> bool:
        return self.saved is not None and self.saved.state.is_approved


@dataclass(frozen=True)
class Addressed:
    """An office and its letters by language. `beside` offices were not named by the campaign."""

    office: Office
    letters: tuple[Possible, ...]


@dataclass(frozen=True)
class Writable:
    """All that can be written for one campaign: to the offices it names, to others of their country, to the ILO."""

    named: tuple[Addressed, ...]
    beside: tuple[Office, ...]
    ilo: tuple[Addressed, ...]


def offices_of(facts: CampaignFacts, directory: Directory) -> tuple[list[Office], list[Office]]:
    """Whom appeals go to: the offices the campaign names, and the others of the addressees' countries."""
    with_demands = [group for group in facts.addressees if group.demands]
    keys = dict.fromkeys(key for group in with_demands for key in group.offices)
    named = [directory.by_id[key] for key in keys if key in directory.by_id]
    countries = dict.fromkeys(group.country for group in with_demands if group.country)
    near = [office for country in countries for office in directory.offices_of(country) if not office.organisation]
    appeals = LetterKind.APPEAL
    return (
        [office for office in named if appeals.goes_to(office)],
        [office for office in near if office not in named and appeals.goes_to(office)],
    )


def writable_letters(session: Session, *, campaign: Campaign) -> Writable:
    facts = {language: gather_facts(session, campaign, language=language) for language in _all_languages()}
    # A session forgets what nobody holds, and each letter asks for it.
    organisation = session.get_one(Organisation, campaign.organisation_id)
    saved = {(row.kind, row.office_id, row.language): row for row in letters_of(session, [campaign.id])}

    def addressed(office: Office, kind: LetterKind) -> Addressed:
        letters = []
        for language in languages_of(kind):
            row = saved.get((kind, office.id, language))
            letter = row or new_letter(session, campaign=campaign, kind=kind, office_id=office.id, language=language)
            contents = gather_letter(
                session, campaign=campaign, letter=letter, facts=facts[language], record=addresses[office.id]
            )
            letters.append(Possible(office, kind, contents, row))
        return Addressed(office, tuple(letters))

    directory = directory_now(session)
    named, near = offices_of(next(iter(facts.values())), directory)
    begun = {office_id for kind, office_id, _ in saved if kind is LetterKind.APPEAL}
    shown = [*named, *(office for office in near if office.id in begun)]
    has_demands = any(group.demands for group in next(iter(facts.values())).addressees)
    director = directory.office(ILO_DIRECTOR_GENERAL)
    addresses = addresses_for_record(
        session, office_ids=[office.id for office in (*shown, director)], organisation_id=organisation.id
    )
    return Writable(
        tuple(addressed(office, LetterKind.APPEAL) for office in shown),
        tuple(office for office in near if office not in shown),
        (addressed(director, LetterKind.ILO_DG_INTERVENTION),) if has_demands else (),
    )


def letters_of(session: Session, campaign_ids: Sequence[int]) -> Sequence[Letter]:
    """The newest edition of each."""
    return session.exec(
        select(Letter)
        .where(col(Letter.campaign_id).in_(campaign_ids), is_newest())
        .order_by(col(Letter.updated_at).desc())
    ).all()


def signed_with(session: Session, sha256: str) -> KnownKey | None:
    """Whose key signed this print. It was signed as it was stored, so nothing needs to be checked anew."""
    signature = session.get(LetterSignature, sha256)
    return key_with_id(session, signature.signing_key_id) if signature else None


def campaigns_with_letters(session: Session, user: SignedIn) -> list[tuple[Campaign, list[Letter]]]:
    """Every campaign that this organiser may see, the newest first, with the letters that were begun."""
    campaigns = session.exec(
        select(Campaign)
        .where(seen_by(user, col(Campaign.organisation_id), col(Campaign.id)))
        .order_by(col(Campaign.updated_at).desc())
    ).all()
    begun = letters_of(session, [campaign.id for campaign in campaigns])
    return [(campaign, [letter for letter in begun if letter.campaign_id == campaign.id]) for campaign in campaigns]


def taken_by_supporters(session: Session, *, campaign_id: int) -> dict[str, int]:
    """Office → letters taken, for the desk."""
    found = session.execute(
        sa.select(col(LetterTally.office_id), sa.func.sum(col(LetterTally.count)))
        .where(col(LetterTally.campaign_id) == campaign_id)
        .group_by(col(LetterTally.office_id))
    )
    return {office_id: int(count) for office_id, count in found}


def _all_languages() -> tuple[str, ...]:
    return tuple(dict.fromkeys(language for kind in LetterKind for language in languages_of(kind)))
