"""What the desk shows of deliveries: lists of them, and one with its names, packs and visits."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlmodel import Session, col, select

from campaigns.deliveries.letters import Carried, carried
from campaigns.deliveries.models.delivery import Delivery, DeliveryState, NamesAsk, NamesOff, NamesState
from campaigns.deliveries.models.pack import Pack, PackPart, PackState
from campaigns.deliveries.models.visit import Visit, VisitLetter
from campaigns.deliveries.names import approval_of, open_ask, petition_of, why_no_names
from campaigns.deliveries.standing import parts_of, why_no_more, why_not_now
from campaigns.models.campaign import Campaign
from campaigns.offices.merged import directory_now
from campaigns.offices.shapes import Office
from foundation.accounts.access import SignedIn
from foundation.accounts.models import User
from foundation.accounts.roles import May
from foundation.accounts.trail.queries import name_for_trail
from foundation.clock import utc_today
from foundation.web.formats import countries
from petitions.queries.named_to_addressee import how_many_named

AHEAD = timedelta(days=7)
PACKS_SHOWN = 5
MOST_PLANNED = 200


@dataclass(frozen=True)
class Row:
    """One line of the list. `outcomes` are those of its visits, the newest first."""

    delivery: Delivery
    office: str
    visits: tuple[Visit, ...]


@dataclass(frozen=True)
class ShownAsk:
    ask: NamesAsk
    asked_by: str
    decided_by: str
    number: int


@dataclass(frozen=True)
class ShownPack:
    """`why` is a message id: why none of its files may be taken now. Whether a signer has left the list since is looked
    at when a file is taken, and by the job."""

    pack: Pack
    parts: tuple[PackPart, ...]
    why: str


@dataclass(frozen=True)
class ShownVisit:
    """`noted` are letters that stand in the register by it, `unnoted` those that could not."""

    visit: Visit
    noted: tuple[int, ...]
    unnoted: tuple[int, ...]


@dataclass(frozen=True)
class Shown:
    """The page of one delivery. `no_pack` and `no_names` are message ids: why none can be made now."""

    delivery: Delivery
    office: str
    letters: tuple[Carried, ...]
    asks: tuple[ShownAsk, ...]
    open_ask: NamesAsk | None
    may_name: bool
    no_names: str
    no_pack: str
    packs: tuple[ShownPack, ...]
    visits: tuple[ShownVisit, ...]
    may_write: bool
    may_send: bool
    may_ask: bool
    may_decide: bool

    @property
    def is_at_work(self) -> bool:
        return any(one.pack.state is PackState.ORDERED for one in self.packs)

    @property
    def ready(self) -> ShownPack | None:
        return next((one for one in self.packs if one.pack.state is PackState.READY), None)


def deliveries_of(session: Session, campaign: Campaign, language: str) -> list[Row]:
    """The next ones first, then those that are over, the newest first."""
    found = session.exec(
        select(Delivery)
        .where(Delivery.campaign_id == campaign.id)
        .order_by(col(Delivery.planned_on).desc())
        .limit(MOST_PLANNED)
    ).all()
    visits = session.exec(
        select(Visit)
        .where(col(Visit.delivery_id).in_([one.id for one in found]))
        .order_by(col(Visit.visited_on).desc(), col(Visit.recorded_at).desc())
    ).all()
    offices = directory_now(session).by_id
    planned = sorted((one for one in found if one.state is DeliveryState.PLANNED), key=lambda one: one.planned_on)
    over = sorted((one for one in found if one.state is not DeliveryState.PLANNED), key=lambda one: one.planned_on)
    return [
        Row(
            one,
            offices[one.office_id].title_in(language) if one.office_id in offices else one.office_id,
            tuple(visit for visit in visits if visit.delivery_id == one.id),
        )
        for one in (*planned, *reversed(over))
    ]


def offices_to_visit(session: Session, campaign: Campaign, language: str) -> list[tuple[str, str]]:
    """Of the campaign's countries first, then all others that have a country; with the country, for a list."""
    offices = [office for office in directory_now(session).offices if office.country]
    here = [office for office in offices if office.country in campaign.countries]
    elsewhere = [office for office in offices if office.country not in campaign.countries]
    named = countries(language)
    return [
        (office.id, f"{named.get(office.country or '', office.country)}: {office.title_in(language)}")
        for office in (*here, *elsewhere)
    ]


