"""Campaigns with everything a letter needs, in English and Russian: an arrest in a made-up country (`free-ada`), and
recommendations to the governments of two real ones (`mission`)."""

from pathlib import Path

from sqlmodel import Session

from campaigns.actions.import_campaign import import_campaign
from campaigns.letters.access import saved_letter
from campaigns.letters.approving import Printed, approve_letter, prepare_approval
from campaigns.letters.kinds import LetterKind
from campaigns.letters.models import Letter
from campaigns.letters.render import print_letter
from campaigns.letters.sealing import seal_of
from campaigns.models.campaign import Campaign
from foundation.accounts.access import SignedIn
from foundation.accounts.actions import create_organisation
from foundation.accounts.models import Organisation
from foundation.files import store

FILES = Path(__file__).parent / "campaigns"


def a_sender(session: Session) -> Organisation:
    """With a full letterhead."""
    sender = create_organisation(
        session,
        name="Example Federation of Trade Unions",
        country="CH",
        address="12 Example Street\n1200 Example Town\nSwitzerland",
        email="office@federation.example.org",
    )
    sender.phone = "+41 00 000 00 00"
    sender.website = "federation.example.org"
    return sender


def an_arrest(session: Session, organisation: Organisation) -> Campaign:
    """Live, in Exemplia: one demand to the President alone."""
    return _from_file(session, organisation, "free-ada")


def a_mission(session: Session, organisation: Organisation) -> Campaign:
    """Live: seven demands to the President and Government of Kazakhstan, one without a number to Turkmenistan."""
    return _from_file(session, organisation, "mission")


def _from_file(session: Session, organisation: Organisation, name: str) -> Campaign:
    report = import_campaign(
        session,
        organisation_id=organisation.id,
        content=(FILES / f"{name}.yaml").read_bytes(),
        by=None,
        keep_state=True,
    )
    assert report.is_fine, [str(problem) for problem in report.problems]
    return session.get_one(Campaign, report.campaign_id)


def approved(
    session: Session,
    files_dir: Path,
    campaign: Campaign,
    *,
    by: SignedIn,
    office: str = "kz-president",
    language: str = "en",
    kind: LetterKind = LetterKind.APPEAL,
) -> Letter:
    """The letter as it was saved, approved by a second person; really laid out."""
    letter = saved_letter(session, campaign_id=campaign.id, kind=kind, office_id=office, language=language)
    assert letter is not None
    contents = prepare_approval(session, campaign=campaign, letter=letter, user=by, alone=None)
    pdf = print_letter(contents, seal=seal_of(letter, base_url="https://solidarity.example.org"))
    stored = store(session, files_dir, pdf.content, media_type="application/pdf", pages=pdf.pages)
    printed = Printed(stored.sha256, pdf.pages)
    approve_letter(session, campaign=campaign, letter=letter, contents=contents, printed=printed, user=by, alone=None)
    return letter
