"""Beginning a run, calling it off, taking it away, and what its work makes of it."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

import sqlalchemy as sa
from sqlmodel import Session, col, func, select

from campaigns.actions.slugs import in_ascii
from campaigns.letters.models import Letter
from campaigns.models.campaign import Campaign
from campaigns.runs.models import LetterRun, OfferedLetter, RunLetter, RunState
from campaigns.runs.reasons import kept
from campaigns.runs.standing import STOPPED, held_against, why_item_fell
from foundation.accounts.access import SignedIn
from foundation.accounts.actions import record
from foundation.clock import utc_now
from foundation.database import insert_into
from foundation.errors import AppError, BadInput, Conflict
from foundation.jobs import enqueue
from outreach.models.partners import Partner
from outreach.queries.letterheads import letterheads_by_partner

MAKE_JOB = "letters.make_run"
KIT_JOB = "letters.make_kit"
CLEAR_JOB = "letters.clear_run"
MOST_LETTERS = 40
MOST_PARTNERS = 200
MOST_FILES = 2000
MOST_RUNNING = 3
MOST_ATTEMPTS = 3
SILENT_FOR = timedelta(minutes=20)
"""A letter takes seconds. Whoever has said nothing for so long has died, and nobody was there to take its work up."""
_LONGEST_NAME = 60


def order_run(
    session: Session,
    *,
    user: SignedIn,
    campaign: Campaign,
    letters: Sequence[Letter],
    partners: Sequence[Partner],
    own_paper: bool,
) -> LetterRun:
    """Every letter on every paper. Raises BadInput, worded, for what is too much or nothing at all, and for what does
    not stand any more."""
    papers = len(partners) + own_paper
    if not letters or not papers:
        raise BadInput("Choose at least one letter, and on whose paper it is made.")
    if len(letters) > MOST_LETTERS or len(partners) > MOST_PARTNERS or len(letters) * papers > MOST_FILES:
        raise BadInput(
            "This is more than one run makes: at most %(letters)s letters, %(partners)s partners and %(files)s files"
            " together. Make several runs.",
            letters=MOST_LETTERS,
            partners=MOST_PARTNERS,
            files=MOST_FILES,
        )
    # Two orders at once would both find the third place free.
    session.get_one(Campaign, campaign.id, with_for_update=True)
    if _running(session, campaign) >= MOST_RUNNING:
        raise BadInput("%(number)s runs of this campaign are being made already. Wait for one.", number=MOST_RUNNING)
    run = LetterRun(campaign_id=campaign.id, ordered_by_id=user.user_id)
    _begin(session, campaign, run, letters, partners, own_paper=own_paper)
    detail = f"{len(letters)} × {papers}"
    _record(session, campaign, by=user, act="letter.run_ordered", detail=detail)
    return run


def order_kit(session: Session, *, campaign: Campaign, partner: Partner, letters: Sequence[Letter]) -> LetterRun:
    """All letters that a partner may take, on its own paper. One that is being made already is the answer to a second
    press; what was made before goes. Raises BadInput."""
    session.get_one(Partner, partner.id, with_for_update=True)
    earlier = select(LetterRun).where(
        LetterRun.campaign_id == campaign.id,
        LetterRun.partner_id == partner.id,
        col(LetterRun.is_kit).is_(True),
        LetterRun.state != RunState.REMOVED,
    )
    for run in session.exec(earlier).all():
        if run.state is RunState.MAKING:
            return run
        _end(session, run, RunState.REMOVED)
    if not letters:
        raise BadInput("There is no letter to take at present.")
    run = LetterRun(campaign_id=campaign.id, is_kit=True, partner_id=partner.id)
    _begin(session, campaign, run, letters, [partner], own_paper=False)
    _record(session, campaign, by=None, act="letter.kit_ordered", detail=partner.name)
    return run


def call_off(session: Session, *, user: SignedIn, campaign: Campaign, run: LetterRun) -> None:
    """As often as it is said. Raises Conflict for one that is made already."""
    if run.state is RunState.CALLED_OFF:
        return
    if run.state is not RunState.MAKING:
        raise Conflict("This run is not being made any more.")
    _end(session, run, RunState.CALLED_OFF)
    _record(session, campaign, by=user, act="letter.run_called_off")


def remove_run(session: Session, *, user: SignedIn, campaign: Campaign, run: LetterRun) -> None:
    """With its files. One that is being made is called off by it."""
    if run.state is not RunState.REMOVED:
        _end(session, run, RunState.REMOVED)
        _record(session, campaign, by=user, act="letter.run_removed")


def settle_run(session: Session, run: LetterRun, *, merged_sha256: str | None) -> None:
    run.state, run.settled_at, run.merged_sha256 = RunState.READY, utc_now(), merged_sha256
    session.add(run)


def fail_run(session: Session, *, run_id: int, refusal: AppError) -> None:
    """Unless it has ended otherwise meanwhile. Its page says why in words."""
    run = session.get(LetterRun, run_id, with_for_update=True)
    if run is not None and run.state is RunState.MAKING:
        run.problem, run.problem_values = refusal.words, kept(refusal.values)
        _end(session, run, RunState.FAILED)


def begin_again(session: Session, run: LetterRun) -> bool:
    """After a silence. False when that was tried often enough: then it has failed."""
    if run.attempt >= MOST_ATTEMPTS:
        fail_run(session, run_id=run.id, refusal=AppError(STOPPED))
        return False
    run.attempt, run.touched_at = run.attempt + 1, utc_now()
    session.add(run)
    work_on(session, run)
    return True


def work_on(session: Session, run: LetterRun) -> None:
    """A partner that waits for a handful of letters does not wait for a run of thousands: its job has another queue."""
    enqueue(session, KIT_JOB if run.is_kit else MAKE_JOB, run_id=run.id)


def offer_letters(
    session: Session, *, user: SignedIn, campaign: Campaign, among: Sequence[Letter], chosen: Mapping[int, str]
) -> None:
    """`among` are all that could be offered; `chosen` by id, each with the file that was looked at. Raises Conflict for
    one that was approved anew meanwhile, BadInput for more than one partner's letters may be."""
    if len({(letter.kind, letter.office_id) for letter in among if letter.id in chosen}) > MOST_LETTERS:
        raise BadInput(
            "A partner makes all of them at once: at most %(letters)s, each language of a letter not counted again.",
            letters=MOST_LETTERS,
        )
    for letter in among:
        if letter.id in chosen and chosen[letter.id] != letter.file_sha256:
            raise Conflict("A letter was approved anew since you opened this page. Look at it again.")
    ids = [letter.id for letter in among]
    gone = [number for number in ids if number not in chosen]
    session.execute(sa.delete(OfferedLetter).where(col(OfferedLetter.letter_id).in_(gone)))
    for letter in among:
        if letter.id in chosen:
            values = {"approved_sha256": letter.file_sha256, "offered_at": utc_now(), "offered_by_id": user.user_id}
            insert = insert_into(OfferedLetter, session.get_bind().dialect.name)
            session.execute(
                insert.values(letter_id=letter.id, **values).on_conflict_do_update(
                    index_elements=["letter_id"], set_=values
                )
            )
    _record(session, campaign, by=user, act="letter.offered", detail=str(len(chosen)))


