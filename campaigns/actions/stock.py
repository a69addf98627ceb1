"""Texts that the program wrote follow the facts and the stock of sentences, until somebody changes them by hand.

`Campaign.stock` keeps what was typed at the launch and has no row of its own, which demand is which of the standard
ones, and each text as it was last written: one that still reads so is the program's and is written anew.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlmodel import Session, col, select

from campaigns.actions.launch_rows import EVENT, PERSON, SUBJECT
from campaigns.models.actor import Actor, Law
from campaigns.models.campaign import Campaign
from campaigns.models.case import Case, CaseKind, StatusEntry
from campaigns.models.demand import Demand
from campaigns.models.event import Event
from campaigns.models.mention import Mention
from campaigns.models.texts import Texts, gaps_in, in_its_own, translated
from campaigns.stock.asked import People, Shape
from campaigns.stock.compose import CampaignTexts
from campaigns.stock.facts import LaunchFacts, Person, Value
from campaigns.stock.kinds import KINDS
from campaigns.stock.queries import stock_now
from campaigns.stock.sentences import LANGUAGES

Written = Iterator[tuple[str, Any, str, Texts]]
"""Key, row, column and words by language."""


@dataclass(frozen=True)
class _Rows:
    persons: Sequence[Case]
    subject: Case | None
    actors: Mapping[str, Actor]
    event: Event
    demands: Sequence[Demand]


def stock_of(facts: LaunchFacts, standard_demands: Mapping[str, str]) -> dict[str, Any]:
    """What a new campaign remembers; `standard_demands` from the key of a demand to that of its sentence."""
    return {
        "kind": facts.kind.value,
        "values": {key: value.kept() for key, value in facts.values.items() if value},
        "demands": dict(standard_demands),
        "texts": {},
    }


def renew_stock(session: Session, campaign: Campaign) -> None:
    """After every change of facts. A campaign whose first facts are gone, or that was imported, is left alone."""
    session.flush()
    rows = _rows(session, campaign)
    facts = facts_now(session, campaign)
    if rows is None or facts is None:
        return
    before: dict[str, Texts] = campaign.stock["texts"]
    written = dict(before)  # what is not written while nobody may be named is the program's all the same
    for key, row, column, texts in _texts(session, campaign, rows, facts):
        now = getattr(row, column)
        own = {code for code in {*now, *texts} if now.get(code) == before.get(key, {}).get(code)}
        kept = {code: text for code, text in now.items() if code not in own}
        setattr(row, column, kept | {code: text for code, text in texts.items() if code in own and text})
        session.add(row)
        written[key] = {code: text for code, text in texts.items() if text}
    campaign.stock = {**campaign.stock, "texts": written}
    _keep_mentions(session, campaign, rows, facts, written)


def facts_now(session: Session, campaign: Campaign) -> LaunchFacts | None:
    """As the rows and what was typed say it now; None for a campaign that was not launched from the stock."""
    rows = _rows(session, campaign)
    if rows is None:
        return None
    kind = KINDS[campaign.kind]
    named = [case for case in rows.persons if not case.hold]
    values = {key: Value.of(kept) for key, kept in campaign.stock["values"].items()}
    for key, actor in rows.actors.items():
        values[key] = replace(values.get(key, Value()), words=actor.name)
    written: Texts = campaign.stock["texts"].get(f"role:{PERSON}", {})
    first = rows.persons[0] if rows.persons else None
    role = first.role if first and kind.people is People.SUBJECT and len(rows.persons) == 1 else {}
    return LaunchFacts(
        kind=campaign.kind,
        language=campaign.original_language,
        country=campaign.countries[0],
        more_countries=tuple(campaign.countries[1:]),
        date=rows.event.date,
        persons=tuple(
            Person(case.name, case.name_forms.get("ru", {}).get("acc", ""), case.gender)
            for case in (named or (rows.persons if kind.people is People.SUBJECT else []))
        ),
        values=values,
        described={code: text for code, text in role.items() if text != written.get(code)},
        named=bool(named) or kind.people is not People.SUBJECT,
    )


def missing_facts(campaign: Campaign) -> list[str]:
    """What the texts in the campaign's original language still have gaps for, as they say it."""
    columns = (campaign.title, campaign.summary, campaign.background, campaign.petition_text)
    texts = [texts.get(campaign.original_language, "") for texts in columns]
    return list(dict.fromkeys(words for text in texts for words in gaps_in(text)))


