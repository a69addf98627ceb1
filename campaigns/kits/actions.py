"""What a partner reports of a letter that it sent in its own name, and what organisers do with the report."""

from datetime import date
from pathlib import Path
from typing import Any

from sqlmodel import Session, func, select

from campaigns.kits.models import PartnerReport, Reported
from campaigns.letters.actions import record_letter
from campaigns.letters.models import Letter
from campaigns.models.campaign import Campaign
from campaigns.register.models import IN_FUTURE, ReplyKind, Way
from foundation.accounts.access import SignedIn
from foundation.clock import utc_now, utc_today
from foundation.errors import BadInput
from foundation.files import discard_if_unnamed
from outreach.models.partners import Partner

MOST_REPORTS = 20
"""Of one partner on one letter."""


def report_sent(
    session: Session, *, partner: Partner, campaign: Campaign, letter: Letter, way: Way, day: date
) -> PartnerReport:
    """Raises BadInput for a day that cannot be."""
    report = PartnerReport(**_own(partner, letter), what=Reported.SENT, day=day, way=way)
    return _keep(session, partner, campaign, letter, report, act="letter.partner_sent")


def report_answer(
    session: Session,
    *,
    partner: Partner,
    campaign: Campaign,
    letter: Letter,
    kind: ReplyKind,
    day: date,
    summary: str,
) -> PartnerReport:
    """Raises BadInput for a day that cannot be."""
    report = PartnerReport(**_own(partner, letter), what=Reported.ANSWERED, day=day, kind=kind, summary=summary)
    return _keep(session, partner, campaign, letter, report, act="letter.partner_answered")


def look_at(session: Session, *, user: SignedIn, campaign: Campaign, letter: Letter, report: PartnerReport) -> None:
    if report.looked_at is None:
        report.looked_at, report.looked_by_id = utc_now(), user.user_id
        session.add(report)
        record_letter(session, campaign, letter, act="letter.partner_looked_at", by=user, detail=report.partner_name)


def remove_report(
    session: Session, *, user: SignedIn, campaign: Campaign, letter: Letter, report: PartnerReport, files_dir: Path
) -> None:
    """One that is wrong, with its scan."""
    session.delete(report)
    record_letter(session, campaign, letter, act="letter.partner_removed", by=user, detail=report.partner_name)
    if report.scan_sha256 is not None:
        discard_if_unnamed(session, files_dir, report.scan_sha256)


def _own(partner: Partner, letter: Letter) -> dict[str, Any]:
    return {
        "campaign_id": letter.campaign_id,
        "letter_id": letter.id,
        "partner_id": partner.id,
        "partner_name": partner.name,
    }


def _keep(
    session: Session, partner: Partner, campaign: Campaign, letter: Letter, report: PartnerReport, *, act: str
) -> PartnerReport:
    if report.day > utc_today():
        raise BadInput(IN_FUTURE)
    if letter.approved_at is not None and report.day < letter.approved_at.date():
        raise BadInput("The letter was approved only after this day.")
    of_both = PartnerReport.partner_id == partner.id, PartnerReport.letter_id == letter.id
    if session.exec(select(func.count()).select_from(PartnerReport).where(*of_both)).one() >= MOST_REPORTS:
        raise BadInput("You have reported of this letter many times already. Please write to us instead.")
    session.add(report)
    session.flush()
    record_letter(session, campaign, letter, act=act, by=None, detail=partner.name)
    return report
