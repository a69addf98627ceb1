"""From what was typed into a launch's form to facts, and back into the form that corrects them."""

from typing import Any

from campaigns.models.campaign import CampaignKind
from campaigns.models.partial_date import PartialDate
from campaigns.models.texts import Texts
from campaigns.stock.asked import Asked, Need, People, Shape
from campaigns.stock.facts import LaunchFacts, Person, Value
from campaigns.stock.forms import OWN, FactsForm
from campaigns.stock.kinds import KINDS
from campaigns.stock.sentences import LANGUAGES
from campaigns.stock.stock import Stock


def facts_of(kind: CampaignKind, given: FactsForm, stock: Stock, *, named: bool = True) -> LaunchFacts:
    return LaunchFacts(
        kind=kind,
        language=given.language,
        country=given.country,
        more_countries=tuple(code for code in given.more_countries if code != given.country),
        date=PartialDate.parse(given.date),
        persons=_persons(kind, given),
        values={asked.key: _value(asked, given, stock) for asked in KINDS[kind].asked},
        named=named,
    )


def texts_of(given: Any, name: str) -> Texts:
    """The field in the form's own language, and its likes in others."""
    found = {code: getattr(given, f"{name}_{code}", "") for code in LANGUAGES}
    found[given.language] = getattr(given, name, "") or found[given.language]
    return {code: text for code, text in found.items() if text}


def lines_of(given: Any, name: str) -> list[Texts]:
    """Line by line; a line in another language belongs to the one at the same place."""
    by_language = {
        code: [line.strip() for line in text.splitlines() if line.strip()]
        for code, text in texts_of(given, name).items()
    }
    places = range(len(by_language.get(given.language, [])))
    return [{code: lines[place] for code, lines in by_language.items() if place < len(lines)} for place in places]


def missing(facts: LaunchFacts) -> list[Asked]:
    """Facts without which the texts in the original language have a gap."""
    return [
        asked
        for asked in KINDS[facts.kind].asked
        if asked.need is not Need.OPTIONAL and asked.shape is not Shape.CHOICE and not facts.value(asked.key)
    ]


def typed_again(facts: LaunchFacts, stock: Stock) -> dict[str, Any]:
    """What a form is filled with that corrects these facts."""
    language = facts.language
    values: dict[str, Any] = {
        "language": language,
        "country": facts.country,
        "more_countries": list(facts.more_countries),
        "date": "" if not facts.date.is_known else str(facts.date),
    }
    if facts.persons:
        first = facts.persons[0]
        values |= _in_fields("name", first.name, language)
        values |= {"name_accusative_ru": first.accusative, "gender": first.gender.value}
    for asked in KINDS[facts.kind].asked:
        values |= _typed_value(asked, facts.value(asked.key), stock, facts)
    return values


def _persons(kind: CampaignKind, given: Any) -> tuple[Person, ...]:
    if KINDS[kind].people is People.NONE:
        return ()
    first = texts_of(given, "name")
    persons = [Person(first, given.name_accusative_ru, given.gender)] if first else []
    return (*persons, *(Person(name) for name in lines_of(given, "others")))


def _value(asked: Asked, given: Any, stock: Stock) -> Value:
    typed = getattr(given, asked.key)
    if asked.shape is Shape.NUMBER:
        return Value(number=typed)
    if asked.shape is Shape.CHOICE:
        return Value(choice=typed)
    if asked.shape is Shape.SEVERAL:
        return _with_own(tuple(typed), texts_of(given, f"{asked.key}_{OWN}"), asked, given.language, stock)
    words = texts_of(given, asked.key)
    return Value(words=words) if asked.shape is Shape.NAME else _with_own((), words, asked, given.language, stock)


def _with_own(terms: tuple[str, ...], words: Texts, asked: Asked, language: str, stock: Stock) -> Value:
    """Words that the stock knows are taken from it, in every language at once."""
    typed = words.get(language, "")
    if typed and stock.says_not_known(language, typed):
        return Value(terms=terms, not_known=not terms)
    if typed and (term := stock.term(language, asked.key, typed)):
        return Value(terms=tuple(dict.fromkeys((*terms, term))))
    return Value(terms=terms, words=words)


def _typed_value(asked: Asked, value: Value, stock: Stock, facts: LaunchFacts) -> dict[str, Any]:
    language = facts.language
    if asked.shape is Shape.NUMBER:
        return {asked.key: "" if value.number is None else str(value.number)}
    if asked.shape is Shape.CHOICE:
        return {asked.key: value.choice}
    own = value.words
    if value.not_known:
        own = {language: stock.word(language, "not_known")}
    if asked.shape is Shape.SEVERAL:
        return {asked.key: list(value.terms), **_in_fields(f"{asked.key}_{OWN}", dict(own), language)}
    if value.terms:
        own = {language: stock.word(language, value.terms[0], facts.form)}
    return _in_fields(asked.key, dict(own), language)


def _in_fields(name: str, words: Texts, language: str) -> dict[str, str]:
    fields = {f"{name}_{code}": text for code, text in words.items() if code != language}
    return {name: words.get(language, ""), **fields}