def _rows(session: Session, campaign: Campaign) -> _Rows | None:
    if campaign.stock.get("kind") != campaign.kind or not campaign.countries:
        return None
    kind = KINDS[campaign.kind]
    cases = session.exec(
        select(Case).where(Case.campaign_id == campaign.id).order_by(col(Case.position), col(Case.id))
    ).all()
    persons = [case for case in cases if case.kind is CaseKind.PERSON and case.key.startswith(PERSON)]
    subject = next((case for case in cases if case.key == SUBJECT), None)
    event = session.exec(select(Event).where(Event.campaign_id == campaign.id, Event.key == EVENT)).first()
    lacking = (kind.people is People.SUBJECT and not persons) or (kind.case is not None and subject is None)
    if event is None or lacking:
        return None
    asked = {one.key for one in kind.asked if one.actor}
    actors = session.exec(select(Actor).where(Actor.campaign_id == campaign.id, col(Actor.key).in_(asked))).all()
    demands = session.exec(
        select(Demand).where(Demand.campaign_id == campaign.id).order_by(col(Demand.position), col(Demand.id))
    ).all()
    return _Rows(persons, subject, {actor.key: actor for actor in actors}, event, demands)


def _texts(session: Session, campaign: Campaign, rows: _Rows, facts: LaunchFacts) -> Written:
    """The petition's text comes last: the demands are in it, in their own language where nobody has translated one."""
    stock = stock_now(session)
    told = {language: CampaignTexts(facts, stock, language) for language in LANGUAGES}
    titles = translated({code: texts.title() for code, texts in told.items()})
    yield "title", campaign, "title", titles
    yield "summary", campaign, "summary", {code: texts.summary() for code, texts in told.items()}
    yield "background", campaign, "background", {code: texts.background() for code, texts in told.items()}
    yield from _texts_of_cases(session, rows, facts, told)
    yield "event", rows.event, "text", {code: texts.happened() for code, texts in told.items()}
    for demand in rows.demands:
        if key := campaign.stock["demands"].get(demand.key):
            words = {code: texts.demand(key) for code, texts in told.items()}
            if words[facts.language]:
                yield f"demand:{demand.key}", demand, "summary", words
    yield "petition_title", campaign, "petition_title", titles
    asked = [demand.summary for demand in rows.demands if not demand.hold]
    yield (
        "petition_text",
        campaign,
        "petition_text",
        {
            code: texts.petition_text([in_its_own(one, code, facts.language) for one in asked if one])
            for code, texts in told.items()
        },
    )


def _texts_of_cases(session: Session, rows: _Rows, facts: LaunchFacts, told: Mapping[str, CampaignTexts]) -> Written:
    kind = KINDS[facts.kind]
    if kind.people is People.SUBJECT and facts.named:
        chains = _first_steps(session, [case.id for case in rows.persons])
        for case in rows.persons:
            role = {code: texts.described() for code, texts in told.items()}
            if len(rows.persons) == 1:
                yield f"role:{case.key}", case, "role", role
            first = chains.get(case.id)
            if first is not None:
                places = {code: _capitalised(texts.value("held_at")) for code, texts in told.items()}
                yield f"status:{case.key}", first, "note", places
    asked = kind.asks(kind.case_name)
    if rows.subject is not None and (asked is None or asked.shape is not Shape.NAME):
        names = {code: texts.named(kind.case_name) for code, texts in told.items()}
        shown = translated(names) | {facts.language: names[facts.language]}
        yield "subject", rows.subject, "name", shown
        law = session.get(Law, rows.subject.law_id) if rows.subject.law_id else None
        if law is not None:
            yield "law", law, "name", shown


def _first_steps(session: Session, case_ids: Sequence[int]) -> dict[int, StatusEntry]:
    """By case."""
    last_first = col(StatusEntry.position).desc()
    rows = session.exec(select(StatusEntry).where(col(StatusEntry.case_id).in_(case_ids)).order_by(last_first))
    return {row.case_id: row for row in rows}


def _capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]


def _keep_mentions(
    session: Session, campaign: Campaign, rows: _Rows, facts: LaunchFacts, written: dict[str, Texts]
) -> None:
    """A demand that speaks of nobody but who is on hold is left out (facts/holds.py). One that the program has written
    without the name speaks of nobody, and stays."""
    if KINDS[facts.kind].people is not People.SUBJECT:
        return
    persons = {case.id for case in rows.persons}
    known: dict[int | None, list[Mention]] = {}
    of_persons = select(Mention).where(Mention.campaign_id == campaign.id, col(Mention.case_id).in_(persons))
    for mention in session.exec(of_persons):
        known.setdefault(mention.from_demand_id, []).append(mention)
    for demand in rows.demands:
        mentions = known.get(demand.id, [])
        if not facts.named and demand.summary == written.get(f"demand:{demand.key}"):
            for mention in mentions:
                session.delete(mention)
        elif not mentions and demand.key in campaign.stock["demands"]:
            session.add_all(
                Mention(campaign_id=campaign.id, from_demand_id=demand.id, case_id=case_id) for case_id in persons
            )