def countries_off(session: Session, campaign: Campaign) -> list[str]:
    return sorted(session.exec(select(NamesOff.country).where(NamesOff.campaign_id == campaign.id)))


def planned_near(session: Session, campaign_ids: Collection[int], *, until: date) -> Sequence[Delivery]:
    """Those that are over and of which nobody noted anything too, the earliest first."""
    wanted = select(Delivery).where(
        col(Delivery.campaign_id).in_(campaign_ids),
        Delivery.state == DeliveryState.PLANNED,
        col(Delivery.planned_on) <= until,
    )
    return session.exec(wanted.order_by(col(Delivery.planned_on), col(Delivery.id)).limit(MOST_PLANNED)).all()


def names_asked(session: Session, campaign_ids: Collection[int]) -> Sequence[tuple[NamesAsk, Delivery]]:
    wanted = select(NamesAsk, Delivery).join(Delivery, col(Delivery.id) == col(NamesAsk.delivery_id))
    wanted = wanted.where(col(Delivery.campaign_id).in_(campaign_ids), NamesAsk.state == NamesState.ASKED)
    return session.exec(wanted.order_by(col(NamesAsk.asked_at))).all()


def ahead() -> date:
    return utc_today() + AHEAD


def shown_delivery(session: Session, user: SignedIn, campaign: Campaign, delivery: Delivery, language: str) -> Shown:
    def may(act: May) -> bool:
        return user.may(act, campaign.organisation_id, campaign.id)

    office = directory_now(session).by_id.get(delivery.office_id)
    ask = open_ask(session, delivery)
    return Shown(
        delivery=delivery,
        office=_titled(office, delivery.office_id, language),
        letters=tuple(carried(session, campaign, delivery)),
        asks=_asks(session, campaign, delivery),
        open_ask=ask,
        may_name=approval_of(session, campaign, delivery) is not None,
        no_names=why_no_names(session, campaign, delivery),
        no_pack=why_not_now(session, campaign, delivery),
        packs=_packs(session, campaign, delivery),
        visits=_visits(session, delivery),
        may_write=may(May.WRITE),
        may_send=may(May.SEND),
        may_ask=may(May.MANAGE),
        may_decide=ask is not None and may(May.PUBLISH) and user.user_id != ask.asked_by_id,
    )


def _titled(office: Office | None, office_id: str, language: str) -> str:
    return office.title_in(language) if office else office_id


def _asks(session: Session, campaign: Campaign, delivery: Delivery) -> tuple[ShownAsk, ...]:
    def called(organiser_id: int | None) -> str:
        found = session.get(User, organiser_id) if organiser_id else None
        return name_for_trail(session, campaign.organisation_id, found.name) if found else ""

    found = session.exec(select(NamesAsk).where(NamesAsk.delivery_id == delivery.id).order_by(col(NamesAsk.asked_at)))
    petition = petition_of(session, campaign)
    return tuple(
        ShownAsk(
            ask,
            called(ask.asked_by_id),
            called(ask.decided_by_id),
            how_many_named(session, petition, until=ask.until) if petition and ask.state.is_open else 0,
        )
        for ask in found.all()
    )


def _packs(session: Session, campaign: Campaign, delivery: Delivery) -> tuple[ShownPack, ...]:
    newest = select(Pack).where(Pack.delivery_id == delivery.id).order_by(col(Pack.ordered_at).desc())
    shown = []
    for pack in session.exec(newest.limit(PACKS_SHOWN)).all():
        is_ready = pack.state is PackState.READY
        parts = tuple(parts_of(session, pack)) if is_ready else ()
        shown.append(ShownPack(pack, parts, why_no_more(session, campaign, delivery, pack) if is_ready else ""))
    return tuple(shown)


def _visits(session: Session, delivery: Delivery) -> tuple[ShownVisit, ...]:
    newest = select(Visit).where(Visit.delivery_id == delivery.id).order_by(col(Visit.visited_on).desc())
    visits = session.exec(newest).all()
    rows = session.exec(select(VisitLetter).where(col(VisitLetter.visit_id).in_([one.id for one in visits]))).all()
    return tuple(
        ShownVisit(
            visit,
            tuple(row.letter_id for row in rows if row.visit_id == visit.id and row.dispatch_id),
            tuple(row.letter_id for row in rows if row.visit_id == visit.id and not row.dispatch_id),
        )
        for visit in visits
    )
