"""What a partner finds on its own pages, and what organisers are told of partners."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlmodel import Session, col, func, select

from campaigns.kits.models import PartnerReport
from campaigns.letters.models import Letter
from campaigns.models.campaign import PUBLIC_STATES, Campaign
from campaigns.runs.models import LetterRun, OfferedLetter, RunLetter, RunState
from campaigns.runs.queries import approved_letters, offered_files
from campaigns.runs.reasons import said
from campaigns.runs.standing import partners_may, why_letter_fell
from outreach.models.partners import Partner

MOST_SHOWN = 100


@dataclass(frozen=True)
class KitCampaign:
    """`reports`: how many this partner has handed in."""

    campaign: Campaign
    reports: int


@dataclass(frozen=True)
class FailedKit:
    """What a partner could not make for itself, or only in part; `reasons` are in words."""

    partner: Partner
    run: LetterRun
    reasons: tuple[str, ...]


def campaigns_for(session: Session, partner: Partner) -> list[KitCampaign]:
    """Those that send letters and offer some, and those of which this partner has reported; the newest first."""
    offering = select(Letter.campaign_id).join(OfferedLetter, col(OfferedLetter.letter_id) == col(Letter.id))
    reported = session.exec(
        select(PartnerReport.campaign_id, func.count())
        .where(PartnerReport.partner_id == partner.id)
        .group_by(col(PartnerReport.campaign_id))
    ).all()
    counts = {campaign_id: int(number) for campaign_id, number in reported}
    found = session.exec(
        select(Campaign)
        .where(
            Campaign.organisation_id == partner.organisation_id,
            col(Campaign.state).in_(PUBLIC_STATES),
            col(Campaign.unpublished).is_(None),
            col(Campaign.id).in_(offering) | col(Campaign.id).in_(counts),
        )
        .order_by(col(Campaign.published_at).desc(), col(Campaign.slug))
    ).all()
    return [KitCampaign(one, counts.get(one.id, 0)) for one in found if one.sends_letters or one.id in counts]


def letters_to_take(session: Session, campaign: Campaign, *, language: str) -> list[Letter]:
    """To each addressee one of each kind, in that language where there is one, else in English, else in any. None while
    the campaign sends nothing."""
    if not campaign.sends_letters:
        return []
    every = [one for one in approved_letters(session, campaign) if partners_may(one)]
    offered = offered_files(session, [one.id for one in every])
    standing = [
        one for one in every if offered.get(one.id) == one.file_sha256 and not why_letter_fell(session, campaign, one)
    ]
    found: dict[tuple[str, str], Letter] = {}
    for letter in sorted(standing, key=lambda one: (one.language != language, one.language != "en", one.language)):
        found.setdefault((letter.kind, letter.office_id), letter)
    return sorted(found.values(), key=lambda one: (one.office_id, one.kind))


def reports_of_partner(session: Session, partner: Partner, campaign: Campaign) -> Sequence[PartnerReport]:
    return session.exec(
        select(PartnerReport)
        .where(PartnerReport.partner_id == partner.id, PartnerReport.campaign_id == campaign.id)
        .order_by(col(PartnerReport.day), col(PartnerReport.reported_at))
    ).all()


def has_reported(session: Session, partner: Partner, letter: Letter) -> bool:
    made = select(PartnerReport.id).where(PartnerReport.partner_id == partner.id, PartnerReport.letter_id == letter.id)
    return session.exec(made.limit(1)).first() is not None


def reports_of_letter(session: Session, letter: Letter) -> tuple[PartnerReport, ...]:
    """For the register."""
    return tuple(
        session.exec(
            select(PartnerReport)
            .where(PartnerReport.letter_id == letter.id)
            .order_by(col(PartnerReport.day), col(PartnerReport.reported_at))
        )
    )


def reports_of_campaign(session: Session, campaign: Campaign) -> Sequence[PartnerReport]:
    """What nobody has looked at first, then the newest; not more than a page shows."""
    return session.exec(
        select(PartnerReport)
        .where(PartnerReport.campaign_id == campaign.id)
        .order_by(col(PartnerReport.looked_at).is_not(None), col(PartnerReport.reported_at).desc())
        .limit(MOST_SHOWN)
    ).all()


def failed_kits(session: Session, campaign: Campaign) -> list[FailedKit]:
    """The newest first. They are gone once the partner makes its letters again, or after a week."""
    found = session.exec(
        select(LetterRun, Partner)
        .join(Partner, col(Partner.id) == col(LetterRun.partner_id))
        .where(LetterRun.campaign_id == campaign.id, _lacks_letters())
        .order_by(col(LetterRun.ordered_at).desc())
        .limit(MOST_SHOWN)
    ).all()
    wanted = select(RunLetter).where(col(RunLetter.run_id).in_([run.id for run, _ in found]), RunLetter.fell != "")
    fallen = session.exec(wanted.order_by(col(RunLetter.place))).all()
    kits = []
    for run, partner in found:
        reasons = [said(run.problem, run.problem_values)] if run.problem else []
        reasons += [said(item.fell, item.fell_values) for item in fallen if item.run_id == run.id]
        kits.append(FailedKit(partner, run, tuple(dict.fromkeys(reasons))))
    return kits


def failed_kits_by_campaign(session: Session, campaign_ids: Collection[int]) -> list[tuple[int, int]]:
    """Campaign, and how many partners could not make their letters."""
    rows = session.exec(
        select(LetterRun.campaign_id, func.count())
        .where(col(LetterRun.campaign_id).in_(campaign_ids), col(LetterRun.partner_id).is_not(None), _lacks_letters())
        .group_by(col(LetterRun.campaign_id))
        .order_by(func.min(col(LetterRun.ordered_at)))
    ).all()
    return [(campaign_id, int(number)) for campaign_id, number in rows]


def _lacks_letters() -> sa.ColumnElement[bool]:
    some_fell = sa.exists().where(col(RunLetter.run_id) == col(LetterRun.id), col(RunLetter.fell) != "")
    in_part = sa.and_(col(LetterRun.state) == RunState.READY, some_fell)
    return sa.and_(col(LetterRun.is_kit).is_(True), sa.or_(col(LetterRun.state) == RunState.FAILED, in_part))


def reports_to_look_at(session: Session, campaign_ids: Collection[int]) -> list[tuple[int, int]]:
    """Campaign, and how many reports of partners no organiser has looked at."""
    rows = session.exec(
        select(PartnerReport.campaign_id, func.count())
        .where(col(PartnerReport.campaign_id).in_(campaign_ids), col(PartnerReport.looked_at).is_(None))
        .group_by(col(PartnerReport.campaign_id))
        .order_by(func.min(col(PartnerReport.reported_at)))
    ).all()
    return [(campaign_id, int(number)) for campaign_id, number in rows]
