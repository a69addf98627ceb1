"""From a campaign to a finished file: for the desk, for the command line, and for a mailing that attaches a letter."""

from pathlib import Path

from sqlmodel import Session

from campaigns.facts.gather import gather_facts
from campaigns.letters.access import saved_letter
from campaigns.letters.actions import keep_file
from campaigns.letters.contents import LetterContents
from campaigns.letters.defaults import new_letter
from campaigns.letters.gather import gather_letter
from campaigns.letters.kinds import LetterKind
from campaigns.letters.models import Letter
from campaigns.letters.render import NOT_CLEAN, print_letter
from campaigns.letters.whom import offices_for
from campaigns.models.campaign import Campaign
from campaigns.offices.merged import directory_now
from foundation.accounts.access import SignedIn
from foundation.database import Database
from foundation.errors import Conflict
from foundation.files import store
from foundation.pdf import Pdf


def letter_as_set(session: Session, *, campaign: Campaign, kind: LetterKind, office: str, language: str) -> Letter:
    """As an organiser saved it, or a new one that is not saved."""
    saved = saved_letter(session, campaign_id=campaign.id, kind=kind, office_id=office, language=language)
    return saved or new_letter(session, campaign=campaign, kind=kind, office_id=office, language=language)


def letter_contents(
    session: Session, *, campaign: Campaign, kind: LetterKind, office: str, language: str
) -> LetterContents:
    """Raises NotFound when the campaign has no such letter."""
    letter = letter_as_set(session, campaign=campaign, kind=kind, office=office, language=language)
    return gather_letter(session, campaign=campaign, letter=letter)


def write_letter(session: Session, *, campaign: Campaign, kind: LetterKind, office: str, language: str) -> Pdf:
    """The letter of record as PDF; watermarked as a draft while something is missing or its address is not confirmed.

    Raises NotFound, BadInput where a text is missing in that language, Busy, PdfError. A web request gathers and prints
    apart, so that no transaction is open meanwhile.
    """
    return print_letter(letter_contents(session, campaign=campaign, kind=kind, office=office, language=language))


def offices_to_write_to(session: Session, *, campaign: Campaign, kind: LetterKind) -> list[str]:
    """Every addressee of the campaign for that kind, as ids of the directory."""
    facts = gather_facts(session, campaign, language=campaign.original_language)
    return [office.id for office in offices_for(kind, facts, directory_now(session))]


def store_letter(
    database: Database, files_dir: Path, *, campaign: Campaign, contents: LetterContents, by: SignedIn | None
) -> Letter:
    """Prints while no transaction is open, then keeps the file and notes it in the letter's row."""
    pdf = print_letter(contents)
    with database.writing() as session:
        stored = store(session, files_dir, pdf.content, media_type="application/pdf", pages=pdf.pages)
        letter = letter_as_set(
            session, campaign=campaign, kind=contents.kind, office=contents.office_id, language=contents.language
        )
        return keep_file(
            session,
            campaign=campaign,
            letter=letter,
            sha256=stored.sha256,
            pages=pdf.pages,
            facts_version=contents.facts_version,
            is_clean=contents.is_clean,
            by=by,
        )


def letter_file_for_mailing(
    session: Session, *, campaign: Campaign, kind: LetterKind, office: str, language: str
) -> str:
    """The SHA-256 of the letter as it was approved. Raises Conflict while it is a draft."""
    letter = saved_letter(session, campaign_id=campaign.id, kind=kind, office_id=office, language=language)
    if letter is None or not letter.state.is_approved or letter.file_sha256 is None:
        contents = letter_contents(session, campaign=campaign, kind=kind, office=office, language=language)
        if contents.lacks:
            raise Conflict(NOT_CLEAN, lacks=" ".join(str(lack) for lack in contents.lacks))
        raise Conflict("This letter is ready, but nobody has approved it yet. A second person does that in its editor.")
    return letter.file_sha256
