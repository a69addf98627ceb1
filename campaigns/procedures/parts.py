"""The four kinds of parts a procedure has: their tables and forms, and what goes between the two."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from campaigns.facts.rows import FactRows
from campaigns.models.fact import Fact
from campaigns.models.mention import MentionRole
from campaigns.models.partial_date import PartialDate
from campaigns.models.procedure import Communication, Procedure, ProcedureDate, Recommendation, Report
from campaigns.procedures.forms import CommunicationForm, DateForm, PartForm, RecommendationForm, ReportForm
from foundation.web.language import mark

EDITED = ("en", "ru")


@dataclass(frozen=True)
class Kind:
    """`name` stands in the address, `row` is the name of its id there. `texts` are by language, `dates` may be
    partial, `plain` are the other columns."""

    name: str
    row: str
    table: type[Fact]
    form: type[PartForm]
    texts: tuple[str, ...]
    dates: tuple[str, ...]
    plain: tuple[str, ...]
    adding: str
    changing: str


KINDS = (
    Kind(
        "communications",
        "communication_id",
        Communication,
        CommunicationForm,
        ("text",),
        ("date",),
        ("kind", "reference"),
        mark("Add a communication"),
        mark("Change a communication"),
    ),
    Kind(
        "reports",
        "report_id",
        Report,
        ReportForm,
        ("text",),
        ("date",),
        ("kind", "number", "paragraphs"),
        mark("Add a report"),
        mark("Change a report"),
    ),
    Kind(
        "recommendations",
        "recommendation_id",
        Recommendation,
        RecommendationForm,
        ("text", "reply", "follow_up"),
        ("replied",),
        ("letter", "effect"),
        mark("Add a recommendation"),
        mark("Change a recommendation"),
    ),
    Kind(
        "dates",
        "date_id",
        ProcedureDate,
        DateForm,
        ("text",),
        ("date",),
        ("kind", "unverified", "is_done"),
        mark("Add a session or deadline"),
        mark("Change a session or deadline"),
    ),
)
OF_PROCEDURE = Kind(
    "procedures",
    "procedure_id",
    Procedure,
    PartForm,
    ("body", "subject", "note"),
    ("filed",),
    ("kind", "number", "country", "status", "serious_and_urgent", "legislative_aspects_referred"),
    mark("Add a procedure"),
    mark("Change the procedure"),
)


def values_of(kind: Kind, given: Any, row: Fact | None) -> dict[str, Any]:
    """Columns for the action. Texts in languages that the page has no field for stay."""
    texts = {}
    for name in kind.texts:
        before = getattr(row, name) if row else {}
        kept = {code: text for code, text in before.items() if code not in EDITED}
        texts[name] = kept | {code: text for code in EDITED if (text := getattr(given, f"{name}_{code}"))}
    dates = {name: PartialDate.parse(getattr(given, name)) for name in kind.dates}
    plain = {name: getattr(given, name) for name in kind.plain}
    return texts | dates | plain | {"hold": given.hold, "hold_reason": given.hold_reason}


def typed(kind: Kind, row: Fact, rows: FactRows) -> dict[str, Any]:
    """What stands in the fields of a row that is there already."""
    values: dict[str, Any] = {
        f"{name}_{code}": getattr(row, name).get(code, "") for name in kind.texts for code in EDITED
    }
    values |= {name: _or_empty(getattr(row, name)) for name in kind.dates}
    values |= {name: _plain(getattr(row, name)) for name in kind.plain}
    values |= {"hold": row.hold, "hold_reason": row.hold_reason}
    values["sources"] = [str(claim.source_id) for claim in rows.claims_of(row) if not claim.differs]
    differing = next((claim for claim in rows.claims_of(row) if claim.differs), None)
    if differing and type(row) is not Procedure:
        values["other_source"] = str(differing.source_id)
        values |= {f"other_says_{code}": differing.says.get(code, "") for code in EDITED}
    elif differing:
        values["sources"] += [str(claim.source_id) for claim in rows.claims_of(row) if claim.differs]
    for field, column, role in LINKS.get(type(row), ()):
        values[field] = mentioned(rows, row, column, role)
    return values


# Field of the form, column of the mention, role.
LINKS: Mapping[type[Fact], tuple[tuple[str, str, MentionRole], ...]] = {
    Communication: (
        ("senders", "actor_id", MentionRole.SENDER),
        ("recipients", "actor_id", MentionRole.RECIPIENT),
    ),
    Procedure: (
        ("complainants", "actor_id", MentionRole.COMPLAINANT),
        ("laws", "law_id", MentionRole.CONCERNED),
    ),
}


def mentioned(rows: FactRows, row: Fact, column: str, role: MentionRole) -> list[str]:
    return [
        str(getattr(mention, column))
        for mention in rows.mentions_from(row)
        if mention.role is role and getattr(mention, column) is not None
    ]


def is_part_of(row: Fact, procedure: Procedure, rows: FactRows) -> bool:
    if isinstance(row, Recommendation):
        return any(row.report_id == report.id for report in rows.children(Report, procedure))
    return getattr(row, "procedure_id", None) == procedure.id


def _or_empty(date: PartialDate) -> str:
    return str(date) if date.is_known else ""


def _plain(value: Any) -> Any:
    return getattr(value, "value", value) if value is not None else ""
