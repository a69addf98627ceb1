"""Ordering a pack, noting how far it has come, ending it. Its files are laid out and deleted by jobs."""

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import sqlalchemy as sa
from sqlmodel import Session, col, select

from campaigns.deliveries.actions.recording import record_delivery
from campaigns.deliveries.models.delivery import Delivery
from campaigns.deliveries.models.pack import Pack, PackPart, PackState, PartKind
from campaigns.deliveries.names import approval_of, why_no_names
from campaigns.deliveries.standing import REPLACED, why_no_more, why_not_now, why_not_with_names
from campaigns.models.campaign import Campaign
from foundation.accounts.access import SignedIn
from foundation.clock import utc_now
from foundation.errors import Conflict
from foundation.files import discard_if_unnamed, store
from foundation.jobs import enqueue

MAKE_JOB = "campaigns.make_pack"
CLEAR_JOB = "campaigns.clear_pack"
# No part of a pack takes so long, whereas a long list of signers may take as long in all: each part that is begun or
# filed counts anew. A job that stood still is taken up again within minutes.
LOST_AFTER = timedelta(hours=1)


@dataclass(frozen=True)
class Filed:
    """What is known of a file that was just made, without its bytes."""

    kind: PartKind
    language: str
    name: str
    media_type: str
    pages: int | None
    told: str
    has_names: bool
    letter_id: int | None


def order_pack(session: Session, *, user: SignedIn, campaign: Campaign, delivery: Delivery, with_names: bool) -> Pack:
    """Made by a worker soon after the transaction has committed; the one before it goes. Raises Conflict, worded."""
    if why := why_not_now(session, campaign, delivery):
        raise Conflict(why)
    ask = approval_of(session, campaign, delivery) if with_names else None
    if with_names and (ask is None or why_no_names(session, campaign, delivery)):
        raise Conflict("Names may go along only after an owner asked for it and another person approved.")
    for before in _kept_packs(session, delivery):
        if before.state is PackState.ORDERED:
            raise Conflict("A pack for this delivery is being made just now.")
        end_pack(session, before, PackState.VOID, problem=REPLACED)
    pack = Pack(
        delivery_id=delivery.id,
        names_id=ask.id if ask else None,
        facts_version=campaign.version,
        ordered_by_id=user.user_id,
    )
    session.add(pack)
    session.flush()
    enqueue(session, MAKE_JOB, once=str(pack.id), pack_id=pack.id)
    record_delivery(session, user, campaign, delivery, "delivery.pack_ordered")
    return pack


def call_pack_off(session: Session, *, user: SignedIn, campaign: Campaign, delivery: Delivery, pack: Pack) -> None:
    """Also while it is being made. Twice is as good as once."""
    if pack.state.keeps_files:
        end_pack(session, pack, PackState.CALLED_OFF)
        record_delivery(session, user, campaign, delivery, "delivery.pack_called_off")


def locked_pack(session: Session, pack_id: int) -> Pack | None:
    wanted = select(Pack).where(Pack.id == pack_id).with_for_update()
    return session.exec(wanted.execution_options(populate_existing=True)).first()


def begin_part(session: Session, *, pack_id: int, kind: PartKind, total: int) -> bool:
    """Notes what is made next. False when the pack was called off meanwhile."""
    pack = locked_pack(session, pack_id)
    if pack is None or pack.state is not PackState.ORDERED:
        return False
    pack.stage, pack.total, pack.touched_at = kind.value, total, utc_now()
    session.add(pack)
    return True


def file_part(session: Session, *, pack_id: int, filed: Filed, content: bytes, files_dir: Path) -> bool:
    """The file and the row that names it in one transaction. False when the pack was called off meanwhile: then
    nothing was kept."""
    pack = locked_pack(session, pack_id)
    if pack is None or pack.state is not PackState.ORDERED:
        return False
    stored = store(session, files_dir, content, media_type=filed.media_type, pages=filed.pages)
    session.add(
        PackPart(
            pack_id=pack.id,
            place=pack.done,
            kind=filed.kind,
            language=filed.language,
            name=filed.name,
            has_names=filed.has_names,
            letter_id=filed.letter_id,
            told=filed.told,
            pages=filed.pages,
            sha256=stored.sha256,
        )
    )
    pack.done, pack.touched_at = pack.done + 1, utc_now()
    session.add(pack)
    return True


