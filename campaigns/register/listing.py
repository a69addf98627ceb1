"""Lines of the register as a page and as a table show them, without what somebody is not told."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlmodel import Session

from campaigns.facts.words import words_of
from campaigns.kept_from import is_kept, kept_from_each
from campaigns.letters.models import own_texts
from campaigns.models.campaign import Campaign
from campaigns.offices.merged import directory_now
from campaigns.register.queries import Entry, Wanted, entries, overdue
from foundation.accounts.access import SignedIn
from foundation.web.language import gettext, mark

PART = 500
HEADS = (
    mark("Our reference"),
    mark("Campaign"),
    mark("Kind of letter"),
    mark("Addressee"),
    mark("Language"),
    mark("Date of the letter"),
    mark("State"),
    mark("Left on"),
    mark("By which way"),
    mark("What became of it"),
    mark("Answer"),
    mark("Received on"),
    mark("Their reference"),
    mark("Days without an answer"),
)


@dataclass(frozen=True)
class Line:
    """`kept`: it names somebody on hold, and this organiser is not told; nothing else of it may be shown then."""

    entry: Entry
    title: str
    to: str
    kept: bool


def page_of(
    session: Session, user: SignedIn, campaigns: Sequence[Campaign], wanted: Wanted, *, language: str, after: int
) -> tuple[list[Line], int]:
    found, following = entries(session, campaigns, wanted, after=after)
    return _lines(session, kept_from_each(session, user, campaigns), found, language), following


def rows_of(
    session: Session, user: SignedIn, campaigns: Sequence[Campaign], wanted: Wanted, *, language: str
) -> Iterator[list[list[str]]]:
    """For a table, a part at a time."""
    kept, after = kept_from_each(session, user, campaigns), 0
    while True:
        found, after = entries(session, campaigns, wanted, after=after, limit=PART)
        yield [_cells(line) for line in _lines(session, kept, found, language) if not line.kept]
        if not after:
            return


def overdue_of(session: Session, user: SignedIn, campaign: Campaign, *, language: str) -> list[Line]:
    """Of one campaign, for its page: what has waited longest first."""
    found = overdue(session, [campaign])
    lines = _lines(session, kept_from_each(session, user, [campaign]), found, language)
    return [line for line in lines if not line.kept]


def _lines(session: Session, kept: Mapping[int, re.Pattern[str]], found: Sequence[Entry], language: str) -> list[Line]:
    known = directory_now(session).by_id
    lines = []
    for entry in found:
        letter, campaign = entry.letter, entry.campaign
        office = known.get(letter.office_id)
        lines.append(
            Line(
                entry,
                str(words_of(campaign.title, language, campaign.original_language)),
                office.title_in(language) if office else letter.office_id,
                is_kept(kept.get(campaign.id), [letter.told, *own_texts(letter)]),
            )
        )
    return lines


def _cells(line: Line) -> list[str]:
    entry, letter = line.entry, line.entry.letter
    last, answer = entry.last, entry.answer
    return [
        letter.our_reference,
        line.title,
        gettext(letter.kind.words),
        line.to,
        letter.language,
        letter.dated_on.isoformat() if letter.dated_on else "",
        gettext(entry.state),
        last.sent_on.isoformat() if last else "",
        gettext(last.way.words) if last else "",
        gettext(last.state.words) if last else "",
        gettext(answer.kind.words) if answer else "",
        answer.received_on.isoformat() if answer else "",
        answer.their_reference if answer else "",
        "" if entry.waits is None else str(entry.waits),
    ]
