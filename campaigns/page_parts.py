"""Facts as the components of a page take them: words and nothing to decide. In the language being spoken."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from markupsafe import Markup, escape

from campaigns import ratifications
from campaigns.faces.shown import ShownFace, shown_face
from campaigns.facts import links, shapes, subjects
from campaigns.facts.words import Words
from campaigns.models.case import CaseKind
from campaigns.models.mention import MentionRole
from campaigns.models.partial_date import PartialDate
from campaigns.models.procedure import Procedure
from campaigns.wording import said, tag_kind
from foundation.text import ended
from foundation.web.formats import country_name
from foundation.web.language import current_language, gettext
from foundation.web.templating import environment

Told = TypeVar("Told", shapes.SituationFacts, subjects.CaseFacts)


@dataclass(frozen=True)
class Step:
    """One entry of a person's chain."""

    date_words: str
    words: str
    source: str


@dataclass(frozen=True)
class ShownCase:
    """`about` tells more; `belongs` is the organisation behind a news outlet."""

    key: str
    name: str
    role: str
    country: str
    face: ShownFace | None
    statuses: tuple[Step, ...]
    about: str = ""
    belongs: str = ""


@dataclass(frozen=True)
class ShownEvent:
    """`lists`: what it orders and what it was grounded on, each under its heading. `place` and `named` say where it was
    and who and what it concerns."""

    date_words: str
    text: Words
    lists: tuple[tuple[str, tuple[Words, ...]], ...]
    sources: tuple[str, ...]
    place: str = ""
    named: str = ""

    @property
    def words(self) -> str:
        """All of it in one paragraph."""
        parts: list[str] = [self.text]
        for heading, items in self.lists:
            parts += [heading, *map(_ended, items)]
        return Markup(" ").join(parts)


@dataclass(frozen=True)
class ShownDemand:
    """`concerns` and `voices`: whom and what it is about, and who says it."""

    label: str
    summary: str
    actions: tuple[str, ...]
    state: Markup
    concerns: str = ""
    voices: str = ""
    note: str = ""
    source: str = ""


def date_words(date: PartialDate) -> str:
    return date.in_words(current_language()) or gettext("date not known")


def place_name(code: str | None, facts: shapes.CampaignFacts) -> str:
    """The campaign's own name for a country comes first: a made-up country has no other."""
    if not code:
        return ""
    return str(facts.country_names.get(code) or country_name(code))


def by_country(rows: Iterable[Told]) -> list[tuple[str | None, list[Told]]]:
    """What is told of one country together; the country told of first comes first."""
    together: dict[str | None, list[Told]] = {}
    for row in rows:
        together.setdefault(row.country, []).append(row)
    return list(together.items())


def shown_case(case: subjects.CaseFacts, facts: shapes.CampaignFacts, faces_at: str = "") -> ShownCase:
    name: Words = case.name
    shown: str = name
    if case.name_variants:
        name_with_others = gettext("%(name)s (also written %(others)s)")
        shown = escape(name_with_others) % {"name": name, "others": ", ".join(case.name_variants)}
    return ShownCase(
        case.key,
        shown,
        case.role or said(case.kind),
        place_name(case.country, facts),
        shown_face(case, faces_at),
        tuple(
            Step(
                entry.date.in_words(current_language()),
                _status_words(entry),
                footnotes(entry.claims),
            )
            for entry in case.statuses
        ),
        case.about,
        case.actor.name if case.actor and case.kind is CaseKind.MEDIA_OUTLET else "",
    )


def _status_words(entry: subjects.StatusFacts) -> str:
    happened = said(entry.status)
    return Markup("{}. {}").format(happened, _ended(entry.note)) if entry.note else happened


def shown_event(event: shapes.EventFacts, facts: shapes.CampaignFacts) -> ShownEvent:
    lists = ((gettext("What it orders:"), event.instructions), (gettext("The grounds alleged:"), event.alleged_grounds))
    return ShownEvent(
        date_words(event.date),
        event.text,
        tuple((heading, items) for heading, items in lists if items),
        _sources(event.claims),
        Markup(", ").join(filter(None, (event.place, place_name(event.country, facts)))),
        named(event.mentions),
    )


