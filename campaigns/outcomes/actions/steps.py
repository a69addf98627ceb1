"""One more step of a demand, dated and proved, and taking the last one back."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlmodel import Session, col, select

from campaigns.actions.facts import add_demand_state, add_source, remove_fact
from campaigns.meanwhile import UNDONE
from campaigns.models.campaign import Campaign
from campaigns.models.demand import Demand, DemandState, Progress
from campaigns.models.partial_date import PartialDate
from campaigns.outcomes.models import Evidence
from campaigns.updates.actions.pictures import require_room
from foundation.accounts.access import SignedIn
from foundation.errors import BadInput, Conflict
from foundation.files import FileKind, discard_if_unnamed, store
from foundation.pdf_text import read_pdf
from foundation.pdf_uploads import MEDIA_TYPE, check_pdf, without_traces
from foundation.picture_uploads import redrawn

GRANTED = frozenset({Progress.MET, Progress.PARTLY_MET, Progress.ACKNOWLEDGED})


@dataclass(frozen=True)
class Proof:
    """A file as it is kept: a picture drawn anew, or a PDF written anew."""

    content: bytes = field(repr=False)
    media_type: str
    words: str
    is_public: bool


def checked_proof(content: bytes, *, words: str, is_public: bool, files_dir: Path) -> Proof:
    """By what the file holds, never by its name. Raises BadInput, worded."""
    if content.startswith(b"%PDF-"):
        check_pdf(content)
        clean = without_traces(content)
        read_pdf(files_dir, clean)
        return Proof(clean, MEDIA_TYPE, words, is_public)
    return Proof(*redrawn(content), words, is_public)


def note_step(
    session: Session,
    *,
    user: SignedIn,
    campaign: Campaign,
    demand: Demand,
    files_dir: Path,
    progress: Progress,
    values: Mapping[str, Any],
    source_id: int | None = None,
    page: tuple[str, str] | None = None,
    proof: Proof | None = None,
) -> DemandState:
    """`page` is title and address of where it was read; it becomes a source of the campaign. Raises BadInput for what
    is reversed without ever having been granted, and for more files than a campaign may have."""
    if progress is Progress.REVERSED and not _was_granted(session, demand):
        raise BadInput("Only what was met, partly met or acknowledged before can be reversed.")
    if proof is not None:
        require_room(session, campaign, len(proof.content))
    if page is not None:
        title, address = page
        published = {"title": {campaign.original_language: title}, "publisher": {}, "url": address}
        source = add_source(session, user=user, campaign=campaign, values={**published, "published": PartialDate()})
        session.flush()
        source_id = source.id
    state = add_demand_state(
        session,
        user=user,
        campaign=campaign,
        demand=demand,
        progress=progress,
        source_id=source_id,
        values=values,
    )
    if proof is not None:
        stored = store(session, files_dir, proof.content, media_type=proof.media_type, kind=FileKind.UPLOADED)
        session.add(
            Evidence(
                campaign_id=campaign.id,
                demand_state_id=state.id,
                sha256=stored.sha256,
                media_type=proof.media_type,
                size=len(proof.content),
                words=proof.words,
                is_public=proof.is_public,
                added_by_id=user.user_id,
            )
        )
        session.flush()
    return state


def undo_step(
    session: Session, *, user: SignedIn, campaign: Campaign, demand: Demand, step_id: int, files_dir: Path
) -> None:
    """The last one, with its evidence; the trail keeps that it was there. Raises Conflict when that is another one than
    `step_id`."""
    state = last_step(session, demand)
    if state is None or state.id != step_id:
        raise Conflict(UNDONE)
    hashes = session.exec(select(Evidence.sha256).where(Evidence.demand_state_id == state.id)).all()
    remove_fact(
        session,
        user=user,
        campaign=campaign,
        fact=state,
        act="demand.step_undone",
        detail=f"{demand.key}: {state.progress}",
    )
    session.flush()
    for sha256 in hashes:
        discard_if_unnamed(session, files_dir, sha256)


def last_step(session: Session, demand: Demand) -> DemandState | None:
    return session.exec(
        select(DemandState)
        .where(DemandState.demand_id == demand.id)
        .order_by(col(DemandState.position).desc(), col(DemandState.id).desc())
    ).first()


def _was_granted(session: Session, demand: Demand) -> bool:
    steps = session.exec(select(DemandState.progress).where(DemandState.demand_id == demand.id)).all()
    return any(Progress(progress) in GRANTED for progress in steps)
