"""Days that follow from the calendars of the bodies."""

from datetime import date

import pytest

from campaigns.models.partial_date import PartialDate
from campaigns.models.procedure import Communication, CommunicationKind, Procedure, ProcedureKind, ProcedureStatus
from campaigns.offices.shapes import Check
from campaigns.procedures.calendar import load_calendar, next_day, sessions_for, terms_for

TODAY = date(2026, 11, 22)


def a_procedure(kind: ProcedureKind, status: ProcedureStatus = ProcedureStatus.ACTIVE) -> Procedure:
    return Procedure(campaign_id=1, key="one", kind=kind, status=status)


def on(day: str, kind: CommunicationKind) -> Communication:
    return Communication(campaign_id=1, procedure_id=1, kind=kind, date=PartialDate.parse(day))


def test_observations_of_article_23_have_a_day_every_year_that_is_not_verified() -> None:
    [due] = terms_for(a_procedure(ProcedureKind.ILO_CEACR), [], TODAY)
    assert (due.day, due.is_verified) == (date(2027, 9, 1), False)
    assert next_day("09-01", date(2027, 9, 1)) == date(2027, 9, 1)
    assert next_day("09-01", date(2027, 9, 2)) == date(2028, 9, 1)


@pytest.mark.parametrize(
    ("acknowledged", "due"), [("2026-11-03", "2026-12-03"), ("2026-12-31", "2027-01-31"), ("2027-01-31", "2027-02-28")]
)
def test_a_month_after_the_acknowledgement_the_complaint_is_substantiated(acknowledged: str, due: str) -> None:
    log = [on(acknowledged, CommunicationKind.ACKNOWLEDGEMENT), on("2026-01-01", CommunicationKind.COMPLAINT)]
    terms = terms_for(a_procedure(ProcedureKind.ILO_CFA), log, TODAY)
    assert [term.day for term in terms] == [date.fromisoformat(due), None]
    assert [term.is_verified for term in terms] == [False, True]


def test_no_day_is_reckoned_from_a_month() -> None:
    log = [on("2026-11", CommunicationKind.ACKNOWLEDGEMENT)]
    assert [term.day for term in terms_for(a_procedure(ProcedureKind.ILO_CFA), log, TODAY)] == [None]


def test_sixty_days_for_the_government_before_the_working_group() -> None:
    [due] = terms_for(a_procedure(ProcedureKind.UN_WGAD), [on("2026-11-01", CommunicationKind.COMPLAINT)], TODAY)
    assert due.day == date(2026, 12, 31)


def test_a_closed_case_has_no_terms() -> None:
    closed = a_procedure(ProcedureKind.ILO_CEACR, ProcedureStatus.CLOSED)
    assert terms_for(closed, [], TODAY) == []


def test_what_is_shipped_says_how_sure_it_is_in_both_languages() -> None:
    calendar = load_calendar()
    for text in [entry.text for entry in calendar.terms] + [entry.text for entry in calendar.sessions]:
        assert text.keys() == {"en", "ru"}
    assert all(term.source for term in calendar.terms if term.check is Check.SOURCED)
    assert all(session.source for session in calendar.sessions)
    assert [session.when.text for session in sessions_for(ProcedureKind.ILO_CFA)] == ["2021-05/2021-06", "2021-10"]
