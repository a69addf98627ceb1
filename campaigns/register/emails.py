"""The mail of a letter to its office."""

from functools import partial

from sqlmodel import Session

from campaigns.letters.falling import HELD, why_untrue
from campaigns.letters.gather import gather_letter
from campaigns.letters.models import Letter, LetterState
from campaigns.letters.render import name_of_file
from campaigns.letters.sealing import seal_of
from campaigns.models.campaign import Campaign
from campaigns.register.actions.mails import KIND
from campaigns.register.enclosing import Enclosed, enclosed_with
from campaigns.register.models import LetterMail
from foundation.accounts.models import Organisation
from foundation.files import read
from foundation.mail.composing import compose, composer
from foundation.mail.messages import Attachment, Message
from foundation.mail.setup import mail_setup

PDF = "application/pdf"


@composer(KIND)
def letter_to_office(session: Session, subject_id: int) -> Message | None:
    """None when the letter is not what was approved any more, tells something that is on hold by now, or when another
    dossier, or none, would go with it than when it was asked for."""
    mail = session.get(LetterMail, subject_id)
    letter = session.get(Letter, mail.letter_id) if mail else None
    if mail is None or letter is None or not letter.state.is_approved or letter.file_sha256 is None:
        return None
    campaign = session.get_one(Campaign, letter.campaign_id)
    why = why_untrue(session, campaign=campaign, letter=letter)
    if why == HELD or (why and letter.state is LetterState.APPROVED):
        return None
    organisation = session.get_one(Organisation, campaign.organisation_id)
    if not organisation.email:
        # An answer would reach nobody.
        return None
    encloses = enclosed_with(session, campaign=campaign, letter=letter)
    if encloses.sha256 != mail.enclosed_sha256:
        return None
    contents = gather_letter(session, campaign=campaign, letter=letter)
    name = name_of_file(campaign.slug, letter.kind, letter.office_id, letter.language)
    content = partial(read, mail_setup().files_dir, letter.file_sha256)
    enclosed = _attached(campaign, encloses)
    return compose(
        "campaigns/letter_to_office",
        language=letter.language,
        to=mail.sent_to,
        from_name=organisation.name,
        reply_to=organisation.email,
        attachments=(Attachment(name, PDF, letter.file_sha256, content), *enclosed),
        encloses=bool(enclosed),
        answers_to=organisation.email,
        letter=contents,
        verify_url=seal_of(letter, base_url=mail_setup().site_in(letter.language)).address,
    )


def _attached(campaign: Campaign, enclosed: Enclosed) -> tuple[Attachment, ...]:
    """The dossier that the letter announces."""
    if enclosed.dossier is None or enclosed.sha256 is None:
        return ()
    name = f"{campaign.slug}-{enclosed.dossier.language}-{enclosed.dossier.edition}.pdf"
    return (Attachment(name, PDF, enclosed.sha256, partial(read, mail_setup().files_dir, enclosed.sha256)),)
