"""Why a letter or a run could not be made: kept as message ids with their values, and said in the reader's language."""

from collections.abc import Mapping
from typing import Any

from campaigns.letters.lacks import Lack
from foundation.web.language import gettext, mark

NOT_MADE = mark("It could not be made. Those who work on the campaign see why.")


def kept(values: Mapping[str, object]) -> dict[str, Any]:
    """As it lies in the database. What a letter lacks stays a list of messages: whoever reads it later may read another
    language than the process that made it."""
    return {name: _kept(value) for name, value in values.items()}


def said(words: str, values: Mapping[str, Any]) -> str:
    spoken = {name: _said(value) for name, value in values.items()}
    return gettext(words) % spoken if spoken else gettext(words)


def _kept(value: object) -> Any:
    if isinstance(value, (list, tuple)):
        return [_kept(one) for one in value]
    if isinstance(value, Lack):
        return {"words": value.words, "values": {name: str(one) for name, one in value.values.items()}}
    return value if isinstance(value, dict) else str(value)


def _said(value: Any) -> str:
    if isinstance(value, list):
        return " ".join(_said(one) for one in value)
    return said(value["words"], value["values"]) if isinstance(value, dict) else str(value)
