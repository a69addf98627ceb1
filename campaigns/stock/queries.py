"""The stock as it stands now, and what was done to a sentence."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from sqlmodel import Session, col, select

from campaigns.stock.models import StockRevision
from campaigns.stock.sentences import FORMS, LANGUAGES, Sentence, shipped
from campaigns.stock.stock import Stock
from foundation.accounts.models import User
from foundation.read_once import read_once


@dataclass(frozen=True)
class Act:
    """One line of a sentence's history. `is_correction` is false where somebody only marked it as checked."""

    at: datetime
    who: str
    is_correction: bool
    checked_by: str
    is_undone: bool


def stock_now(session: Session) -> Stock:
    """With every correction of this installation."""
    return read_once(session, "stock", (StockRevision,), lambda: _stock_now(session))


def _stock_now(session: Session) -> Stock:
    rows = session.exec(
        select(StockRevision).where(col(StockRevision.undone_at).is_(None)).order_by(col(StockRevision.number))
    ).all()
    newest = {(row.language, row.sentence_id): row for row in rows}
    return Stock().with_sentences(sentence for row in newest.values() if (sentence := _as_it_stands(row)))


def revisions_of(session: Session, sentence: Sentence) -> list[StockRevision]:
    """Newest first, those that were undone among them."""
    return list(
        session.exec(
            select(StockRevision)
            .where(StockRevision.language == sentence.language, StockRevision.sentence_id == sentence.id)
            .order_by(col(StockRevision.number).desc())
        )
    )


def history_of(session: Session, sentence: Sentence) -> list[Act]:
    rows = revisions_of(session, sentence)
    ids = {row.made_by_id for row in rows}
    names = dict(session.exec(select(User.id, User.name).where(col(User.id).in_(ids))).all())
    return [
        Act(
            row.created_at,
            names.get(row.made_by_id or 0, ""),
            not row.checked_by,
            row.checked_by,
            row.undone_at is not None,
        )
        for row in rows
    ]


def is_corrected(sentence: Sentence) -> bool:
    return dict(sentence.forms) != dict(shipped(sentence.language)[sentence.id].forms)


def shared(sentences: Iterable[Sentence]) -> tuple[int, int]:
    """How many of them a native speaker has checked, and how many there are."""
    every = list(sentences)
    return sum(bool(sentence.checked_by) for sentence in every), len(every)


def _as_it_stands(row: StockRevision) -> Sentence | None:
    """Nothing where the product has a newer text of its own, or the sentence no longer."""
    original = shipped(row.language).get(row.sentence_id) if row.language in LANGUAGES else None
    if original is None or dict(original.forms) != row.shipped:
        return None
    forms = {name: row.forms[name] for name in FORMS if name in row.forms}
    return replace(original, forms=forms, checked_by=row.checked_by, checked_on=row.checked_on)
