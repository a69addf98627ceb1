"""News and ends when a file is read into a campaign that is there already: what people were told is never taken back by
a file, and nothing becomes public by one. Works on plain trees.
"""

from typing import Any

Plain = Any

# How far one has come; a file changes its words and pictures only.
_ITS_OWN = (
    "id", "kind", "state", "original_language", "created_at", "published_at", "published_in_emergency", "reviewed_at",
    "changed_at", "taken_back_at",
)  # fmt: skip
_OF_PUBLICATION = ("state", "published_at", "published_in_emergency", "reviewed_at", "changed_at", "taken_back_at")


def own_news(told: list[Plain], own: list[Plain], *, is_public: bool) -> list[Plain]:
    """As they would be: those that are here, corrected, and new ones, which are drafts where anybody may read the
    campaign."""
    kept = {entry["id"]: entry for entry in own}
    left = dict(kept)
    drafts = sum(not key.isdecimal() for key in kept)
    for entry in told:
        same = next((key for key, known in left.items() if _is_same(entry, known)), None)
        if same is not None:
            kept[same] = _corrected(entry, left.pop(same))
        elif is_public or not entry["id"].isdecimal():
            drafts += 1
            kept[f"draft-{drafts}"] = {**(_unpublished(entry) if is_public else entry), "id": f"draft-{drafts}"}
        else:
            kept[entry["id"]] = entry
    numbered = sorted((key for key in kept if key.isdecimal()), key=int)
    return [kept[key] for key in (*numbered, *(key for key in kept if not key.isdecimal()))]


def own_ends(told: list[Plain], own: list[Plain], news: set[str]) -> list[Plain]:
    """How it stands now is the campaign's own; an earlier end that went on later is history and may come back."""
    known = {entry["closed_at"] for entry in own}
    before = [entry for entry in told if entry["closed_at"] not in known and "reopened_at" in entry]
    brought = [entry if entry.get("report") in news else _without(entry, ("report",)) for entry in before]
    return sorted([*own, *brought], key=lambda entry: str(entry["closed_at"]))


def _is_same(entry: Plain, known: Plain) -> bool:
    """A number says which; a draft is known by its title."""
    if entry["id"].isdecimal() or known["id"].isdecimal():
        return bool(entry["id"] == known["id"])
    return bool(entry["title"] == known["title"])


def _corrected(entry: Plain, known: Plain) -> Plain:
    """A translation stays checked only where neither it nor its original is another now."""
    same = [code for code in entry["title"] if _words(entry, code) == _words(known, code)]
    checked = [code for code in known.get("checked", ()) if code in same and known["original_language"] in same]
    words = _without(entry, (*_ITS_OWN, "checked"))
    mine = {name: known[name] for name in _ITS_OWN if name in known}
    return mine | words | ({"checked": checked} if checked else {})


def _words(entry: Plain, code: str) -> tuple[str | None, str | None]:
    return entry["title"].get(code), entry["text"].get(code)


def _unpublished(entry: Plain) -> Plain:
    return _without(entry, (*_OF_PUBLICATION, "checked"))


def _without(entry: Plain, names: tuple[str, ...]) -> Plain:
    return {key: value for key, value in entry.items() if key not in names}
