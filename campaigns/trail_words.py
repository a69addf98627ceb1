"""What an act on a campaign was about, in words: the trail knows the facts by their keys."""

from sqlmodel import Session, select

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


def about_in_words(session: Session, campaign: Campaign, entry: AuditEntry, language: str) -> str:
    """In the language being spoken; empty where the fact is not there any more."""
    if entry.act in _KINDS:
        key, _, progress = entry.detail.partition(": ")
        parts = [_fact_in_words(session, campaign, _KINDS[entry.act], key, language)]
        parts += [said(Progress(progress))] if progress in set(Progress) else []
        return ": ".join(filter(None, parts))
    if entry.act == "campaign.closed":
        return said(Outcome(entry.detail)) if entry.detail in set(Outcome) else ""
    # Of a fact that was removed nothing is left but its key.
    return "" if entry.act == "fact.removed" else entry.detail


def _fact_in_words(session: Session, campaign: Campaign, kind: type[NamedFact], key: str, language: str) -> str:
    fact = session.exec(select(kind).where(kind.campaign_id == campaign.id, kind.key == key)).first()
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
