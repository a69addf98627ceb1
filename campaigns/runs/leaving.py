"""What of a run may leave now. Its page and what takes its files ask here, so that they agree."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session

from campaigns.models.campaign import Campaign
from campaigns.runs.models import LetterRun, RunLetter, RunState
from campaigns.runs.standing import Fallen, fallen_items


@dataclass(frozen=True)
class Leaving:
    """`items` may be taken; `fallen` stay here, each with its reason. `is_whole`: nothing fell since the one PDF for
    the printer was merged."""

    items: tuple[RunLetter, ...] = ()
    fallen: tuple[Fallen, ...] = ()
    is_whole: bool = False


def leaving(session: Session, campaign: Campaign, run: LetterRun, items: Sequence[RunLetter]) -> Leaving:
    """`items` are all of the run. Of one that is not ready nothing may leave."""
    if run.state is not RunState.READY:
        return Leaving(fallen=tuple(fallen_items(session, campaign, run, [item for item in items if item.fell])))
    fallen = fallen_items(session, campaign, run, items)
    places = {one.item.place for one in fallen}
    standing = tuple(item for item in items if item.place not in places and item.pdf_sha256 is not None)
    made = [item for item in items if item.made_at is not None]
    is_whole = len(standing) == len(made) and (run.merged_sha256 is not None or len(made) == 1)
    return Leaving(standing, tuple(fallen), is_whole)
