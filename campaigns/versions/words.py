"""Changes in plain words, in every language of the pages that tell of them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from campaigns.facts.rows import FactRows
from campaigns.facts.words import words_of
from campaigns.models.campaign import Campaign, CampaignState, Outcome
from campaigns.models.case import Case, Status
from campaigns.models.demand import Progress
from campaigns.models.event import Event
from campaigns.models.fact import CampaignRow
from campaigns.models.partial_date import PartialDate
from campaigns.models.portrait import Portrait
from campaigns.models.texts import without_gaps
from campaigns.versions.comparing import Act, Change
from campaigns.versions.things import thing_said
from campaigns.wording import said
from foundation.web.language import PAPER_LANGUAGES, gettext, mark, speaking

Line = dict[str, Any]
"""As CampaignVersion keeps it."""

MOST_ALIKE = 5
"""More of a kind than this are counted and not listed."""
LONGEST_NAME = 120

_FRAMES = {
    Act.ADDED: mark("Added (%(thing)s): %(name)s"),
    Act.CORRECTED: mark("Corrected (%(thing)s): %(name)s"),
    Act.TAKEN_OUT: mark("Taken out: %(thing)s"),
}
_COUNTED = {
    Act.ADDED: mark("Added (%(thing)s): %(count)s entries"),
    Act.CORRECTED: mark("Corrected (%(thing)s): %(count)s entries"),
    Act.TAKEN_OUT: mark("Taken out (%(thing)s): %(count)s entries"),
}
_TEXTS = {
    "title": mark("The title was worded anew."),
    "summary": mark("The story in two sentences was worded anew."),
    "background": mark("The background was worded anew."),
    "motto": mark("The motto was worded anew."),
    "petition_title": mark("The title of the petition was worded anew."),
    "petition_text": mark(
        "The text of the petition was changed. Signatures given before stay with the text they were given to."
    ),
    "petition_addressee": mark("Whom the petition addresses was worded anew."),
}
_STATES = {
    CampaignState.LIVE: mark("The campaign goes on."),
    CampaignState.PAUSED: mark("The campaign was paused."),
    CampaignState.ARCHIVED: mark("The campaign was archived."),
}
_LANGUAGE_NAMES = {"en": mark("English"), "ru": mark("Russian"), "fr": mark("French"), "es": mark("Spanish")}
PUBLISHED = mark("The campaign was published.")
REOPENED = mark("The campaign was reopened.")
UNKNOWN_CHANGE = mark("Facts were changed.")


def lines_of(changes: Iterable[Change], campaign: Campaign, public: FactRows) -> list[Line]:
    rows = {str(row.id): row for table in public.by_table for row in public.of(table)}
    alike: dict[tuple[Act, str], list[Change]] = defaultdict(list)
    for change in changes:
        kind = str((change.now or change.before).get("table", change.about))
        alike[change.act, kind].append(change)
    return list(_lines(alike, campaign, rows))


def one_line(words: str) -> Line:
    """That stays, whatever else one person changes in the same while."""
    return _line([], {code: _spoken(code, words) for code in PAPER_LANGUAGES}) | {"stays": True}


def _lines(
    alike: Mapping[tuple[Act, str], Sequence[Change]], campaign: Campaign, rows: Mapping[str, CampaignRow]
) -> Iterator[Line]:
    for (act, kind), several in alike.items():
        about = [int(change.about) for change in several if change.about.isdigit()]
        if act in _COUNTED and len(several) > MOST_ALIKE:
            yield _line(about, {code: _counted(act, kind, len(several), code) for code in PAPER_LANGUAGES})
            continue
        for change in several:
            told = {code: _told(change, campaign, rows, code) for code in PAPER_LANGUAGES}
            yield _line([int(change.about)] if change.about.isdigit() else [], told)


def _line(about: list[int], told: dict[str, str]) -> Line:
    return {"about": about, "hidden": False, "text": told}


def _spoken(spoken: str, words: str, /, **values: object) -> str:
    with speaking(spoken):
        return gettext(words) % values if values else gettext(words)


def _counted(act: Act, kind: str, count: int, language: str) -> str:
    return _spoken(language, _COUNTED[act], thing=thing_said(kind, language), count=count)


def _told(change: Change, campaign: Campaign, rows: Mapping[str, CampaignRow], language: str) -> str:
    row = rows.get(change.about)
    if change.act is Act.STATE:
        return _state(change, language)
    if change.act is Act.REWORDED:
        return _spoken(language, _TEXTS[change.about])
    if change.act is Act.TRANSLATED:
        name = _spoken(language, _LANGUAGE_NAMES.get(change.about, change.about))
        return _spoken(language, mark("The translation was revised: %(language)s."), language=name)
    kind = str((change.now or change.before)["table"])
    thing = thing_said(kind, language)
    if row is None:
        return _spoken(language, _FRAMES[Act.TAKEN_OUT], thing=thing)
    # A picture is known by whom it shows; what it shows in words goes with it.
    known_by = rows.get(str(row.case_id), row) if isinstance(row, Portrait) else row
    name = name_of(known_by, campaign, language)
    if change.act is Act.STEP:
        return _step(change, name, language, isinstance(row, Case))
    if isinstance(row, Case):
        with speaking(language):
            thing = said(row.kind).lower()
    return _spoken(language, _FRAMES[change.act], thing=thing, name=name) if name else f"{thing}."


def _state(change: Change, language: str) -> str:
    state = CampaignState(change.now["state"])
    if state is CampaignState.CLOSED:
        outcome = change.now["outcome"]
        with speaking(language):
            words = said(Outcome(outcome)) if outcome else said(state)
        return _spoken(language, mark("The campaign was closed: %(outcome)s."), outcome=words)
    reopened = change.before["state"] in (CampaignState.CLOSED, CampaignState.ARCHIVED)
    return _spoken(language, REOPENED if reopened and state is CampaignState.LIVE else _STATES[state])


def _step(change: Change, name: str, language: str, is_case: bool) -> str:
    """From where it stood to where it stands: `Ada Example: Detention → Release (12 May 2026)`."""
    kind: type[Status] | type[Progress] = Status if is_case else Progress
    now, day = change.now["steps"][-1]
    was = change.before["steps"][-1][0] if change.before.get("steps") else ("" if is_case else Progress.RAISED.value)
    with speaking(language):
        steps = " → ".join(said(kind(step)) for step in ([was, now] if was and was != now else [now]))
    date = PartialDate.parse(day).in_words(language) if day != "unknown" else ""
    frame = mark("Status of %(name)s: %(steps)s") if is_case else mark("Demand “%(name)s”: %(steps)s")
    return _spoken(language, frame, name=name, steps=steps) + (f" ({date})" if date else "")


def name_of(row: CampaignRow, campaign: Campaign, language: str) -> str:
    """What readers know a row by."""
    for column in ("name", "summary", "title", "text", "subject", "topic", "note"):
        # A text with a gap is nobody's to read but the desk's.
        if texts := without_gaps(getattr(row, column, None) or {}):
            words = str(words_of(texts, language, campaign.original_language))
            break
    else:
        words = str(getattr(row, "number", "") or getattr(row, "url", "") or "")
    words = words if len(words) <= LONGEST_NAME else words[:LONGEST_NAME].rsplit(" ", 1)[0] + " …"
    if isinstance(row, Event) and row.date.is_known:
        return ", ".join(filter(None, (row.date.in_words(language), words)))
    return words