def named(mentions: links.References) -> str:
    """Whom and what a fact concerns; of somebody who has died it says so. A name that another one holds is not said
    again: `Kazakhstan: law On Trade Unions` names the law."""
    roles = (MentionRole.CONCERNED, MentionRole.POSTHUMOUSLY)
    every = (*mentions.cases, *mentions.actors, *mentions.laws, *mentions.procedures)
    shown: dict[str, str] = {}
    for reference in every:
        if reference.role in roles:
            died = reference.role is MentionRole.POSTHUMOUSLY
            name = escape(gettext("%(name)s (posthumously)")) % {"name": reference.name} if died else reference.name
            shown.setdefault(str(reference.name), name)
    told = {plain.casefold() for plain in shown}
    return Markup("; ").join(
        name
        for plain, name in shown.items()
        if not any(plain.casefold() in other for other in told - {plain.casefold()})
    )


def _ended(words: Words) -> Words:
    return words.like(ended(words))


def procedure_name(procedure: subjects.ProcedureFacts | Procedure) -> str:
    kind = said(procedure.kind)
    if not procedure.number:
        return kind
    return gettext("%(kind)s: Case No. %(number)s") % {"kind": kind, "number": procedure.number}


def report_words(report: subjects.ReportFacts) -> str:
    """`Report in which …, No. 396, paragraphs 453 and following. What it says.`"""
    parts = [said(report.kind)]
    if report.number:
        parts.append(gettext("report No. %(number)s") % {"number": report.number})
    if report.paragraphs:
        first = report.paragraphs.removesuffix(" ff.")
        words = gettext("paragraphs %(numbers)s")
        if first != report.paragraphs:
            words = gettext("paragraphs %(numbers)s and following")
        parts.append(words % {"numbers": first})
    told = ended(", ".join(parts))
    return Markup("{} {}").format(told, report.text) if report.text else told


def shown_demand(demand: shapes.DemandFacts) -> ShownDemand:
    """The state as a tag with its word."""
    components = environment().get_template("components/state_tag.html").module
    tag: Markup = components.state_tag(tag_kind(demand.progress), said(demand.progress))  # type: ignore[attr-defined]  # a macro
    latest = demand.states[-1].date.in_words(current_language()) if demand.states else ""
    return ShownDemand(
        demand.label,
        demand.summary,
        demand.actions,
        tag + f" {latest}" if latest else tag,
        named(demand.mentions),
        Markup("; ").join(voice.name for voice in demand.mentions.voices),
        demand.note,
        footnotes(demand.claims),
    )


def standards(law: subjects.LawFacts) -> list[ratifications.Standard]:
    """The conventions and articles it concerns."""
    return ratifications.standards_of(law)


def footnotes(claims: tuple[links.ClaimFacts, ...]) -> str:
    """`[1, 3]`, the numbers of the list of sources."""
    numbers = sorted({claim.source.number for claim in claims})
    return f"[{', '.join(str(number) for number in numbers)}]" if numbers else ""


def sources(claims: tuple[links.ClaimFacts, ...]) -> str:
    """Numbers, each with what that source says in its own way."""
    told = [
        Markup("{}: {}").format(claim.source.number, claim.says) if claim.says else str(claim.source.number)
        for claim in claims
    ]
    return Markup("[{}]").format(Markup("; ").join(told)) if told else ""


def _sources(claims: tuple[links.ClaimFacts, ...]) -> tuple[str, ...]:
    """Numbers, and what a source says otherwise."""
    marks = footnotes(claims)
    differing = [
        Markup("[{}] {}").format(claim.source.number, claim.says) for claim in claims if claim.differs and claim.says
    ]
    return (*([marks] if marks else []), *differing)
