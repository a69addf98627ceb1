"""What an answer changes in a demand: noted by a person, from the answer, with its day and its scan."""

from collections.abc import Mapping
from pathlib import Path

from sqlmodel import Session, col, select

from campaigns.actions.facts import add_source
from campaigns.letters.actions import record_letter
from campaigns.letters.models import Letter
from campaigns.models.campaign import Campaign
from campaigns.models.demand import Demand, Progress
from campaigns.models.partial_date import PartialDate
from campaigns.models.source import Claim
from campaigns.outcomes.actions.steps import Proof, note_step, undo_step
from campaigns.register.models import Reply, ReplyStep
from foundation.accounts.access import SignedIn
from foundation.errors import Conflict
from foundation.files import StoredFile, read


def step_from_reply(
    session: Session,
    *,
    user: SignedIn,
    campaign: Campaign,
    letter: Letter,
    reply: Reply,
    demand: Demand,
    progress: Progress,
    title: Mapping[str, str],
    files_dir: Path,
) -> None:
    """`title` names the answer as a source, by language. The scan proves the step, for the desk only. Raises Conflict
    where this answer was noted for that demand already, BadInput as note_step."""
    if session.get(ReplyStep, (reply.id, demand.id)) is not None:
        raise Conflict("This answer was noted for that demand already.")
    day = PartialDate.parse(reply.received_on.isoformat())
    source_id = _source_of(session, reply)
    if source_id is None:
        values = {"title": dict(title), "publisher": {}, "url": "", "published": day}
        source = add_source(session, user=user, campaign=campaign, values=values)
        session.flush()
        source_id = source.id
    state = note_step(
        session,
        user=user,
        campaign=campaign,
        demand=demand,
        files_dir=files_dir,
        progress=progress,
        values={"date": day, "note": {}},
        source_id=source_id,
        proof=_proof(session, files_dir, reply, next(iter(title.values()), "")),
    )
    session.flush()
    session.add(ReplyStep(reply_id=reply.id, demand_id=demand.id, demand_state_id=state.id))
    record_letter(session, campaign, letter, act="letter.step_noted", by=user, detail=f"{demand.key}: {progress}")


def undo_step_from_reply(
    session: Session, *, user: SignedIn, campaign: Campaign, reply: Reply, demand: Demand, files_dir: Path
) -> None:
    """Raises Conflict when the demand has gone further since."""
    noted = session.get(ReplyStep, (reply.id, demand.id))
    if noted is None:
        raise Conflict("Nothing was noted from this answer for that demand.")
    step_id = noted.demand_state_id
    session.delete(noted)
    session.flush()
    undo_step(session, user=user, campaign=campaign, demand=demand, step_id=step_id, files_dir=files_dir)


def _source_of(session: Session, reply: Reply) -> int | None:
    """One answer is one source, however many demands it speaks of."""
    claim = select(Claim.source_id).join(ReplyStep, col(ReplyStep.demand_state_id) == col(Claim.demand_state_id))
    return session.exec(claim.where(ReplyStep.reply_id == reply.id)).first()


def _proof(session: Session, files_dir: Path, reply: Reply, words: str) -> Proof | None:
    if reply.scan_sha256 is None:
        return None
    media_type = session.get_one(StoredFile, reply.scan_sha256).media_type
    return Proof(read(files_dir, reply.scan_sha256), media_type, words[:200], is_public=False)
