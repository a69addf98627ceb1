"""What is known of a file by the hash of its bytes. What was made here never changes, so a changed file is unknown."""

import enum
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from campaigns.dossiers.models import Dossier, DossierState
from campaigns.facts.words import words_of
from campaigns.letters.models import Letter, LetterPrint
from campaigns.models.campaign import Campaign
from campaigns.offices.merged import directory_now


class FileKind(enum.StrEnum):
    DOSSIER = "dossier"
    ANNEX = "annex"
    LETTER = "letter"


@dataclass(frozen=True)
class Verified:
    """`title` and `newest` (a path of this site) are empty for what nobody may read now. `newest` is where the present
    state stands, also when this is it."""

    kind: FileKind
    version: int
    newest_version: int
    made_at: datetime
    is_superseded: bool
    edition: int = 0
    title: str = ""
    addressee: str = ""
    newest: str = ""


def verified(session: Session, sha256: str, *, language: str) -> Verified | None:
    """None for what was not made here, or was changed afterwards."""
    return _dossier(session, sha256, language) or _letter(session, sha256, language)


def _dossier(session: Session, sha256: str, language: str) -> Verified | None:
    """The newest of editions that are the same to the last byte."""
    is_it = (col(Dossier.file_sha256) == sha256) | (col(Dossier.annex_sha256) == sha256)
    dossier = session.exec(select(Dossier).where(is_it).order_by(col(Dossier.edition).desc())).first()
    if dossier is None:
        return None
    campaign = session.get_one(Campaign, dossier.campaign_id)
    newer = session.exec(
        select(Dossier.id).where(
            Dossier.campaign_id == dossier.campaign_id,
            Dossier.profile == dossier.profile,
            Dossier.language == dossier.language,
            Dossier.state == DossierState.READY,
            Dossier.edition > dossier.edition,
        )
    ).first()
    is_open = campaign.is_shown and not campaign.unpublished
    return Verified(
        kind=FileKind.ANNEX if dossier.annex_sha256 == sha256 else FileKind.DOSSIER,
        version=dossier.facts_version,
        newest_version=campaign.version,
        made_at=dossier.settled_at or dossier.ordered_at,
        is_superseded=newer is not None or campaign.version > dossier.facts_version,
        edition=dossier.edition,
        title=_title(campaign, language) if is_open else "",
        newest=f"/campaigns/{campaign.slug}/dossier.pdf" if is_open else "",
    )


def _letter(session: Session, sha256: str, language: str) -> Verified | None:
    printed = session.get(LetterPrint, sha256)
    if printed is None:
        return None
    letter = session.get_one(Letter, printed.letter_id)
    campaign = session.get_one(Campaign, letter.campaign_id)
    is_open = campaign.is_shown and not campaign.unpublished
    return Verified(
        kind=FileKind.LETTER,
        version=printed.facts_version,
        newest_version=campaign.version,
        made_at=printed.printed_at,
        is_superseded=letter.file_sha256 != sha256 or campaign.version > printed.facts_version,
        title=_title(campaign, language) if is_open else "",
        addressee=directory_now(session).office(letter.office_id).title_in(language),
        newest=f"/campaigns/{campaign.slug}/letters" if is_open else "",
    )


def _title(campaign: Campaign, language: str) -> str:
    return str(words_of(campaign.title, language, campaign.original_language))
