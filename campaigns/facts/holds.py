"""Keeps what is on hold out of public facts: the held rows, what hangs on them, and whatever else names a held case.

A text that names a held person betrays the hold as surely as the person's own row, so its row is left out as well.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Set
from typing import Any

from sqlmodel import SQLModel

from campaigns.facts.found_names import SHORTEST_NAME, finding, words_that_name
from campaigns.models.actor import Actor, ActorKind
from campaigns.models.case import Case, CaseKind
from campaigns.models.fact import CampaignRow, Fact
from campaigns.models.mention import MENTIONING, Mention, MentionRole
from campaigns.models.portrait import Portrait
from campaigns.models.texts import NameFormsType, TextListType, TextsType, WordListType

# Columns with words that are the same in every language.
SAID_ALIKE = frozenset({"credit", "key", "paragraphs", "reference", "slug", "url"})

Rows = dict[type[CampaignRow], list[Any]]


def without_held(
    rows: Rows, parents: dict[type[CampaignRow], tuple[str, ...]], *, also: Set[int] = frozenset()
) -> Rows:
    """`parents`: for each table the columns without whose row a row makes no sense; tables come after their parents.
    `also`: rows to be treated as if they were on hold."""
    every = [row for of_table in rows.values() for row in of_table]
    left_out = {row.id for row in every if isinstance(row, Fact) and (row.is_kept_back or row.id in also)}
    left_out |= _of_held_cases_only(rows[Mention], left_out)
    betrays = names_on_hold(rows, also)
    if betrays:
        left_out |= {row.id for row in every if any(betrays.search(text) for text in texts_of(row))}
    kept: Rows = {}
    for table, of_table in rows.items():
        columns = parents.get(table, ())
        left_out |= {row.id for row in of_table if any(getattr(row, column) in left_out for column in columns)}
        kept[table] = [row for row in of_table if row.id not in left_out]
    return kept


def bearing_names(rows: Rows) -> frozenset[int]:
    """Whoever could be found and harmed by the name: persons, groups, organisations; not laws and practices. A picture
    may show anybody, whatever it is of."""
    cases = {case.id for case in rows[Case] if case.kind not in (CaseKind.LAW, CaseKind.PRACTICE)}
    speaking = {actor.id for actor in rows[Actor] if actor.kind is ActorKind.SPOKESPERSON}
    return frozenset(cases | speaking | {portrait.id for portrait in rows[Portrait]})


def names_on_hold(rows: Rows, also: Set[int] = frozenset()) -> re.Pattern[str] | None:
    """Finds any of the held names in a text. Rather one text too many is left out than one too few."""
    return finding(held_names(rows, also))


def held_names(rows: Rows, also: Set[int] = frozenset()) -> set[str]:
    """The words of every held person's name that could be the surname, and the whole names of other cases and of
    organisations; in any language, spelling and grammatical case that is known. A spokesperson is a person."""
    names: set[str] = set()
    for case in rows[Case]:
        if case.hold or case.id in also:
            whole = {*case.name.values(), *case.name_variants, *_declined(case)}
            names |= _words_that_name(whole) if case.kind is CaseKind.PERSON else whole
    for actor in rows[Actor]:
        if actor.hold or actor.id in also:
            whole = {*actor.name.values(), *actor.aliases, *_declined(actor)}
            names |= _words_that_name(whole) if actor.kind is ActorKind.SPOKESPERSON else whole
            names |= set(actor.abbreviation.values())
    return {name for name in names if len(name) >= SHORTEST_NAME}


def _words_that_name(names: Iterable[str]) -> set[str]:
    return {word for name in names for word in words_that_name(name)}


def texts_of(row: SQLModel) -> Iterator[str]:
    """Every text of a row that readers could come to see, in every language, down to an address on the web."""
    for column in type(row).__table__.c:  # type: ignore[attr-defined]  # SQLModel gives it to tables
        value = getattr(row, column.name)
        if isinstance(column.type, TextsType):
            yield from value.values()
        elif isinstance(column.type, TextListType | NameFormsType):
            yield from (text for texts in _each(value) for text in texts.values())
        elif isinstance(column.type, WordListType):
            yield from value
        elif column.name in SAID_ALIKE:
            yield value or ""


def _each(several: Any) -> Iterable[dict[str, str]]:
    return several.values() if isinstance(several, dict) else several


def _declined(row: Case | Actor) -> set[str]:
    return {form for by_case in row.name_forms.values() for form in by_case.values()}


def _of_held_cases_only(mentions: Iterable[Mention], held: set[int]) -> set[int]:
    """An event, demand or call whose every concerned case is held is about nobody else."""
    concerned: dict[int, list[bool]] = defaultdict(list)
    for mention in mentions:
        if mention.case_id is not None and mention.role in (MentionRole.CONCERNED, MentionRole.POSTHUMOUSLY):
            speaker = next(value for column in MENTIONING if (value := getattr(mention, column)) is not None)
            concerned[speaker].append(mention.case_id in held)
    return {speaker for speaker, held_ones in concerned.items() if all(held_ones)}
