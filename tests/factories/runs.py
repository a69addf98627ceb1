"""Partners that have given their paper, runs of letters, and what partners report."""

from typing import Any

from sqlmodel import Session

from campaigns.kits.models import PartnerReport, Reported
from campaigns.letters.actions import whom
from campaigns.letters.gather import gather_letter
from campaigns.letters.models import Letter, LetterState
from campaigns.letters.render import plain_text
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


def a_letter_that_stands(session: Session, campaign: Campaign, like: Letter) -> Letter:
    """Sent, and as true as on its day, with the file of another one."""
    letter = Letter(campaign_id=campaign.id, kind=like.kind, office_id=like.office_id, language="ru")
    letter.dated_on, letter.our_reference, letter.facts_version = utc_today(), "Canary 2", 1
    contents = gather_letter(session, campaign=campaign, letter=letter)
    letter.told, letter.addressed = plain_text(contents), list(whom(contents))
    letter.file_sha256, letter.pages, letter.printed_at = like.file_sha256, 1, utc_now()
    letter.state, letter.is_clean, letter.approved_at = LetterState.SENT, True, utc_now()
    session.add(letter)
    session.flush()
    return letter


def runs_of_the_world(session: Session, campaign: Campaign, letter: Letter, partner: Partner) -> dict[str, str]:
    """What the addresses of runs and of partners' pages name, for the authorisation matrix."""
    run = a_ready_run(session, campaign, a_letter_that_stands(session, campaign, letter))
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