def _begin(
    session: Session,
    campaign: Campaign,
    run: LetterRun,
    letters: Sequence[Letter],
    partners: Sequence[Partner],
    *,
    own_paper: bool,
) -> None:
    session.add(run)
    session.flush()
    heads = letterheads_by_partner(session, [partner.id for partner in partners])
    marks = {partner_id: head.mark for partner_id, head in heads.items()}
    items: list[RunLetter] = []
    for partner in [None] * own_paper + list(partners):
        for letter in letters:
            items.append(
                RunLetter(
                    run_id=run.id,
                    place=len(items) + 1,
                    letter_id=letter.id,
                    approved_sha256=letter.file_sha256 or "",
                    own_paper=partner is None,
                    partner_id=partner.id if partner else None,
                    head_mark=marks.get(partner.id, "") if partner else "",
                    name=_name(letter, partner, len(items) + 1),
                )
            )
    held = held_against(session, campaign, items, is_kit=run.is_kit)
    for item in items:
        if why := why_item_fell(session, held, item):
            raise BadInput(why)
    session.add_all(items)
    session.flush()
    work_on(session, run)


def _name(letter: Letter, partner: Partner | None, place: int) -> str:
    """In the order of the run, whatever a folder sorts by; of letters alone, as nothing else may tell of the case."""
    whose = in_ascii(partner.name)[:_LONGEST_NAME].strip("-") or f"partner-{partner.id}" if partner else "own-paper"
    return f"{place:04d}-{letter.kind.replace('_', '-')}-{letter.office_id}-{letter.language}-{whose}"[:160]


def _running(session: Session, campaign: Campaign) -> int:
    making = select(func.count()).where(
        LetterRun.campaign_id == campaign.id, LetterRun.state == RunState.MAKING, col(LetterRun.is_kit).is_(False)
    )
    return session.exec(making).one()


def _end(session: Session, run: LetterRun, state: RunState) -> None:
    """Its files go in short steps of their own, outside this transaction."""
    run.state, run.settled_at = state, utc_now()
    session.add(run)
    session.flush()
    enqueue(session, CLEAR_JOB, run_id=run.id)


def _record(session: Session, campaign: Campaign, *, by: SignedIn | None, act: str, detail: str = "") -> None:
    about = f"campaign:{campaign.slug}"
    record(session, user=by, organisation_id=campaign.organisation_id, act=act, about=about, detail=detail)
