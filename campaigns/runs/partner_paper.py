"""An approved letter on a partner's paper: the same words to the same office, with the partner's head and hand."""

from datetime import date

from sqlmodel import Session

from campaigns.letters.actions import SETTABLE
from campaigns.letters.contents import LetterContents
from campaigns.letters.gather import gather_letter
from campaigns.letters.models import Letter
from campaigns.letters.paper import picture
from campaigns.models.campaign import Campaign
from foundation.accounts.models import Organisation
from outreach.models.letterheads import PartnerLetterhead

OURS_ALONE = frozenset(
    {
        "our_reference",
        "your_reference",
        "contact_name",
        "contact_phone",
        "contact_email",
        "cosigners",
        "with_pictures",
    }
)
"""What a letter of ours bears and one of a partner's does not."""


def on_paper_of(
    session: Session, *, campaign: Campaign, letter: Letter, head: PartnerLetterhead, day: date
) -> LetterContents:
    """Neither the letter nor the writer is a row: nothing of this is saved. Whether the approved words still stand is
    for whoever calls it."""
    same = {name: getattr(letter, name) for name in SETTABLE - OURS_ALONE}
    theirs = Letter(
        campaign_id=letter.campaign_id, kind=letter.kind, office_id=letter.office_id, language=letter.language, **same
    )
    theirs.signatory_name, theirs.signatory_office = head.signatory_name, head.signatory_office
    # Whoever signs for the partner is whom the office can ask.
    theirs.contact_name, theirs.contact_phone, theirs.contact_email = head.signatory_name, head.phone, head.email
    theirs.place, theirs.dated_on = head.place, day
    # The words that were approved, whatever its template says by now.
    theirs.template_version = letter.template_version
    writer = Organisation(
        name=head.name, address=head.address, email=head.email, phone=head.phone, website=head.website
    )
    logo = picture("logo", head.logo, head.logo_type) if head.logo else None
    return gather_letter(session, campaign=campaign, letter=theirs, writer=writer, logo=logo)
