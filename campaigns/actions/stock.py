"""Texts that the program wrote follow the facts, until somebody changes them by hand.

`Campaign.stock` keeps what was typed at the launch and has no row of its own, which demand is which of the standard
ones, and each text as it was last written: one that still reads so is the program's and is written anew.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, select

from campaigns import launch_texts
from campaigns.launch_texts import LANGUAGES, ArrestFacts
from campaigns.models.actor import Actor
from campaigns.models.campaign import Campaign
from campaigns.models.case import Case
from campaigns.models.demand import Demand
from campaigns.models.event import Event
from campaigns.models.mention import Mention
from campaigns.models.texts import Texts

PERSON, UNION, ARREST = "person", "union", "arrest"
_TYPED = ("role", "country_name", "authority", "charge", "held_at")


@dataclass(frozen=True)
class _Rows:
    person: Case
    union: Actor
    arrest: Event
    demands: Sequence[Demand]


def stock_of(facts: ArrestFacts, standard_demands: dict[str, str]) -> dict[str, Any]:
    """What a new campaign remembers; `standard_demands` from the key of a demand to that of its sentence."""
    return {
        "typed": {name: getattr(facts, name) for name in _TYPED},
        "languages": [code for code in LANGUAGES if facts.known_in(code)],
        "demands": standard_demands,
        "texts": {},
    }


def renew_stock(session: Session, campaign: Campaign) -> None:
    """After every change of facts. A campaign whose first facts are gone, or that was imported, is left alone."""
    if not campaign.stock:
        return
    session.flush()
    rows = _rows(session, campaign)
    if rows is None:
        return
    facts = _facts(campaign, rows)
    before: dict[str, Texts] = campaign.stock["texts"]
    written: dict[str, Texts] = {}
    for key, row, column, texts in _texts(campaign, rows, facts):
        now = getattr(row, column)
        own = {code for code in {*now, *texts} if now.get(code) == before.get(key, {}).get(code)}
        kept = {code: text for code, text in now.items() if code not in own}
        setattr(row, column, kept | {code: text for code, text in texts.items() if code in own})
        session.add(row)
        written[key] = texts
    campaign.stock = {**campaign.stock, "texts": written}
    _keep_mentions(session, campaign, rows, written)


def _rows(session: Session, campaign: Campaign) -> _Rows | None:
    person = session.exec(select(Case).where(Case.campaign_id == campaign.id, Case.key == PERSON)).first()
    union = session.exec(select(Actor).where(Actor.campaign_id == campaign.id, Actor.key == UNION)).first()
    arrest = session.exec(select(Event).where(Event.campaign_id == campaign.id, Event.key == ARREST)).first()
    if person is None or union is None or arrest is None:
        return None
    demands = session.exec(
        select(Demand).where(Demand.campaign_id == campaign.id).order_by(col(Demand.position), col(Demand.id))
    ).all()
    return _Rows(person, union, arrest, demands)


def _facts(campaign: Campaign, rows: _Rows) -> ArrestFacts:
    written: Texts = campaign.stock["texts"].get("role", {})
    return ArrestFacts(
        name=rows.person.name,
        name_accusative_ru=rows.person.name_forms.get("ru", {}).get("acc", ""),
        gender=rows.person.gender,
        union=rows.union.name,
        country=rows.person.country or "",
        date=rows.arrest.date,
        described={code: text for code, text in rows.person.role.items() if text != written.get(code)},
        named=not rows.person.hold,
        **campaign.stock["typed"],
    )


def _texts(campaign: Campaign, rows: _Rows, facts: ArrestFacts) -> Iterator[tuple[str, Any, str, Texts]]:
    """Key, row, column and words by language. The petition's text comes last: the demands are in it."""
    languages: list[str] = [code for code in campaign.stock["languages"] if facts.known_in(code)]
    titles = {code: launch_texts.title(facts, code) for code in languages}
    yield "title", campaign, "title", titles
    yield "summary", campaign, "summary", {code: launch_texts.summary(facts, code) for code in languages}
    yield "role", rows.person, "role", {code: launch_texts.role_in_union(facts, code) for code in languages}
    yield "arrest", rows.arrest, "text", {code: launch_texts.arrest_sentence(facts, code) for code in languages}
    for demand in rows.demands:
        if sentence := campaign.stock["demands"].get(demand.key):
            words = {code: launch_texts.standard_demand(sentence, facts, code) for code in languages}
            yield f"demand:{demand.key}", demand, "summary", words
    yield "petition_title", campaign, "petition_title", titles
    asked = [demand.summary for demand in rows.demands if not demand.hold]
    yield (
        "petition_text",
        campaign,
        "petition_text",
        {
            code: launch_texts.petition_text(facts, code, [words[code] for words in asked if words.get(code)])
            for code in languages
        },
    )


def _keep_mentions(session: Session, campaign: Campaign, rows: _Rows, written: dict[str, Texts]) -> None:
    """A demand that speaks of nobody but who is on hold is left out (facts/holds.py). One that the program has written
    without the name speaks of nobody, and stays."""
    for demand in rows.demands:
        speaks = select(Mention).where(Mention.from_demand_id == demand.id, Mention.case_id == rows.person.id)
        mention = session.exec(speaks).first()
        if rows.person.hold and demand.summary == written.get(f"demand:{demand.key}"):
            if mention is not None:
                session.delete(mention)
        elif mention is None and demand.key in campaign.stock["demands"]:
            session.add(Mention(campaign_id=campaign.id, from_demand_id=demand.id, case_id=rows.person.id))
