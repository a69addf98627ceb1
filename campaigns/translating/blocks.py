"""Every text of a campaign that is kept by language, block by block, in the order a reader meets them.

A block's key names its row and column, such as `event.123.text` or `demand.7.actions.0`; those of the campaign itself
`campaign.title`, of what was typed at the launch `launch.charge`, of a letter `letter.appeal.kz-president.own_words`.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, SQLModel, col, select

from campaigns.actions.holding import HELD_BACK, what_betrays, whole
from campaigns.actions.launch_rows import EVENT, LAW, SUBJECT
from campaigns.facts.rows import FactRows, read_rows
from campaigns.facts.shaping import NAMES
from campaigns.letters.kinds import languages_of
from campaigns.letters.models import Letter, is_newest
from campaigns.models.actor import Actor, Law
from campaigns.models.call import Call, Intention
from campaigns.models.campaign import Campaign
from campaigns.models.case import Case, StatusEntry
from campaigns.models.demand import AddresseeGroup, Demand, DemandState
from campaigns.models.event import Event
from campaigns.models.fact import CampaignRow
from campaigns.models.finding import Finding, FindingFact, LinkedCampaign
from campaigns.models.meeting import Argument, Meeting, Situation
from campaigns.models.portrait import Portrait
from campaigns.models.procedure import Communication, Procedure, ProcedureDate, Recommendation, Report
from campaigns.models.source import Claim, Source
from campaigns.models.texts import LONGEST_WORD, TextListType, Texts, TextsType
from campaigns.stock.asked import Shape
from campaigns.stock.kinds import KINDS
from campaigns.translating.models import block_key
from foundation.web.tongues import script_of

LONGEST = 20_000
LETTER_FIELDS = ("subject", "own_words", "held_at", "urgency")
OWN_COLUMNS = (
    *("title", "summary", "background", "motto"),
    *("petition_title", "petition_text", "petition_addressee"),
)
# Tables in the order of the page, each with what hangs on its rows. Sources come last: they are cited as they are.
_ORDER: tuple[tuple[type[CampaignRow], tuple[type[CampaignRow], ...]], ...] = (
    (AddresseeGroup, ()),
    (Demand, (DemandState,)),
    (Call, ()),
    (Intention, ()),
    (Case, (StatusEntry, Portrait)),
    (Event, ()),
    (Situation, ()),
    (Argument, ()),
    (Meeting, ()),
    (Procedure, (Communication, Report, ProcedureDate)),
    (Recommendation, ()),
    (Actor, ()),
    (Law, ()),
    (Finding, (FindingFact,)),
    (LinkedCampaign, ()),
    (Claim, ()),
    (Source, ()),
)
_LINES = frozenset(
    {"title", "petition_title", "petition_addressee", "motto", "subject", "name", "abbreviation", "role"}
)


@dataclass(frozen=True)
class Block:
    """`row` and `column` say where it stands, `place` which entry of a list or of a mapping. `program` is what the
    program itself wrote from the stock of sentences, by language. `spoken_in`: the only languages it can be written in.
    """

    key: str
    row: SQLModel
    column: str
    texts: Texts
    original_language: str
    place: str = ""
    is_name: bool = False
    is_cited: bool = False
    program: Texts | None = None
    spoken_in: tuple[str, ...] = ()

    @property
    def original(self) -> str:
        return self.texts[self.original_language]

    @property
    def is_line(self) -> bool:
        return self.column in _LINES and "\n" not in self.original

    @property
    def longest(self) -> int:
        """Characters that a translation may have: some languages need far more of them, none needs a multiple."""
        return LONGEST_WORD if self.is_line else min(LONGEST, 4 * len(self.original) + 500)

    def is_needed_in(self, language: str) -> bool:
        if self.is_cited or (self.spoken_in and language not in self.spoken_in):
            return False
        return not (self.is_name and script_of(language) == script_of(self.original_language))

    def may_be_written_in(self, language: str) -> bool:
        return language != self.original_language and (not self.spoken_in or language in self.spoken_in)

    def is_programs(self, language: str) -> bool:
        """Nobody has changed what the program wrote here."""
        return bool(self.program and self.program.get(language) and self.texts.get(language) == self.program[language])


def blocks_of(session: Session, campaign: Campaign, *, public: bool) -> list[Block]:
    """Those with a text in any language. `public`: without whatever names or concerns who is on hold."""
    every = read_rows(session, campaign_id=campaign.id, include_held=True)
    betrays = what_betrays(session, campaign) if public else None
    rows = read_rows(session, campaign_id=campaign.id, include_held=False) if public else every
    found = [*_of_campaign(campaign, public), *_of_rows(campaign, rows), *_of_letters(session, campaign)]
    return [block for block in found if not _names_anybody(block, betrays)]


def _names_anybody(block: Block, betrays: re.Pattern[str] | None) -> bool:
    return betrays is not None and any(betrays.search(text) for text in block.texts.values())


def _of_campaign(campaign: Campaign, public: bool) -> Iterator[Block]:
    for column in OWN_COLUMNS:
        if public and column in campaign.withheld:
            continue
        texts = whole(campaign, column) if column in HELD_BACK else getattr(campaign, column)
        program = campaign.stock.get("texts", {}).get(column)
        yield from _block(campaign, campaign, f"campaign.{column}", column, texts, program=program)
    for code, texts in campaign.country_names.items():
        yield from _block(campaign, campaign, f"campaign.country_names.{code}", "country_names", texts, place=code)
    yield from _typed_at_launch(campaign)


def _typed_at_launch(campaign: Campaign) -> Iterator[Block]:
    """Free words that stand inside the sentences of the stock; names of organisations have rows of their own."""
    kind = KINDS[campaign.kind]
    for key, kept in campaign.stock.get("values", {}).items():
        asked = kind.asks(key)
        if kept.get("words") and not (asked and asked.actor):
            is_name = asked is not None and asked.shape is Shape.NAME
            block = _block(campaign, campaign, f"launch.{key}", "stock", kept["words"], place=key, is_name=is_name)
            yield from block


def _of_rows(campaign: Campaign, rows: FactRows) -> Iterator[Block]:
    known = _known_to_stock(rows)
    for table, children in _ORDER:
        for row in rows.by_table[table]:
            yield from _of_row(campaign, row, known)
            for child in children:
                for below in rows.children(child, row):
                    yield from _of_row(campaign, below, known)


def text_columns(table: type[SQLModel]) -> Iterator[tuple[str, bool]]:
    """Columns with texts by language, and whether each holds several."""
    for column in table.__table__.c:  # type: ignore[attr-defined]  # SQLModel gives it to tables
        if isinstance(column.type, TextsType | TextListType):
            yield column.name, isinstance(column.type, TextListType)


def _of_row(campaign: Campaign, row: CampaignRow, known: Mapping[tuple[int, str], str]) -> Iterator[Block]:
    written: dict[str, Texts] = campaign.stock.get("texts", {})
    is_cited = isinstance(row, Source)
    for column, is_list in text_columns(type(row)):
        value = getattr(row, column)
        is_name = (type(row), column) in NAMES
        for place, texts in enumerate(value) if is_list else [(None, value)]:
            key = block_key(row, column, place)
            where = "" if place is None else str(place)
            program = written.get(known.get((row.id, column), ""))
            yield from _block(
                campaign, row, key, column, texts, place=where, is_name=is_name, is_cited=is_cited, program=program
            )


def _block(campaign: Campaign, row: SQLModel, key: str, column: str, texts: Texts, **more: Any) -> Iterator[Block]:
    """Nothing where nothing is written."""
    written = {code: text for code, text in texts.items() if text}
    if written:
        wished = (campaign.original_language, "en")
        original = next((code for code in wished if code in written), next(iter(written)))
        yield Block(key, row, column, written, original, **more)


def _known_to_stock(rows: FactRows) -> dict[tuple[int, str], str]:
    """Row and column → the name under which the stock remembers what it wrote there (actions/stock.py)."""
    known = {(event.id, "text"): "event" for event in rows.of(Event) if event.key == EVENT}
    known |= {(demand.id, "summary"): f"demand:{demand.key}" for demand in rows.of(Demand)}
    known |= {(law.id, "name"): "law" for law in rows.of(Law) if law.key == LAW}
    for case in rows.of(Case):
        known[case.id, "role"] = f"role:{case.key}"
        if case.key == SUBJECT:
            known[case.id, "name"] = "subject"
        for first in rows.children(StatusEntry, case)[:1]:
            known[first.id, "note"] = f"status:{case.key}"
    return known


def _of_letters(session: Session, campaign: Campaign) -> Iterator[Block]:
    """What an organiser wrote into letters that may still change."""
    of_campaign = select(Letter).where(Letter.campaign_id == campaign.id, is_newest())
    query = of_campaign.order_by(col(Letter.kind), col(Letter.office_id))
    together: dict[tuple[Any, str], list[Letter]] = {}
    for letter in session.exec(query):
        together.setdefault((letter.kind, letter.office_id), []).append(letter)
    for (kind, office), letters in together.items():
        for field in LETTER_FIELDS:
            texts = {letter.language: getattr(letter, field) for letter in letters}
            key = f"letter.{kind}.{office}.{field}"
            yield from _block(campaign, letters[0], key, field, texts, spoken_in=languages_of(kind))