def settle_pack(
    session: Session,
    *,
    pack_id: int,
    facts_version: int,
    confirmed: int,
    named: int,
    names_digest: str,
    left_out: str,
) -> None:
    """Held once more. What does not hold is failed, with the reason. Whom the list names is looked at again whenever it
    is taken, and not here: for a long list that takes longer than others should wait."""
    pack = locked_pack(session, pack_id)
    if pack is None or pack.state is not PackState.ORDERED:
        return
    delivery = session.get_one(Delivery, pack.delivery_id, populate_existing=True)
    campaign = session.get_one(Campaign, delivery.campaign_id)
    pack.facts_version, pack.confirmed, pack.named = facts_version, confirmed, named
    pack.names_digest, pack.left_out = names_digest, left_out
    why = (
        why_not_now(session, campaign, delivery)
        or why_not_with_names(session, campaign, delivery, pack)
        or why_no_more(session, campaign, delivery, pack)
    )
    if why:
        give_up_pack(session, pack_id=pack_id, problem=why)
        return
    pack.state, pack.settled_at, pack.stage = PackState.READY, utc_now(), ""
    session.add(pack)
    record_delivery(session, None, campaign, delivery, "delivery.pack_made")


def give_up_pack(session: Session, *, pack_id: int, problem: str) -> None:
    """`problem` is a message id."""
    pack = locked_pack(session, pack_id)
    if pack is not None and pack.state is PackState.ORDERED:
        end_pack(session, pack, PackState.FAILED, problem=problem)
        delivery = session.get_one(Delivery, pack.delivery_id)
        campaign = session.get_one(Campaign, delivery.campaign_id)
        record_delivery(session, None, campaign, delivery, "delivery.pack_failed")


def void_pack(session: Session, *, pack_id: int, because: str) -> None:
    """`because` is a message id: why it does not hold any more."""
    pack = locked_pack(session, pack_id)
    if pack is None or pack.state is not PackState.READY:
        return
    delivery = session.get_one(Delivery, pack.delivery_id)
    campaign = session.get_one(Campaign, delivery.campaign_id)
    end_pack(session, pack, PackState.VOID, problem=because)
    record_delivery(session, None, campaign, delivery, "delivery.pack_void")


def end_pack(session: Session, pack: Pack, state: PackState, *, problem: str = "") -> None:
    """From now on none of its files is taken, and a job deletes them."""
    pack.state, pack.problem, pack.stage = state, problem[:300], ""
    pack.settled_at, pack.names_digest = utc_now(), ""
    session.add(pack)
    session.flush()
    enqueue(session, CLEAR_JOB, pack_id=pack.id)


def clear_one_file(session: Session, *, pack_id: int, files_dir: Path) -> bool:
    """Of a pack that has ended. False when none is left."""
    pack = session.get(Pack, pack_id)
    if pack is None or pack.state.keeps_files:
        return False
    part = session.exec(select(PackPart).where(PackPart.pack_id == pack.id).limit(1)).first()
    if part is None:
        return False
    sha256 = part.sha256
    session.delete(part)
    discard_if_unnamed(session, files_dir, sha256)
    return True


def begin_anew(session: Session, *, pack_id: int, files_dir: Path) -> bool:
    """What a worker that was killed had filed goes, one file at a time. False when none is left."""
    pack = locked_pack(session, pack_id)
    if pack is None or pack.state is not PackState.ORDERED:
        return False
    part = session.exec(select(PackPart).where(PackPart.pack_id == pack.id).limit(1)).first()
    pack.done = 0
    session.add(pack)
    if part is None:
        return False
    sha256 = part.sha256
    session.delete(part)
    discard_if_unnamed(session, files_dir, sha256)
    return True


def unfinished_packs(session: Session) -> list[int]:
    """Ended, and with files left all the same."""
    ended = [state for state in PackState if not state.keeps_files]
    has_files = sa.exists().where(col(PackPart.pack_id) == col(Pack.id))
    return list(session.exec(select(Pack.id).where(col(Pack.state).in_(ended), has_files)))


def lost_packs(session: Session) -> list[int]:
    """Ordered, and nobody has made anything of them for long."""
    long_ago = utc_now() - LOST_AFTER
    return list(session.exec(select(Pack.id).where(Pack.state == PackState.ORDERED, col(Pack.touched_at) < long_ago)))


def ready_packs(session: Session) -> list[int]:
    return list(session.exec(select(Pack.id).where(Pack.state == PackState.READY)))


def _kept_packs(session: Session, delivery: Delivery) -> list[Pack]:
    packs = select(Pack).where(
        Pack.delivery_id == delivery.id, col(Pack.state).in_([PackState.ORDERED, PackState.READY])
    )
    return list(session.exec(packs.with_for_update().execution_options(populate_existing=True)))
