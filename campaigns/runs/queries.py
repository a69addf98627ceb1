"""What the desk shows of runs: how far each has come, and what there is to choose from."""

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlmodel import Session, col, func, select

from campaigns.letters.models import Letter, LetterState, is_newest
from campaigns.models.campaign import Campaign
from campaigns.runs.models import LetterRun, OfferedLetter, RunLetter, RunState
from campaigns.runs.standing import why_letter_fell

SHOWN = 50


@dataclass(frozen=True)
class Progress:
    """`made` of `total` letters."""

    run: LetterRun
    made: int
    total: int


@dataclass(frozen=True)
class Choice:
    """An approved letter; `why` is a message id where it must not leave now. `offered`: partners may take these very
    words."""

    letter: Letter
    why: str
    offered: bool

    @property
    def value(self) -> str:
        return offered_value(self.letter)


def offered_value(letter: Letter) -> str:
    return f"{letter.id}:{letter.file_sha256}"


def chosen_files(values: Sequence[str]) -> dict[int, str]:
    """Letter → the file that was looked at; what is no such value is left out."""
    pairs = [value.partition(":") for value in values]
    return {
        int(number): file for number, _, file in pairs if number.isascii() and number.isdigit() and len(number) < 19
    }


def runs_of(session: Session, campaign: Campaign) -> list[Progress]:
    """Of organisers, the newest first."""
    found = session.exec(
        select(LetterRun)
        .where(
            LetterRun.campaign_id == campaign.id,
            col(LetterRun.is_kit).is_(False),
            LetterRun.state != RunState.REMOVED,
        )
        .order_by(col(LetterRun.ordered_at).desc(), col(LetterRun.id).desc())
        .limit(SHOWN)
    ).all()
    return with_progress(session, found)


def with_progress(session: Session, runs: Sequence[LetterRun]) -> list[Progress]:
    counted = session.execute(
        sa.select(col(RunLetter.run_id), func.count(), func.count(col(RunLetter.made_at)))
        .where(col(RunLetter.run_id).in_([run.id for run in runs]))
        .group_by(col(RunLetter.run_id))
    )
    counts = {run_id: (int(made), int(total)) for run_id, total, made in counted}
    return [Progress(run, *counts.get(run.id, (0, 0))) for run in runs]


def approved_letters(session: Session, campaign: Campaign) -> list[Letter]:
    """The newest of each, by kind, office and language."""
    found = session.exec(
        select(Letter)
        .where(Letter.campaign_id == campaign.id, Letter.state != LetterState.DRAFT, is_newest())
        .order_by(col(Letter.kind), col(Letter.office_id), col(Letter.language))
    )
    return list(found)


def choices(session: Session, campaign: Campaign) -> list[Choice]:
    letters = approved_letters(session, campaign)
    offered = offered_files(session, [letter.id for letter in letters])
    return [
        Choice(letter, why_letter_fell(session, campaign, letter), offered.get(letter.id) == letter.file_sha256)
        for letter in letters
    ]


def offered_files(session: Session, letter_ids: Sequence[int]) -> dict[int, str]:
    rows = session.exec(select(OfferedLetter).where(col(OfferedLetter.letter_id).in_(letter_ids)))
    return {row.letter_id: row.approved_sha256 for row in rows}
