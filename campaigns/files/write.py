"""Writes a campaign file as people write one: in the order of the schema, without what says nothing."""

from typing import Any

import yaml

from campaigns.files.kept_files import written
from campaigns.files.schema import CampaignFile

WIDTH = 118
STRING = "tag:yaml.org,2002:str"


class _Dumper(yaml.SafeDumper):
    """Quotes what another reader would take for nothing, true or false; lists are indented in their mapping."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)


_Dumper.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag.endswith((":null", ":bool"))]
    for first, resolvers in yaml.SafeDumper.yaml_implicit_resolvers.items()
}


def write_file(campaign: CampaignFile) -> str:
    """The bytes of files, where there are any, stand at the end."""
    told = campaign.model_dump(mode="json", by_alias=True, exclude_defaults=True, exclude={"files"})
    return write_plain(told) + written(campaign.files)


def write_plain(plain: dict[str, Any]) -> str:
    """Any values that JSON could hold, in their order."""
    return yaml.serialize(_node(plain), Dumper=_Dumper, allow_unicode=True, width=WIDTH)


def _place(key: str) -> int:
    """The id stands first and the hold last; the rest keeps the order of the schema."""
    return {"id": 0, "hold": 2, "hold_reason": 3}.get(key, 1)


def _is_short(value: dict[str, Any] | list[Any]) -> bool:
    """A few words without inner structure stand on one line."""
    inner = [*value.values()] if isinstance(value, dict) else value
    words = [*value, *inner]
    is_flat = all(isinstance(word, str | int) and len(str(word)) <= 30 and "\n" not in str(word) for word in words)
    return is_flat and sum(len(str(word)) + 2 for word in words) <= 70


def _node(value: Any) -> yaml.Node:
    if isinstance(value, dict):
        pairs = [(_node(key), _node(value[key])) for key in sorted(value, key=_place)]
        return yaml.MappingNode("tag:yaml.org,2002:map", pairs, flow_style=_is_short(value))
    if isinstance(value, list):
        entries = [_node(inner) for inner in value]
        return yaml.SequenceNode("tag:yaml.org,2002:seq", entries, flow_style=_is_short(value))
    if isinstance(value, bool):
        return yaml.ScalarNode("tag:yaml.org,2002:bool", "true" if value else "false")
    text = str(value)
    return yaml.ScalarNode(STRING, text, style="|" if "\n" in text else None)
