"""Correct a sentence once for all, mark it as checked by a native speaker, undo. The audit trail keeps each act."""

from collections.abc import Mapping
from datetime import date

from sqlmodel import Session, col, func, select

from campaigns.stock.models import StockRevision
from campaigns.stock.queries import revisions_of
from campaigns.stock.sentences import Sentence, shipped
from campaigns.stock.slots import slot_names
from foundation import merge_fields
from foundation.accounts.access import SignedIn
from foundation.accounts.actions import record
from foundation.clock import utc_now, utc_today
from foundation.errors import BadInput, Conflict
from foundation.text import clean_line, clean_prose

LONGEST = 2_000
LONGEST_NAME = 200


def correct_sentence(session: Session, *, user: SignedIn, sentence: Sentence, forms: Mapping[str, str]) -> None:
    """`forms` are all texts of the sentence. Whoever had checked it had read other words, so that mark ends.

    Raises BadInput for a text that could not be filled, Conflict when nothing changed.
    """
    if set(forms) != set(sentence.forms):
        raise BadInput("Please fill this in.")
    cleaned = {name: check_text(text, sentence) for name, text in forms.items()}
    if cleaned == dict(sentence.forms):
        raise Conflict("Nothing was changed in this sentence.")
    _add(session, user, sentence, cleaned, "stock.corrected")


def mark_checked(session: Session, *, user: SignedIn, sentence: Sentence, by: str, on: date) -> None:
    """Raises BadInput for a day to come."""
    if on > utc_today():
        raise BadInput("The day on which it was checked cannot be in the future.")
    name = clean_line(by, LONGEST_NAME)
    _add(session, user, sentence, dict(sentence.forms), "stock.checked", by=name, on=on)


def undo_newest(session: Session, *, user: SignedIn, sentence: Sentence) -> None:
    """What stood before it stands again. Raises Conflict when there is nothing to undo."""
    newest = next((row for row in revisions_of(session, sentence) if row.undone_at is None), None)
    if newest is None:
        raise Conflict("There is nothing to undo: this is the sentence as it was shipped.")
    newest.undone_at, newest.undone_by_id = utc_now(), user.user_id
    session.add(newest)
    _record(session, user, sentence, "stock.undone")


def check_text(text: str, sentence: Sentence) -> str:
    """Raises BadInput with a sentence that says what is wrong with it."""
    text = clean_prose(text, LONGEST)
    if text.count("[[") != text.count("]]"):
        raise BadInput("Every [[ needs its ]].")
    known = {*slot_names(), *sentence.slots, *shipped(sentence.language)[sentence.id].slots}
    if found := merge_fields.problems(text, known).problems:
        raise BadInput(found[0].words, line=found[0].line, name=found[0].name, nearest=found[0].nearest)
    return text


def _add(
    session: Session,
    user: SignedIn,
    sentence: Sentence,
    forms: dict[str, str],
    act: str,
    by: str = "",
    on: date | None = None,
) -> None:
    highest = session.exec(
        select(func.max(col(StockRevision.number))).where(
            StockRevision.language == sentence.language, StockRevision.sentence_id == sentence.id
        )
    ).one()
    session.add(
        StockRevision(
            number=(highest or 0) + 1,
            organisation_id=user.organisation_id,
            language=sentence.language,
            sentence_id=sentence.id,
            forms=forms,
            shipped=dict(shipped(sentence.language)[sentence.id].forms),
            checked_by=by,
            checked_on=on,
            made_by_id=user.user_id,
        )
    )
    session.flush()  # texts of campaigns are written anew from it
    _record(session, user, sentence, act)


def _record(session: Session, user: SignedIn, sentence: Sentence, act: str) -> None:
    record(
        session,
        user=user,
        organisation_id=user.organisation_id,
        act=act,
        about=f"sentence:{sentence.language}/{sentence.id}",
    )
