"""What a letter asks, of whom, and in which numbering."""

import enum
from collections.abc import Sequence
from dataclasses import dataclass

from campaigns.facts.shapes import AddresseeFacts, CampaignFacts, DemandFacts
from campaigns.letters.kinds import LetterKind
from campaigns.letters.lacks import Gaps
from campaigns.letters.wording import sentence, sentences
from campaigns.models.campaign import Numbering
from campaigns.models.demand import Progress
from campaigns.offices.shapes import Office
from foundation.errors import NotFound
from foundation.web.language import mark

NO_DEMAND = mark("This demand is not written in this language yet: “%(text)s”")
NO_ADDRESSEE = mark("The addressee’s name “%(text)s” is not written in this language yet.")
NO_SUCH_LETTER = mark("This campaign has no letter of that kind to that office.")

ADDRESSEE = "addressee:"
MOST_DEMANDS_IN_FULL = 7


class Asked(enum.StrEnum):
    """How the office stands to the demands: named alone, named with others, one of a State's offices when none is
    named, or an office beside those that were named."""

    NAMED = "named"
    JOINTLY = "jointly"
    AUTHORITIES = "authorities"
    BESIDE = "beside"


@dataclass(frozen=True)
class PrintedDemand:
    number: int | None
    label: str
    text: str


@dataclass(frozen=True)
class PrintedGroup:
    """`heading` is empty where the letter has one addressee. `numbered` as in the original."""

    heading: str
    numbered: bool
    demands: tuple[PrintedDemand, ...]


def groups_for(facts: CampaignFacts, kind: LetterKind, office: Office, omitted: frozenset[str]) -> list[AddresseeFacts]:
    """The addressees whose demands the letter carries. Raises NotFound when the campaign has none for this office."""
    if not kind.goes_to(office):
        raise NotFound(NO_SUCH_LETTER)
    with_demands = [group for group in facts.addressees if group.demands]
    if not kind.asks_office_directly:
        near = [group for group in with_demands if not office.country or group.country == office.country]
        found = [group for group in near if f"{ADDRESSEE}{group.key}" not in omitted] or near
    else:
        found = [group for group in with_demands if office.id in group.offices][:1]
        if not found and office.country and not office.organisation:
            found = [group for group in with_demands if group.country == office.country][:1]
    if not found:
        raise NotFound(NO_SUCH_LETTER)
    return found


def how_asked(office: Office, group: AddresseeFacts) -> Asked:
    if not group.offices:
        return Asked.AUTHORITIES
    if office.id not in group.offices:
        return Asked.BESIDE
    return Asked.NAMED if len(group.offices) == 1 else Asked.JOINTLY


def print_demands(groups: Sequence[AddresseeFacts], kind: LetterKind, gaps: Gaps) -> tuple[PrintedGroup, ...]:
    """In full, or by their summaries where the ILO is asked to support many. What was met is not asked again."""
    asked = {group.key: [demand for demand in group.demands if demand.progress is not Progress.MET] for group in groups}
    in_full = kind.asks_office_directly or sum(map(len, asked.values())) <= MOST_DEMANDS_IN_FULL
    return tuple(
        PrintedGroup(
            f"{sentence(gaps.text(group.name, NO_ADDRESSEE)).removesuffix('.')}:" if len(groups) > 1 else "",
            group.numbering is not Numbering.NONE,
            tuple(
                PrintedDemand(demand.number, demand.label, _text(demand, gaps, in_full=in_full))
                for demand in asked[group.key]
            ),
        )
        for group in groups
        if asked[group.key]
    )


def _text(demand: DemandFacts, gaps: Gaps, *, in_full: bool) -> str:
    if in_full and demand.actions:
        return sentences([gaps.text(action, NO_DEMAND) for action in demand.actions])
    return sentence(gaps.text(demand.summary, NO_DEMAND))
