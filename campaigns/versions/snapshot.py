"""What readers are shown, as marks: enough to say what changed, and nothing that could be read out of it."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy.inspection import inspect

from campaigns.facts.rows import FactRows
from campaigns.models.campaign import Campaign
from campaigns.models.case import Case, StatusEntry
from campaigns.models.demand import Demand, DemandState
from campaigns.models.event import Event
from campaigns.models.fact import CampaignRow
from campaigns.models.mention import Mention
from campaigns.models.source import Claim
from campaigns.models.texts import TextListType, Texts, TextsType, without_gaps

Mark = dict[str, Any]
Shown = Mapping[str, Mark]
"""By the id of a row, or `campaign:` and the name of a text."""

TEXTS = ("title", "summary", "background", "motto", "petition_title", "petition_text", "petition_addressee")
OF_CAMPAIGN = "campaign:"
STATE = "campaign:state"
# They show only with the row they hang on.
TOLD_WITH_THEIR_ROW = (StatusEntry, DemandState, Mention, Claim)
_NOT_SHOWN = frozenset(
    {
        *("id", "campaign_id", "position", "hold", "hold_reason", "key", "sensitive", "name_forms"),
        *("consent", "consent_on", "consent_by", "given_by", "added_at", "removed_at", "size"),
    }
)


def shown_now(
    campaign: Campaign, public: FactRows, everything: Iterable[CampaignRow], before: Shown
) -> dict[str, Mark]:
    """`public` is what readers see of `everything`. A row that is only out of sight keeps the mark it was last shown
    with, so that neither its going nor its coming back is told."""
    now = {str(row.id): _mark_of(row, public) for table in public.by_table for row in public.of(table) if _counts(row)}
    hidden = {str(row.id) for row in everything} - now.keys()
    now |= {key: {**mark, "out_of_sight": True} for key, mark in before.items() if key in hidden}
    for column in TEXTS:
        key = OF_CAMPAIGN + column
        texts = _by_language(getattr(campaign, column))
        kept = before.get(key, {}).get("texts", {})
        withheld = campaign.withheld.get(column, {})
        now[key] = {"texts": texts | {code: kept.get(code, "") for code in withheld}}
        if withheld:
            now[key]["out_of_sight"] = sorted(withheld)
    now[STATE] = {"state": campaign.state.value, "outcome": campaign.outcome.value if campaign.outcome else ""}
    return now


def out_of_sight(shown: Shown) -> set[tuple[str, str]]:
    """What a hold keeps from readers, of what they had seen."""
    return {(key, str(mark["out_of_sight"])) for key, mark in shown.items() if "out_of_sight" in mark}


def _counts(row: CampaignRow) -> bool:
    """An event with a gap in every language is nowhere to be read yet: it is told when the gap is filled."""
    if isinstance(row, Event):
        return bool(without_gaps(row.text))
    return not isinstance(row, TOLD_WITH_THEIR_ROW)


def _mark_of(row: CampaignRow, public: FactRows) -> Mark:
    mark: Mark = {"table": type(row).__name__, "facts": _digest(_plain(row)), "texts": _texts_of(row)}
    if isinstance(row, Case):
        chain = public.children(StatusEntry, row)
        mark |= {"steps": [(entry.status.value, str(entry.date)) for entry in chain]}
        mark["notes"] = _digest([entry.note for entry in chain])
    elif isinstance(row, Demand):
        states = public.children(DemandState, row)
        mark |= {"steps": [(state.progress.value, str(state.date)) for state in states]}
        mark["notes"] = _digest([state.note for state in states])
    return json.loads(json.dumps(mark))  # type: ignore[no-any-return]  # as the database gives it back


def _plain(row: CampaignRow) -> dict[str, str]:
    """What is the same in every language."""
    columns = inspect(type(row)).columns
    return {
        column.name: str(getattr(row, column.name))
        for column in columns
        if column.name not in _NOT_SHOWN and not isinstance(column.type, TextsType | TextListType)
    }


def _texts_of(row: CampaignRow) -> dict[str, str]:
    """A mark of all its texts, by language."""
    found: dict[str, list[str]] = {}
    for column in inspect(type(row)).columns:
        value = getattr(row, column.name)
        if isinstance(column.type, TextsType):
            _gather(found, column.name, value)
        elif isinstance(column.type, TextListType):
            for texts in value:
                _gather(found, column.name, texts)
    return {code: _digest(texts) for code, texts in found.items()}


def _gather(found: dict[str, list[str]], column: str, texts: Texts) -> None:
    for code, text in texts.items():
        if text:
            found.setdefault(code, []).append(f"{column}\x00{text}")


def _by_language(texts: Texts) -> dict[str, str]:
    return {code: _digest(text) for code, text in texts.items() if text}


def _digest(value: object) -> str:
    plain = json.dumps(value, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(plain.encode()).hexdigest()[:16]
