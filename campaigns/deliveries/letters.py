"""Which letters go along with a delivery: approved, the newest, and true as they stand."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sqlmodel import Session, col, select

from campaigns.deliveries.models.delivery import Delivery
from campaigns.deliveries.models.pack import Pack, PackPart, PartKind
from campaigns.letters.falling import why_untrue
from campaigns.letters.models import Letter, LetterState, is_newest
from campaigns.models.campaign import Campaign
from campaigns.offices.merged import directory_now
from campaigns.offices.shapes import Office
from foundation.web.language import mark

EMBASSY = "ambassador"
NOT_APPROVED = mark("Its approval has ended.")
NOT_CARRIED = mark("One of these letters is not for this delivery. Choose among those that are shown.")
NOT_NEWEST = mark("A correction or a reminder of it was begun since.")


@dataclass(frozen=True)
class Carried:
    """`why` is a message id: why it stays here; empty for one that goes along."""

    letter: Letter
    office: Office | None
    why: str


def carried(session: Session, campaign: Campaign, delivery: Delivery) -> list[Carried]:
    """Every approved letter to this office; to an embassy also those to other offices of its country."""
    directory = directory_now(session)
    wanted = select(Letter).where(
        Letter.campaign_id == campaign.id,
        col(Letter.office_id).in_(_offices(session, delivery)),
        Letter.state != LetterState.DRAFT,
        is_newest(),
    )
    found = session.exec(wanted.order_by(col(Letter.office_id), col(Letter.language), col(Letter.kind))).all()
    return [
        Carried(one, directory.by_id.get(one.office_id), why_untrue(session, campaign=campaign, letter=one))
        for one in found
    ]


def all_carried(session: Session, campaign: Campaign, delivery: Delivery, letters: Collection[Letter]) -> bool:
    """Whether each of them goes along with this delivery, or lies in one of its packs. One whose
    approval fell may have been taken along too: the pack that held it is cleared by then."""
    packed = (
        select(PackPart.letter_id)
        .join(Pack, col(Pack.id) == col(PackPart.pack_id))
        .where(Pack.delivery_id == delivery.id, PackPart.kind == PartKind.LETTER)
    )
    known = {one.letter.id for one in carried(session, campaign, delivery)} | set(session.exec(packed))
    offices = _offices(session, delivery)
    fell = {one.id for one in letters if one.state is LetterState.DRAFT and one.office_id in offices}
    return {one.id for one in letters} <= known | fell


def _offices(session: Session, delivery: Delivery) -> list[str]:
    directory = directory_now(session)
    visited = directory.by_id.get(delivery.office_id)
    if visited is None or not is_embassy(visited):
        return [delivery.office_id]
    return [visited.id, *(one.id for one in directory.offices_of(delivery.country) if not one.organisation)]


def is_embassy(office: Office) -> bool:
    return office.profile == EMBASSY and not office.organisation


def why_it_stays(session: Session, campaign: Campaign, letter: Letter) -> str:
    """A message id; empty while it may leave as it was approved."""
    if not letter.state.is_approved:
        return NOT_APPROVED
    newest = select(Letter.id).where(Letter.id == letter.id, is_newest())
    if session.exec(newest).first() is None:
        return NOT_NEWEST
    return why_untrue(session, campaign=campaign, letter=letter)


def letters_by_id(session: Session, letter_ids: Iterable[int]) -> dict[int, Letter]:
    wanted = select(Letter).where(col(Letter.id).in_(list(letter_ids)))
    return {letter.id: letter for letter in session.exec(wanted)}
