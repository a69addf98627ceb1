"""What a letter announces as enclosed: what an e-mail takes along by itself, and what somebody puts in by hand."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session

from campaigns.dossiers.models import Dossier, Profile
from campaigns.dossiers.queries import newest_ready
from campaigns.facts.gather import gather_facts
from campaigns.letters.defaults import usual_enclosures
from campaigns.letters.models import Letter
from campaigns.models.campaign import Campaign
from foundation.files import StoredFile

MOST_ENCLOSED = 8 * 1024 * 1024
"""Bytes. Written as text for the wire a file grows by a third, and many offices take no mail beyond 10 MB."""


@dataclass(frozen=True)
class Enclosed:
    """`announced` as the letter lists them. The dossier goes with an e-mail unless it is `too_large`."""

    announced: tuple[str, ...] = ()
    dossier: Dossier | None = None
    by_hand: tuple[str, ...] = ()
    too_large: bool = False

    @property
    def sha256(self) -> str | None:
        """Of the dossier that goes with an e-mail."""
        return self.dossier.file_sha256 if self.dossier else None


def enclosed_with(session: Session, *, campaign: Campaign, letter: Letter) -> Enclosed:
    """Of the campaign's dossiers its newest public edition in the letter's language: nothing in it is on hold."""
    facts = gather_facts(session, campaign, language=letter.language)
    usual = usual_enclosures(facts, letter.kind)
    announced = tuple(usual if letter.enclosures is None else letter.enclosures)
    named = [one for one in announced if one in usual]
    edition = _dossier(session, campaign, letter.language) if named else None
    too_large = edition is not None and _size(session, edition) > MOST_ENCLOSED
    taken = named if edition is not None and not too_large else []
    return Enclosed(announced, edition if taken else None, _without(announced, taken), too_large)


def _dossier(session: Session, campaign: Campaign, language: str) -> Dossier | None:
    """None of a campaign that nobody may read, or of which something was taken off the site: an edition of before still
    tells it."""
    if not campaign.is_shown or campaign.unpublished:
        return None
    return newest_ready(session, campaign=campaign, language=language, profile=Profile.PUBLIC)


def _size(session: Session, edition: Dossier) -> int:
    return session.get_one(StoredFile, edition.file_sha256).size


def _without(announced: Sequence[str], taken: Sequence[str]) -> tuple[str, ...]:
    return tuple(one for one in announced if one not in taken)
