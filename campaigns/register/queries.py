"""What the register shows: one letter with all that became of it, and lists of them, narrowed and page by page."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import sqlalchemy as sa
from sqlmodel import Session, col, select

from campaigns.letters.models import LETTER_KEY, Follows, Letter, LetterState, is_newest
from campaigns.models.campaign import Campaign
from campaigns.register.models import Dispatch, DispatchState, LetterMail, LetterTerm, Reply, ReplyKind, Way
from foundation.accounts.access import SignedIn, seen_by
from foundation.clock import utc_today
from foundation.web.language import mark

USUAL_TERM = 30
"""Days. An office that means to answer has mostly done so by then."""
PAGE = 50
NOTED_IN_ERROR = mark("Frozen; by which way it left is not noted")


@dataclass(frozen=True)
class Entry:
    """One letter in a list. `waits` counts days without an answer since it last left, none where nothing is waited
    for; `is_overdue` says that they are more than the campaign allows."""

    letter: Letter
    campaign: Campaign
    dispatches: tuple[Dispatch, ...]
    replies: tuple[Reply, ...]
    waits: int | None
    is_overdue: bool

    @property
    def last(self) -> Dispatch | None:
        return self.dispatches[-1] if self.dispatches else None

    @property
    def state(self) -> str:
        """A message id."""
        if self.is_overdue:
            return mark("Answer overdue")
        if any(reply.kind.ends_waiting for reply in self.replies):
            return mark("Answered")
        if self.dispatches:
            return mark("Sent")
        return mark("Approved, not sent yet") if self.letter.state is LetterState.APPROVED else NOTED_IN_ERROR

    @property
    def state_kind(self) -> str:
        """Of a state tag."""
        if self.is_overdue:
            return "bad"
        return "good" if self.dispatches or self.replies else "warn"

    @property
    def answer(self) -> Reply | None:
        return self.replies[-1] if self.replies else None


@dataclass(frozen=True)
class Wanted:
    """How a list is narrowed; what is empty narrows nothing."""

    state: str = ""
    way: str = ""
    office: str = ""
    year: int = 0


def entries(
    session: Session, campaigns: Sequence[Campaign], wanted: Wanted, *, after: int = 0, limit: int = PAGE
) -> tuple[list[Entry], int]:
    """A page, the newest approval first, and the id after which the next begins, or 0."""
    by_id = {one.id: one for one in campaigns}
    query = select(Letter).where(
        col(Letter.campaign_id).in_(by_id),
        Letter.state != LetterState.DRAFT,
        *_conditions(wanted, _terms(session, list(by_id))),
    )
    last = session.get(Letter, after) if after else None
    if last is not None and last.approved_at is not None:
        at_once = sa.and_(col(Letter.approved_at) == last.approved_at, col(Letter.id) < last.id)
        query = query.where(sa.or_(col(Letter.approved_at) < last.approved_at, at_once))
    newest_first = query.order_by(col(Letter.approved_at).desc(), col(Letter.id).desc())
    letters = session.exec(newest_first.limit(limit + 1)).all()
    page = letters[:limit]
    return _with_all(session, page, by_id), page[-1].id if len(letters) > limit else 0


def entry_of(session: Session, campaign: Campaign, letter: Letter) -> Entry:
    return _with_all(session, [letter], {campaign.id: campaign})[0]


def overdue(session: Session, campaigns: Sequence[Campaign]) -> list[Entry]:
    """Of these campaigns, those that have waited longest first."""
    by_id = {one.id: one for one in campaigns}
    sent = select(Letter).where(col(Letter.campaign_id).in_(by_id), _is_overdue(_terms(session, list(by_id))))
    found = _with_all(session, session.exec(sent).all(), by_id)
    return sorted((one for one in found if one.is_overdue), key=lambda one: -(one.waits or 0))


def term_of(session: Session, campaign_id: int) -> int:
    term = session.get(LetterTerm, campaign_id)
    return term.days if term else USUAL_TERM


def replaced_by(session: Session, letter: Letter) -> Letter | None:
    """The correction that holds now."""
    return session.exec(
        select(Letter)
        .where(
            *_is_edition_of(letter),
            Letter.edition > letter.edition,
            Letter.state != LetterState.DRAFT,
            Letter.follows == Follows.CORRECTION,
        )
        .order_by(col(Letter.edition).desc())
    ).first()


def editions_of(session: Session, letter: Letter) -> list[Letter]:
    """All of the same kind to the same office in the same language, the newest first."""
    wanted = select(Letter).where(*_is_edition_of(letter)).order_by(col(Letter.edition).desc())
    return list(session.exec(wanted))


def offices_in(session: Session, campaign_ids: Collection[int]) -> list[str]:
    """To whom anything was approved, for a filter."""
    wanted = select(Letter.office_id).where(
        col(Letter.campaign_id).in_(campaign_ids), Letter.state != LetterState.DRAFT
    )
    return sorted(session.exec(wanted.distinct()).all())


def campaigns_seen(session: Session, user: SignedIn) -> list[Campaign]:
    query = select(Campaign).where(seen_by(user, col(Campaign.organisation_id), col(Campaign.id)))
    return list(session.exec(query))


def _is_edition_of(letter: Letter) -> list[sa.ColumnElement[bool]]:
    return [col(getattr(Letter, name)) == getattr(letter, name) for name in LETTER_KEY]


def _conditions(wanted: Wanted, terms: Mapping[int, int]) -> list[sa.ColumnElement[bool]]:
    conditions: list[sa.ColumnElement[bool]] = []
    by_state = {
        "approved": col(Letter.state) == LetterState.APPROVED,
        "sent": col(Letter.state) == LetterState.SENT,
        "answered": _has(Reply, col(Reply.kind) != ReplyKind.ACKNOWLEDGED),
        "overdue": _is_overdue(terms),
        "refused": _has(Dispatch, col(Dispatch.state).in_([DispatchState.REFUSED, DispatchState.RETURNED])),
    }
    if wanted.state in by_state:
        conditions.append(by_state[wanted.state])
    if wanted.way in list(Way):
        conditions.append(_has(Dispatch, col(Dispatch.way) == Way(wanted.way)))
    if wanted.office:
        conditions.append(col(Letter.office_id) == wanted.office)
    if wanted.year:
        first, end = date(wanted.year, 1, 1), date(wanted.year + 1, 1, 1)
        conditions.append(col(Letter.dated_on).between(first, end - timedelta(days=1)))
    return conditions


def _has(table: type[Dispatch] | type[Reply], condition: sa.ColumnElement[bool]) -> sa.ColumnElement[bool]:
    return sa.exists().where(col(table.letter_id) == col(Letter.id), condition)


def _is_overdue(terms: Mapping[int, int]) -> sa.ColumnElement[bool]:
    """Left before the term of its campaign, and not answered; a way that failed is no way. `terms` by campaign."""
    by_days: dict[int, list[int]] = {}
    for campaign_id, days in terms.items():
        by_days.setdefault(days, []).append(campaign_id)
    failed = col(Dispatch.state).in_([DispatchState.REFUSED, DispatchState.RETURNED])
    lately = [
        sa.and_(col(Letter.campaign_id).in_(ids), col(Dispatch.sent_on) >= utc_today() - timedelta(days=days))
        for days, ids in by_days.items()
    ]
    return sa.and_(
        col(Letter.state) == LetterState.SENT,
        is_newest(),
        _has(Dispatch, ~failed),
        ~_has(Dispatch, sa.and_(~failed, sa.or_(sa.false(), *lately))),
        ~_has(Reply, col(Reply.kind) != ReplyKind.ACKNOWLEDGED),
    )


def _terms(session: Session, campaign_ids: Collection[int]) -> dict[int, int]:
    rows = session.exec(select(LetterTerm).where(col(LetterTerm.campaign_id).in_(campaign_ids)))
    return dict.fromkeys(campaign_ids, USUAL_TERM) | {row.campaign_id: row.days for row in rows}


def _with_all(session: Session, letters: Sequence[Letter], campaigns: Mapping[int, Campaign]) -> list[Entry]:
    ids = [letter.id for letter in letters]
    dispatches = session.exec(
        select(Dispatch).where(col(Dispatch.letter_id).in_(ids)).order_by(col(Dispatch.sent_on), col(Dispatch.id))
    ).all()
    replies = session.exec(
        select(Reply).where(col(Reply.letter_id).in_(ids)).order_by(col(Reply.received_on), col(Reply.id))
    ).all()
    terms = _terms(session, list(campaigns))
    return [
        _entry(
            letter,
            campaigns[letter.campaign_id],
            tuple(one for one in dispatches if one.letter_id == letter.id),
            tuple(one for one in replies if one.letter_id == letter.id),
            terms[letter.campaign_id],
        )
        for letter in letters
    ]


def _entry(
    letter: Letter, campaign: Campaign, dispatches: tuple[Dispatch, ...], replies: tuple[Reply, ...], term: int
) -> Entry:
    failed = (DispatchState.REFUSED, DispatchState.RETURNED)
    left = [one.sent_on for one in dispatches if one.state not in failed]
    answered = any(reply.kind.ends_waiting for reply in replies)
    waits = (utc_today() - max(left)).days if left and not answered else None
    return Entry(letter, campaign, dispatches, replies, waits, waits is not None and waits > term)


def mail_of(session: Session, dispatch: Dispatch) -> LetterMail | None:
    """The e-mail by which it left, where we sent it."""
    return session.exec(select(LetterMail).where(LetterMail.dispatch_id == dispatch.id)).first()


def letter_of_mail(session: Session, group_key: str) -> Letter | None:
    number = group_key.removeprefix("letter-")
    mail = session.get(LetterMail, int(number)) if number.isdigit() and len(number) <= 18 else None
    return session.get(Letter, mail.letter_id) if mail else None
