"""Taking many signatures out by a rule, in small transactions, and putting them back."""

from datetime import timedelta

import sqlalchemy as sa
from sqlmodel import Session, col, select

from foundation.accounts.access import SignedIn
from foundation.accounts.roles import May
from foundation.clock import utc_now
from foundation.errors import BadInput, Conflict
from foundation.jobs import enqueue
from petitions.access import SEEKS_SOMEBODY, petition_at_desk, rule_at_desk
from petitions.actions.counting import count_changes
from petitions.actions.invalidate import take_out, undo_taking_out
from petitions.actions.recording import record_act
from petitions.models.petition import Petition
from petitions.models.rules import Criteria, RuleRun, RuleState
from petitions.models.signature import BY_A_RULE, Signature, SignatureState
from petitions.queries.rules import Found, conditions, fits, next_hits

JOB = "petitions.work_off_rule"
# Signers wait for no longer than one of these takes.
AT_ONCE = 200
DRAFT_KEPT = timedelta(days=1)


def draft_rule(session: Session, *, user: SignedIn, slug: str, criteria: Criteria, reason: str) -> RuleRun:
    """Nothing happens yet but that it can be looked at, which is written down. What it looks for is not: the trail
    holds no signer. Raises BadInput for a rule that hits everybody, and for one that seeks somebody at high risk."""
    petition = petition_at_desk(session, user, slug, May.WRITE)
    if criteria.is_empty:
        raise BadInput("Please say at least one thing by which signatures are recognised.")
    if petition.is_high_risk and criteria.seeks:
        raise BadInput(SEEKS_SOMEBODY)
    run = RuleRun(petition_id=petition.id, made_by_id=user.user_id, criteria=criteria.model_dump_json(), reason=reason)
    session.add(run)
    session.flush()
    record_act(session, user, petition, "rule.looked", reason, part=f"rule:{run.id}")
    return run


def run_rule(session: Session, *, user: SignedIn, slug: str, rule_id: str, reason: str) -> RuleRun:
    petition, run = rule_at_desk(session, user, slug, rule_id, May.WRITE, lock=True)
    if run.state is not RuleState.DRAFTED:
        raise Conflict("This rule has been started already.")
    if petition.is_high_risk and run.wanted.seeks:
        raise Conflict(SEEKS_SOMEBODY)
    run.state, run.reason, run.started_at = RuleState.RUNNING, reason, utc_now()
    enqueue(session, JOB, rule_id=run.id)
    record_act(session, user, petition, "rule.started", reason, part=f"rule:{run.id}")
    return run


def cancel_rule(session: Session, *, user: SignedIn, slug: str, rule_id: str) -> RuleRun:
    """What was taken out until now stays out, until it is undone."""
    petition, run = rule_at_desk(session, user, slug, rule_id, May.WRITE, lock=True)
    if run.state is not RuleState.RUNNING:
        raise Conflict("This rule is not running; there is nothing to stop.")
    run.state, run.ended_at = RuleState.CANCELLED, utc_now()
    record_act(session, user, petition, "rule.stopped", str(run.taken_out), part=f"rule:{run.id}")
    return run


def undo_rule(session: Session, *, user: SignedIn, slug: str, rule_id: str) -> RuleRun:
    petition, run = rule_at_desk(session, user, slug, rule_id, May.WRITE, lock=True)
    if not run.state.can_be_undone:
        raise Conflict("There is nothing to undo.")
    run.state, run.ended_at = RuleState.UNDOING, None
    enqueue(session, JOB, rule_id=run.id)
    record_act(session, user, petition, "rule.undone", str(run.taken_out), part=f"rule:{run.id}")
    return run


def look_for_more(session: Session, run: RuleRun) -> Found:
    """For `take_some_out`; it changes nothing and locks nothing."""
    petition = session.get_one(Petition, run.petition_id)
    signed_by = run.started_at or utc_now()
    return next_hits(session, petition, run.wanted, after=run.cursor, signed_by=signed_by, most=AT_ONCE)


def forget_drafts(session: Session) -> None:
    """Of rules that were never run. Each was a search, and may hold a name."""
    session.execute(
        sa.delete(RuleRun)
        .where(col(RuleRun.state) == RuleState.DRAFTED, col(RuleRun.made_at) < utc_now() - DRAFT_KEPT)
        .execution_options(synchronize_session=False)
    )


def take_some_out(session: Session, run: RuleRun, found: Found) -> bool:
    """Those that were found; whether there may be more. What changed since they were found is looked at again."""
    if found.after != run.cursor:
        return True
    petition = session.get_one(Petition, run.petition_id)
    criteria = run.wanted
    rows = session.exec(
        select(Signature)
        .where(*conditions(petition, criteria), col(Signature.id).in_(found.ids))
        .order_by(col(Signature.id))
        .with_for_update()
        .execution_options(populate_existing=True)
    ).all()
    hit = [signature for signature in rows if fits(signature, criteria)]
    changes = [take_out(signature, reason=run.reason) for signature in hit]
    for signature in hit:
        signature.taken_out_by = run.id
    run.taken_out += len(hit)
    count_changes(session, changes, now=utc_now())
    run.looked_at += found.looked_at
    run.cursor = found.until
    return not found.is_all


def put_some_back(session: Session, run: RuleRun) -> bool:
    """Whoever withdrew meanwhile, or was put back by hand, is not among them."""
    rows = session.exec(
        select(Signature)
        .where(BY_A_RULE, col(Signature.taken_out_by) == run.id, Signature.state == SignatureState.INVALIDATED)
        .order_by(col(Signature.id))
        .limit(AT_ONCE)
        .with_for_update()
    ).all()
    changes = [undo_taking_out(signature) for signature in rows]
    run.put_back += len(rows)
    count_changes(session, changes, now=utc_now())
    return len(rows) == AT_ONCE
