"""How a visit went: noted in the log and, letter by letter, in the register; taken out again where it was an error."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from sqlmodel import Session, col, select

from campaigns.deliveries.actions.packing import end_pack
from campaigns.deliveries.actions.recording import record_delivery
from campaigns.deliveries.letters import NOT_CARRIED, all_carried
from campaigns.deliveries.models.delivery import Delivery, DeliveryState
from campaigns.deliveries.models.pack import Pack, PackState
from campaigns.deliveries.models.visit import Visit, VisitLetter, VisitOutcome
from campaigns.deliveries.standing import BEEN_THERE
from campaigns.letters.falling import HELD, why_untrue
from campaigns.letters.models import Letter, LetterState
from campaigns.models.campaign import Campaign
from campaigns.outcomes.actions.steps import Proof
from campaigns.register.actions.noting import note_sent, note_settled, remove_way
from campaigns.register.models import Dispatch, DispatchState, Way
from campaigns.updates.actions.pictures import remove_picture, require_room
from campaigns.updates.models import Update, UpdatePicture
from foundation.accounts.access import SignedIn
from foundation.clock import utc_today
from foundation.errors import BadInput, Conflict
from foundation.files import FileKind, discard_if_unnamed, store
from foundation.picture_uploads import Picture

MOST_VISITS = 20
IN_REGISTER = {
    VisitOutcome.RECEIVED: DispatchState.RECEIVED,
    VisitOutcome.LEFT: DispatchState.SENT,
    VisitOutcome.REFUSED: DispatchState.REFUSED,
}


@dataclass(frozen=True)
class Seen:
    """What is noted of a visit. `may_show`: everybody on the photo agreed."""

    outcome: VisitOutcome
    visited_on: date
    place: str = ""
    received_by: str = field(default="", repr=False)
    who_went: str = field(default="", repr=False)
    note: str = field(default="", repr=False)
    photo: Picture | None = None
    may_show: bool = False
    scan: Proof | None = None


def note_visit(
    session: Session,
    *,
    user: SignedIn,
    campaign: Campaign,
    delivery: Delivery,
    seen: Seen,
    letter_ids: Collection[int],
    files_dir: Path,
    office: str,
) -> Visit:
    """Of the letters, those to which nobody has an objection stand in the register as delivered by hand; `office` is
    said there. Packs with the list of signers have served, and go. Raises BadInput for a day that cannot be, for a
    letter that did not go along and where there is no room for the files, Conflict for a delivery that was called off.
    """
    if delivery.state is DeliveryState.CALLED_OFF:
        raise Conflict("This delivery was called off.")
    if seen.visited_on > utc_today():
        raise BadInput("This day is still to come.")
    if len(session.exec(select(Visit.id).where(Visit.delivery_id == delivery.id)).all()) >= MOST_VISITS:
        raise Conflict("A delivery has at most %(most)s visits. Plan another one.", most=MOST_VISITS)
    carried = _letters(session, campaign, delivery, letter_ids) if seen.outcome.left_our_hands else []
    noted = [letter for letter in carried if _may_be_noted(session, campaign, letter)]
    if any(letter.approved_at and seen.visited_on < letter.approved_at.date() for letter in noted):
        raise BadInput("The letter was approved only after this day.")
    photo, scan = seen.photo, seen.scan
    _require_room(session, campaign, photo, scan)
    visit = Visit(
        delivery_id=delivery.id,
        outcome=seen.outcome,
        visited_on=seen.visited_on,
        place=seen.place,
        received_by=seen.received_by,
        who_went=seen.who_went,
        note=seen.note,
        may_show=photo is not None and seen.may_show,
        recorded_by_id=user.user_id,
    )
    if photo is not None:
        kept = store(session, files_dir, photo.content, media_type=photo.media_type, kind=FileKind.UPLOADED)
        visit.photo_sha256, visit.photo_type = kept.sha256, photo.media_type
        visit.photo_width, visit.photo_height = photo.width, photo.height
    if scan is not None:
        stored = store(session, files_dir, scan.content, media_type=scan.media_type, kind=FileKind.UPLOADED)
        visit.scan_sha256 = stored.sha256
    session.add(visit)
    session.flush()
    for letter in carried:
        row = VisitLetter(visit_id=visit.id, letter_id=letter.id)
        if letter in noted:
            row.dispatch_id = _note_letter(session, user, campaign, letter, visit, files_dir, office)
        session.add(row)
    delivery.state = DeliveryState.DONE
    session.add(delivery)
    _end_packs_with_names(session, delivery)
    record_delivery(session, user, campaign, delivery, "delivery.visit_noted", detail=seen.outcome.value)
    return visit


def remove_visit(
    session: Session, *, user: SignedIn, campaign: Campaign, delivery: Delivery, visit: Visit, files_dir: Path
) -> None:
    """One that was noted in error, with what the register says of it. The letters stay frozen all the same."""
    rows = select(VisitLetter).where(VisitLetter.visit_id == visit.id).order_by(col(VisitLetter.letter_id))
    for row in session.exec(rows).all():
        dispatch = session.get(Dispatch, row.dispatch_id) if row.dispatch_id else None
        letter = session.get_one(Letter, row.letter_id, with_for_update=True)
        session.delete(row)
        session.flush()
        if dispatch is not None:
            remove_way(session, user=user, campaign=campaign, letter=letter, dispatch=dispatch, files_dir=files_dir)
    hashes = [sha256 for sha256 in (visit.photo_sha256, visit.scan_sha256) if sha256]
    session.delete(visit)
    session.flush()
    for sha256 in hashes:
        discard_if_unnamed(session, files_dir, sha256)
    if session.exec(select(Visit.id).where(Visit.delivery_id == delivery.id)).first() is None:
        delivery.state = DeliveryState.PLANNED
        session.add(delivery)
    record_delivery(session, user, campaign, delivery, "delivery.visit_removed")


def remove_photo(
    session: Session, *, user: SignedIn, campaign: Campaign, delivery: Delivery, visit: Visit, files_dir: Path
) -> Update | None:
    """Somebody on it has thought better of it. It goes out of news that nobody has read yet, too; news that were
    published are given back where they hold it still: what stands there a person decides."""
    sha256 = visit.photo_sha256
    if sha256 is None:
        return None
    visit.photo_sha256, visit.photo_type, visit.may_show = None, "", False
    session.add(visit)
    update = session.get(Update, visit.update_id, with_for_update=True) if visit.update_id else None
    showing = select(UpdatePicture).where(UpdatePicture.update_id == visit.update_id, UpdatePicture.sha256 == sha256)
    pictures = session.exec(showing).all() if update is not None else ()
    if update is not None and update.state.is_unpublished:
        for picture in pictures:
            remove_picture(session, user=user, campaign=campaign, update=update, files_dir=files_dir, picture=picture)
        pictures = ()
    discard_if_unnamed(session, files_dir, sha256)
    record_delivery(session, user, campaign, delivery, "delivery.photo_removed")
    return update if pictures else None


def _require_room(session: Session, campaign: Campaign, *files: Picture | Proof | None) -> None:
    size = sum(len(one.content) for one in files if one is not None)
    if size:
        require_room(session, campaign, size)


def _letters(session: Session, campaign: Campaign, delivery: Delivery, letter_ids: Collection[int]) -> list[Letter]:
    wanted = select(Letter).where(Letter.campaign_id == campaign.id, col(Letter.id).in_(list(letter_ids)))
    found = list(session.exec(wanted.order_by(col(Letter.id)).with_for_update()))
    if len(found) < len(set(letter_ids)) or not all_carried(session, campaign, delivery, found):
        raise BadInput(NOT_CARRIED)
    return found


def _may_be_noted(session: Session, campaign: Campaign, letter: Letter) -> bool:
    """Not where its approval has ended since, nor what tells something that is on hold by now."""
    because = why_untrue(session, campaign=campaign, letter=letter)
    if not letter.state.is_approved or because == HELD:
        return False
    return not because or letter.state is not LetterState.APPROVED


def _note_letter(
    session: Session,
    user: SignedIn,
    campaign: Campaign,
    letter: Letter,
    visit: Visit,
    files_dir: Path,
    office: str,
) -> int:
    dispatch = note_sent(
        session,
        user=user,
        campaign=campaign,
        letter=letter,
        way=Way.HAND,
        sent_on=visit.visited_on,
        note=office[:500],
        proof_sha256=visit.scan_sha256,
    )
    state = IN_REGISTER[visit.outcome]
    if state.is_settled:
        note_settled(
            session,
            user=user,
            campaign=campaign,
            letter=letter,
            dispatch=dispatch,
            state=state,
            settled_on=visit.visited_on,
            files_dir=files_dir,
        )
    return dispatch.id


def _end_packs_with_names(session: Session, delivery: Delivery) -> None:
    session.flush()
    packs = select(Pack).where(Pack.delivery_id == delivery.id, col(Pack.names_id).is_not(None)).with_for_update()
    for pack in session.exec(packs.execution_options(populate_existing=True)).all():
        if pack.state.keeps_files:
            is_made = pack.state is PackState.READY
            end_pack(session, pack, PackState.VOID if is_made else PackState.FAILED, problem=BEEN_THERE)
