"""Partners that have given their paper, runs of letters, and what partners report."""

from typing import Any

from sqlmodel import Session

from campaigns.kits.models import PartnerReport, Reported
from campaigns.letters.models import Letter
from campaigns.models.campaign import Campaign
from campaigns.register.models import ReplyKind
from campaigns.runs.models import LetterRun, OfferedLetter, RunLetter, RunState
from foundation.accounts.access import SignedIn
from foundation.clock import utc_now, utc_today
from outreach.actions.letterheads import give_letterhead, lend
from outreach.models.partners import Partner
from tests.factories.outreach import a_partner

HEAD = {
    "name": "Beispielgewerkschaft",
    "address": "Musterweg 5\n10115 Berlin\nGermany",
    "email": "buero@gewerkschaft.example.org",
    "phone": "+49 30 000000",
    "website": "",
    "signatory_name": "Erika Beispiel",
    "signatory_office": "Chairwoman",
    "place": "Berlin",
    "language": "en",
}


def a_lender(session: Session, user: SignedIn, name: str = "Beispielgewerkschaft", *, lent: bool = True) -> Partner:
    """A partner that has given its paper, and lends it."""
    partner = a_partner(session, user, name, country="DE")
    give_letterhead(session, partner=partner, values=HEAD | {"name": name})
    lend(session, partner=partner, lent=lent)
    return partner


def a_ready_run(session: Session, campaign: Campaign, letter: Letter, **values: Any) -> LetterRun:
    """On our own paper, with the file of the letter."""
    run = LetterRun(campaign_id=campaign.id, state=RunState.READY, settled_at=utc_now(), **values)
    session.add(run)
    session.flush()
    session.add(
        RunLetter(
            run_id=run.id,
            place=1,
            letter_id=letter.id,
            approved_sha256=letter.file_sha256 or "",
            own_paper=True,
            name="0001-appeal",
            made_at=utc_now(),
            pdf_sha256=letter.file_sha256,
        )
    )
    session.flush()
    return run


def runs_of_the_world(session: Session, campaign: Campaign, letter: Letter, partner: Partner) -> dict[str, str]:
    """What the addresses of runs and of partners' pages name, for the authorisation matrix."""
    run = a_ready_run(session, campaign, letter)
    session.add(OfferedLetter(letter_id=letter.id, approved_sha256=letter.file_sha256 or ""))
    report = PartnerReport(
        campaign_id=campaign.id,
        letter_id=letter.id,
        partner_id=partner.id,
        partner_name=partner.name,
        what=Reported.ANSWERED,
        day=utc_today(),
        kind=ReplyKind.REFUSED,
        summary="No.",
        scan_sha256=letter.file_sha256,
    )
    session.add(report)
    session.flush()
    return {"run_id": str(run.id), "told_id": str(report.id), "code": partner.kit_code}
