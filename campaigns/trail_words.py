"""What an act on a campaign was about, in words: the trail knows the facts by their keys."""

from collections.abc import Iterable, Mapping

from sqlmodel import Session, col, select

from campaigns.facts.words import words_of
from campaigns.models.campaign import Campaign, Outcome
from campaigns.models.case import Case
from campaigns.models.demand import Demand, Progress
from campaigns.models.event import Event
from campaigns.models.fact import NamedFact
from campaigns.models.source import Source
from campaigns.models.texts import Texts
from campaigns.wording import said
from foundation.accounts.models import AuditEntry

LONGEST = 80
_KINDS: dict[str, type[NamedFact]] = {
    "case.changed": Case,
    "status.added": Case,
    **dict.fromkeys(("portrait.hung", "portrait.replaced", "portrait.changed"), Case),
    **dict.fromkeys(("portrait.removed", "portrait.put_back"), Case),
    "event.added": Event,
    "event.changed": Event,
    "demand.added": Demand,
    "demand.changed": Demand,
    "demand.progressed": Demand,
    "source.added": Source,
}


Named = Mapping[tuple[type[NamedFact], str], NamedFact]


def named_in(session: Session, campaign: Campaign, entries: Iterable[AuditEntry]) -> Named:
    """The facts that these entries know by their keys, as far as they are still there: a query a kind."""
    keys: dict[type[NamedFact], set[str]] = {}
    for entry in entries:
        if entry.act in _KINDS:
            keys.setdefault(_KINDS[entry.act], set()).add(_key_of(entry))
    return {
        (kind, fact.key): fact
        for kind, wanted in keys.items()
        for fact in session.exec(select(kind).where(kind.campaign_id == campaign.id, col(kind.key).in_(wanted)))
    }


def about_in_words(campaign: Campaign, entry: AuditEntry, language: str, named: Named) -> str:
    """In the language being spoken; empty where the fact is not there any more."""
    if entry.act in _KINDS:
        progress = entry.detail.partition(": ")[2]
        parts = [_fact_in_words(campaign, named.get((_KINDS[entry.act], _key_of(entry))), language)]
        parts += [said(Progress(progress))] if progress in set(Progress) else []
        return ": ".join(filter(None, parts))
    if entry.act == "campaign.closed":
        return said(Outcome(entry.detail)) if entry.detail in set(Outcome) else ""
    # Of a fact that was removed nothing is left but its key.
    return "" if entry.act == "fact.removed" else entry.detail


def _key_of(entry: AuditEntry) -> str:
    return entry.detail.partition(": ")[0]


def _fact_in_words(campaign: Campaign, fact: NamedFact | None, language: str) -> str:
    if fact is None:
        return ""
    words = words_of(_texts(fact), language, campaign.original_language)
    return words if len(words) <= LONGEST else f"{words[: LONGEST - 1].rstrip()}…"


def _texts(fact: NamedFact) -> Texts:
    for name in ("name", "summary", "text", "title"):
        texts: Texts | None = getattr(fact, name, None)
        if texts:
            return texts
    return {}
