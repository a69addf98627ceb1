"""What is known of a file by the hash of its bytes. What was made here never changes, so a changed file is unknown."""

import enum
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlmodel import Session, col, select

from campaigns.dossiers.models import Dossier, DossierState
from campaigns.facts.words import words_of
from campaigns.letters.models import Letter, LetterPrint, LetterState
from campaigns.letters.queries import signed_with
from campaigns.models.campaign import Campaign
from campaigns.offices.merged import directory_now
from campaigns.register.queries import replaced_by
from foundation.signing.queries import KnownKey


class FileKind(enum.StrEnum):
    DOSSIER = "dossier"
    ANNEX = "annex"
    LETTER = "letter"


class Standing(enum.StrEnum):
    """Of a letter of record. `ENDED`: it was approved, and is not any more."""

    NONE = ""
    DRAFT = "draft"
    ENDED = "ended"
    APPROVED = "approved"
    SENT = "sent"


@dataclass(frozen=True)
class Verified:
    """`title` and `newest` (a path of this site) are empty for what nobody may read now. `newest` is where the present
    state stands, also when this is it. What follows `newest` is of letters of record; `replaced_on` is the date
    of the correction."""

    kind: FileKind
    version: int
    newest_version: int
    made_at: datetime
    is_superseded: bool
    edition: int = 0
    title: str = ""
    addressee: str = ""
    newest: str = ""
    standing: Standing = Standing.NONE
    dated_on: date | None = None
    replaced_on: date | None = None
    sha256: str = ""
    signed_with: KnownKey | None = None


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
    if letter.state.is_approved and letter.file_sha256 == sha256:
        return _approved(session, letter, language)
    campaign = session.get_one(Campaign, letter.campaign_id)
    return _told(
        session,
        letter,
        language,
        version=printed.facts_version,
        made_at=printed.printed_at,
        is_superseded=printed.was_approved or letter.file_sha256 != sha256 or campaign.version > printed.facts_version,
        standing=Standing.ENDED if printed.was_approved else Standing.DRAFT,
        printed_as=sha256,
    )


def verified_letter(session: Session, letter_id: int, *, language: str) -> Verified | None:
    """By what the code on the paper says. None for one that was not approved, or is not any more."""
    letter = session.get(Letter, letter_id)
    return _approved(session, letter, language) if letter is not None and letter.state.is_approved else None


def _approved(session: Session, letter: Letter, language: str) -> Verified:
    """It stays as it is when the facts move on; only a correction supersedes it."""
    newer = replaced_by(session, letter)
    return _told(
        session,
        letter,
        language,
        version=letter.facts_version or 0,
        made_at=letter.approved_at or letter.updated_at,
        is_superseded=newer is not None,
        standing=Standing.SENT if letter.state is LetterState.SENT else Standing.APPROVED,
        replaced_on=newer.dated_on if newer else None,
        dated_on=letter.dated_on,
        sha256=letter.file_sha256 or "",
        printed_as=letter.file_sha256 or "",
    )


def _told(session: Session, letter: Letter, language: str, *, printed_as: str, **known: Any) -> Verified:
    campaign = session.get_one(Campaign, letter.campaign_id)
    is_open = campaign.is_shown and not campaign.unpublished
    office = directory_now(session).by_id.get(letter.office_id)
    return Verified(
        kind=FileKind.LETTER,
        newest_version=campaign.version,
        title=_title(campaign, language) if is_open else "",
        addressee=office.title_in(language) if office else "",
        newest=f"/campaigns/{campaign.slug}/letters" if is_open else "",
        signed_with=signed_with(session, printed_as) if is_open else None,
        **known,
    )


def _title(campaign: Campaign, language: str) -> str:
    return str(words_of(campaign.title, language, campaign.original_language))
