"""What came of each demand, as pages and reports tell it."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlmodel import Session, col, select

from campaigns.facts.holds import names_on_hold
from campaigns.facts.rows import rows_with_names
from campaigns.facts.shapes import CampaignFacts
from campaigns.models.campaign import Campaign
from campaigns.models.demand import Progress
from campaigns.outcomes.models import Closing, Evidence
from foundation.accounts.models import User
from foundation.pdf_text import text_of
from foundation.pdf_uploads import MEDIA_TYPE
from foundation.web.language import mark

FROM_BEST = (
    Progress.MET,
    Progress.PARTLY_MET,
    Progress.ACKNOWLEDGED,
    Progress.RAISED,
    Progress.REFUSED,
    Progress.REVERSED,
)
WIDTH = 600
NAMES_HELD = mark("Names what is on hold, so it is for the desk only.")


@dataclass(frozen=True)
class Share:
    """So many demands stand at `progress`; `x` and `width` are its place in a bar of WIDTH."""

    progress: Progress
    number: int
    x: float
    width: float


def shares_of(facts: CampaignFacts) -> list[Share]:
    """From what was met to what was refused; states that no demand is in are left out."""
    counted = Counter(demand.progress for demand in facts.demands)
    total, x, shares = counted.total(), 0.0, []
    for progress in FROM_BEST:
        if counted[progress]:
            width = WIDTH * counted[progress] / total
            shares.append(Share(progress, counted[progress], round(x, 2), round(width, 2)))
            x += width
    return shares


def newest_closing(session: Session, campaign: Campaign) -> Closing | None:
    """The end that holds; None while the campaign goes on."""
    found = session.exec(
        select(Closing)
        .where(Closing.campaign_id == campaign.id)
        .order_by(col(Closing.closed_at).desc(), col(Closing.id).desc())
    ).first()
    return found if found is not None and found.reopened_at is None else None


def closings_of(session: Session, campaign: Campaign) -> Sequence[tuple[Closing, str | None]]:
    """Every end with the name of who closed it, newest first; for the desk."""
    return session.exec(
        select(Closing, col(User.name))
        .join(User, col(User.id) == col(Closing.closed_by_id), isouter=True)
        .where(Closing.campaign_id == campaign.id)
        .order_by(col(Closing.closed_at).desc(), col(Closing.id).desc())
    ).all()


def merged_into(session: Session, closing: Closing | None) -> Campaign | None:
    return session.get(Campaign, closing.merged_into_id) if closing is not None and closing.merged_into_id else None


def evidence_of(session: Session, campaign: Campaign) -> dict[int, list[Evidence]]:
    """All files, by the step they prove; for the desk."""
    by_step: dict[int, list[Evidence]] = {}
    rows = session.exec(
        select(Evidence).where(Evidence.campaign_id == campaign.id).order_by(col(Evidence.added_at), col(Evidence.id))
    )
    for row in rows:
        by_step.setdefault(row.demand_state_id, []).append(row)
    return by_step


def names_held(evidence: Evidence, betrays: re.Pattern[str] | None, files_dir: Path | None) -> bool:
    """Whether its words, or the words in a PDF, tell what is on hold. A picture the program cannot read."""
    if betrays is None:
        return False
    if betrays.search(evidence.words):
        return True
    if files_dir is None or evidence.media_type != MEDIA_TYPE:
        return False
    return betrays.search(text_of(files_dir, evidence.sha256).words) is not None


def notes_on_evidence(
    session: Session, campaign: Campaign, found: Mapping[int, Sequence[Evidence]], files_dir: Path
) -> dict[int, str]:
    """By the id of the file, for the desk: that it names what is on hold, or that the program could not read it."""
    rows = rows_with_names(session, campaign_id=campaign.id)
    betrays = names_on_hold(rows)
    pdfs = [one for files in found.values() for one in files if one.media_type == MEDIA_TYPE]
    held = {one.id: NAMES_HELD for one in pdfs if names_held(one, betrays, files_dir)}
    unread = {one.id: words for one in pdfs if (words := text_of(files_dir, one.sha256).warning)}
    return unread | held


def evidence_told(
    session: Session, campaign: Campaign, facts: CampaignFacts, kept: re.Pattern[str] | None, files_dir: Path
) -> dict[int, list[Evidence]]:
    """For the desk: those of the steps in `facts`, but for those in which `kept` finds what the reader is not told."""
    steps = {state.id for demand in facts.demands for state in demand.states}
    return {
        step: [one for one in files if not names_held(one, kept, files_dir)]
        for step, files in evidence_of(session, campaign).items()
        if step in steps
    }


def public_evidence(
    session: Session, campaign: Campaign, facts: CampaignFacts, files_dir: Path
) -> dict[int, list[Evidence]]:
    """Those of public `facts` that everybody may open, and that name nobody who is on hold. None while the
    names are off the site: nobody knows whom a photograph or a letter shows."""
    found = evidence_of(session, campaign)
    if not found or campaign.unpublished:
        return {}
    rows = rows_with_names(session, campaign_id=campaign.id)
    betrays = names_on_hold(rows)
    steps = {state.id for demand in facts.demands for state in demand.states}
    return {
        step: shown
        for step, files in found.items()
        if step in steps
        and (shown := [one for one in files if one.is_public and not names_held(one, betrays, files_dir)])
    }
