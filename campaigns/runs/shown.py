"""What the page of one run shows."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from sqlmodel import Session

from campaigns.letters.models import Letter
from campaigns.models.campaign import Campaign
from campaigns.offices.merged import directory_now
from campaigns.runs.access import items_of, sees_partners
from campaigns.runs.leaving import leaving
from campaigns.runs.models import LetterRun, RunLetter, RunState
from campaigns.runs.reasons import NOT_MADE, said
from campaigns.runs.standing import Fallen
from foundation.accounts.access import SignedIn
from foundation.accounts.roles import May
from foundation.web.language import gettext, mark
from outreach.models.partners import Partner
from outreach.queries.letterheads import partners_by_id

PAGE = 100
STATES = {
    RunState.MAKING: ("warn", mark("Being made")),
    RunState.READY: ("good", mark("Ready")),
    RunState.FAILED: ("bad", mark("Failed")),
    RunState.CALLED_OFF: ("quiet", mark("Called off")),
    RunState.REMOVED: ("quiet", mark("Removed")),
}


@dataclass(frozen=True)
class Line:
    """`partner` is a name, empty for our own paper and for whoever may not look into the directory."""

    item: RunLetter
    letter: Letter | None
    partner: str


@dataclass(frozen=True)
class Fell:
    """Why letters must not leave, in words, once for each reason, and how many."""

    why: str
    number: int
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Shown:
    """`next_after` is the place after which the next page begins, or 0. `standing` are the places of what may be taken;
    `is_whole` as in `Leaving`."""

    run: LetterRun
    made: int
    total: int
    lines: tuple[Line, ...]
    next_after: int
    fell: tuple[Fell, ...]
    standing: frozenset[int]
    is_whole: bool
    problem: str
    may_write: bool
    sees_partners: bool
    may_take_all: bool

    @property
    def state(self) -> tuple[str, str]:
        """The kind of a state tag, and its words."""
        if self.run.state is RunState.READY and self.fell:
            return ("warn", mark("Partly ready")) if self.standing else ("bad", mark("Must not leave"))
        return STATES[self.run.state]

    @property
    def may_be_taken(self) -> bool:
        return bool(self.standing) and self.may_write

    def may_take(self, line: Line) -> bool:
        return self.may_be_taken and (self.sees_partners or line.item.own_paper)


def run_shown(session: Session, user: SignedIn, campaign: Campaign, run: LetterRun, *, after: int = 0) -> Shown:
    items = items_of(session, run)
    may_write = user.may(May.WRITE, campaign.organisation_id, campaign.id)
    sees = sees_partners(user, campaign)
    partners = partners_by_id(session, {one.partner_id for one in items if one.partner_id}) if sees else {}
    letters = {letter_id: session.get(Letter, letter_id) for letter_id in {one.letter_id for one in items}}
    found = leaving(session, campaign, run, items)
    page = [item for item in items if item.place > after][: PAGE + 1]
    return Shown(
        run=run,
        made=sum(item.made_at is not None for item in items),
        total=len(items),
        lines=tuple(_line(item, letters, partners) for item in page[:PAGE]),
        next_after=page[PAGE - 1].place if len(page) > PAGE else 0,
        fell=_by_reason(found.fallen, letters, partners, may_write=may_write),
        standing=frozenset(item.place for item in found.items),
        is_whole=found.is_whole,
        problem=said(run.problem, run.problem_values) if may_write and run.problem else "",
        may_write=may_write,
        sees_partners=sees,
        may_take_all=sees or all(item.own_paper for item in items),
    )


def title_of_office(session: Session, language: str) -> Callable[[str], str]:
    """An office that has left the directory is called by its id."""
    known = directory_now(session).by_id

    def title(office_id: str) -> str:
        office = known.get(office_id)
        return office.title_in(language) if office else office_id

    return title


def _line(item: RunLetter, letters: Mapping[int, Letter | None], partners: Mapping[int, Partner]) -> Line:
    partner = partners.get(item.partner_id or 0)
    return Line(item, letters.get(item.letter_id), partner.name if partner else "")


def _by_reason(
    fallen: Sequence[Fallen],
    letters: Mapping[int, Letter | None],
    partners: Mapping[int, Partner],
    *,
    may_write: bool,
) -> tuple[Fell, ...]:
    found: dict[str, list[Line]] = {}
    for one in fallen:
        found.setdefault(why_in_words(one, may_write=may_write), []).append(_line(one.item, letters, partners))
    return tuple(Fell(why, len(of_it), tuple(of_it[:10])) for why, of_it in found.items())


def why_in_words(fallen: Fallen, *, may_write: bool) -> str:
    """What a letter lacks may quote the facts, and is for those who write."""
    if not fallen.item.fell_values:
        return gettext(fallen.why)
    return said(fallen.why, fallen.item.fell_values) if may_write else gettext(NOT_MADE)
