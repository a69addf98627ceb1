"""Where somebody or something stands by its chain of statuses."""

from campaigns.facts.subjects import CaseFacts
from campaigns.models.case import BEHIND_BARS, Status

FREED = frozenset(
    {
        Status.RELEASED,
        Status.RELEASED_AFTER_PARDON,
        Status.RELEASED_AFTER_FULL_TERM,
        Status.ACQUITTED,
        Status.CHARGES_DROPPED,
        Status.HOUSE_ARREST,
        Status.DECEASED,
    }
)


def stands_at(case: CaseFacts, *statuses: Status) -> bool:
    return bool(case.statuses) and case.statuses[-1].status in statuses


def is_behind_bars(case: CaseFacts) -> bool:
    """By the chain of statuses: a ban that was added later changes nothing in it."""
    held = False
    for entry in case.statuses:
        held = (held or entry.status in BEHIND_BARS) and entry.status not in FREED
    return held
