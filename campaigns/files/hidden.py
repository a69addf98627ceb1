"""What a file cannot know, because it was left out of it on purpose, stays when the file is read back.

Works on plain trees as `plain` makes them. What is on hold here, and whatever a public export leaves out with it, is
kept unless the file itself speaks of it.
"""

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

from campaigns.files.own_news import own_ends, own_news
from campaigns.files.schema import CampaignFile
from campaigns.models.campaign import PUBLIC_STATES

Plain = Any
"""What a campaign file holds: dicts, lists, words and numbers."""

LINKING = ("sources", "cases", "organisations", "laws", "procedures")
# What the campaign itself is and stands at, which no file changes once it is there.
ITS_OWN = ("slug", "state", "outcome", "is_example", "is_history")
_NOT_THE_CORE = frozenset({*LINKING, "recommendations", "evidence", "hold", "hold_reason"})
# They go and stay as one.
_WHOLE = frozenset({"portrait"})
_ABSENT = object()


def plain(file: CampaignFile) -> dict[str, Plain]:
    return file.model_dump(mode="json", by_alias=True, exclude_defaults=True)


def with_hidden(new: CampaignFile, *, public: CampaignFile, full: CampaignFile, drop_held: bool) -> CampaignFile:
    """The file as it would take effect. `public` and `full` are the campaign as it is now, without and with what is on
    hold. With `drop_held` the file is taken at its word.
    """
    told, own = plain(new), plain(full)
    drafts = [entry for entry in told.get("news", []) if not _is_numbered(entry)]
    told["news"] = [entry for entry in told.get("news", []) if _is_numbered(entry)]
    if not drop_held:
        told = _merged(told, plain(public), own)
    told = {key: value for key, value in told.items() if key not in ITS_OWN}
    told |= {key: own[key] for key in ITS_OWN if key in own}
    numbered = [entry for entry in told.get("news", []) if _is_numbered(entry)]
    told["news"] = own_news([*numbered, *drafts], own.get("news", []), is_public=full.state in PUBLIC_STATES)
    told["closings"] = own_ends(told.get("closings", []), own.get("closings", []), {one["id"] for one in told["news"]})
    told.pop("files", None)
    return CampaignFile.model_validate(_without_loose_ends(told))


def _is_numbered(entry: Plain) -> bool:
    """Drafts are only counted, so that two of one id may be two."""
    return bool(entry["id"].isdecimal())


def identities(entries: list[Plain]) -> list[tuple[str, int]]:
    """Of a list: by id, else by what an entry says apart from links and holds, counted where several say the same."""
    seen: Counter[str] = Counter()
    found = []
    for entry in entries:
        name = _identity(entry)
        found.append((name, seen[name]))
        seen[name] += 1
    return found


def _identity(entry: Plain) -> str:
    if not isinstance(entry, dict):
        return str(entry)
    if "id" in entry:
        return str(entry["id"])
    return json.dumps({key: value for key, value in entry.items() if key not in _NOT_THE_CORE}, sort_keys=True)


def _merged(new: Plain, public: Plain, full: Plain) -> Plain:
    if isinstance(new, dict) and isinstance(full, dict):
        return _merged_dicts(new, public if isinstance(public, dict) else {}, full)
    if isinstance(new, list) and isinstance(full, list):
        return _merged_lists(new, public if isinstance(public, list) else [], full)
    return full if new == public and public != full else new


def _merged_dicts(new: dict[str, Plain], public: dict[str, Plain], full: dict[str, Plain]) -> dict[str, Plain]:
    merged = dict(new)
    for key, value in full.items():
        seen = public.get(key, _ABSENT)
        if key in new:
            merged[key] = _merged(new[key], seen, value)
        elif seen is _ABSENT:
            merged[key] = value
        elif isinstance(value, list | dict) and seen != value and key not in _WHOLE:
            left = _merged([] if isinstance(value, list) else {}, seen, value)
            if left:
                merged[key] = left
    return merged


def _merged_lists(new: list[Plain], public: list[Plain], full: list[Plain]) -> list[Plain]:
    before = dict(zip(identities(full), full, strict=True))
    seen = dict(zip(identities(public), public, strict=True))
    merged = {
        name: _merged(entry, seen.get(name, _ABSENT), before[name]) if name in before else entry
        for name, entry in zip(identities(new), new, strict=True)
    }
    order = list(merged)
    previous = None
    for name, entry in before.items():
        if name not in merged and seen.get(name, _ABSENT) != entry:
            # Also what somebody took out, when something on hold hangs on it that they could not see.
            order.insert(order.index(previous) + 1 if previous in order else 0, name)
            merged[name] = entry
        if name in merged:
            previous = name
    return [merged[name] for name in order]


def _without_loose_ends(told: dict[str, Plain]) -> dict[str, Plain]:
    """What stays may speak of something that the file has taken out."""
    known = {home: {_identity(entry) for entry in told.get(home, ())} for home in LINKING}
    return {key: _tied(value, known) if key not in ("country_names", "title") else value for key, value in told.items()}


def _tied(value: Plain, known: dict[str, set[str]]) -> Plain:
    if isinstance(value, list):
        return [_tied(entry, known) for entry in value]
    if not isinstance(value, dict):
        return value
    return {key: tied for key, inner in value.items() if (tied := _tied_field(key, inner, known)) is not _ABSENT}


def _tied_field(key: str, value: Plain, known: dict[str, set[str]]) -> Plain:
    if key in LINKING and isinstance(value, list):
        return [entry for entry in value if _identity(entry) in known[key]]
    home = {"organisation": "organisations", "parent": "organisations", "law": "laws"}.get(key)
    if home and isinstance(value, str) and value not in known[home]:
        return _ABSENT
    return _tied(value, known)


def held_within(value: Plain) -> Iterator[dict[str, Plain]]:
    """Every entry of a tree that is on hold."""
    if isinstance(value, dict):
        if value.get("hold"):
            yield value
        value = list(value.values())
    if isinstance(value, list):
        for entry in value:
            yield from held_within(entry)
