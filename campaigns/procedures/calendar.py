"""What is known of the bodies' own calendars, from data/ilo_calendar.yaml, and the days that follow for one procedure.

Nothing here is made up: a term that nobody has read up says so wherever it is shown.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from pydantic import Field

from campaigns.directory import read_data
from campaigns.models.partial_date import PartialDate, Precision
from campaigns.models.procedure import Communication, CommunicationKind, Procedure, ProcedureKind, ProcedureStatus
from campaigns.offices.shapes import Check, Entry


class Term(Entry):
    id: str
    kinds: tuple[ProcedureKind, ...]
    text: dict[str, str]
    check: Check
    source: str = ""
    every_year: str = ""
    after: CommunicationKind | None = None
    months: int = Field(default=0, ge=0, le=24)
    days: int = Field(default=0, ge=0, le=366)


class Session(Entry):
    kinds: tuple[ProcedureKind, ...]
    date: str
    text: dict[str, str]
    check: Check
    source: str = ""

    @property
    def when(self) -> PartialDate:
        return PartialDate.parse(self.date)


class BodiesCalendar(Entry):
    compiled: str
    terms: tuple[Term, ...]
    sessions: tuple[Session, ...]


@dataclass(frozen=True)
class Due:
    """A term with its day for one procedure; None where none can be reckoned."""

    term: Term
    day: date | None

    @property
    def is_verified(self) -> bool:
        return self.term.check is Check.SOURCED

    def text_in(self, language: str) -> str:
        return self.term.text.get(language) or self.term.text["en"]


@lru_cache
def load_calendar() -> BodiesCalendar:
    return BodiesCalendar.model_validate(read_data("ilo_calendar.yaml"))


def sessions_for(kind: ProcedureKind) -> tuple[Session, ...]:
    """Those that are known, the oldest first."""
    return tuple(session for session in load_calendar().sessions if kind in session.kinds)


def terms_for(procedure: Procedure, log: Iterable[Communication], today: date) -> list[Due]:
    """The next day of a yearly term; of a term that runs from a communication, a day for each such one. A closed
    procedure has none."""
    if procedure.status is ProcedureStatus.CLOSED:
        return []
    found = []
    lines = list(log)
    for term in load_calendar().terms:
        if procedure.kind not in term.kinds:
            continue
        if term.every_year:
            found.append(Due(term, next_day(term.every_year, today)))
        elif term.after:
            begins = [line.date.last_day for line in lines if line.kind is term.after and _is_a_day(line.date)]
            found += [Due(term, _counted(day, term)) for day in begins if day]
        else:
            found.append(Due(term, None))
    return found


def next_day(month_and_day: str, today: date) -> date:
    """`09-01` → the first of September that is today or comes next."""
    month, day = (int(part) for part in month_and_day.split("-"))
    this_year = date(today.year, month, day)
    return this_year if this_year >= today else date(today.year + 1, month, day)


def _is_a_day(date: PartialDate) -> bool:
    return date.precision is Precision.DAY


def _counted(day: date, term: Term) -> date:
    """Months end on the last day where the next one is shorter: 31 January and one month is 28 February."""
    months = day.year * 12 + day.month - 1 + term.months
    year, month = divmod(months, 12)
    first_of_next = date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1)
    last = (first_of_next - timedelta(days=1)).day
    return date(year, month + 1, min(day.day, last)) + timedelta(days=term.days)
